"""Whether a plan may be asked for, and what a person's change of a course decides. No Django, no clock."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time

from brobygger.base.decision import YES, Decision, first_no, no
from brobygger.course_plans.asked import Key, Line, Wanted
from brobygger.course_plans.told import Told, Wish

MOST_COURSES = 20
LONGEST_DAYS = 400
WHO_LEAD = 2


def may_ask(told: Told, *, today: date) -> Decision:
    """Whether there is anything to find: courses, days to come, rooms, and two who may lead."""
    return first_no(
        YES if 1 <= len(told.courses) <= MOST_COURSES else no("so_many_courses_at_most"),
        YES if told.first > today else no("first_session_is_ahead"),
        YES if 0 < (told.last - told.first).days <= LONGEST_DAYS else no("plan_within_a_year"),
        YES if told.hours else no("an_hour_to_begin_at"),
        YES if told.venues else no("a_room_to_meet_in"),
        YES if len(told.leaders) >= WHO_LEAD else no("two_lead"),
    )


def decided(
    wish: Wish, line: Line | None, *, first_on: date | None, starts: time | None, venue: int | None,
    leaders: tuple[int, ...],
) -> Wish:  # fmt: skip
    """The course with what a person has changed of it; what stands as it was proposed stays free, and what was decided
    before stays decided until it is left open."""
    before = wish.wanted
    day, hour, room, two = (line.first_on, line.starts, line.venue, line.leaders) if line else (None, None, None, ())
    wanted = replace(
        before,
        first_on=first_on if first_on != day or before.first_on else None,
        starts=starts if starts != hour or before.starts else None,
        venue=venue if venue != room or before.venue else None,
        leaders=leaders if set(leaders) != set(two) or before.leaders else (),
    )
    return replace(wish, wanted=wanted)


def share(cost: int, bound: int) -> int:
    """How many per cent of its price a better plan could save at most."""
    return round(100 * (cost - bound) / cost) if cost else 0


def costs(before: frozenset[Key], now: frozenset[Key]) -> tuple[list[Key], list[Key]]:
    """Which wishes a change breaks that were kept, and which it keeps that were broken."""
    return sorted(now - before, key=str), sorted(before - now, key=str)


def moved(before: Iterable[Line], now: Iterable[Line]) -> list[tuple[int, int]]:
    """Which courses a change lets begin another day, and how many days later; earlier ones are below nought."""
    pairs = enumerate(zip(before, now, strict=False))
    found = [(course, (new.first_on - old.first_on).days) for course, (old, new) in pairs]
    return [(course, days) for course, days in found if days]


def is_free(wanted: Wanted) -> bool:
    """Whether a person has decided nothing about the course."""
    return not (wanted.first_on or wanted.starts or wanted.venue or wanted.leaders)
