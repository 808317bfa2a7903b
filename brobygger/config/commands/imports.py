"""`brobygger import`"""

import click


@click.command("import")
def import_() -> None:
    """Kommer · To come."""
