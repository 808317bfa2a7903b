"""The meetings that one is expected at, in one's own calendar."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.workdays import day_of
from brobygger.calendars.codes import Word
from brobygger.calendars.entries import Entry
from brobygger.meetings.kinds import KINDS
from brobygger.meetings.models import Meeting
from brobygger.meetings.states import MeetingState

USUAL = timedelta(hours=1)  # nobody says how long a meeting is to be


def meetings(by: Actor, since: datetime, until: datetime) -> Iterator[Entry]:
    rows = scope(by, Act.SEE_MEETINGS, Meeting.objects.filter(planned_at__range=(since, until)))
    for one in rows.exclude(state=MeetingState.CANCELLED):
        if by.user_id in KINDS[one.kind].expected(one, day_of(one.planned_at)):
            ends_at = one.planned_at + USUAL
            yield Entry(f"meeting-{one.pk}", Word.MEETING, one.planned_at, ends_at, one.made_at, one.number)
