"""What stands behind a door: offers of the directory, as the zone has chosen them or as they came with the program."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may_somewhere, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.directory import in_words
from brobygger.directory import queries as directory
from brobygger.directory.models import Offer
from brobygger.routes import shipping
from brobygger.routes.codes import Route
from brobygger.routes.models import Door
from brobygger.staff import queries as staff


@dataclass(frozen=True, slots=True)
class DoorShown:
    """One place that a route leads to, as it is read beside a person."""

    offer_id: int
    name: str
    description: str
    phones: list[tuple[str, str, str]]  # as it is said, as it is dialled, what it is for
    hours: str
    hours_note: str
    open: bool | None
    opens: str
    waiting: str
    ways_in: list[str]
    how: str
    note: str  # the zone's own: how we refer there
    checked_on: date | None
    checked_by: str
    to_be_confirmed: bool
    stale: bool
    closed: bool
    web: str
    chosen: bool  # by the zone; else it came with the program
    door_id: int | None = None


def doors(by: Actor, *, zone_id: int, route: str, at: datetime, with_closed: bool = False) -> list[DoorShown]:
    """The offers behind a route in a zone: those that it has chosen, or the shipped ones where it has chosen none.

    An offer that has closed down is left out; where it was the same as another, that one stands in its place.
    """
    return all_doors(by, zone_id=zone_id, at=at, with_closed=with_closed)[Route(route)]


def all_doors(by: Actor, *, zone_id: int, at: datetime, with_closed: bool = False) -> dict[Route, list[DoorShown]]:
    """The offers behind every route in a zone; none for whoever may not see the directory."""
    if zone_id not in zones_for(by, Act.SEE_ROUTES):
        raise NotFound("not_found")
    if not may_somewhere(by, Act.SEE_DIRECTORY):
        return {route: [] for route in Route}
    on = day_of(at)
    chosen: dict[str, list[tuple[Offer, Door | None]]] = {route: [] for route in Route.values}
    people = ("offer__checked_by", "offer__same_as__checked_by")
    for door in Door.objects.select_related("offer", "offer__same_as", *people).filter(zone_id=zone_id).order_by("id"):
        chosen[door.route].append((door.offer, door))
    for route, keys in shipping.told()["doors"].items():
        if not chosen[route]:
            chosen[route] = [(offer, None) for offer in directory.shipped(by, keys, on=on)]
    own = directory.standing_in({zone_id}, [offer.uid for pairs in chosen.values() for offer, _door in pairs])
    chosen = {
        r: [(_living(own.get(offer.uid, offer), on), door) for offer, door in pairs] for r, pairs in chosen.items()
    }
    every = [offer for pairs in chosen.values() for offer, _door in pairs]
    names = staff.called([offer.checked_by_id for offer in every])
    return {
        Route(route): [
            _shown(offer, door, names, at) for offer, door in pairs if with_closed or not offer.is_closed_on(on)
        ]
        for route, pairs in chosen.items()
    }


def left_out(by: Actor, shown_now: dict[Route, list[DoorShown]]) -> dict[Route, list[Offer]]:
    """The shipped offers that a zone's own choice has put aside, so that they are easy to choose again."""
    told = shipping.told()["doors"]
    aside: dict[Route, list[Offer]] = {route: [] for route in Route}
    for route, offers in shown_now.items():
        if any(one.chosen for one in offers):
            there = {one.offer_id for one in offers}
            aside[route] = [one for one in directory.shipped(by, told.get(route, [])) if one.pk not in there]
    return aside


def _living(offer: Offer, on: date) -> Offer:
    instead = offer.same_as
    return instead if offer.is_closed_on(on) and instead and not instead.is_closed_on(on) else offer


def _shown(offer: Offer, door: Door | None, names: Any, at: datetime) -> DoorShown:
    told = in_words.page(offer, now=at)
    same = (
        "name",
        "description",
        "phones",
        "hours",
        "hours_note",
        "open",
        "opens",
        "waiting",
        "ways_in",
        "how",
        "stale",
    )
    return DoorShown(
        offer_id=offer.pk,
        **{name: told[name] for name in same},
        note=door.note if door else "",
        checked_on=timezone.localdate(offer.checked_at) if offer.checked_at else None,
        checked_by=names.get(offer.checked_by_id, ""),
        to_be_confirmed=offer.to_be_confirmed,
        closed=told["closed"],
        web=offer.web,
        chosen=door is not None,
        door_id=door.pk if door else None,
    )
