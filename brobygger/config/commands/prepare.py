"""`brobygger prepare`"""

import click

from brobygger.config.commands.ready import Stop, ready


@click.command()
def prepare() -> None:
    """Gør databasen klar: tabeller, mure og de to programmer. Kan gentages.

    Make the database ready: tables, walls and the two programmes. Safe to repeat.
    """
    ready(tables=False)
    from django.db import ProgrammingError

    from brobygger.base.decision import Refused
    from brobygger.config.database import prepare as make_ready

    try:
        make_ready()
    except ProgrammingError as problem:
        raise Stop(
            "rollen i DATABASE_URL må ikke gøre det færdigt: den skal eje databasen og have CREATEROLE"
            f" · the role in DATABASE_URL must own the database and have CREATEROLE: {str(problem).splitlines()[0]}"
        ) from None
    except Refused:
        raise Stop(
            "webrollen mangler eller kan gå uden om murene: lav den med LOGIN NOSUPERUSER NOBYPASSRLS"
            " · the web role is missing or bypasses the walls: make it with LOGIN NOSUPERUSER NOBYPASSRLS"
        ) from None
    click.echo("Klar · Ready")
    if not statistics_are_hidden():
        click.echo(
            "PostgreSQLs statistik er ikke skjult for webrollen, for det kan kun en superbruger: se docs/running.md"
            " · a superuser can hide PostgreSQL's statistics from the web role: see docs/running.md"
        )


def statistics_are_hidden() -> bool:
    """Whether the owner could keep PostgreSQL's statistics, which know no zones, from the web role."""
    from django.db import connections

    from brobygger.config.statistics import may_hide

    with connections["owner"].cursor() as cursor:
        return may_hide(cursor)
