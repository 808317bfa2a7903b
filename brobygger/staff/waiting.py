"""What waits for someone who leads: each room says its own when it is set up, since this room does not look ahead."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from brobygger.access.actor import Actor
from brobygger.base.decision import Decision


@dataclass(frozen=True, slots=True)
class Waits:
    """So many of something, and where one goes on with them."""

    label: str | Promise
    n: int
    href: str
    another: bool = False  # for another than the actor: she was the first of two herself


type Source = Callable[[Actor, int, datetime], Iterable[Waits]]

# By the room: what waits in the zone for a second person's yes, and what is to be looked at.
TO_APPROVE: dict[str, Source] = {}
TO_LOOK_AT: dict[str, Source] = {}


def for_a_second(label: str | Promise, found: Iterable[tuple[str, Decision]]) -> list[Waits]:
    """What waits for a second person, from where each is decided: what the actor may approve, and what another must."""
    rows = list(found)
    split = [(another, [href for href, may in rows if bool(may) is not another]) for another in (False, True)]
    return [Waits(label, len(hrefs), hrefs[0], another) for another, hrefs in split if hrefs]


def waiting_in(sources: dict[str, Source], by: Actor, *, zone_id: int, at: datetime) -> list[Waits]:
    """What the rooms say; what is none is left out."""
    return [one for source in sources.values() for one in source(by, zone_id, at) if one.n]


def waits_for_her(by: Actor, *, zone_id: int, at: datetime) -> int:
    """How much waits for the actor's own yes, for the menu."""
    return sum(one.n for one in waiting_in(TO_APPROVE, by, zone_id=zone_id, at=at) if not one.another)
