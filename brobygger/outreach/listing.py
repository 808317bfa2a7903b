"""The call list: one statement for a page, whatever its place in the list and however long the list is.

Written in SQL by hand: it is the page of forty calls a day, and what the worker may see is asked before (`wall`), named
in it (`zone_id =`), and enforced by the database's own walls.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.codes import age_group
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.cases.states import OPEN, CaseState
from brobygger.outreach.facts import Attempt, Filters, ListPage, Row
from brobygger.outreach.hours import DENMARK, closes_at, is_calling_time, is_decent_hour, local, opens_at
from brobygger.people.rules import ADULT, age_on, last_birth_date
from brobygger.programmes import policy_queries
from brobygger.programmes.policy import Policy
from brobygger.trail import actions as trail

MOST = 1000  # people counted; more than that is 'more'
PROMISED = timedelta(days=3)  # a call that was agreed stands first from the morning of its day, and so long after
STATE_OF = {
    "no_number": CaseState.NO_NUMBER,
    "guardian_missing": CaseState.GUARDIAN_MISSING,
    "awaiting_type": CaseState.AWAITING_TYPE,
    "followed": CaseState.WILL_CALL_SELF,
}
OPEN_STATES = ", ".join(f"'{state}'" for state in sorted(OPEN))
FREE = "(c.held_by_id IS NULL OR c.held_at <= %(stale)s AND c.held_by_id IS DISTINCT FROM %(worker)s)"
# Those whom a guardian is rung about; a case joins few of them, and most cases none.
_MINORS = """FROM cases_registration r JOIN people_person m ON m.id = r.person_id
    WHERE r.case_id = c.id AND r.person_id <> c.person_id AND r.role <> 'guardian'"""
# All of them are 18 by now: they are rung themselves, and the guardian no more, also before the case has followed.
GROWN_UP = f"""(c.for_minor AND coalesce((
    SELECT max(coalesce(m.birth_date, 'infinity')) <= %(grown)s {_MINORS}), false))"""
RINGING = f"""(c.may_ring AND NOT {GROWN_UP} AND c.ring_from <= %(at)s AND c.window_until >= %(today)s
    AND c.ring_days & %(day)s > 0 AND c.ring_hour_from <= %(hour)s AND c.ring_hour_to > %(hour)s)"""
AS_AGREED = f"""(c.state = 'to_call' AND c.agreed AND c.ring_from >= %(promised)s AND c.ring_from < %(midnight)s
    AND c.may_ring AND NOT {GROWN_UP} AND c.window_until >= %(today)s AND {FREE})"""
FIELDS = f"""c.id, p.given_name,
    CASE WHEN c.for_minor THEN ARRAY(SELECT m.given_name {_MINORS} GROUP BY m.id ORDER BY m.id) END,
    CASE WHEN c.for_minor THEN (SELECT max(m.birth_date) {_MINORS}) ELSE p.birth_date END,
    c.age_group, c.role, c.incident_type, c.language, c.state, c.window_until, c.attempts,
    c.ring_from, c.agreed, c.ring_days, c.ring_hour_from, c.ring_hour_to, c.follow_until, c.held_by_id, w.name,
    c.held_at, c.protected, c.address_withheld, c.for_minor, c.shares_with_accused, c.may_ring,
    CASE WHEN c.attempts > 0 THEN ARRAY(SELECT k.saved_at FROM outreach_call k WHERE k.zone_id = %(zone)s
        AND k.case_id = c.id AND k.state = 'saved' ORDER BY k.saved_at, k.id) END,
    CASE WHEN c.attempts > 0 THEN ARRAY(SELECT k.result FROM outreach_call k WHERE k.zone_id = %(zone)s
        AND k.case_id = c.id AND k.state = 'saved' ORDER BY k.saved_at, k.id) END"""  # noqa: S608
PEOPLE = """cases_case c JOIN people_person p ON p.id = c.person_id LEFT JOIN staff_worker w ON w.id = c.held_by_id"""
PAGE = """
(SELECT 'page' AS list, (SELECT count(*) FROM (SELECT FROM cases_case c WHERE {chosen} LIMIT %(counted)s) counted),
    {fields}
FROM {people} WHERE {chosen} {place} ORDER BY c.window_until {way}, c.id {way} LIMIT %(size)s)
"""
MINE = """
UNION ALL
(SELECT 'mine', 0, {fields} FROM {people}
WHERE c.zone_id = %(zone)s AND c.held_by_id = %(worker)s AND c.state IN ({open}) ORDER BY c.window_until, c.id)
"""
AGREED = f"""
UNION ALL
(SELECT 'agreed', 0, {{fields}} FROM {{people}} WHERE {{chosen}} AND {AS_AGREED} ORDER BY c.ring_from, c.id LIMIT 50)
"""  # noqa: S608 - names of this module


def wall(by: Actor, zone_id: int, act: Act) -> None:
    """Raises NotFound where the actor may not do the act in the zone."""
    if zone_id not in zones_for(by, act):
        raise NotFound("not_found")


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
    """A page of the zone's list, oldest window first, and before the first page the calls that were agreed for today;
    that it was read stands in the trail.

    Raises NotFound where the actor has no list in the zone.
    """
    wall(by, zone_id, Act.SEE_CALL_LIST)
    now = local(at)
    policy = policy_queries.policy_of_zone(zone_id, on=day_of(now))
    section, those, told = chosen(by, zone_id, filters, now, policy)
    back, ahead = _read_cursor(before), _read_cursor(after)
    first = filters.section == "now" and not back and not ahead
    found = _read(section, those, told, back, ahead, size, first=first)
    mine, agreed, page = ([row for row in found if row[0] == part] for part in ("mine", "agreed", "page"))
    more, page = len(page) > size, page[:size]
    if back:
        page.reverse()
    total = page[0][1] if page else 0
    shown = len(page) + len(mine) + len(agreed)
    trail.write("outreach.list_seen", by=by, at=at, zone_id=zone_id, section=filters.section, people=shown)
    return ListPage(
        rows=tuple(_rows(page, by, now, policy)),
        newer=_cursor(page[0]) if page and (ahead or (back and more)) else None,
        older=_cursor(page[-1]) if page and (back or more) else None,
        total=min(total, MOST),
        capped=total > MOST,
        held_by_me=tuple(_rows(mine, by, now, policy)),
        agreed=tuple(_rows(agreed, by, now, policy)),
        filters=filters,
        opens_at=opens_at(now, policy) if filters.section == "now" else None,
        closes_at=closes_at(now, policy),
        policy=policy,
    )


def next_person(by: Actor, *, zone_id: int, at: datetime, filters: Filters = Filters()) -> int | None:  # noqa: B008
    """The case that is right to ring next, or None where nobody waits."""
    wall(by, zone_id, Act.SEE_CALL_LIST)
    now = local(at)
    policy = policy_queries.policy_of_zone(zone_id, on=day_of(now))
    section, those, told = chosen(by, zone_id, filters, now, policy)
    with connection.cursor() as cursor:
        cursor.execute(
            f"(SELECT c.id FROM cases_case c WHERE {those} AND {section} AND {AS_AGREED} ORDER BY c.ring_from, c.id"  # noqa: S608
            f" LIMIT 1) UNION ALL (SELECT c.id FROM cases_case c WHERE {those} AND {section}"
            " ORDER BY c.window_until, c.id LIMIT 1)",
            told,
        )
        found = cursor.fetchone()
    return found[0] if found else None


def chosen(by: Actor, zone_id: int, filters: Filters, now: datetime, policy: Policy) -> tuple[str, str, dict[str, Any]]:
    """Whom the section means, and whom the filters; `now`, `later` and `held` are all who are to be rung, each once."""
    midnight = datetime.combine(day_of(now) + timedelta(days=1), time(0), DENMARK)
    told: dict[str, Any] = {
        "zone": zone_id,
        "worker": by.user_id,
        "at": now,
        "today": day_of(now),
        "grown": last_birth_date(ADULT, day_of(now)),
        "day": 1 << now.weekday(),
        "hour": now.hour,
        "stale": now - timedelta(minutes=policy.hold_minutes),
        "counted": MOST + 1,
        "midnight": midnight,
        "promised": midnight - PROMISED,
    }
    agreed_only = f"({RINGING} AND c.agreed)" if is_decent_hour(now) else "FALSE"
    ringing = RINGING if is_calling_time(now, policy) else agreed_only
    section = {
        "now": f"c.state = 'to_call' AND {FREE} AND {ringing}",
        "later": f"c.state = 'to_call' AND {FREE} AND NOT {ringing}",
        "held": f"c.held_by_id IS NOT NULL AND (c.held_at > %(stale)s OR c.held_by_id = %(worker)s)"
        f" AND c.state IN ({OPEN_STATES})",
    }.get(filters.section) or f"c.state = '{STATE_OF[filters.section]}'"
    parts = ["c.zone_id = %(zone)s"]
    for name in ("incident_type", "role", "age_group", "language"):
        if code := getattr(filters, name):
            told[name] = code
            parts.append("c.language IN ('', 'da')" if (name, code) == ("language", "da") else f"c.{name} = %({name})s")
    flags = (("for_minor", filters.minor), ("protected", filters.protected))
    parts += [f"c.{name}" if flag else f"NOT c.{name}" for name, flag in flags if flag is not None]
    return section, " AND ".join(parts), told


def _read(
    section: str,
    those: str,
    told: dict[str, Any],
    back: tuple[date, int] | None,
    ahead: tuple[date, int] | None,
    size: int,
    *,
    first: bool,
) -> list[tuple[Any, ...]]:
    """The rows of the page, one more than its size where there are more; on the first page also those that she holds,
    and those that were agreed."""
    mark = back or ahead
    place = f"AND (c.window_until, c.id) {'<' if back else '>'} (%(mark_day)s::date, %(mark_id)s)" if mark else ""
    sql = PAGE.format(
        chosen=f"{those} AND {section}", fields=FIELDS, people=PEOPLE, place=place, way="DESC" if back else "ASC"
    )
    if first:
        sql += MINE.format(fields=FIELDS, people=PEOPLE, open=OPEN_STATES)
        sql += AGREED.format(fields=FIELDS, people=PEOPLE, chosen=those)
    told |= {"size": size + 1, "mark_day": mark[0] if mark else None, "mark_id": mark[1] if mark else None}
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _cursor(row: tuple[Any, ...]) -> str:
    return f"{row[11]:%Y-%m-%d}.{row[2]}"


def _read_cursor(text: str | None) -> tuple[date, int] | None:
    """A place in the list; what cannot be read is the beginning."""
    day, _, number = (text or "").partition(".")
    if not (number.isascii() and number.isdecimal()) or len(number) > 18:
        return None
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def _rows(rows: Iterable[tuple[Any, ...]], by: Actor, now: datetime, policy: Policy) -> Iterable[Row]:
    today, stale = day_of(now), now - timedelta(minutes=policy.hold_minutes)
    for (
        _list,
        _total,
        pk,
        name,
        minors,
        born,
        group,
        role,
        incident_type,
        language,
        state,
        window_until,
        made,
        *more,
    ) in rows:
        (ring_from, agreed, days, hour_from, hour_to, follow_until, held_by, held_by_name, held_at, *flags) = more
        *flags, times, results = flags
        yield Row(
            case_id=pk,
            name=", ".join(minors) if minors else name,
            guardian=name if minors else "",
            age_group=age_group(age_on(born, today)) or group,
            role=role,
            incident_type=incident_type,
            language=language,
            state=state,
            window_until=window_until,
            days_left=(window_until - today).days,
            attempts=tuple(Attempt(at.astimezone(DENMARK), result) for at, result in zip(times, results, strict=True))
            if times
            else (),
            attempts_made=made,
            ring_from=ring_from.astimezone(DENMARK),
            agreed=agreed,
            ring_days=days,
            ring_hour_from=hour_from,
            ring_hour_to=hour_to,
            follow_until=follow_until,
            tags=tags(state, *flags),
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
