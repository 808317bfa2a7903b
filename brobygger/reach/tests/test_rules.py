"""The rhythm of the meetings, how long a training holds, and which keys tell nobody anything."""

import re
from datetime import date, timedelta

import pytest
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st

from brobygger.reach import rules
from brobygger.reach.rules import Holds, Next, Staffing

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
    assert rules.plus_months(day, months) == after


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 120))
def test_so_many_months_later_is_always_in_that_month(day, months):
    after = rules.plus_months(day, months)
    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day <= day.day


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, Staffing.NONE), (1, Staffing.AS_IT_SHOULD), (3, Staffing.AS_IT_SHOULD), (4, Staffing.MANY)],
)
def test_one_to_three_resource_persons_are_as_it_should_be(n, said):
    assert rules.staffing(n) is said


@pytest.mark.parametrize(
    ("placed", "named", "since", "placed_since", "reason"),
    [
        (True, False, TODAY, date(2020, 1, 1), ""),
        (True, False, TODAY, None, ""),
        (True, False, TODAY, TODAY, ""),
        (False, False, TODAY, None, "works_in_another_department"),
        (True, False, TODAY, TODAY + timedelta(days=1), "named_before_she_came"),
        (True, True, TODAY, None, "is_resource_person_already"),
    ],
)
def test_who_may_be_named(placed, named, since, placed_since, reason):
    told = rules.may_name(is_placed_there=placed, is_named_already=named, since=since, placed_since=placed_since)
    assert told.reason == reason


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


def test_a_training_holds_as_long_as_its_kind_says():
    assert rules.valid_until(date(2026, 1, 31), 13) == date(2027, 2, 28)
    assert rules.valid_until(date(2026, 1, 31), None) is None


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (None, Holds.YES),
        (TODAY + timedelta(days=61), Holds.YES),
        (TODAY + timedelta(days=60), Holds.SOON),
        (TODAY, Holds.SOON),
        (TODAY - timedelta(days=1), Holds.LAPSED),
    ],
)
def test_a_training_is_to_be_renewed_soon_before_it_lapses(until, said):
    assert rules.holds(until, TODAY) is said


@pytest.mark.parametrize(
    ("held_on", "workers", "heads", "reason"),
    [
        (TODAY, 1, 0, ""),
        (TODAY, 0, 12, ""),
        (TODAY, 0, 0, "someone_took_part"),
        (TODAY + timedelta(days=1), 1, 0, "training_in_the_future"),
    ],
)
def test_what_is_noted_of_a_training(held_on, workers, heads, reason):
    assert rules.may_note_training(held_on=held_on, today=TODAY, workers=workers, heads=heads).reason == reason


@pytest.mark.parametrize("key", ["nov26", "efter-26", "a1b", "x" * 12, "26789", "samtale", "kaffe"])
def test_a_neutral_key(key):
    assert rules.key_is_neutral(key)


@pytest.mark.parametrize("key", ["", "ab", "x" * 13, "Nov26", "nov 26", "-nov", "nov-", "no--v", "nøgle", "nov_26"])
def test_a_key_of_another_shape(key):
    assert rules.key_is_neutral(key).reason == "key_has_another_shape"


@pytest.mark.parametrize(
    "key",
    ["vold", "partnervold", "v0ld", "v-o-l-d", "st4lk", "violence", "v10lence", "offer26", "kr1se", "k-rise", "politi"],
)
def test_a_key_that_hints_is_refused_also_where_digits_are_read_as_letters(key):
    assert rules.key_is_neutral(key).reason == "key_hints"


def test_a_page_of_the_open_page_itself_is_no_campaigns_key():
    """Every name that the open pages have given away where a campaign's key would stand."""
    taken = set()
    for pattern in get_resolver("brobygger.inquiries.urls").url_patterns:
        under = re.fullmatch(r"<slug:place>/([a-z-]+)/.*", str(pattern.pattern))
        taken |= {under[1]} if under else set()
    assert "begin" in taken
    assert not [key for key in taken if rules.key_is_neutral(key)]
    assert rules.key_is_neutral("begin").reason == "key_is_taken"


@given(st.text(rules.KEY_LETTERS, min_size=rules.KEY_LENGTH, max_size=rules.KEY_LENGTH))
def test_every_key_that_is_made_is_neutral(key):
    assert rules.key_is_neutral(key)


def test_a_campaign_does_not_end_before_it_begins():
    assert rules.period_can_be(TODAY, None)
    assert rules.period_can_be(TODAY, TODAY)
    assert rules.period_can_be(TODAY, TODAY - timedelta(days=1)).reason == "campaign_ends_before_it_begins"


def test_a_week_begins_on_monday():
    assert rules.week_of(TODAY) == date(2026, 11, 16)
    assert rules.week_of(date(2026, 11, 16)) == date(2026, 11, 16)
    assert rules.week_of(date(2026, 11, 22)) == date(2026, 11, 16)
