"""Whatever is written behind a command: it ends in time, in one line that says what to do, and never in a trace."""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from brobygger.config import commands
from brobygger.config.command_line import main
from brobygger.config.commands import demo, serve

pytestmark = pytest.mark.django_db(databases=["default", "owner"])  # `ready` asks the owner for the keys

HOSTILE = (
    *("nul\0nul", "9" * 5000, "9" * 15, "²", "٣", "-1", "", " ", "-", "--", "--help/", "--zone", "\udcff", "\ud800"),
    *("9999-12-31", "31-12-9999", "0001-01-01", "00-00-0000", "31-02-2026", "2026-11-30T00:00", "å" * 300, "å" * 5000),
    *("a\nb", "a\u2028b", "'; DROP TABLE x; --", "%s{}", "../..", "http://[", "::1%eth0", "1e999", "nan", "\u202eab"),
    *("a\uffffb", "a\ufffe", "a\x0bb", "💥" * 50),
)
# What each option is given while another one is tried.
HONEST = {
    "programme": "opsoegende-indsats",
    "zone": "opsoegende-indsats",
    "name": "Navn Prøvesen",
    "email": "ny@brobygger.invalid",
    "key": "roskilde",
    "file": "offers.json",
}
NEEDED = {"programme", "name", "email", "key", "file"}


def _commands(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, (*before, name))
        else:
            yield (*before, name), command


EVERY = dict(_commands(main))


@pytest.fixture
def nothing_is_served(monkeypatch):
    """Serving, preparing and filling are tried elsewhere; here they come to what was written, and no further."""
    for module in (demo, serve):
        monkeypatch.setattr(_module(module), "serve_now", lambda *_, **__: None)
    monkeypatch.setattr(_module(demo), "ready", lambda **_: None)
    monkeypatch.setattr(_module(demo), "fill", lambda *_, **__: None)
    monkeypatch.setattr(_module(demo), "password_of", lambda _: "")
    monkeypatch.setattr("brobygger.config.database.prepare", lambda: None)
    monkeypatch.setattr(_module(commands.upkeep), "keep_up", lambda: [])
    monkeypatch.setattr(os, "environ", os.environ.copy())  # what a command says there is for its own process


def _module(command: Any) -> Any:
    return sys.modules[command.callback.__module__]


@pytest.fixture
def places(tmp_path, monkeypatch):
    """Where a file belongs there is a folder, nothing, something without an end, or what is no such file."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").touch()
    (tmp_path / "noise").write_bytes(os.urandom(5000))
    (tmp_path / "offers.json").write_text("[]")
    (tmp_path / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "pipe")
    return ("folder", "empty", "noise", "loop", "missing", "missing/a", "offers.json/a", "/dev/zero", "pipe", "/")


def _written(path: tuple[str, ...], command: click.Command, tried: click.Parameter, value: str) -> list[str]:
    words = []
    for one in command.params:
        told = value if one is tried else HONEST.get(str(one.name), "") if str(one.name) in NEEDED else None
        if told is None:
            continue
        words += [told] if isinstance(one, click.Argument) else [one.opts[0], told]
    return [*path, *words]


def _wrong(written: list[str]) -> str:
    """What is wrong with how it ended; empty where nothing is."""
    done = CliRunner().invoke(main, written)
    said = done.stderr
    where = f"{written[:2]} {[word[:30] for word in written[2:]]!r}: {done.exit_code} {said[:200]!r}"
    if done.exit_code not in (0, 1, 2) or "Traceback" in done.output:
        return where
    if done.exit_code and not re.fullmatch(r"brobygger: .*\S \S.*\n", said, re.S):
        return where
    return where if done.exit_code and (said.count("\n") > 1 or len(said) > 2_000) else ""


@pytest.mark.parametrize("path", EVERY, ids=" ".join)
def test_whatever_is_written_behind_a_command_ends_in_one_line(cast, nothing_is_served, places, path):
    command = EVERY[path]
    tried = [one for one in command.params if not getattr(one, "is_flag", False)]
    wrong = [
        _wrong(_written(path, command, one, value))
        for one in tried
        for value in (*HOSTILE, *(places if one.name == "file" and path != ("offers", "export") else ()))
        if not (path == ("offers", "export") and value in ("pipe",))
    ]
    wrong += [_wrong([*path, value, value]) for value in HOSTILE if not tried]
    assert not any(wrong), "\n".join(filter(None, wrong))


@pytest.mark.parametrize("value", HOSTILE)
def test_what_is_no_command_is_said(value):
    assert not _wrong([value])
    assert not _wrong(["import", value])


def test_every_command_is_walked():
    assert {path[0] for path in EVERY} == set(main.commands)
    assert len(commands.__all__) <= len(EVERY) + 3


@pytest.mark.parametrize("name", ["hændelser", "\udcff", "a b", "--x"])
def test_a_file_by_any_name_is_read(cast, tmp_path, monkeypatch, name):
    from brobygger.intake.tests import files

    monkeypatch.chdir(tmp_path)
    file = files.file(tmp_path, [{"reported_at": "x"}], name=f"{name}.csv")
    written = ["import", "incidents", "--programme", HONEST["programme"], "--zone", HONEST["zone"], "--", file.name]
    done = CliRunner().invoke(main, written)
    assert (done.exit_code, done.stderr) == (0, "")
    assert Path(f"{name}.rejected.csv").exists()
