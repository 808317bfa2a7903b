"""A plan for twenty courses in twelve rooms with fifteen leaders in half a year, within ten seconds.

Against the bound that the solver itself proves: no plan of all costs less. `--rows` changes nothing.
"""

import time as clock
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from brobygger.course_plans.asked import Asked, Leader, Room, Wanted
from brobygger.course_plans.puzzle import plan
from brobygger.courses.rules import Break, Certificate, Hours

SECONDS, COURSES, ROOMS, LEADERS = 10, 20, 12, 15
FIRST, LAST = date(2027, 1, 4), date(2027, 6, 25)
HOURS = (time(10), time(16, 30))


def run(_rows: int) -> Iterator[str]:
    """Easy, and with so little that wishes have to be broken."""
    cases = (("as it is wished", house()), ("six rooms", house(rooms=6)), ("impossible", house(1, 4)))
    for name, asked in cases:
        started = clock.perf_counter()
        found = plan(asked, seconds=SECONDS)
        spent = clock.perf_counter() - started
        planned = f"{len(found.lines)} of {len(asked.courses)} courses in {spent:.1f} s"
        yield f"{name}: {planned}, {len(found.broken)} wishes broken"
        if found.lines:
            gap = (found.cost - found.bound) / found.cost if found.cost else 0
            yield f"    costs {found.cost}, and no plan costs less than {found.bound}: {gap:.0%} better at most"
        elif found.conflict:
            yield f"    impossible: {sorted(found.conflict, key=str)}"


def house(rooms: int = ROOMS, leaders: int = LEADERS) -> Asked:
    """Wishes for Wednesdays and afternoons more than for others; absences, and certificates that run out."""
    return Asked(
        courses=tuple(Wanted((3, 3, 2, 4, 1)[n % 5], HOURS[n % 3 > 0]) for n in range(COURSES)),
        first=FIRST, last=LAST, hours=HOURS, rooms=tuple(map(_room, range(rooms))),
        leaders=tuple(map(_leader, range(leaders))), breaks=(Break("02-08", "02-14"), Break("03-22", "03-29")),
        most_a_week=2, waiting=150, apart=frozenset((2 * n, 2 * n + 1) for n in range(12)),
        apart_from=frozenset((n, n % leaders) for n in range(10)),
    )  # fmt: skip


def _room(number: int) -> Room:
    days = frozenset(range(1, 6)) - {1 + number % 5}
    taken = tuple((datetime(2027, 1, 5 + number % 4, 9, tzinfo=UTC) + timedelta(weeks=n), 150) for n in range(8))
    return Room(number, Hours(days, time(8), time(20), FIRST), 10 + number % 3, taken if number % 3 == 0 else ())


def _leader(number: int) -> Leader:
    until = (None, date(2027, 4, 1), date(2027, 12, 31))[number % 3]
    away = ((FIRST + timedelta(weeks=number), FIRST + timedelta(weeks=number + 2)),) if number % 2 else ()
    return Leader(number, (Certificate(date(2026, 1, 1), until),) if number % 2 == 0 else (), away)
