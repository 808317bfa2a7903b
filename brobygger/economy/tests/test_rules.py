"""The arithmetic of costs: table 2 to the krone, periods by their days, and what is struck, changed, undone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from brobygger.economy.rules import (
    Cost,
    Line,
    Price,
    cost,
    kroner,
    may_reckon,
    may_undo,
    per,
    totals,
)
from brobygger.economy.tests.making import LINES

JANUARY, DECEMBER = date(2025, 1, 1), date(2025, 12, 31)


def price(number, from_on, amount=None, **told):
    how = told.pop("how", "amount")
    return Price(number, from_on, how, None if amount is None else Decimal(amount), **told)


def report():
    """The report's table from New Year's Day."""
    return [
        Line(
            number, one["name"], one["paid"], one["follows"],
            (Price(number, JANUARY, one["how"], one.get("amount"), one.get("hours"), one.get("weeks"),
                   one.get("hourly")),),
        )
        for number, one in enumerate(LINES)
    ]  # fmt: skip


def test_table_2_comes_out_as_it_is_printed():
    told = totals(report(), JANUARY)
    assert [told.start_up, told.yearly, told.first_year] == [58_000, 386_000, 444_000]
    assert [line.price_on(JANUARY).kroner for line in report()] == [43_000, 15_000, 308_000, 78_000]


def test_a_whole_year_costs_just_what_the_table_says():
    told = cost(report(), JANUARY, DECEMBER)
    assert told.total == 444_000
    assert told.start_up == 58_000
    assert told.varying == 43_000 + 308_000
    assert told.fixed == 15_000 + 78_000


def test_a_leap_year_costs_the_same_and_half_of_a_month_its_days():
    yearly = [one for one in report() if one.paid == "yearly"]
    assert cost(yearly, date(2028, 1, 1), date(2028, 12, 31)).total == 386_000
    assert cost(yearly, date(2025, 3, 1), date(2025, 3, 10)).total == Fraction(386_000 * 10, 365)
    across = cost(yearly, date(2027, 12, 31), date(2028, 1, 1)).total
    assert across == Fraction(386_000, 365) + Fraction(386_000, 366)


def test_the_start_up_is_spread_over_the_years_by_its_days():
    start_up = [one for one in report() if one.paid == "start_up"]
    assert cost(start_up, JANUARY, DECEMBER, years=2).total == Fraction(58_000 * 365, 730)
    assert cost(start_up, JANUARY, date(2030, 1, 1), years=4).total == 58_000
    assert cost(start_up, date(2029, 1, 1), date(2029, 12, 31), years=4).total == 0
    leap = [Line(1, "x", "start_up", "fixed", (price(1, date(2024, 2, 29), 366),))]
    assert cost(leap, date(2024, 2, 29), date(2025, 2, 28)).total == 366


def test_nothing_before_its_day():
    assert cost(report(), date(2024, 1, 1), date(2024, 12, 31)).total == 0
    assert totals(report(), date(2024, 12, 31)).first_year == 0


def test_a_past_period_keeps_its_prices():
    line = Line(1, "Løn", "yearly", "fixed", (price(1, JANUARY, 365), price(2, date(2025, 7, 1), 730)))
    assert cost([line], JANUARY, date(2025, 6, 30)).total == 181
    assert cost([line], date(2025, 7, 1), DECEMBER).total == 184 * 2
    assert cost([line], JANUARY, DECEMBER).total == 181 + 368


def test_what_was_written_later_for_the_same_day_holds():
    line = Line(1, "Løn", "yearly", "fixed", (price(1, JANUARY, 100), price(2, JANUARY, 200)))
    assert line.price_on(JANUARY).kroner == 200


def test_a_struck_line_costs_nothing_from_its_day_whatever_was_planned_for_later():
    prices = (price(1, JANUARY, 365), price(2, date(2025, 9, 1), 730), price(3, date(2025, 7, 1), how="nothing"))
    line = Line(1, "Løn", "yearly", "fixed", prices)
    assert cost([line], JANUARY, DECEMBER).total == 181
    assert line.price_on(date(2025, 10, 1)) is None
    again = Line(1, "Løn", "yearly", "fixed", (*prices, price(4, date(2025, 12, 1), 365)))
    assert cost([again], JANUARY, DECEMBER).total == 181 + 31


def test_a_struck_start_up_costs_nothing_at_all():
    line = Line(1, "Kurser", "start_up", "team", (price(1, JANUARY, 500), price(2, JANUARY, how="nothing")))
    assert cost([line], JANUARY, DECEMBER).total == 0


def test_what_varies_follows_the_teams_hours():
    told = Cost(Fraction(78_000), Fraction(308_000), Fraction(0))
    assert told.staffed(Fraction(3, 2)) == 78_000 + 462_000


def test_nothing_is_divided_by_nothing():
    assert per(Fraction(444_000), 701) == 633
    assert per(Fraction(444_000), 0) is None
    assert per(Fraction(0), 10) is None


@pytest.mark.parametrize(("amount", "told"), [("0.5", 1), ("1.49", 1), ("2.5", 3)])
def test_half_a_krone_is_rounded_upwards(amount, told):
    assert kroner(Decimal(amount)) == told
    assert kroner(Fraction(amount)) == told


def test_what_was_written_last_can_be_undone_for_a_day():
    then = datetime(2026, 1, 1, tzinfo=UTC)
    assert may_undo(written_at=then, is_last=True, at=then + timedelta(hours=24))
    assert may_undo(written_at=then, is_last=True, at=then + timedelta(hours=25)).reason == "line_stands_a_day"
    assert may_undo(written_at=then, is_last=False, at=then).reason == "changed_since"


def test_a_period_that_ends_before_it_begins_is_not_reckoned():
    assert may_reckon(JANUARY, JANUARY)
    assert may_reckon(DECEMBER, JANUARY).reason == "period_ends_before_it_begins"
