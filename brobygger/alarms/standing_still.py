"""What stands still in a zone right now, as the rooms tell it, each thing with the time when it is up."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.db.models import Q

from brobygger.access.actor import machine
from brobygger.alarms import policy as policies
from brobygger.alarms import rules
from brobygger.alarms.models import Alarm, DeadlinePolicy
from brobygger.alarms.policy import Policy
from brobygger.alarms.states import AlarmState
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import day_of, noon_of
from brobygger.duties.states import DutyKind

ROOMS = (
    "referrals",
    "counselling",
    "duties",
    "directory",
    "screening",
    "reception",
    "meetings",
    "risk",
    "safety",
    "courses",
    "participants",
    "coordination",
    "extracts",
    "rota",
)

type Key = tuple[str, int, str, datetime]


@dataclass(frozen=True, slots=True)
class Standing:
    """A thing that waits for someone's next step, the policy that it goes by, and when its time is up."""

    thing: UnderWay
    policy: Policy
    due: rules.Due | None  # None: nobody has said how long it may stand like this
    postponements: int
    again_on: date | None

    def level(self, at: datetime) -> int:
        """Who has to know at the time: nobody (0), the coordinator (1), the leader (2)."""
        if self.due is None:
            return 0
        return rules.level(self.due, at, postponements=self.postponements, policy=self.policy)

    def has_passed(self, at: datetime) -> bool:
        """Whether its time is up; danger is an alarm before that."""
        return self.due is not None and at >= self.due.at


def key_of(thing: UnderWay) -> Key:
    """One thing in one state from one moment: what a deadline is about."""
    return thing.kind, thing.id, thing.state, thing.since


def _asked(room: str, query: str) -> Any:
    """A room's reading door, where the room has it."""
    if find_spec(f"brobygger.{room}.queries") is None:
        return None
    return getattr(import_module(f"brobygger.{room}.queries"), query, None)


def under_way(*, zone_id: int) -> list[UnderWay]:
    """Everything in the zone that waits for someone's next step, from every room.

    The program itself asks: what a person may not open stands still all the same.
    """
    by = machine(zone_id)
    doors = [door for room in ROOMS if (door := _asked(room, "under_way")) is not None]
    return [_shown(thing) for door in doors for thing in door(by, zone_id=zone_id)]


# The page of an employee's own registration opens for her alone: whoever reads the alarm turns to her instead.
HERS_ALONE = frozenset({"started", "seed_planted", "pointed_on"})


def _shown(thing: UnderWay) -> UnderWay:
    return replace(thing, href="") if thing.kind == "screening" and thing.state in HERS_ALONE else thing


def _own_times(things: Iterable[UnderWay], zone_id: int) -> dict[tuple[str, int], datetime]:
    """The times that things have of their own: a duty's, which the law gives; and the day that someone has chosen, to
    ask again where a seed is planted, or whether she came to another door."""
    found: dict[tuple[str, int], datetime] = {}
    by = machine(zone_id)
    duties, days = _asked("duties", "due"), _asked("screening", "due_days")
    told = duties(by, zone_id=zone_id) if duties is not None else {}
    chosen = days(by, zone_id=zone_id) if days is not None else {}
    for room in ROOMS:
        if (own := _asked(room, "own_times")) is not None:
            found |= own(by, zone_id=zone_id)
    for thing in things:
        if thing.kind in DutyKind.values and thing.id in told:
            found[thing.kind, thing.id] = told[thing.id]
        elif thing.kind == "screening" and thing.id in chosen:
            found[thing.kind, thing.id] = noon_of(chosen[thing.id])
    return found


def policies_of(zone_id: int) -> list[Policy]:
    """Every version that the zone has decided, in the order in which they were."""
    rows = DeadlinePolicy.objects.filter(zone_id=zone_id).order_by("id")
    names = ("valid_from", "limits", "closed_days", "most_days", "most_postponements")
    return [policies.read(row, under=policies.SHIPPED) for row in rows.values(*names)]


def _put_off(things: Iterable[UnderWay], zone_id: int) -> dict[Key, tuple[int, date]]:
    """What has been put off, how many times, and until when."""
    ids: dict[str, list[int]] = {}
    for thing in things:
        ids.setdefault(thing.kind, []).append(thing.id)
    if not ids:
        return {}
    which = Q()
    for kind, numbers in ids.items():
        which |= Q(kind=kind, thing_id__in=numbers)
    rows = Alarm.objects.filter(which, zone_id=zone_id, state=AlarmState.POSTPONED).order_by("round")
    found: dict[Key, tuple[int, date]] = {}
    for kind, number, state, since, done, again_on in rows.values_list(
        "kind", "thing_id", "thing_state", "since", "round", "again_on"
    ):
        if again_on is not None:
            found[kind, number, state, since] = (done + 1, again_on)
    return found


def standing(*, zone_id: int) -> list[Standing]:
    """What stands still in the zone and when the time of each is up, the nearest first. The caller has asked `may`."""
    things = under_way(zone_id=zone_id)
    versions, off, own = policies_of(zone_id), _put_off(things, zone_id), _own_times(things, zone_id)
    found = []
    for thing in things:
        policy = policies.holding(versions, day_of(thing.since))
        postponements, again_on = off.get(key_of(thing), (0, None))
        due = rules.due(thing, policy, again_on=again_on, own=own.get((thing.kind, thing.id)))
        found.append(Standing(thing, policy, due, postponements, again_on))
    return sorted(found, key=lambda one: (one.due.day if one.due else date.min, one.thing.since, one.thing.id))
