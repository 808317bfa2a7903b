"""How a register is counted: one expression for its triggers, the edges of a period, a recount and a past day."""

# ruff: noqa: S608 - SQL is put together from names of this package alone; every value is a parameter.
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from brobygger.evaluation import rules

EARLIER = "evaluation_earlier"
TODAY = "(now() AT TIME ZONE 'Europe/Copenhagen')::date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A table of rows without identity, and how it stood on a day. Every expression is SQL over its own columns."""

    name: str  # of the trigger's function
    register: str
    day: str  # the column of the day that a period means
    reads: tuple[str, ...]  # every column that is read
    known_on: str = ""  # the day from which a row is known, where it is not `day`
    at: Mapping[str, str] = field(default_factory=dict)  # columns as they were known on the day %(as_of)s

    @property
    def _columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.day, *self.reads)))

    @property
    def _stood(self) -> tuple[str, ...]:
        """What is kept of a row that changes."""
        known_on = (self.known_on,) if self.known_on else ()
        return tuple(dict.fromkeys(("id", "zone_id", "programme_id", *self._columns, *known_on)))

    def source(self, as_of: date | None) -> str:
        """The rows to read: those of now, or as they were known on the day."""
        return self.known() if as_of else self.register

    def known(self) -> str:
        """The register's rows of %(zone)s as they were known on the day %(as_of)s.

        A row that has changed since is read as it stood; what carries its own day, as the day of the call, is not yet
        known before it. A row that a file brought in later is known from its own day on.
        """
        columns = ", ".join(f"{self.at[name]} AS {name}" if name in self.at else name for name in self._columns)
        stood = ", ".join(self._stood)
        return f"""(
            SELECT id, zone_id, programme_id, {columns} FROM (
                SELECT {stood} FROM {self.register} r WHERE r.zone_id = %(zone)s AND NOT EXISTS (
                    SELECT FROM {EARLIER} e WHERE e.zone_id = %(zone)s AND e.register = '{self.register}'
                        AND e.row_id = r.id AND e.until > %(as_of)s)
                UNION ALL
                SELECT {stood} FROM (
                    SELECT DISTINCT ON (row_id) was FROM {EARLIER}
                    WHERE zone_id = %(zone)s AND register = '{self.register}' AND until > %(as_of)s
                    ORDER BY row_id, until
                ) e, jsonb_populate_record(NULL::{self.register}, e.was) p
            ) r WHERE {self.day} <= %(as_of)s{f" AND {self.known_on} <= %(as_of)s" if self.known_on else ""}
        )"""

    @property
    def keeps(self) -> str:
        """What the trigger does with rows that change, so that it is known how they stood."""
        was = ", ".join(f"'{name}', o.{name}" for name in self._stood)
        before, after = (", ".join(f"{row}.{name}" for name in self._columns) for row in "on")
        return f"""
            INSERT INTO {EARLIER} (zone_id, register, row_id, until, was)
            SELECT o.zone_id, '{self.register}', o.id, {TODAY}, jsonb_build_object({was})
            FROM old_rows o JOIN new_rows n ON n.id = o.id WHERE ({before}) IS DISTINCT FROM ({after})
            ON CONFLICT DO NOTHING;"""

    @property
    def function(self) -> str:
        """It runs as whoever writes, behind the same walls."""
        return f"""
            CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $keep$
            BEGIN {self.keeps} RETURN NULL; END $keep$"""

    @property
    def triggers(self) -> tuple[str, ...]:
        return (self._trigger("UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),)

    def _trigger(self, verb: str, tables: str) -> str:
        return (
            f"CREATE TRIGGER counts_are_kept_on_{verb.lower()} AFTER {verb} ON {self.register}"
            f" REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION {self.name}()"
        )

    @property
    def drop(self) -> str:
        return f"DROP FUNCTION IF EXISTS {self.name}() CASCADE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cube(Register):
    """A register with kept sums: which rows count, in which groups, and by what a question may be narrowed.

    A split whose expression is null leaves the row out.
    """

    kept: str  # the table of sums
    narrow: tuple[str, ...]
    splits: Mapping[str, str]  # how the rows are grouped, each by one text; a question adds up the groups of a split
    counts: Mapping[str, str]  # what is counted, and of which rows; empty: of all
    only: str = "true"  # the rows that are counted at all
    perhaps_none: tuple[str, ...] = ()  # ids among `narrow` that a row may lack

    @property
    def key(self) -> str:
        return ", ".join(("zone_id", "programme_id", "month", *self.narrow, "split", "grp"))

    @property
    def columns(self) -> str:
        return f"{self.key}, {', '.join(self.counts)}"

    @property
    def sums(self) -> str:
        return ", ".join(f"sum({name})::bigint" for name in self.counts)

    @property
    def some(self) -> str:
        return " OR ".join(f"sum({name}) <> 0" for name in self.counts)

    def counted(self, rows: str) -> str:
        """A SELECT of `columns` over the SQL `rows`, each with a `sign` of 1 or -1; empty sums are left out.

        Equal rows are added up first, so that a large import costs one pass, not one for each split.
        """
        groups = ", ".join(f"{sql} AS of_{name}" for name, sql in self.splits.items())
        of_each = ", ".join(
            f"coalesce(sum(sign){f' FILTER (WHERE {only})' if only else ''}, 0) AS {name}"
            for name, only in self.counts.items()
        )
        splits = ", ".join(f"('{name}', of_{name})" for name in self.splits)
        alike = ", ".join(str(place + 1) for place in range(3 + len(self.narrow) + len(self.splits)))
        return f"""
            SELECT {self.key}, {", ".join(f"sum({name})" for name in self.counts)}
            FROM (
                SELECT zone_id, programme_id, date_trunc('month', {self.day}::timestamp)::date AS month,
                    {", ".join(self.narrow)}, {groups}, {of_each}
                FROM ({rows}) signed WHERE {self.only} GROUP BY {alike}
            ) alike, LATERAL (VALUES {splits}) splits(split, grp)
            WHERE grp IS NOT NULL GROUP BY {self.key} HAVING {self.some}"""

    def signed(self, source: str = "", sign: int = 1, where: str = "") -> str:
        """The rows of the register, or of a source like it, each with the sign by which it counts."""
        columns = ", ".join(self._columns)
        return f"SELECT {sign} AS sign, zone_id, programme_id, {columns} FROM {source or self.register} {where}"

    # -- what the database does by itself ---------------------------------------------------------------------------

    @property
    def count_all(self) -> str:
        return f"INSERT INTO {self.kept} ({self.columns}) {self.counted(self.signed())}"

    @property
    def function(self) -> str:
        """Keeps the sums and, of what is changed, how it stood; it runs as whoever writes, behind the same walls."""
        add = f"INSERT INTO {self.kept} ({self.columns})"
        new, old = self.signed("new_rows"), self.signed("old_rows", -1)
        return f"""
            CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $keep$
            BEGIN
                IF TG_OP = 'INSERT' THEN
                    {add} {self.counted(new)};
                ELSIF TG_OP = 'DELETE' THEN
                    {add} {self.counted(old)};
                ELSE
                    {add} {self.counted(f"{new} UNION ALL {old}")};
                    {self.keeps}
                END IF;
                RETURN NULL;
            END $keep$"""

    @property
    def triggers(self) -> tuple[str, ...]:
        return (
            self._trigger("INSERT", "NEW TABLE AS new_rows"),
            self._trigger("UPDATE", "OLD TABLE AS old_rows NEW TABLE AS new_rows"),
            self._trigger("DELETE", "OLD TABLE AS old_rows"),
        )

    # -- keeping the sums few and true -------------------------------------------------------------------------------

    @property
    def fresh(self) -> str:
        """How many changes have not been merged."""
        return f"SELECT count(*) FROM {self.kept} WHERE zone_id = %(zone)s AND fresh"

    @property
    def fold(self) -> str:
        """Merges the changes. One statement, so that what it removes and what it adds are of the same moment: changes
        that others are writing meanwhile are neither removed nor counted."""
        # Never IS NOT DISTINCT FROM, by which no join is hashed: a large import would take minutes.
        same = " AND ".join(
            f"coalesce(k.{name}, 0) = coalesce(f.{name}, 0)" if name in self.perhaps_none else f"k.{name} = f.{name}"
            for name in self.key.split(", ")
        )
        return f"""
            WITH changed AS (SELECT DISTINCT {self.key} FROM {self.kept} WHERE zone_id = %(zone)s AND fresh),
            gone AS (DELETE FROM {self.kept} k USING changed f WHERE k.zone_id = %(zone)s AND {same} RETURNING k.*)
            INSERT INTO {self.kept} ({self.columns}, fresh)
            SELECT {self.key}, {self.sums}, false FROM gone GROUP BY {self.key} HAVING {self.some}
            ORDER BY {self.key}"""

    @property
    def recount(self) -> str:
        return f"""
            WITH gone AS (DELETE FROM {self.kept} WHERE zone_id = %(zone)s)
            INSERT INTO {self.kept} ({self.columns}) {self.counted(self.signed(where="WHERE zone_id = %(zone)s"))}"""

    @property
    def wrong(self) -> str:
        """How many sums differ from a full count."""
        kept = f"SELECT {self.key}, {self.sums} FROM {self.kept} WHERE zone_id = %(zone)s GROUP BY {self.key}"
        kept = f"{kept} HAVING {self.some}"
        full = self.counted(self.signed(where="WHERE zone_id = %(zone)s"))
        return f"SELECT count(*) FROM (({kept} EXCEPT {full}) UNION ALL ({full} EXCEPT {kept})) differing"


def summed(
    cube: Cube,
    by: Sequence[str],
    *,
    zone_id: int,
    programme_id: int,
    period: rules.Period,
    as_of: date | None,
    where: str = "true",
    values: Mapping[str, Any] | None = None,
) -> Iterable[tuple[Any, ...]]:
    """The sums grouped by each SQL of `by`, in one statement and so of one moment; what they are, then the counts."""
    here = "WHERE zone_id = %(zone)s AND programme_id = %(programme)s"
    told: dict[str, Any] = {"zone": zone_id, "programme": programme_id, "as_of": as_of, **(values or {})}
    sources = []
    parts = rules.parts(period)
    if as_of:
        within = here
        for name, sign, day in (("first", ">=", period.first), ("last", "<=", period.last)):
            if day:
                told[name] = day
                within += f" AND {cube.day} {sign} %({name})s"
        sources.append(cube.counted(cube.signed(f"{cube.known()} known", where=within)))
    else:
        told |= {"from": parts.months_from, "before": parts.months_before}
        months = " AND month >= %(from)s" if parts.months_from else ""
        months += " AND month < %(before)s" if parts.months_before else ""
        sources.append(f"SELECT {cube.columns} FROM {cube.kept} {here}{months}")
        if parts.edges:
            days = []
            for number, edge in enumerate(parts.edges):
                told |= {f"first{number}": edge.first, f"last{number}": edge.last}
                between = f"{here} AND {cube.day} BETWEEN %(first{number})s AND %(last{number})s"
                days.append(cube.signed(sign=edge.sign, where=between))
            sources.append(cube.counted(" UNION ALL ".join(days)))
    places = ", ".join(str(place + 1) for place in range(len(by)))
    statement = f"""
        SELECT {", ".join(by)}, {cube.sums} FROM ({" UNION ALL ".join(sources)}) kept({cube.columns})
        WHERE {where} GROUP BY {places} HAVING {cube.some}"""
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return list(cursor.fetchall())
