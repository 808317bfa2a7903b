"""A back-up becomes a database again: as it was at a time, in an empty data folder, or in none at all."""

import gzip
import json
import os
import shutil
import subprocess
import tarfile
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, cast

import psycopg
import pyrage

from brobygger.config.backups import MARK, BackupRefused, bases, in_one_line, log_of, manifest_of, tools
from brobygger.config.cluster import Cluster
from brobygger.config.cluster_files import unpack
from brobygger.config.cluster_place import ClusterError, find_place, one_line

RESTORED, LOG = "restored.json", "brobygger-wal"
SYSTEM_ID = slice(24, 32)  # where the first page of a segment says which database it is of
RECOVERY = """\
restore_command = 'cp "{log}/%f" "%p"'
recovery_target_time = '{to}'
recovery_target_timeline = 'current'
recovery_target_action = 'promote'
"""


@dataclass(frozen=True)
class Plan:
    """What is needed for one time: a base, the log from there on, and the key that opens both."""

    folder: Path
    base: Path
    manifest: dict[str, Any]
    log: list[Path]
    to: datetime
    key: pyrage.x25519.Identity


@in_one_line()
def plan(folder: Path, to: datetime | None, key: Path) -> Plan:
    """What leads to the time, or to the last one there is. Refused where something of it is not there."""
    identity = _identity(folder, key)
    there = [(base, manifest_of(base)) for base in bases(folder)]
    if not there:
        raise BackupRefused(f"der er ingen sikkerhedskopi i {folder} · there is no back-up in it")
    to = to or datetime.fromisoformat(there[-1][1]["until"])
    for number, (base, manifest) in reversed(list(enumerate(there))):
        if datetime.fromisoformat(manifest["from"]) <= to <= datetime.fromisoformat(manifest["until"]):
            after = [later["last_of_base"] for _base, later in there[number + 1 :]]
            last = min([manifest["last"], *(name for name in after if name[:8] == manifest["start"][:8])])
            return Plan(folder, base, manifest, log_of(folder, manifest, manifest["start"], last), to, identity)
    spans = "; ".join(f"{one['from'][:19]} – {one['until'][:19]}" for _base, one in there)
    raise BackupRefused(f"{to.isoformat()[:19]} kan ikke gendannes, kun (UTC) · only what lies within: {spans}")


def _identity(folder: Path, key: Path) -> pyrage.x25519.Identity:
    mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
    try:
        lines = [line.strip() for line in key.read_text(encoding="utf-8").splitlines()]
        identity = pyrage.x25519.Identity.from_str(next(line for line in lines if line.startswith("AGE-SECRET-KEY-")))
    except (ValueError, StopIteration, pyrage.IdentityError):
        raise BackupRefused(f"{key} er ingen nøgle · is no key") from None
    if str(identity.to_public()) != mark["recipient"]:
        raise BackupRefused(
            f"{key} er en anden nøgle end den til {folder} · is another key than the one for that folder"
        )
    return identity


@contextmanager
def opened(file: Path, key: pyrage.x25519.Identity) -> Iterator[IO[bytes]]:
    """What the file holds, opened as it is read. Refused where the key does not fit, or the file is not whole."""
    read, write = os.pipe()
    problems: list[Exception] = []

    def decrypt() -> None:
        try:
            with os.fdopen(write, "wb") as out, file.open("rb") as sealed:
                pyrage.decrypt_io(sealed, out, [key])
        except Exception as problem:
            problems.append(problem)

    thread = threading.Thread(target=decrypt, daemon=True)
    thread.start()
    try:
        with os.fdopen(read, "rb") as pipe:
            plain = gzip.GzipFile(fileobj=pipe)
            yield cast("IO[bytes]", plain)
            while plain.read(1 << 20):
                pass  # only the end proves that nothing is cut off
    except (EOFError, zlib.error, tarfile.TarError, gzip.BadGzipFile) as problem:
        problems.append(problem)
    finally:
        thread.join()
    if problems:
        raise BackupRefused(f"{file} er ikke hel · is not whole")


def told_by(file: Path, key: pyrage.x25519.Identity) -> dict[str, Any]:
    """What a small file of the base says."""
    with opened(file, key) as plain:
        return dict(json.load(plain))


