"""The search for those who may have left unseen: everything in the zone is explained, or has a day ahead – or leaks."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from brobygger.access.actor import Actor, machine
from brobygger.access.policy import Act, zones_for
from brobygger.alarms import register_leaks as register
from brobygger.alarms import stuck
from brobygger.alarms.answers import ANSWERS, ENDED, Deadline, GoesOn
from brobygger.alarms.standing_still import Standing, standing
from brobygger.alarms.states import Leak
from brobygger.base.decision import NotFound
from brobygger.base.menu import address
from brobygger.base.workdays import day_of
from brobygger.cases.states import OPEN
from brobygger.reception import queries as reception
from brobygger.screening.states import WITH_THE_TEAM
from brobygger.staff.leaving import left_behind

MOST = 50  # of each reason so many are listed


@dataclass(frozen=True, slots=True)
class Found:
    """One that leaks: since when, where it is mended, and codes that tell it from the others."""

    day: date | None
    href: str = ""
    what: str = ""  # the kind and state of what stands still, the state of a file or message
    token: str = ""
    case_id: int | None = None  # whose case it is, for those who may open it


@dataclass(frozen=True, slots=True)
class Account:
    """Where everyone stands at a time. The registrations add up: explained, ahead, and those that leak, are all."""

    zone_id: int
    programme_id: int | None
    at: datetime
    registrations: int
    explained: dict[str, int]  # registrations by what explains them
    ahead: dict[str, int]  # registrations by the list or the deadline that they are on
    timed: dict[str, int]  # what else stands still, with its time ahead
    leaks: dict[str, int]  # by reason; only those that there are
    found: dict[str, list[Found]]  # the first of each reason

    @property
    def total(self) -> int:
        return sum(self.leaks.values())


AHEAD = frozenset(str(state) for state in OPEN) | {
    f"referral_{state}" for state, told in ANSWERS["referral"][1].items() if isinstance(told, Deadline)
}
# A registration of the way in whose state says what came of it; what follows a conversation is watched by itself.
ENDED_ON_THE_WAY_IN = sorted(
    str(state) for state, told in ANSWERS["screening"][1].items() if told is ENDED or told == GoesOn("risk")
)


def search(by: Actor, *, zone_id: int, at: datetime, programme_id: int | None = None) -> Account:
    """Where everyone in the zone stands, and who leaks; the first of each reason, and where they are mended.

    With a programme only what is known to be its. NotFound where the actor may not see the zone's leaks.
    """
    if zone_id not in zones_for(by, Act.SEE_LEAKS):
        raise NotFound("not_found")
    asked = register.values(zone_id=zone_id, programme_id=programme_id, at=at)
    buckets, found = _in_the_register(asked)
    ended = _ended_on_the_way_in(asked)
    leaks = Counter({bucket: n for bucket, n in buckets.items() if bucket in Leak.values})
    things = _things(zone_id, programme_id)
    for reason, several in (
        *_beside_the_register(asked, at).items(),
        *_standing(things, at).items(),
        (Leak.NO_DEADLINE, _unwatched(things, asked)),
    ):
        if several:
            leaks[str(reason)] += len(several)
            found[str(reason)] = (found.get(str(reason), []) + several)[:MOST]
    return Account(
        zone_id=zone_id,
        programme_id=programme_id,
        at=at,
        registrations=sum(buckets.values()) + sum(ended.values()),
        explained={bucket: n for bucket, n in buckets.items() if bucket not in AHEAD and bucket not in Leak.values}
        | ended,
        ahead={bucket: n for bucket, n in buckets.items() if bucket in AHEAD},
        timed=dict(
            Counter(f"{one.thing.kind}.{one.thing.state}" for one in things if one.due and not one.has_passed(at))
        ),
        leaks=dict(leaks),
        found=found,
    )


def rows(statement: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    """What the statement finds."""
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())


def _in_the_register(asked: dict[str, Any]) -> tuple[dict[str, int], dict[str, list[Found]]]:
    """How many registrations stand in each bucket, and the first of those that leak."""
    buckets: dict[str, int] = {}
    found: dict[str, list[Found]] = {}
    for bucket, n, case, day in rows(register.BUCKETS, asked | {"most": MOST}):
        buckets[bucket] = n
        if bucket in register.REASONS:
            found.setdefault(bucket, []).append(Found(day, address("case", case) if case else "", case_id=case))
    return buckets, found


def _beside_the_register(asked: dict[str, Any], at: datetime) -> dict[str, list[Found]]:
    """Cases that the register does not know, receivers that are gone, files and messages that got stuck."""
    asked = asked | stuck.times(at)
    return {
        Leak.CASE_WITHOUT_REGISTRATION: [
            Found(day, address("case", it), case_id=it) for it, day in rows(register.UNREGISTERED, asked)
        ],
        Leak.RECEIVER_GONE: [
            Found(day, address("referral", it), f"referral.{state}", token)
            for it, token, state, day in rows(stuck.AT_A_RECEIVER_THAT_IS_GONE, asked)
        ],
        Leak.IMPORT_NOT_ENDED: [
            Found(day, address("imports"), f"import.{state}") for state, day in rows(stuck.FILES, asked)
        ],
        Leak.MESSAGE_STUCK: [
            Found(day, address("outbox"), f"message.{state}") for state, day in rows(stuck.MESSAGES, asked)
        ],
        Leak.HOLDER_GONE: [
            Found(None, address("staff"), f"held.{one.holding.key}")
            for one in left_behind(asked["zone"], day_of(at))
            if asked["programme"] is None
        ],
    } | _on_the_way_in(asked)


def _ended_on_the_way_in(asked: dict[str, Any]) -> dict[str, int]:
    statement = (
        "SELECT state, count(*) FROM screening_detection WHERE zone_id = %(zone)s AND state = ANY (%(ended)s)"
        " AND (%(programme)s::bigint IS NULL OR programme_id = %(programme)s) GROUP BY state ORDER BY state"
    )
    return {f"screening.{state}": n for state, n in rows(statement, asked | {"ended": ENDED_ON_THE_WAY_IN})}


def _on_the_way_in(asked: dict[str, Any]) -> dict[str, list[Found]]:
    """Registrations of the municipal way in whose tables do not agree, or whom nobody can reach."""
    found: dict[str, list[Found]] = {}
    for reason, number, state, day in rows(stuck.SCREENINGS, asked):
        found.setdefault(reason, []).append(Found(day, _received(number, state), f"screening.{state}"))
    for row in reception.without_a_way(machine(asked["zone"]), zone_id=asked["zone"]):
        if asked["programme"] in (None, row.programme_id):
            one = Found(day_of(row.state_at), _received(row.pk, row.state), f"screening.{row.state}")
            found.setdefault(Leak.NO_WAY_TO_HER, []).append(one)
    return found


def _received(number: int | None, state: str) -> str:
    """The team's page, for what has been sent to the team; a draft and a seed are nobody's but their employee's."""
    return address("received", number) if number is not None and state in WITH_THE_TEAM else ""


def _things(zone_id: int, programme_id: int | None) -> list[Standing]:
    every = standing(zone_id=zone_id)
    return [one for one in every if programme_id is None or one.thing.programme_id == programme_id]


def _standing(things: list[Standing], at: datetime) -> dict[str, list[Found]]:
    """Things whose time has passed without an answer, and those in a state of which nobody has said how long."""

    def told(one: Standing) -> Found:
        thing = one.thing
        return Found(day_of(thing.since), thing.href, f"{thing.kind}.{thing.state}", thing.token)

    return {
        Leak.DEADLINE_PASSED: [told(one) for one in things if one.has_passed(at)],
        Leak.NO_DEADLINE: [told(one) for one in things if one.due is None],
    }


def _unwatched(things: list[Standing], asked: dict[str, Any]) -> list[Found]:
    """What lies in a state that a deadline should watch, and of which no room tells that it is under way."""
    watched = {(one.thing.kind, one.thing.id) for one in things}
    return [
        Found(
            day_of(since), _received(number, state) if kind == "screening" else address(kind, number), f"{kind}.{state}"
        )
        for kind, number, state, since in rows(stuck.WATCHED, asked)
        if (kind, number) not in watched
    ]
