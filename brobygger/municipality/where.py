"""Which zone a page of this room shows, and where its open page is."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from brobygger.access.doors import DoorRequest, zone_looked_at
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound

# The open page, its QR code and the resource persons belong to rooms that know this one: their pages are named here.
OPEN_PAGE = "open_page"
CODE_PAGE = "open_code"
QR = "reach_qr"
NAME_RESOURCE_PERSON = "resource_person_new"


def zone_of(request: DoorRequest, act: Act = Act.SEE_MUNICIPALITY) -> int:
    """The zone that she looks at where she may do the act there, else the first where she may. NotFound where none."""
    allowed, chosen = zones_for(request.actor, act), zone_looked_at(request)
    if not allowed:
        raise NotFound("not_found")
    return chosen if chosen is not None and chosen in allowed else min(allowed)


def address_of(name: str, *arguments: object) -> str:
    """The address of a page of another room, or nothing where no room has it."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""
