"""When someone is told, who is told, and what may be put off: facts in, answers out. No Django, no clock."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from brobygger.alarms.policy import Limit, Policy
from brobygger.base.decision import YES, Decision, first_no, no
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import day_after, day_of, end_of, working_days_until
from brobygger.duties.states import DutyKind, DutyState

A_YEAR = 366
# Danger that was said is an alarm from that moment until the duty is settled, and cannot be put off.
AT_ONCE = frozenset({"danger.no_duty"}) | {
    f"{kind}.{state}" for kind in DutyKind for state in (DutyState.RAISED, DutyState.TO_NOTIFY)
}


def is_at_once(kind: str, state: str) -> bool:
    """Whether it is an alarm from the first moment."""
    return f"{kind}.{state}" in AT_ONCE


def gravity(kind: str, state: str) -> int:
    """Danger to life (2) stands before a duty to a child and danger without a duty (1), and that before the rest."""
    if kind == DutyKind.POLICE:
        return 2
    return 1 if kind in DutyKind.values or is_at_once(kind, state) else 0


@dataclass(frozen=True, slots=True)
class Due:
    """The last working days on which a thing may stand still before the coordinator, and the leader, is told."""

    day: date
    leader_day: date
    at_once: bool = False

    @property
    def at(self) -> datetime:
        return end_of(self.day)

    @property
    def leader_at(self) -> datetime:
        return end_of(self.leader_day)


def due(thing: UnderWay, policy: Policy, *, again_on: date | None = None, own: datetime | None = None) -> Due | None:
    """When the thing's time is up; None where nobody has said how long it may stand in its state.

    A day that someone has answered with goes before the policy, and a time that the thing has of its own, a duty's say,
    is where the counting starts.
    """
    limit = policy.limit(thing.kind, thing.state)
    if own is not None:
        first, limit = day_of(own - timedelta.resolution), limit or Limit(0, 1)  # midnight is the end of the day before
    elif limit is not None:
        first = day_after(limit.first, thing.since, calendar=policy.calendar)
    else:
        return None
    first = again_on or first
    at_once = is_at_once(thing.kind, thing.state) and again_on is None
    return Due(first, day_after(limit.then, first, calendar=policy.calendar), at_once)


def level(due: Due, at: datetime, *, postponements: int, policy: Policy) -> int:
    """Who has to know at the time: nobody (0), the coordinator (1), the leader (2).

    What has been put off as often as may be is the leader's as soon as its day has passed again.
    """
    if at < due.at:
        return 1 if due.at_once else 0
    return 2 if at >= due.leader_at or postponements >= policy.most_postponements else 1


@dataclass(frozen=True, slots=True)
class Team:
    """Who works in the zone today, by what they are to the thing, and who of them is away."""

    owner: int | None  # whose the thing is
    coordinators: frozenset[int]
    leaders: frozenset[int]
    everyone: frozenset[int]
    away: Mapping[int, int | None] = field(default_factory=dict)  # and who stands in for her
    owner_first: bool = False  # a duty is its holder's, whatever else there is


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told, and why she of all."""

    workers: Mapping[int, str]
    nobody_at_work: bool = False


def who_is_told(level: int, team: Team) -> Told:
    """The present ones whose level it is, and the substitutes of the absent ones; else the next level; never nobody.

    Where not one of them is at work it is all leaders, and it is said that no one is.
    """
    for number, rung in enumerate(_ladder(level, team)):
        found = _present(rung, team, because="role" if number == 0 else "next_level")
        if found:
            return Told(found)
    last = team.leaders or team.coordinators or team.everyone
    return Told(dict.fromkeys(sorted(last), "nobody_at_work"), nobody_at_work=True)


def _ladder(level: int, team: Team) -> list[Set[int]]:
    """Those to ask, nearest first; the leaders are the last step, and coordinators where a zone has no leader."""
    owner = frozenset({team.owner} & team.everyone) if team.owner is not None else frozenset[int]()
    if level >= 2:
        return [team.leaders, team.coordinators, owner]
    if team.owner_first and owner:
        return [owner, team.coordinators, team.leaders]
    if team.coordinators:
        return [team.coordinators, team.leaders, owner]
    return [owner | team.leaders]


def _present(rung: Set[int], team: Team, *, because: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for worker in sorted(rung):
        if worker not in team.away:
            found[worker] = "hers" if worker == team.owner and worker not in team.leaders else because
    for worker in sorted(rung & team.away.keys()):
        substitute = stands_in(worker, team.away)
        if substitute is not None and substitute in team.everyone:
            found.setdefault(substitute, "substitute")
    return found


def stands_in(worker: int, away: Mapping[int, int | None]) -> int | None:
    """Who does what the worker would: herself; where she is away her substitute, or the substitute's; or no one."""
    asked: set[int] = set()
    here: int | None = worker
    while here is not None and here in away:
        if here in asked:
            return None  # two who stand in for one another, both away
        asked.add(here)
        here = away[here]
    return here


def may_postpone(
    *, new_day: date, today: date, reason: str, postponements: int, is_leader: bool, is_live: bool, policy: Policy,
    at_once: bool = False,
) -> Decision:  # fmt: skip
    """Whether an alarm may be answered with a new day: soon, for a reason, and not for ever."""
    far = (new_day - today).days > A_YEAR or (
        working_days_until(new_day, today, calendar=policy.calendar) > policy.most_days
    )
    return first_no(
        YES if is_live else no("alarm_settled_already"),
        no("danger_is_not_put_off") if at_once else YES,
        no("goes_to_the_leader") if postponements >= policy.most_postponements and not is_leader else YES,
        YES if reason else no("say_why_it_may_wait"),
        no("new_day_not_ahead") if new_day <= today else YES,
        YES if policy.calendar.is_working_day(new_day) else no("new_day_is_no_working_day"),
        no("new_day_too_far") if far else YES,
    )


def may_decide(*, limits: Iterable[Limit], valid_from: date, today: date, longest: int) -> Decision:
    """Whether these deadlines may hold from the day: not in arrears, and none of them for ever."""
    outside = any(not 0 <= days <= longest for limit in limits for days in (limit.first, limit.then))
    return first_no(
        no("deadlines_hold_from_today") if valid_from < today else YES,
        no("deadline_out_of_range") if outside else YES,
    )
