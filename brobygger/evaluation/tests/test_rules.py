"""Periods, shares and their uncertainty."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.evaluation.rules import Edge, Parts, Period, may_be_counted, parts, percent, whole_percent, wilson

DAYS = st.dates(date(2017, 1, 1), date(2021, 12, 31))


@pytest.mark.parametrize(
    ("part", "whole", "interval"),
    [
        (254, 940, (24.3, 29.9)),  # the example of the format's page
        (0, 10, (0.0, 27.8)),  # Brown, Cai and DasGupta 2001, and every textbook since
        (10, 10, (72.2, 100.0)),
        (1, 1, (20.7, 100.0)),
        (81, 263, (25.5, 36.6)),  # Newcombe 1998, table I: 0.2553 to 0.3662
        (15, 148, (6.2, 16.0)),  # Newcombe 1998: 0.0624 to 0.1605 (0.16045)
        (0, 20, (0.0, 16.1)),  # Newcombe 1998: 0 to 0.1611
        (1, 29, (0.6, 17.2)),  # Newcombe 1998: 0.0061 to 0.1718
    ],
)
def test_wilson_against_published_values(part: int, whole: int, interval: tuple[float, float]) -> None:
    assert wilson(part, whole) == interval


@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_holds_the_share_and_stays_within_0_and_100(counts: tuple[int, int]) -> None:
    part, whole = counts
    low, high = wilson(part, whole) or (1, 0)
    assert 0 <= low <= 100 * part / whole + 0.05
    assert 100 * part / whole - 0.05 <= high <= 100


def test_of_nothing_there_is_no_share() -> None:
    assert (wilson(0, 0), percent(0, 0), whole_percent(0, 0)) == (None, None, None)


def test_percentages_round_half_up() -> None:
    assert [percent(254, 940), percent(9, 940), percent(1, 16), percent(1, 1)] == [27.0, 1.0, 6.3, 100.0]
    assert [whole_percent(1, 8), whole_percent(1, 200), whole_percent(1, 201)] == [13, 1, 0]


def test_a_period_does_not_end_before_it_begins() -> None:
    assert may_be_counted(Period(date(2019, 1, 1), date(2019, 1, 1)))
    assert may_be_counted(Period(None, date(2019, 1, 1)))
    assert may_be_counted(Period())
    assert may_be_counted(Period(date(2019, 1, 2), date(2019, 1, 1))).reason == "period_ends_before_it_begins"


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(), Parts(None, None, ())),
        (Period(date(2018, 6, 1), date(2019, 11, 30)), Parts(date(2018, 6, 1), date(2019, 12, 1), ())),
        (  # all but a day of June and of August: the day is counted off
            Period(date(2018, 6, 2), date(2018, 8, 30)),
            Parts(
                date(2018, 6, 1),
                date(2018, 9, 1),
                (Edge(date(2018, 6, 1), date(2018, 6, 1), -1), Edge(date(2018, 8, 31), date(2018, 8, 31), -1)),
            ),
        ),
        (  # few days of June and of August: they are counted along
            Period(date(2018, 6, 28), date(2018, 8, 3)),
            Parts(
                date(2018, 7, 1),
                date(2018, 8, 1),
                (Edge(date(2018, 6, 28), date(2018, 6, 30)), Edge(date(2018, 8, 1), date(2018, 8, 3))),
            ),
        ),
        (
            Period(date(2018, 6, 10), date(2018, 6, 20)),
            Parts(date(2018, 6, 10), date(2018, 6, 10), (Edge(date(2018, 6, 10), date(2018, 6, 20)),)),
        ),
        (Period(date(2018, 6, 1), date(2018, 6, 30)), Parts(date(2018, 6, 1), date(2018, 7, 1), ())),
        (Period(None, date(2018, 12, 31)), Parts(None, date(2019, 1, 1), ())),
        (
            Period(date(2018, 12, 31), None),
            Parts(date(2019, 1, 1), None, (Edge(date(2018, 12, 31), date(2018, 12, 31)),)),
        ),
    ],
)
def test_a_period_is_whole_months_and_edges(period: Period, expected: Parts) -> None:
    assert parts(period) == expected


@given(DAYS, DAYS, DAYS)
def test_each_day_of_a_period_is_counted_once_and_no_other(one: date, other: date, day: date) -> None:
    period = Period(min(one, other), max(one, other))
    told = parts(period)
    assert told.months_from is not None
    assert told.months_before is not None
    times = sum(edge.sign for edge in told.edges if edge.first <= day <= edge.last)
    times += told.months_from.replace(day=1) <= day < told.months_before if told.months_from < told.months_before else 0
    assert times == (min(one, other) <= day <= max(one, other))


@given(DAYS, DAYS)
def test_no_more_than_half_a_month_is_counted_at_an_edge(one: date, other: date) -> None:
    told = parts(Period(min(one, other), max(one, other)))
    if told.months_from != told.months_before:
        assert told.months_from
        assert told.months_before
        assert told.months_from.day == told.months_before.day == 1
        assert all((edge.last - edge.first).days < 16 for edge in told.edges)
