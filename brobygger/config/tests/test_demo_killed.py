"""The first filling of the demonstration is cut off: the next start finishes it, and it is as whole as any other."""

import os
import signal
import subprocess
import sys
import time

import pytest

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.cases.models import Case, Registration
from brobygger.config.commands.demo import fill
from brobygger.config.tests.test_demo import SUNDAY, on_a_sunday, rows  # noqa: F401  a fixture
from brobygger.demonstration.queries import progress
from brobygger.programmes.models import Programme

KILLED = """
from datetime import datetime
from brobygger.config.commands.ready import ready
ready()
from django.utils import timezone
timezone.now = lambda: datetime.fromisoformat("%s")
from brobygger.config.commands.demo import fill
fill("en lang kode til prøver", lambda line: print(line, flush=True))
"""
# What differs between two fillings that come to the same: who did what in which round.
OF_THE_WAY = {"trail_entry", "trail_seal", "intake_importrun"}


@pytest.mark.usefixtures("uninhabited", "on_a_sunday")
def test_the_next_start_makes_it_whole():
    zone_id = Programme.objects.get(key="opsoegende-indsats").zones.get().pk
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED % SUNDAY.isoformat()],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "BROBYGGER_DEMO": "true"},
    )
    assert child.stdout is not None
    next(line for line in child.stdout if "invented people" in line)
    while True:
        with in_zones(machine(zone_id)):
            if Case.objects.exists():
                break
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    assert child.wait() == -signal.SIGKILL
    child.stdout.close()
    with in_zones(machine(zone_id)):
        assert Registration.objects.count() > 4531
    assert not progress(zone_id).filled

    fill("en lang kode til prøver", lambda line: None)
    assert progress(zone_id).filled
    mended = rows()

    from brobygger.config.database import empty, prepare

    empty()
    prepare()
    fill("en lang kode til prøver", lambda line: None)
    whole = rows()
    assert {t: n for t, n in mended.items() if t not in OF_THE_WAY} == {
        t: n for t, n in whole.items() if t not in OF_THE_WAY
    }
