"""Who works in which department, on the leader's screen."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound
from brobygger.municipality import actions, in_words, queries, undo
from brobygger.municipality.forms import PlaceForm, WorkerForm
from brobygger.municipality.keeping_views import worker_choices


@door(Act.SEE_MUNICIPALITY, "GET")
def people(request: DoorRequest) -> HttpResponse:
    """Everyone who can belong to a department, and where each one is."""
    now, zone_id = timezone.now(), zone_of(request)
    lines = in_words.people(request.actor, zone_id, on=timezone.localdate(now))
    return render(request, "municipality/people.html", {"lines": lines, "undo": undo.offered(request, at=now)})


@door(Act.KEEP_MUNICIPALITY)
def person(request: DoorRequest, pk: int) -> HttpResponse:
    """Place a colleague in a department, or move her."""
    zone_id, on = zone_of(request), timezone.localdate()
    line = next((one for one in in_words.people(request.actor, zone_id, on=on) if one["worker_id"] == pk), None)
    if line is None:
        raise NotFound("not_found")
    others = [row for row in queries.departments(request.actor, zone_id=zone_id, on=on) if row != line["department"]]
    form = PlaceForm(request.POST or None, departments=others)
    if form.is_valid():
        _place(request, worker_id=pk, department_id=form.cleaned_data["department"])
        return redirect("municipality_people")
    status = 422 if form.is_bound else 200
    return render(request, "municipality/person.html", {"form": form, "line": line, "others": others}, status=status)


@door(Act.KEEP_MUNICIPALITY, "POST")
def place(request: DoorRequest, pk: int) -> HttpResponse:
    """Someone is placed from the department's own page."""
    row = queries.department_to_keep(request.actor, pk)
    form = WorkerForm(request.POST, workers=worker_choices(request, row))
    if form.is_valid():
        _place(request, worker_id=form.cleaned_data["worker"], department_id=pk)
    else:
        messages.warning(request, _("Choose someone in the list. She or he may have been placed in the meantime."))
    return redirect("municipality_department", pk)


def _place(request: DoorRequest, *, worker_id: int, department_id: int) -> None:
    now = timezone.now()
    zone_id = queries.department_to_keep(request.actor, department_id).zone_id
    before = queries.department_of(worker_id, zone_id=zone_id, on=timezone.localdate(now))
    row = actions.place_worker(worker_id=worker_id, department_id=department_id, by=request.actor, at=now)
    if before is not None and before.until is None:
        undo.offer(request, "worker_placed", "place_worker", at=now, worker_id=worker_id, department_id=before.pk)
    else:
        undo.offer(request, "worker_placed", "end_placement", at=now, placement_id=row.pk)


@door(Act.KEEP_MUNICIPALITY, "POST")
def end(request: DoorRequest, pk: int) -> HttpResponse:
    """She no longer belongs to the department from today on."""
    now = timezone.now()
    row = queries.placement_to_keep(request.actor, pk)
    yesterday = timezone.localdate(now) - timedelta(days=1)
    actions.end_placement(placement_id=pk, last_day=yesterday, by=request.actor, at=now)
    told = {"worker_id": row.worker_id, "department_id": row.department_id}
    undo.offer(request, "placement_ended", "place_worker", at=now, **told)
    return redirect("municipality_department", row.department_id)
