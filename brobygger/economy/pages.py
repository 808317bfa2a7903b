"""Which programme a page of this room is about, and its neighbours."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.economy import queries
from brobygger.programmes.models import Programme


def here(request: DoorRequest) -> tuple[int, Programme]:
    """The zone and the programme that the address asks for, or its first. 404 where none runs."""
    zone_id, programme = looked_at(request)
    if programme is None:
        raise Http404
    return zone_id, programme


def looked_at(request: DoorRequest) -> tuple[int, Programme | None]:
    """The same; no programme where none runs."""
    zone_id = zone_of(request)
    found = queries.programmes(request.actor, zone_id=zone_id)
    asked = typed.number(request.GET, "programme")
    return zone_id, next((one for one in found if one.pk == asked), found[0] if found else None)


def around(request: DoorRequest, zone_id: int, programme: Programme, name: str) -> dict[str, Any]:
    """What each page has: the programme, the other pages, and whether the table may be kept."""
    pages = [
        ("economy", _("The table")), ("economy_each", _("Cost for each")), ("economy_capacity", _("Capacity")),
        ("economy_compare", _("Comparison")),
    ]  # fmt: skip
    several = len(queries.programmes(request.actor, zone_id=zone_id)) > 1
    tail = f"?programme={programme.pk}" if several else ""
    return {
        "programme": programme, "tail": tail, "is_outreach": programme.kind == "outreach",
        "keeps": zone_id in zones_for(request.actor, Act.KEEP_ECONOMY),
        "pages": [(reverse(page) + tail, label, page == name) for page, label in pages],
    }  # fmt: skip
