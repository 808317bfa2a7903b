"""The way of a register without identity: read, checked and staged, then kept part after part.

Two registers come this way: the outreach team's own, and that of a counselling organisation.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Protocol

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.access.zones import in_zones
from brobygger.base.workdays import day_of
from brobygger.intake import reading, rejecting, staging
from brobygger.intake.incident_import import PartDone
from brobygger.intake.incident_rows import Rejection
from brobygger.intake.reading import Row, Understood
from brobygger.intake.remarks import Remarks
from brobygger.intake.runs import alive, lock_zone


class Checks(Protocol):
    """Checks the rows of one file on one day."""

    def check(self, row: Row) -> Any:
        """The row in the order of the register's columns, or a Rejection."""


class Opens(Protocol):
    """What makes the checks of one file."""

    def __call__(self, file: Understood, *, today: date, remarks: Remarks) -> Checks: ...


class Keeps(Protocol):
    """What takes a part of the staged rows into the register, and tells how many were new."""

    def __call__(self, *, table: str, part: int, zone_id: int, programme_id: int) -> int: ...


@dataclass(frozen=True, slots=True)
class Register:
    """What distinguishes one register from another on the way in. Its first two columns are `source_ref` and `same`."""

    table: str
    columns: str
    number: str  # the column of the file that holds the register's own number
    rows: Opens
    keep: Keeps


class RegisterWay:
    """A register goes in: staged, then part after part, each in a transaction of its own."""

    def __init__(
        self,
        register: Register,
        summary: Any,
        *,
        zone_id: int,
        programme_id: int,
        by: Actor,
        at: datetime,
        most: int | None = None,
    ) -> None:
        self.most = most
        self.register, self.summary, self.file = register, summary, summary.file
        self.zone_id, self.programme_id, self.by, self.at = zone_id, programme_id, by, at

    def go(self, progress: Callable[[str, int, int], None]) -> Checks:
        """Stage, keep part after part, and tell of what did not go in; returns what checked the rows."""
        today = day_of(self.at)
        rows = self.register.rows(self.file, today=today, remarks=self.summary.remarks)
        parts = staging.parts_for(self.file.size, workbook=self.file.is_workbook)
        with staging.staged(0), _Staged(self.register):
            told = islice(reading.rows(self.file, self.summary.remarks), self.most)
            total = self.summary.rows = self._fill(told, rows, parts, progress)
            with connection.cursor() as cursor:
                cursor.execute(f"ANALYZE {self.register.table}")
                cursor.execute(TWINS.format(table=self.register.table), [self.register.number])
            handled = self.summary.rejected = staging.count_rejected()
            for part in range(parts):
                with in_zones(self.by):
                    lock_zone(self.zone_id)
                    done = self._part(part)
                    handled += done.rows
                    self.summary.add(done)
                    alive(self.summary.run_id, handled, total, self.at, brought=self.summary.brought())
                progress("keeping", handled, total)
            rejecting.keep(self.summary.run_id, self.zone_id, self.file, by=self.by)
        return rows

    def _part(self, part: int) -> PartDone:
        done, table = PartDone(), self.register.table
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE part = %s", [part])  # noqa: S608 - a constant
            done.rows = cursor.fetchone()[0]
        done.registrations = self.register.keep(
            table=table, part=part, zone_id=self.zone_id, programme_id=self.programme_id
        )
        done.already_known = done.rows - done.registrations
        return done

    def _fill(self, rows: Iterator[Row], checks: Checks, parts: int, progress: Callable[[str, int, int], None]) -> int:
        count = 0
        while batch := list(islice(rows, 5_000)):
            count += len(batch)
            checked = [(row.number, checks.check(row)) for row in batch]
            with connection.cursor() as cursor:
                with cursor.copy(f"COPY {self.register.table} FROM STDIN") as copy:
                    for number, told in checked:
                        if not isinstance(told, Rejection):
                            copy.write_row((number % parts, number, *told))
                with cursor.copy('COPY incoming (part, "row", fate, "column", reason) FROM STDIN') as copy:
                    for number, told in checked:
                        if isinstance(told, Rejection):
                            copy.write_row((staging.REJECTED, number, "rejected", told.column, told.reason))
            progress("reading", count, 0)
        return count


class _Staged:
    """The register's temporary table is there, and gone afterwards."""

    def __init__(self, register: Register) -> None:
        self.register = register

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{self.register.table}")
            cursor.execute(
                f'CREATE TEMP TABLE {self.register.table} (part smallint, "row" integer, {self.register.columns})'
            )

    def __exit__(self, *problem: object) -> None:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{self.register.table}")


# The same number twice with different contents: nobody can tell which row is right.
TWINS = """
WITH wrong AS (
    DELETE FROM {table} USING (
        SELECT source_ref AS ref FROM {table} GROUP BY 1 HAVING min(same) <> max(same)
    ) twice WHERE source_ref = ref RETURNING "row", source_ref
)
INSERT INTO incoming (part, "row", fate, "column", reason, other)
SELECT -1, "row", 'rejected', %s, 'same_number_differs',
    coalesce(lag("row") OVER numbers, lead("row") OVER numbers)
FROM wrong WINDOW numbers AS (PARTITION BY source_ref ORDER BY "row")
"""
