"""Bringing files in: the writing door of this room."""

from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.cases.holding import may_pass
from brobygger.intake import uploads
from brobygger.intake.import_run import Progress, Summary, run_file, silent
from brobygger.intake.models import ImportRun, RejectedRow
from brobygger.intake.runs import begin_run
from brobygger.intake.states import RUN, FileKind, KnownRows, RunState
from brobygger.intake.undecided_codes import decide_waiting
from brobygger.trail import actions as trail

__all__ = [
    "Summary",
    "decide_waiting",
    "delete_old_rejects",
    "import_counselling",
    "import_incidents",
    "import_registrations",
    "import_survey",
]

KEPT = timedelta(days=30)
LYING = timedelta(days=1)


def import_incidents(
    *,
    file: Path,
    programme_id: int,
    zone_id: int,
    by: Actor,
    at: datetime,
    progress: Progress = silent,
    known: str = KnownRows.UPDATE,
) -> Summary:
    """The police's export goes in, and known rows follow it. Refused with FileUnreadable where it cannot be read."""
    return _import(FileKind.INCIDENTS, file, programme_id, zone_id, by, at, progress, known)


def import_registrations(
    *, file: Path, programme_id: int, zone_id: int, by: Actor, at: datetime, progress: Progress = silent
) -> Summary:
    """The team's own register goes in. Refused with FileUnreadable where the file as a whole cannot be read."""
    return _import(FileKind.REGISTRATIONS, file, programme_id, zone_id, by, at, progress)


def import_counselling(
    *, file: Path, programme_id: int, zone_id: int, by: Actor, at: datetime, progress: Progress = silent
) -> Summary:
    """A counselling organisation's register goes in. Refused with FileUnreadable where it cannot be read."""
    return _import(FileKind.COUNSELLING, file, programme_id, zone_id, by, at, progress)


def import_survey(
    *, file: Path, programme_id: int, zone_id: int, by: Actor, at: datetime, progress: Progress = silent
) -> Summary:
    """A file of answers to the survey goes in. Refused with FileUnreadable where it cannot be read."""
    return _import(FileKind.SURVEY, file, programme_id, zone_id, by, at, progress)


def _import(
    kind: FileKind,
    file: Path,
    programme_id: int,
    zone_id: int,
    by: Actor,
    at: datetime,
    progress: Progress,
    known: str = KnownRows.UPDATE,
) -> Summary:
    run = begin_run(file=file, kind=kind, zone_id=zone_id, programme_id=programme_id, by=by, at=at, known=known)
    return run_file(run_id=run.pk, file=file, by=by, at=at, progress=progress)


@transaction.atomic
def delete_old_rejects(*, zone_id: int, by: Actor, at: datetime) -> int:
    """Rows that did not go in are gone after thirty days, files that nobody said go to after one."""
    _drop_forgotten_files(zone_id, by, at)
    old = RejectedRow.objects.filter(zone_id=zone_id, run__begun_at__lt=at - KEPT)
    first = old.first()
    if first is None:
        return 0
    may(by, Act.PASS_DATES, first).require()
    runs = old.values("run").distinct().count()
    kept = RejectedRow.objects.filter(zone_id=zone_id).values("run").distinct().count()
    if not may_pass(zone_id=zone_id, what="delete_rejected_rows", count=runs, of=kept, by=by, at=at):
        return 0
    gone, _ = old.delete()
    trail.write("intake.rejected_rows_deleted", by=by, at=at, zone_id=zone_id, rows=gone)
    return gone


def _drop_forgotten_files(zone_id: int, by: Actor, at: datetime) -> None:
    waiting = (RunState.UNDERSTOOD, RunState.INTERRUPTED)
    for run in ImportRun.objects.filter(zone_id=zone_id, state__in=waiting, alive_at__lt=at - LYING).exclude(upload=""):
        may(by, Act.PASS_DATES, run).require()
        RUN.may_move(run.state, RunState.DROPPED).require()
        uploads.remove(run.upload)
        run.state, run.upload = RunState.DROPPED, ""
        run.save(update_fields=["state", "upload"])
        trail.write("intake.file_dropped", by=by, at=at, about=run)