@in_one_line()
def restore(told: Plan, data: Path, into: Path | None) -> None:
    """The data folder has the database as it was, and its keys; one's own PostgreSQL has its files in another folder.

    Refused where there is a database already. Whatever is refused, nothing of it is left.
    """
    for taken in (data / "secrets.json", data / "postgresql", into):
        if taken and taken.exists() and (taken.is_file() or any(taken.iterdir())):
            raise BackupRefused(f"{taken} er i brug: vælg en tom mappe · is in use: choose an empty folder")
    if told.manifest["embedded"] and into:
        raise BackupRefused("det er den medfølgende database: uden `--into` · the embedded database: without `--into`")
    if not told.manifest["embedded"] and not into:
        raise BackupRefused(
            f"det er jeres egen PostgreSQL {told.manifest['version']}: `--into MAPPE` · it is your own: `--into DIR`"
        )
    keys, counts = (told_by(told.base / f"{name}.gz.age", told.key) for name in ("keys", "counts"))
    with _all_or_nothing(data), _all_or_nothing(into or data):
        if into:
            _lay(told, into, unpack(tools(data)))
            into.chmod(0o700)  # or PostgreSQL does not start on it
            owner = into.stat()
            for file in into.rglob("*"):
                os.chown(file, owner.st_uid, owner.st_gid, follow_symlinks=False)
        else:
            _into_a_cluster(told, data / "postgresql", keys)
        _keep(data / "secrets.json", keys["secrets.json"])
        _keep(data / RESTORED, json.dumps({"to": told.to.isoformat(), "counts": counts}))


@contextmanager
def _all_or_nothing(folder: Path) -> Iterator[None]:
    """What was laid into the folder stays there; where something is refused, neither it nor a folder made for it."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    before = set(folder.iterdir()) if not made else set()
    try:
        folder.mkdir(mode=0o711, parents=True, exist_ok=True)
        yield
    except BaseException:
        for file in set(folder.iterdir()) - before if folder.exists() else ():
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        for one in made:
            with suppress(OSError):
                one.rmdir()
        raise


def _keep(file: Path, words: str) -> None:
    file.touch(mode=0o600)
    file.write_text(words, encoding="utf-8")


def _lay(told: Plan, pgdata: Path, programs: Path) -> None:
    """The files of the base are there as they were taken, the log beside them, and PostgreSQL told how far to go."""
    with opened(told.base / "base.tar.gz.age", told.key) as plain, tarfile.open(fileobj=plain, mode="r|") as tar:
        tar.extractall(pgdata, filter="data")
    check = [str(programs / "pg_verifybackup"), "--no-parse-wal", "--quiet", str(pgdata)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)  # noqa: S603  our own
    if done.returncode != 0:
        raise BackupRefused(f"{told.base} er ikke hel · is not whole: {one_line(done.stderr)}")
    log = pgdata / LOG
    log.mkdir(mode=0o700)
    for file in told.log:
        target = log / file.name[:24]
        with opened(file, told.key) as plain, target.open("wb") as out:
            shutil.copyfileobj(plain, out, 1 << 20)
        with target.open("r+b") as out:
            first = out.read(SYSTEM_ID.stop)
            out.truncate(told.manifest["segment"])  # a part has nothing behind what had been written
        if first and int.from_bytes(first[SYSTEM_ID], "little") != int(told.manifest["system"]):
            raise BackupRefused(f"{file} er en anden databases · is another database's")
    with (pgdata / "postgresql.auto.conf").open("a") as conf:
        conf.write(RECOVERY.format(log=LOG, to=told.to.isoformat()))
    (pgdata / "recovery.signal").touch()


def _into_a_cluster(told: Plan, own: Path, keys: dict[str, str]) -> None:
    own.mkdir(mode=0o711)
    place, cluster = find_place(own), Cluster(own)
    try:
        _keep(own / "cluster.password", keys["postgresql/cluster.password"])
        new = place.own_folder("new")
        _lay(told, new, unpack(place.home))
        for file in new.rglob("*"):
            place.runner.give(file)
        new.rename(place.pgdata)
        cluster.start()
        _recovered(cluster)
    except BaseException as problem:
        cluster.release()
        log = place.log / "server.log"
        lines = log.read_text(errors="replace").splitlines() if log.exists() else []
        words = [line.split("FATAL:")[1] for line in lines if "FATAL:" in line and "system is" not in line]
        for folder in (place.home, place.socket, own):
            shutil.rmtree(folder, ignore_errors=True)
        if isinstance(problem, (ClusterError, psycopg.Error)):
            why = one_line(words[-1] if words else problem)
            raise BackupRefused(f"PostgreSQL kan ikke gendanne det · cannot restore it: {why}") from None
        raise


def _recovered(cluster: Cluster) -> None:
    """The database is at its time and takes writes; what recovery needed is gone."""
    with psycopg.connect(cluster.url(), autocommit=True) as connection:
        while True:
            row = connection.execute("SELECT pg_is_in_recovery(), current_setting('data_directory')").fetchone()
            if row and not row[0]:
                break
            time.sleep(0.2)
        for line in RECOVERY.splitlines():
            connection.execute(cast("Any", f"ALTER SYSTEM RESET {line.split(' ')[0]}"))
        shutil.rmtree(Path(row[1]) / LOG)
