"""Setting a municipality up: copying a way of running the programme, changing it, opening the open page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import NotFound, no
from brobygger.directory.rules import phone_number
from brobygger.municipality import rules
from brobygger.municipality.department_actions import (
    add_department,
    change_department,
    close_department,
    reopen_department,
)
from brobygger.municipality.models import Department, Placement, Room, Setup
from brobygger.municipality.placing import end_placement, place_worker
from brobygger.municipality.room_actions import add_room, change_room, close_room, reopen_room
from brobygger.municipality.shipping import shipped
from brobygger.programmes.queries import programmes_for
from brobygger.staff.models import Zone
from brobygger.staff.queries import team
from brobygger.trail import actions as trail

__all__ = [
    "add_department",
    "add_room",
    "change_department",
    "change_room",
    "change_setup",
    "close_department",
    "close_page",
    "close_room",
    "copy_setup",
    "end_placement",
    "open_page",
    "place_worker",
    "reopen_department",
    "reopen_room",
    "take_back_copy",
]

# What comes along from a setup of one's own: not its phone and hours, which are another municipality's.
COPIED = ("name", "name_en", "ways_in", "anonymity", "safe_site", "answer_days")
DEPARTMENT = ("key", "name_da", "name_en", "takes_part")
ROOM = ("name", "note", "is_at_shelter")


@transaction.atomic
def copy_setup(*, zone_id: int, programme_id: int, source: str | int, by: Actor, at: datetime) -> Setup:
    """The zone runs the programme as the source does: a shipped one by its key, or a setup of the actor's by its id.

    Its departments and rooms come along as the zone's own. Refused where the zone has a setup with anything in it.
    """
    may(by, Act.KEEP_MUNICIPALITY, Setup(zone_id=zone_id)).require()
    if not programmes_for(by, Act.KEEP_MUNICIPALITY).filter(pk=programme_id, zones=zone_id, kind="outpatient").exists():
        raise NotFound("not_found")
    # Two leaders who choose at the same moment wait for one another here.
    Zone.objects.select_for_update(no_key=True).get(pk=zone_id)
    row = Setup.objects.filter(zone_id=zone_id, programme_id=programme_id).first()
    rules.may_copy(_copy_facts(row, zone_id)).require()
    code, values, departments, rooms = _from(source, programme_id, by)
    row = row or Setup(zone_id=zone_id, programme_id=programme_id)
    for name, value in values.items():
        setattr(row, name, value)
    row.copied_from, row.changed_at, row.changed_by_id = code, at, by.user_id
    row.save()
    day = timezone.localdate(at)
    Department.objects.bulk_create(Department(zone_id=zone_id, since=day, **one) for one in departments)
    Room.objects.bulk_create(Room(zone_id=zone_id, **one) for one in rooms)
    trail.write("municipality.setup_copied", by=by, at=at, about=row, departments=len(departments))
    return row


def _copy_facts(row: Setup | None, zone_id: int) -> rules.CopyFacts:
    return rules.CopyFacts(
        has_setup=row is not None,
        is_open=row is not None and row.is_open,
        was_open=row is not None and row.opened_on is not None,
        departments=Department.objects.filter(zone_id=zone_id).count(),
        rooms=Room.objects.filter(zone_id=zone_id).count(),
    )


type Copied = tuple[str, dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]


def _from(source: str | int, programme_id: int, by: Actor) -> Copied:
    if isinstance(source, str):
        told = shipped().get(source)
        if told is None:
            raise NotFound("not_found")
        return source, told.setup, list(told.departments), list(told.rooms)
    row = Setup.objects.select_related("zone").filter(pk=source, programme_id=programme_id).first()
    if row is None or not may(by, Act.SEE_MUNICIPALITY, row):
        raise NotFound("not_found")
    departments = Department.objects.filter(zone_id=row.zone_id, until=None).order_by("id").values(*DEPARTMENT)
    rooms = Room.objects.filter(zone_id=row.zone_id, until=None).order_by("id").values(*ROOM)
    return row.zone.key, {name: getattr(row, name) for name in COPIED}, list(departments), list(rooms)


@transaction.atomic
def take_back_copy(*, setup_id: int, by: Actor, at: datetime) -> None:
    """The copy is gone with its departments and rooms, so that one can choose again.

    Refused where the page is or has been open, or where anyone or anything belongs to one of the departments.
    """
    row = _held(setup_id, by)
    departments = Department.objects.filter(zone_id=row.zone_id)
    facts = rules.UseFacts(
        is_open=row.is_open,
        was_open=row.opened_on is not None,
        placements=Placement.objects.filter(zone_id=row.zone_id).count(),
    )
    rules.may_take_back(facts).require()
    trail.write("municipality.copy_taken_back", by=by, at=at, about=row)
    try:
        with transaction.atomic():
            departments.delete()
            Room.objects.filter(zone_id=row.zone_id).delete()
            row.delete()
    except ProtectedError:
        no(rules.may_take_back(rules.UseFacts(used_elsewhere=True)).reason).require()


def _held(setup_id: int, by: Actor) -> Setup:
    """The setup, held until the transaction ends. NotFound for strangers."""
    found = Setup.objects.select_for_update(no_key=True).filter(pk=setup_id).first()
    if found is None:
        raise NotFound("not_found")
    may(by, Act.KEEP_MUNICIPALITY, found).require()
    return found


@transaction.atomic
def change_setup(*, setup_id: int, values: Mapping[str, Any], seen: datetime, by: Actor, at: datetime) -> Setup:
    """The setup says what was told. Nothing happens where nothing differs.

    Refused where another has changed it since `seen`, and with the first reason of what cannot be.
    """
    row = _held(setup_id, by)
    if row.changed_at != seen:
        no("setup_changed_by_another").require()
    told = {name: values.get(name, getattr(row, name)) for name in rules.SETUP_VALUES}
    for reason in rules.setup_problems(told, is_open=row.is_open).values():
        no(reason).require()
    told["public_phone"] = phone_number(told["public_phone"]) if told["public_phone"] else ""
    fields = [name for name in rules.SETUP_VALUES if getattr(row, name) != told[name]]
    if not fields:
        return row
    for name in fields:
        setattr(row, name, told[name])
    _save(row, fields, by=by, at=at)
    trail.write("municipality.setup_changed", by=by, at=at, about=row, **dict.fromkeys(fields, True))
    return row


@transaction.atomic
def open_page(*, setup_id: int, by: Actor, at: datetime) -> Setup:
    """The open page takes people. Refused where nobody would receive them."""
    row, day = _held(setup_id, by), timezone.localdate(at)
    receivers = [one for one in team(row.zone_id, day) if one.roles & rules.RECEIVING_ROLES]
    rules.may_open_page(is_open=row.is_open, ways_in=row.ways_in, receivers=len(receivers)).require()
    row.is_open, row.opened_on = True, row.opened_on or day
    _save(row, ["is_open", "opened_on"], by=by, at=at)
    trail.write("municipality.page_opened", by=by, at=at, about=row)
    return row


@transaction.atomic
def close_page(*, setup_id: int, by: Actor, at: datetime) -> Setup:
    """The open page takes no one new; who has come already can still come back."""
    row = _held(setup_id, by)
    rules.may_close_page(is_open=row.is_open).require()
    row.is_open = False
    _save(row, ["is_open"], by=by, at=at)
    trail.write("municipality.page_closed", by=by, at=at, about=row)
    return row


def _save(row: Setup, fields: list[str], *, by: Actor, at: datetime) -> None:
    row.changed_at, row.changed_by_id = at, by.user_id
    row.save(update_fields=[*fields, "changed_at", "changed_by"])
