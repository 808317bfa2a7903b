"""What is done, and said, where the database no longer answers; that it really comes back is in `test_serve`."""

import threading

import pytest

from brobygger.config import watch
from brobygger.config.cluster import ClusterError

AWAY = "connection refused"


class Broken:
    """An embedded server that cannot be started."""

    def start(self) -> str:
        raise ClusterError("PostgreSQL did not start; the disk is full")


@pytest.fixture
def watched(monkeypatch):
    """Watches for so many looks, each of which finds the next of the problems; the lines that were said."""

    def run(cluster, problems):
        stop, said, left = threading.Event(), [], list(problems)

        def problem():
            found = left.pop(0)
            if not left:
                stop.set()
            return found

        monkeypatch.setattr(watch, "LOOK_SECONDS", 0)
        monkeypatch.setattr(watch, "_problem", problem)
        watching = watch.Watch(cluster, stop, said.append)
        watching.run()
        return watching, said

    return run


def test_a_database_of_ones_own_is_waited_for_and_both_ends_are_said_once(watched):
    watching, said = watched(None, ["", *[AWAY] * 9, "", ""])
    assert [line.split(":")[0] for line in said] == [
        "databasen svarer ikke og ventes på · is waited for",
        "databasen svarer igen · the database answers again",
    ]
    assert said[0].endswith(AWAY)
    assert not watching.why_ended


def test_a_long_wait_is_said_again(watched):
    _, said = watched(None, [AWAY] * (watch.SAY_AGAIN + 1))
    assert len(said) == 2


def test_where_the_embedded_database_cannot_be_started_it_ends_with_the_reason(watched):
    watching, _ = watched(Broken(), [AWAY] * 100)
    assert watching.looks == watch.MOST_STARTS
    assert watching.why_ended.endswith("the disk is full")
