"""A plan is asked for, made in the background, changed by hand, published; and cover is found where someone is away."""

from datetime import date, datetime
from importlib import import_module

from django.conf import settings
from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.rota import queries, rules
from brobygger.rota.models import Change, Rota, Shift
from brobygger.rota.moving import move
from brobygger.rota.states import RotaState
from brobygger.trail import actions as trail

R = RotaState
MAKE = "brobygger.rota.tasks.make"


@transaction.atomic
def ask(*, zone_id: int, first_day: date, last_day: date, most_a_week: int, by: Actor, at: datetime) -> Rota:
    """A plan of the days is being made. Refused where a day has one already."""
    if zone_id not in zones_for(by, Act.PLAN_ROTA):
        raise NotFound("not_found")
    rules.may_ask(first=first_day, last=last_day, today=day_of(at)).require()
    row = Rota(
        zone_id=zone_id, first_day=first_day, last_day=last_day, most_a_week=most_a_week, state_at=at,
        asked_by_id=by.worker_id,
    )  # fmt: skip
    asked = queries.facts(row)
    if not asked.slots:
        raise Refused("no_shift_is_needed")
    if not asked.people:
        raise Refused("nobody_has_said_hours")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as problem:
        raise Refused("days_are_planned_already") from problem
    trail.write("rota.asked", by=by, at=at, about=row)
    _queue(row, at)
    return row


def _queue(row: Rota, at: datetime) -> None:
    if getattr(settings, "JOBS_INLINE", False):  # for tests
        import_module("brobygger.rota.making").make(rota_id=row.pk, zone_id=row.zone_id, at=at)
        row.refresh_from_db()
    else:
        app.configure_task(MAKE, allow_unknown=False).defer(rota_id=row.pk, zone_id=row.zone_id)


@transaction.atomic
def ask_again(*, rota_id: int, with_gaps: bool, by: Actor, at: datetime) -> Rota:
    """The plan is made anew from what is needed and wished now; what was changed by hand is gone."""
    row = queries.rota(by, rota_id, for_update=True)
    row.with_gaps = with_gaps
    row.save(update_fields=["with_gaps"])
    move(row, R.ASKED, by=by, at=at)
    row.shifts.all().delete()
    _queue(row, at)
    return row


@transaction.atomic
def drop(*, rota_id: int, by: Actor, at: datetime) -> None:
    """The plan is given up, and its days are free for another."""
    row = queries.rota(by, rota_id, for_update=True)
    move(row, R.DROPPED, by=by, at=at)
    row.shifts.all().delete()


@transaction.atomic
def publish(*, rota_id: int, by: Actor, at: datetime) -> Rota:
    """The team works by the plan from now on."""
    row = queries.rota(by, rota_id, for_update=True)
    move(row, R.PUBLISHED, by=by, at=at)
    row.published_at, row.published_by_id = at, by.worker_id
    row.save(update_fields=["published_at", "published_by"])
    row.shifts.update(changed_at=at)
    return row


@transaction.atomic
def give_shift(*, shift_id: int, worker_id: int | None, by: Actor, at: datetime) -> Shift:
    """The shift is someone else's, or nobody's; what that breaks has been shown. Refused where she does not work here
    then, has another shift at the time, or the shift has begun."""
    row = queries.shift(by, shift_id, for_update=True)
    if row.rota.state not in (R.DRAFT, R.PUBLISHED):
        raise Refused("plan_is_being_made")
    if queries.has_begun(row, at):
        raise Refused("shift_is_past")
    _have(row, worker_id, by, at)
    trail.write("rota.shift_given", by=by, at=at, about=row, worker=worker_id)
    return row


def _have(row: Shift, worker_id: int | None, by: Actor, at: datetime) -> None:
    if worker_id is not None and worker_id not in queries.planned_workers(row.zone_id, row.on, row.on):
        raise Refused("does_not_work_here_then")
    row.worker_id, row.sequence, row.changed_at, row.changed_by_id = worker_id, row.sequence + 1, at, by.user_id
    try:
        with transaction.atomic():
            row.save(update_fields=["worker", "sequence", "changed_at", "changed_by"])
    except IntegrityError as problem:
        raise Refused("has_a_shift_then") from problem


@transaction.atomic
def find_cover(*, rota_id: int, by: Actor, at: datetime) -> Rota:
    """The fewest changes that cover what nobody can take are being looked for; nothing is changed yet."""
    row = queries.rota(by, rota_id, for_update=True)
    move(row, R.COVERING, by=by, at=at)
    Change.objects.filter(shift__rota=row).delete()
    _queue(row, at)
    return row


@transaction.atomic
def make_changes(*, rota_id: int, by: Actor, at: datetime) -> int:
    """What was proposed is done. Refused where one of the shifts has changed since."""
    row = queries.rota(by, rota_id, for_update=True)
    if row.state != R.PUBLISHED:
        raise Refused("plan_is_being_made")
    changes = list(Change.objects.filter(shift__rota=row).select_related("shift"))
    shifts = {one.pk: one for one in row.shifts.select_for_update().filter(change__in=changes)}
    if any(shifts[one.shift_id].worker_id != one.was_id for one in changes):
        raise Refused("shifts_changed_since")
    # First nobody has them, so that two can change places.
    Shift.objects.filter(pk__in=shifts).update(worker=None)
    for one in changes:
        _have(shifts[one.shift_id], one.to_id, by, at)
    Change.objects.filter(pk__in=[one.pk for one in changes]).delete()
    trail.write("rota.changes_made", by=by, at=at, about=row, count=len(changes))
    return len(changes)


@transaction.atomic
def leave_changes(*, rota_id: int, by: Actor, at: datetime) -> None:
    """What was proposed is not done."""
    row = queries.rota(by, rota_id, for_update=True)
    Change.objects.filter(shift__rota=row).delete()
    trail.write("rota.changes_left", by=by, at=at, about=row)
