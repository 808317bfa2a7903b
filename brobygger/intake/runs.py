"""The run of a file: begun once, alive while it goes, ended with its counts or with what stood in the way."""

import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.access.zones import in_zones
from brobygger.base.sealed import fingerprint
from brobygger.intake import reading
from brobygger.intake.models import ImportRun
from brobygger.intake.reading import Understood
from brobygger.intake.shapes import shape
from brobygger.intake.states import RUN, FileKind, KnownRows, RunState
from brobygger.trail import actions as trail

SHAPES = {
    FileKind.INCIDENTS: "incident_export",
    FileKind.REGISTRATIONS: "registrations",
    FileKind.COUNSELLING: "counselling_reports",
    FileKind.SURVEY: "survey_responses",
}


def understand(file: Path, kind: str) -> Understood:
    """What the file is, by the shape of its kind. Refused with FileUnreadable."""
    return reading.understand(file, shape(SHAPES[FileKind(kind)]))


def digest_of(understood: Understood) -> bytes:
    """The keyed fingerprint by which the same file is known again."""
    return fingerprint("file", understood.digest.hex())


@transaction.atomic
def begin_run(
    *,
    file: Path,
    kind: str,
    zone_id: int,
    programme_id: int,
    by: Actor,
    at: datetime,
    upload: str = "",
    known: str = KnownRows.UPDATE,
) -> ImportRun:
    """A run of the file is written down; an earlier run of the same file that was cut off is called interrupted."""
    understood = understand(file, kind)
    digest = digest_of(understood)
    with in_zones(by):
        run = ImportRun(
            zone_id=zone_id,
            programme_id=programme_id,
            kind=kind,
            file=digest,
            begun_at=at,
            begun_by_id=by.user_id,
            alive_at=at,
            upload=upload,
            known=known,
            state=RunState.UNDERSTOOD,
            understood=_kept(understood),
        )
        may(by, Act.IMPORT_FILE, run).require()
        earlier = ImportRun.objects.filter(zone_id=zone_id, programme_id=programme_id, kind=kind, file=digest)
        earlier.filter(state=RunState.RUNNING).update(state=RunState.INTERRUPTED)
        run.save()
    return run


def is_older(run: ImportRun) -> bool:
    """Whether the very file was read before, and another since: nothing that it says is newer than what stands."""
    others = ImportRun.objects.filter(zone_id=run.zone_id, programme_id=run.programme_id, kind=run.kind, pk__lt=run.pk)
    # A run that was cut off before it brought anything has read nothing.
    read = others.filter(Q(state=RunState.ENDED) | ~Q(brought={}), file=run.file)
    first = read.order_by("pk").first()
    return bool(first and others.filter(pk__gt=first.pk, state=RunState.ENDED).exclude(file=run.file).exists())


def _kept(file: Understood) -> dict[str, Any]:
    """What the run keeps of how the file was understood; of the header only words that are ours."""
    columns = {place: file.shape.column(name) for name, place in file.header.places.items()}
    danish = file.header.language == "da"
    words = [
        (columns[place].title if danish else columns[place].name) if place in columns else f"? {place + 1}"
        for place in range(len(file.words))
    ]
    return {
        "encoding": file.encoding,
        "separator": reading.SEPARATORS.get(file.separator, ""),
        "language": file.header.language,
        "words": words,
        "unknown": len(file.header.unknown),
        "missing": list(file.header.missing),
        "offsets": [sheet.offset for sheet in file.more],
    }


def lock_zone(zone_id: int) -> None:
    """One import at a time recognises persons in a zone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7301, %s)", [zone_id])


def brought_so_far(run: ImportRun) -> dict[str, Any]:
    """What this run, or the one of the same file before it, had brought when it was cut off."""
    if run.brought:
        return dict(run.brought)
    others = ImportRun.objects.filter(zone_id=run.zone_id, programme_id=run.programme_id, kind=run.kind, pk__lt=run.pk)
    before = others.filter(file=run.file).order_by("-pk").first()
    return dict(before.brought) if before is not None and before.state == RunState.INTERRUPTED else {}


def alive(run_id: int, done: int, total: int, at: datetime, *, brought: dict[str, Any] | None = None) -> None:
    """The run is so far, and has just said that it lives."""
    told = {} if brought is None else {"brought": brought}
    ImportRun.objects.filter(pk=run_id).update(
        rows_done=min(done, total), rows_total=total, alive_at=max(at, timezone.now()), **told
    )


def end(
    run_id: int,
    by: Actor,
    at: datetime,
    state: RunState,
    began: float,
    *,
    counts: dict[str, Any] | None = None,
    error: dict[str, Any] | None = None,
) -> None:
    """The run has ended; its counts stand with it and in the trail."""
    with in_zones(by):
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        RUN.may_move(run.state, state).require()
        seconds = time.monotonic() - began
        run.state, run.seconds = state, round(seconds, 2)
        run.ended_at = run.alive_at = at + timedelta(seconds=seconds)
        run.error = error or {}
        if counts:
            run.counts, run.rows_total, run.rows_done = counts, counts["rows"], counts["rows"]
        run.save()
        facts = {name: n for name, n in (counts or {}).items() if isinstance(n, int)}
        trail.write("intake.import_ended", by=by, at=at, about=run, state=state.value, **facts)
