"""A child of `brobygger serve`: the web server, or the background worker. It ends when its parent does.

`python -m brobygger.config.child web HOST PORT WORKERS` or `… worker`. It reaches the database as the web role alone:
its environment has no owner's address.
"""

import ctypes
import os
import signal
import sys
from importlib import import_module
from threading import Thread
from typing import Any

from brobygger.config.addresses import CHECKOUT  # noqa: F401  the package is found before a worker is forked

END_WITH_PARENT = 1  # PR_SET_PDEATHSIG
GRACE_SECONDS = 5
HEAD_SECONDS = 15  # also how long a line may be kept open between two requests


def end_with_parent() -> None:
    """The kernel ends this process when the one that started it is gone, however it went."""
    parent = os.getppid()
    ctypes.CDLL(None, use_errno=True).prctl(END_WITH_PARENT, signal.SIGTERM)
    if os.getppid() != parent or parent == 1:
        sys.exit(1)


def application() -> Any:
    """The pages behind their edge, made anew in each web worker."""
    end_with_parent()
    from django.conf import settings
    from django.urls import get_resolver

    from brobygger.config.edge import Edge
    from brobygger.config.wsgi import application  # sets Django up, which the next line needs

    get_resolver().url_patterns  # noqa: B018  every room is there before the first page is asked for
    Thread(target=import_module("brobygger.evaluation.charts").begin, daemon=True).start()
    refusing, headers = import_module("brobygger.access.refusing"), import_module("brobygger.inquiries.headers")
    return Edge(
        application, refusing.most_bytes_from, refusing.ANYONE_MAY_SEND, settings.FILE_UPLOAD_TEMP_DIR,
        headers.of_an_empty_answer(),
    )  # fmt: skip


def web(host: str, port: int, workers: int) -> None:
    """The pages: one process for each core. Who does not send a request's head in time is let go. No access log."""
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    Granian(
        "brobygger.config.child:application",
        factory=True,
        interface=Interfaces.RSGI,
        address=host,
        port=port,
        workers=workers,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1000),
        websockets=False,
        log_level=LogLevels.error,
        log_access=False,
        log_dictconfig=_quiet(),
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_SECONDS,
    ).serve()


def _quiet() -> dict[str, Any]:
    """Errors of the server itself, without the words that an exception may quote."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_words": {"()": "brobygger.config.logs.WithoutWords"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_words"]}},
        "loggers": {"_granian": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
    }


def worker() -> None:
    """The background work, one job at a time."""
    import django

    django.setup()
    from procrastinate import PsycopgConnector
    from procrastinate.contrib.django import app, connector_params

    from brobygger.access.zones import THE_QUEUE, introduction

    async def introduce(connection: Any) -> None:
        """The queue's own connections are the process's too."""
        await connection.execute(*introduction(connection.info.backend_pid, THE_QUEUE))
        await connection.commit()

    with app.replace_connector(PsycopgConnector(kwargs=connector_params(), configure=introduce)) as jobs:
        jobs.run_worker(concurrency=1, shutdown_graceful_timeout=GRACE_SECONDS, delete_jobs="successful")


def main(what: str, *told: str) -> None:
    end_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brobygger.config.settings")
    if what == "web":
        host, port, workers = told
        web(host, int(port), int(workers))
    else:
        worker()


if __name__ == "__main__":
    main(*sys.argv[1:])
