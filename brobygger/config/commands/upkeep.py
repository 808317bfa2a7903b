"""`brobygger upkeep`"""

import click


@click.command("upkeep")
def upkeep() -> None:
    """Kommer · To come."""
