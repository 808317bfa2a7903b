"""The call list: one read of one table for a page, whatever its place in the list and however long the list is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import F, Q, QuerySet, Value
from django.db.models.fields.tuple_lookups import TupleGreaterThan, TupleLessThan

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.cases import queries as cases
from brobygger.cases.models import Case
from brobygger.cases.states import OPEN, CaseState
from brobygger.outreach.facts import Attempt, Filters, ListPage, Row
from brobygger.outreach.hours import DENMARK, is_calling_time, local, opens_at
from brobygger.outreach.models import Call
from brobygger.outreach.states import CallState
from brobygger.programmes import policy_queries
from brobygger.programmes.policy import Policy
from brobygger.trail import actions as trail

MOST = 1000  # people counted; more than that is 'more'
STATE_OF = {
    "no_number": CaseState.NO_NUMBER,
    "guardian_missing": CaseState.GUARDIAN_MISSING,
    "awaiting_type": CaseState.AWAITING_TYPE,
    "followed": CaseState.WILL_CALL_SELF,
}
FIELDS = (
    *("id", "person__given_name", "age_group", "role", "incident_type", "language", "state", "window_until"),
    *("attempts", "ring_from", "agreed", "ring_days", "ring_hour_from", "ring_hour_to", "follow_until"),
    *("held_by_id", "held_by__name", "held_at", "protected", "address_withheld", "for_minor"),
    *("shares_with_accused", "may_ring"),
)


def call_list(
    by: Actor,
    *,
    zone_id: int,
    at: datetime,
    filters: Filters = Filters(),  # noqa: B008  it cannot change
    after: str | None = None,
    before: str | None = None,
    size: int = 50,
) -> ListPage:
    """A page of the zone's list, oldest window first; that it was read stands in the trail.

    Raises NotFound where the actor has no list in the zone.
    """
    wall(by, zone_id, Act.SEE_CALL_LIST)
    now = local(at)
    policy = policy_queries.policy_of_zone(zone_id, on=now.date())
    chosen = narrow(in_section(by, zone_cases(by, zone_id), filters.section, now, policy), filters)
    found, newer, older = _page(chosen, after, before, size)
    first = filters.section == "now" and not after and not before
    mine = list(_fields(zone_cases(by, zone_id).filter(held_by=by.user_id, state__in=OPEN))) if first else []
    attempts = _attempts(zone_id, [*mine, *found])
    total = chosen[: MOST + 1].count() if newer or older else len(found)
    trail.write(
        "outreach.list_seen", by=by, at=at, zone_id=zone_id, section=filters.section, people=len(found) + len(mine)
    )
    return ListPage(
        rows=tuple(_rows(found, attempts, by, now, policy)),
        newer=newer,
        older=older,
        total=min(total, MOST),
        capped=total > MOST,
        held_by_me=tuple(_rows(mine, attempts, by, now, policy)),
        filters=filters,
        opens_at=opens_at(now, policy) if filters.section == "now" else None,
    )


def next_person(by: Actor, *, zone_id: int, at: datetime, filters: Filters = Filters()) -> int | None:  # noqa: B008
    """The case that is right to ring next, or None where nobody waits."""
    wall(by, zone_id, Act.SEE_CALL_LIST)
    now = local(at)
    policy = policy_queries.policy_of_zone(zone_id, on=now.date())
    chosen = narrow(in_section(by, zone_cases(by, zone_id), "now", now, policy), filters)
    return chosen.order_by("window_until", "id").values_list("pk", flat=True).first()


def wall(by: Actor, zone_id: int, act: Act) -> None:
    """Raises NotFound where the actor may not do the act in the zone."""
    if zone_id not in zones_for(by, act):
        raise NotFound("not_found")


def zone_cases(by: Actor, zone_id: int) -> QuerySet[Case]:
    """The cases of the list in one zone; the zone by itself keeps the index in order."""
    return cases.cases(by, Act.SEE_CALL_LIST).filter(zone_id=zone_id)


def in_section(by: Actor, rows: QuerySet[Case], section: str, now: datetime, policy: Policy) -> QuerySet[Case]:
    """The part of the list; `now`, `later` and `held` are together everyone who is to be rung, each once."""
    if section in STATE_OF:
        return rows.filter(state=STATE_OF[section])
    stale = now - timedelta(minutes=policy.hold_minutes)
    if section == "held":
        return rows.filter(Q(held_at__gt=stale) | Q(held_by=by.user_id), state__in=OPEN, held_by__isnull=False)
    free = Q(held_by__isnull=True) | Q(held_at__lte=stale) & ~Q(held_by=by.user_id)
    rows = rows.alias(on_day=F("ring_days").bitand(1 << now.weekday())).filter(free, state=CaseState.TO_CALL)
    may_be_rung = Q(may_ring=True, ring_from__lte=now, window_until__gte=now.date(), on_day__gt=0) & Q(
        ring_hour_from__lte=now.hour, ring_hour_to__gt=now.hour
    )
    if not is_calling_time(now, policy):
        may_be_rung &= Q(agreed=True)
    return rows.filter(may_be_rung) if section == "now" else rows.exclude(may_be_rung)


def narrow(rows: QuerySet[Case], filters: Filters) -> QuerySet[Case]:
    """Only those whom the filters ask for."""
    told = {name: code for name, code in filters.codes().items() if name in ("incident_type", "role", "age_group")}
    if filters.language:
        told_language = Q(language__in=("", "da")) if filters.language == "da" else Q(language=filters.language)
        rows = rows.filter(told_language)
    if filters.minor is not None:
        rows = rows.filter(for_minor=filters.minor)
    if filters.protected is not None:
        rows = rows.filter(protected=filters.protected)
    return rows.filter(**told)


def _fields(rows: QuerySet[Case]) -> Iterable[tuple]:  # type: ignore[type-arg]
    return rows.order_by("window_until", "id").values_list(*FIELDS)


def _page(
    rows: QuerySet[Case], after: str | None, before: str | None, size: int
) -> tuple[list[tuple], str | None, str | None]:  # type: ignore[type-arg]
    """The rows of the page, and the cursors to the pages before and behind it."""
    place = (F("window_until"), F("id"))
    if mark := _read_cursor(before):
        rows = rows.filter(TupleLessThan(place, mark))
        found = list(_fields(rows).order_by("-window_until", "-id")[: size + 1])  # type: ignore[attr-defined]
        more, found = len(found) > size, found[:size][::-1]
        return found, _cursor(found[0]) if more else None, _cursor(found[-1]) if found else None
    mark = _read_cursor(after)
    if mark:
        rows = rows.filter(TupleGreaterThan(place, mark))
    found = list(_fields(rows)[: size + 1])  # type: ignore[index]
    more, found = len(found) > size, found[:size]
    return found, _cursor(found[0]) if mark and found else None, _cursor(found[-1]) if more else None


def _cursor(row: tuple) -> str:  # type: ignore[type-arg]
    return f"{row[7]:%Y-%m-%d}.{row[0]}"


def _read_cursor(text: str | None) -> tuple[Value, Value] | None:
    """A place in the list; what cannot be read is the beginning."""
    day, _, number = (text or "").partition(".")
    if not number.isdecimal() or len(number) > 18:
        return None
    try:
        return Value(date.fromisoformat(day)), Value(int(number))
    except ValueError:
        return None


def _attempts(zone_id: int, rows: list[tuple]) -> dict[int, list[Attempt]]:  # type: ignore[type-arg]
    found: dict[int, list[Attempt]] = defaultdict(list)
    tried = [row[0] for row in rows if row[8]]
    if tried:
        calls = Call.objects.filter(zone_id=zone_id, case_id__in=tried, state=CallState.SAVED).order_by("saved_at")
        for case_id, at, result in calls.values_list("case_id", "saved_at", "result"):
            if at:
                found[case_id].append(Attempt(local(at), result))
    return found


def _rows(
    rows: list[tuple],  # type: ignore[type-arg]
    attempts: dict[int, list[Attempt]],
    by: Actor,
    now: datetime,
    policy: Policy,
) -> Iterable[Row]:
    today, stale = now.date(), now - timedelta(minutes=policy.hold_minutes)
    for row in rows:
        (pk, name, age_group, role, incident_type, language, state, window_until, made, ring_from, agreed) = row[:11]
        (days, hour_from, hour_to, follow_until, held_by, held_by_name, held_at) = row[11:18]
        yield Row(
            case_id=pk,
            name=name,
            age_group=age_group,
            role=role,
            incident_type=incident_type,
            language=language,
            state=state,
            window_until=window_until,
            days_left=(window_until - today).days,
            attempts=tuple(attempts.get(pk, ())),
            attempts_made=made,
            ring_from=ring_from.astimezone(DENMARK),
            agreed=agreed,
            ring_days=days,
            ring_hour_from=hour_from,
            ring_hour_to=hour_to,
            follow_until=follow_until,
            tags=tags(state, *row[18:]),
            held_by=held_by,
            held_by_name=held_by_name or "",
            held_by_me=held_by is not None and held_by == by.user_id,
            hold_is_stale=held_at is not None and held_at <= stale,
        )


def tags(
    state: str, protected: bool, address_withheld: bool, for_minor: bool, shares_with_accused: bool, may_ring: bool
) -> tuple[str, ...]:
    """What one must know before opening, as codes."""
    told = {
        "shares_with_accused": shares_with_accused,
        "may_not_ring": state == CaseState.TO_CALL and not may_ring,
        "protected": protected,
        "address_withheld": address_withheld,
        "for_minor": for_minor,
        "no_number": state == CaseState.NO_NUMBER,
    }
    return tuple(code for code, holds in told.items() if holds)
