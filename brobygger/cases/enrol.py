"""Many rows at a time become registrations, and the persons in them get their one open case.

The bulk door of this room, on the temporary table `arrivals` (see people.recognise) with these columns more:

    enrolled boolean (has an identity and a case) · becomes text · ref text · criteria_id bigint · verdict text
    incident_type, role, offence_code text · passed, minor, reachable boolean · age smallint · occurred_on date
    callee_id bigint · ring_from timestamptz · window_until date
"""

from datetime import date, datetime
from typing import Any

from django.db import connection

from brobygger.cases.states import OPEN

OPEN_STATES = ", ".join(f"'{state}'" for state in sorted(OPEN))


def enrol(*, zone_id: int, programme_id: int, on: date, at: datetime) -> int:
    """Every new row of `arrivals` is registered, and each enrolled one belongs to the one open case of whom is rung.

    A case that is open already is joined: the list shows the newest incident, and both registrations stay. Returns how
    many registrations are new; their ids stand in the temporary table `registered` (id, ref).
    """
    told: dict[str, Any] = {"zone": zone_id, "programme": programme_id, "on": on, "at": at}
    with connection.cursor() as cursor:
        for statement in (THREADS, JOIN_OPEN, STEP, NEW_CASES):
            cursor.execute(statement, told)
        cursor.execute("CREATE TEMP TABLE registered (id bigint, ref text)")
        cursor.execute(REGISTER, told)
        cursor.execute("SELECT count(*) FROM registered")
        made = int(cursor.fetchone()[0])
        cursor.execute("DROP TABLE threads")
    return made


def register_ended(*, table: str, part: int, zone_id: int, programme_id: int) -> int:
    """The rows of a part of the temporary table, which carry no identity and have ended, are in the register.

    Rows whose number is known stay as they are. Returns how many are new.
    """
    told: dict[str, Any] = {"zone": zone_id, "programme": programme_id, "part": part}
    with connection.cursor() as cursor:
        cursor.execute(REGISTER_ENDED.format(table=table), told)
        return int(cursor.rowcount)


def give_guardians(*, zone_id: int, programme_id: int, at: datetime) -> None:
    """The cases of the temporary table `guardians_found` (case_id, person_id) that waited for a guardian are now hers.

    Where she has an open case already the minor's registrations join it.
    """
    told: dict[str, Any] = {"zone": zone_id, "programme": programme_id, "at": at}
    joined = (JOIN_GUARDIANS_CASE, END_EMPTY)
    with connection.cursor() as cursor:
        for statement in (*joined, BECOME_GUARDIANS_CASE, STEP_GUARDIANS, *joined):
            cursor.execute(statement, told)


# Each person is looked up by her key (OFFSET 0 keeps the planner to it): a part of a file is small beside the tables,
# whose statistics lag behind while a large file goes in.
#
# One row for each person to be rung: the newest of her rows, one that is decided before one that waits for its type,
# and the minor's before the guardian's own.
THREADS = f"""
CREATE TEMP TABLE threads AS
SELECT t.*, who.language, sums.ring_from, sums.window_until, sums.decided,
    sums.protected OR who.protected AS protected, sums.withheld OR who.address_withheld AS withheld,
    plan.may_ring AND NOT plan.do_not_contact AS may_ring, plan.days, plan.hour_from, plan.hour_to,
    CASE WHEN NOT sums.decided THEN 'awaiting_type' WHEN sums.alone THEN 'guardian_missing'
        WHEN sums.has_number THEN 'to_call' ELSE 'no_number' END AS state,
    sums.has_number, c.id AS case_id
FROM (
    SELECT DISTINCT ON (callee_id) callee_id, incident_type, role, age, minor
    FROM arrivals WHERE enrolled
    ORDER BY callee_id, verdict = 'in' DESC, reported_at DESC, minor DESC, "row"
) t
JOIN (
    SELECT callee_id, min(ring_from) AS ring_from, max(window_until) AS window_until,
        bool_or(verdict = 'in') AS decided, bool_or(protected) AS protected,
        bool_or(protected AND address = '') AS withheld, bool_or(minor AND callee_id = person_id) AS alone,
        EXISTS (
            SELECT FROM people_phonenumber n WHERE n.person_id = callee_id AND n.stopped_at IS NULL OFFSET 0
        ) AS has_number
    FROM arrivals WHERE enrolled GROUP BY callee_id
) sums USING (callee_id)
CROSS JOIN LATERAL (SELECT * FROM people_person p WHERE p.id = t.callee_id OFFSET 0) who
CROSS JOIN LATERAL (SELECT * FROM people_contactplan p WHERE p.person_id = t.callee_id OFFSET 0) plan
LEFT JOIN LATERAL (
    SELECT o.id FROM cases_case o WHERE o.zone_id = %(zone)s AND o.programme_id = %(programme)s
        AND o.person_id = t.callee_id AND o.state IN ({OPEN_STATES}) OFFSET 0
) c ON true
"""  # noqa: S608 - constants of this module
AGE_GROUP = """CASE WHEN t.age IS NULL THEN '' WHEN t.age < 18 THEN '0_17' WHEN t.age < 30 THEN '18_29'
    WHEN t.age < 40 THEN '30_39' WHEN t.age < 50 THEN '40_49' WHEN t.age < 60 THEN '50_59' ELSE '60_plus' END"""
