"""Who works in which department: placing someone, moving her, and ending it."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import NotFound, no
from brobygger.municipality import rules
from brobygger.municipality.models import Department, Placement
from brobygger.staff.models import Worker
from brobygger.staff.queries import team
from brobygger.trail import actions as trail


@transaction.atomic
def place_worker(*, worker_id: int, department_id: int, by: Actor, at: datetime) -> Placement:
    """The worker belongs to the department from today, and no longer to another of the zone.

    Back where she was until yesterday or today, she has been there all the while. Refused where she does not work in
    the zone, or as someone who meets no citizens; NotFound for strangers.
    """
    target, day = _department(department_id, by), timezone.localdate(at)
    # Two leaders who place the same worker at the same moment wait for one another here.
    Worker.objects.select_for_update(no_key=True).filter(pk=worker_id).first()
    rows = Placement.objects.filter(zone_id=target.zone_id, worker_id=worker_id)
    now = rows.filter(until=None).first() or rows.filter(until__gte=day).order_by("-since", "-id").first()
    roles = {one.worker_id: one.roles for one in team(target.zone_id, day)}.get(worker_id)
    facts = rules.PlaceFacts(
        works_here=roles is not None,
        has_a_role_for_it=bool((roles or frozenset()) & rules.PLACED_ROLES),
        department_is_open=target.until is None,
        is_there_already=now is not None and now.department_id == target.pk and now.until is None,
    )
    rules.may_place(facts).require()
    moved_from = now.department_id if now is not None else None
    if now is not None and now.department_id != target.pk:
        _end_before(now, day)
    row = rows.filter(department=target, until__gte=day - timedelta(days=1)).order_by("-until", "-id").first()
    row = row or Placement(zone_id=target.zone_id, department=target, worker_id=worker_id, since=day)
    row.until, row.placed_at, row.placed_by_id = None, at, by.user_id
    row.save()
    if moved_from not in (None, target.pk):
        trail.write("municipality.worker_moved", by=by, at=at, about=row, worker=worker_id, to=target.pk)
    else:
        trail.write("municipality.worker_placed", by=by, at=at, about=row, worker=worker_id, to=target.pk)
    return row


def _end_before(row: Placement, day: date) -> None:
    """The placement ends the day before; one that began that day was never one."""
    if row.since >= day:
        row.delete()
    else:
        row.until = day - timedelta(days=1)
        row.save(update_fields=["until"])


@transaction.atomic
def end_placement(*, placement_id: int, last_day: date, by: Actor, at: datetime) -> Placement | None:
    """The worker belongs to the department to the end of the day; where that is before her first, she never did (None).

    Refused where it has ended. NotFound for strangers.
    """
    found = Placement.objects.filter(pk=placement_id).first()
    if found is None:
        raise NotFound("not_found")
    may(by, Act.KEEP_MUNICIPALITY, found).require()
    Worker.objects.select_for_update(no_key=True).get(pk=found.worker_id)
    row = Placement.objects.filter(pk=placement_id).first()
    if row is None or row.until is not None:
        no("placement_ended_already").require()
        raise NotFound("not_found")
    trail.write("municipality.placement_ended", by=by, at=at, about=row, worker=row.worker_id, to=row.department_id)
    if last_day < row.since:
        row.delete()
        return None
    row.until = last_day
    row.save(update_fields=["until"])
    return row


def _department(department_id: int, by: Actor) -> Department:
    """The department, held until the transaction ends, so that it is not closed meanwhile. NotFound for strangers."""
    found = Department.objects.select_for_update(no_key=True).filter(pk=department_id).first()
    if found is None:
        raise NotFound("not_found")
    may(by, Act.KEEP_MUNICIPALITY, found).require()
    return found
