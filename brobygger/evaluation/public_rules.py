"""Which months a public release can be of. Days in, months out."""

from dataclasses import dataclass
from datetime import date, timedelta

from brobygger.evaluation.rules import Period

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Nearest:
    """The whole months about a period that cuts some: those within it, if any, and those that hold it."""

    periods: tuple[Period, ...]

    def __str__(self) -> str:
        from django.utils.formats import date_format
        from django.utils.translation import gettext as _

        days = ([date_format(day, "DATE_FORMAT") for day in (one.first, one.last) if day] for one in self.periods)
        told = (_("%(first)s to %(last)s") % {"first": first, "last": last} for first, last in days)
        return _(" or ").join(told)

    @property
    def as_days(self) -> str:
        """The same as the command line takes it."""
        return " / ".join(f"{one.first} – {one.last}" for one in self.periods)


@dataclass(frozen=True, slots=True)
class Last:
    """The last day that a release can end with, in words."""

    day: date

    def __str__(self) -> str:
        from django.utils.formats import date_format

        return date_format(self.day, "DATE_FORMAT")


def end_of_month(day: date) -> date:
    return (day.replace(day=1) + 32 * DAY).replace(day=1) - DAY


def is_whole(period: Period) -> bool:
    """Whether no month is cut; an open end cuts none."""
    first, last = period.first, period.last
    return (first is None or first.day == 1) and (last is None or last == end_of_month(last))


def nearest(first: date, last: date) -> Nearest:
    """The whole months nearest to the period, the shorter choice first."""
    begins = first if first.day == 1 else end_of_month(first) + DAY
    ends = last if last == end_of_month(last) else last.replace(day=1) - DAY
    within = (Period(begins, ends),) if begins <= ends else ()
    return Nearest((*within, Period(first.replace(day=1), end_of_month(last))))
