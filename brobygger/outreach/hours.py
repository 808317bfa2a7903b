"""The calendar of calling: Danish local time, quiet days, the policy's hour bands, and the next right moment. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from brobygger.base.decision import YES, Decision, no
from brobygger.base.workdays import day_of
from brobygger.programmes.policy import Policy

DENMARK = ZoneInfo("Europe/Copenhagen")
ALL_DAYS, ALL_HOURS = 127, (0, 24)
DECENT_HOURS = range(7, 22)


def local(at: datetime) -> datetime:
    """The moment as the clock shows it in Denmark."""
    return at.astimezone(DENMARK)


@cache
def _quiet_days(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("DK", years=year, categories=("public", "optional")))


def is_quiet_day(day: date) -> bool:
    """Public holidays, and the days that most people have off: nobody is rung then unless she asked for it."""
    return day in _quiet_days(day.year)


def band_of(at: datetime, policy: Policy) -> int | None:
    """Which of the policy's hour bands the moment lies in; None outside them."""
    return next((i for i, (first, last) in enumerate(policy.bands) if first <= at.hour < last), None)


def is_calling_time(at: datetime, policy: Policy) -> Decision:
    """Whether anyone is rung at this hour at all, apart from those who asked for it."""
    if at.isoweekday() not in policy.weekdays or is_quiet_day(day_of(at)):
        return no("not_a_calling_day")
    return YES if band_of(at, policy) is not None else no("not_a_calling_hour")


def is_decent_hour(at: datetime) -> Decision:
    """Whether anyone may be rung at this hour, those who asked for a time included: an agreed time may be long past."""
    return YES if at.hour in DECENT_HOURS else no("too_early_or_late")


def opens_at(at: datetime, policy: Policy) -> datetime | None:
    """When calling next begins; None where it is on, or where the policy leaves no day within a month."""
    if is_calling_time(at, policy):
        return None
    return next(
        (start for start, _, _ in _slots(at, day_of(at) + timedelta(days=31), ALL_DAYS, ALL_HOURS, policy)), None
    )


def closes_at(at: datetime, policy: Policy) -> int | None:
    """The hour until which is rung today without a break; None where nobody is rung now."""
    if not is_calling_time(at, policy):
        return None
    last = at.hour
    for first, end in sorted(policy.bands):
        last = end if first <= last < end else last
    return last


def _slots(
    after: datetime, until: date, days: int, hours: tuple[int, int], policy: Policy
) -> Iterator[tuple[datetime, int, int]]:
    """The moments at which she may be rung from `after` on: start, band and weekday of each."""
    day = day_of(after)
    while day <= until:
        if day.isoweekday() in policy.weekdays and days >> day.weekday() & 1 and not is_quiet_day(day):
            for band, (first, last) in enumerate(policy.bands):
                opens, closes = max(first, hours[0]), min(last, hours[1])
                if opens < closes:
                    start = max(after, datetime.combine(day, time(opens), DENMARK))
                    if day_of(start) == day and start.hour < closes:
                        yield start, band, day.isoweekday()
        day += timedelta(days=1)


def next_slot(
    *,
    after: datetime,
    last_band: int | None,
    until: date,
    days: int = ALL_DAYS,
    hours: tuple[int, int] = ALL_HOURS,
    policy: Policy,
) -> datetime | None:
    """The next right moment after a call: in other hours and on another weekday where possible, else one of both.

    The same hours on the same weekday only where her own wishes leave nothing else.
    """
    rested = (after.astimezone(UTC) + timedelta(hours=policy.hours_between)).astimezone(DENMARK)
    slots = list(_slots(rested, until, days, hours, policy))
    weekday = after.isoweekday()
    other_band = [slot for slot in slots if slot[1] != last_band]
    other_day = [slot for slot in slots if slot[2] != weekday]
    both = [slot for slot in other_band if slot[2] != weekday]
    has_wishes = days != ALL_DAYS or hours != ALL_HOURS
    for choice in (both, other_day, other_band, slots if has_wishes else []):
        if choice:
            return choice[0][0]
    return None
