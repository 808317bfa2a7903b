"""Months as a chart can show them: months, quarters or years, with those in which nothing happened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

# More bars than this nobody reads: the months become quarters, and the quarters years.
MOST = 24


@dataclass(frozen=True, slots=True)
class Span:
    """One, three or twelve months from a first day on, named in the language of the moment."""

    first: date
    months: int

    @property
    def key(self) -> str:
        """2026-11, 2026-Q4 or 2026."""
        return {
            1: f"{self.first:%Y-%m}",
            3: f"{self.first.year}-Q{quarter(self.first)}",
            12: f"{self.first.year}",
        }[self.months]

    def __str__(self) -> str:
        if self.months == 1:
            return date_format(self.first, "YEAR_MONTH_FORMAT")
        if self.months == 3:
            return quarter_in_words(self.first)
        return str(self.first.year)


def quarter(day: date) -> int:
    """1 to 4."""
    return (day.month + 2) // 3


def quarter_in_words(day: date) -> str:
    """Its quarter, as people say it."""
    names = (_("1st quarter %(year)s"), _("2nd quarter %(year)s"), _("3rd quarter %(year)s"), _("4th quarter %(year)s"))
    return names[quarter(day) - 1] % {"year": day.year}


def spans(months: Mapping[date, int]) -> list[tuple[Span, int]]:
    """The counts by the shortest spans that stay readable, from the first to the last without gaps."""
    if not months:
        return []
    for length in (1, 3, 12):
        told: dict[int, int] = {}
        for month, count in months.items():
            place = (month.year * 12 + month.month - 1) // length
            told[place] = told.get(place, 0) + count
        places = range(min(told), max(told) + 1)
        if len(places) <= MOST or length == 12:
            break
    return [(Span(date(p * length // 12, p * length % 12 + 1, 1), length), told.get(p, 0)) for p in places]
