"""What every command needs first: a database that answers, and Django."""

import os
import signal
import sys
from pathlib import Path

import click

from brobygger.config.addresses import data_folder
from brobygger.config.cluster import Cluster


class Stop(Exception):
    """The command cannot go on; one line says why and what to do, and `code` is the exit status."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def ready(*, tables: bool = True) -> Cluster | None:
    """Django is set up on the database of DATABASE_URL or of the data folder, which is started where it is at rest.

    The embedded server is returned where it is that one. Refused where the database does not answer or was written with
    other keys, and where `tables` are asked for and `prepare` has not been run.
    """
    cluster = None
    leave_by_signal()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.config.settings")
    if not os.environ.get("DATABASE_URL") and not os.environ.get("BROBYGGER_WEB_DATABASE_URL"):
        cluster = Cluster(data_folder() / "postgresql")
        os.environ["DATABASE_URL"] = cluster.start()
    import django

    django.setup()
    _answering(tables)
    return cluster


def shown(file: Path) -> str:
    """The file's name as it can be written anywhere, whatever bytes it has."""
    return file.name.encode("utf-8", "replace").decode()


def leave_by_signal() -> None:
    """SIGTERM ends the program in order, so that a database it started is stopped too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))


def _answering(tables: bool) -> None:
    from django.db import OperationalError, connections

    from brobygger.config.keys import require_keys_of

    alias = "default" if tables else "owner"
    first = "owner" if "owner" in connections.settings else "default"
    try:
        connections[first].ensure_connection()
        require_keys_of(first)
        _let_in(alias, may_mend=alias != first)
    except OperationalError as problem:
        if alias != first and any(word in str(problem) for word in ("password", "role")):
            raise Stop("databasen er ikke gjort klar: kør `brobygger prepare` · the database is not prepared") from None
        raise Stop(f"databasen svarer ikke · the database does not answer: {str(problem).splitlines()[0]}") from None
    if tables and "cases_case" not in connections[alias].introspection.table_names():
        raise Stop("databasen er ikke gjort klar: kør `brobygger prepare` · the database is not prepared")


def _let_in(alias: str, *, may_mend: bool) -> None:
    """Connected; where the web role has another password than ours by now, it is given ours again, once."""
    from django.db import OperationalError, connections

    from brobygger.config.database import let_web_role_in

    try:
        connections[alias].ensure_connection()
    except OperationalError as problem:
        if not (may_mend and "password" in str(problem) and let_web_role_in()):
            raise
        connections[alias].ensure_connection()


def plain_words(problem: Exception) -> str:
    """One line for an error that no command foresaw: its kind, and its words only where they are the program's own."""
    if os.environ.get("BROBYGGER_DEBUG"):
        click.echo("".join(__import__("traceback").format_exception(problem)), err=True)
    own = problem.__class__.__module__.startswith("brobygger")
    return f"{problem.__class__.__name__}: {problem}" if own else problem.__class__.__name__
