"""One's shifts in one's own calendar: only what stands, and gone when it is another's."""

from datetime import timedelta

import pytest

from brobygger.calendars.entries import entries_of
from brobygger.rota import plan_actions
from brobygger.rota.tests.making import planned

pytestmark = pytest.mark.django_db


def test_a_shift_stands_there_from_when_it_is_published_until_it_is_anothers(cast, now):
    row = planned(cast, now)
    span = {"since": now, "until": now + timedelta(days=200)}
    assert entries_of(cast.actor("owner"), **span) == []
    plan_actions.publish(rota_id=row.pk, by=cast.actor("leader"), at=now)
    mine = entries_of(cast.actor("owner"), **span)
    assert [one.word for one in mine] == ["shift"] * 3
    shift = row.shifts.get(starts_at=mine[0].starts_at)
    assert (mine[0].ends_at, mine[0].sequence) == (shift.ends_at, 0)
    plan_actions.give_shift(shift_id=shift.pk, worker_id=cast.colleague.pk, by=cast.actor("leader"), at=now)
    assert entries_of(cast.actor("owner"), **span) == mine[1:]
    (theirs,) = [one for one in entries_of(cast.actor("colleague"), **span) if one.starts_at == shift.starts_at]
    assert (theirs.key, theirs.sequence) == (mine[0].key, 1)
    assert entries_of(cast.actor("leader"), **span) == entries_of(cast.actor("stranger"), **span) == []
