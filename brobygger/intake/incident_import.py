"""A part of a staged file of incidents goes in, in one transaction: persons, cases, register, what the report says."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection

from brobygger.cases import enrol
from brobygger.intake import accused
from brobygger.intake.correcting import Corrector
from brobygger.intake.corrections import sql_fingerprints
from brobygger.intake.staging import part_name
from brobygger.people import first_contact, recognise


@dataclass(kw_only=True)
class PartDone:
    """What one part of a file came to, or all of it."""

    rows: int = 0
    people: int = 0
    registrations: int = 0
    already_known: int = 0
    skipped_other_roles: int = 0
    rejected: int = 0
    corrected: int = 0  # of the known and the skipped
    notes: Counter[str] = field(default_factory=Counter)
    unknown_codes: Counter[str] = field(default_factory=Counter)


def keep_part(part: int, *, corrector: Corrector, on: date) -> PartDone:
    """The rows of the part that are not in yet go in; those that are follow what the police have corrected."""
    done = PartDone()
    zone_id, programme_id, by, at = corrector.zone_id, corrector.programme_id, corrector.by, corrector.at
    told: dict[str, Any] = {"zone": zone_id, "programme": programme_id, "source": "incidents", "on": on}
    with connection.cursor() as cursor:
        # Every look-up is by a key; before the tables have been analysed the planner would read whole zones for it.
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(ARRIVALS.format(part=part_name(part)), told)
        cursor.execute(TWINS)
        done.rejected = cursor.rowcount
        cursor.execute(GUARDIANS_OF_NOBODY, told)
        for (row,) in cursor.fetchall():
            corrector.remarks.add("ward_not_there", row)
        cursor.execute(GUARDIANS_OF_ADULTS, told)
        for (row,) in cursor.fetchall():
            corrector.remarks.add("ward_is_adult", row)
        done.corrected = corrector.correct(part_name(part))
        cursor.execute("SELECT count(*) FROM arrivals WHERE ward_ref <> '' OR minor AND enrolled")
        if cursor.fetchone()[0]:
            for statement in (WARDS, RUNG_FOR_MINORS, GUARDIANS_WANTED, OTHER_GUARDIANS):
                cursor.execute(statement)
            cursor.execute(KNOWN_GUARDIANS, told)
            cursor.execute(LATE_GUARDIANS, told)
            cursor.execute(LATE_WANTED)
            cursor.execute("DROP TABLE wards")
        else:
            cursor.execute('CREATE TEMP TABLE late ("row" integer, case_id bigint)')
        cursor.execute('ANALYZE arrivals ("row", callee_row, becomes, wanted, enrolled, person_id)')
    done.people = recognise.keep_people(zone_id=zone_id, by=by, at=at)
    _rung(zone_id, programme_id, at)
    done.registrations = enrol.enrol(zone_id=zone_id, programme_id=programme_id, on=on, at=at)
    with connection.cursor() as cursor:
        cursor.execute(INCIDENTS, told)
    accused.flag(part, zone_id=zone_id, by=by, at=at)
    _count(part, done)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE arrivals, late, registered")
    return done


def _rung(zone_id: int, programme_id: int, at: datetime) -> None:
    """Each wanted row knows who is rung about it, and everyone has her contact card."""
    with connection.cursor() as cursor:
        cursor.execute(CALLEES)
        cursor.execute("ANALYZE arrivals (person_id, callee_id, is_new, protected)")
        first_contact.keep_first_contact(zone_id=zone_id)
        cursor.execute(GUARDIANS_FOUND)
        if cursor.rowcount > 0:
            enrol.give_guardians(zone_id=zone_id, programme_id=programme_id, at=at)
        cursor.execute("DROP TABLE guardians_found")


def _count(part: int, done: PartDone) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM arrivals WHERE anew")
        anew = cursor.fetchone()[0]
        cursor.execute(COUNTS)
        for becomes, verdict, passed, rows in cursor.fetchall():
            if becomes != "new":
                continue
            done.notes["not_in_target_group"] += rows if verdict == "out" else 0
            done.notes["window_passed"] += rows if verdict == "in" and passed else 0
            done.notes["awaiting_type"] += rows if verdict == "waiting" else 0
        cursor.execute(UNKNOWN_CODES)
        done.unknown_codes.update(dict(cursor.fetchall()))
        cursor.execute(ROWS.format(part=part_name(part)))
        done.rows, done.skipped_other_roles = cursor.fetchone()
    # One who had fallen out and comes in after all has stood in the register before.
    done.registrations -= anew
    done.already_known = done.rows - done.skipped_other_roles - done.rejected - done.registrations


# What becomes of each row: a row that is in the register is known; of equal rows in one file the first goes in; rows
# that claim to be the same person in the same report and differ are all rejected, for nobody can tell which is right,
# one who is accused in another row too.
ARRIVALS = """
CREATE TEMP TABLE arrivals AS
SELECT i.*, i.becomes = 'new' AND i.verdict IN ('in', 'waiting') AND NOT i.passed AS enrolled,
    i.becomes = 'new' AND i.verdict IN ('in', 'waiting') AND NOT i.passed AS wanted,
    coalesce(i.age < 18, false) AS minor, i.phones <> '{{}}' OR i.email <> '' AS reachable,
    i."row" AS callee_row, NULL::bigint AS callee_id, false AS is_new, false AS anew
