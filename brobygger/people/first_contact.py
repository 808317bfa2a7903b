"""The contact card that a person has from the beginning: the programme's first call, and nothing else, is allowed.

The bulk door beside `recognise`, on the same temporary table `arrivals` once its rows have `person_id` and `callee_id`
(the person who is rung about the row: herself, or a minor's guardian).
"""

from django.db import connection


def keep_first_contact(*, zone_id: int) -> None:
    """Everyone wanted has a contact card; those who are to be rung themselves may be rung for the first time, and are
    not accused.

    A card on which anyone has said anything stays as it is.
    """
    with connection.cursor() as cursor:
        cursor.execute(PLANS, {"zone": zone_id})
        cursor.execute(NOT_ACCUSED)
        cursor.execute(NOW_RUNG)


def flag_shared_with_accused() -> list[int]:
    """The persons of the temporary table `beside_accused` (person_id, phones, address, postal_code) who share a number
    or an address with someone accused in the same report have that on their cards. Returns whose cards changed."""
    with connection.cursor() as cursor:
        cursor.execute(SHARED_NUMBERS)
        cursor.execute(SHARED_FLAGS)
        return [person for (person,) in cursor.fetchall()]


PLANS = """
INSERT INTO people_contactplan (person_id, zone_id, basis, may_ring, do_not_contact, days, hour_from, hour_to,
    may_say_who_we_are, may_leave_voicemail, who_else_may_answer, wishes, interpreter, interpreter_language,
    shares_phone_with_accused, shares_address_with_accused)
SELECT a.person_id, %(zone)s,
    CASE WHEN bool_or(a.person_id = a.callee_id AND NOT a.minor) THEN 'first_contact' ELSE 'none' END,
    bool_or(a.person_id = a.callee_id AND NOT a.minor), false, 127, 0, 24, false, false, ''::bytea, ''::bytea, false,
    '', false, false
FROM arrivals a WHERE a.wanted GROUP BY a.person_id
ON CONFLICT (person_id) DO NOTHING
"""
NOT_ACCUSED = """
UPDATE people_contactplan p SET is_accused = false
FROM arrivals a WHERE a.wanted AND NOT a.is_new AND p.person_id = a.person_id AND p.is_accused
"""
NOW_RUNG = """
UPDATE people_contactplan p SET basis = 'first_contact', may_ring = true
FROM arrivals a
WHERE a.wanted AND NOT a.is_new AND p.person_id = a.person_id AND a.person_id = a.callee_id AND NOT a.minor
    AND p.basis = 'none' AND NOT p.do_not_contact AND p.confirmed_at IS NULL
"""
SHARED_NUMBERS = """
UPDATE people_phonenumber n SET shared_with_accused = true
FROM beside_accused b WHERE n.person_id = b.person_id AND n.number = ANY (b.phones) AND NOT n.shared_with_accused
"""
PLAIN = "lower(regexp_replace({0}, '[^[:alnum:]]+', '', 'g'))"
SHARED_FLAGS = f"""
UPDATE people_contactplan p SET
    shares_phone_with_accused = p.shares_phone_with_accused OR found.phone,
    shares_address_with_accused = p.shares_address_with_accused OR found.address
FROM (
    SELECT b.person_id,
        bool_or(EXISTS (
            SELECT FROM people_phonenumber n WHERE n.person_id = b.person_id AND n.number = ANY (b.phones) OFFSET 0
        )) AS phone,
        bool_or(b.address <> '' AND b.postal_code <> '' AND b.postal_code = who.postal_code
            AND {PLAIN.format("b.address")} = {PLAIN.format("who.address")}) AS address
    FROM beside_accused b CROSS JOIN LATERAL (
        SELECT w.address, w.postal_code FROM people_person w WHERE w.id = b.person_id OFFSET 0
    ) who GROUP BY b.person_id
) found
WHERE p.person_id = found.person_id AND (found.phone AND NOT p.shares_phone_with_accused
    OR found.address AND NOT p.shares_address_with_accused)
RETURNING p.person_id
"""  # noqa: S608 - constants of this module
