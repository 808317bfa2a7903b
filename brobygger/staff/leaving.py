"""Nothing is anyone's who cannot see it: what a worker held alone is passed on when her role is over."""

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise

from brobygger.access.actor import LEADERS, Actor, machine
from brobygger.access.policy import Act, may
from brobygger.base.decision import Refused
from brobygger.staff import letters, queries
from brobygger.staff.held import HOLDINGS, Holding
from brobygger.staff.models import Membership, PassedOn, Worker
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Held:
    """How much of one kind a worker holds, and whether it goes back to the list whoever takes over."""

    key: str
    words: str | Promise
    count: int
    goes_back: bool


def held_by_role(row: Membership, *, after: date) -> list[Held]:
    """What the worker holds in the zone and no other role of hers lets her see after the day."""
    others = queries.roles_after(row.worker_id, row.zone_id, after, but=row.pk)
    found = (
        Held(one.key, one.words, one.rows(row.zone_id, [row.worker_id]).count(), one.goes_back)
        for one in HOLDINGS.values()
        if not others & set(one.roles)
    )
    return [held for held in found if held.count]


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Something held by one who cannot see it."""

    holding: Holding
    row: Any
    holder_id: int


def left_behind(zone_id: int, on: date) -> Iterator[LeftBehind]:
    """Everything in the zone that is held by a worker who has no role, on the day, in which she would see it."""
    gone = Membership.objects.filter(Q(until__lt=on) | Q(worker__is_active=False), zone_id=zone_id)
    left = set(gone.values_list("worker_id", flat=True))
    if not left:
        return
    here = {one.worker_id: one.roles for one in queries.team(zone_id, on)}
    for holding in HOLDINGS.values():
        blind = {worker for worker in left if not here.get(worker, frozenset()) & set(holding.roles)}
        for row in holding.rows(zone_id, blind).order_by("pk"):
            yield LeftBehind(holding, row, holding.holder(row) or 0)


@transaction.atomic
def pass_on_what_is_left(*, zone_id: int, by: Actor, at: datetime) -> int:
    """The upkeep: what is held by one whose role is over is her successor's, or back where the team sees it.

    Also where nobody did anything on her last day. Returns how much was passed on; the rest is a leak.
    """
    on = timezone.localdate(at)
    passed = 0
    told: set[int] = set()
    for one in left_behind(zone_id, on):
        for to in _successors(one, zone_id, on):
            # One that cannot be passed on holds up no other; it is a leak.
            with suppress(Refused), transaction.atomic():
                if _pass_on(one, to, zone_id, by=by, at=at):
                    passed += 1
                    told |= {to} if to is not None else set()
                    break
    _tell(told - {by.user_id}, zone_id, at)
    return passed


def _pass_on(one: LeftBehind, to: int | None, zone_id: int, *, by: Actor, at: datetime) -> bool:
    held = one.holding.rows(zone_id, [one.holder_id]).select_for_update(of=("self",)).filter(pk=one.row.pk)
    row = held.first()
    if row is None or not one.holding.pass_on(row, to, machine(zone_id), at):
        return False
    now_with = one.holding.holder(row)
    has_it = now_with if now_with != one.holder_id else None
    facts = {"kind": one.holding.key, "worker": one.holder_id, "to": has_it}
    PassedOn.objects.create(
        zone_id=zone_id, kind=one.holding.key, about_id=row.pk, worker_id=one.holder_id, to_id=has_it, passed_at=at
    )
    trail.write("staff.passed_on", by=by, at=at, about=row, zone_id=zone_id, **facts)
    return True


@dataclass(frozen=True, slots=True)
class Stays:
    """What was passed on, how much of it, and who has it; nobody where it is on a list, or was let go of."""

    words: str | Promise
    count: int
    name: str


def give_back(row: Membership, *, ended: date, by: Actor, at: datetime) -> list[Stays]:
    """The role goes on: what was passed on when it was over is hers again, where nobody has gone on with it.

    Returns the rest.
    """
    passed = PassedOn.objects.filter(zone_id=row.zone_id, worker_id=row.worker_id, passed_at__date__gt=ended)
    stays: Counter[tuple[str, str]] = Counter()
    for one in passed.select_related("to").order_by("pk"):
        holding = HOLDINGS.get(one.kind)
        if holding is None or row.role not in holding.roles:
            continue
        held = holding.rows(one.zone_id, [one.to_id] if one.to_id else []).select_for_update(of=("self",))
        thing = held.filter(pk=one.about_id).first()
        if thing is not None and holding.give_back(thing, one.worker_id, one.passed_at, at):
            facts = {"kind": one.kind, "worker": one.worker_id, "to": one.to_id}
            trail.write("staff.given_back", by=by, at=at, about=thing, zone_id=one.zone_id, **facts)
        else:
            stays[one.kind, one.to.name if one.to else ""] += 1
        one.delete()
    return _told(stays)


def passed_on(row: Membership) -> list[Stays]:
    """What the worker held when the role was over, and who has had it since."""
    passed = PassedOn.objects.filter(zone_id=row.zone_id, worker_id=row.worker_id, passed_at__date__gt=row.until)
    found: Counter[tuple[str, str]] = Counter()
    for one in passed.select_related("to").order_by("pk"):
        if one.kind in HOLDINGS and row.role in HOLDINGS[one.kind].roles:
            found[one.kind, one.to.name if one.to else ""] += 1
    return _told(found)


def _told(found: Counter[tuple[str, str]]) -> list[Stays]:
    return [Stays(HOLDINGS[kind].words, count, name) for (kind, name), count in found.items()]


def _successors(one: LeftBehind, zone_id: int, on: date) -> list[int | None]:
    """Who takes it over, the first who can: whom the leader named; for what waits on no list else the leader who ended
    the role, else another one; at last nobody. Only someone who can see such a thing herself."""
    had = Membership.objects.filter(worker_id=one.holder_id, zone_id=zone_id, role__in=one.holding.roles)
    last = had.order_by("-until", "-pk").values_list("hands_over_to", "ended_by").first()
    here = {each.worker_id: each.roles for each in queries.team(zone_id, on) if each.roles & set(one.holding.roles)}
    named, ender = last or (None, None)
    leaders = (worker for worker, roles in sorted(here.items()) if roles & LEADERS)
    wanted = (named, ender, *leaders) if one.holding.needs_someone else (named,)
    return [*dict.fromkeys(worker for worker in wanted if worker in here), None]


def _tell(workers: set[int], zone_id: int, at: datetime) -> None:
    """Whoever has something new is told that something waits, and not what."""
    post = letters.way_out()
    if post is None:
        return
    for worker in Worker.objects.filter(pk__in=workers):
        post.send(to=worker, zone_id=zone_id, wording="something_waits", values={}, at=at)


@transaction.atomic
def hand_over(*, membership_id: int, to_id: int | None, by: Actor, at: datetime) -> Membership:
    """What the worker holds in the role goes to the colleague when the role is over, at once where it is over already.

    Without a colleague it goes back where the team sees it. Refused where the colleague has not the same role.
    """
    row = queries.role(by, membership_id)
    may(by, Act.MANAGE_STAFF, row).require()
    if to_id is not None and to_id not in {one.worker_id for one in successors(row, on=timezone.localdate(at))}:
        raise Refused("successor_lacks_role")
    row.hands_over_to_id, row.ended_by_id = to_id, by.user_id
    row.save(update_fields=["hands_over_to", "ended_by"])
    trail.write("staff.successor_named", by=by, at=at, about=row, worker=row.worker_id, to=to_id)
    pass_on_what_is_left(zone_id=row.zone_id, by=by, at=at)
    return row


def successors(row: Membership, *, on: date) -> list[queries.Colleague]:
    """Who has the same role in the zone on the day, besides her."""
    return [one for one in queries.team(row.zone_id, on) if row.role in one.roles and one.worker_id != row.worker_id]
