"""What the models are made from: the programme's own numbers, and where there are too few of them what is assumed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from brobygger.access.actor import Actor
from brobygger.base.codes import IncidentType
from brobygger.cases.arrival_queries import Arrivals, arrivals
from brobygger.courses.count_queries import participants
from brobygger.courses.queries import design_of
from brobygger.economy.team import Group, Shift, Way
from brobygger.economy.waiting_list import Plan
from brobygger.outreach.measured_queries import Measured, measured
from brobygger.programmes.policy_queries import attempt_policy
from brobygger.programmes.queries import criteria_on
from brobygger.rota import queries as rota

ENOUGH = 30  # calls, or people: fewer say too little, and the assumption stands
TALK, NO_ANSWER = 12.0, 3.0  # minutes
REACH = (0.35, 0.3, 0.25, 0.2, 0.15)
HAS_NUMBER = 0.83  # the evaluation report: 17 % without contact details
# Where the rota has no shifts: the 40 hours a week of table 2, from Monday to Friday.
ASSUMED_SHIFTS = tuple(Shift(weekday, 12 * 60, 20 * 60) for weekday in range(5))
DAY, HOUR = 24 * 60, 60
COURSES, LEAVES, COMPLETES = 2, 0.2, 0.8
OUT = IncidentType.BURGLARY_AND_THEFT  # left the target group in spring 2019


@dataclass(frozen=True, slots=True)
class Source:
    """One thing the model is made from: what it is, and whether it was measured, on how many."""

    key: str
    value: float
    n: int
    measured: bool


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """The team's way now, with burglary and theft apart, and where each number comes from."""

    way: Way
    apart: Group | None  # people after burglary and theft
    is_in: bool  # whether they are in the target group now
    workers: float
    sources: tuple[Source, ...] = field(default=())


def team_facts(by: Actor, *, zone_id: int, programme_id: int, first: date, last: date, on: date) -> TeamFacts:
    """The team as the period shows it. NotFound outside the actor's zones."""
    told = arrivals(by, zone_id=zone_id, programme_id=programme_id, first=first, last=last)
    calls = measured(by, zone_id=zone_id, first=first, last=last)
    shifts, shifts_measured = _shifts(by, zone_id, on)
    policy = attempt_policy(programme_id, on=on)
    reach, goes_on, tried = _reach(told, policy.most_attempts)
    talk, no_answer = (_minutes(calls, reached, otherwise) for reached, otherwise in ((True, TALK), (False, NO_ANSWER)))
    base, apart = _groups(told, first, last)
    # With fewer than enough the share who have no number is the report's.
    has_number = 1 - told.without_number / told.n if told.n >= ENOUGH else HAS_NUMBER
    way = Way(
        (base,), shifts, reach, _bands(calls), has_number, policy.most_attempts, policy.hours_between * HOUR,
        criteria_on(programme_id, on).window_days * DAY, talk.value, no_answer.value, goes_on=goes_on,
    )  # fmt: skip
    minutes = sum(one.ends - one.starts for one in shifts)
    hours = minutes / HOUR
    sources = (
        Source("arrive_a_week", sum(base.a_day), told.n, told.n > 0),
        Source("has_number", 100 * has_number, told.n, told.n >= ENOUGH),
        Source("reach_first", 100 * reach[0], tried, tried >= ENOUGH),
        Source("accepts", 100 * base.accepts, sum(r for r, _a in told.by_type.values()), bool(base.accepts)),
        talk, no_answer,
        Source("hours_a_week", hours, 0, shifts_measured),
    )  # fmt: skip
    since = max(first, last.replace(day=1)) if told.last else last
    is_in = bool(apart) and bool(told.last) and _lately(by, zone_id, programme_id, since, last)
    return TeamFacts(way, apart, is_in, _workers(by, zone_id, on, hours), sources)


def _lately(by: Actor, zone_id: int, programme_id: int, since: date, last: date) -> bool:
    told = arrivals(by, zone_id=zone_id, programme_id=programme_id, first=since, last=last)
    return any(kind == OUT for _day, kind in told.by_day)


