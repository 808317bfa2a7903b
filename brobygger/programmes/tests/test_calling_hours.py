"""When people are rung is decided from a day on, by a leader of the programme."""

from datetime import date

import pytest

from brobygger.base.decision import NotFound
from brobygger.programmes.policy_actions import decide_calling_hours
from brobygger.programmes.policy_queries import attempt_policy

DAY = date(2026, 12, 1)


def decided(cast, who, now):
    hours = {"hour_bands": [(10, 14), (16, 18)], "weekdays": [1, 2, 3], "valid_from": DAY}
    return decide_calling_hours(programme_id=cast.programme.pk, **hours, by=cast.actor(who), at=now)


def test_new_hours_hold_from_their_day_and_the_rest_goes_on(cast, now):
    before = attempt_policy(cast.programme.pk, on=date(2026, 11, 30))
    decided(cast, "leader", now)
    after = attempt_policy(cast.programme.pk, on=DAY)
    assert (tuple(after.bands), set(after.weekdays)) == (((10, 14), (16, 18)), {1, 2, 3})
    assert after.most_attempts == before.most_attempts
    assert attempt_policy(cast.programme.pk, on=date(2026, 11, 30)) == before


def test_a_worker_does_not_decide_it(cast, now):
    with pytest.raises(NotFound):
        decided(cast, "owner", now)