FROM (
    SELECT s."row", s.report, s.ref, s.ward_ref, s.role, s.offence_code, s.occurred_at, s.occurred_on, s.reported_at,
        s.district, s.place, s.report_number, s.given_name, s.family_name, s.birth_date, s.gender, s.email, s.address,
        s.postal_code, s.protected, s.language, s.cpr_mark, s.birth_mark, s.phone_marks, s.phones, s.phones_told,
        s.age, s.verdict, s.passed, s.criteria_id, s.incident_type, s.ring_from, s.window_until, r.person_id,
        r.id AS known_id,
        CASE WHEN min(s.same) OVER twins <> max(s.same) OVER twins THEN 'rejected'
            WHEN s.ref IN (SELECT o.ref FROM {part} o WHERE o.fate = 'skip') THEN 'rejected'
            WHEN r.id IS NOT NULL THEN 'known'
            WHEN s."row" > min(s."row") OVER twins THEN 'known' ELSE 'new' END AS becomes,
        coalesce(lag(s."row") OVER in_order, lead(s."row") OVER in_order) AS twin
    FROM {part} s
    LEFT JOIN LATERAL (
        SELECT k.id, k.person_id FROM cases_registration k WHERE k.zone_id = %(zone)s
            AND k.programme_id = %(programme)s AND k.source = %(source)s AND k.source_ref = s.ref OFFSET 0
    ) r ON true
    WHERE s.fate = 'keep'
    WINDOW twins AS (PARTITION BY s.ref), in_order AS (PARTITION BY s.ref ORDER BY s."row")
) i
"""
TWINS = """
INSERT INTO incoming (part, "row", fate, "column", reason, other)
SELECT -1, "row", 'rejected', 'person_ref', 'two_rows_differ', twin FROM arrivals WHERE becomes = 'rejected'
"""
GUARDIANS_OF_NOBODY = """
SELECT g."row" FROM arrivals g
WHERE g.ward_ref <> '' AND g.becomes <> 'rejected' AND NOT EXISTS (SELECT FROM arrivals w WHERE w.ref = g.ward_ref)
    AND NOT EXISTS (
        SELECT FROM cases_registration k WHERE k.zone_id = %(zone)s AND k.programme_id = %(programme)s
            AND k.source = %(source)s AND k.source_ref = g.ward_ref
    )
