"""Whose next look is not taken in time is heard of, and a step that is not done."""

from datetime import timedelta

import pytest

from brobygger.alarms.leaks import search
from brobygger.alarms.standing_still import standing
from brobygger.alarms.states import Leak
from brobygger.base.workdays import day_of
from brobygger.risk.models import RiskCase
from brobygger.risk.tests.making import begun, handed_in, step, talked

pytestmark = pytest.mark.django_db


def waits(cast):
    cast.actor("project_leader")
    return {one.thing.kind: one for one in standing(zone_id=cast.koege.pk)}


def test_a_next_look_has_its_own_day_and_then_the_leaders(cast, now):
    handed_in(cast, now)
    one = waits(cast)["risk"]
    assert day_of(RiskCase.objects.get().due_at) == one.due.day
    assert (one.level(now), one.level(now + timedelta(days=40))) == (0, 2)


def test_an_agreed_step_that_is_not_done_is_heard_of(cast, now):
    row = begun(cast, now)
    step(cast, now, row)
    handed_in(cast, now, row)
    assert waits(cast)["risk_step"].level(now + timedelta(days=3)) >= 1


def test_nobody_is_left_after_a_conversation_without_the_assessment_that_follows(cast, now):
    case = talked(cast, now)
    by = cast.actor("project_leader")
    assert not search(by, zone_id=cast.koege.pk, at=now).leaks.get(Leak.NO_DEADLINE)
    RiskCase.objects.filter(pk=case.pk).delete()
    assert search(by, zone_id=cast.koege.pk, at=now).leaks[Leak.NO_DEADLINE] == 1
