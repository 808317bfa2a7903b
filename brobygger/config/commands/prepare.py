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
