"""`brobygger import`, as scripts meet it: its summary, its files and its exit codes."""

import json
import os
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from brobygger.intake.tests import files

KEYS = ["rows", "people", "registrations", "already_known", "skipped_other_roles", "rejected"]


def brobygger(*words: object) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).parent / "brobygger"
    return subprocess.run(
        [str(program), "import", *map(str, words)], capture_output=True, text=True, env=dict(os.environ), check=False
    )


@pytest.fixture
def rows():
    day = (timezone.localtime() - timedelta(days=1)).strftime("%d-%m-%Y")
    told = {"occurred_at": f"{day} 00:01", "reported_at": f"{day} 00:02"}
    other = {"person_ref": "3", "role": "other"}
    return [{**told, **row} for row in ({}, {"person_ref": "2", "protected": "måske"}, other)]


@pytest.mark.usefixtures("uninhabited")
def test_the_summary_and_the_rejected_rows(tmp_path, rows):
    path = files.file(tmp_path, rows)
    done = brobygger("incidents", path, "--programme", "opsoegende-indsats", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert [told[key] for key in KEYS] == [3, 1, 1, 0, 1, 1]
    rejected = Path(told["rejected_file"])
    assert rejected == tmp_path / "a.rejected.csv"
    assert stat.S_IMODE(rejected.stat().st_mode) == 0o600
    assert "Qvirk" not in rejected.read_text(encoding="utf-8-sig")
    again = brobygger("incidents", path, "--programme", "opsoegende-indsats")
    assert again.returncode == 0
    assert "a.csv, række 3: Navne- og adressebeskyttelse »måske«: skal være ja eller nej" in again.stdout
    assert "kendt i forvejen" in again.stdout


@pytest.mark.usefixtures("committed")
def test_what_cannot_be_read_is_one_line_and_exit_2(tmp_path):
    (tmp_path / "b.csv").write_text("Hat;Høj\n", encoding="utf-8")
    for file in (tmp_path / "b.csv", tmp_path):
        done = brobygger("incidents", file, "--programme", "opsoegende-indsats", "--format", "json")
        assert done.returncode == 2
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
