"""A leader chooses the offers behind each door of her zone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.directory import queries as directory
from brobygger.directory.words import REASONS as DIRECTORY_REASONS
from brobygger.routes import actions, doors, queries
from brobygger.routes.codes import Route
from brobygger.routes.forms import DoorForm
from brobygger.routes.rules import COURSE
from brobygger.routes.words import REASONS

REMOVED = "routes_removed"  # in the session, for one undo: zone, route, offer and note


def _forms(request: DoorRequest, tried: DoorForm | None = None) -> dict[str, DoorForm]:
    """A form for each route, the one that was tried with what is wrong in it."""
    offers = directory.offers_to_choose(request.actor)
    made = {
        route.value: DoorForm(offers=offers, initial={"route": route.value}, auto_id=f"{route.value}_%s")
        for route in Route
        if route != COURSE
    }
    if tried is not None and (route := str(tried.data.get("route"))) in made:
        made[route] = tried
    return made


def _page(request: DoorRequest, zone_id: int, tried: DoorForm | None = None) -> HttpResponse:
    offers = doors.all_doors(request.actor, zone_id=zone_id, at=timezone.now(), with_closed=True)
    aside = doors.left_out(request.actor, offers)
    forms = _forms(request, tried)
    removed = request.session.pop(REMOVED, None)
    told: dict[str, Any] = {
        "programme": queries.programme_of(request.actor, zone_id=zone_id),
        "routes": [
            {
                "route": route,
                "label": str(route.label),
                "offers": offers[route],
                "aside": aside[route],
                "form": forms[route],
                "tried": forms[route].is_bound,
            }
            for route in Route
            if route != COURSE
        ],
        "removed": removed if removed and removed["zone"] == zone_id else None,
    }
    return render(request, "routes/doors.html", told, status=422 if tried else 200)


@door(Act.CHANGE_ROUTES, "GET")
def all_doors(request: DoorRequest) -> HttpResponse:
    """The offers behind each door."""
    return _page(request, zone_of(request))


@door(Act.CHANGE_ROUTES, "POST")
def add(request: DoorRequest) -> HttpResponse:
    """The offer is a door of the route from now on."""
    zone_id = zone_of(request)
    route = typed.text(request.POST, "route")
    form = DoorForm(request.POST, offers=directory.offers_to_choose(request.actor), auto_id=f"{route}_%s")
    if not form.is_valid():
        return _page(request, zone_id, form)
    told = form.cleaned_data
    try:
        actions.add_door(
            zone_id=zone_id, route=told["route"], offer_id=told["offer"].pk, note=told["note"],
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        words = (REASONS | DIRECTORY_REASONS).get(refusal.reason)
        if words is None:
            raise
        form.add_error("offer", str(words))
        return _page(request, zone_id, form)
    messages.success(request, _("%(offer)s stands behind the door now.") % {"offer": told["offer"]})
    return redirect(f"{reverse('routes_doors')}#{told['route']}")


@door(Act.CHANGE_ROUTES, "POST")
def remove(request: DoorRequest, pk: int) -> HttpResponse:
    """The offer is no door any more; the next page has the undo."""
    was = actions.remove_door(door_id=pk, by=request.actor, at=timezone.now())
    name = str(directory.offer(request.actor, was.offer_id))
    told = {"zone": was.zone_id, "route": str(was.route), "offer": was.offer_id, "note": was.note, "name": name}
    request.session[REMOVED] = told
    return redirect("routes_doors")
