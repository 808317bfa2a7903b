"""The rhythm of the meetings, counted in the calendar's months."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.base.workdays import plus_months
from brobygger.meetings import rules
from brobygger.meetings.rules import Next

TODAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 11, 18), 3, date(2027, 2, 18)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 1, 31), 0, date(2026, 1, 31)),
    ],
)
def test_months_are_counted_in_the_calendar(day, months, after):
    assert plus_months(day, months) == after


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_so_many_months_later_is_always_in_that_month(day, months):
    after = plus_months(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day <= day.day


def _standing(**more):
    facts = {"last_held": None, "begins_on": None, "planned": None, "months": 3, "today": TODAY}
    return rules.standing(**{**facts, **more})


def test_without_a_meeting_and_without_a_rhythm_nothing_is_due():
    assert _standing() == rules.Standing(Next.NONE_YET)


def test_the_next_meeting_is_due_so_many_months_after_the_last():
    held = date(2026, 9, 1)
    assert _standing(last_held=held) == rules.Standing(Next.TO_PLAN, date(2026, 12, 1))
    assert _standing(last_held=held, months=1) == rules.Standing(Next.OVERDUE, date(2026, 10, 1), None, 48)


def test_on_the_day_itself_it_is_not_overdue():
    assert _standing(begins_on=TODAY).next is Next.TO_PLAN
    assert _standing(begins_on=TODAY - timedelta(days=1)).days_late == 1


def test_a_first_day_that_has_been_met_no_longer_counts_and_a_new_one_does():
    assert _standing(last_held=date(2026, 9, 1), begins_on=date(2026, 9, 1)).due_on == date(2026, 12, 1)
    assert _standing(last_held=date(2026, 9, 1), begins_on=date(2027, 2, 1)).due_on == date(2027, 2, 1)


def test_a_planned_meeting_is_said_to_be_late_where_it_comes_after_its_day():
    held = date(2026, 9, 1)
    assert _standing(last_held=held, planned=date(2026, 12, 1)).next is Next.PLANNED
    assert _standing(last_held=held, planned=date(2026, 12, 2)).next is Next.PLANNED_LATE
    assert _standing(planned=date(2026, 12, 2)) == rules.Standing(Next.PLANNED, None, date(2026, 12, 2))


def test_a_meeting_is_not_held_in_the_future():
    assert rules.may_hold(held_on=TODAY, today=TODAY)
    assert rules.may_hold(held_on=TODAY + timedelta(days=1), today=TODAY).reason == "meeting_in_the_future"
