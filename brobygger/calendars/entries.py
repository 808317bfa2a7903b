"""What a room above gives to someone's calendar; it does so when it is set up: this room does not look ahead."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from brobygger.access.actor import Actor
from brobygger.calendars.codes import Word


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: times and a word. There is no room in it for a name, a place or a description."""

    key: str  # the same for as long as the thing is the same
    word: Word
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    sequence: int = 0  # how often it has changed


# By the room: one's own entries between two moments.
SOURCES: dict[str, Callable[[Actor, datetime, datetime], Iterable[Entry]]] = {}


def entries_of(by: Actor, *, since: datetime, until: datetime) -> list[Entry]:
    """Everything that stands in the actor's calendar between the moments, from every room."""
    found = [one for source in SOURCES.values() for one in source(by, since, until)]
    return sorted(found, key=lambda one: (one.starts_at, one.key))