# A guardian's own row does not hide the minor whom her case is about.
NEWER = "t.decided AND NOT (c.for_minor AND t.role = 'guardian')"
JOIN_OPEN = f"""
UPDATE cases_case c SET
    incident_type = CASE WHEN {NEWER} THEN t.incident_type ELSE c.incident_type END,
    role = CASE WHEN {NEWER} THEN t.role ELSE c.role END,
    age_group = CASE WHEN {NEWER} THEN {AGE_GROUP} ELSE c.age_group END,
    for_minor = CASE WHEN {NEWER} THEN t.minor AND NOT t.state = 'guardian_missing' ELSE c.for_minor END,
    window_until = greatest(c.window_until, t.window_until),
    ring_from = CASE WHEN c.attempts = 0 AND NOT c.agreed THEN least(c.ring_from, t.ring_from) ELSE c.ring_from END,
    protected = c.protected OR t.protected, address_withheld = c.address_withheld OR t.withheld,
    may_ring = t.may_ring,
    state = CASE WHEN c.state = 'awaiting_type' THEN t.state
        WHEN c.state = 'no_number' AND t.has_number THEN 'to_call' ELSE c.state END
FROM threads t WHERE c.id = t.case_id
"""  # noqa: S608 - constants of this module
STEP = """
UPDATE cases_registration r SET state = c.state
FROM cases_case c JOIN threads t ON t.case_id = c.id
WHERE r.case_id = c.id AND r.state IN ('no_number', 'to_call') AND r.state <> c.state
"""
NEW_CASES = f"""
INSERT INTO cases_case (zone_id, programme_id, person_id, state, opened_at, window_until, ring_from, attempts,
    incident_type, role, age_group, language, for_minor, may_ring, ring_days, ring_hour_from, ring_hour_to, agreed,
    protected, address_withheld, shares_with_accused)
SELECT %(zone)s, %(programme)s, t.callee_id, t.state, %(at)s, t.window_until, t.ring_from, 0, t.incident_type, t.role,
    {AGE_GROUP}, t.language, t.minor AND NOT t.state = 'guardian_missing', t.may_ring, t.days, t.hour_from, t.hour_to,
    false, t.protected, t.withheld, false
FROM threads t WHERE t.case_id IS NULL ORDER BY t.window_until, t.callee_id
"""  # noqa: S608 - constants of this module
# A registration that joins a case which someone has answered about already takes the answer over from its sisters.
REGISTER = f"""
WITH put AS (
    INSERT INTO cases_registration (zone_id, programme_id, source, source_ref, criteria_id, identified_on, occurred_on,
        offence_code, incident_type, role, gender, age, has_contact_details, reached, reached_on, attempts, outcome,
        decline_reason, survey, referral_token, state, ended_at, person_id, case_id)
    SELECT %(zone)s, %(programme)s, 'incidents', a.ref, a.criteria_id, %(on)s, a.occurred_on, a.offence_code,
        a.incident_type, a.role, a.gender, a.age, a.reachable, coalesce(s.reached, false), s.reached_on,
        coalesce(c.attempts, 0), coalesce(s.outcome, ''), '', '', '',
        CASE WHEN a.verdict = 'waiting' THEN 'awaiting_type' WHEN a.verdict = 'out' THEN 'not_in_target_group'
            WHEN a.passed THEN 'window_passed' ELSE c.state END,
        CASE WHEN a.verdict = 'out' OR a.passed AND a.verdict <> 'waiting' THEN %(at)s END,
        CASE WHEN a.enrolled THEN a.person_id END, c.id
    FROM arrivals a
    LEFT JOIN LATERAL (
        SELECT o.id, o.state, o.attempts FROM cases_case o WHERE a.enrolled AND o.zone_id = %(zone)s
            AND o.programme_id = %(programme)s AND o.person_id = a.callee_id AND o.state IN ({OPEN_STATES}) OFFSET 0
    ) c ON true
    LEFT JOIN LATERAL (
        SELECT r.reached, r.reached_on, r.outcome FROM cases_registration r
        WHERE c.state = 'will_call_self' AND r.case_id = c.id AND r.outcome = 'will_call_self' LIMIT 1
    ) s ON true
    WHERE a.becomes = 'new'
    ON CONFLICT (zone_id, programme_id, source, source_ref) DO NOTHING
    RETURNING id, source_ref
)
INSERT INTO registered SELECT id, source_ref FROM put
"""  # noqa: S608 - constants of this module
_HERS = f"""cases_case hers WHERE hers.zone_id = %(zone)s AND hers.programme_id = %(programme)s
    AND hers.person_id = g.person_id AND hers.state IN ({OPEN_STATES})"""
