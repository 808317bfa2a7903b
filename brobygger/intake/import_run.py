"""A whole file goes in: read and staged, then part after part, each in a transaction of its own.

Whatever has gone in stays in; a run that is cut off is finished by reading the same file again.
"""

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Max

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.access.zones import in_zones
from brobygger.base.workdays import day_of
from brobygger.intake import (
    incident_import,
    outreach_register_rows,
    reading,
    rejecting,
    report_rows,
    staging,
    statistics,
)
from brobygger.intake.correcting import Corrector
from brobygger.intake.corrections import Known
from brobygger.intake.criteria_asked import Judge
from brobygger.intake.incident_import import PartDone
from brobygger.intake.incident_rows import IncidentRows
from brobygger.intake.models import ImportRun
from brobygger.intake.reading import FileUnreadable, Understood
from brobygger.intake.register_import import Register, RegisterWay
from brobygger.intake.remarks import Remarks
from brobygger.intake.rung_no_more import NOBODY, Watch
from brobygger.intake.runs import alive, brought_so_far, end, is_older, lock_zone, understand
from brobygger.intake.states import RUN, FileKind, RunState
from brobygger.intake.undecided_codes import decide_waiting
from brobygger.programmes.queries import criteria_on
from brobygger.trail import actions as trail

type Progress = Callable[[str, int, int], None]

# A later room puts its own in.
REGISTERS: dict[FileKind, Register] = {
    FileKind.REGISTRATIONS: outreach_register_rows.REGISTER,
    FileKind.COUNSELLING: report_rows.REGISTER,
}
LINES = 10
# What the new rows of a register without registrations are told as.
NEW_ROWS = {FileKind.COUNSELLING: "reports", FileKind.SURVEY: "answers"}


@dataclass(kw_only=True)
class Summary(PartDone):
    """What became of the rows of a file: rows = registrations + already known + skipped + rejected, always.

    In a counselling register the new rows are reports of conversations, in a file of answers they are answers, and
    are told under that word.
    """

    run_id: int
    file: Understood
    kind: FileKind
    unknown_values: Counter[tuple[str, str]] = field(default_factory=Counter)
    remarks: Remarks = field(default_factory=Remarks)
    lines: list[str] = field(default_factory=list)  # the first that were rejected, where it is rehearsed
    in_before: int = 0  # of the new rows, those that went in before the run was cut off

    def go_on_from(self, brought: dict[str, Any]) -> None:
        """What the parts brought before the run was cut off counts as brought by the whole."""
        if brought:
            self.people, self.corrected = brought["people"], brought["corrected"]
            self.registrations = self.in_before = brought["registrations"]
            self.notes.update(brought["notes"])
            self.unknown_codes.update(brought["unknown_codes"])
            self.remarks.take(brought["remarks"])

    def brought(self) -> dict[str, Any]:
        """What the parts have brought so far, as it is kept with the run."""
        told = {"people": self.people, "registrations": self.registrations, "corrected": self.corrected}
        corrections = [one for one in self.remarks.as_list() if one["code"].startswith(("corrected_", "kept_"))]
        lists = {"notes": dict(self.notes), "unknown_codes": dict(self.unknown_codes)}
        return told | lists | {"remarks": corrections}

    def add(self, done: PartDone) -> None:
        """A part has gone in."""
        self.people += done.people
        self.registrations += done.registrations
        # A row that went in before the run was cut off is known by now, and new to the whole.
        again = min(self.in_before, done.already_known)
        self.in_before -= again
        self.already_known += done.already_known - again
        self.skipped_other_roles += done.skipped_other_roles
        self.corrected += done.corrected
        self.notes.update(done.notes)
        self.unknown_codes.update(done.unknown_codes)

    def counts(self) -> dict[str, Any]:
        """The summary as it is kept with the run and printed."""
        if self.kind in NEW_ROWS:
            return self._counts_of_rows(NEW_ROWS[self.kind])
        return {
            "rows": self.rows,
            "people": self.people,
            "registrations": self.registrations,
            "already_known": self.already_known,
            "corrected": self.corrected,
            "skipped_other_roles": self.skipped_other_roles,
            "rejected": self.rejected,
            "not_in_target_group": self.notes["not_in_target_group"],
            "window_passed": self.notes["window_passed"],
            "awaiting_type": self.notes["awaiting_type"],
            "unknown_offence_codes": dict(sorted(self.unknown_codes.items())),
            "notes": self.remarks.as_list(),
        }

    def _counts_of_rows(self, word: str) -> dict[str, Any]:
        values: dict[str, dict[str, int]] = {}
        for (column, value), count in sorted(self.unknown_values.items()):
            values.setdefault(column, {})[value] = count
        return {
            "rows": self.rows,
            word: self.registrations,
            "already_known": self.already_known,
            "rejected": self.rejected,
            "unknown_values": values,
            "notes": self.remarks.as_list(),
        }


def silent(phase: str, done: int, total: int) -> None:
    """No one watches."""


