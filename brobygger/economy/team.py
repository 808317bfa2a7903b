"""A model of the team's calls, event by event: who arrives, when they can be rung, who has time. Minutes from Monday.

Everyone who arrives carries the draws of her own, so that two ways of working are tried on the same people, days and
chances (common random numbers: Law, *Simulation Modeling and Analysis*, 5th ed. 2015, section 11.2).
"""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from itertools import count
from random import Random
from typing import Any

import simpy

DAY, WEEK = 24 * 60, 7 * 24 * 60
OPENS = 8 * 60  # what came in is on the list from eight in the morning
WARM_UP = 4 * WEEK  # the list fills before anything is counted
YEAR = 52 * WEEK

type Step = Generator[simpy.Event, Any, None]


@dataclass(frozen=True, slots=True)
class Group:
    """People who arrive by the same pattern: how many on each weekday, and how many of those reached say yes."""

    a_day: tuple[float, ...]
    accepts: float


@dataclass(frozen=True, slots=True)
class Shift:
    """One seat of the week; weekday 0 is Monday, the rest are minutes of the day."""

    weekday: int
    starts: int
    ends: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way of working, and what is known of it."""

    groups: tuple[Group, ...]
    shifts: tuple[Shift, ...]
    reach: tuple[float, ...]  # the share reached at the first attempt, the second …
    bands: tuple[tuple[int, float], ...]  # until which minute of the day, and how many times as often one is reached
    has_number: float
    most_attempts: int
    between: float  # minutes between two attempts
    window: float  # minutes in which the first call must be made and the last one too
    talk: float  # minutes of a call in which she is reached
    no_answer: float
    spread: float = 0.7  # the standard deviation of a call's length, by its mean
    arrive: tuple[int, int] = (OPENS, OPENS)  # between which minutes of the day people come onto the list
    goes_on: tuple[float, ...] = (1.0,)  # the share of those not reached who are rung again, attempt by attempt


@dataclass(slots=True)
class Person:
    """One in the model: nobody in the register."""

    came: float
    accepts: float
    draws: Random
    attempts: int = 0
    counted: bool = True
    draw: list[tuple[float, float]] = field(default_factory=list)


@dataclass(slots=True)
class Told:
    """What came of one year."""

    identified: int = 0
    reached: int = 0
    accepted: int = 0
    calls: int = 0
    busy: float = 0
    waits: list[float] = field(default_factory=list)  # minutes to the first call
    not_tried: int = 0  # whose window passed before anyone had time
    staffed: float = 0


class Team:
    """One year of the way, after a warm-up; `run` is the same whenever the seed is."""

    def __init__(self, way: Way, *, seed: int, warm_up: float = WARM_UP, length: float = YEAR) -> None:
        self.way, self.seed, self.warm_up, self.end = way, seed, warm_up, warm_up + length
        self.env = simpy.Environment()
        self.list = simpy.PriorityStore(self.env)
        self.told = Told()
        self.number = 0

    def run(self) -> Told:
        self.env.process(self._arrivals())
        for shift in self.way.shifts:
            self.env.process(self._seat(shift))
        self.env.run(until=self.end)
        return self.told

    def _arrivals(self) -> Step:
        """Each group has its own draws, day by day: one group more changes nothing for the others."""
        first, last = self.way.arrive
        draws = [Random(f"{self.seed}:{number}") for number in range(len(self.way.groups))]  # noqa: S311 - a model
        for day in count():
            today, people = day * DAY, []
            for place, group in enumerate(self.way.groups):
                mean = group.a_day[day % 7]
                for _one in range(poisson(draws[place], mean)):
                    own = Random(draws[place].getrandbits(64))  # noqa: S311
                    has_number, when = own.random() < self.way.has_number, own.uniform(first, last)
                    people.append((when, has_number, Person(today + when, group.accepts, own)))
            for when, has_number, person in sorted(people, key=lambda one: one[0]):
                if today + when > self.env.now:
                    yield self.env.timeout(today + when - self.env.now)
                person.counted = self.env.now >= self.warm_up
                self.told.identified += person.counted
                if has_number:
                    self._list(person)
            yield self.env.timeout(today + DAY - self.env.now)

    def _list(self, person: Person) -> None:
        """Who has not been rung comes first, and among them who has waited longest."""
        self.number += 1
        self.list.put(simpy.PriorityItem((person.attempts > 0, self.env.now, self.number), person))

    def _later(self, person: Person) -> Step:
        yield self.env.timeout(self.way.between)
        self._list(person)

    def _seat(self, shift: Shift) -> Step:
        """Whoever sits here rings, one after the other, until the shift ends; a call that has begun is finished."""
        free_from, length = float(shift.weekday * DAY + shift.starts), shift.ends - shift.starts
        while True:
            yield self.env.timeout(max(free_from - self.env.now, 0))
            ends = free_from + length
            while self.env.now < ends:
                ready = self.list.get()
                if not ready.triggered:
                    yield ready | self.env.timeout(ends - self.env.now)
                if not ready.triggered:
                    ready.cancel()
                    break
                item: Any = ready.value
                yield from self._call(item.item)
            if free_from >= self.warm_up:
                self.told.staffed += length
            free_from += WEEK

    def _call(self, person: Person) -> Step:
        way, told, now = self.way, self.told, self.env.now
        if now > person.came + way.window:
            told.not_tried += person.counted and not person.attempts
            return
        if not person.attempts and person.counted:
            told.waits.append(now - person.came)
        chance = way.reach[min(person.attempts, len(way.reach) - 1)] * self._times(now)
        person.attempts += 1
        answers, accepts = person.draws.random(), person.draws.random()
        is_reached = answers < chance
        length = lasts(person.draws, way.talk if is_reached else way.no_answer, way.spread)
        goes_on = person.draws.random() < way.goes_on[min(person.attempts, len(way.goes_on)) - 1]
        yield self.env.timeout(length)
        if now >= self.warm_up:
            told.calls += 1
            told.busy += length
        if is_reached:
            told.reached += person.counted
            told.accepted += person.counted and accepts < person.accepts
        elif goes_on and person.attempts < way.most_attempts:
            self.env.process(self._later(person))

    def _times(self, now: float) -> float:
        return next((times for until, times in self.way.bands if now % DAY < until), 1.0)


def poisson(draws: Random, mean: float) -> int:
    """A Poisson count, by the waits between."""
    count, left = 0, mean
    while (left := left - draws.expovariate(1.0)) > 0:
        count += 1
    return count


def lasts(draws: Random, mean: float, spread: float) -> float:
    """A length with the mean and its own spread, always above nothing (gamma distribution)."""
    if spread == 0 or mean == 0:
        return mean
    shape = 1 / spread**2
    return draws.gammavariate(shape, mean / shape)


def hours_of(shifts: Sequence[Shift]) -> float:
    """How many hours a week they are together."""
    return sum(one.ends - one.starts for one in shifts) / 60
