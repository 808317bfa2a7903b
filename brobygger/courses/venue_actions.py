"""Rooms: kept, lost from a day on, and given to a course."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.courses import queries, vacant
from brobygger.courses.models import Course, Session, Venue
from brobygger.courses.states import COMING
from brobygger.trail import actions as trail


@transaction.atomic
def keep_venue(
    *, zone_id: int, told: Mapping[str, Any], by: Actor, at: datetime, venue_id: int | None = None
) -> Venue:  # fmt: skip
    """The room is as told. Refused for a name in use, and where a session that is planned would stand outside."""
    if zone_id not in zones_for(by, Act.PLAN_COURSES):
        raise NotFound("not_found")
    row = Venue(zone_id=zone_id) if venue_id is None else _held(by, venue_id)
    if Venue.objects.filter(zone_id=zone_id, name__iexact=told["name"].strip()).exclude(pk=row.pk).exists():
        raise Refused("room_is_there")
    for name, value in told.items():
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    was_lost = row.in_use_until is not None and row.in_use_from > row.in_use_until
    if was_lost:
        row.in_use_until = None  # it is ours again
    row.changed_at, row.changed_by_id = at, by.worker_id
    if row.pk is not None:
        vacant.is_open(row, [(one.starts_at, one.minutes) for one in queries.to_come(row.sessions.all(), at)])
    row.save()
    if was_lost:
        _give_back(row, at)
    trail.write("courses.venue_kept", by=by, at=at, about=row)
    return row


@transaction.atomic
def lose_venue(*, venue_id: int, from_day: date, by: Actor, at: datetime) -> int:
    """The room is not ours from the day on, and sessions before it that had lost it have it again where it is free; how
    many are left without one, each of them an alarm. Refused for a day that has passed."""
    row = _held(by, venue_id)
    if from_day < day_of(at):
        raise Refused("session_day_has_passed")
    row.in_use_until = from_day - timedelta(days=1)
    row.changed_at, row.changed_by_id = at, by.worker_id
    row.save(update_fields=["in_use_until", "changed_at", "changed_by"])
    lost = [one.pk for one in queries.to_come(row.sessions.all(), at) if day_of(one.starts_at) >= from_day]
    Session.objects.filter(pk__in=lost).update(venue=None, room_lost_at=at)
    _give_back(row, at)
    trail.write("courses.venue_lost", by=by, at=at, about=row, sessions=len(lost))
    return len(lost)


@transaction.atomic
def keep_after_all(*, venue_id: int, by: Actor, at: datetime) -> list[Session]:
    """The room that was to be lost is ours on, and sessions that lost it have it again; those for which it is not free
    any more."""
    row = _held(by, venue_id)
    row.in_use_until, row.changed_at, row.changed_by_id = None, at, by.worker_id
    row.save(update_fields=["in_use_until", "changed_at", "changed_by"])
    trail.write("courses.venue_kept", by=by, at=at, about=row)
    return _give_back(row, at)


def _give_back(row: Venue, at: datetime) -> list[Session]:
    """Each session to come that stands without a room since it lost this one, where it is free: the rest come back."""
    taken = []
    lost = Session.objects.filter(course__venue=row, course__state__in=COMING, venue=None, room_lost_at__isnull=False)
    for one in queries.to_come(lost.select_related("course"), at):
        try:
            vacant.may_use(row, [(one.starts_at, one.minutes)])
        except Refused:
            taken.append(one)
        else:
            one.venue, one.room_lost_at = row, None
            one.save(update_fields=["venue", "room_lost_at"])
    return taken


@transaction.atomic
def give_room(*, course_id: int, venue_id: int, by: Actor, at: datetime) -> Course:
    """The sessions to come that stand without a room are in this one; where none does, all of them; whoever comes is to
    be told. Refused with day and time where another session is there."""
    venue = _held(by, venue_id)
    row = queries.course(by, course_id, act=Act.PLAN_COURSES, for_update=True)
    if row.state not in COMING or row.zone_id != venue.zone_id:
        raise Refused("course_is_over")
    sessions = queries.to_be_given(row, at)
    vacant.may_use(venue, [(one.starts_at, one.minutes) for one in sessions], but=[one.pk for one in sessions])
    Session.objects.filter(pk__in=[one.pk for one in sessions]).update(venue=venue, room_lost_at=None, moved_at=at)
    row.venue = venue
    row.save(update_fields=["venue"])
    trail.write("courses.room_given", by=by, at=at, about=row, venue=venue.pk)
    return row


def _held(by: Actor, venue_id: int) -> Venue:
    return vacant.hold(queries.venue(by, venue_id).zone_id, venue_id)[0]
