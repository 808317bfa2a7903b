"""A background worker that is killed in the middle of a file: the next one takes the job up again and finishes it."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.cases.models import Registration
from brobygger.config.commands.serve import environment_of_children
from brobygger.config.commands.upkeep import keep_up
from brobygger.config.tests.test_import_killed import as_it_stands, many_rows
from brobygger.intake import actions, browser, uploads
from brobygger.intake.models import ImportRun
from brobygger.intake.states import RunState
from brobygger.intake.tests import files
from conftest import standing_cast

# The worker that `serve` starts, with smaller parts, so that there is a middle.
WORKER = """
import django
django.setup()
from brobygger.intake import staging
staging.BYTES_IN_A_PART = 20_000
from brobygger.config import child
child.worker()
"""


@pytest.fixture
def worker() -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts a background worker; whoever still runs at the end is killed, and so are their jobs."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", WORKER]
        started.append(subprocess.Popen(command, env=environment_of_children(), stdin=subprocess.DEVNULL))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()
    with connections["owner"].cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers, procrastinate_events CASCADE")


def until(wanted: Callable[[ImportRun], bool], run_id: int, zone_id: int, seconds: float = 30) -> ImportRun:
    ends = time.monotonic() + seconds
    while True:
        with in_zones(machine(zone_id)):
            run = ImportRun.objects.get(pk=run_id)
        if wanted(run):
            return run
        assert time.monotonic() < ends, (run.state, run.rows_done)
        time.sleep(0.01)


@pytest.mark.usefixtures("committed")
def test_a_job_whose_worker_was_killed_is_finished_by_the_next(tmp_path, worker):
    cast = standing_cast()
    path = files.file(tmp_path, many_rows())
    leader, zone_id = actor_for(cast.leader.pk), cast.zone.pk
    where = {"programme_id": cast.programme.pk, "zone_id": zone_id, "at": timezone.now()}
    with in_zones(leader):
        handed = SimpleUploadedFile("a.csv", path.read_bytes())
        run = browser.hand_in(uploaded=handed, kind="incidents", by=leader, **where)
    with in_zones(leader):
        browser.start(run_id=run.pk, by=leader, at=timezone.now())

    first = worker()
    until(lambda now: now.rows_done > 0, run.pk, zone_id)
    first.send_signal(signal.SIGKILL)
    assert first.wait() == -signal.SIGKILL
    cut = until(lambda now: True, run.pk, zone_id)
    assert cut.state == RunState.RUNNING
    assert uploads.is_there(cut.upload)
    with in_zones(leader):
        half = Registration.objects.count()
    assert 0 < half < 1200

    # Half a minute of silence, without waiting for it; then the minute's upkeep, and a new worker.
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'")
    assert list(keep_up()) == []
    worker()
    ended = until(lambda now: now.state == RunState.ENDED, run.pk, zone_id)
    assert ended.counts["registrations"] > half
    assert not uploads.is_there(cut.upload)

    with in_zones(machine(zone_id)):
        stands = as_it_stands()
    again = actions.import_incidents(file=path, by=machine(zone_id), **where)
    assert (again.registrations, again.people) == (0, 0)
    with in_zones(machine(zone_id)):
        assert as_it_stands() == stands
