"""The arithmetic of figures: periods, shares and their uncertainty. Counts in, numbers out."""

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt

from brobygger.base.decision import YES, Decision, no

DAY = timedelta(days=1)
WINDOW_DAYS = 90  # a conversation held later than so many days after the call is not taken for the one agreed upon
Z95 = 1.959963984540054  # the 97.5 % point of the normal distribution


@dataclass(frozen=True, slots=True)
class Period:
    """The days, both included, in which people were identified; an open end is not limited."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """Loose days that are counted along, sign 1, or counted off from a whole month, sign -1."""

    first: date
    last: date
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Parts:
    """A period as the kept counts can answer it: whole months from a first to before an end, and loose days."""

    months_from: date | None
    months_before: date | None
    edges: tuple[Edge, ...]


def may_be_counted(period: Period) -> Decision:
    """A period does not end before it begins."""
    if period.first and period.last and period.last < period.first:
        return no("period_ends_before_it_begins")
    return YES


def may_be_known(as_of: date | None, on: date) -> Decision:
    """What will be known on a day to come, nobody can tell."""
    return no("day_has_not_come") if as_of and as_of > on else YES


def parts(period: Period) -> Parts:
    """The whole months of a period, whose sums are kept, and the days at its edges, which are counted when asked for.

    Of a month that the period cuts, the shorter side is counted: along with the others, or off from the whole month.
    """
    first, last = period.first, period.last
    if first and last and first.replace(day=1) == last.replace(day=1) and (first.day > 1 or _tomorrow(last).day > 1):
        return Parts(first, first, (Edge(first, last),))
    start, edges = first, []
    if first and first.day > 1:
        month, after = first.replace(day=1), _next_month(first)
        before_it, in_it = Edge(month, first - DAY, -1), Edge(first, after - DAY)
        shorter = min(before_it, in_it, key=_days)
        start = month if shorter is before_it else after
        edges.append(shorter)
    end = _tomorrow(last) if last else None
    if last and end and end.day > 1:
        month, after = last.replace(day=1), _next_month(last)
        in_it, after_it = Edge(month, last), Edge(end, after - DAY, -1)
        shorter = min(in_it, after_it, key=_days)
        end = after if shorter is after_it else month
        edges.append(shorter)
    return Parts(start, end, tuple(edges))


def _days(edge: Edge) -> int:
    return (edge.last - edge.first).days


def _tomorrow(day: date) -> date:
    return day + DAY


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)


def percent(part: int, whole: int) -> float | None:
    """The share in percent with one decimal, rounded half up; None of nothing."""
    if whole == 0:
        return None
    return (2000 * part + whole) // (2 * whole) / 10


def whole_percent(part: int, whole: int) -> int | None:
    """The share in whole percent, rounded half up, as reports print it; None of nothing."""
    return None if whole == 0 else (200 * part + whole) // (2 * whole)


def wilson(part: int, whole: int) -> tuple[float, float] | None:
    """The 95 % interval of a share, in percent with one decimal; None of nothing.

    Wilson's score interval: E. B. Wilson, 'Probable inference, the law of succession, and statistical
    inference', Journal of the American Statistical Association 22 (1927), 209-212. Unlike the textbook
    interval it holds for small groups and never leaves 0 to 100.
    """
    if whole == 0:
        return None
    share, z2 = part / whole, Z95 * Z95
    middle = share + z2 / (2 * whole)
    spread = Z95 * sqrt(share * (1 - share) / whole + z2 / (4 * whole * whole))
    low, high = ((middle + side * spread) / (1 + z2 / whole) for side in (-1, 1))
    low = 0.0 if part == 0 else low
    high = 1.0 if part == whole else high
    return round(100 * max(low, 0.0), 1), round(100 * min(high, 1.0), 1)
