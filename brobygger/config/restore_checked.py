"""Whether a database that came back is whole: its constraints, its walls, the trail's chain, and how many rows."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connections
from django.utils import timezone
from psycopg import sql

from brobygger.access.zones import walled_models
from brobygger.trail.actions import check_seals

CONSTRAINTS = """
SELECT c.conname, c.conrelid::regclass::text, c.confrelid::regclass::text, c.convalidated,
    pg_get_expr(c.conbin, c.conrelid),
    (SELECT array_agg(attname::text ORDER BY n) FROM unnest(c.conkey) WITH ORDINALITY AS k (number, n)
        JOIN pg_attribute ON attrelid = c.conrelid AND attnum = k.number),
    (SELECT array_agg(attname::text ORDER BY n) FROM unnest(c.confkey) WITH ORDINALITY AS k (number, n)
        JOIN pg_attribute ON attrelid = c.confrelid AND attnum = k.number)
FROM pg_constraint c WHERE c.connamespace = 'public'::regnamespace AND c.contype IN ('c', 'f') AND c.conrelid <> 0
ORDER BY 2, 1
"""
WITHOUT_WALL = """
SELECT relname FROM pg_class WHERE relname = ANY (%s) AND relnamespace = 'public'::regnamespace
    AND NOT (relrowsecurity AND EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid))
"""
ONLY_GROW = ("trail_entry", "trail_seal")


def counts() -> dict[str, int]:
    """How many rows each table has, all of one moment."""
    tables = sorted({model._meta.db_table for model in apps.get_models() if model._meta.managed})
    told = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {}, count(*) FROM {}").format(sql.Literal(table), sql.Identifier(table)) for table in tables
    )
    with connections["owner"].cursor() as cursor:
        cursor.execute(told.as_string(cursor.connection))
        return dict(cursor.fetchall())


def faults(noted: dict[str, int]) -> Iterator[str]:
    """A line for each thing that is not as it should be; none where all is whole."""
    with connections["owner"].cursor() as cursor:
        for constraint, *told in _rows(cursor, CONSTRAINTS):
            if _is_broken(cursor, *told):
                yield f"{told[0]}: {constraint} holder ikke · does not hold"
        walled = [model._meta.db_table for model in walled_models()]
        for (table,) in _rows(cursor, WITHOUT_WALL, [walled]):
            yield f"{table}: muren mangler, kør `brobygger prepare` · its wall is missing, run `brobygger prepare`"
    with connections["default"].cursor() as cursor:  # which has entered no zone
        for table in walled:
            if _rows(cursor, f"SELECT 1 FROM {table} WHERE zone_id IS NOT NULL LIMIT 1"):  # noqa: S608  a table of ours
                yield f"{table}: webrollen ser rækker uden zone · the web role sees rows without a zone"
    if broken := check_seals(at=timezone.now()).broken:
        yield f"sporet er ændret: segl {broken.pk} passer ikke · the trail has been changed below this seal"
    there = counts()
    for table, n in noted.items():
        least = n if table in ONLY_GROW else min(n, 1)
        if there.get(table, 0) < least:
            yield f"{table}: {there.get(table, 0)} rækker, sikkerhedskopien havde {n} · rows, the back-up had {n}"


def _is_broken(
    cursor: Any, table: str, other: str, validated: bool, check: str | None, mine: list[str], theirs: list[str] | None
) -> bool:
    """Read through anew: that PostgreSQL once found it so is no proof of what lies there now."""
    if check is not None:
        words = f"SELECT 1 FROM {table} WHERE NOT ({check}) LIMIT 1"  # noqa: S608  PostgreSQL's own words
    else:
        pairs = [(f'"{one}"', f'"{another}"') for one, another in zip(mine, theirs or (), strict=True)]
        there = " AND ".join(f"m.{one} = t.{another}" for one, another in pairs)
        said = " AND ".join(f"m.{one} IS NOT NULL" for one, _another in pairs)
        words = (
            f"SELECT 1 FROM {table} m WHERE {said}"  # noqa: S608
            f" AND NOT EXISTS (SELECT FROM {other} t WHERE {there}) LIMIT 1"
        )
    return not validated or bool(_rows(cursor, words))


def _rows(cursor: Any, words: str, values: list[Any] | None = None) -> list[Any]:
    cursor.execute(words, values)
    return list(cursor.fetchall())
