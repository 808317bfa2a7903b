"""`brobygger serve`"""

import http.client
import os
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from brobygger.config.addresses import data_folder, url_of
from brobygger.config.cluster import Cluster
from brobygger.config.commands.ready import Stop, ready
from brobygger.config.watch import Watch

EVERY_SECONDS = 60


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse der lyttes på · address to listen on")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), help="Antal processer; en for hver kerne · one for each core")
def serve(host: str, port: int, workers: int | None) -> None:
    """Vis siderne og gør baggrundsarbejdet, til der trykkes Ctrl-C.

    Serve the pages and do the background work, until Ctrl-C.
    """
    require_free(host, port)
    cluster = ready()
    require_up_to_date()
    serve_now(host, port, workers, cluster=cluster)


def serve_now(
    host: str,
    port: int,
    workers: int | None,
    *,
    cluster: Cluster | None,
    welcome: Callable[[], None] | None = None,
    before_upkeep: Callable[[], None] = lambda: None,
) -> None:
    """Serves until a signal comes; Django is set up and the database is ready. Upkeep begins when `before_upkeep` ends.

    Stops with the reason where the embedded database is gone and cannot be started again.
    """
    from brobygger.config.children import Child, Children
    from brobygger.config.commands.upkeep import sweep_uploads

    compile_words()
    collect_static()
    require_free(host, port)
    environment = environment_of_children()
    count = workers or len(os.sched_getaffinity(0))
    children = Children(
        [
            Child("web", ["web", host, str(port), str(count)], environment),
            Child("jobs", ["worker"], environment),
        ],
        say=_say,
    )
    watch = Watch(cluster, children.asked_to_stop, _say)

    def when_answers() -> None:
        click.echo(f"Brobygger: http://{f'[{host}]' if ':' in host else host}:{port}/")
        if welcome:
            welcome()
        sys.stdout.flush()

    sweep_uploads(untouched_minutes=0)  # nobody can be handing a file in to us yet
    upkeep = threading.Thread(target=_upkeep_each_minute, args=(children.asked_to_stop, before_upkeep), daemon=True)
    upkeep.start()
    threading.Thread(target=watch.run, daemon=True).start()
    children.run(answers=lambda: answers(host, port), when_answers=when_answers)
    upkeep.join(5)
    if watch.why_ended:
        raise Stop(watch.why_ended)


def _say(line: str) -> None:
    click.echo(f"brobygger: {line}", err=True)


def environment_of_children() -> dict[str, str]:
    """Ours, without any way to the owner: the pages and the jobs reach the database as the web role alone."""
    from django.conf import settings

    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL" and not name.startswith("PG")}
    web: Any = settings.DATABASES["default"]
    return {
        **kept,
        "BROBYGGER_WEB_DATABASE_URL": url_of(web),
        "BROBYGGER_DATA": str(data_folder()),
        "DJANGO_SETTINGS_MODULE": "brobygger.config.settings",
    }


def require_free(host: str, port: int) -> None:
    """Refused in one line where another program listens there, or the address is not this machine's."""
    try:
        kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, ValueError) as problem:  # a name that no machine can have is no OSError
        words = getattr(problem, "strerror", None) or type(problem).__name__
        raise Stop(
            f"{host}:{port} er optaget eller kan ikke bruges: vælg en anden med --port · choose another port ({words})"
        ) from None


def require_up_to_date() -> None:
    """Refused in one line where this release has tables that `prepare` has not made yet."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    if "owner" not in connections.settings:
        return
    executor = MigrationExecutor(connections["owner"])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Stop("databasen er fra en ældre udgave: kør `brobygger prepare` · the database needs `prepare`")


def answers(host: str, port: int) -> bool:
    """Whether the sign-in page comes."""
    from django.conf import settings

    there = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  where to look, not where to listen
    name = next((host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))), "localhost")
    connection = http.client.HTTPConnection(there, port, timeout=5)
    try:
        connection.request("GET", "/account/login/", headers={"Host": name})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def compile_words() -> None:
    """The words of the pages are compiled where a catalogue is newer than what was made of it."""
    catalogues = list(Path(__file__).parents[2].glob("*/locale/*/LC_MESSAGES/django.po"))
    compiled = {file: file.with_suffix(".mo") for file in catalogues}
    if any(not made.exists() or made.stat().st_mtime < file.stat().st_mtime for file, made in compiled.items()):
        from brobygger.config.words import compile_all

        compile_all()


def collect_static() -> None:
    """The files of the pages lie ready below the data folder, made anew only where one has changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    if settings.WHITENOISE_USE_FINDERS:
        return
    found = []
    for finder in get_finders():
        for path, storage in finder.list(None):
            file = Path(storage.path(path)).stat()
            found.append(f"{path} {file.st_size} {file.st_mtime_ns}")
    now, stamp = "\n".join(sorted(found)), Path(settings.STATIC_ROOT).with_suffix(".collected")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == now:
        return
    click.echo("Gør sidernes filer klar · collecting static files", err=True)
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now, encoding="utf-8")


def _upkeep_each_minute(asked_to_stop: threading.Event, before: Callable[[], None]) -> None:
    from django.db import connections

    from brobygger.config.commands.upkeep import keep_up

    before()
    pause = 5
    while not asked_to_stop.wait(pause):
        pause = EVERY_SECONDS
        for line in keep_up():
            _say(line)
        connections.close_all()
