"""Who may be one person: the database brings together those who share something, the rules say who are alike.

Nobody whose two CPR numbers are known is offered, since two numbers are two people; nor those of whom someone has said
that they are two, nor one who is rung about the other. A number or an address of very many is nobody's mark.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from brobygger.doubles.rules import Known, Names, Why, heard, may_be_one

type Row = tuple[Any, ...]  # two, what they share, and of each her parts of a name, birth date and gender

SHARED_BY_MOST = 12  # a shelter's switchboard, an institution's address


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who may be one, the one who was known first first, and why."""

    first: int
    second: int
    why: tuple[Why, ...]
    names: Names


def pairs(zone_id: int, *, of: tuple[int, int] | None = None) -> list[Pair]:
    """Every pair of the zone that is worth a look, those with most in common first; or whether these two are one."""
    with connection.cursor() as cursor:
        # Nothing is known of how many share what: a nested loop over a whole zone would take minutes.
        cursor.execute("SELECT set_config('enable_nestloop', %s, true)", ["on" if of else "off"])
        cursor.execute(SHARING, {"zone": zone_id, "most": SHARED_BY_MOST, "of": list(of) if of else None})
        rows = cursor.fetchall()
        cursor.execute("SELECT set_config('enable_nestloop', 'on', true)")
    heard_as: dict[str, str] = {}
    # Whether two might be one if every part of a name were a given name; only then the given names are asked for.
    likely = [row for row in rows if _pair(row, heard_as, None)]
    given = _given({pk for row in likely for pk in row[:2]})
    found = [pair for row in likely if (pair := _pair(row, heard_as, given)) is not None]
    return sorted(found, key=lambda one: (-len(one.why), list(Names).index(one.names), one.first, one.second))


def _pair(row: Row, heard_as: dict[str, str], given: dict[int, list[str]] | None) -> Pair | None:
    first, second, why, parts, born, gender, other_parts, other_born, other_gender = row
    one = _known(first, parts, born, gender, heard_as, given)
    other = _known(second, other_parts, other_born, other_gender, heard_as, given)
    found = may_be_one(one, other, [Why(each) for each in why])
    return Pair(first, second, *found) if found else None


def _known(
    pk: int, parts: list[str], born: date | None, gender: str, heard_as: dict[str, str],
    given: dict[int, list[str]] | None,
) -> Known:  # fmt: skip
    def each(told: list[str]) -> tuple[str, ...]:
        return tuple([heard_as.get(part) or heard_as.setdefault(part, heard(part)) for part in told])

    mine = each(parts)
    return Known(mine, mine if given is None else each(given[pk]), born, gender)


def _given(person_ids: set[int]) -> dict[int, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(GIVEN, [list(person_ids)])
        return dict(cursor.fetchall())


GIVEN = """
SELECT id, ARRAY(SELECT brobygger_name_parts(given_name)) FROM people_person WHERE id = ANY (%s)
"""
PLAIN = "lower(regexp_replace({0}, '[^[:alnum:]]+', '', 'g'))"
SHARING = f"""
WITH here AS MATERIALIZED (
    SELECT p.id, p.birth_date, p.gender, n.parts, n.begins,
        CASE WHEN p.address <> '' AND p.postal_code <> '' THEN p.postal_code || {PLAIN.format("p.address")} END AS home,
        c.person_id IS NOT NULL AS has_cpr
    FROM people_person p
    JOIN (
        SELECT person_id, array_agg(part) AS parts, array_agg(DISTINCT left(part, 2)) AS begins
        FROM people_namepart WHERE zone_id = %(zone)s AND (%(of)s::bigint[] IS NULL OR person_id = ANY (%(of)s))
        GROUP BY person_id
    ) n ON n.person_id = p.id
    LEFT JOIN (SELECT DISTINCT person_id FROM people_personmark WHERE zone_id = %(zone)s AND kind = 'c') c
        ON c.person_id = p.id
    WHERE p.zone_id = %(zone)s AND p.merged_into_id IS NULL AND (%(of)s::bigint[] IS NULL OR p.id = ANY (%(of)s))
), phones AS MATERIALIZED (
    SELECT number, person_id FROM (
        SELECT DISTINCT n.number, n.person_id, count(*) OVER (PARTITION BY n.number) AS shared
        FROM people_phonenumber n WHERE n.zone_id = %(zone)s AND (%(of)s::bigint[] IS NULL OR n.number IN (
            SELECT o.number FROM people_phonenumber o WHERE o.zone_id = %(zone)s AND o.person_id = ANY (%(of)s)
        ))
    ) each_of WHERE shared BETWEEN 2 AND %(most)s
), homes AS MATERIALIZED (
    SELECT home, id FROM (
        SELECT home, id, count(*) OVER (PARTITION BY home) AS shared FROM here WHERE home IS NOT NULL
    ) each_of WHERE shared BETWEEN 2 AND %(most)s
), sharing AS (
    SELECT a.person_id AS first, b.person_id AS second, 'phone' AS why
    FROM phones a JOIN phones b ON b.number = a.number AND b.person_id > a.person_id
    UNION ALL
    SELECT a.id, b.id, 'address' FROM homes a JOIN homes b ON b.home = a.home AND b.id > a.id
    UNION ALL
    SELECT a.id, b.id, 'birth_date' FROM here a JOIN here b ON b.birth_date = a.birth_date AND b.id > a.id
    WHERE NOT (a.has_cpr AND b.has_cpr) AND a.begins && b.begins
), two AS MATERIALIZED (
    SELECT first, second, array_agg(DISTINCT why) AS why FROM sharing GROUP BY first, second
), said AS MATERIALIZED (
    SELECT coalesce(a.merged_into_id, a.id) AS one, coalesce(b.merged_into_id, b.id) AS other
    FROM doubles_notsame n JOIN people_person a ON a.id = n.first_id JOIN people_person b ON b.id = n.second_id
    WHERE n.zone_id = %(zone)s
), rung AS MATERIALIZED (
    SELECT DISTINCT r.person_id AS one, c.person_id AS other
    FROM cases_registration r JOIN cases_case c ON c.id = r.case_id AND c.person_id <> r.person_id
    WHERE r.zone_id = %(zone)s AND c.zone_id = %(zone)s AND c.for_minor
        AND (%(of)s::bigint[] IS NULL OR r.person_id = ANY (%(of)s))
), never AS (SELECT one, other FROM said UNION SELECT one, other FROM rung)
SELECT t.first, t.second, t.why, a.parts, a.birth_date, a.gender, b.parts, b.birth_date, b.gender
FROM two t JOIN here a ON a.id = t.first JOIN here b ON b.id = t.second
WHERE NOT (a.has_cpr AND b.has_cpr) AND a.begins && b.begins
    AND (a.birth_date IS NULL OR b.birth_date IS NULL OR (  -- what rules.slip may forgive
        (extract(day FROM a.birth_date) IN (extract(day FROM b.birth_date), extract(month FROM b.birth_date)))::int
        + (extract(month FROM a.birth_date) IN (extract(month FROM b.birth_date), extract(day FROM b.birth_date)))::int
        + (extract(year FROM a.birth_date) = extract(year FROM b.birth_date))::int > 1
    ))
    AND NOT EXISTS (SELECT FROM never WHERE one = t.first AND other = t.second)
    AND NOT EXISTS (SELECT FROM never WHERE one = t.second AND other = t.first)
"""  # noqa: S608 - constants of this module
