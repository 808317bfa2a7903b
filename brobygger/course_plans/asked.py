"""What a plan is made of, and what it says: courses, rooms and leaders. Pure."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from brobygger.courses.rules import Break, Certificate, Hours

type Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One of the courses: what is wished of it, and what a person has decided."""

    weekday: int | None = None  # ISO
    hour: time | None = None
    first_on: date | None = None  # decided, as are those below
    starts: time | None = None
    venue: int | None = None
    leaders: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    id: int
    hours: Hours
    seats: int
    taken: tuple[tuple[datetime, int], ...] = ()  # and for how many minutes


@dataclass(frozen=True, slots=True)
class Leader:
    id: int
    certificates: tuple[Certificate, ...] = ()
    away: tuple[tuple[date, date | None], ...] = ()
    busy: tuple[tuple[datetime, int], ...] = ()

    def is_away(self, days: Iterable[date]) -> bool:
        return any(first <= day and (last is None or day <= last) for day in days for first, last in self.away)

    def is_certified(self, day: date) -> bool:
        return any(one.holds(day) for one in self.certificates)


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that a plan is made of."""

    courses: tuple[Wanted, ...]
    first: date
    last: date  # by which each course is over
    rooms: tuple[Room, ...]
    leaders: tuple[Leader, ...]
    hours: tuple[time, ...] = (time(16, 30),)
    sessions: int = 10
    minutes: int = 150
    weeks_between: int = 1
    most: int = 8
    most_a_week: int = 2
    breaks: tuple[Break, ...] = ()
    waiting: int = 0
    apart: frozenset[tuple[int, int]] = frozenset()  # two of those who wait
    apart_from: frozenset[tuple[int, int]] = frozenset()  # one of those who wait, and a leader


@dataclass(frozen=True, slots=True)
class Line:
    """What one course gets."""

    first_on: date
    starts: time
    venue: int
    leaders: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """The plan by course, and what the solver says of it. What cannot hold together where there is none."""

    lines: tuple[Line, ...] = ()
    broken: frozenset[Key] = frozenset()
    conflict: frozenset[Key] = frozenset()
    cost: int = 0
    bound: int = 0
    days_earlier: int = 0  # in all, at most, that a plan with the same wishes could begin
