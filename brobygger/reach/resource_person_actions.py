"""Naming the resource persons of a department, and letting them go again."""

from datetime import date, datetime

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from brobygger.access.actor import Actor, Role
from brobygger.access.policy import Act, may, scope
from brobygger.base.decision import NotFound, Refused
from brobygger.reach import departments_taking_part, rules
from brobygger.reach.models import ResourcePerson
from brobygger.staff import actions as staff
from brobygger.staff import queries as team
from brobygger.trail import actions as trail


@transaction.atomic
def name_resource_person(
    *, zone_id: int, department_id: int, worker_id: int, since: date, reach: str, by: Actor, at: datetime
) -> ResourcePerson:
    """She is a resource person of the department from the day, and has the role in the zone from today.

    Refused where she works in another department, or is one of its resource persons already.
    """
    row = ResourcePerson(zone_id=zone_id, department_id=department_id, worker_id=worker_id, since=since, reach=reach)
    may(by, Act.KEEP_REACH, row).require()
    _hold_department(zone_id, department_id)
    here = [
        one
        for one in departments_taking_part.placed(by, zone_id, max(since, timezone.localdate(at)))
        if one.worker_id == worker_id
    ]
    place = next((one for one in here if one.department_id == department_id), None)
    rules.may_name(
        is_placed_there=place is not None,
        is_named_already=_overlaps(row),
        since=since,
        placed_since=place.since if place else None,
    ).require()
    row.named_at, row.named_by_id = at, by.worker_id
    row.save()
    _give_role(row, by=by, at=at)
    trail.write(
        "reach.resource_person_named", by=by, at=at, about=row, worker=worker_id, department=department_id
    )  # fmt: skip
    return row


@transaction.atomic
def change_reach(*, pk: int, reach: str, by: Actor, at: datetime) -> ResourcePerson:
    """How colleagues get hold of her is as told."""
    row = _held(by, pk)
    row.reach = reach
    row.save(update_fields=["reach"])
    trail.write("reach.resource_person_changed", by=by, at=at, about=row)
    return row


@transaction.atomic
def end_resource_person(*, pk: int, last_day: date, by: Actor, at: datetime) -> ResourcePerson | None:
    """She is a resource person to the end of the day; one that ends before it begins was a mistake and is gone (None).

    The role ends with it where she has another one; else she would be locked out, and the page says so.
    """
    row = _held(by, pk)
    gone = last_day < row.since
    if gone:
        trail.write("reach.resource_person_struck", by=by, at=at, about=row, worker=row.worker_id)
        row.delete()
    else:
        row.until, row.ended_at, row.ended_by_id = last_day, at, by.worker_id
        row.save(update_fields=["until", "ended_at", "ended_by"])
        trail.write("reach.resource_person_ended", by=by, at=at, about=row, worker=row.worker_id)
    _end_role(row, last_day, by=by, at=at)
    return None if gone else row


@transaction.atomic
def keep_resource_person(*, pk: int, by: Actor, at: datetime) -> ResourcePerson:
    """Undo of end_resource_person: she has no last day. Refused where she has none, or was named anew since."""
    row = _held(by, pk)
    if row.until is None:
        raise Refused("resource_person_goes_on")
    row.until = row.ended_at = row.ended_by = None
    if _overlaps(row):
        raise Refused("is_resource_person_already")
    row.save(update_fields=["until", "ended_at", "ended_by"])
    _give_role(row, by=by, at=at)
    trail.write("reach.resource_person_kept", by=by, at=at, about=row, worker=row.worker_id)
    return row


def _hold_department(zone_id: int, department_id: int) -> None:
    """Two who name someone in the same department wait for one another here."""
    model = apps.get_model("municipality", "Department")
    if not model.objects.select_for_update(no_key=True).filter(pk=department_id, zone_id=zone_id).exists():
        raise NotFound("not_found")


def _held(by: Actor, pk: int) -> ResourcePerson:
    found = scope(by, Act.KEEP_REACH, ResourcePerson.objects.filter(pk=pk)).first()
    if found is None:
        raise NotFound("not_found")
    _hold_department(found.zone_id, found.department_id)
    found.refresh_from_db()
    return found


def _overlaps(row: ResourcePerson) -> bool:
    """Whether she is named in the department for one of the same days already."""
    rows = ResourcePerson.objects.filter(
        zone_id=row.zone_id, department_id=row.department_id, worker_id=row.worker_id
    ).exclude(pk=row.pk)
    return rows.filter(Q(until__isnull=True) | Q(until__gte=row.since)).exists()


def _give_role(row: ResourcePerson, *, by: Actor, at: datetime) -> None:
    today = timezone.localdate(at)
    role = team.roles(by).filter(worker_id=row.worker_id, zone_id=row.zone_id, role=Role.RESOURCE_PERSON)
    if role.filter(until__isnull=True).exists():
        return
    ending = role.filter(until__gte=today).first()
    if ending is not None:
        staff.keep_role(membership_id=ending.pk, by=by, at=at)
        return
    worker = row.worker
    staff.invite_worker(
        name=worker.name, email=worker.email, role=Role.RESOURCE_PERSON, zone_id=row.zone_id, by=by, at=at
    )


def _end_role(row: ResourcePerson, last_day: date, *, by: Actor, at: datetime) -> None:
    """The role goes with the last department, unless it is the only one that she has here, or others still need it."""
    still = ResourcePerson.objects.filter(Q(until__isnull=True) | Q(until__gt=last_day), worker_id=row.worker_id)
    roles = team.roles(by).filter(worker_id=row.worker_id, zone_id=row.zone_id, until__isnull=True)
    role = roles.filter(role=Role.RESOURCE_PERSON).first()
    others = roles.exclude(role=Role.RESOURCE_PERSON)
    if (
        role is None
        or not others.exists()
        or still.filter(zone_id=row.zone_id).exists()
        or role.worker_id == by.user_id
    ):
        return
    staff.end_role(membership_id=role.pk, last_day=max(last_day, role.since), by=by, at=at)
