"""The outreach team's own register, as it was kept in a spreadsheet: no identity, one row for each person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection

from brobygger.access.actor import Actor
from brobygger.access.zones import in_zones
from brobygger.cases import enrol
from brobygger.intake import reading, rejecting, staging
from brobygger.intake.incident_rows import GENDERS, ROLES, Rejection
from brobygger.intake.incidents import PartDone
from brobygger.intake.reading import Row, Understood
from brobygger.intake.remarks import Remarks
from brobygger.intake.runs import alive, lock_zone
from brobygger.intake.shapes import Shape
from brobygger.intake.values import COPENHAGEN, BadValue, day, whole, yes_or_no


class Registered(NamedTuple):
    """A row that may go in, in the order of the staging table's columns."""

    source_ref: str
    same: int
    identified_on: date
    incident_type: str
    role: str
    gender: str
    age: int | None
    has_contact_details: bool | None
    reached: bool
    reached_on: date | None
    attempts: int | None
    outcome: str
    decline_reason: str
    survey: str
    referral_token: str
    state: str


class RegisterRows:
    """Checks the rows of one register on one day."""

    def __init__(self, file: Understood, *, today: date, remarks: Remarks) -> None:
        self.today, self.shape, self.remarks = today, file.shape, remarks
        self.places = {column.name: file.header.places.get(column.name, -1) for column in file.shape.columns}

    def check(self, row: Row) -> Registered | Rejection:
        """The row ready, or what is wrong with it first."""
        if row.broken:
            return Rejection("", row.broken)
        fields = [*row.fields, ""]
        told = {name: fields[place] for name, place in self.places.items()}
        for column in self.shape.columns:
            if column.required and not told[column.name]:
                return Rejection(column.name, "value_missing")
        if len(told["registration_id"]) > 64:
            return Rejection("registration_id", "too_long")
        if len(told["referral_token"]) > 40:
            return Rejection("referral_token", "too_long")
        found = _typed(told, self.shape)
        if isinstance(found, Rejection):
            return found
        wrong = contradiction(found, self.today)
        if wrong:
            return wrong
        if found["reached"] and found["attempts"] == 0:
            self.remarks.add("reached_without_a_call", row.number)
        same = hash(tuple(told.values()))
        return Registered(
            told["registration_id"], same, **found, referral_token=told["referral_token"], state=state_of(found)
        )


def _typed(told: dict[str, str], shape: Shape) -> dict[str, Any] | Rejection:
    """Each field as what it is, or the first that is something else."""
    readers: dict[str, Callable[[str], Any]] = {
        "identified_on": day,
        "incident_type": _code_of(shape, "incident_type"),
        "role": _code_of(shape, "role", ROLES),
        "gender": _code_of(shape, "gender", GENDERS),
        "age": lambda text: _within(whole(text), 0, 120),
        "has_contact_details": yes_or_no,
        "reached": yes_or_no,
        "reached_on": day,
        "attempts": lambda text: _within(whole(text), 0, 32_000),
        "outcome": _code_of(shape, "outcome"),
        "decline_reason": _code_of(shape, "decline_reason"),
        "survey": _code_of(shape, "survey"),
    }
    found: dict[str, Any] = {}
    for name, read in readers.items():
        text = told[name]
        try:
            found[name] = read(text) if text else "" if shape.column(name).codes else None
        except BadValue as bad:
            return Rejection(name, bad.reason)
    return found


def _code_of(shape: Shape, name: str, words: dict[str, str] | None = None) -> Callable[[str], str]:
    codes = shape.column(name).codes

    def read(text: str) -> str:
        code = (words or {}).get(text.casefold(), text.casefold())
        if code not in codes:
            raise BadValue("not_in_the_closed_list")
        return code

    return read


def _within(number: int, least: int, most: int) -> int:
    if number < least:
        raise BadValue("below_the_least")
    if number > most:
        raise BadValue("age_out_of_range" if most == 120 else "too_long")
    return number


def contradiction(told: dict[str, Any], today: date) -> Rejection | None:
    """What in a row cannot be true together; None where it can."""
    if told["identified_on"] > today:
        return Rejection("identified_on", "in_the_future")
    for name in ("outcome", "reached_on"):
        if told[name] and not told["reached"]:
            return Rejection(name, "only_the_reached")
    if told["decline_reason"] and told["outcome"] != "declined":
        return Rejection("decline_reason", "only_the_declined")
    if told["reached_on"]:
        if told["reached_on"] < told["identified_on"]:
            return Rejection("reached_on", "before_identified")
        if told["reached_on"] > today:
            return Rejection("reached_on", "in_the_future")
    return None


