"""`brobygger demo`"""

import click


@click.command("demo")
def demo() -> None:
    """Kommer · To come."""
