"""The reading door to the calls: the list, the day, the search, and the call page."""

from collections.abc import Collection
from datetime import datetime, time, timedelta

from django.db import connection
from django.db.models import Count, Q

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.decision import NotFound, Refused
from brobygger.base.phones import names_only_the_kind, phones
from brobygger.base.workdays import day_of
from brobygger.cases import queries as cases
from brobygger.cases.coming_of_age import minors_of
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import CaseState
from brobygger.outreach.call_page import call_page
from brobygger.outreach.facts import Day, Found
from brobygger.outreach.hours import DENMARK, local
from brobygger.outreach.how_many import how_many
from brobygger.outreach.listing import call_list, next_person, wall
from brobygger.outreach.models import Call
from brobygger.outreach.rules import SPOKEN_TO, UNDO_SECONDS
from brobygger.outreach.states import CallState, Result
from brobygger.people import queries as people
from brobygger.people.found_by_name import ids_by_name
from brobygger.people.models import Person
from brobygger.trail import actions as trail

__all__ = ["call_list", "call_page", "case_of_call", "day_so_far", "how_many", "next_person", "open_call_of", "search"]

MOST_FOUND = 20

DAY = """
SELECT 'rung', NULL::int, count(*), count(*) FILTER (WHERE result = ANY (%(spoken_to)s)),
    count(*) FILTER (WHERE result = %(accepted)s), count(*) FILTER (WHERE by_id = %(worker)s)
FROM outreach_call WHERE zone_id = %(zone)s AND saved_at >= %(morning)s AND saved_at < %(midnight)s AND state = 'saved'
UNION ALL
SELECT 'waiting', hour, count(*), 0, 0, 0 FROM (
    SELECT greatest(ceil(extract(epoch FROM (ring_from AT TIME ZONE 'Europe/Copenhagen')::time) / 3600)::int,
        ring_hour_from) AS hour, ring_hour_to, ring_days
    FROM cases_case WHERE zone_id = %(zone)s AND state = 'to_call' AND attempts > 0 AND may_ring
        AND ring_from > %(at)s AND ring_from < %(midnight)s
    UNION ALL
    SELECT ring_hour_from, ring_hour_to, ring_days
    FROM cases_case WHERE zone_id = %(zone)s AND state = 'to_call' AND ring_hour_from > 0 AND may_ring
        AND ring_hour_from > %(hour)s AND ring_from <= %(at)s AND window_until >= %(today)s
) AS later
WHERE hour < ring_hour_to AND ring_days & %(day)s > 0
GROUP BY hour ORDER BY 1, 2
"""


