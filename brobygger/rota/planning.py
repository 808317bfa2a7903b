"""The plan itself: what must hold and what is wished of it, put to the solver in the words of `rules`. No Django."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from time import monotonic
from typing import TYPE_CHECKING, Any

from brobygger.base.solving import Puzzle
from brobygger.base.workdays import DAY
from brobygger.rota.codes import Likes, Part, What
from brobygger.rota.faults import COST, FAR, FAR_COST, WEEK_SLACK, Fault, each, faults, too_close
from brobygger.rota.rules import Asked, Pair, Person, Slot, monday

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

MOST_HOURS = 10_000  # more than anyone works in a year


@dataclass(frozen=True, slots=True)
class Planned:
    """Who takes which shift, what it costs, and the least that any plan costs; or what cannot hold together."""

    plan: frozenset[Pair]
    cost: int = 0
    bound: int = 0
    conflict: tuple[Fault, ...] = ()
    is_possible: bool = True

    @property
    def is_best(self) -> bool:
        return self.is_possible and self.cost == self.bound

    @property
    def gap(self) -> float:
        """The share of the price that a better plan could save at most."""
        return (self.cost - self.bound) / self.cost if self.cost else 0.0


def plan(asked: Asked, *, seconds: float) -> Planned:
    """The cheapest plan found within so many seconds; or the least that cannot hold together, said as faults."""
    until = monotonic() + seconds
    puzzle: Puzzle[Any] = Puzzle()
    _Posed(asked, puzzle).pose()
    puzzle.likes(_only_what_is_lost(asked, seconds / 3) if asked.held else _week_by_week(asked, until - seconds * 0.6))
    solved = puzzle.solve(seconds=max(seconds / 3, until - monotonic()))
    told = tuple(sorted(solved.conflict, key=lambda one: (one.what not in (What.NOBODY,), one.on, one.worker)))
    # What the solver has not looked at again may be priced too high.
    cost = sum(one.cost for one in faults(asked, solved.chosen)) if solved.is_possible else 0
    return Planned(solved.chosen, cost, min(solved.bound, cost), told, solved.is_possible)


def _solved(asked: Asked, seconds: float) -> frozenset[Pair]:
    puzzle: Puzzle[Any] = Puzzle()
    _Posed(asked, puzzle).pose()
    return puzzle.solve(seconds=seconds).chosen


def _week_by_week(asked: Asked, until: float) -> frozenset[Pair]:
    """A plan to begin from: each week by itself, where whoever has had too little so far comes first."""
    chosen: set[Pair] = set()
    owed = {one.id: one.owed for one in asked.people}
    for number, week in enumerate(asked.weeks):
        slots = tuple(slot for slot in asked.slots if monday(slot.on) == week)
        first, last = max(week, asked.first), min(week + 6 * DAY, asked.last)
        people = tuple(replace(one, owed=owed[one.id]) for one in asked.people)
        part = replace(asked, first=first, last=last, slots=slots, people=people)
        left = max(0.1, (until - monotonic()) / (len(asked.weeks) - number))
        found = _solved(part, left)
        for pk in owed:
            spent = sum(slot.minutes for who, slot in found if who == pk)
            owed[pk] += asked.week_share(pk, week) - spent
        chosen |= found
    return frozenset(chosen)


def _only_what_is_lost(asked: Asked, seconds: float) -> frozenset[Pair]:
    """A plan to begin from: whoever can keep a shift keeps it, and others take the rest."""
    known = {one.id: one for one in asked.people}
    kept = {
        (who, slot)
        for who, slot in asked.held
        if who in known and not any(fault.is_must for fault in each(known[who], [slot]))
    }
    return _solved(replace(asked, held=frozenset(kept), keeps_all=True, must_cover=False), seconds)


class _Posed:
    """The puzzle of one plan."""

    def __init__(self, asked: Asked, puzzle: Puzzle[Any]) -> None:
        self.asked, self.puzzle = asked, puzzle

    def pose(self) -> None:
        for slot in self.asked.slots:
            self._covered(slot)
        for one in self.asked.people:
            self._each(one)
            self._together(one)
            self._fair(one)

    def _takes(self, one: Person, slot: Slot) -> "cp_model.IntVar":
        return self.puzzle.choice((one.id, slot))

    def _sum(self, one: Person, slots: Iterable[Slot], minutes: bool = False) -> Any:
        return sum((slot.minutes if minutes else 1) * self._takes(one, slot) for slot in slots)

    def _covered(self, slot: Slot) -> None:
        """So many as are needed; where that may fail, each who lacks has its price."""
        there = sum(self._takes(one, slot) for one in self.asked.people)
        if self.asked.must_cover:
            self.puzzle.must(Fault(slot.on, What.NOBODY, 0, slot, slot.needed), there == slot.needed)
        else:
            self.puzzle.model.add(there + self.puzzle.counted(COST[What.NOBODY], slot.needed) == slot.needed)

    def _each(self, one: Person) -> None:
        settled = self.asked.settled_before
        for slot in self.asked.slots:
            takes, pair = self._takes(one, slot), (one.id, slot)
            if settled is not None and slot.on < settled:
                self.puzzle.model.add(takes == (pair in self.asked.held))
                continue
            if pair in self.asked.held and self.asked.keeps_all:
                self.puzzle.model.add(takes == 1)
            elif pair in self.asked.held:
                self.puzzle.wish(("stays", pair), COST[What.MOVED], takes == 1)
            for what, holds in (
                (What.AWAY, one.is_away(slot.on)),
                (What.GONE, not one.works_on(slot.on)),
                (What.CANNOT, one.wished(slot, Likes.CANNOT)),
            ):
                if holds:
                    self.puzzle.must(Fault(slot.on, what, one.id), takes == 0)
            if one.wished(slot, Likes.RATHER_NOT):
                self.puzzle.costs(pair, COST[What.RATHER_NOT])
            if one.is_not_preferred(slot):
                self.puzzle.costs(pair, COST[What.NOT_PREFERRED])

    def _together(self, one: Person) -> None:
        by_day, by_week = defaultdict(list), defaultdict(list)
        for slot in self.asked.slots:
            by_day[slot.on].append(slot)
            by_week[monday(slot.on)].append(slot)
        for slots in by_day.values():
            self._apart(one, combinations(slots, 2))
            if any(too_close(*two) is None for two in combinations(slots, 2)):
                twice = self.puzzle.counted(COST[What.TWICE], len(slots) - 1)
                self.puzzle.model.add(twice >= self._sum(one, slots) - 1)
        for day, then in pairwise(sorted(by_day)):
            self._apart(one, ((first, second) for first in by_day[day] for second in by_day[then]))
        for week, slots in by_week.items():
            self._at_most(Fault(week, What.MOST, one.id, amount=self.asked.most_a_week), one, slots)
            for exam in one.exams:
                inside = [slot for slot in slots if exam.first <= slot.on <= exam.last]
                self._at_most(Fault(week, What.EXAM, one.id, amount=exam.most), one, inside)
        for number, wish in enumerate(one.days_preferred):
            met = [slot for slot in self.asked.slots if wish.meets(slot)]
            if met:
                self.puzzle.wish(("that day", one.id, number), COST[What.NOT_THAT_DAY], self._sum(one, met) >= 1)

    def _apart(self, one: Person, pairs: Iterable[tuple[Slot, Slot]]) -> None:
        for first, then in pairs:
            if (why := too_close(first, then)) is not None and not self._is_settled(then):
                both = self._takes(one, first) + self._takes(one, then)
                self.puzzle.must(Fault(then.on, why, one.id), both <= 1)

    def _at_most(self, key: Fault, one: Person, slots: list[Slot]) -> None:
        if len(slots) > key.amount and not all(map(self._is_settled, slots)):
            settled = sum(self._is_settled(slot) and (one.id, slot) in self.asked.held for slot in slots)
            self.puzzle.must(key, self._sum(one, slots) <= max(key.amount, settled))

    def _is_settled(self, slot: Slot) -> bool:
        return self.asked.settled_before is not None and slot.on < self.asked.settled_before

    def _fair(self, one: Person) -> None:
        puzzle, model, asked = self.puzzle, self.puzzle.model, self.asked
        share, minutes = asked.shares[one.id], self._sum(one, asked.slots, minutes=True)
        off, far = puzzle.counted(COST[What.HOURS], MOST_HOURS), puzzle.counted(FAR_COST, MOST_HOURS)
        model.add(60 * off >= minutes - share - asked.grain)
        model.add(60 * off >= share - minutes - asked.grain)
        model.add(far >= off - FAR)
        too_many = puzzle.counted(COST[What.BEYOND], MOST_HOURS)
        model.add(60 * too_many >= minutes - asked.most[one.id])
        for week in asked.weeks:
            mine = self._sum(one, [slot for slot in asked.slots if monday(slot.on) == week], minutes=True)
            goal, beyond = asked.week_share(one.id, week), puzzle.counted(COST[What.WEEK], MOST_HOURS)
            model.add(60 * beyond >= mine - goal - WEEK_SLACK)
            if not asked.has_exam(one, week):
                model.add(60 * beyond >= goal - mine - WEEK_SLACK)
        evenings = [slot for slot in asked.slots if slot.reaches(Part.EVENING)]
        more = puzzle.counted(COST[What.EVENINGS], len(evenings))
        model.add(more >= self._sum(one, evenings) - asked.evenings[one.id])