def state_of(told: dict[str, Any]) -> str:
    """How the registration ended, in the words of a case."""
    if told["outcome"]:
        return str(told["outcome"])
    if told["reached"]:
        return "answer_not_recorded"
    return "no_number" if told["has_contact_details"] is False else "not_reached"


class Registrations:
    """The way of a register: staged, then part after part, each in a transaction of its own."""

    def __init__(self, summary: Any, *, zone_id: int, programme_id: int, by: Actor, at: datetime) -> None:
        self.summary, self.file = summary, summary.file
        self.zone_id, self.programme_id, self.by, self.at = zone_id, programme_id, by, at

    def go(self, progress: Callable[[str, int, int], None]) -> None:
        """Stage, keep part after part, and tell of what did not go in."""
        today = self.at.astimezone(COPENHAGEN).date()
        rows = RegisterRows(self.file, today=today, remarks=self.summary.remarks)
        parts = staging.parts_for(self.file.size, workbook=self.file.is_workbook)
        with staging.staged(0), _staged():
            total = self.summary.rows = _fill(reading.rows(self.file), rows, parts, progress)
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE old_register")
                cursor.execute(TWINS)
            handled = self.summary.rejected = staging.count_rejected()
            for part in range(parts):
                with in_zones(self.by):
                    lock_zone(self.zone_id)
                    done = self._part(part)
                    handled += done.rows
                    alive(self.summary.run_id, handled, total, self.at)
                self.summary.add(done)
                progress("keeping", handled, total)
            rejecting.keep(self.summary.run_id, self.zone_id, self.file, by=self.by)

    def _part(self, part: int) -> PartDone:
        done = PartDone()
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM old_register WHERE part = %s", [part])
            done.rows = cursor.fetchone()[0]
        done.registrations = enrol.register_ended(
            table="old_register", part=part, zone_id=self.zone_id, programme_id=self.programme_id
        )
        done.already_known = done.rows - done.registrations
        return done


class _staged:  # noqa: N801 - reads as a sentence beside staging.staged
    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS pg_temp.old_register")
            cursor.execute(OLD_REGISTER)

    def __exit__(self, *problem: object) -> None:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE IF EXISTS pg_temp.old_register")


def _fill(rows: Iterator[Row], checks: RegisterRows, parts: int, progress: Callable[[str, int, int], None]) -> int:
    count = 0
    while batch := list(islice(rows, 5_000)):
        count += len(batch)
        checked = [(row.number, checks.check(row)) for row in batch]
        with connection.cursor() as cursor:
            with cursor.copy("COPY old_register FROM STDIN") as copy:
                for number, told in checked:
                    if isinstance(told, Registered):
                        copy.write_row((number % parts, number, *told))
            with cursor.copy('COPY incoming (part, "row", fate, "column", reason) FROM STDIN') as copy:
                for number, told in checked:
                    if isinstance(told, Rejection):
                        copy.write_row((staging.REJECTED, number, "rejected", told.column, told.reason))
        progress("reading", count, 0)
    return count


OLD_REGISTER = """
CREATE TEMP TABLE old_register (
    part smallint, "row" integer, source_ref text, same bigint, identified_on date, incident_type text, role text,
    gender text, age smallint, has_contact_details boolean, reached boolean, reached_on date, attempts smallint,
    outcome text, decline_reason text, survey text, referral_token text, state text
)
"""
# The same number twice with different contents: nobody can tell which row is right.
TWINS = """
WITH wrong AS (
    DELETE FROM old_register USING (
        SELECT source_ref AS ref FROM old_register GROUP BY 1 HAVING min(same) <> max(same)
    ) twice WHERE source_ref = ref RETURNING "row", source_ref
)
INSERT INTO incoming (part, "row", fate, "column", reason, other)
SELECT -1, "row", 'rejected', 'registration_id', 'same_number_differs',
    coalesce(lag("row") OVER numbers, lead("row") OVER numbers)
FROM wrong WINDOW numbers AS (PARTITION BY source_ref ORDER BY "row")
"""