def _groups(told: Arrivals, first: date, last: date) -> tuple[Group, Group | None]:
    """Everyone but those after burglary and theft, and those: how many a weekday, and how many of those reached
    accept."""
    begins = max(first, told.first or first)
    days = [(begins.toordinal() + n) % 7 for n in range((last - begins).days + 1)]
    # An ordinal of 1 is a Monday, so the weekday is one less.
    counts = [max(sum((day - 1) % 7 == weekday for day in days), 1) for weekday in range(7)]

    def group(kinds: Sequence[str]) -> Group:
        a_day = [sum(told.by_day.get((weekday, kind), 0) for kind in kinds) / counts[weekday] for weekday in range(7)]
        reached, accepted = (sum(told.by_type.get(kind, (0, 0))[place] for kind in kinds) for place in (0, 1))
        return Group(tuple(a_day), accepted / reached if reached else 0.0)

    kinds = sorted(told.by_type)
    apart = group([OUT])
    return group([kind for kind in kinds if kind != OUT]), apart if any(apart.a_day) else None


def _reach(told: Arrivals, most: int) -> tuple[tuple[float, ...], tuple[float, ...], int]:
    """Attempt by attempt: of those tried, how many were reached; of the others, how many were tried again; and how many
    were tried at all. Where the team stops by its policy, nobody knows who would have been tried again: everyone."""
    n = sum(people for people, _reached in told.tried.values())
    shares, again = [], []
    for attempt in range(1, most + 1):
        tried, after = (sum(people for made, (people, _r) in told.tried.items() if made >= attempt + more)
                        for more in (0, 1))  # fmt: skip
        reached = told.tried.get(attempt, (0, 0))[1]
        if tried < ENOUGH:
            break
        shares.append(reached / tried)
        again.append(after / (tried - reached) if attempt < most and tried > reached else 1.0)
    return (tuple(shares), tuple(again), n) if shares else (REACH, (1.0,), n)


def _bands(calls: Measured) -> tuple[tuple[int, float], ...]:
    """How many times as often one is reached in each part of the day, where enough calls were made in it."""
    n, reached = (sum(part[place] for part in calls.parts.values()) for place in (0, 1))
    if not reached:
        return ()
    return tuple(
        (until * HOUR, (part[1] / part[0]) / (reached / n) if part[0] >= ENOUGH else 1.0)
        for until, part in sorted(calls.parts.items())
    )


def _minutes(calls: Measured, reached: bool, otherwise: float) -> Source:
    n, mean = calls.timed.get(reached, (0, 0.0))
    key = "talk" if reached else "no_answer"
    return Source(key, round(mean, 1), n, True) if n >= ENOUGH else Source(key, otherwise, n, False)


def _shifts(by: Actor, zone_id: int, on: date) -> tuple[tuple[Shift, ...], bool]:
    found = [
        Shift(one.weekday, one.starts.hour * 60 + one.starts.minute, one.ends.hour * 60 + one.ends.minute)
        for one in rota.needs(by, zone_id=zone_id, on=on) for _seat in range(one.needed)
    ]  # fmt: skip
    return (tuple(found), True) if found else (ASSUMED_SHIFTS, False)


def _workers(by: Actor, zone_id: int, on: date, hours: float) -> float:
    """Hours a week of one worker, on average."""
    return round(hours / max(len(rota.planned_workers(zone_id, on, on)), 1), 1)


def course_facts(by: Actor, *, zone_id: int, programme_id: int, first: date, last: date) -> tuple[Plan, list[Source]]:
    """How courses are run, as the period shows it. NotFound outside the actor's zones."""
    told = participants(by, zone_id=zone_id, programme_id=programme_id, first=first, last=last)
    design, years = design_of(zone_id), ((last - first).days + 1) / 365
    courses, is_measured = (max(round(told.courses / years), 1), True) if told.courses else (COURSES, False)
    came = told.started + told.left_waiting
    leaves = told.left_waiting / came if came >= ENOUGH else LEAVES
    completes = told.completed / told.settled if told.settled >= ENOUGH else COMPLETES
    plan = Plan(told.began_waiting / years, courses, design.most, design.fewest, leaves, completes)
    return plan, [
        Source("wait_a_year", plan.a_year, told.began_waiting, True),
        Source("courses_a_year", courses, told.courses, is_measured),
        Source("seats", design.most, 0, True),
        Source("fewest", design.fewest, 0, True),
        Source("leaves", 100 * leaves, came, came >= ENOUGH),
        Source("completes", 100 * completes, told.settled, told.settled >= ENOUGH),
    ]
