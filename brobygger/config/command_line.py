"""The command line that others script against: every error is one line, every help text is Danish and English."""

from __future__ import annotations

import sys
from typing import Any

import click

from brobygger.config import commands
from brobygger.config.secrets import KeysRefused


class OneLine(click.Group):
    """A group whose errors end in one line and a number, never in a trace."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.exceptions.Abort:
            sys.exit(130)
        except click.ClickException as problem:
            click.echo(f"brobygger: {problem.format_message()}", err=True)
            sys.exit(problem.exit_code)
        except commands.Stop as problem:
            click.echo(f"brobygger: {problem}", err=True)
            sys.exit(problem.code)
        except KeysRefused as problem:
            click.echo(f"brobygger: {problem}", err=True)
            sys.exit(1)
        except SystemExit:
            raise
        except Exception as problem:
            click.echo(f"brobygger: {commands.plain_words(problem)}", err=True)
            sys.exit(1)


@click.group(cls=OneLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="brobygger", message="%(version)s")
def main() -> None:
    """Brobygger: fra politiets fil til hjælpen, der bliver givet.

    Brobygger: from the police's file to the help that is given.
    """


main.add_command(commands.prepare)
main.add_command(commands.import_)
main.add_command(commands.figures)
main.add_command(commands.offers)
main.add_command(commands.serve)
main.add_command(commands.demo)
main.add_command(commands.invite)
main.add_command(commands.password)
main.add_command(commands.municipality)
main.add_command(commands.upkeep)
main.add_command(commands.leaks)