def day_so_far(by: Actor, *, zone_id: int, at: datetime) -> Day:
    """How the day stands in the zone: numbers alone, no one's name."""
    wall(by, zone_id, Act.SEE_CALL_LIST)
    now = local(at)
    morning = datetime.combine(day_of(now), time(0), DENMARK)
    told = {
        "zone": zone_id,
        "worker": by.user_id,
        "at": at,
        "hour": now.hour,
        "today": day_of(now),
        "day": 1 << now.weekday(),
        "morning": morning,
        "midnight": morning + timedelta(days=1),
        "spoken_to": [result.value for result in SPOKEN_TO],
        "accepted": Result.ACCEPTED.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(DAY, told)
        (_, _, rung, reached, accepted, by_me), *waiting = cursor.fetchall()
    return Day(rung, reached, accepted, by_me, waiting=tuple((row[1], row[2]) for row in waiting))


def search(by: Actor, *, zone_id: int, words: str, at: datetime) -> tuple[Found, ...]:
    """People of the zone whose name or number begins like this, in any state; the asking stands in the trail."""
    wall(by, zone_id, Act.SEE_CALL_LIST)
    told = phones(words).numbers
    digits = "".join(one for one in (told[0] if told else words) if one.isdigit())
    if told or (digits and names_only_the_kind(words)):
        ids = people.ids_by_number(zone_id=zone_id, digits=digits, most=MOST_FOUND) if len(digits) >= 4 else []
    else:
        ids = ids_by_name(zone_id=zone_id, words=words, most=MOST_FOUND) if len(words.strip()) >= 2 else []
    found = _found(by, zone_id, ids) if ids else ()
    trail.write("outreach.searched", by=by, at=at, zone_id=zone_id, people=len(found))
    return found


def _found(by: Actor, zone_id: int, ids: list[int]) -> tuple[Found, ...]:
    """The cases of these people: those in which they are rung, and those in which a guardian is rung about them."""
    theirs = Q(person__in=ids) | Q(pk__in=Registration.objects.filter(person__in=ids).values("case"))
    rows = cases.cases(by, Act.SEE_CALL_LIST).filter(theirs, zone_id=zone_id)
    rows = rows.select_related("person", "held_by").order_by("-opened_at", "-id")[: 2 * MOST_FOUND]
    place = {pk: number for number, pk in enumerate(ids)}
    found = [(row, list(minors_of(row)) if row.for_minor else []) for row in rows]

    def first(pair: tuple[Case, list[Person]]) -> int:
        return min(place.get(pk, len(ids)) for pk in (pair[0].person_id, *(one.pk for one in pair[1])))

    return tuple(
        Found(
            case_id=row.pk,
            name=_names(minors or [row.person]),
            guardian=_names([row.person]) if minors else "",
            state=row.state,
            age_group=row.age_group,
            role=row.role,
            incident_type=row.incident_type,
            window_until=row.window_until,
            held_by_name=row.held_by.name if row.held_by else "",
        )
        for row, minors in sorted(found, key=first)[:MOST_FOUND]
    )


def _names(people: list[Person]) -> str:
    return ", ".join(f"{one.given_name} {one.family_name}".strip() for one in people)


def open_call_of(by: Actor, *, case_id: int) -> int:
    """The worker's own open call about the case; Refused where she has none, NotFound where she may not see it."""
    calls = scope(by, Act.CALL, Call.objects.all())
    mine = calls.filter(case_id=case_id, by=by.user_id, state=CallState.OPEN, case__state=CaseState.TO_CALL)
    found = mine.values_list("pk", flat=True).first()
    if found is None:
        known = cases.cases(by, Act.CALL).filter(pk=case_id).exists()
        raise Refused("call_not_open") if known else NotFound("not_found")
    return found


def case_of_call(by: Actor, *, call_id: int) -> int:
    """The case that the call is about; raises NotFound where the actor may not see it."""
    calls = scope(by, Act.CALL, Call.objects.all())
    found = calls.filter(pk=call_id).values_list("case_id", flat=True).first()
    if found is None:
        raise NotFound("not_found")
    return found


def counts_by_worker(zone_id: int, since: datetime, until: datetime) -> dict[int, tuple[int, int]]:
    """How many calls each made between the moments, and to how many people: counts alone. The caller has asked
    `may`."""
    rows = Call.objects.filter(zone_id=zone_id, state=CallState.SAVED, opened_at__range=(since, until)).order_by()
    told = rows.values_list("by").annotate(calls=Count("pk"), people=Count("case", distinct=True))
    return {worker: (calls, people) for worker, calls, people in told}


def may_still_be_undone(person_ids: Collection[int], at: datetime) -> bool:
    """Whether a call to any of them was saved so lately that undo would put back what was before it."""
    since = at - timedelta(seconds=UNDO_SECONDS)
    return Call.objects.filter(case__person__in=person_ids, state=CallState.SAVED, saved_at__gte=since).exists()


def notes(by: Actor, case_ids: Collection[int]) -> list[Call]:
    """The calls about these cases that have a note, the newest first, for those who may read the cases."""
    rows = scope(by, Act.SEE_CASE, Call.objects.filter(case__in=case_ids, state=CallState.SAVED))
    return [one for one in rows.order_by("-saved_at", "-id") if one.note]
