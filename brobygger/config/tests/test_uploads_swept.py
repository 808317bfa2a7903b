"""What a killed program leaves in the folder of uploads is gone with the next start; what is coming in stays."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.config.commands.upkeep import sweep_uploads
from brobygger.intake import browser, uploads
from brobygger.intake.models import ImportRun
from brobygger.intake.tests import files
from conftest import standing_cast

pytestmark = pytest.mark.usefixtures("own_uploads")

# Hands one file in after another, as a web worker does with what Django has put into the folder.
HANDS_IN = """
import sys
from pathlib import Path
from brobygger.config.commands.ready import ready
ready()
from django.conf import settings
settings.FILE_UPLOAD_TEMP_DIR = Path(sys.argv[5])
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils import timezone
from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.intake import browser
content = Path(sys.argv[1]).read_bytes()
leader = actor_for(int(sys.argv[4]))
print("ready", flush=True)
while True:
    file = TemporaryUploadedFile("a.csv", "text/csv", len(content), "utf-8")
    for start in range(0, len(content), 4096):
        file.write(content[start:start + 4096])
    file.seek(0)
    with in_zones(leader):
        browser.hand_in(uploaded=file, kind="incidents", programme_id=int(sys.argv[2]), zone_id=int(sys.argv[3]),
            by=leader, at=timezone.now())
"""


def folder() -> set[str]:
    return {path.name for path in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()}


def hand_in(cast):
    leader = actor_for(cast.leader.pk)
    with in_zones(leader):
        handed = SimpleUploadedFile("a.csv", files.text([{}]).encode())
        where = {"programme_id": cast.programme.pk, "zone_id": cast.zone.pk}
        return browser.hand_in(uploaded=handed, kind="incidents", by=leader, at=timezone.now(), **where)


@pytest.mark.usefixtures("committed")
def test_killed_at_any_moment_nothing_is_left_that_no_import_names(tmp_path):
    cast = standing_cast()
    path = files.file(tmp_path, [{"person_ref": str(n)} for n in range(2_000)])
    told = [path, cast.programme.pk, cast.zone.pk, cast.leader.pk, settings.FILE_UPLOAD_TEMP_DIR]
    words = [sys.executable, "-c", HANDS_IN, *map(str, told)]
    for pause in (0.0, 0.03, 0.11, 0.2, 0.31):
        child = subprocess.Popen(words, stdout=subprocess.PIPE, env=dict(os.environ))
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(pause)
        child.send_signal(signal.SIGKILL)
        assert child.wait() == -signal.SIGKILL
        child.stdout.close()
        time.sleep(0.2)  # the database notices that it is gone
        sweep_uploads(untouched_minutes=0)
        with in_zones(actor_for(cast.leader.pk)):
            named = set(ImportRun.objects.exclude(upload="").values_list("upload", flat=True))
        assert folder() == named


def test_a_file_that_is_coming_in_or_waits_stays(cast):
    run = hand_in(cast)
    coming = Path(settings.FILE_UPLOAD_TEMP_DIR) / "tmpabcdef.upload.csv"
    just_left = Path(settings.FILE_UPLOAD_TEMP_DIR) / ("a" * 32)
    just_left.write_bytes(b"x")
    with coming.open("wb") as file:
        file.write(b"half")
        file.flush()
        os.utime(coming, (0, 0))  # a slow line: nothing has come for an hour
        sweep_uploads(untouched_minutes=15)
        assert folder() >= {run.upload, coming.name, just_left.name}
        sweep_uploads(untouched_minutes=0)
        assert folder() >= {run.upload, coming.name}
        assert just_left.name not in folder()
    sweep_uploads(untouched_minutes=0)
    assert coming.name not in folder()
    assert run.upload in folder()
    uploads.remove(run.upload)


def test_what_has_ended_and_could_not_be_removed_goes_too(cast):
    run = hand_in(cast)
    ImportRun.objects.filter(pk=run.pk).update(state="ended")
    sweep_uploads(untouched_minutes=0)
    assert run.upload not in folder()
