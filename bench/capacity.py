"""The model of the team's calls: a year of the evaluation report's volume, a hundred times, against a limit.

4,531 people were identified in the eighteen months of the report; the team's 40 hours a week are those of its table 2.
Whoever asks for a trial waits for thirty such years both ways, so a hundred may take no more than two minutes.
"""

import time as clock
from collections.abc import Iterator

from brobygger.economy.made_from import ASSUMED_SHIFTS, DAY, HAS_NUMBER, NO_ANSWER, REACH, TALK
from brobygger.economy.team import Group, Team, Way
from brobygger.economy.trying import RUNS, mean

A_WEEK = 4_531 / 78  # weeks from June 2018 to November 2019
TIMES, LIMIT = 100, 120.0  # years, seconds


def run(rows: int) -> Iterator[str]:
    """A hundred years, one after the other, in one process."""
    way = Way(
        (Group((A_WEEK / 5,) * 5 + (0.0, 0.0), 0.25),), ASSUMED_SHIFTS, REACH, (), HAS_NUMBER, 5, 20 * 60, 28 * DAY,
        TALK, NO_ANSWER,
    )  # fmt: skip
    began = clock.perf_counter()
    told = [Team(way, seed=number).run() for number in range(TIMES)]
    took = clock.perf_counter() - began
    calls = sum(one.calls for one in told)
    yield f"{TIMES} years, {calls / TIMES:,.0f} calls each: {took:.1f} s, {took / LIMIT:.2f} of the limit"
    yield f"a trial of {RUNS} years, both ways: {2 * RUNS * took / TIMES:.1f} s"
    reached = mean([100 * one.reached / one.identified for one in told])
    if reached:
        yield f"reached {reached.value:.1f} % ({reached.low:.1f} to {reached.high:.1f}); the report prints around 62 %"
