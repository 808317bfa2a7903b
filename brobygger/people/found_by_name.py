"""Found by any part of a name, however it is spelled: the database keeps each part, folded, as a row of its own.

A row for each part, since behind the zone walls PostgreSQL uses an index only for operators that cannot leak what they
compare: the beginning of a text in byte order. One folding, the database's, for what is kept and for what is asked.
"""

from collections.abc import Collection, Iterable

from django.db import connection
from django.db.models import Exists, OuterRef, Q

from brobygger.people.models import NamePart, Person

LAST = "\U0010ffff"  # sorts after every letter in byte order

# Å as aa, ø and ö as oe, æ and ä as ae; no accents, no dotless i, no apostrophe of any shape; apart at all else that is
# neither letter nor digit.
FOLD = r"""
CREATE OR REPLACE FUNCTION brobygger_name_parts(name text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
    SELECT DISTINCT part FROM regexp_split_to_table(
        regexp_replace(
            normalize(
                translate(
                    replace(replace(replace(replace(replace(replace(
                        translate(lower(normalize(translate(name, '''`´ʹʻʼʽʾʿ‘’‚‛′', ''), NFKC)), 'ÅÆØÄÖ', 'åæøäö'),
                    'å', 'aa'), 'æ', 'ae'), 'ä', 'ae'), 'ø', 'oe'), 'ö', 'oe'), 'ß', 'ss'),
                'ıłđð', 'ildd'),
            NFKD),
            '[\u0300-\u036f\u064b-\u065f\u0670\u200b-\u200f\u202a-\u202e]', '', 'g'
        ),
        '[\u0001-/:-@\[-`{-\u00bf\u2000-\u206f]+'
    ) part
    WHERE part <> ''
$$
"""
# Written as the owner, by no statement of a request: its zone is that of the person, who has just passed the wall.
KEEP = """
CREATE OR REPLACE FUNCTION brobygger_keep_name_parts() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO people_namepart (zone_id, person_id, part)
        SELECT c.zone_id, c.id, part FROM changed c, brobygger_name_parts(c.given_name || ' ' || c.family_name) part;
    ELSIF EXISTS (
        SELECT FROM changed c JOIN were w USING (id)
        WHERE (c.given_name, c.family_name) IS DISTINCT FROM (w.given_name, w.family_name)
    ) THEN
        DELETE FROM people_namepart kept USING changed c WHERE kept.zone_id = c.zone_id AND kept.person_id = c.id;
        INSERT INTO people_namepart (zone_id, person_id, part)
        SELECT c.zone_id, c.id, part FROM changed c, brobygger_name_parts(c.given_name || ' ' || c.family_name) part;
    END IF;
    RETURN NULL;
END $$
"""
TRIGGERS = (
    "CREATE TRIGGER people_name_parts_of_the_new AFTER INSERT ON people_person REFERENCING NEW TABLE AS changed"
    " FOR EACH STATEMENT EXECUTE FUNCTION brobygger_keep_name_parts()",
    "CREATE TRIGGER people_name_parts_of_the_changed AFTER UPDATE ON people_person REFERENCING OLD TABLE AS were"
    " NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION brobygger_keep_name_parts()",
)
FILL = """
INSERT INTO people_namepart (zone_id, person_id, part)
SELECT p.zone_id, p.id, part FROM people_person p, brobygger_name_parts(p.given_name || ' ' || p.family_name) part
"""
DROP = """
DROP TRIGGER people_name_parts_of_the_new ON people_person;
DROP TRIGGER people_name_parts_of_the_changed ON people_person;
DROP FUNCTION brobygger_keep_name_parts(); DROP FUNCTION brobygger_name_parts(text)
"""


def ids_by_name(*, zone_id: int, words: str, most: int) -> list[int]:
    """People of the zone of whose names some part begins with each of the words, the alphabet's first ones."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT brobygger_name_parts(%s)", [words])
        parts = sorted((part for (part,) in cursor.fetchall()), key=len, reverse=True)
    if not parts:
        return []
    found = NamePart.objects.filter(_begins(parts[0]), zone_id=zone_id)
    for part in parts[1:]:
        found = found.filter(Exists(NamePart.objects.filter(_begins(part), person=OuterRef("person"))))
    listed = found.order_by("part", "person_id").values_list("person_id", flat=True)[: 2 * most]
    return as_they_are(dict.fromkeys(listed))[:most]


def as_they_are(person_ids: Iterable[int]) -> list[int]:
    """The same people once each; in the place of one who was merged with another stands the one she is."""
    asked = list(person_ids)
    merged = dict(Person.objects.filter(pk__in=asked, merged_into__isnull=False).values_list("pk", "merged_into"))
    return list(dict.fromkeys(merged.get(pk) or pk for pk in asked))


def names_here(*, zone_id: int, words: Collection[str]) -> set[str]:
    """Which of the words are a part of somebody's name in the zone."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) word WHERE EXISTS (SELECT FROM people_namepart kept,"
            " brobygger_name_parts(word) AS told(folded) WHERE kept.zone_id = %s AND kept.part = folded)",
            (sorted(words), zone_id),
        )
        return {word for (word,) in cursor.fetchall()}


def _begins(part: str) -> Q:
    return Q(part__gte=part, part__lt=part + LAST)
