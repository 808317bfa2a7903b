"""Known rows of the police's file beside what stands here: found among the staged, and read for comparing."""

from datetime import UTC, date, datetime
from typing import Any

from django.db import connection

from brobygger.base.codes import PersonRole
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import CaseState
from brobygger.intake.corrections import FIELDS, Change, Known, Replaced, Row, changes, sql_fingerprints
from brobygger.intake.models import ImportRun, Incident
from brobygger.people import queries as people
from brobygger.people.models import Person, PersonMark, PhoneNumber
from brobygger.people.rules import is_minor

OF_THE_PERSON = tuple(name for name in FIELDS if name != "cpr")


def trail_of_worker(case: Case) -> bool:
    """Whether any worker has had the case open."""
    if case.attempts or case.held_by_id:
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM trail_entry WHERE about_kind = 'case' AND about_id = %s AND by_kind = 'worker'"
            " AND what LIKE 'outreach.%%')",
            [case.pk],
        )
        return bool(cursor.fetchone()[0])


def differences(row: Registration, incident: Incident, file: Row, known: Known, newest: str) -> list[Change]:
    """In what the file differs from what the police said of the row before, and what becomes of each difference."""
    person: Any = row.person
    mine = Incident.objects.filter(registration__person=person)
    others = list(mine.exclude(pk=incident.pk).values_list("told", flat=True))
    stopped = PhoneNumber.objects.filter(person=person, stopped_at__isnull=False)
    stopped = stopped.exclude(stopped_because=PhoneNumber.Stopped.CORRECTED)
    return changes(
        here=here_row(row, incident),
        file=file,
        told=incident.told,
        others=others,
        stopped_here=frozenset(stopped.values_list("number", flat=True)),
        stays_here=_numbers_that_stay(person),
        known=known,
        newest=newest,
        replaced=[Replaced(*one) for one in incident.replaced],
    )


def _numbers_that_stay(person: Person) -> frozenset[str]:
    """The numbers in use that a worker has added, or that the person had when it was said what is safe."""
    plan, rows = people.plan_of(person), PhoneNumber.objects.filter(person=person, stopped_at=None)
    return frozenset(one.number for one in rows if one.source == "worker" or people.was_said_of(plan, one))


def fell_out_by(row: Registration) -> str:
    """The newest report in the file that said that she is accused, as a moment that sorts; empty for any other row."""
    runs = ImportRun.objects.filter(zone_id=row.zone_id, programme_id=row.programme_id, started_at=row.ended_at)
    said = runs.exclude(newest_report=None).order_by("-newest_report").first() if not row.role else None
    return _text(said.newest_report) if said else ""


def here_row(row: Registration, incident: Incident) -> Row:
    """What stands here of a row."""
    person: Person = row.person  # type: ignore[assignment]
    mark = PersonMark.objects.filter(person=person, kind="c").values_list("mark", flat=True).first()
    told = {name: getattr(person, name) for name in OF_THE_PERSON} | {"cpr": bytes(mark).hex() if mark else ""}
    of_it = {name: getattr(incident, name) for name in ("occurred_at", "reported_at", "district", "place")}
    of_it |= {"offence_code": row.offence_code, "role": row.role, "guardian_of": incident.guardian_of}
    return Row(_texts(told), _texts(of_it), tuple(incident.phones))


def file_row(told: dict[str, Any]) -> Row:
    """What the file says of a row."""
    cpr = told["cpr_mark"]
    fields = {name: told[name] for name in OF_THE_PERSON} | {"cpr": bytes(cpr).hex() if cpr else ""}
    of_it = {name: told[name] for name in ("occurred_at", "reported_at", "district", "place", "offence_code", "role")}
    return Row(_texts(fields), _texts(of_it | {"guardian_of": told["ward_ref"]}), tuple(told["phones_told"]))


def _texts(values: dict[str, Any]) -> dict[str, str]:
    return {name: _text(value) for name, value in values.items()}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else str(value or "")


def marks_of(told: dict[str, Any]) -> dict[str, list[bytes]]:
    """The marks of a row of `arrivals`, by kind."""
    one = {kind: [bytes(told[name])] for kind, name in (("c", "cpr_mark"), ("b", "birth_mark")) if told[name]}
    return one | {"p": [bytes(mark) for mark in told["phone_marks"]]}


