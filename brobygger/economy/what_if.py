"""A question for the models: the way it is now, the way that is tried, what each costs, and what both are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from fractions import Fraction
from typing import Any

from brobygger.base.decision import Refused
from brobygger.economy.codes import Follows, Paid
from brobygger.economy.made_from import DAY, Source, TeamFacts
from brobygger.economy.rules import Cost, Line
from brobygger.economy.team import hours_of
from brobygger.economy.trying import RUNS, SEED, kept_way, staffed
from brobygger.economy.waiting_list import Plan


def of_team(facts: TeamFacts, cost: Cost, told: Mapping[str, Any]) -> dict[str, Any]:
    """The team with more or fewer hours, a longer window, and those after burglary and theft in or out.

    Refused where nobody arrives, or where nobody would be left to ring.
    """
    if not any(sum(group.a_day) for group in facts.way.groups):
        raise Refused("nobody_arrives")
    apart = (facts.apart,) if facts.apart else ()
    now = replace(
        facts.way, groups=(*facts.way.groups, *(apart if facts.is_in else ())),
        talk=float(told["talk"]), no_answer=float(told["no_answer"]),
    )  # fmt: skip
    shifts = staffed(now.shifts, float(told["more_hours"]))
    if not shifts:
        raise Refused("no_shift_to_try")
    other = replace(
        now, groups=(*facts.way.groups, *(apart if told["burglary"] else ())), shifts=shifts,
        window=float(told["window_days"] * DAY), most_attempts=told["most_attempts"],
    )  # fmt: skip
    ratio = Fraction(hours_of(shifts) / hours_of(now.shifts)).limit_denominator(10_000)
    return _asked(
        "team", (kept_way(now), float(cost.total)), (kept_way(other), float(cost.staffed(ratio))), facts.sources,
        {name: float(told[name]) if name != "burglary" else told[name] for name in
         ("more_hours", "window_days", "most_attempts", "burglary")},
    )  # fmt: skip


def of_courses(facts: Plan, sources: Sequence[Source], cost: Cost, told: Mapping[str, Any]) -> dict[str, Any]:
    """More courses a year, or more places in each. Refused where nobody waits. What varies is taken by the course."""
    if not facts.a_year:
        raise Refused("nobody_arrives")
    other = replace(facts, courses=told["courses"], seats=told["seats"])
    ratio = Fraction(told["courses"], facts.courses)
    return _asked(
        "courses", (asdict(facts), float(cost.total)), (asdict(other), float(cost.staffed(ratio))), sources,
        {"courses": told["courses"], "seats": told["seats"]},
    )  # fmt: skip


def _asked(
    kind: str, now: tuple[dict[str, Any], float], other: tuple[dict[str, Any], float], sources: Sequence[Source],
    changed: Mapping[str, Any],
) -> dict[str, Any]:  # fmt: skip
    return {
        "kind": kind, "now": now[0], "other": other[0], "cost": {"now": now[1], "other": other[1]}, "runs": RUNS,
        "seed": SEED, "sources": [asdict(one) for one in sources], "changed": dict(changed),
    }  # fmt: skip


def yearly(lines: Sequence[Line], day: date) -> Cost:
    """What a year costs as the table stands on the day, without what is paid once."""
    of = [(one, price.kroner) for one in lines if one.paid == Paid.YEARLY and (price := one.price_on(day))]
    varying = sum((Fraction(sum_of) for one, sum_of in of if one.follows == Follows.TEAM), Fraction(0))
    return Cost(sum((Fraction(sum_of) for _one, sum_of in of), Fraction(0)) - varying, varying, Fraction(0))
