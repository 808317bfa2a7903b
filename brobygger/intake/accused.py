"""Whether someone accused shares a telephone or an address with a person we help. The accused is stored nowhere."""

from datetime import datetime

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.cases import actions as cases
from brobygger.intake.staging import part_name
from brobygger.people import first_contact
from brobygger.trail import actions as trail


def flag(part: int, *, zone_id: int, by: Actor, at: datetime) -> int:
    """The contact cards of those in the same report say so, also where the person came in with an earlier file."""
    with connection.cursor() as cursor:
        cursor.execute(BESIDE.format(part=part_name(part)), {"zone": zone_id})
        cursor.execute("SELECT count(*) FROM beside_accused")
        changed: list[int] = []
        if cursor.fetchone()[0]:
            changed = first_contact.flag_shared_with_accused()
            if changed:
                cases.keep_in_step(person_ids=changed, by=by, at=at)
                trail.write("intake.shared_with_accused_found", by=by, at=at, zone_id=zone_id, cards=len(changed))
        cursor.execute("DROP TABLE beside_accused")
    return len(changed)


# Everyone kept from the same report: of this file, of earlier ones, and the guardian who is rung for a minor. But not
# the accused herself, who was not accused before.
BESIDE = """
CREATE TEMP TABLE beside_accused AS
SELECT DISTINCT who.person_id, s.phones, s.address, s.postal_code
FROM {part} s
CROSS JOIN LATERAL (
    SELECT k.registration_id FROM intake_incident k WHERE k.zone_id = %(zone)s AND k.report = s.report OFFSET 0
) i
CROSS JOIN LATERAL (
    SELECT k.person_id, k.case_id FROM cases_registration k
    WHERE k.id = i.registration_id AND k.source_ref <> s.ref OFFSET 0
) r
LEFT JOIN LATERAL (SELECT k.person_id FROM cases_case k WHERE k.id = r.case_id OFFSET 0) c ON true
CROSS JOIN LATERAL (VALUES (r.person_id), (c.person_id)) who(person_id)
WHERE s.fate = 'skip' AND who.person_id IS NOT NULL AND (s.phones <> '{{}}' OR s.address <> '')
"""
