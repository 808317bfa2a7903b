"""A plan as one would lay it by hand, course by course: where the solver begins, and never what it ends with unproved.

Pure. A course that finds nothing is taken first the next time; after some tries what there is has to do.
"""

from collections import Counter
from datetime import date

from brobygger.base.workdays import day_of
from brobygger.course_plans.asked import Asked, Leader, Line, Room, Wanted
from brobygger.course_plans.tracks import Track, by_then, together, tracks

TRIES = 30
WHO_LEAD = 2


def by_hand(asked: Asked) -> tuple[Line, ...]:
    """A line of each course, or nothing where the hand finds none."""
    found, order = tracks(asked), sorted(range(len(asked.courses)), key=lambda one: _is_open(asked, one))
    rooms = {room.id: {n for n, one in enumerate(found) if _takes(room, one, asked)} for room in asked.rooms}
    free = {
        leader.id: {n for n, one in enumerate(found) if not leader.is_away(one.days) and not _busy(leader, one, asked)}
        for leader in asked.leaders
    }
    table = _Table(asked, found, rooms, free)
    for _try in range(TRIES):
        table.clear()
        stuck = next((course for course in order if not table.place(course)), None)
        if stuck is None:
            return tuple(table.lines[course] for course in range(len(asked.courses)))
        order.remove(stuck)
        order.insert(0, stuck)
    return ()


def _is_open(asked: Asked, course: int) -> bool:
    wanted = asked.courses[course]
    return not (wanted.first_on or wanted.starts or wanted.venue or wanted.leaders)


def _takes(room: Room, track: Track, asked: Asked) -> bool:
    is_open = all(room.hours.takes(at, asked.minutes) for at in track.moments())
    return is_open and room.seats >= asked.most + WHO_LEAD and not track.meets(room.taken, asked.minutes)


def _busy(leader: Leader, track: Track, asked: Asked) -> bool:
    return track.meets(leader.busy, asked.minutes)


class _Table:
    """What is laid so far."""

    def __init__(
        self, asked: Asked, found: list[Track], rooms: dict[int, set[int]], free: dict[int, set[int]]
    ) -> None:  # fmt: skip
        self.asked, self.tracks, self.rooms, self.free = asked, found, rooms, free
        at_once, weeks = together(found, asked.minutes)
        self.meets = {n: {other for some in at_once if n in some for other in some} for n in range(len(found))}
        self.in_weeks = {n: [week for week, some in weeks.items() if n in some] for n in range(len(found))}
        self.clear()

    def clear(self) -> None:
        self.lines: dict[int, Line] = {}
        self.taken: list[tuple[int, Line]] = []
        self.weeks = Counter(
            (one.id, day_of(at).isocalendar()[:2]) for one in self.asked.leaders for at, _minutes in one.busy
        )

    def place(self, course: int) -> bool:
        """The course has the cheapest start at which a room and two who lead are free, the earliest of several."""
        wanted, then = self.asked.courses[course], by_then(self.asked, self.tracks, course)
        for number in sorted(range(len(self.tracks)), key=lambda one: (self._price(wanted, one, then), one)):
            track = self.tracks[number]
            if wanted.first_on not in (None, track.days[0]) or wanted.starts not in (None, track.starts):
                continue
            here = [line for other, line in self.taken if other in self.meets[number]]
            used = {line.venue for line in here}
            room = next((
                one for one, some in self.rooms.items()
                if number in some and one not in used and wanted.venue in (None, one)
            ), None)  # fmt: skip
            two = self._two(number, {who for line in here for who in line.leaders}, wanted.leaders)
            if room is not None and two is not None:
                self.lines[course] = Line(track.days[0], track.starts, room, two)
                self.taken.append((number, self.lines[course]))
                self.weeks.update((who, week) for who in two for week in self.in_weeks[number])
                return True
        return False

    def _price(self, wanted: Wanted, number: int, then: date) -> int:
        track = self.tracks[number]
        wrong_day = wanted.weekday not in (None, track.days[0].isoweekday())
        return 3 * wrong_day + 2 * (wanted.hour not in (None, track.starts)) + (track.days[0] > then)

    def _two(self, number: int, not_these: set[int], decided: tuple[int, ...]) -> tuple[int, int] | None:
        """Two who can, one of them certified, and of those who are certified no more than are needed."""
        last, weeks = self.tracks[number].days[-1], self.in_weeks[number]
        can = [
            one for one in self.asked.leaders
            if number in self.free[one.id] and one.id not in not_these
            and all(self.weeks[one.id, week] < self.asked.most_a_week for week in weeks)
        ]  # fmt: skip
        can.sort(key=lambda one: (one.id not in decided, sum(self.weeks[one.id, week] for week in weeks)))
        for first in (one for one in can if one.is_certified(last)):
            others = [one for one in can if one.id != first.id]
            others.sort(key=lambda one: (one.id not in decided, one.is_certified(last)))
            if others and set(decided) <= {first.id, others[0].id}:
                one, other = sorted((first.id, others[0].id))
                return one, other
        return None
