"""What is needed, and what each has said of her hours."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.rota import queries
from brobygger.rota.codes import Likes, Part
from brobygger.rota.models import Exam, Hours, ShiftNeed, Wish
from brobygger.trail import actions as trail

KINDS: dict[str, Any] = {"hours": Hours, "exam": Exam, "wish": Wish}


@transaction.atomic
def need_shift(*, zone_id: int, told: Mapping[str, Any], by: Actor, at: datetime) -> ShiftNeed:
    """So many are needed on the weekday between the hours, in every plan from the day on."""
    if zone_id not in zones_for(by, Act.PLAN_ROTA):
        raise NotFound("not_found")
    made, _new = ShiftNeed.objects.update_or_create(
        zone_id=zone_id, until=None, weekday=told["weekday"], starts=told["starts"], ends=told["ends"],
        defaults={**told, "written_at": at, "written_by_id": by.worker_id},
    )  # fmt: skip
    trail.write("rota.shift_needed", by=by, at=at, about=made)
    return made


@transaction.atomic
def need_no_more(*, need_id: int, last_day: date, by: Actor, at: datetime) -> None:
    """The shift is needed to the day; plans that are made already stand."""
    row = queries.need(by, need_id)
    trail.write("rota.shift_needed_no_more", by=by, at=at, about=row)
    if last_day < row.from_on:
        row.delete()
        return
    row.until = last_day
    row.save(update_fields=["until"])


def _signed(by: Actor, at: datetime) -> dict[str, Any]:
    return {"written_at": at, "written_by_id": by.worker_id}


@transaction.atomic
def say_hours(*, zone_id: int, worker_id: int, weekly: int, from_on: date, by: Actor, at: datetime) -> Hours:
    """She works so many minutes a week from the day on."""
    queries.may_keep(by, worker_id, zone_id)
    made, _new = Hours.objects.update_or_create(
        zone_id=zone_id, worker_id=worker_id, from_on=from_on, defaults={"weekly": weekly, **_signed(by, at)}
    )
    trail.write("rota.hours_said", by=by, at=at, about=made, worker=worker_id)
    return made


@transaction.atomic
def say_exam(
    *, zone_id: int, worker_id: int, first_day: date, last_day: date, most: int, by: Actor, at: datetime
) -> Exam:  # fmt: skip
    """She has exams on the days, and takes no more than so many shifts a week."""
    queries.may_keep(by, worker_id, zone_id)
    if last_day < day_of(at):
        raise Refused("exams_are_past")
    made, _new = Exam.objects.update_or_create(
        zone_id=zone_id, worker_id=worker_id, first_day=first_day, last_day=last_day,
        defaults={"most": most, **_signed(by, at)},
    )  # fmt: skip
    trail.write("rota.exam_said", by=by, at=at, about=made, worker=worker_id)
    return made


@transaction.atomic
def wish(
    *, zone_id: int, worker_id: int, likes: str, weekday: int | None, on: date | None, part: str, by: Actor,
    at: datetime,
) -> Wish:  # fmt: skip
    """She prefers the time, would rather not, or cannot; what she said of it before holds no more."""
    queries.may_keep(by, worker_id, zone_id)
    if on is not None and on < day_of(at):
        raise Refused("wished_day_is_past")
    made, _new = Wish.objects.update_or_create(
        zone_id=zone_id, worker_id=worker_id, weekday=weekday, on=on, part=Part(part),
        defaults={"likes": Likes(likes), **_signed(by, at)},
    )  # fmt: skip
    trail.write("rota.wished", by=by, at=at, about=made, worker=worker_id)
    return made


@transaction.atomic
def take_back(*, kind: str, row_id: int, by: Actor, at: datetime) -> None:
    """Hours, exams or a wish hold no more."""
    row = scope(by, Act.KEEP_HOURS, KINDS[kind].objects.all()).filter(pk=row_id).first()
    if row is None:
        raise NotFound("not_found")
    trail.write("rota.taken_back", by=by, at=at, about=row, worker=row.worker_id)
    row.delete()


@transaction.atomic
def forget(*, zone_id: int, by: Actor, at: datetime) -> int:
    """The upkeep: what was said of a day or exams that are two years past is gone."""
    past = day_of(at) - timedelta(days=730)
    old = [Wish.objects.filter(zone_id=zone_id, on__lt=past), Exam.objects.filter(zone_id=zone_id, last_day__lt=past)]
    gone = sum(rows.delete()[0] for rows in old)
    if gone:
        trail.write("rota.forgotten", by=by, at=at, zone_id=zone_id, count=gone)
    return gone
