"""The sessions that one leads in one's own calendar."""

from datetime import timedelta

import pytest

from brobygger.calendars.entries import entries_of
from brobygger.courses import course_actions, queries
from brobygger.courses.tests.making import planned, ready

pytestmark = pytest.mark.django_db


def test_sessions_stand_there_for_whoever_leads_and_move_with_their_number(cast, now):
    ready(cast, now)
    course = planned(cast, now)
    span = {"since": now, "until": now + timedelta(days=300)}
    before = entries_of(cast.actor("assessor"), **span)
    assert [(one.word, one.sequence) for one in before] == [("course", 0)] * 10
    first = queries.sessions(course)[0]
    course_actions.move_session(
        session_id=first.pk, starts_at=first.starts_at + timedelta(hours=1), theme="Sorg", element=first.element,
        by=cast.actor("assessor"), at=now,
    )  # fmt: skip
    after = entries_of(cast.actor("second_assessor"), **span)[0]
    assert (after.key, after.sequence) == (before[0].key, 1)
    assert after.starts_at - before[0].starts_at == timedelta(hours=1)
    assert entries_of(cast.actor("project_leader"), **span) == []
    course_actions.call_off(course_id=course.pk, by=cast.actor("project_leader"), at=now)
    assert entries_of(cast.actor("assessor"), **span) == []
