"""What is told of an import: how fast it goes, and what came of every row."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.base.formulas import guarded
from brobygger.intake import queries
from brobygger.intake.import_run import NEW_ROWS
from brobygger.intake.models import ImportRun, RejectedRow
from brobygger.intake.rejecting import line, value_of
from brobygger.intake.runs import SHAPES
from brobygger.intake.shapes import REASON, match, shape
from brobygger.intake.states import FileKind
from brobygger.intake.words import COLUMNS, ENCODINGS, LANGUAGES, REASONS, SEPARATORS

LINES = 50


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a run has come."""

    reading: bool
    rows_a_second: int
    seconds_left: int | None


def pace(run: ImportRun, at: datetime) -> Pace:
    """Rows a second since it began, and about how long it has left once the file has been read through."""
    seconds = (at - run.started_at).total_seconds() if run.started_at else 0.0
    reading = run.rows_done == 0
    done = run.rows_total if reading else run.rows_done
    speed = done / seconds if seconds >= 1 else 0.0
    left = None if reading or not speed else round((run.rows_total - run.rows_done) / speed)
    return Pace(reading, round(speed), left)


def titles(kind: str, names: Iterable[str]) -> list[str]:
    """The columns as they are headed in an office's file; a heading that no column has stays as it is."""
    told = {column.name: column.title for column in shape(SHAPES[FileKind(kind)]).columns}
    return [told.get(name, name) for name in names]


def file_words(run: ImportRun) -> dict[str, Any]:
    """How the file was understood, in words."""
    told = run.understood
    return {
        "encoding": ENCODINGS.get(told.get("encoding", ""), ""),
        "separator": SEPARATORS.get(told.get("separator", ""), ""),
        "language": LANGUAGES.get(told.get("language", ""), ""),
        "columns": sum(not word.startswith("? ") for word in told.get("words", [])),
        "missing": titles(run.kind, told.get("missing", [])),
        "sheets": [(place, offset + 1) for place, offset in enumerate(told.get("offsets", ()), start=2)],
        "unsure": told.get("encoding") == "cp1252",
    }


def count_rows(kind: str, told: dict[str, Any]) -> list[tuple[str, int]]:
    """The counts of a run, in the order of the sum, each under its words."""
    if not told:
        return []
    if kind in NEW_ROWS:
        words = [
            (_("New conversations"), "reports") if kind == FileKind.COUNSELLING else (_("New answers"), "answers"),
            (_("Already known"), "already_known"),
            (_("Rejected"), "rejected"),
        ]
        return [(label, told.get(name, 0)) for label, name in words]
    words = [
        (_("New registrations"), "registrations"),
        (_("Already known"), "already_known"),
        (_("Skipped: accused and others, who are never stored"), "skipped_other_roles"),
        (_("Rejected"), "rejected"),
    ]
    return [(label, told.get(name, 0)) for label, name in words]


def would_count(kind: str, told: dict[str, Any], differing: int) -> list[tuple[str, int]]:
    """The same before anything has gone in: of the known rows, those that are the same are counted apart."""
    known = told.get("already_known", 0)
    differing = min(known, differing)
    apart = [(_("Known, and the same as here"), known - differing), (_("Known, and differs from here"), differing)]
    new, _known, *others = count_rows(kind, told)
    return [new, *apart[: None if kind == FileKind.INCIDENTS else 1], *others]


def unknown_values(run: ImportRun) -> list[tuple[str, str, int]]:
    """What stood in a closed list's column and is on no list: the column in words, the value, how many rows."""
    told = run.counts.get("unknown_values", {})
    return [(str(COLUMNS[name]), value, n) for name, values in told.items() for value, n in values.items()]


def notes(told: dict[str, Any]) -> list[dict[str, Any]]:
    """What else is to be said of the counts of a run, each with its count and the first rows."""
    more = [
        (_("New people on the list"), told.get("people", 0)),
        (_("Known rows that the police have corrected, and that follow them"), told.get("corrected", 0)),
        (_("Not in the target group: in the register, without identity"), told.get("not_in_target_group", 0)),
        (_("Reported too long ago for a first call: in the register, without identity"), told.get("window_passed", 0)),
        (_("Wait until their offence code is mapped"), told.get("awaiting_type", 0)),
    ]
    found = [{"words": words, "count": count, "rows": []} for words, count in more if count]
    for note in told.get("notes", []):
        found.append({"words": REASONS.get(note["code"], ""), "count": note["count"], "rows": note["rows"]})
    return found


def first_lines(by: Actor, run: ImportRun) -> list[str]:
    """The first rejected rows, one clear line each, in the language of the page."""
    danish = get_language() != "en"
    found = []
    for row, fields in queries.rejected(by, run):
        found.append(_line(run, row, fields, danish))
        if len(found) == LINES:
            break
    return found


def _line(run: ImportRun, row: RejectedRow, fields: list[str], danish: bool) -> str:
    of = shape(SHAPES[FileKind(run.kind)])
    places = match(run.understood.get("words", []), of).places
    value = value_of(fields, row.column, places)
    return line(row.column, row.reason, row.other, value=value, row=row.row, shape=of, danish=danish)


def write_rejected(by: Actor, run: ImportRun, response: HttpResponse) -> None:
    """The rejected rows as text of the same shape: the file's columns, and the reason last."""
    words = run.understood.get("words", [])
    separator = {"comma": ",", "tab": "\t"}.get(run.understood.get("separator", ""), ";")
    response.write("\ufeff")
    out = csv.writer(response, delimiter=separator)
    out.writerow([*words, REASON])
    danish = run.understood.get("language") == "da"
    for row, fields in queries.rejected(by, run):
        out.writerow([*(map(guarded, fields) if fields else [""] * len(words)), _line(run, row, fields, danish)])