ORDER BY 1
"""
# Nobody is rung as the guardian of someone who is 18: such a row is in the register alone.
GUARDIANS_OF_ADULTS = """
UPDATE arrivals g SET verdict = 'out', enrolled = false, wanted = false
WHERE g.becomes = 'new' AND g.enrolled AND g.role = 'guardian' AND g.ward_ref <> '' AND (
    EXISTS (SELECT FROM arrivals w WHERE w.ref = g.ward_ref AND w.becomes <> 'rejected' AND w.age >= 18)
    OR NOT EXISTS (SELECT FROM arrivals w WHERE w.ref = g.ward_ref) AND EXISTS (
        SELECT FROM cases_registration k LEFT JOIN people_person who ON who.id = k.person_id
        WHERE k.zone_id = %(zone)s AND k.programme_id = %(programme)s AND k.source = %(source)s
            AND k.source_ref = g.ward_ref
            AND coalesce(who.birth_date <= %(on)s::date - interval '18 years', k.age >= 18)
    )
)
RETURNING g."row"
"""
# For a minor the guardian of the same report is rung: one with a number first, then the first in the file.
WARDS = """
CREATE TEMP TABLE wards AS
SELECT DISTINCT ON (m.ref) m.ref, m."row" AS ward_row, g."row" AS guardian_row, g.reachable
FROM arrivals m JOIN arrivals g ON g.ward_ref = m.ref
WHERE m.enrolled AND m.minor AND g.becomes <> 'rejected' AND NOT g.minor
ORDER BY m.ref, g.phones = '{}', g."row"
"""
RUNG_FOR_MINORS = """
UPDATE arrivals m SET callee_row = w.guardian_row, reachable = w.reachable FROM wards w WHERE m."row" = w.ward_row
"""
GUARDIANS_WANTED = """
UPDATE arrivals g SET wanted = true FROM wards w WHERE g."row" = w.guardian_row
"""
# Two guardians of one minor are not rung twice about her.
OTHER_GUARDIANS = """
UPDATE arrivals g SET callee_row = w.guardian_row FROM wards w
WHERE g.enrolled AND g.role = 'guardian' AND g.ward_ref = w.ref AND g."row" <> w.guardian_row
    AND g."row" NOT IN (SELECT guardian_row FROM wards)
"""
# The guardian came in an earlier file than the minor: the minor's row was rejected and has been corrected, say.
KNOWN_GUARDIANS = """
UPDATE arrivals m SET callee_id = r.person_id, reachable = EXISTS (
    SELECT FROM people_phonenumber n WHERE n.person_id = r.person_id
) FROM intake_incident i JOIN cases_registration r ON r.id = i.registration_id
WHERE m.enrolled AND m.minor AND m.callee_row = m."row" AND i.zone_id = %(zone)s AND i.guardian_of = m.ref
    AND i.guardian_of <> '' AND r.person_id IS NOT NULL
"""
# The minor came in an earlier file, and her case has waited for this guardian.
LATE_GUARDIANS = """
CREATE TEMP TABLE late AS
SELECT g."row", c.id AS case_id FROM arrivals g
CROSS JOIN LATERAL (
    SELECT k.case_id FROM cases_registration k WHERE k.zone_id = %(zone)s AND k.programme_id = %(programme)s
        AND k.source = %(source)s AND k.source_ref = g.ward_ref OFFSET 0
) r
CROSS JOIN LATERAL (SELECT k.id, k.state FROM cases_case k WHERE k.id = r.case_id OFFSET 0) c
WHERE c.state = 'guardian_missing' AND g.ward_ref <> '' AND NOT g.minor AND g.becomes <> 'rejected'
"""
LATE_WANTED = """
UPDATE arrivals g SET wanted = true FROM late WHERE g."row" = late."row"
"""
CALLEES = """
UPDATE arrivals a SET callee_id = c.person_id FROM arrivals c
WHERE a.wanted AND a.callee_id IS NULL AND c."row" = a.callee_row
"""
GUARDIANS_FOUND = """
CREATE TEMP TABLE guardians_found AS
SELECT DISTINCT ON (late.case_id) late.case_id, a.person_id FROM late JOIN arrivals a ON a."row" = late."row"
WHERE a.person_id IS NOT NULL ORDER BY late.case_id, a.phones = '{}', a."row"
"""
INCIDENTS = f"""
INSERT INTO intake_incident (registration_id, zone_id, report, report_number, place, district, occurred_at, reported_at,
    guardian_of, told, phones)
SELECT g.id, %(zone)s, a.report, a.report_number, a.place, a.district, a.occurred_at, a.reported_at, a.ward_ref,
    {sql_fingerprints("a")}, a.phones_told
FROM registered g JOIN arrivals a ON a.ref = g.ref WHERE a.becomes = 'new' AND a.enrolled
"""  # noqa: S608 - constants of this room
ROWS = "SELECT count(*), count(*) FILTER (WHERE fate = 'skip') FROM {part}"
COUNTS = "SELECT becomes, verdict, passed, count(*) FROM arrivals GROUP BY 1, 2, 3"
UNKNOWN_CODES = """
SELECT offence_code, count(*) FROM arrivals WHERE becomes = 'new' AND verdict = 'waiting' GROUP BY 1
"""
