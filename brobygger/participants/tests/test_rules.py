from datetime import date

import pytest

from brobygger.participants import rules

ENDED = date(2026, 11, 30)


def test_someone_is_followed_up_from_three_to_six_months_later():
    assert rules.window(ENDED) == (date(2027, 2, 28), date(2027, 5, 30))


@pytest.mark.parametrize(
    ("place", "today", "answer"),
    [
        ("completed", date(2027, 2, 28), ""),
        ("dropped_out", date(2027, 9, 1), ""),
        ("completed", date(2027, 2, 27), "follow_up_is_to_come"),
        ("confirmed", date(2027, 9, 1), "followed_up_afterwards"),
    ],
)
def test_not_before_it_is_time(place, today, answer):
    assert rules.may_follow_up(place=place, ended_on=ENDED, today=today).reason == answer


@pytest.mark.parametrize(
    ("when", "place", "held", "answer"),
    [
        ("before", "waiting", 0, ""),
        ("before", "confirmed", 1, ""),
        ("before", "confirmed", 2, "measured_before"),
        ("before", "completed", 0, "measured_before"),
        ("at_end", "confirmed", 9, ""),
        ("at_end", "confirmed", 8, "measured_before_the_last"),
        ("at_end", "dropped_out", 2, ""),
        ("at_end", "confirmed", 0, "measured_at_the_end"),
        ("at_end", "waiting", 3, "measured_at_the_end"),
        ("later", "completed", 10, "follow_up_is_to_come"),
    ],
)
def test_a_form_has_its_time(when, place, held, answer):
    told = rules.may_measure(when=when, place=place, held=held, of=10, ended_on=ENDED, today=date(2026, 12, 24))
    assert told.reason == answer


def test_only_a_pair_that_has_both_said_yes_exchanges():
    gives = {1: {2, 3}, 2: {1}, 3: set(), 4: {1, 4}}
    assert rules.exchanged(gives) == {frozenset({1, 2})}
    assert rules.exchanged(gives, {frozenset({1, 2})}) == set()
    assert rules.exchanged({}) == set()
