"""The week of the team, and one's own shifts."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.rota import faults as breaks
from brobygger.rota import queries, showing, words
from brobygger.rota.models import Rota
from brobygger.rota.states import STANDS


@door(Act.SEE_ROTA, "GET")
def rota(request: DoorRequest) -> HttpResponse:
    """Who has which shift in a week; for whoever plans, the plans too."""
    zone_id, today = zone_of(request), timezone.localdate()
    monday = showing.week_asked(request, today)
    shifts = queries.published(request.actor, zone_id=zone_id, first=monday, last=monday + showing.WEEK)
    plans = zone_id in zones_for(request.actor, Act.PLAN_ROTA)
    shown = {
        "week": showing.week(shifts, monday), "plans": plans, "rotas": (), "team": (),
        "own": zone_id in request.actor.zones("worker"),
    }  # fmt: skip
    if plans:
        names = queries.names(queries.planned_workers(zone_id, today, today))
        shown |= {"rotas": queries.rotas(request.actor, zone_id=zone_id), "team": names.items()}
    return render(request, "rota/rota.html", shown)


@door(Act.SEE_ROTA, "GET")
def rota_mine(request: DoorRequest) -> HttpResponse:
    """One's own shifts to come, and what the plans could not give."""
    zone_id, today = zone_of(request), timezone.localdate()
    me = request.actor.worker_id
    missed = []
    for row in Rota.objects.filter(zone_id=zone_id, state__in=STANDS, last_day__gte=today).order_by("first_day"):
        found = breaks.faults(queries.facts(row), queries.plan_of(row.shifts.order_by("seat")))
        missed += words.lines([one for one in found if one.worker == me and one.on >= today], {})
    shown = {"shifts": queries.mine(request.actor, zone_id=zone_id, since=today), "missed": missed, "me": me}
    return render(request, "rota/mine.html", shown)
