"""Recognising persons again, many at a time: who of those who arrive is already here, and who are the same.

The bulk door of this room. A caller that brings many people fills the temporary table `arrivals` (columns below) and
calls `keep_people`; afterwards each of its wanted rows has its `person_id`, and whether she `is_new`.

    "row" integer · wanted, is_new boolean · person_id bigint · cpr_mark bytea · birth_mark bytea · phone_marks bytea[]
    given_name, family_name, gender, email, address, postal_code, language text · birth_date date
    protected boolean · phones text[] (E.164) · phones_told text[] · reported_at timestamptz
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from brobygger.access.actor import Actor
from brobygger.people.models import Person
from brobygger.trail import actions as trail

COMING_IN = 7307  # the family of advisory locks; the key is the zone


class Arrival(NamedTuple):
    """What one row tells about who it is."""

    row: int
    cpr: bytes | None
    birth: bytes | None
    phones: tuple[bytes, ...]
    born: date | None


@dataclass
class Known:
    """The marks that are known, and of each person what would forbid to take another for her."""

    people: dict[bytes, set[int]] = field(default_factory=lambda: defaultdict(set))
    cpr: dict[int, bytes] = field(default_factory=dict)
    born: dict[int, date] = field(default_factory=dict)

    def learn(self, person: int, *marks: bytes | None, cpr: bytes | None = None, born: date | None = None) -> None:
        """The person is known by the marks too."""
        for mark in (*marks, cpr):
            if mark is not None:
                self.people[mark].add(person)
        if cpr is not None:
            self.cpr[person] = cpr
        if born is not None:
            self.born.setdefault(person, born)


def recognise(arrivals: Iterable[Arrival], known: Known, new_ids: Iterator[int]) -> dict[int, tuple[int, bool]]:
    """Row → (person, whether she is new).

    A CPR number decides by itself. Else name and birth date, else name and phone number, where exactly one person has
    them and nothing contradicts it. Two CPR numbers are never one person, and where two people could be meant the row
    is a third: nobody is rung about another's incident.
    """
    found: dict[int, tuple[int, bool]] = {}
    made: set[int] = set()
    order = sorted(arrivals, key=lambda a: (a.cpr is None, a.birth is None, a.row))
    for arrival in order:
        person = _same(arrival, known)
        if person is None:
            person = next(new_ids)
            made.add(person)
        known.learn(person, arrival.birth, *arrival.phones, cpr=arrival.cpr, born=arrival.born)
        found[arrival.row] = (person, person in made)
    return found


def _same(arrival: Arrival, known: Known) -> int | None:
    if arrival.cpr is not None and (people := known.people.get(arrival.cpr)):
        return min(people)
    for marks in ((arrival.birth,), arrival.phones):
        could_be = {person for mark in marks if mark is not None for person in known.people.get(mark, ())}
        # Her birth date is part of the first mark, so it is told already: of two who were merged she has both.
        by_birth = marks == (arrival.birth,)
        could_be = {person for person in could_be if _nothing_against(arrival, person, known, by_birth)}
        if could_be:
            return could_be.pop() if len(could_be) == 1 else None
    return None


def _nothing_against(arrival: Arrival, person: int, known: Known, by_birth: bool) -> bool:
    if arrival.cpr is not None and person in known.cpr:
        return False
    if by_birth:
        return True
    born = known.born.get(person)
    return born is None or arrival.born is None or born == arrival.born


def keep_people(*, zone_id: int, by: Actor, at: datetime) -> int:
    """Every wanted row of `arrivals` has its person, new ones are kept, and each has her numbers and marks.

    What is already written about a person stays as it is: only numbers that she did not have are added, and that her
    name and address have become protected. Returns how many are new. Nobody is merged meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [COMING_IN, zone_id])
    _recognised(zone_id)
    made = _new_people(zone_id, by, at)
    with connection.cursor() as cursor:
        for statement in (PROTECTION, MARKS, NUMBERS, BESIDE):
            cursor.execute(statement, {"zone": zone_id, "at": at, "by": by.user_id})
    return made


def forget(*, person_ids: Iterable[int], by: Actor, at: datetime) -> int:
    """Of these persons, those whom no registration and no open case needs are gone, with all that is theirs."""
    needed = Q(registrations__isnull=False) | Q(cases__ended_at__isnull=True, cases__isnull=False)
    people = Person.objects.filter(pk__in=list(person_ids), merged_into=None)
    gone = people.exclude(pk__in=people.filter(needed).values("pk"))
    zones = list(gone.values_list("zone_id", flat=True))
    gone.delete()
    for zone_id in set(zones):
        trail.write("people.forgotten", by=by, at=at, zone_id=zone_id, people=zones.count(zone_id))
    return len(zones)


