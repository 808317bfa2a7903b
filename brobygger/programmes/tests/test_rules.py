"""Who is in the target group, decided to the last branch."""

from datetime import date

import pytest

from brobygger.programmes.rules import (
    CriteriaFacts,
    IncidentFacts,
    RoleRule,
    days_hold,
    first_call_day,
    in_target_group,
    incident_type_of,
    last_call_day,
    may_take_effect,
    may_take_so_long,
    rule_holds,
)

CRITERIA = CriteriaFacts(
    types={"77111": "threats", "81111": "burglary_and_theft", "0123": "violence"},
    rules={
        ("threats", "victim"): RoleRule(True),
        ("threats", "witness"): RoleRule(True, 18, 66),
        ("threats", "relative"): RoleRule(False),
        ("burglary_and_theft", "victim"): RoleRule(False),
        ("burglary_and_theft", "witness"): RoleRule(False, 18),
        ("violence", "victim"): RoleRule(True, max_age=17),
    },
    wait_days=2,
    window_days=28,
)


@pytest.mark.parametrize(
    ("code", "role", "age", "reason"),
    [
        ("77111", "victim", 30, ""),
        ("77111", "victim", None, ""),
        ("77111", "victim", 0, ""),
        ("99999", "victim", 30, "offence_code_unknown"),
        ("123", "victim", 10, "offence_code_unknown"),  # a leading zero is part of the code
        ("81111", "victim", 30, "type_not_in_target_group"),
        ("81111", "witness", 30, "type_not_in_target_group"),
        ("81111", "guardian", 30, "type_not_in_target_group"),
        ("77111", "relative", 30, "role_not_in_target_group"),
        ("77111", "guardian", 30, "role_not_in_target_group"),
        ("77111", "witness", 17, "too_young"),
        ("77111", "witness", 18, ""),
        ("77111", "witness", 66, ""),
        ("77111", "witness", 67, "too_old"),
        ("77111", "witness", None, ""),
        ("0123", "victim", 17, ""),
        ("0123", "victim", 18, "too_old"),
    ],
)
def test_who_is_in_the_target_group(code, role, age, reason):
    decision = in_target_group(IncidentFacts(code, role, age), CRITERIA)
    assert (bool(decision), decision.reason) == (not reason, reason)


def test_a_row_without_a_code_is_decided_by_its_own_type():
    assert in_target_group(IncidentFacts("", "victim", 30, "threats"), CRITERIA)
    assert in_target_group(IncidentFacts("", "victim", 30), CRITERIA).reason == "offence_code_unknown"


def test_a_code_is_believed_before_the_type_of_the_row():
    facts = IncidentFacts("81111", "victim", 30, "threats")
    assert in_target_group(facts, CRITERIA).reason == "type_not_in_target_group"


def test_the_type_of_a_code():
    assert incident_type_of("77111", CRITERIA) == "threats"
    assert incident_type_of("99999", CRITERIA) == ""


def test_the_days_of_the_first_call_include_both_ends_of_the_window():
    reported = date(2026, 2, 27)
    assert first_call_day(reported, CRITERIA) == date(2026, 3, 1)
    assert last_call_day(reported, CRITERIA) == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (RoleRule(True), ""),
        (RoleRule(True, 18, 18), ""),
        (RoleRule(False, None, 130), ""),
        (RoleRule(True, 19, 18), "ages_the_wrong_way_round"),
        (RoleRule(True, -1), "age_limit_out_of_range"),
        (RoleRule(True, None, 131), "age_limit_out_of_range"),
    ],
)
def test_a_rule_holds(rule, reason):
    assert rule_holds(rule).reason == reason


@pytest.mark.parametrize(
    ("wait", "window", "reason"),
    [
        (0, 0, ""),
        (2, 28, ""),
        (28, 28, ""),
        (29, 28, "the_window_closes_before_the_wait"),
        (-1, 28, "days_out_of_range"),
        (2, 366, "days_out_of_range"),
    ],
)
def test_wait_and_window_hold(wait, window, reason):
    assert days_hold(wait, window).reason == reason


def test_criteria_never_take_effect_backwards_in_time_apart_from_the_first():
    today = date(2026, 11, 18)
    assert may_take_effect(today, today=today, first=False)
    assert may_take_effect(date(2026, 11, 17), today=today, first=False).reason == "valid_from_has_passed"
    assert may_take_effect(date(2018, 6, 1), today=today, first=True)


@pytest.mark.parametrize(
    ("hours", "days", "longest", "fits"),
    [
        (1, None, (1, None), True), (2, None, (1, None), False), (None, 0, (1, None), False),
        (24, None, (None, 0), True), (25, None, (None, 0), False), (None, 0, (None, 0), True),
        (None, 1, (None, 0), False), (144, None, (None, 6), True), (145, None, (None, 6), False),
        (None, 6, (None, 6), True), (None, 7, (None, 6), False),
    ],
)  # fmt: skip
def test_a_zone_is_as_quick_as_the_program_or_quicker(hours, days, longest, fits):
    assert bool(may_take_so_long(hours, days, longest=longest)) is fits
