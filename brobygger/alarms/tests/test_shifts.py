"""A shift that nobody comes to is heard of a week before."""

from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.alarms.standing_still import standing
from brobygger.base.workdays import day_of
from brobygger.rota import plan_actions
from brobygger.rota.tests.making import published
from brobygger.staff import actions as staff

pytestmark = pytest.mark.django_db


def test_a_shift_of_the_coming_week_that_nobody_comes_to_is_an_alarm(cast):
    now = timezone.now() - timedelta(minutes=1)
    first = day_of(now) + timedelta(days=1)
    row = published(cast, now, first=first, weekdays=range(7), last=first + timedelta(days=20), most=7)
    free, away, *_later = row.shifts.order_by("on")
    plan_actions.give_shift(shift_id=free.pk, worker_id=None, by=cast.actor("leader"), at=now)
    staff.note_absence(
        worker_id=away.worker_id, zone_id=cast.zone.pk, first_day=away.on, last_day=away.on, substitute_id=None,
        by=cast.actor("leader"), at=now,
    )  # fmt: skip
    plan_actions.give_shift(shift_id=_later[-1].pk, worker_id=None, by=cast.actor("leader"), at=now)
    enter(machine(cast.zone.pk))
    found = [one for one in standing(zone_id=cast.zone.pk) if one.thing.kind == "shift"]
    assert {(one.thing.id, one.thing.state) for one in found} == {(free.pk, "free"), (away.pk, "away")}
    assert all(one.has_passed(now) for one in found)
