"""Whether there can be a plan, who takes part by which right, and who leads."""

from datetime import date, timedelta

import pytest

from brobygger.coordination import rules

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("named", "team", "reason"),
    [(True, True, ""), (False, True, "anonymous_has_no_plan"), (True, False, "plan_needs_the_team")],
)
def test_whether_there_can_be_a_plan(named, team, reason):
    assert rules.may_begin(is_named=named, is_with_the_team=team).reason == reason


@pytest.mark.parametrize(
    ("basis", "law", "days", "reason"),
    [
        ("consent", "", 0, ""),
        ("law", "dbl_8", 0, ""),
        ("consent", "", 1, "basis_in_the_future"),
        ("law", "", 0, "legal_basis_is_named"),
        ("law", "unknown", 0, "legal_basis_is_named"),
        ("consent", "dbl_8", 0, "legal_basis_is_named"),
    ],
)
def test_everyone_takes_part_by_a_right_that_has_its_name(basis, law, days, reason):
    on = TODAY + timedelta(days=days)
    assert rules.may_take_part(basis=basis, law=law, laws={"dbl_8"}, on=on, today=TODAY).reason == reason


@pytest.mark.parametrize(("team", "part", "may"), [(True, False, True), (False, True, True), (False, False, False)])
def test_whoever_leads_sees_the_plan(team, part, may):
    assert bool(rules.may_lead(is_on_the_team=team, takes_part=part)) == may


def test_what_is_not_possible_says_why():
    assert rules.may_settle(to="not_possible", words=" ").reason == "not_possible_says_why"
    assert rules.may_settle(to="not_possible", words="Skolen svarer ikke")
    assert rules.may_settle(to="done", words="")
