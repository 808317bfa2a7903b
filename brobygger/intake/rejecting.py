"""The rows that did not go in: kept sealed, told in one clear line each, and given back as a file of the same shape."""

import csv
import json
import os
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TextIO

from django.utils.translation import get_language, gettext, override

from brobygger.access.actor import Actor
from brobygger.access.zones import in_zones
from brobygger.base.formulas import guarded
from brobygger.intake import reading, staging
from brobygger.intake.incident_rows import OTHERS
from brobygger.intake.models import RejectedRow
from brobygger.intake.reading import Row, Understood
from brobygger.intake.shapes import REASON, Shape
from brobygger.intake.words import REASONS

MANY = 2_000
LETTERS = re.compile(r"[^\W\d_]{3}")
# In whatever form, in a word that is on neither list.
SOUNDS_ACCUSED = re.compile(
    r"sigt|mist[æa]n|tilt|gernin|anmeldt|formod|anhol|arrest|fængs|dømt|kræn|udøver|modpart|person"
    r"|other|and[er]|øvrig|suspe|accus|charg|perpet|offend|defend|detain|convict|abus",
    re.I,
)


class Rejected(NamedTuple):
    """A rejected row with its fields as they stand in the file."""

    row: Row
    column: str
    reason: str
    other: int | None


type Told = tuple[int, str, str, int | None]


def in_file(file: Understood, rejected: Iterator[Told]) -> Iterator[Rejected]:
    """The rejected rows as they stand in the file, which is read once more: no raw row waits in the database."""
    wanted = next(rejected, None)
    for row in reading.rows(file) if wanted else ():
        if wanted is None:
            return
        if row.number == wanted[0]:
            yield Rejected(row, *wanted[1:])
            wanted = next(rejected, None)


def of_run(run_id: int, by: Actor) -> Iterator[Told]:
    """What is kept of a run's rejected rows, in the file's order and without the rows themselves."""
    after = 0
    while True:
        with in_zones(by):
            rows = RejectedRow.objects.filter(run_id=run_id, row__gt=after).order_by("row")
            found = list(rows.values_list("row", "column", "reason", "other")[:MANY])
        yield from found
        if len(found) < MANY:
            return
        after = found[-1][0]


def first_lines(run_id: int, file: Understood, *, by: Actor, most: int) -> list[str]:
    """The first rejected rows of a run, one clear line each, in the language of the page."""
    found, danish = islice(in_file(file, of_run(run_id, by)), most), get_language() != "en"
    told = [(one, value_of(one.row.fields, one.column, file.header.places)) for one in found]
    return [
        line(one.column, one.reason, one.other, value=value, row=one.row.number, shape=file.shape, danish=danish)
        for one, value in told
    ]


def write_beside(
    target: Path, run_id: int, file: Understood, *, by: Actor, name: str, shown: list[str], most: int
) -> None:
    """The rejected rows of a run as a file of the same shape; the first few lines are put into `shown`."""

    def told() -> Iterator[tuple[list[str], str]]:
        for one, words in lines(in_file(file, of_run(run_id, by)), file, name):
            if len(shown) < most:
                shown.append(words)
            yield one.row.fields, words

    write_file(target, told(), list(file.words), file.separator)


def keep(run_id: int, zone_id: int, file: Understood, *, by: Actor) -> None:
    """The run has its rejected rows, sealed. What may be about an accused has its row number and role alone."""
    batch: list[RejectedRow] = []
    for found in in_file(file, staging.rejected()):
        fields = _role_alone(found, file) if _may_be_accused(found, file) else found.row.fields
        raw = json.dumps(fields, ensure_ascii=False) if any(fields) else ""
        batch.append(
            RejectedRow(
                zone_id=zone_id,
                run_id=run_id,
                row=found.row.number,
                column=found.column,
                reason=found.reason,
                other=found.other,
                raw=raw,
            )
        )
        if len(batch) >= MANY:
            _write(batch, by)
    _write(batch, by)


def _write(batch: list[RejectedRow], by: Actor) -> None:
    if batch:
        with in_zones(by):
            RejectedRow.objects.bulk_create(batch)
        batch.clear()


def _may_be_accused(found: Rejected, file: Understood) -> bool:
    """A row whose role sounds like one, or which is torn and has an accused's word somewhere, may be about one."""
    # A sheet of answers is about nobody, whatever its role says.
    if file.shape.name == "survey_responses" or "role" not in {column.name for column in file.shape.columns}:
        return False
    torn = bool(found.row.broken) and any(field.strip('" ').casefold() in OTHERS for field in found.row.fields)
    role = value_of(found.row.fields, "role", file.header.places)
    return torn or (found.column == "role" and (not LETTERS.search(role) or SOUNDS_ACCUSED.search(role) is not None))


def _role_alone(found: Rejected, file: Understood) -> list[str]:
    """The fields of a row, all empty but that of its role."""
    place = -1 if found.row.broken else file.header.places.get("role", -1)
    return [field if at == place else "" for at, field in enumerate(found.row.fields)]


def line(
    column: str, reason: str, other: int | None, *, value: str, row: int, shape: Shape, danish: bool, name: str = ""
) -> str:
    """One clear line: file, row, column, value, reason; in the language of the file's header."""
    with override("da" if danish else "en"):
        title = ""
        if column:
            told = shape.column(column)
            title = f"{told.title if danish else told.name} {gettext('“%s”') % value[:80]}: "
        where = f"{name}, " if name else ""
        words = str(REASONS.get(reason, reason))
        if other is not None:
            words = f"{words} ({gettext('row')} {other})"
        return f"{where}{gettext('row')} {row}: {title}{words}"


def value_of(fields: list[str], column: str, places: dict[str, int]) -> str:
    """The field that a rejection is about; empty where the row has none."""
    place = places.get(column, -1)
    return fields[place] if 0 <= place < len(fields) else ""


def lines(found: Iterable[Rejected], file: Understood, name: str) -> Iterator[tuple[Rejected, str]]:
    """Each rejected row with its one line."""
    for one in found:
        value = value_of(one.row.fields, one.column, file.header.places)
        told: dict[str, Any] = {"value": value, "row": one.row.number, "shape": file.shape, "name": name}
        yield one, line(one.column, one.reason, one.other, danish=file.header.language == "da", **told)


def write_file(target: Path, found: Iterable[tuple[list[str], str]], header: list[str], separator: str) -> int:
    """A file that only its owner reads, of the same shape with the reason last; returns how many rows it has."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8-sig", newline="") as file:
        os.fchmod(file.fileno(), 0o600)
        return write_rows(file, found, header, separator)


def write_rows(file: TextIO, found: Iterable[tuple[list[str], str]], header: list[str], separator: str) -> int:
    """The header and the rows, each with its reason."""
    out = csv.writer(file, delimiter=separator or ";")
    out.writerow([*(word for word in header if word.strip().casefold() != REASON), REASON])
    drop = [place for place, word in enumerate(header) if word.strip().casefold() == REASON]
    count = 0
    for fields, reason in found:
        out.writerow([*(guarded(field) for place, field in enumerate(fields) if place not in drop), reason])
        count += 1
    return count
