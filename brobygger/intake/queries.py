"""The reading door of this room: the imports, and what did not go in."""

import json
from collections.abc import Iterator
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.decision import NotFound
from brobygger.base.phones import of_told
from brobygger.cases.models import Registration
from brobygger.intake.models import ImportRun, Incident, RejectedRow
from brobygger.intake.states import RunState
from brobygger.people.models import Person, PhoneNumber
from brobygger.programmes import queries as programmes

MOST = 50
WAITING = """
    SELECT offence_code, count(*)
      FROM cases_registration
     WHERE zone_id = %s AND programme_id = %s AND state = 'awaiting_type' AND offence_code <> ''
     GROUP BY 1 ORDER BY 2 DESC, 1
"""


def runs(by: Actor, *, zone_id: int) -> QuerySet[ImportRun]:
    """The imports of the zone that the actor may see, newest first."""
    rows = scope(by, Act.SEE_IMPORTS, ImportRun.objects.filter(zone_id=zone_id))
    return rows.select_related("programme", "begun_by").order_by("-id")[:MOST]


def run_for(by: Actor, act: Act, run_id: int, *, lock: bool = False) -> ImportRun:
    """One import; raises NotFound where the actor may not do the act to it."""
    rows = scope(by, act, ImportRun.objects.filter(pk=run_id))
    rows = rows.select_for_update() if lock else rows.select_related("programme", "begun_by")
    run = rows.first()
    if run is None:
        raise NotFound("not_found")
    return run


def named_uploads(zone_id: int) -> set[str]:
    """The files that an import of the zone can still use."""
    over = (RunState.ENDED, RunState.FAILED, RunState.DROPPED)
    return set(ImportRun.objects.filter(zone_id=zone_id).exclude(state__in=over).values_list("upload", flat=True))


def corrections(by: Actor, *, case_id: int) -> list[tuple[datetime, list[str]]]:
    """When the police corrected a row of the case, and which fields."""
    seen = scope(by, Act.SEE_CASE, Registration.objects.filter(case_id=case_id))
    told = Incident.objects.filter(registration__in=seen).values_list("corrections", flat=True)
    return [(datetime.fromisoformat(one["at"]), one["fields"]) for several in told for one in several]


def unread_numbers(by: Actor, person_id: int) -> tuple[str, ...]:
    """Phone numbers of hers that could not be read, as the police wrote them, apart from those that a worker has
    mended since."""
    reached = scope(by, Act.KEEP_CARD, Person.objects.filter(pk=person_id))
    told = Incident.objects.filter(registration__person__in=reached).values_list("phones", flat=True)
    unread = dict.fromkeys(part for several in told for part in of_told(several).unread)
    mended = PhoneNumber.objects.filter(person__in=reached).values_list("beside", flat=True) if unread else ()
    return tuple(one for one in unread if not any(one in beside for beside in mended))


def rejected(by: Actor, run: ImportRun) -> Iterator[tuple[RejectedRow, list[str]]]:
    """The run's rejected rows in the file's order, with their fields; none where a row may be about an accused."""
    rows = scope(by, Act.SEE_IMPORTS, RejectedRow.objects.filter(run=run)).order_by("row")
    for row in rows.iterator(chunk_size=1_000):
        yield row, json.loads(row.raw) if row.raw else []


def waiting_codes(by: Actor, programme_id: int, *, zone_id: int) -> list[tuple[str, int]]:
    """The offence codes that people wait for, since nobody has decided what they count as; the most people first."""
    zone = programmes.zone_running(by, Act.SEE_CRITERIA, programme_id, prefer=zone_id)
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [zone, programme_id])
        return list(cursor.fetchall())