def _recognised(zone_id: int) -> None:
    """`arrivals.person_id` is filled, and `newcomers` holds who is new."""
    with connection.cursor() as cursor:
        cursor.execute(ASKED)
        arrivals = [
            Arrival(row, cpr, birth, tuple(phones), born) for row, cpr, birth, phones, born in cursor.fetchall()
        ]
        known = Known()
        cursor.execute(KNOWN, {"zone": zone_id})
        for mark, person, cpr, born in cursor:
            known.learn(person, mark, cpr=cpr, born=born)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('people_person', 'id')) FROM generate_series(1, %s)",
            [len(arrivals)],
        )
        found = recognise(arrivals, known, iter([row[0] for row in cursor.fetchall()]))
        cursor.execute('CREATE TEMP TABLE recognised ("row" integer, person_id bigint, is_new boolean)')
        with cursor.copy("COPY recognised FROM STDIN") as copy:
            copy.write("".join([f"{row}\t{person}\t{'t' if new else 'f'}\n" for row, (person, new) in found.items()]))
        cursor.execute("ANALYZE recognised")
        cursor.execute(
            'UPDATE arrivals a SET person_id = r.person_id, is_new = r.is_new FROM recognised r WHERE a."row" = r."row"'
        )


def _new_people(zone_id: int, by: Actor, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, {"zone": zone_id, "at": at, "kind": by.kind})
        made = cursor.rowcount
        cursor.execute("DROP TABLE recognised")
    return int(made)


ASKED = """
SELECT "row", cpr_mark, birth_mark, phone_marks, birth_date FROM arrivals WHERE wanted AND person_id IS NULL
"""
KNOWN = """
WITH asked AS MATERIALIZED (
    SELECT DISTINCT mark FROM arrivals, unnest(phone_marks || birth_mark || cpr_mark) mark
    WHERE wanted AND person_id IS NULL AND mark IS NOT NULL
)
SELECT m.mark, m.person_id, own.mark, p.birth_date
FROM asked
CROSS JOIN LATERAL (
    SELECT k.mark, k.person_id FROM people_personmark k WHERE k.zone_id = %(zone)s AND k.mark = asked.mark OFFSET 0
) m
CROSS JOIN LATERAL (SELECT who.id, who.birth_date FROM people_person who WHERE who.id = m.person_id OFFSET 0) p
LEFT JOIN LATERAL (
    SELECT k.mark FROM people_personmark k WHERE k.person_id = p.id AND k.kind = 'c' OFFSET 0
) own ON true
"""
PEOPLE = """
INSERT INTO people_person (id, zone_id, given_name, family_name, birth_date, gender, language, email, address,
    postal_code, protected, address_withheld, created_at, created_by_kind)
SELECT DISTINCT ON (a.person_id) a.person_id, %(zone)s, a.given_name, a.family_name, a.birth_date, a.gender, a.language,
    a.email, a.address, a.postal_code, a.protected, a.protected AND a.address = '', %(at)s, %(kind)s
FROM arrivals a WHERE a.wanted AND a.is_new
ORDER BY a.person_id, a.reported_at DESC, a."row"
"""
PROTECTION = """
UPDATE people_person p SET protected = true, address_withheld = (p.address = '')
FROM arrivals a WHERE a.wanted AND a.protected AND p.id = a.person_id AND NOT p.protected
"""
MARKS = """
INSERT INTO people_personmark (zone_id, person_id, kind, mark)
SELECT DISTINCT %(zone)s::bigint, a.person_id, told.kind, told.mark
FROM arrivals a, LATERAL (
    SELECT 'c' AS kind, a.cpr_mark AS mark WHERE a.cpr_mark IS NOT NULL
    UNION ALL SELECT 'b', a.birth_mark WHERE a.birth_mark IS NOT NULL
    UNION ALL SELECT 'p', unnest(a.phone_marks)
) told
WHERE a.wanted AND (a.is_new OR NOT EXISTS (
    SELECT FROM people_personmark m
    WHERE m.zone_id = %(zone)s AND m.mark = told.mark AND m.person_id = a.person_id AND m.kind = told.kind OFFSET 0
))
ON CONFLICT DO NOTHING
"""
NUMBERS = """
INSERT INTO people_phonenumber (zone_id, person_id, number, source, shared_with_accused, added_at, added_by_id,
    stopped_because)
SELECT %(zone)s, a.person_id, told.number, 'import', false, %(at)s, %(by)s, ''
FROM arrivals a, unnest(a.phones) WITH ORDINALITY told(number, place)
WHERE a.wanted ORDER BY a."row", told.place
ON CONFLICT DO NOTHING
"""
# What is written beside a number, in whichever row: “mor”.
BESIDE = """
UPDATE people_phonenumber n SET beside = concat_ws(', ', nullif(n.beside, ''), found.words)
FROM (
    SELECT a.person_id, told.number, string_agg(DISTINCT substr(told.whole, length(told.number) + 2), ', ') AS words
    FROM arrivals a, unnest(a.phones, a.phones_told) told(number, whole)
    WHERE a.wanted AND told.whole <> told.number GROUP BY 1, 2
) found
WHERE n.person_id = found.person_id AND n.number = found.number AND position(found.words IN n.beside) = 0
"""