def run_file(*, run_id: int, file: Path, by: Actor, at: datetime, progress: Progress = silent) -> Summary:
    """The file of a run goes in. Refused with FileUnreadable, and the run says so, where it cannot be read."""
    with in_zones(by):
        run = ImportRun.objects.get(pk=run_id)
        may(by, Act.IMPORT_FILE, run).require()
        kind, zone_id, programme_id = FileKind(run.kind), run.zone_id, run.programme_id
        RUN.may_move(run.state, RunState.RUNNING).require()
        known = Known.OLDER if is_older(run) else Known(run.known)
        run.state, run.started_at, run.alive_at, run.rows_done, run.rows_total = RunState.RUNNING, at, at, 0, 0
        run.save(update_fields=["state", "started_at", "alive_at", "rows_done", "rows_total"])
        brought = brought_so_far(run)
        trail.write("intake.import_begun", by=by, at=at, about=run, kind=kind.value)
    began = time.monotonic()
    try:
        understood = understand(file, kind)
        summary = Summary(run_id=run_id, file=understood, kind=kind)
        summary.go_on_from(brought)
        _remark_on_header(summary.remarks, understood)
        where: dict[str, Any] = {"zone_id": zone_id, "programme_id": programme_id, "by": by, "at": at}
        if kind == FileKind.INCIDENTS:
            _Incidents(summary, known=known, **where).go(progress)
        else:
            checked = RegisterWay(REGISTERS[kind], summary, **where).go(progress)
            summary.unknown_values.update(getattr(checked, "unknown", {}))
    except FileUnreadable as problem:
        end(run_id, by, at, RunState.FAILED, began, error={"code": problem.code, "columns": list(problem.columns)})
        raise
    end(run_id, by, at, RunState.ENDED, began, counts=summary.counts())
    return summary


class _Incidents:
    """The way of a file of incidents: of all its rows, or of the first, and with someone who looks on."""

    def __init__(
        self,
        summary: Summary,
        *,
        known: Known,
        zone_id: int,
        programme_id: int,
        by: Actor,
        at: datetime,
        watch: Watch = NOBODY,
        most: int | None = None,
    ) -> None:
        self.summary, self.file, self.known = summary, summary.file, known
        self.watch, self.most = watch, most
        self.zone_id, self.programme_id, self.by, self.at = zone_id, programme_id, by, at
        self.on = day_of(at)

    def go(self, progress: Progress) -> None:
        """Stage, keep part after part, and tell of what did not go in."""
        parts = staging.parts_for(self.file.size, workbook=self.file.is_workbook)
        self._decide_waiting()
        rows = IncidentRows(self.file, Judge(self.programme_id), today=self.on, remarks=self.summary.remarks)
        with staging.staged(parts):
            told = islice(reading.rows(self.file, self.summary.remarks), self.most)
            total = self.summary.rows = staging.fill(told, rows.check, parts, self._read(progress))
            handled, newest = staging.count_rejected(), staging.newest_report()
            with in_zones(self.by):
                ImportRun.objects.filter(pk=self.summary.run_id).update(newest_report=newest or None)
            corrector = Corrector(
                zone_id=self.zone_id,
                programme_id=self.programme_id,
                known=self.known,
                remarks=self.summary.remarks,
                by=self.by,
                at=self.at,
                watch=self.watch,
                newest=newest,
            )
            for part in range(parts):
                staging.analyse(part)
                with in_zones(self.by):
                    lock_zone(self.zone_id)
                    done = incident_import.keep_part(part, corrector=corrector, on=self.on)
                    handled += done.rows
                    self.summary.add(done)
                    alive(self.summary.run_id, handled, total, self.at, brought=self.summary.brought())
                if parts > 1 and statistics.is_time(part + 1):
                    statistics.refresh()
                progress("keeping", handled, total)
            if self.summary.corrected and newest < self._newest_before():
                self.summary.remarks.add("perhaps_older_file")
            self.summary.rejected = staging.count_rejected()
            rejecting.keep(self.summary.run_id, self.zone_id, self.file, by=self.by)

    def _newest_before(self) -> str:
        """The newest report in any file that has been read here, as a moment that sorts."""
        with in_zones(self.by):
            runs = ImportRun.objects.filter(zone_id=self.zone_id, programme_id=self.programme_id)
            found = runs.exclude(pk=self.summary.run_id).aggregate(newest=Max("newest_report"))["newest"]
        return found.astimezone(UTC).isoformat() if found else ""

    def _read(self, progress: Progress) -> Callable[[int], None]:
        def told(count: int) -> None:
            with in_zones(self.by):
                alive(self.summary.run_id, 0, count, self.at)
            progress("reading", count, 0)

        return told

    def _decide_waiting(self) -> None:
        """Another zone's leaders may have mapped codes since people here began to wait for them."""
        with in_zones(self.by):
            decide_waiting(
                zone_id=self.zone_id,
                programme_id=self.programme_id,
                criteria_id=criteria_on(self.programme_id, self.on).pk,
                by=self.by,
                at=self.at,
            )


def rehearse(
    run: ImportRun, file: Understood, *, known: Known, watch: Watch, most: int, by: Actor, at: datetime
) -> Summary:
    """What the run would bring of the file's first rows: they go in, are watched, and all of it is undone."""
    kind = FileKind(run.kind)
    summary = Summary(run_id=run.pk, file=file, kind=kind)
    where: dict[str, Any] = {"zone_id": run.zone_id, "programme_id": run.programme_id, "by": by, "at": at}
    with transaction.atomic():
        _remark_on_header(summary.remarks, file)
        if kind == FileKind.INCIDENTS:
            _Incidents(summary, known=known, watch=watch, most=most, **where).go(silent)
        else:
            RegisterWay(REGISTERS[kind], summary, most=most, **where).go(silent)
        summary.lines = rejecting.first_lines(run.pk, file, by=by, most=LINES)
        transaction.set_rollback(True)
    return summary


def _remark_on_header(remarks: Remarks, file: Understood) -> None:
    if file.header.unknown:
        remarks.add("columns_not_known", None, len(file.header.unknown))
    for row in file.errors:
        remarks.add("cell_with_an_error", row)
    if file.strays:
        remarks.add("cells_far_away", None, file.strays)
    if file.header.missing:
        remarks.add("columns_not_there", None, len(file.header.missing))
