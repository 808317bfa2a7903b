"""Keys that are lost, broken, another's or open to others are refused in one line that says what to do."""

import json
import os
import stat
import subprocess
from pathlib import Path

import pytest

from brobygger.config.cluster import Cluster
from brobygger.config.secrets import KeysRefused, secrets_of
from brobygger.config.tests.test_serve import House


@pytest.fixture
def data(tmp_path, monkeypatch):
    for name in ("DATABASE_URL", "BROBYGGER_WEB_DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    secrets_of(tmp_path / "data")
    return tmp_path / "data"


def test_they_are_made_once_and_only_their_user_reads_them(data):
    assert secrets_of(data) == secrets_of(data)
    assert stat.S_IMODE((data / "secrets.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_can_read_is_refused_with_the_mend(data, mode):
    (data / "secrets.json").chmod(mode)
    with pytest.raises(KeysRefused, match=f"chmod 600 {data}/secrets.json"):
        secrets_of(data)
    (data / "secrets.json").chmod(0o600)
    secrets_of(data)


@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_folder_in_which_others_could_replace_it_is_refused_with_the_mend(data, mode):
    data.chmod(mode)
    with pytest.raises(KeysRefused, match=f"chmod go-w {data}"):
        secrets_of(data)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("name", ["secrets.json", ""])
def test_another_users_file_or_folder_is_refused(data, name):
    os.chown(data / name, 12345, 12345)
    with pytest.raises(KeysRefused, match="12345"):
        secrets_of(data)


def _kept(data: Path) -> dict[str, object]:
    return dict(json.loads((data / "secrets.json").read_text()))


@pytest.mark.parametrize(
    "change",
    [
        lambda kept: "",
        lambda kept: json.dumps(kept)[:-20],
        lambda kept: "[]",
        lambda kept: "null",
        lambda kept: json.dumps({**kept, "fingerprint_key": ""}),
        lambda kept: json.dumps({**kept, "seal_keys": []}),
        lambda kept: json.dumps({**kept, "seal_keys": [[1, "AAAA"]]}),
        lambda kept: json.dumps({**kept, "seal_keys": [[1, "ø"]]}),
        lambda kept: json.dumps({name: kept[name] for name in kept if name != "secret_key"}),
        lambda kept: "\x00\x01",
    ],
)
def test_a_broken_file_is_one_line_and_is_left_as_it_is(data, change):
    broken = change(_kept(data))
    (data / "secrets.json").write_text(broken)
    with pytest.raises(KeysRefused, match="sikkerhedskopien"):
        secrets_of(data)
    assert (data / "secrets.json").read_text() == broken


def test_a_lost_file_is_not_made_anew_where_a_database_lies_beside_it(data):
    (data / "postgresql").mkdir()
    (data / "postgresql" / "cluster.password").write_text("x")
    (data / "secrets.json").unlink()
    with pytest.raises(KeysRefused, match="mangler"):
        secrets_of(data)
    assert not (data / "secrets.json").exists()


def _refused(done: subprocess.CompletedProcess[str], words: str) -> None:
    assert done.returncode == 1, done
    assert len(done.stderr.strip().splitlines()) == 1
    assert words in done.stderr


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house") / "data"
    Cluster(folder / "postgresql", throwaway=True).start()
    made = House(folder)
    done = made.run("prepare")
    assert done.returncode == 0, done.stderr
    yield made
    Cluster(folder / "postgresql", throwaway=True).remove()


@pytest.mark.parametrize("command", [["prepare"], ["serve"], ["upkeep"], ["leaks"]])
def test_no_command_goes_on_with_lost_keys_or_with_another_databases(house, command):
    file = house.data / "secrets.json"
    right = file.read_text()
    try:
        file.unlink()
        _refused(house.run(*command), "mangler")
        assert not file.exists()
        other = house.data.parent / f"other-{command[0]}"
        secrets_of_elsewhere(other)
        (other / "secrets.json").rename(file)
        _refused(house.run(*command), "ikke dem, som databasen er skrevet med")
    finally:
        file.write_text(right)
        file.chmod(0o600)
    assert house.run("upkeep").returncode == 0


def secrets_of_elsewhere(folder: Path) -> None:
    kept = {name: os.environ.pop(name, None) for name in ("DATABASE_URL", "BROBYGGER_WEB_DATABASE_URL")}
    try:
        secrets_of(folder)
    finally:
        os.environ.update({name: value for name, value in kept.items() if value is not None})


def test_another_key_that_signs_is_refused_too(house):
    """No password would fit any more."""
    file = house.data / "secrets.json"
    right = file.read_text()
    try:
        file.write_text(json.dumps(json.loads(right) | {"secret_key": "x" * 64}))
        for command in ("prepare", "upkeep"):
            _refused(house.run(command), "ikke dem, som databasen er skrevet med")
    finally:
        file.write_text(right)
    assert house.run("upkeep").returncode == 0


def test_a_newer_key_to_seal_with_is_taken_and_an_older_one_that_is_gone_is_refused(house):
    file = house.data / "secrets.json"
    right = file.read_text()
    try:
        kept = json.loads(right)
        kept["seal_keys"].append([2, kept["fingerprint_key"]])
        file.write_text(json.dumps(kept))
        assert house.run("prepare").returncode == 0
        kept["seal_keys"] = kept["seal_keys"][1:]
        file.write_text(json.dumps(kept))
        _refused(house.run("prepare"), "ikke dem, som databasen er skrevet med")
    finally:
        file.write_text(right)


def test_a_database_of_an_older_release_is_tried_before_it_is_taken(committed, settings, monkeypatch):
    from brobygger.access.actor import citizen
    from brobygger.access.zones import in_zones
    from brobygger.base.models import KeyMark
    from brobygger.config.keys import keep_marks
    from brobygger.mailbox.actions import open_mailbox
    from conftest import NOW, standing_cast

    cast = standing_cast()
    her = citizen(cast.koege.pk)
    with in_zones(her):
        open_mailbox(zone_id=cast.koege.pk, by=her, at=NOW)
    right = settings.SEAL_KEYS
    KeyMark.objects.using("owner").all().delete()
    settings.SEAL_KEYS = [(1, b"x" * 32)]
    with pytest.raises(KeysRefused):
        keep_marks()
    assert not KeyMark.objects.using("owner").exists()
    settings.SEAL_KEYS = right
    keep_marks()
    assert KeyMark.objects.using("owner").count() == 3
