"""`brobygger invite`"""

import click


@click.command("invite")
def invite() -> None:
    """Kommer · To come."""
