"""Which start, room and two leaders each course has: what must hold, what is wished, and the best plan of them all.

Pure: facts in, a plan out, or what cannot hold together. Who waits counts by seats alone; those who must not meet are
placed apart, and no answer tells of them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from time import monotonic
from typing import Any

from ortools.sat.python.cp_model import IntVar, LinearExpr

from brobygger.base.solving import Puzzle, Solved
from brobygger.base.workdays import day_of
from brobygger.course_plans.asked import Asked, Found, Key, Leader, Line, Room, Wanted
from brobygger.course_plans.first_try import by_hand
from brobygger.course_plans.too_many import most_in_rooms, most_led
from brobygger.course_plans.tracks import Track, by_then, largest, together, tracks

WHO_LEAD = 2  # they sit in the room too
PRICES = {"weekday": 3, "hour": 2, "by": 1, "placed": 10}


@dataclass(slots=True)
class Planning:
    """The puzzle of one plan, as it is built up: which course begins on which track, in which room a track's courses
    are, and who leads which course."""

    asked: Asked
    tracks: list[Track] = field(init=False)
    puzzle: Puzzle[Key] = field(default_factory=Puzzle)
    at_once: list[list[int]] = field(init=False)
    weeks: dict[tuple[int, int], list[int]] = field(init=False)
    free: dict[int, set[int]] = field(default_factory=dict)  # the tracks that a room can be had for

    def __post_init__(self) -> None:
        self.tracks = tracks(self.asked)
        self.at_once, self.weeks = together(self.tracks, self.asked.minutes)
        self._courses()
        for room in self.asked.rooms:
            self._room(room)
        for leader in self.asked.leaders:
            self._leader(leader)
        self._never_twice_at_once()
        self._enough_who_lead()
        self._wishes()
        self._early()
        self._who_waits()

    def _of(self, course: int, some: Iterable[int]) -> LinearExpr:
        """How often the course is on one of the tracks: once or not at all."""
        return LinearExpr.sum([self.puzzle.choice(("begins", course, track)) for track in some])

    def _in(self, track: int, room: int) -> IntVar:
        return self.puzzle.choice(("in", track, room))

    def _leads(self, course: int, leader: int) -> IntVar:
        return self.puzzle.choice(("leads", course, leader))

    def _all(self) -> range:
        return range(len(self.asked.courses))

    def _which(self, wanted: Callable[[Track], bool]) -> list[int]:
        return [number for number, track in enumerate(self.tracks) if wanted(track)]

    def _courses(self) -> None:
        """One start, a room on that track, and two who lead, one of them certified on the last day."""
        told, puzzle = self.asked, self.puzzle
        for number in range(len(self.tracks)):
            rooms = LinearExpr.sum([self._in(number, room.id) for room in told.rooms])
            puzzle.model.add(rooms == LinearExpr.sum([self._of(course, [number]) for course in self._all()]))
        by_sure: dict[frozenset[int], list[int]] = {}
        for number, track in enumerate(self.tracks):
            sure = frozenset(one.id for one in told.leaders if one.is_certified(track.days[-1]))
            by_sure.setdefault(sure, []).append(number)
        for course, wanted in enumerate(told.courses):
            puzzle.must(("course", course), self._of(course, range(len(self.tracks))) == 1)
            two = LinearExpr.sum([self._leads(course, one.id) for one in told.leaders])
            puzzle.must(("two", course), two == WHO_LEAD)
            for certified, some in by_sure.items():
                enough = LinearExpr.sum([self._leads(course, who) for who in sorted(certified)])
                puzzle.must(("certificate",), enough >= self._of(course, some))
            self._decided(course, wanted)

    def _decided(self, course: int, wanted: Wanted) -> None:
        key, must = ("fixed", course), self.puzzle.must
        if wanted.first_on or wanted.starts:
            wrong = self._which(
                lambda one: (wanted.first_on or one.days[0], wanted.starts or one.starts) != (one.days[0], one.starts)
            )
            must(key, self._of(course, wrong) == 0)
        if wanted.venue is not None:
            same = [n for n, one in enumerate(self.asked.courses) if one.venue == wanted.venue]
            for number in range(len(self.tracks)):
                here = LinearExpr.sum([self._of(one, [number]) for one in same])
                must(key, here <= self._in(number, wanted.venue))
        for who in wanted.leaders:
            must(key, self._leads(course, who) == 1)

    def _room(self, room: Room) -> None:
        told, must = self.asked, self.puzzle.must
        shut = self._which(lambda one: not all(room.hours.takes(at, told.minutes) for at in one.moments()))
        taken = self._which(lambda one: one.meets(room.taken, told.minutes))
        is_small = room.seats < told.most + WHO_LEAD
        for key, some in (("closed", shut), ("taken", taken), ("small", range(len(self.tracks)) if is_small else ())):
            if some:
                must((key, room.id), LinearExpr.sum([self._in(number, room.id) for number in some]) == 0)
        self.free[room.id] = set(range(len(self.tracks))) - {*shut, *taken} if not is_small else set()
        for some in self.at_once:
            must(("room", room.id), LinearExpr.sum([self._in(number, room.id) for number in some]) <= 1)

    def _leader(self, leader: Leader) -> None:
        told, must = self.asked, self.puzzle.must
        away = self._which(lambda one: leader.is_away(one.days))
        busy = self._which(lambda one: one.meets(leader.busy, told.minutes))
        for course in self._all():
            for key, some in (("away", away), ("busy", busy)):
                if some:
                    must((key, leader.id), self._leads(course, leader.id) + self._of(course, some) <= 1)
        for left, some in self._weeks_of(leader):
            if left < len(told.courses):
                leads = [self._both(course, leader.id, some) for course in self._all()]
                must(("week", leader.id), LinearExpr.sum(leads) <= left)

    def _both(self, course: int, leader: int, some: Iterable[int]) -> IntVar:
        """Whether she leads the course and it is on one of the tracks."""
        both = self.puzzle.model.new_bool_var("")
        self.puzzle.model.add(both >= self._leads(course, leader) + self._of(course, some) - 1)
        return both

    def _weeks_of(self, leader: Leader) -> list[tuple[int, list[int]]]:
        """How many sessions more she may lead in a week, and the tracks that have one in it."""
        led = [day_of(starts).isocalendar()[:2] for starts, _minutes in leader.busy]
        by_left: dict[int, list[set[int]]] = {}
        for week, some in self.weeks.items():
            by_left.setdefault(max(0, self.asked.most_a_week - led.count(week)), []).append(set(some))
        return [(left, some) for left, sets in by_left.items() for some in largest(sets)]

    def _never_twice_at_once(self) -> None:
        """Nobody leads two courses that meet at the same time."""
        model = self.puzzle.model
        for one, other in combinations(self._all(), 2):
            clash = model.new_bool_var("")
            for some in self.at_once:
                model.add(self._of(one, some) + self._of(other, some) <= 1 + clash)
            for leader in self.asked.leaders:
                both = self._leads(one, leader.id) + self._leads(other, leader.id)
                self.puzzle.must(("once", leader.id), both + clash <= WHO_LEAD)

    def _enough_who_lead(self) -> None:
        """No more courses in a week than all who lead can have: it follows from the rest, and proves sooner."""
        room = self._led_in_a_week()
        if room < len(self.asked.courses):
            for some in largest(map(set, self.weeks.values())):
                running = LinearExpr.sum([self._of(course, some) for course in self._all()])
                self.puzzle.must(("many",), running <= room)

    def _led_in_a_week(self) -> int:
        return self.asked.most_a_week * len(self.asked.leaders) // WHO_LEAD

    def too_many(self) -> frozenset[Key]:
        """What has too little for so many courses, with how many there can be. Where there can be none at all, the
        puzzle says better why."""
        wanted = len(self.asked.courses)
        most = {
            "rooms": most_in_rooms(wanted, self.free.values(), self.at_once),
            "led": most_led(wanted, largest(map(set, self.weeks.values())), self._led_in_a_week()),
        }
        short = {(what, number) for what, number in most.items() if 0 < number < wanted}
        return frozenset({*short, *(("course", one) for one in self._all())} if short else ())

    def _wishes(self) -> None:
        for course, wanted in enumerate(self.asked.courses):
            then = by_then(self.asked, self.tracks, course)
            against = {
                "by": [one.days[0] > then for one in self.tracks],
                "weekday": [wanted.weekday not in (None, one.days[0].isoweekday()) for one in self.tracks],
                "hour": [wanted.hour not in (None, one.starts) for one in self.tracks],
            }
            for name, told in against.items():
                if any(told):
                    wrong = [number for number, is_wrong in enumerate(told) if is_wrong]
                    self.puzzle.wish((name, course), PRICES[name], self._of(course, wrong) == 0)

    def _early(self) -> None:
        """Of two plans that break the same wishes, the one whose courses begin earlier, by the days of all together."""
        for number, track in enumerate(self.tracks):
            if days := max(0, (track.days[0] - self.asked.first).days):
                for course in self._all():
                    self.puzzle.rather_not(("begins", course, number), days)

    def _who_waits(self) -> None:
        """As many as there are seats for have one. Those who must not meet sit apart; the others fill what is left."""
        told, add = self.asked, self.puzzle.model.add
        apart = sorted({one for pair in told.apart for one in pair} | {one for one, _leader in told.apart_from})
        sits = {(who, course): self.puzzle.choice(("sits", who, course)) for who in apart for course in self._all()}
        leads = {one.id for one in told.leaders}
        for who in apart:
            add(LinearExpr.sum([sits[who, course] for course in self._all()]) <= 1)
        for course in self._all():
            add(LinearExpr.sum([sits[who, course] for who in apart]) <= told.most)
            for one, other in told.apart:
                add(sits[one, course] + sits[other, course] <= 1)
            for one, leader in told.apart_from:
                if leader in leads:
                    add(sits[one, course] + self._leads(course, leader) <= 1)
        needed = min(told.waiting, told.most * len(told.courses)) - (told.waiting - len(apart))
        if apart and needed > 0:
            self.puzzle.wish(("placed",), PRICES["placed"], LinearExpr.sum(list(sits.values())) >= needed)

    def chosen(self, lines: Iterable[Line]) -> list[Key]:
        """The choices that a plan stands for."""
        number = {(one.days[0], one.starts): n for n, one in enumerate(self.tracks)}
        found: list[Key] = []
        for course, line in enumerate(lines):
            if (track := number.get((line.first_on, line.starts))) is not None:
                found += [("begins", course, track), ("in", track, line.venue)]
            found += [("leads", course, who) for who in line.leaders]
        return found

    def read(self, solved: Solved[Key]) -> Found:
        """The plan by course. Courses on one track share out its rooms, those that are decided first."""
        if not solved.is_possible:
            return Found(conflict=solved.conflict)
        rooms: dict[Any, list[Any]] = {}
        who: dict[Any, list[Any]] = {}
        on: dict[Any, Any] = {}
        for key in sorted(solved.chosen, key=str):
            kind, first, *rest = key
            if kind == "in":
                rooms.setdefault(first, []).append(rest[0])
            elif kind == "leads":
                who.setdefault(first, []).append(rest[0])
            elif kind == "begins":
                on[first] = rest[0]
        lines: dict[int, Line] = {}
        for course in sorted(self._all(), key=lambda one: self.asked.courses[one].venue is None):
            number, wanted = on[course], self.asked.courses[course].venue
            room = wanted if wanted is not None else rooms[number][0]
            rooms[number].remove(room)
            track, (one, other) = self.tracks[number], sorted(who[course])
            lines[course] = Line(track.days[0], track.starts, room, (one, other))
        by_course = tuple(lines[course] for course in self._all())
        later = solved.rather - solved.rather_bound
        return Found(by_course, solved.broken, cost=solved.cost, bound=solved.bound, days_earlier=later)


def plan(asked: Asked, *, seconds: float, likely: Iterable[Line] = ()) -> Found:
    """The best plan that is found in the time; with nothing in it and no conflict, the time was too short."""
    started, planning = monotonic(), Planning(asked)
    if conflict := planning.too_many():
        return Found(conflict=conflict)
    if likes := planning.chosen(tuple(likely) or by_hand(asked)):
        planning.puzzle.likes(likes)
    return planning.read(planning.puzzle.solve(seconds=max(1.0, seconds - (monotonic() - started))))
