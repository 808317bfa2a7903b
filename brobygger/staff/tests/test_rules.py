"""A zone keeps a leader, and no one locks herself out or lets herself in."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from brobygger.staff import rules
from brobygger.staff.words import REASONS

TODAY = date(2026, 11, 18)
WORKER = rules.RoleFacts(
    is_own=False, own_other_roles=0, is_leader=False, other_leaders=0, since=date(2026, 1, 1), already_ends=False
)


@pytest.mark.parametrize(
    ("change", "last_day", "reason"),
    [
        ({}, TODAY, ""),
        ({}, date(2026, 11, 17), ""),
        ({}, date(2027, 6, 1), ""),
        ({}, date(2026, 11, 16), "last_day_long_past"),
        ({"since": TODAY + timedelta(days=9)}, TODAY, "last_day_before_first"),
        ({"since": TODAY}, date(2026, 11, 17), ""),  # given today, by mistake: closed at once
        ({"since": TODAY + timedelta(days=1)}, date(2026, 11, 17), "last_day_before_first"),
        ({"already_ends": True}, TODAY, "role_ended_already"),
        ({"is_leader": True}, TODAY, "last_leader"),
        ({"is_leader": True, "other_leaders": 1}, TODAY, ""),
        ({"is_own": True}, TODAY, "own_last_role"),
        ({"is_own": True, "own_other_roles": 1}, TODAY, ""),
        ({"is_own": True, "is_leader": True, "other_leaders": 1}, TODAY, "own_last_role"),
    ],
)
def test_whether_a_role_may_end(change, last_day, reason):
    assert rules.may_end_role(replace(WORKER, **change), last_day=last_day, today=TODAY).reason == reason


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"giver_is_own": False}, "not_yet_ones_own"),
        ({"to_oneself": True}, "role_to_oneself"),
        ({"has_it_already": True}, "has_role_already"),
        ({"is_offered": True}, "has_offer_already"),
        ({"controls_herself": True}, "officer_controls_herself"),
    ],
)
def test_whether_a_role_may_be_given(changed, reason):
    told = {"giver_is_own": True, "to_oneself": False, "has_it_already": False, "is_offered": False} | changed
    assert rules.may_give_role(**told).reason == reason


def test_each_reason_has_its_words():
    assert all(str(words) for words in REASONS.values())
