"""Where a course can run: a first day and an hour, from which its other days follow; and which of them meet. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from brobygger.base.workdays import COPENHAGEN, DAY, day_of
from brobygger.course_plans.asked import Asked, Line
from brobygger.courses.rules import session_days

WEEKDAYS = 5  # Monday to Friday


@dataclass(frozen=True, slots=True)
class Track:
    days: tuple[date, ...]
    starts: time

    def moments(self) -> list[datetime]:
        return [datetime.combine(day, self.starts, tzinfo=COPENHAGEN) for day in self.days]

    def meets(self, others: Iterable[tuple[datetime, int]], minutes: int) -> bool:
        """Whether one of its sessions is at the same time as one of these."""
        mine = dict(zip(self.days, self.moments(), strict=True))
        return any(
            (moment := mine.get(day_of(starts))) is not None
            and moment < starts + timedelta(minutes=long)
            and starts < moment + timedelta(minutes=minutes)
            for starts, long in others
        )


def tracks(asked: Asked) -> list[Track]:
    """Every start from which all sessions lie within the time that was asked for; and those that are decided."""
    firsts = [asked.first + DAY * n for n in range((asked.last - asked.first).days + 1)]
    starts = {(day, hour) for day in firsts if day.isoweekday() <= WEEKDAYS for hour in asked.hours}
    starts |= {(one.first_on, one.starts or hour) for one in asked.courses if one.first_on for hour in asked.hours}
    found = []
    for day, hour in sorted(starts):
        days = session_days(
            day, sessions=asked.sessions, weeks_between=asked.weeks_between, breaks=asked.breaks
        )  # fmt: skip
        if len(days) == asked.sessions and days[0] == day and days[-1] <= asked.last:
            found.append(Track(tuple(days), hour))
    return found


def track_of(asked: Asked, line: Line) -> Track:
    """The days of a course that the plan has found."""
    days = session_days(
        line.first_on, sessions=asked.sessions, weeks_between=asked.weeks_between, breaks=asked.breaks
    )  # fmt: skip
    return Track(tuple(days), line.starts)


def together(found: list[Track], minutes: int) -> tuple[list[list[int]], dict[tuple[int, int], list[int]]]:
    """Which tracks have a session at the same time; and which have one in the same week. Of several sets one of which
    holds another, the largest alone."""
    at_once: dict[datetime, set[int]] = {}
    weeks: dict[tuple[int, int], set[int]] = {}
    for number, track in enumerate(found):
        for moment in track.moments():
            at_once.setdefault(moment, set()).add(number)
            weeks.setdefault(moment.isocalendar()[:2], set()).add(number)
    hours = sorted({one.starts for one in found})
    for moment, there in at_once.items():  # who began before and is still there
        for hour in hours:
            before = datetime.combine(day_of(moment), hour, tzinfo=COPENHAGEN)
            if before < moment < before + timedelta(minutes=minutes):
                there |= {n for n in at_once.get(before, ()) if found[n].starts == hour}
    return largest(at_once.values()), {week: sorted(there) for week, there in weeks.items()}


def largest(sets: Iterable[set[int]]) -> list[list[int]]:
    kept: list[frozenset[int]] = []
    for one in sorted({frozenset(some) for some in sets}, key=len, reverse=True):
        if not any(one <= other for other in kept):
            kept.append(one)
    return [sorted(one) for one in kept]


def by_then(asked: Asked, found: list[Track], number: int) -> date:
    """The day by which a course is to have begun, so that those who wait never wait for long: the starts are spread."""
    latest = max((one.days[0] for one in found), default=asked.last)
    return asked.first + (latest - asked.first) * (number + 1) / len(asked.courses)
