"""Whether the database still answers while the pages are served: ours is started again, one's own is waited for."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from brobygger.config.cluster import Cluster, ClusterError

LOOK_SECONDS = 2
SAY_AGAIN = 30  # looks between two lines that say the same
MOST_STARTS = 5


@dataclass
class Watch:
    """Looks every other second until asked to stop. `why_ended` says why nothing more can be done, where it is so."""

    cluster: Cluster | None
    stop: threading.Event
    say: Callable[[str], None]
    why_ended: str = ""
    looks: int = 0

    def run(self) -> None:
        """Comes back when asked to stop, or asks everything to stop where the embedded database cannot be started."""
        while not self.stop.wait(LOOK_SECONDS):
            if problem := _problem():
                self._gone(problem)
            elif self.looks:
                self.looks = 0
                self.say("databasen svarer igen · the database answers again")

    def _gone(self, problem: str) -> None:
        self.looks += 1
        if self.looks % SAY_AGAIN == 1:
            what = "startes igen · is started again" if self.cluster else "ventes på · is waited for"
            self.say(f"databasen svarer ikke og {what}: {problem}")
        if self.cluster is None:
            return
        try:
            self.cluster.start()
        except ClusterError as refused:
            if self.looks >= MOST_STARTS:
                self.why_ended = f"databasen kan ikke startes igen · the database cannot be started again: {refused}"
                self.stop.set()


def _problem() -> str:
    """Why no server takes connections, in one line; empty where one does, also where it has no room just now."""
    from django.db import OperationalError, connections

    kept = connections["default"]
    try:
        if kept.connection is not None and not kept.is_usable():
            kept.close()
        kept.ensure_connection()
    except OperationalError as problem:
        words = str(problem).splitlines()[0]
        return "" if "FATAL" in words and "shutting down" not in words and "starting up" not in words else words
    return ""
