"""`brobygger figures`"""

import click


@click.command("figures")
def figures() -> None:
    """Kommer · To come."""
