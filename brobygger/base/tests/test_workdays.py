"""Danish working days, as a deadline counts them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.base.workdays import (
    COPENHAGEN,
    DANISH,
    Calendar,
    after,
    closed_days,
    day_after,
    day_of,
    working_days_until,
)


@pytest.mark.parametrize(
    ("days", "since", "until"),
    [
        (1, date(2026, 11, 18), date(2026, 11, 19)),  # Wednesday to Thursday
        (1, date(2026, 11, 20), date(2026, 11, 23)),  # over a weekend
        (1, date(2026, 11, 21), date(2026, 11, 23)),  # from a Saturday
        (0, date(2026, 11, 20), date(2026, 11, 20)),
        (0, date(2026, 11, 21), date(2026, 11, 23)),
        (2, date(2026, 4, 1), date(2026, 4, 8)),  # Maundy Thursday, Good Friday, Easter Monday
        (1, date(2026, 6, 4), date(2026, 6, 8)),  # Constitution Day, then a weekend
        (3, date(2026, 12, 23), date(2026, 12, 30)),  # Christmas Eve and both Christmas Days
        (1, date(2026, 12, 30), date(2027, 1, 4)),  # New Year's Eve, New Year's Day, a weekend
        (1, date(2024, 4, 25), date(2024, 4, 26)),  # the Great Day of Prayer was abolished in 2024 …
        (1, date(2023, 5, 4), date(2023, 5, 8)),  # … and held in 2023
        (5, date(2026, 5, 13), date(2026, 5, 21)),  # Ascension Day
    ],
)
def test_so_many_working_days_later(days, since, until):
    assert day_after(days, since) == until


def test_a_deadline_is_the_end_of_its_day_in_copenhagen():
    assert after(1, date(2026, 11, 18)) == datetime(2026, 11, 20, 0, 0, tzinfo=COPENHAGEN)
    assert after(1, date(2026, 11, 18)).astimezone(UTC) == datetime(2026, 11, 19, 23, 0, tzinfo=UTC)


def test_the_day_that_counts_is_the_one_in_copenhagen():
    late = datetime(2026, 11, 18, 23, 30, tzinfo=UTC)  # half past midnight on Thursday
    assert day_of(late) == date(2026, 11, 19)
    assert day_after(1, late) == date(2026, 11, 20)


def test_the_clock_moves_in_spring_and_autumn():
    assert after(1, date(2026, 3, 27)).astimezone(UTC).hour == 22  # Monday's end, in summer time
    assert after(1, date(2026, 10, 23)).astimezone(UTC).hour == 23


def test_a_time_without_its_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        day_of(datetime(2026, 11, 18, 12))  # noqa: DTZ001


def test_closing_days_are_data():
    assert day_after(1, date(2026, 5, 14)) == date(2026, 5, 15)
    bridge = Calendar(closed=closed_days(["2026-05-15", "12-24"]))
    assert day_after(1, date(2026, 5, 14), calendar=bridge) == date(2026, 5, 18)
    assert day_after(1, date(2027, 5, 13), calendar=bridge) == date(2027, 5, 14)
    assert bridge.is_working_day(date(2026, 6, 5))


@pytest.mark.parametrize("wrong", ["13-01", "2026-02-30", "juleaften", ""])
def test_a_closing_day_that_is_none_is_refused(wrong):
    with pytest.raises(ValueError, match=r".+"):
        closed_days([wrong])


@given(st.dates(date(2000, 1, 1), date(2080, 12, 31)), st.integers(0, 40))
def test_counting_back_gives_the_same_number(since, days):
    until = day_after(days, since)
    assert DANISH.is_working_day(until)
    assert until >= since
    assert working_days_until(until, since) == max(days, 1 if until > since else 0)


@given(st.dates(date(2000, 1, 1), date(2080, 12, 31)), st.integers(0, 40))
def test_one_day_more_is_never_earlier(since, days):
    assert day_after(days + 1, since) > day_after(days, since) or days == 0
