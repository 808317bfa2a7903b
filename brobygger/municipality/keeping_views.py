"""The departments and the rooms of a municipality, on the leader's screen."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.menu import address
from brobygger.municipality import actions, in_words, queries, undo
from brobygger.municipality.forms import DepartmentForm, RoomForm, WorkerForm
from brobygger.municipality.models import Department
from brobygger.municipality.pages_of_later_rooms import NAME_RESOURCE_PERSON
from brobygger.municipality.words import REASONS


@door(Act.KEEP_MUNICIPALITY)
def department_new(request: DoorRequest) -> HttpResponse:
    """A department more."""
    form, now = DepartmentForm(request.POST or None, initial={"takes_part": True}), timezone.now()
    if form.is_valid():
        try:
            zone_id = zone_of(request)
            row = actions.add_department(zone_id=zone_id, **form.cleaned_data, by=request.actor, at=now)
        except Refused as refusal:
            _at_field(form, "name_da", refusal)
        else:
            undo.offer(request, "department_added", "close_department", at=now, department_id=row.pk)
            return redirect("municipality_department", row.pk)
    return render(request, "municipality/department_change.html", {"form": form}, status=_status(form))


@door(Act.SEE_MUNICIPALITY, "GET")
def department(request: DoorRequest, pk: int) -> HttpResponse:
    """Who works in a department, as what, and since when."""
    row, now = queries.department_to_keep(request.actor, pk), timezone.now()
    told = _department(request, row)
    return render(request, "municipality/department.html", told | {"undo": undo.offered(request, at=now)})


def _department(request: DoorRequest, row: Department, form: WorkerForm | None = None) -> dict[str, Any]:
    on = timezone.localdate()
    there = queries.placements(request.actor, zone_id=row.zone_id, on=on, department_id=row.pk)
    if form is None and row.until is None:
        workers = worker_choices(request, row)
        form = WorkerForm(workers=workers) if workers else None
    return {
        "row": row,
        "placed": [(one, in_words.role_words(one.roles)) for one in there],
        "resource_persons": sum("resource_person" in one.roles for one in there),
        "form": form,
        "name_one": address(NAME_RESOURCE_PERSON, row.pk),
    }


def worker_choices(request: DoorRequest, row: Department) -> list[tuple[int, str]]:
    """Who may be placed in the department, those without one first; the others with where they are now."""
    lines = in_words.people(request.actor, row.zone_id, on=timezone.localdate())
    return [
        (line["worker_id"], f"{line['name']} ({line['department'] or line['roles']})")
        for line in lines
        if line["department"] != row
    ]


@door(Act.KEEP_MUNICIPALITY)
def department_change(request: DoorRequest, pk: int) -> HttpResponse:
    """What a department is called, and whether it takes part."""
    row, now = queries.department_to_keep(request.actor, pk), timezone.now()
    before = DepartmentForm.told_by(row)
    form = DepartmentForm(request.POST or None, initial=before)
    if form.is_valid():
        try:
            actions.change_department(department_id=pk, **form.cleaned_data, by=request.actor, at=now)
        except Refused as refusal:
            _at_field(form, "name_da", refusal)
        else:
            undo.offer(request, "department_changed", "change_department", at=now, department_id=pk, **before)
            return redirect("municipality_department", pk)
    return render(request, "municipality/department_change.html", {"form": form, "row": row}, status=_status(form))


@door(Act.KEEP_MUNICIPALITY, "POST")
def department_close(request: DoorRequest, pk: int) -> HttpResponse:
    """The department takes no one more; one that was never used is gone."""
    row, now = queries.department_to_keep(request.actor, pk), timezone.now()
    was = DepartmentForm.told_by(row) | {"zone_id": row.zone_id, "key": row.key}
    if actions.close_department(department_id=pk, by=request.actor, at=now) is None:
        undo.offer(request, "department_removed", "add_department", at=now, **was)
    else:
        undo.offer(request, "department_closed", "reopen_department", at=now, department_id=pk)
    return redirect("municipality")


@door(Act.KEEP_MUNICIPALITY, "POST")
def department_reopen(request: DoorRequest, pk: int) -> HttpResponse:
    """The department is in use again."""
    now = timezone.now()
    actions.reopen_department(department_id=pk, by=request.actor, at=now)
    undo.offer(request, "department_reopened", "close_department", at=now, department_id=pk)
    return redirect("municipality")


@door(Act.KEEP_MUNICIPALITY)
def room_new(request: DoorRequest) -> HttpResponse:
    """A room more."""
    form, now = RoomForm(request.POST or None), timezone.now()
    if form.is_valid():
        try:
            zone_id = zone_of(request)
            row = actions.add_room(zone_id=zone_id, **form.cleaned_data, by=request.actor, at=now)
        except Refused as refusal:
            _at_field(form, "name", refusal)
        else:
            undo.offer(request, "room_added", "close_room", at=now, room_id=row.pk)
            return redirect("municipality")
    return render(request, "municipality/room_change.html", {"form": form}, status=_status(form))


@door(Act.KEEP_MUNICIPALITY)
def room_change(request: DoorRequest, pk: int) -> HttpResponse:
    """What a room is called, and how one comes there unseen."""
    row, now = queries.room_to_keep(request.actor, pk), timezone.now()
    before = RoomForm.told_by(row)
    form = RoomForm(request.POST or None, initial=before)
    if form.is_valid():
        try:
            actions.change_room(room_id=pk, **form.cleaned_data, by=request.actor, at=now)
        except Refused as refusal:
            _at_field(form, "name", refusal)
        else:
            undo.offer(request, "room_changed", "change_room", at=now, room_id=pk, **before)
            return redirect("municipality")
    return render(request, "municipality/room_change.html", {"form": form, "row": row}, status=_status(form))


@door(Act.KEEP_MUNICIPALITY, "POST")
def room_close(request: DoorRequest, pk: int) -> HttpResponse:
    """The programme no longer meets people there."""
    row, now = queries.room_to_keep(request.actor, pk), timezone.now()
    was = RoomForm.told_by(row) | {"zone_id": row.zone_id}
    if actions.close_room(room_id=pk, by=request.actor, at=now) is None:
        undo.offer(request, "room_removed", "add_room", at=now, **was)
    else:
        undo.offer(request, "room_closed", "reopen_room", at=now, room_id=pk)
    return redirect("municipality")


@door(Act.KEEP_MUNICIPALITY, "POST")
def room_reopen(request: DoorRequest, pk: int) -> HttpResponse:
    """The room is in use again."""
    now = timezone.now()
    actions.reopen_room(room_id=pk, by=request.actor, at=now)
    undo.offer(request, "room_reopened", "close_room", at=now, room_id=pk)
    return redirect("municipality")


def _status(form: Form) -> int:
    return 422 if form.is_bound else 200


def _at_field(form: Form, field: str, refusal: Refused) -> None:
    """The refusal stands at the field that it is about; a stranger still meets a page that is not there."""
    if isinstance(refusal, NotFound) or refusal.reason not in REASONS:
        raise refusal
    form.add_error(field, REASONS[refusal.reason])
