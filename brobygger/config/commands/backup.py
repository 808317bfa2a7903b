"""`brobygger backup` and `brobygger restore`"""

import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from brobygger.config.addresses import data_folder
from brobygger.config.commands.ready import Stop, ready

KEEP = "Behold så mange, og slet de ældre · Keep so many, and remove the older."
NEW_KEY = (
    "Lav nøglen og skriv den her, én gang. Uden den kan ingen gendanne noget · Make the key and write it here, once."
    " Without it nobody can restore anything."
)
KEY_IS_MADE = (
    "{file} er nøglen. Uden den kan ingen gendanne noget, heller ikke vi; med den kan enhver læse det hele. Gem den to"
    " steder, som ikke er denne maskine, og slet den her.\n"
    "{file} is the key. Without it nobody can restore anything, nor can we; with it anyone can read it all. Keep it in"
    " two places that are not this machine, and remove it here."
)
DANISH = ZoneInfo("Europe/Copenhagen")


@click.command("backup")
@click.argument("folder", metavar="MAPPE/DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--new-key", metavar="FIL/FILE", type=click.Path(path_type=Path), help=NEW_KEY)
@click.option("--recipient", metavar="age1…", help="En nøgle, der er lavet et andet sted · A key made elsewhere.")
@click.option("--keep", type=click.IntRange(1), help=KEEP)
def backup(folder: Path, new_key: Path | None, recipient: str | None, keep: int | None) -> None:
    """Tag en krypteret sikkerhedskopi; `serve` føjer fra da af hvert minuts ændringer til den.

    Take an encrypted back-up; from then on `serve` adds each minute's changes to it.
    """
    if new_key and recipient:
        raise click.UsageError("enten --new-key eller --recipient · one of them")
    ready()
    from brobygger.config.backups import begin, house_here, manifest_of, take_base
    from brobygger.config.restore_checked import counts

    house = house_here(data_folder())
    if house is None:
        raise Stop("sikkerhedskopien tages af ejeren: sæt DATABASE_URL · the owner backs up: set DATABASE_URL", 2)
    note = begin(house, folder.resolve(), new_key=new_key, recipient=recipient)
    if new_key:
        click.echo(KEY_IS_MADE.format(file=new_key), err=True)
    base = take_base(house, note, counts, keep=keep)
    click.echo(f"{base}: fra · from {_danish(manifest_of(base)['from'])}")


@click.command("restore")
@click.argument("folder", metavar="MAPPE/DIR", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--to", metavar="TID/TIME", help="2026-12-01 14:30, dansk tid; ellers så sent som muligt · else the latest."
)
@click.option("--key", metavar="FIL/FILE", type=click.Path(path_type=Path), help="Nøglen · The key.")
@click.option(
    "--into", metavar="MAPPE/DIR", type=click.Path(file_okay=False, path_type=Path),
    help="Jeres egen PostgreSQLs tomme mappe · the empty folder of your own PostgreSQL",
)  # fmt: skip
@click.option("--check", is_flag=True, help="Efterprøv det, der kom tilbage; 1 ved fejl · Prove that it is whole.")
def restore(folder: Path | None, to: str | None, key: Path | None, into: Path | None, check: bool) -> None:
    """Gendan databasen og nøglerne i en tom datamappe, som de var på et tidspunkt.

    Restore the database and the keys into an empty data folder, as they were at a time.
    """
    from brobygger.config.restoring import plan
    from brobygger.config.restoring import restore as bring_back

    if check:
        return _check()
    if folder is None or key is None:
        raise click.UsageError("skriv mappen og `--key FIL` · name the folder, and `--key FILE`")
    told = plan(folder.resolve(), _time(to) if to else None, key)
    bring_back(told, data_folder(), into.resolve() if into else None)
    click.echo(f"Som den var · as it was {_danish(told.to.isoformat())}")
    if into is None:
        _check()
    else:
        click.echo(
            f"Start nu PostgreSQL {told.manifest['version']} på {into}, og derefter · now start it there, and then:"
            " brobygger restore --check"
        )


def _time(words: str) -> datetime:
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        raise Stop(f"{words} er intet tidspunkt · is no time: 2026-12-01 14:30", 2) from None
    return found if found.tzinfo else found.replace(tzinfo=DANISH)


def _danish(iso: str) -> str:
    return f"{datetime.fromisoformat(iso).astimezone(DANISH):%Y-%m-%d %H:%M:%S}"


def _check() -> None:
    ready()
    from django.db import connections

    from brobygger.config.restore_checked import counts, faults
    from brobygger.config.restoring import RESTORED

    noted = data_folder() / RESTORED
    if "owner" not in connections.settings or not noted.exists():
        raise Stop(f"her er intet gendannet ({noted}), eller DATABASE_URL mangler · nothing was restored here", 2)
    found = list(faults(json.loads(noted.read_text(encoding="utf-8"))["counts"]))
    if found:
        raise Stop("; ".join(found))
    rows = counts()
    click.echo(
        f"Alt er helt: {len(rows)} tabeller, {sum(rows.values())} rækker; begrænsninger, mure og sporets kæde holder"
        " · All is whole: tables, rows; constraints, walls and the trail's chain hold"
    )
