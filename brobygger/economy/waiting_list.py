"""A model of the wait for a course, event by event: who begins to wait, when courses start, who has left by then.

Days from the first of a year. Everyone carries her own draws, as in the model of the team's calls.
"""

from collections.abc import Generator
from dataclasses import dataclass, field
from math import inf, log
from random import Random
from typing import Any

import simpy

YEAR = 364.0
WARM_UP = 2 * YEAR

type Step = Generator[simpy.Event, Any, None]


@dataclass(frozen=True, slots=True)
class Plan:
    """One way of running courses, and what is known of those who wait."""

    a_year: float  # how many begin to wait
    courses: int  # a year, evenly over it
    seats: int
    fewest: int  # fewer than so many do not begin: the course is put off to the next date
    leaves: float  # the share of those waiting who stop waiting within a year
    completes: float  # the share of those who begin who come to the end


@dataclass(slots=True)
class Came:
    """What came of some years."""

    began_waiting: int = 0
    started: int = 0
    completed: int = 0
    left: int = 0
    waits: list[float] = field(default_factory=list)  # days, of those who started
    still: int = 0


@dataclass(slots=True)
class _Waits:
    since: float
    until: float  # when she stops waiting
    completes: bool


class Courses:
    """So many years of the plan, after a warm-up."""

    def __init__(self, plan: Plan, *, seed: int, years: float = 1, warm_up: float = WARM_UP) -> None:
        self.plan, self.warm_up, self.end = plan, warm_up, warm_up + years * YEAR
        self.draws = Random(f"{seed}:courses")  # noqa: S311 - a model, no secret
        self.env = simpy.Environment()
        self.list: list[_Waits] = []
        self.told = Came()

    def run(self) -> Came:
        if self.plan.a_year > 0:
            self.env.process(self._arrivals())
        self.env.process(self._starts())
        self.env.run(until=self.end)
        self.told.still = sum(one.until > self.end for one in self.list)
        return self.told

    def _arrivals(self) -> Step:
        # The chance of leaving in a year, as a rate of leaving at every moment.
        rate = -log(max(1 - self.plan.leaves, 1e-9)) / YEAR
        while True:
            yield self.env.timeout(self.draws.expovariate(self.plan.a_year / YEAR))
            own = Random(self.draws.getrandbits(64))  # noqa: S311
            patience = own.expovariate(1.0) / rate if rate else inf
            until = self.env.now + patience
            self.list.append(_Waits(self.env.now, until, own.random() < self.plan.completes))
            self.told.began_waiting += self.env.now >= self.warm_up

    def _starts(self) -> Step:
        while True:
            yield self.env.timeout(YEAR / self.plan.courses)
            now, counted = self.env.now, self.env.now >= self.warm_up
            self.told.left += counted * sum(one.until <= now for one in self.list)
            here = [one for one in self.list if one.until > now]
            begin = here[: self.plan.seats] if len(here) >= self.plan.fewest else []
            self.list = here[len(begin) :]
            if counted:
                self.told.started += len(begin)
                self.told.completed += sum(one.completes for one in begin)
                self.told.waits += [now - one.since for one in begin]
