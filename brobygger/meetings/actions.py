"""The writing door to meetings: planned, held, written down, and what was agreed there."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope
from brobygger.base.decision import NotFound, Refused, no
from brobygger.meetings import rules
from brobygger.meetings.codes import MeetingKind
from brobygger.meetings.kinds import KINDS
from brobygger.meetings.models import Attendance, EarlierMinutes, Meeting, MeetingAction, Rhythm
from brobygger.meetings.states import MEETING, MeetingState
from brobygger.trail import actions as trail

LOCK = 7206  # whoever plans in a zone waits for a colleague who does, or for herself


@transaction.atomic
def choose_rhythm(
    *, zone_id: int, kind: MeetingKind, months: int, begins_on: date, by: Actor, at: datetime
) -> Rhythm:  # fmt: skip
    """Meetings of the kind are to be held once in so many months; if there has been none yet, first by the day."""
    may(by, Act.KEEP_MEETINGS, Rhythm(zone_id=zone_id, kind=kind)).require()
    if not 1 <= months <= 12:
        raise Refused("months_out_of_range")
    row, _ = Rhythm.objects.update_or_create(
        zone_id=zone_id,
        kind=kind,
        defaults={"months": months, "begins_on": begins_on, "changed_at": at, "changed_by_id": by.worker_id},
    )
    trail.write("meetings.rhythm_chosen", by=by, at=at, about=row, months=months)
    return row


@transaction.atomic
def plan_meeting(
    *, zone_id: int, kind: MeetingKind, planned_at: datetime, place: str, agenda: str, by: Actor, at: datetime
) -> Meeting:  # fmt: skip
    """A meeting of the kind is planned, or written down afterwards; pressed twice, there is one."""
    row = Meeting(zone_id=zone_id, kind=kind, planned_at=planned_at, place=place, agenda=agenda)
    may(by, Act.KEEP_MEETINGS, row).require()
    rules.may_plan(on=timezone.localdate(planned_at), today=timezone.localdate(at)).require()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, zone_id])
    same = Meeting.objects.filter(zone_id=zone_id, kind=kind, planned_at=planned_at, made_by_id=by.worker_id)
    twice = same.filter(state=MeetingState.PLANNED).first() if KINDS[kind].months else None
    if twice is not None:
        return twice
    row.made_at, row.made_by_id = at, by.worker_id
    row.save()
    trail.write("meetings.planned", by=by, at=at, about=row)
    return row


@transaction.atomic
def change_meeting(
    *, pk: int, planned_at: datetime, place: str, agenda: str, seen: int, by: Actor, at: datetime
) -> Meeting:  # fmt: skip
    """When and where it is, and what is on the agenda, are as told."""
    row = _held(by, pk, seen)
    if planned_at != row.planned_at:
        rules.may_plan(on=timezone.localdate(planned_at), today=timezone.localdate(at)).require()
    row.planned_at, row.place, row.agenda = planned_at, place, agenda
    _save(row, "planned_at", "place", "agenda")
    trail.write("meetings.changed", by=by, at=at, about=row)
    return row


@transaction.atomic
def note_held(
    *, pk: int, held_on: date, there: Collection[int], others: str = "", seen: int, by: Actor, at: datetime
) -> Meeting:  # fmt: skip
    """The meeting was held on the day; those named were there, and those who were expected and were not are noted too.

    Said again, it corrects the day and who was there.
    """
    row = _held(by, pk, seen)
    if held_on != row.held_on:
        rules.may_hold(held_on=held_on, today=timezone.localdate(at)).require()
    if row.state != MeetingState.HELD:
        MEETING.may_move(row.state, MeetingState.HELD).require()
    row.state, row.held_on, row.noted_at, row.noted_by_id = MeetingState.HELD, held_on, at, by.worker_id
    row.others = others
    _save(row, "state", "held_on", "noted_at", "noted_by", "others")
    kind = KINDS[row.kind]
    expected = set(kind.expected(row, held_on))
    came = set(there) & {one.worker_id for one in kind.may_come(row, held_on)}
    row.attendances.all().delete()
    Attendance.objects.bulk_create(
        Attendance(zone_id=row.zone_id, meeting=row, worker_id=who, was_there=who in came)
        for who in sorted(came | expected)
    )
    trail.write("meetings.held", by=by, at=at, about=row, there=len(came), absent=len(expected - came))
    return row


@transaction.atomic
def cancel_meeting(*, pk: int, seen: int, by: Actor, at: datetime) -> Meeting:
    """The meeting is called off."""
    row = _held(by, pk, seen)
    MEETING.may_move(row.state, MeetingState.CANCELLED).require()
    row.state, row.noted_at, row.noted_by_id = MeetingState.CANCELLED, at, by.worker_id
    _save(row, "state", "noted_at", "noted_by")
    trail.write("meetings.cancelled", by=by, at=at, about=row)
    return row


@transaction.atomic
def reopen_meeting(*, pk: int, seen: int, by: Actor, at: datetime) -> Meeting:
    """Undo: the meeting is planned again. Its minutes and what was agreed stay."""
    row = _held(by, pk, seen)
    MEETING.may_move(row.state, MeetingState.PLANNED).require()
    row.state, row.held_on, row.noted_at, row.noted_by = MeetingState.PLANNED, None, None, None
    _save(row, "state", "held_on", "noted_at", "noted_by")
    row.attendances.all().delete()
    trail.write("meetings.reopened", by=by, at=at, about=row)
    return row


@transaction.atomic
def keep_minutes(*, pk: int, minutes: str, seen: int, by: Actor, at: datetime) -> Meeting:
    """The minutes are as written, and what stood there before is kept beside them. Refused where someone else has
    written in the meantime."""
    row = _held(by, pk, seen)
    if row.minutes and row.minutes != minutes:
        before = EarlierMinutes(zone_id=row.zone_id, meeting=row, minutes=row.minutes)
        before.replaced_at, before.replaced_by_id = at, by.worker_id
        before.save()
    row.minutes = minutes
    _save(row, "minutes")
    trail.write("meetings.minutes_kept", by=by, at=at, about=row)
    return row


@transaction.atomic
def add_action(*, pk: int, what: str, worker_id: int, due_on: date | None, by: Actor, at: datetime) -> MeetingAction:
    """Someone who comes to such meetings has taken it on, perhaps by a day; pressed twice, once."""
    meeting = _held(by, pk)
    if not KINDS[meeting.kind].months or worker_id not in {
        one.worker_id for one in KINDS[meeting.kind].may_come(meeting, timezone.localdate(at))
    }:
        raise NotFound("not_found")
    same = meeting.actions.filter(worker_id=worker_id, due_on=due_on, done_at=None)
    if (twice := next((one for one in same if one.what == what), None)) is not None:
        return twice
    rules.may_agree(due_on=due_on, today=timezone.localdate(at)).require()
    row = MeetingAction.objects.create(
        zone_id=meeting.zone_id, meeting=meeting, what=what, worker_id=worker_id, due_on=due_on, made_at=at,
        made_by_id=by.worker_id,
    )  # fmt: skip
    trail.write("meetings.action_agreed", by=by, at=at, about=row)
    return row


@transaction.atomic
def note_done(*, action_id: int, done: bool, by: Actor, at: datetime) -> MeetingAction:
    """It is done, or (undo) not yet after all. Nothing happens where it is so already."""
    row = _agreed(by, action_id)
    if (row.done_at is not None) == done:
        return row
    row.done_at, row.done_by_id = (at, by.worker_id) if done else (None, None)
    row.save(update_fields=["done_at", "done_by"])
    trail.write("meetings.action_done" if done else "meetings.action_not_done", by=by, at=at, about=row)
    return row


@transaction.atomic
def strike_action(*, action_id: int, by: Actor, at: datetime) -> int:
    """It was written down by mistake and is gone; the number of its meeting."""
    row = _agreed(by, action_id)
    trail.write("meetings.action_struck", by=by, at=at, about=row)
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
    kept = scope(by, Act.KEEP_MEETINGS, Meeting.objects.all())
    found = MeetingAction.objects.select_for_update(of=("self",)).filter(pk=action_id, meeting__in=kept).first()
    if found is None:
        raise NotFound("not_found")
    return found
