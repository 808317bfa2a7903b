"""Meetings that were held, with their minutes and what someone took on; what was agreed last is not done yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from brobygger.access.actor import Actor
from brobygger.base.workdays import day_of
from brobygger.meetings import actions
from brobygger.meetings.codes import MeetingKind
from brobygger.meetings.kinds import KINDS

DENMARK = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True, slots=True)
class Told:
    place: str
    agenda: str
    minutes: str
    agreed: str


def meetings(
    zone_id: int, kind: MeetingKind, told: Told, there: Sequence[int], *, by: Actor, now: datetime, times: int = 3
) -> None:  # fmt: skip
    """So many meetings in the rhythm of their kind; whoever comes first takes something on each time."""
    months = KINDS[kind].months
    first = now - timedelta(days=33 * months * times)
    actions.choose_rhythm(zone_id=zone_id, kind=kind, months=months, begins_on=day_of(first), by=by, at=first)
    for ago in range(times, 0, -1):
        at = datetime.combine(day_of(now - timedelta(days=30 * months * ago)), time(10), DENMARK)
        row = actions.plan_meeting(
            zone_id=zone_id, kind=kind, planned_at=at, place=told.place, agenda=told.agenda, by=by,
            at=at - timedelta(days=14),
        )  # fmt: skip
        row = actions.note_held(pk=row.pk, held_on=day_of(at), there=there, seen=row.number, by=by, at=at)
        actions.keep_minutes(pk=row.pk, minutes=told.minutes, seen=row.number, by=by, at=at)
        action = actions.add_action(
            pk=row.pk, what=told.agreed, worker_id=there[0], due_on=day_of(at) + timedelta(days=30), by=by, at=at
        )
        if ago > 1:
            actions.note_done(action_id=action.pk, done=True, by=by, at=at + timedelta(days=20))
