"""How many there are, how long a training holds, and which keys tell nobody anything."""

import re
from datetime import date, timedelta

import pytest
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st

from brobygger.reach import rules
from brobygger.reach.rules import Holds, Staffing

TODAY = date(2026, 11, 18)


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
    assert "help" in taken
    assert not [key for key in taken if rules.key_is_neutral(key)]
    assert rules.key_is_neutral("help").reason == "key_is_taken"


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
