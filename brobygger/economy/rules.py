"""The arithmetic of costs. Lines and days in, whole kroner out; no Django, no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property

from brobygger.base.decision import YES, Decision, no
from brobygger.economy.codes import Follows, How, Paid

DAY = timedelta(days=1)
UNDO = timedelta(days=1)  # so long after it was written a change can be undone
MOST_YEARS = 10


def kroner(sum_of: Fraction | Decimal) -> Decimal:
    """Whole kroner, half of one upwards."""
    told = Decimal(sum_of.numerator) / Decimal(sum_of.denominator) if isinstance(sum_of, Fraction) else sum_of
    return told.quantize(Decimal(1), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Price:
    """What a line costs from a day on; `number` rises with the order in which prices were written."""

    number: int
    from_on: date
    how: str
    amount: Decimal | None = None
    hours: Decimal | None = None
    weeks: Decimal | None = None
    hourly: Decimal | None = None

    @property
    def kroner(self) -> Decimal:
        """In whole kroner, so that the total is the sum of what stands in the table."""
        if self.how == How.AMOUNT:
            return kroner(self.amount or Decimal(0))
        if self.how == How.HOURS:
            return kroner((self.hours or Decimal(0)) * (self.weeks or Decimal(0)) * (self.hourly or Decimal(0)))
        return Decimal(0)


@dataclass(frozen=True)
class Line:
    """A line of the table with all its prices."""

    id: int
    name: str
    paid: str
    follows: str
    prices: tuple[Price, ...]

    @cached_property
    def standing(self) -> tuple[Price, ...]:
        """The prices that hold at some time, by day: one written later holds on its day, and where the line is struck
        nothing that was written before holds from then on."""
        struck = [one for one in self.prices if one.how == How.NOTHING]
        held: dict[date, Price] = {}
        for one in sorted(self.prices, key=lambda price: price.number):
            if not any(end.number > one.number and end.from_on <= one.from_on for end in struck):
                held[one.from_on] = one
        return tuple(held[day] for day in sorted(held))

    def price_on(self, day: date) -> Price | None:
        """The price that holds on the day; a start-up cost is what was written of it last, once its day has come."""
        past = [one for one in self.standing if one.from_on <= day]
        return past[-1] if past and past[-1].how != How.NOTHING else None

    def cost(self, first: date, last: date, *, years: int = 1) -> Fraction:
        """The part of the period: of a yearly line by its days, of a start-up cost by the days over which it is spread.

        A whole year from January to December costs just what the table says, also where it is a leap year.
        """
        if self.paid == Paid.START_UP:
            return sum((_spread(one, first, last, years) for one in self.standing[-1:]), Fraction(0))
        total = Fraction(0)
        for one, after in zip(self.standing, (*self.standing[1:], None), strict=True):
            until = min(last, after.from_on - DAY) if after else last
            total += Fraction(one.kroner) * _of_years(max(first, one.from_on), until)
        return total


def _spread(price: Price, first: date, last: date, years: int) -> Fraction:
    end = _years_after(price.from_on, years)
    days = (min(last + DAY, end) - max(first, price.from_on)).days
    return Fraction(price.kroner) * max(days, 0) / (end - price.from_on).days


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


def _of_years(first: date, last: date) -> Fraction:
    """How many years the days are, each day a part of its own calendar year."""
    total = Fraction(0)
    for year in range(first.year, last.year + 1):
        begins, ends = date(year, 1, 1), date(year, 12, 31)
        days = (min(last, ends) - max(first, begins)).days + 1
        total += Fraction(max(days, 0), (ends - begins).days + 1)
    return total


@dataclass(frozen=True, slots=True)
class Totals:
    """Table 2 on a day."""

    start_up: Decimal
    yearly: Decimal

    @property
    def first_year(self) -> Decimal:
        return self.start_up + self.yearly


def totals(lines: Iterable[Line], day: date) -> Totals:
    """What the table adds up to on the day."""
    told = {Paid.START_UP.value: Decimal(0), Paid.YEARLY.value: Decimal(0)}
    for line in lines:
        if price := line.price_on(day):
            told[line.paid] += price.kroner
    return Totals(told[Paid.START_UP], told[Paid.YEARLY])


@dataclass(frozen=True, slots=True)
class Cost:
    """What a period costs, and how much of it follows the team's size."""

    fixed: Fraction
    varying: Fraction
    start_up: Fraction  # the part of it that is paid once

    @property
    def total(self) -> Fraction:
        return self.fixed + self.varying

    def staffed(self, ratio: Fraction) -> Fraction:
        """What it would cost were the team's hours so many times as many."""
        return self.fixed + self.varying * ratio


def cost(lines: Sequence[Line], first: date, last: date, *, years: int = 1) -> Cost:
    """The cost of the days, both included."""
    told = {(line.id): line.cost(first, last, years=years) for line in lines}
    varying = sum((told[one.id] for one in lines if one.follows == Follows.TEAM), Fraction(0))
    start_up = sum((told[one.id] for one in lines if one.paid == Paid.START_UP), Fraction(0))
    return Cost(sum(told.values(), Fraction(0)) - varying, varying, start_up)


def per(sum_of: Fraction, count: int) -> Decimal | None:
    """The cost of each; None where there is nobody to divide by, or nothing to divide."""
    return kroner(sum_of / count) if count and sum_of else None


def may_undo(*, written_at: datetime, is_last: bool, at: datetime) -> Decision:
    """Whether what was written of a line can be undone: what was written last, for a day."""
    if not is_last:
        return no("changed_since")
    return YES if at <= written_at + UNDO else no("line_stands_a_day")


def may_reckon(first: date, last: date) -> Decision:
    """Whether a period can be reckoned."""
    return YES if first <= last else no("period_ends_before_it_begins")
