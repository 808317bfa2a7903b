"""Back-ups of real databases: what was confirmed comes back as it was at a time, and what is not whole is said."""

import gzip
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pyrage
import pytest

from brobygger.config.backups import BackupRefused, House, bases, look_after, manifest_of
from brobygger.config.cluster import Cluster
from brobygger.config.cluster_files import THROWAWAY_MARK
from brobygger.config.cluster_place import find_place
from brobygger.config.restoring import plan, told_by

ROOT = Path(__file__).parents[3]
BROBYGGER = str(Path(sys.executable).parent / "brobygger")
WRITE = "INSERT INTO staff_worker (password, email, name, language, is_active, invited_at, way)"
EMAILS = "SELECT email FROM staff_worker ORDER BY email"


def brobygger(data: Path, *words: object, most_bytes: int = 0, **more: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "BROBYGGER_"))}
    return subprocess.run(
        [BROBYGGER, *map(str, words)],
        cwd=ROOT,
        env={**kept, "BROBYGGER_DATA": str(data), **more},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes)))
        if most_bytes
        else None,
    )


def write(url: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        values = (f"{name}@prøve.invalid", name.title())
        connection.execute(f"{WRITE} VALUES ('!', %s, %s, 'da', true, now(), '')", values)


def emails(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [email.split("@")[0] for (email,) in connection.execute(EMAILS)]


def now(url: str):
    with psycopg.connect(url) as connection:
        return next(connection.execute("SELECT clock_timestamp()"))[0].astimezone(UTC)


@contextmanager
def thrown_away(cluster: Cluster) -> Iterator[Cluster]:
    try:
        yield cluster
    finally:
        place = find_place(cluster.data)
        (place.home / THROWAWAY_MARK).touch()
        cluster.throwaway = True
        cluster.remove()


@dataclass
class Backed:
    data: Path
    folder: Path
    key: Path
    to: str


@pytest.fixture(scope="module")
def backed(tmp_path_factory) -> Iterator[Backed]:
    """A house that was backed up twice while it ran, and wrote before the time, after it, and until it was killed."""
    home = tmp_path_factory.mktemp("backed")
    data, folder, key = home / "data", home / "folder", home / "key"
    with thrown_away(Cluster(data / "postgresql", throwaway=True)) as cluster:
        url = cluster.start()
        assert brobygger(data, "prepare").returncode == 0
        assert brobygger(data, "invite", "hanne@proeve.invalid", "--name", "Hanne Prøvesen").returncode == 0
        assert brobygger(data, "upkeep").returncode == 0  # which seals the trail
        refused(brobygger(data, "backup", folder), "Uden denne nøgle kan ingen gendanne")
        assert not folder.exists()
        (data / "survey-keys").mkdir(exist_ok=True)
        (data / "survey-keys" / "1").write_text("never to be backed up")
        done = brobygger(data, "backup", folder, "--new-key", key)
        assert done.returncode == 0, done.stderr
        assert "Uden den kan ingen gendanne" in done.stderr
        write(url, "before")
        time = now(url)
        write(url, "after")
        assert brobygger(data, "backup", folder).returncode == 0
        write(url, "latest")
        look_after(House(data, url), at=time)
        os.kill(int((find_place(cluster.data).pgdata / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
        yield Backed(data, folder, key, time.isoformat())


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Path]:
    data = tmp_path / "again" / "data"
    yield data
    if (data / "postgresql").exists():
        with thrown_away(Cluster(data / "postgresql")):
            pass


def copied(backed: Backed, tmp_path: Path) -> Path:
    return Path(shutil.copytree(backed.folder, tmp_path / "copy"))


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), done.stderr
    for word in words:
        assert word in done.stderr


def test_what_was_confirmed_before_the_time_is_there_and_what_came_after_is_not(backed, empty):
    done = brobygger(empty, "restore", backed.folder, "--to", backed.to, "--key", backed.key)
    assert done.returncode == 0, done.stderr
    assert "Alt er helt" in done.stdout
    cluster = Cluster(empty / "postgresql")
    url = cluster.start()
    assert emails(url) == ["before", "hanne"]
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,)
    assert (empty / "secrets.json").read_text() == (backed.data / "secrets.json").read_text()
    assert (empty / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert not list(empty.rglob("survey-keys/*"))

    # What is not whole is told: a reference to nobody, a wall that fell, a trail that is cut, a table that is empty.
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute("SET session_replication_role = replica")
        owner.execute("UPDATE staff_roleoffer SET zone_id = 999999")
        owner.execute("ALTER TABLE people_person DISABLE ROW LEVEL SECURITY")
        owner.execute("DELETE FROM trail_entry")
        owner.execute("DELETE FROM programmes_script")
    checked = brobygger(empty, "restore", "--check")
    assert (checked.returncode, len(checked.stderr.splitlines())) == (1, 1)
    for word in (
        "staff_roleoffer: ",
        "people_person: muren",
        "sporet er ændret",
        "trail_entry: ",
        "programmes_script: ",
    ):
        assert word in checked.stderr
    # A house that came back goes into a folder of its own.
    refused(brobygger(empty, "backup", backed.folder), "vælg en tom mappe")
    refused(brobygger(empty, "restore", backed.folder, "--key", backed.key), "er i brug")
    cluster.release()


def test_nobodys_name_and_no_key_is_readable_in_the_folder(backed):
    secret = json.loads((backed.data / "secrets.json").read_text())["secret_key"]
    files = [file for file in backed.folder.rglob("*") if file.is_file()]
    assert len(files) > 8
    for file in files:
        for word in ("Hanne", "hanne", "Prøvesen", "before", secret, "never to be backed up", "INSERT", "staff_worker"):
            assert word.encode() not in file.read_bytes()
            assert word not in str(file.relative_to(backed.folder))


def test_each_manifest_says_from_when_to_when(backed):
    first, second = map(manifest_of, bases(backed.folder))
    assert first["from"] < backed.to < second["from"] < second["until"] == first["until"]


def test_where_the_newest_base_is_lost_the_one_before_leads_as_far(backed, tmp_path):
    folder = copied(backed, tmp_path)
    whole = plan(folder, None, backed.key)
    shutil.rmtree(bases(folder)[-1])
    rest = plan(folder, None, backed.key)
    assert rest.base == bases(folder)[0] != whole.base
    assert (rest.to, rest.log[-len(whole.log) :]) == (whole.to, whole.log)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        ("wrong key", "en anden nøgle"),
        ("no key", "er ingen nøgle"),
        ("missing segment", "mangler"),
        ("half a segment", "er ikke hel"),
        ("half a base", "er ikke hel"),
        ("another's log", "en anden databases"),
        ("too late", "kan ikke gendannes"),
        ("too early", "kan ikke gendannes"),
        ("no back-up", "No such file"),
    ],
)
def test_what_cannot_be_restored_is_one_line_and_touches_nothing(backed, empty, tmp_path, harm, words):
    folder, key, to = copied(backed, tmp_path), tmp_path / "key", backed.to
    shutil.copy(backed.key, key)
    recipient = pyrage.x25519.Recipient.from_str(
        json.loads((folder / "brobygger-backup.json").read_text())["recipient"]
    )
    first = manifest_of(bases(folder)[0])
    segments = sorted((folder / "wal").iterdir())
    segment = next(file for file in segments if file.name.startswith(first["last_of_base"]))
    match harm:
        case "wrong key":
            key.write_text(str(pyrage.x25519.Identity.generate()))
        case "no key":
            key.write_text("AGE-SECRET-KEY-nonsense")
        case "missing segment":
            segment.unlink()
        case "half a segment":
            os.truncate(segment, segment.stat().st_size // 2)
        case "half a base":
            os.truncate(bases(folder)[0] / "base.tar.gz.age", 500_000)
        case "another's log":
            segment.write_bytes(pyrage.encrypt(gzip.compress(bytes(1_000) + b"x" * 1_000), [recipient]))
        case "too late":
            to = (datetime.now(UTC) + timedelta(days=1)).isoformat()
        case "too early":
            to = "2020-01-01"
        case "no back-up":
            folder = tmp_path / "nowhere"
    before = {place.name for place in Path("/var/lib/brobygger").glob("*")}
    refused(brobygger(empty, "restore", folder, "--to", to, "--key", key), words)
    assert not empty.parent.exists()
    assert {place.name for place in Path("/var/lib/brobygger").glob("*")} <= before


def test_a_folder_that_is_full_or_gone_or_anothers_is_one_line_and_nothing_is_left(backed, tmp_path):
    cluster = Cluster(backed.data / "postgresql", throwaway=True)
    url = cluster.start()
    note = (backed.data / "backup.json").read_text()
    try:
        new, key = tmp_path / "new", tmp_path / "key"
        full = brobygger(backed.data, "backup", new, "--new-key", key, most_bytes=400_000)
        assert (full.returncode, full.stderr.splitlines()[-1][:10]) == (2, "brobygger:")
        assert "kan ikke skrives" in full.stderr
        assert {file.name for file in new.iterdir()} == {"brobygger-backup.json", "wal"}
        assert (backed.data / "backup.json").read_text() == note
        refused(brobygger(backed.data, "backup", tmp_path), "er ikke tom")
        refused(brobygger(backed.data, "backup", tmp_path / "x", "--new-key", tmp_path / "x" / "k"), "ved siden af")
        refused(brobygger(backed.data, "backup", tmp_path / "x", "--recipient", "age1nobody"), "ingen offentlig nøgle")
        assert not (tmp_path / "x").exists()
        another = tmp_path / "another"
        shutil.copytree(new, another)
        mark = another / "brobygger-backup.json"
        mark.write_text(mark.read_text().replace('"house": "', '"house": "0'))
        refused(brobygger(backed.data, "backup", another), "en anden databases")

        done = brobygger(backed.data, "backup", new)
        assert done.returncode == 0, done.stderr
        house, secrets = House(backed.data, url), backed.data / "secrets.json"
        secrets.write_text(secrets.read_text() + "\n")  # as where a key to seal with is added
        look_after(house, at=datetime.now(UTC))
        opens = pyrage.x25519.Identity.from_str(key.read_text().splitlines()[1])
        assert told_by(bases(new)[0] / "keys.gz.age", opens)["secrets.json"] == secrets.read_text()
        with pytest.raises(BackupRefused, match="sidste sikkerhedskopi er fra 2"):
            look_after(house, at=datetime.now(UTC) + timedelta(days=3))
        first = bases(new)
        assert brobygger(backed.data, "backup", new, "--keep", "1").returncode == 0
        assert len(bases(new)) == 1
        assert bases(new) != first
        start = manifest_of(bases(new)[0])["start"]
        assert all(file.name[:24] >= start for file in (new / "wal").iterdir())
        with psycopg.connect(url, autocommit=True) as connection:  # as where PostgreSQL has kept all that it may
            connection.execute("SELECT pg_drop_replication_slot('brobygger_backup')")
        with pytest.raises(BackupRefused, match="kør `brobygger backup`"):
            look_after(house, at=datetime.now(UTC))
        reached = manifest_of(bases(new)[0])["until"]
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("SELECT pg_switch_wal()")
            write(url, "lost")
            connection.execute("SELECT pg_switch_wal()")
            connection.execute("CHECKPOINT")
        assert brobygger(backed.data, "backup", new).returncode == 0
        assert manifest_of(bases(new)[0])["until"] == reached
        look_after(house, at=datetime.now(UTC))
        shutil.rmtree(new)
        with pytest.raises(BackupRefused, match="er der ikke"):
            look_after(house, at=datetime.now(UTC))
    finally:
        (backed.data / "backup.json").write_text(note)
        cluster.release()


def test_a_database_of_ones_own_comes_back_with_its_own_postgresql(tmp_path):
    data, again, key = tmp_path / "data", tmp_path / "again", tmp_path / "key"
    with thrown_away(Cluster(tmp_path / "theirs", throwaway=True)) as theirs:
        with psycopg.connect(theirs.start(), autocommit=True) as connection:
            connection.execute("CREATE ROLE plain LOGIN CREATEROLE PASSWORD 'plain'")
            connection.execute("CREATE DATABASE plain OWNER plain")
            url = f"postgresql://plain:plain@/plain?host={find_place(theirs.data).socket}"
            assert brobygger(data, "prepare", DATABASE_URL=url).returncode == 0
            words = ("backup", tmp_path / "folder", "--new-key", key)
            no_right = brobygger(data, *words, DATABASE_URL=url)
            assert no_right.returncode == 2
            assert "docs/running.md" in no_right.stderr
            connection.execute("ALTER ROLE plain REPLICATION")
        done = brobygger(data, "backup", tmp_path / "folder", DATABASE_URL=url)
        assert done.returncode == 0, done.stderr
        write(url, "latest")
        assert brobygger(data, "upkeep", DATABASE_URL=url).returncode == 0
        refused(brobygger(again, "restore", tmp_path / "folder", "--key", key), "--into")
        assert not again.exists()
    with thrown_away(Cluster(tmp_path / "new", throwaway=True)) as new:
        new.data.mkdir()
        place = find_place(new.data)
        into = place.own_folder("pgdata")
        (place.home / THROWAWAY_MARK).touch()
        done = brobygger(again, "restore", tmp_path / "folder", "--key", key, "--into", into)
        assert done.returncode == 0, done.stderr
        url = f"postgresql://plain:plain@/plain?host={place.socket}"
        shutil.copy(theirs.data / "cluster.password", new.data)
        new.start()
        assert emails(url) == ["latest"]  # without a time it is as late as can be
        checked = brobygger(again, "restore", "--check", DATABASE_URL=url)
        assert "Alt er helt" in checked.stdout, checked.stderr
