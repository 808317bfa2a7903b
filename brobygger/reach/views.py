"""The departments and their resource persons; and the way to where their meetings stand now."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.meetings import queries as meetings
from brobygger.meetings.codes import MeetingKind
from brobygger.municipality import queries as municipality
from brobygger.reach import actions, departments_taking_part, queries
from brobygger.reach.forms import EndForm, NameForm, ReachForm
from brobygger.reach.pages import form_page, page, then


@door(Act.SEE_REACH, "GET")
def reach(request: DoorRequest) -> HttpResponse:
    """Who can be asked for advice in each department."""
    zone_id = zone_of(request)
    shown = {
        "overview": queries.overview(request.actor, zone_id=zone_id, on=timezone.localdate()),
        "keeps": zone_id in zones_for(request.actor, Act.KEEP_REACH),
        "today": timezone.localdate(),
    }
    return page(request, "reach/reach.html", "reach", shown)


@door(Act.KEEP_REACH)
def new(request: DoorRequest, department_id: int) -> HttpResponse:
    """Someone of the department becomes its resource person."""
    department, today = municipality.department(request.actor, department_id), timezone.localdate()
    if department.zone_id not in zones_for(request.actor, Act.KEEP_REACH):
        raise NotFound("not_found")
    placed = [
        one
        for one in departments_taking_part.placed(request.actor, department.zone_id, today)
        if one.department_id == department_id and one.worker_id != request.actor.user_id
    ]
    named = {one.worker_id for one in queries.resource_persons_of(request.actor, department_id, on=today)}
    free = [(one.worker_id, one.name) for one in placed if one.worker_id not in named]
    form = NameForm(request.POST or None, workers=free, initial={"since": today})

    def do(told: Any) -> HttpResponse:
        actions.name_resource_person(
            zone_id=department.zone_id, department_id=department_id, worker_id=told["worker"], since=told["since"],
            reach=told["reach"], by=request.actor, at=timezone.now(),
        )  # fmt: skip
        return then(request, _("Noted. Colleagues in the department can see whom to ask."), "reach")

    shown = {
        "title": _("A new resource person"),
        "lead": str(department),
        "back": reverse("reach"),
        "save": _("Name as resource person"),
        "nobody": not free,
        "hint": _("She or he gets the role of resource person: the meetings, and the department's own figures."),
    }
    return form_page(request, form, do, shown, part="reach")


@door(Act.KEEP_REACH)
def one(request: DoorRequest, pk: int) -> HttpResponse:
    """How colleagues get hold of her."""
    row = queries.resource_person(request.actor, pk)
    form = ReachForm(request.POST or None, initial={"reach": row.reach})

    def do(told: Any) -> HttpResponse:
        actions.change_reach(pk=pk, reach=told["reach"], by=request.actor, at=timezone.now())
        return then(request, _("Saved."), "reach")

    shown = {"title": row.worker.name, "lead": str(row.department), "back": reverse("reach"), "save": _("Save")}
    return form_page(request, form, do, shown, part="reach")


@door(Act.KEEP_REACH)
def end(request: DoorRequest, pk: int) -> HttpResponse:
    """Her last day as a resource person."""
    row = queries.resource_person(request.actor, pk)
    form = EndForm(request.POST or None, initial={"last_day": timezone.localdate()})

    def do(told: Any) -> HttpResponse:
        actions.end_resource_person(pk=pk, last_day=told["last_day"], by=request.actor, at=timezone.now())
        return then(request, _("Noted. You can undo it below."), "reach")

    shown = {
        "title": _("No longer a resource person?"),
        "lead": f"{row.worker.name}, {row.department}",
        "back": reverse("reach"),
        "save": _("Set the last day"),
        "hint": _("The role ends with it, unless it is the only one that she or he has here."),
    }
    return form_page(request, form, do, shown, part="reach")


@door(Act.KEEP_REACH, "POST")
def keep(request: DoorRequest, pk: int) -> HttpResponse:
    """Undo of the last day."""
    actions.keep_resource_person(pk=pk, by=request.actor, at=timezone.now())
    return then(request, _("The last day is taken back."), "reach")


def moved(to: str) -> Any:
    """The address that a page of the meetings had here leads to where it is."""

    @door(Act.SEE_REACH, "GET")
    def view(request: DoorRequest, pk: int | None = None) -> HttpResponse:
        return redirect(to, MeetingKind.RESOURCE_PERSONS if pk is None else meetings.seen(request.actor, pk).pk)

    return view