def go_in_anew(row: Registration, ref: str) -> None:
    """The row is not known any more, and is new in `arrivals`."""
    row.delete()
    with connection.cursor() as cursor:
        cursor.execute(ANEW, [ref])


def differing() -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(DIFFERING)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def guardians_of_adults(zone_id: int) -> list[tuple[int, int]]:
    """Rows of `arrivals` about someone who was 18 when her guardian came in, and that guardian's registration."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")  # nothing is known of the tables' sizes yet
        cursor.execute(GUARDIANS, {"zone": zone_id})
        told = {registration: (row, born) for row, registration, born in cursor.fetchall()}
        cursor.execute("SET LOCAL enable_nestloop = on")
    found = Registration.objects.filter(pk__in=told, role=PersonRole.GUARDIAN, person__isnull=False)
    rows = found.exclude(state=CaseState.NOT_IN_TARGET_GROUP).order_by("pk")
    return [(told[one.pk][0], one.pk) for one in rows if not is_minor(told[one.pk][1], one.identified_on)]


# Whose guardian came in with an earlier file, among the adults of this one.
GUARDIANS = """
SELECT DISTINCT ON (k.registration_id) a."row", k.registration_id,
    coalesce((SELECT who.birth_date FROM people_person who WHERE who.id = a.person_id), a.birth_date)
FROM intake_incident k JOIN arrivals a ON a.ref = k.guardian_of
WHERE k.zone_id = %(zone)s AND k.guardian_of <> '' AND a.becomes <> 'rejected' AND a.age >= 18
ORDER BY k.registration_id, a."row"
"""
# Rows of someone never stored whose number in the report is that of someone whom we help, or of a row that claims so.
ACCUSED = """
SELECT DISTINCT ON (k.id) s."row", k.id
FROM {part} s
CROSS JOIN LATERAL (
    SELECT o.id FROM cases_registration o WHERE o.zone_id = %(zone)s AND o.programme_id = %(programme)s
        AND o.source = 'incidents' AND o.source_ref = s.ref OFFSET 0
) k
WHERE s.fate = 'skip' ORDER BY k.id, s."row"
"""
# The cases of minors in the report of whom the row's person, or someone who stands in no row of theirs, is rung.
WARDS = """
SELECT DISTINCT ON (c.id) c.id, w.id, w.person_id
FROM cases_registration g
JOIN cases_case c ON c.zone_id = %(zone)s AND c.for_minor AND c.ended_at IS NULL AND c.person_id = g.person_id
JOIN cases_registration w ON w.case_id = c.id AND w.person_id IS NOT NULL AND w.person_id <> c.person_id
JOIN intake_incident i ON i.registration_id = w.id
WHERE g.id = %(row)s
ORDER BY c.id, w.id DESC
"""
DIFFERING = f"""
SELECT DISTINCT ON (a.ref) a.*
FROM arrivals a
CROSS JOIN LATERAL (SELECT * FROM cases_registration k WHERE k.id = a.known_id OFFSET 0) r
LEFT JOIN LATERAL (SELECT * FROM intake_incident k WHERE k.registration_id = a.known_id OFFSET 0) i ON true
WHERE a.known_id IS NOT NULL AND CASE WHEN i.registration_id IS NULL OR r.person_id IS NULL THEN
    (r.offence_code, r.role) IS DISTINCT FROM (a.offence_code, a.role)
        OR r.state = 'window_passed' AND r.case_id IS NULL AND a.verdict = 'in' AND NOT a.passed
    ELSE (i.told, i.phones::text[], i.occurred_at, i.reported_at, i.district, i.place,
            i.guardian_of, r.offence_code, r.role)
        IS DISTINCT FROM ({sql_fingerprints("a")}, a.phones_told, a.occurred_at, a.reported_at, a.district, a.place,
            a.ward_ref, a.offence_code, a.role)
    END
ORDER BY a.ref, a."row"
"""  # noqa: S608 - constants of this room
ANEW = """
UPDATE arrivals a SET known_id = NULL, person_id = NULL, becomes = 'new', anew = true,
    enrolled = a.verdict IN ('in', 'waiting') AND NOT a.passed, wanted = a.verdict IN ('in', 'waiting') AND NOT a.passed
WHERE a."row" = (SELECT min(o."row") FROM arrivals o WHERE o.ref = %s AND o.becomes = 'known')
"""
