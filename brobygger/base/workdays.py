"""Danish working days: Monday to Friday, apart from public holidays and the days when offices are closed all the same.

Pure: a calendar and a day go in, a day comes out. A deadline is told as the moment when its last day has ended.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
SATURDAY = 5
DAY = timedelta(days=1)

# No public holidays, but nobody picks up the phone: Constitution Day, Christmas Eve, New Year's Eve.
CLOSED = ("06-05", "12-24", "12-31")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days when offices are closed besides public holidays: `06-05` each year, `2027-05-07` once."""

    closed: frozenset[str] = frozenset(CLOSED)

    def is_working_day(self, day: date) -> bool:
        """Whether people are at work on the day."""
        text = day.isoformat()
        return day.weekday() < SATURDAY and day not in _holidays(day.year) and not {text, text[5:]} & self.closed


DANISH = Calendar()


@lru_cache(maxsize=64)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("DK", years=year))


def closed_days(written: Iterable[str]) -> frozenset[str]:
    """Closing days as they are kept. ValueError where one is neither `MM-DD` nor `YYYY-MM-DD`."""
    kept = set()
    for text in written:
        day = date.fromisoformat(f"2024-{text}" if len(text) == len("MM-DD") else text)  # 2024 has a 29 February
        kept.add(day.isoformat()[5:] if len(text) == len("MM-DD") else day.isoformat())
    return frozenset(kept)


def day_of(moment: date | datetime) -> date:
    """The day in Copenhagen on which the moment lies. ValueError where a time says nothing of its zone."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError("a time without its zone could be any day")
    return moment.astimezone(COPENHAGEN).date()


def day_after(working_days: int, since: date | datetime, *, calendar: Calendar = DANISH) -> date:
    """The working day that lies so many working days after the day; after none, the same day or the next working day.

    The day itself is not counted: one working day after a Friday, or after the Saturday that follows, is Monday.
    """
    day = day_of(since)
    for _ in range(working_days):
        day = _next(day, calendar)
    return day if calendar.is_working_day(day) else _next(day, calendar)


def _next(day: date, calendar: Calendar) -> date:
    day += DAY
    while not calendar.is_working_day(day):
        day += DAY
    return day


def after(working_days: int, since: date | datetime, *, calendar: Calendar = DANISH) -> datetime:
    """The moment when the last of so many working days has ended in Copenhagen: midnight, where the next day begins."""
    return end_of(day_after(working_days, since, calendar=calendar))


def noon_of(day: date) -> datetime:
    """The middle of the day in Copenhagen."""
    return datetime.combine(day, time(12), tzinfo=COPENHAGEN)


def end_of(day: date) -> datetime:
    """The moment when the day has ended in Copenhagen."""
    return datetime.combine(day + DAY, time(), tzinfo=COPENHAGEN)


def working_days_until(day: date, since: date | datetime, *, calendar: Calendar = DANISH) -> int:
    """How many working days lie after the one and up to the other, which is counted; 0 where it is not later."""
    start = day_of(since)
    return sum(calendar.is_working_day(start + n * DAY) for n in range(1, (day - start).days + 1))


def plus_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
