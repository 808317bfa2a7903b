"""The command line that others script against: every error is one line, every help text is Danish and English."""

import os
import sys
import unicodedata
from collections.abc import Sequence
from typing import Any

import click

from brobygger.base.storable import holdable, without_unseen
from brobygger.config import commands
from brobygger.config.backups import BackupRefused
from brobygger.config.secrets import KeysRefused

LONGEST, SHOWN = 4_000, 1_000  # characters: of a word behind a command, and of a line that says what is wrong
NO_WORDS = {"Cc", "Cs", "Zl", "Zp"}  # what tears a line apart, or is no character


class OneLine(click.Group):
    """A group whose errors end in one line and a number, never in a trace."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **kwargs: Any) -> Any:
        written = list(sys.argv[1:] if args is None else args)
        try:
            return super().main(_words(written), *more, **{**kwargs, "standalone_mode": False})
        except click.exceptions.Abort:
            sys.exit(130)
        except click.ClickException as problem:
            click.echo(f"brobygger: {problem.format_message()[:SHOWN]}", err=True)
            sys.exit(problem.exit_code)
        except commands.Stop as problem:
            click.echo(f"brobygger: {str(problem)[:SHOWN]}", err=True)
            sys.exit(problem.code)
        except BackupRefused as problem:
            click.echo(f"brobygger: {problem}", err=True)
            sys.exit(2)
        except KeysRefused as problem:
            click.echo(f"brobygger: {problem}", err=True)
            sys.exit(1)
        except SystemExit:
            raise
        except Exception as problem:
            click.echo(f"brobygger: {commands.plain_words(problem)}", err=True)
            sys.exit(1)


def _words(written: list[str]) -> list[str]:
    """The words behind the command, without marks that nobody sees; a file that is there has any name.

    Refused where one is nobody's: far too long, or torn.
    """
    found = []
    for place, word in enumerate(written, start=1):
        is_there = "\0" not in word and len(word) <= LONGEST and os.path.lexists(word)
        found.append(word if is_there else without_unseen(word))
        seen = found[-1]
        torn = len(seen) > LONGEST or holdable(seen) != seen or NO_WORDS & set(map(unicodedata.category, seen))
        if torn and not is_there:
            raise click.UsageError(
                f"ord {place} er for langt eller har tegn, som ikke kan læses: skriv det om"
                f" · word {place} is too long, or holds characters that cannot be read: write it anew"
            )
    return found


@click.group(cls=OneLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="brobygger", message="%(version)s")
def main() -> None:
    """Brobygger: fra politiets fil til hjælpen, der bliver givet.

    Brobygger: from the police's file to the help that is given.
    """


main.add_command(commands.prepare)
main.add_command(commands.import_)
main.add_command(commands.figures)
main.add_command(commands.report)
main.add_command(commands.offers)
main.add_command(commands.packs)
main.add_command(commands.serve)
main.add_command(commands.demo)
main.add_command(commands.invite)
main.add_command(commands.password)
main.add_command(commands.confirm)
main.add_command(commands.municipality)
main.add_command(commands.upkeep)
main.add_command(commands.leaks)
main.add_command(commands.backup)
main.add_command(commands.restore)