JOIN_GUARDIANS_CASE = f"""
UPDATE cases_registration r SET case_id = hers.id, state = hers.state
FROM guardians_found g, {_HERS} AND r.case_id = g.case_id AND hers.id <> g.case_id
"""  # noqa: S608 - constants of this module
END_EMPTY = """
UPDATE cases_case c SET state = 'stopped', ended_at = %(at)s, held_by_id = NULL, held_at = NULL
FROM guardians_found g WHERE c.id = g.case_id AND c.state = 'guardian_missing'
    AND NOT EXISTS (SELECT FROM cases_registration r WHERE r.case_id = c.id)
"""
BECOME_GUARDIANS_CASE = """
UPDATE cases_case c SET person_id = g.person_id, for_minor = true, language = who.language,
    may_ring = plan.may_ring AND NOT plan.do_not_contact, ring_days = plan.days,
    ring_hour_from = plan.hour_from, ring_hour_to = plan.hour_to,
    state = CASE WHEN EXISTS (
        SELECT FROM people_phonenumber n WHERE n.person_id = g.person_id AND n.stopped_at IS NULL
    ) THEN 'to_call' ELSE 'no_number' END
FROM (SELECT DISTINCT ON (person_id) person_id, case_id FROM guardians_found ORDER BY person_id, case_id) g
JOIN people_person who ON who.id = g.person_id JOIN people_contactplan plan ON plan.person_id = g.person_id
WHERE c.id = g.case_id AND c.state = 'guardian_missing'
"""
STEP_GUARDIANS = """
UPDATE cases_registration r SET state = c.state
FROM cases_case c JOIN guardians_found g ON g.case_id = c.id WHERE r.case_id = c.id AND r.state = 'guardian_missing'
"""
REGISTER_ENDED = """
INSERT INTO cases_registration (zone_id, programme_id, source, source_ref, identified_on, offence_code, incident_type,
    role, gender, age, has_contact_details, reached, reached_on, attempts, outcome, decline_reason, survey,
    referral_token, state, ended_at)
SELECT %(zone)s, %(programme)s, 'registrations', source_ref, identified_on, '', incident_type, role, gender, age,
    has_contact_details, reached, reached_on, attempts, outcome, decline_reason, survey, referral_token, state,
    coalesce(reached_on, identified_on)::timestamp AT TIME ZONE 'Europe/Copenhagen'
FROM {table} WHERE part = %(part)s ORDER BY "row"
ON CONFLICT (zone_id, programme_id, source, source_ref) DO NOTHING
"""
