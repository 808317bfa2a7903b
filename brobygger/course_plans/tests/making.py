"""What the tests of this room begin with: a house small enough to be planned by hand."""

from collections import Counter
from dataclasses import replace
from datetime import date, time, timedelta

from brobygger.base.workdays import day_of
from brobygger.course_plans import puzzle
from brobygger.course_plans.asked import Asked, Leader, Room, Wanted
from brobygger.course_plans.told import Told, Wish
from brobygger.course_plans.tracks import tracks
from brobygger.courses.rules import Certificate, Hours

MONDAY, LAST = date(2027, 1, 4), date(2027, 1, 31)
SURE = (Certificate(date(2026, 1, 1)),)
WEEK = frozenset(range(1, 6))
ALWAYS = Hours(WEEK, time(8), time(21), date(2026, 1, 1))


def rooms(*numbers, **more):
    return tuple(Room(one, **({"hours": ALWAYS, "seats": 10} | more)) for one in numbers)


def leaders(*numbers, **more):
    return tuple(Leader(one, **({"certificates": SURE} | more)) for one in numbers)


def house(*courses, **more):
    """Three sessions each, within four weeks."""
    told = {
        "first": MONDAY, "last": LAST, "rooms": rooms(1), "leaders": leaders(11, 12), "sessions": 3,
        "hours": (time(16),),
    }  # fmt: skip
    return Asked(courses=courses or (Wanted(),), **told | more)


def found(asked):
    return puzzle.plan(asked, seconds=20)


def stands(asked, lines):
    """Whether the plan can be held, looked at session by session and without the solver's own words."""
    days = {(one.days[0], one.starts): one for one in tracks(asked)}
    who = {one.id: one for one in asked.leaders}
    met = [(at, line) for line in lines for at in days[line.first_on, line.starts].moments()]
    weeks = Counter((one, at.isocalendar()[:2]) for at, line in met for one in line.leaders)
    for at, line in met:
        meanwhile = [
            other for then, other in met if other is not line and abs(then - at) < timedelta(minutes=asked.minutes)
        ]
        if any(one.venue == line.venue or {*one.leaders} & {*line.leaders} for one in meanwhile):
            return False
        if any(who[one].is_away([day_of(at)]) for one in line.leaders):
            return False
    certified = all(
        any(who[one].is_certified(days[line.first_on, line.starts].days[-1]) for one in line.leaders) for line in lines
    )
    return certified and len(lines) == len(asked.courses) and max(weeks.values()) <= asked.most_a_week


def told(venues, workers, first, last, *names, **wanted):
    """What a person asks for, with a wish of each course."""
    wish = replace(Wanted(), **wanted)
    return Told(
        tuple(Wish(name, wish) for name in names), first, last, (time(16, 30),), tuple(venues), tuple(workers), 2
    )  # fmt: skip
