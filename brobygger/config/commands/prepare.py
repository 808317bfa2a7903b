"""`brobygger prepare`"""

import click

from brobygger.config.commands.ready import ready


@click.command()
def prepare() -> None:
    """Gør databasen klar: tabeller, mure og de to programmer. Kan gentages.

    Make the database ready: tables, walls and the two programmes. Safe to repeat.
    """
    ready(tables=False)
    from brobygger.config.database import prepare as make_ready

    make_ready()
    click.echo("Klar · Ready")
