"""The sessions that one leads, in one's own calendar."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.calendars.codes import Word
from brobygger.calendars.entries import Entry
from brobygger.courses.models import Course, Session
from brobygger.courses.states import COMING
from brobygger.trail.queries import times


def sessions(by: Actor, since: datetime, until: datetime) -> Iterator[Entry]:
    mine = scope(by, Act.LEAD_COURSE, Course.objects.filter(state__in=COMING))
    rows = list(Session.objects.filter(course__in=mine, starts_at__range=(since, until)).select_related("course"))
    # How often a session has been moved stands in the trail, and nowhere else.
    moved = times("courses.session_moved", "session", [one.pk for one in rows], zones=by.zones())
    for one in rows:
        count, last = moved.get(one.pk, (0, one.course.planned_at))
        ends_at = one.starts_at + timedelta(minutes=one.minutes)
        yield Entry(f"session-{one.pk}", Word.COURSE, one.starts_at, ends_at, last, count)
