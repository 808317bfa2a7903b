"""The reading door: one's own address, and whose an address is."""

from datetime import datetime, timedelta

from brobygger.access.actor import Actor
from brobygger.access.who import actor_for
from brobygger.base.decision import NotFound
from brobygger.base.sealed import fingerprint
from brobygger.calendars.entries import Entry, entries_of
from brobygger.calendars.models import Feed

BEFORE, AHEAD = timedelta(days=60), timedelta(days=400)


def mark_of(secret: str) -> bytes:
    return fingerprint("calendar-feed", secret)


def feed(by: Actor) -> Feed | None:
    """One's own address, where there is one."""
    return Feed.objects.filter(worker_id=by.worker_id).first()


def whose(secret: str) -> Actor:
    """The worker whose calendar the address opens, with the roles that she has today. NotFound where it opens none."""
    worker_id = Feed.objects.filter(mark=mark_of(secret)).values_list("worker_id", flat=True).first()
    by = actor_for(worker_id) if worker_id is not None else None
    if by is None or not by.zones():
        raise NotFound("not_found")
    return by


def entries(by: Actor, *, at: datetime) -> list[Entry]:
    """What stands in the actor's calendar."""
    return entries_of(by, since=at - BEFORE, until=at + AHEAD)
