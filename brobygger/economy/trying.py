"""Two ways of working, each run many times on the same chances: what each gives, and the difference with its interval.

The interval of the mean is Student's, over the runs; of the difference over the differences of run and run, which is
what common random numbers are for (Law 2015, sections 4.5 and 10.2).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import Any

from brobygger.economy.team import Group, Shift, Team, Told, Way
from brobygger.economy.waiting_list import Came, Courses, Plan

RUNS, SEED, WEEKS = 30, 20200401, 52

type Run = Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean over runs, with its 95 % interval."""

    value: float
    low: float
    high: float


def mean(values: Sequence[float]) -> Mean | None:
    """The mean with Student's interval; None of fewer than two runs."""
    from scipy import stats

    if len(values) < 2:
        return None
    middle = fmean(values)
    half = float(stats.t.ppf(0.975, len(values) - 1)) * stdev(values) / sqrt(len(values))
    return Mean(middle, middle - half, middle + half)


def of_team(told: Told, cost: float) -> Run:
    """What one year of calls comes to."""
    return {
        "wait_hours": fmean(told.waits) / 60 if told.waits else None,
        "reached_percent": 100 * told.reached / told.identified if told.identified else None,
        "calls_a_week": told.calls / WEEKS,
        "accepted_a_year": float(told.accepted),
        "not_tried_a_year": float(told.not_tried),
        "busy_percent": 100 * told.busy / told.staffed if told.staffed else None,
        "cost_per_accepted": cost / told.accepted if told.accepted and cost else None,
    }


def of_courses(came: Came, cost: float, years: float) -> Run:
    """What the courses come to in a year."""
    return {
        "wait_weeks": fmean(came.waits) / 7 if came.waits else None,
        "began_waiting_a_year": came.began_waiting / years,
        "started_a_year": came.started / years,
        "completed_a_year": came.completed / years,
        "left_waiting_a_year": came.left / years,
        "still_waiting": float(came.still),
        "cost_per_started": cost * years / came.started if came.started and cost else None,
    }


YEARS = 3.0  # a year of courses is a handful of starts: three of them say more


def one_run(kind: str, told: Mapping[str, Any], cost: float, seed: int) -> Run:
    """One run of one way."""
    if kind == "team":
        return of_team(Team(read_way(told), seed=seed).run(), cost)
    return of_courses(Courses(Plan(**told), seed=seed, years=YEARS).run(), cost, YEARS)


def tried(asked: Mapping[str, Any], step: Callable[[int], None] = lambda _done: None) -> dict[str, Any]:
    """Both ways, run by run; `step` hears how many are done. The same question has the same answer."""
    runs: dict[str, list[Run]] = {"now": [], "other": []}
    for number in range(asked["runs"]):
        for way, found in runs.items():
            found.append(one_run(asked["kind"], asked[way], asked["cost"][way], asked["seed"] + number))
        step(number + 1)
    return dict(_measured(runs))


def _measured(runs: Mapping[str, Sequence[Run]]) -> Iterator[tuple[str, dict[str, list[float] | None]]]:
    for name in runs["now"][0]:
        pairs = [(a[name], b[name]) for a, b in zip(runs["now"], runs["other"], strict=True)]
        of = {
            "now": [a for a, _b in pairs if a is not None], "other": [b for _a, b in pairs if b is not None],
            "change": [b - a for a, b in pairs if a is not None and b is not None],
        }  # fmt: skip
        yield name, {key: _kept(mean(values)) for key, values in of.items()}


def _kept(one: Mean | None) -> list[float] | None:
    return None if one is None else [round(number, 4) for number in (one.value, one.low, one.high)]


def kept_way(way: Way) -> dict[str, Any]:
    """The way as numbers, to be kept with the trial."""
    return {
        "groups": [[list(one.a_day), one.accepts] for one in way.groups],
        "shifts": [[one.weekday, one.starts, one.ends] for one in way.shifts],
        "reach": list(way.reach), "bands": [list(one) for one in way.bands], "has_number": way.has_number,
        "most_attempts": way.most_attempts, "between": way.between, "window": way.window, "talk": way.talk,
        "goes_on": list(way.goes_on),
        "no_answer": way.no_answer,
    }  # fmt: skip


def read_way(told: Mapping[str, Any]) -> Way:
    """The way that was kept."""
    return Way(
        groups=tuple(Group(tuple(days), accepts) for days, accepts in told["groups"]),
        shifts=tuple(Shift(*one) for one in told["shifts"]), reach=tuple(told["reach"]),
        bands=tuple((until, times) for until, times in told["bands"]), has_number=told["has_number"],
        most_attempts=told["most_attempts"], between=told["between"], window=told["window"], talk=told["talk"],
        goes_on=tuple(told["goes_on"]),
        no_answer=told["no_answer"],
    )  # fmt: skip


def staffed(shifts: Sequence[Shift], hours: float) -> tuple[Shift, ...]:
    """The same week with so many hours more: beside each shift another for its share, or each cut by its share."""
    have = sum(one.ends - one.starts for one in shifts) / 60
    if not have or not hours:
        return tuple(shifts)
    ratio = hours / have
    if ratio < 0:
        left = [Shift(s.weekday, s.starts, s.starts + round((s.ends - s.starts) * max(1 + ratio, 0))) for s in shifts]
        return tuple(one for one in left if one.ends > one.starts)
    more = []
    while ratio > 0:
        more += [Shift(s.weekday, s.starts, s.starts + round((s.ends - s.starts) * min(ratio, 1))) for s in shifts]
        ratio -= 1
    return (*shifts, *(one for one in more if one.ends > one.starts))
