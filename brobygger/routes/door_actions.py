"""Choosing the offers that a route leads to in a zone; what came with the program stands until one is chosen."""

from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound, no
from brobygger.base.workdays import day_of
from brobygger.directory import queries as directory
from brobygger.routes.codes import Route
from brobygger.routes.models import Door
from brobygger.routes.rules import COURSE
from brobygger.trail import actions as trail


@transaction.atomic
def add_door(*, zone_id: int, route: str, offer_id: int, note: str, by: Actor, at: datetime) -> Door:
    """The offer is a door of the route in the zone. Refused where it is one already, or has closed down."""
    if zone_id not in zones_for(by, Act.CHANGE_ROUTES):
        raise NotFound("not_found")
    if Route(route) == COURSE:
        no("no_offers_behind_this_door").require()
    offer = directory.offer(by, offer_id)
    if offer.is_closed_on(day_of(at)):
        no("the_offer_has_closed_down").require()
    if Door.objects.filter(zone_id=zone_id, route=route, offer__uid=offer.uid).exists():
        no("this_offer_is_a_door_already").require()
    door, is_new = Door.objects.get_or_create(
        zone_id=zone_id, route=route, offer=offer,
        defaults={"note": note, "added_at": at, "added_by_id": by.user_id},
    )  # fmt: skip
    if not is_new:
        no("this_offer_is_a_door_already").require()
    trail.write("routes.door_added", by=by, at=at, about=door, route=str(Route(route)), offer=offer.pk)
    return door


@transaction.atomic
def remove_door(*, door_id: int, by: Actor, at: datetime) -> Door:
    """The offer is no door of the route any more; returns what it was, for an undo. Gone already: NotFound."""
    door = scope(by, Act.CHANGE_ROUTES, Door.objects.select_for_update()).filter(pk=door_id).first()
    if door is None:
        raise NotFound("not_found")
    trail.write("routes.door_removed", by=by, at=at, about=door, route=str(door.route), offer=door.offer_id)
    Door.objects.filter(pk=door.pk).delete()
    return door
