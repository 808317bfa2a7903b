"""`brobygger serve`"""

import click


@click.command("serve")
def serve() -> None:
    """Kommer · To come."""
