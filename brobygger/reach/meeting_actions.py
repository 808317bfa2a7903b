"""Meetings of the resource persons: planned, held, written down, and what was agreed there."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope
from brobygger.base.decision import NotFound, Refused, no
from brobygger.reach import rules
from brobygger.reach.models import Attendance, Meeting, MeetingAction, Rhythm
from brobygger.reach.resource_person_queries import may_come, resource_persons_on
from brobygger.reach.states import MEETING, MeetingState
from brobygger.trail import actions as trail


@transaction.atomic
def choose_rhythm(*, zone_id: int, months: int, begins_on: date, by: Actor, at: datetime) -> Rhythm:
    """The resource persons of the zone are to meet once in so many months; if none has met yet, first by the day."""
    may(by, Act.KEEP_MEETINGS, Rhythm(zone_id=zone_id)).require()
    if not 1 <= months <= 12:
        raise Refused("months_out_of_range")
    row, _ = Rhythm.objects.update_or_create(
        zone_id=zone_id,
        defaults={"months": months, "begins_on": begins_on, "changed_at": at, "changed_by_id": by.worker_id},
    )
    trail.write("reach.rhythm_chosen", by=by, at=at, about=row, months=months)
    return row


@transaction.atomic
def plan_meeting(
    *, zone_id: int, planned_at: datetime, place: str, agenda: str, by: Actor, at: datetime
) -> Meeting:  # fmt: skip
    """A meeting stands in the calendar of the zone's resource persons."""
    row = Meeting(zone_id=zone_id, planned_at=planned_at, place=place, agenda=agenda)
    may(by, Act.KEEP_MEETINGS, row).require()
    row.made_at, row.made_by_id = at, by.worker_id
    row.save()
    trail.write("reach.meeting_planned", by=by, at=at, about=row)
    return row


@transaction.atomic
def change_meeting(
    *, pk: int, planned_at: datetime, place: str, agenda: str, seen: int, by: Actor, at: datetime
) -> Meeting:  # fmt: skip
    """When and where it is, and what is on the agenda, are as told."""
    row = _held(by, pk, seen)
    row.planned_at, row.place, row.agenda = planned_at, place, agenda
    _save(row, "planned_at", "place", "agenda")
    trail.write("reach.meeting_changed", by=by, at=at, about=row)
    return row


@transaction.atomic
def note_held(*, pk: int, held_on: date, there: Collection[int], seen: int, by: Actor, at: datetime) -> Meeting:
    """The meeting was held on the day; those named were there, and the resource persons who were not are noted too.

    Said again, it corrects the day and who was there.
    """
    row = _held(by, pk, seen)
    rules.may_hold(held_on=held_on, today=timezone.localdate(at)).require()
    if row.state != MeetingState.HELD:
        MEETING.may_move(row.state, MeetingState.HELD).require()
    row.state, row.held_on, row.noted_at, row.noted_by_id = MeetingState.HELD, held_on, at, by.worker_id
    _save(row, "state", "held_on", "noted_at", "noted_by")
    expected = {one.worker_id for one in resource_persons_on(row.zone_id, held_on)}
    came = set(there) & {one.worker_id for one in may_come(row.zone_id, held_on)}
    row.attendances.all().delete()
    Attendance.objects.bulk_create(
        Attendance(zone_id=row.zone_id, meeting=row, worker_id=who, was_there=who in came)
        for who in sorted(came | expected)
    )
    trail.write("reach.meeting_held", by=by, at=at, about=row, there=len(came), absent=len(expected - came))
    return row


@transaction.atomic
def cancel_meeting(*, pk: int, seen: int, by: Actor, at: datetime) -> Meeting:
    """The meeting is called off."""
    row = _held(by, pk, seen)
    MEETING.may_move(row.state, MeetingState.CANCELLED).require()
    row.state, row.noted_at, row.noted_by_id = MeetingState.CANCELLED, at, by.worker_id
    _save(row, "state", "noted_at", "noted_by")
    trail.write("reach.meeting_cancelled", by=by, at=at, about=row)
    return row


@transaction.atomic
def reopen_meeting(*, pk: int, seen: int, by: Actor, at: datetime) -> Meeting:
    """Undo: the meeting is planned again. Its minutes and what was agreed stay."""
    row = _held(by, pk, seen)
    MEETING.may_move(row.state, MeetingState.PLANNED).require()
    row.state, row.held_on, row.noted_at, row.noted_by = MeetingState.PLANNED, None, None, None
    _save(row, "state", "held_on", "noted_at", "noted_by")
    row.attendances.all().delete()
    trail.write("reach.meeting_reopened", by=by, at=at, about=row)
    return row


@transaction.atomic
def keep_minutes(*, pk: int, minutes: str, seen: int, by: Actor, at: datetime) -> Meeting:
    """The minutes are as written. Refused where someone else has written in the meantime."""
    row = _held(by, pk, seen)
    row.minutes = minutes
    _save(row, "minutes")
    trail.write("reach.minutes_kept", by=by, at=at, about=row)
    return row


@transaction.atomic
def add_action(*, pk: int, what: str, worker_id: int, due_on: date | None, by: Actor, at: datetime) -> MeetingAction:
    """Someone of the zone has taken it on, perhaps by a day."""
    meeting = _held(by, pk)
    if worker_id not in {one.worker_id for one in may_come(meeting.zone_id, timezone.localdate(at))}:
        raise NotFound("not_found")
    row = MeetingAction.objects.create(
        zone_id=meeting.zone_id, meeting=meeting, what=what, worker_id=worker_id, due_on=due_on, made_at=at,
        made_by_id=by.worker_id,
    )  # fmt: skip
    trail.write("reach.action_agreed", by=by, at=at, about=row)
    return row


@transaction.atomic
def note_done(*, action_id: int, done: bool, by: Actor, at: datetime) -> MeetingAction:
    """It is done, or (undo) not yet after all. Nothing happens where it is so already."""
    row = _agreed(by, action_id)
    if (row.done_at is not None) == done:
        return row
    row.done_at, row.done_by_id = (at, by.worker_id) if done else (None, None)
    row.save(update_fields=["done_at", "done_by"])
    trail.write("reach.action_done" if done else "reach.action_not_done", by=by, at=at, about=row)
    return row


@transaction.atomic
def strike_action(*, action_id: int, by: Actor, at: datetime) -> int:
    """It was written down by mistake and is gone; the number of its meeting."""
    row = _agreed(by, action_id)
    trail.write("reach.action_struck", by=by, at=at, about=row)
    meeting_id = row.meeting_id
    row.delete()
    return meeting_id


def _held(by: Actor, pk: int, seen: int | None = None) -> Meeting:
    """The meeting, held until the transaction ends. Refused where another has changed it since `seen`."""
    found = scope(by, Act.KEEP_MEETINGS, Meeting.objects.select_for_update(of=("self",)).filter(pk=pk)).first()
    if found is None:
        raise NotFound("not_found")
    if seen is not None and found.number != seen:
        no("changed_by_another").require()
    return found


def _save(row: Meeting, *fields: str) -> None:
    row.number += 1
    row.save(update_fields=[*fields, "number"])


def _agreed(by: Actor, action_id: int) -> MeetingAction:
    rows = MeetingAction.objects.select_for_update(of=("self",)).filter(pk=action_id)
    found = scope(by, Act.KEEP_MEETINGS, rows).first()
    if found is None:
        raise NotFound("not_found")
    return found
