"""A table counted in a register, and what it adds up to."""

# ruff: noqa: S608 - SQL is put together from names of this room alone; every value is a parameter.
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.cross_tables.dimensions import Asks, Dimension
from brobygger.evaluation import rules
from brobygger.evaluation.figures import Question


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by rows and columns; `columns` is None where a table has rows alone."""

    rows: Dimension
    columns: Dimension | None
    counts: Mapping[tuple[str, str], int]

    @property
    def row_groups(self) -> list[str]:
        return self.rows.shown(row for row, _column in self.counts)

    @property
    def column_groups(self) -> list[str]:
        return self.columns.shown(column for _row, column in self.counts) if self.columns else []

    def count(self, row: str | None = None, column: str | None = None) -> int:
        """How many are in the row and the column; None adds up all of them."""
        return sum(
            n for (r, c), n in self.counts.items() if (row is None or r == row) and (column is None or c == column)
        )

    def percent(self, row: str | None, column: str | None, of: str) -> float | None:
        """The count in percent of its row, its column or all, by `rules.percent`; None of nothing."""
        whole = {"row": self.count(row), "column": self.count(column=column), "all": self.count()}[of]
        return rules.percent(self.count(row, column), whole)


def table(
    by: Actor, asks: Asks, question: Question, *, act: Act, rows: str, columns: str, only: Mapping[str, list[str]]
) -> Table:
    """How many of the question's period and programme are in each row and column, of the `only` groups.

    NotFound outside the zones where the actor may see figures.
    """
    if question.zone_id not in zones_for(by, act):
        raise NotFound("not_found")
    across = asks.dimension(columns) if columns else None
    told: dict[str, Any] = {
        "zone": question.zone_id, "programme": question.programme_id, "as_of": question.as_of,
        "first": question.period.first, "last": question.period.last,
    }  # fmt: skip
    day = asks.register.day
    where = [
        "zone_id = %(zone)s AND programme_id = %(programme)s", f"({asks.only})",
        f"(%(first)s::date IS NULL OR {day} >= %(first)s)", f"(%(last)s::date IS NULL OR {day} <= %(last)s)",
    ]  # fmt: skip
    for key, groups in only.items():
        told[f"of_{key}"] = groups
        where.append(f"({asks.dimension(key).sql}) = ANY (%(of_{key})s)")
    row = asks.dimension(rows)
    statement = f"""
        SELECT grp, across, count(*) FROM (
            SELECT ({row.sql}) AS grp, ({across.sql if across else "''"}) AS across
            FROM {asks.register.source(question.as_of)} register WHERE {" AND ".join(where)}
        ) counted WHERE grp IS NOT NULL AND across IS NOT NULL GROUP BY 1, 2"""
    with connection.cursor() as cursor:
        cursor.execute(statement, told)
        return Table(row, across, {(r, c): n for r, c, n in cursor.fetchall()})
