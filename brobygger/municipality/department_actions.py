"""Adding, renaming and closing the departments of a municipality."""

from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import NotFound, no
from brobygger.municipality import queries, rules
from brobygger.municipality.models import Department, Placement
from brobygger.staff.models import Zone
from brobygger.staff.queries import team
from brobygger.trail import actions as trail


@transaction.atomic
def add_department(
    *, zone_id: int, name_da: str, name_en: str, takes_part: bool, by: Actor, at: datetime, key: str = ""
) -> Department:
    """The zone has the department from today. Refused where it has one of that name, open or closed."""
    may(by, Act.KEEP_MUNICIPALITY, Department(zone_id=zone_id)).require()
    Zone.objects.select_for_update(no_key=True).get(pk=zone_id)
    _name_is_free(name_da, zone_id)
    taken = set(Department.objects.filter(zone_id=zone_id).values_list("key", flat=True))
    row = Department.objects.create(
        zone_id=zone_id,
        key=key if key and key not in taken else rules.key_of(name_da, taken),
        name_da=name_da.strip(),
        name_en=name_en.strip(),
        takes_part=takes_part,
        since=timezone.localdate(at),
    )
    trail.write("municipality.department_added", by=by, at=at, about=row)
    return row


@transaction.atomic
def change_department(
    *, department_id: int, name_da: str, name_en: str, takes_part: bool, by: Actor, at: datetime
) -> Department:
    """The department is called that, and takes part or not; its key and its figures stay."""
    row = _held(department_id, by)
    Zone.objects.select_for_update(no_key=True).get(pk=row.zone_id)
    _name_is_free(name_da, row.zone_id, but=row.pk)
    row.name_da, row.name_en, row.takes_part = name_da.strip(), name_en.strip(), takes_part
    row.save(update_fields=["name_da", "name_en", "takes_part"])
    trail.write("municipality.department_changed", by=by, at=at, about=row, takes_part=takes_part)
    return row


@transaction.atomic
def close_department(*, department_id: int, by: Actor, at: datetime) -> Department | None:
    """No one can be placed in the department any more, and its figures stay; one never used is gone (None).

    Refused where someone works in it.
    """
    row, day = _held(department_id, by), timezone.localdate(at)
    present = {one.worker_id for one in team(row.zone_id, day)}
    people = queries.placed_on(row.zone_id, day).filter(department=row, worker_id__in=present, until=None)
    rules.may_close_department(is_closed=row.until is not None, people=people.count()).require()
    # Those who have left the municipality belong to no department either.
    Placement.objects.filter(department=row, until=None).update(until=day)
    try:
        with transaction.atomic():
            trail.write("municipality.department_removed", by=by, at=at, about=row)
            row.delete()
            return None
    except ProtectedError:
        row.until = day
        row.save(update_fields=["until"])
        trail.write("municipality.department_closed", by=by, at=at, about=row)
        return row


@transaction.atomic
def reopen_department(*, department_id: int, by: Actor, at: datetime) -> Department:
    """The department is in use again. Refused where it is open, or another has its name by now."""
    row = _held(department_id, by)
    if row.until is None:
        no("department_is_open").require()
    _name_is_free(row.name_da, row.zone_id, but=row.pk)
    row.until = None
    row.save(update_fields=["until"])
    trail.write("municipality.department_reopened", by=by, at=at, about=row)
    return row


def _held(department_id: int, by: Actor) -> Department:
    """The department, held until the transaction ends. NotFound for strangers."""
    found = Department.objects.select_for_update().filter(pk=department_id).first()
    if found is None:
        raise NotFound("not_found")
    may(by, Act.KEEP_MUNICIPALITY, found).require()
    return found


def _name_is_free(name: str, zone_id: int, *, but: int = 0) -> None:
    rows = Department.objects.filter(zone_id=zone_id).exclude(pk=but)
    names = rows.filter(until=None).values_list("name_da", flat=True)
    rules.name_problem(name, among=names, closed=rows.exclude(until=None).values_list("name_da", flat=True)).require()
