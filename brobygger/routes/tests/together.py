"""Several who do something at the same moment, each on a connection of her own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from brobygger.base.decision import Refused


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What came of each deed, in their order; the reason where one was refused."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], object]) -> object:
        try:
            start.wait(10)
            return deed()
        except Refused as refused:
            return refused.reason
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result(30) for future in [pool.submit(run, deed) for deed in deeds]]
