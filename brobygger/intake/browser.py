"""What a leader does with a file in the browser: hands it in, looks at what was understood, says go, or drops it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from procrastinate.contrib.django import app

from brobygger.access.actor import Actor, machine
from brobygger.access.policy import Act
from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.base.decision import Refused
from brobygger.intake import queries, uploads
from brobygger.intake.import_run import run_file
from brobygger.intake.models import ImportRun
from brobygger.intake.reading import FileUnreadable
from brobygger.intake.runs import begin_run
from brobygger.intake.states import RUN, RunState, is_cut_off
from brobygger.trail import actions as trail

READ_FILE = "brobygger.intake.tasks.read_file"


@transaction.atomic
def hand_in(
    *, uploaded: UploadedFile[Any], kind: str, programme_id: int, zone_id: int, by: Actor, at: datetime
) -> ImportRun:
    """The file lies ready and has been understood. Refused with FileUnreadable, and then nothing of it is left."""
    upload = uploads.keep(uploaded)
    try:
        run = begin_run(
            file=uploads.place_of(upload),
            kind=kind,
            zone_id=zone_id,
            programme_id=programme_id,
            by=by,
            at=at,
            upload=upload,
        )
    except BaseException:
        uploads.remove(upload)
        raise
    trail.write("intake.file_handed_in", by=by, at=at, about=run, kind=kind)
    return run


@transaction.atomic
def start(*, run_id: int, by: Actor, at: datetime, known: str = "") -> ImportRun:
    """The file waits for its turn to be read; one that was cut off is finished as it was begun."""
    run = queries.run_for(by, Act.IMPORT_FILE, run_id, lock=True)
    if is_cut_off(run.state, run.alive_at, at):
        run.state = RunState.INTERRUPTED
    if not uploads.is_there(run.upload):
        raise Refused("upload_gone")
    if known and run.state == RunState.UNDERSTOOD:
        run.known = known
    RUN.may_move(run.state, RunState.WAITING).require()
    run.state, run.alive_at = RunState.WAITING, at
    run.save(update_fields=["state", "alive_at", "known"])
    trail.write("intake.import_asked_for", by=by, at=at, about=run, known=run.known)
    if getattr(settings, "JOBS_INLINE", False):  # for tests
        read_in(run_id=run.pk, zone_id=run.zone_id, at=at)
        run.refresh_from_db()
    else:
        job = app.configure_task(READ_FILE, allow_unknown=False)
        job.defer(run_id=run.pk, zone_id=run.zone_id)
    return run


@transaction.atomic
def drop(*, run_id: int, by: Actor, at: datetime) -> None:
    """The file is gone; what went in before it was cut off stays in."""
    run = queries.run_for(by, Act.IMPORT_FILE, run_id, lock=True)
    if is_cut_off(run.state, run.alive_at, at):
        run.state = RunState.INTERRUPTED
    RUN.may_move(run.state, RunState.DROPPED).require()
    uploads.remove(run.upload)
    run.state, run.upload = RunState.DROPPED, ""
    run.save(update_fields=["state", "upload"])
    trail.write("intake.file_dropped", by=by, at=at, about=run)


def read_in(*, run_id: int, zone_id: int, at: datetime) -> None:
    """The job: the run's file goes in on behalf of the worker who asked for it. Safe to do twice, or at once.

    Whatever stops it, the run says how it stands, and the file stays only while it can still be of use.
    """
    with in_zones(machine(zone_id)):
        run = ImportRun.objects.select_for_update().get(pk=run_id)
        if run.state not in (RunState.WAITING, RunState.RUNNING, RunState.INTERRUPTED) or not _alone(run_id):
            return
        if run.state == RunState.RUNNING:  # the worker before was killed
            ImportRun.objects.filter(pk=run_id).update(state=RunState.INTERRUPTED)
    by = actor_for(run.begun_by_id) if run.begun_by_id else machine(zone_id)
    try:
        run_file(run_id=run_id, file=uploads.place_of(run.upload), by=by, at=at)
    except FileUnreadable:
        pass  # the run says why
    except BaseException:
        _interrupted(run_id, zone_id)
        raise
    finally:
        _leave(run_id)
    uploads.remove(run.upload)
    with in_zones(machine(zone_id)):
        ImportRun.objects.filter(pk=run_id).update(upload="")


def _interrupted(run_id: int, zone_id: int) -> None:
    if connection.needs_rollback:
        return
    with in_zones(machine(zone_id)):
        ImportRun.objects.filter(pk=run_id, state=RunState.RUNNING).update(state=RunState.INTERRUPTED)


def _alone(run_id: int) -> bool:
    """Whether no other process reads this run's file now; held by the session until it is left, or dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(7302, %s)", [run_id])
        return bool(cursor.fetchone()[0])


def _leave(run_id: int) -> None:
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(7302, %s)", [run_id])
