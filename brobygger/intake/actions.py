"""Bringing files in: the writing door of this room."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from brobygger.access.actor import Actor
from brobygger.intake.running import Progress, Summary, run_file, silent
from brobygger.intake.runs import begin_run
from brobygger.intake.states import FileKind

__all__ = ["Summary", "import_incidents", "import_registrations"]


def import_incidents(
    *, file: Path, programme_id: int, zone_id: int, by: Actor, at: datetime, progress: Progress = silent
) -> Summary:
    """The police's export goes in. Refused with FileUnreadable where the file as a whole cannot be read."""
    return _import(FileKind.INCIDENTS, file, programme_id, zone_id, by, at, progress)


def import_registrations(
    *, file: Path, programme_id: int, zone_id: int, by: Actor, at: datetime, progress: Progress = silent
) -> Summary:
    """The team's own register goes in. Refused with FileUnreadable where the file as a whole cannot be read."""
    return _import(FileKind.REGISTRATIONS, file, programme_id, zone_id, by, at, progress)


def _import(
    kind: FileKind, file: Path, programme_id: int, zone_id: int, by: Actor, at: datetime, progress: Progress
) -> Summary:
    run = begin_run(file=file, kind=kind, zone_id=zone_id, programme_id=programme_id, by=by, at=at)
    return run_file(run_id=run.pk, file=file, by=by, at=at, progress=progress)
