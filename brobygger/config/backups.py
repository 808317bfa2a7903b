"""What a folder of back-ups holds, and how PostgreSQL's own tools fill it.

Each base is a folder: the cluster as `pg_basebackup` gives it, the keys, how many rows there were, and a manifest that
says from when to when it leads. Beside them lies the write-ahead log, which each minute's upkeep brings up to date.
Everything but the manifest is encrypted to a public key (age); what opens it is not on this machine.
"""

import fcntl
import gzip
import io
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, LiteralString, cast
from uuid import uuid4

import psycopg
import pyrage
from psycopg.conninfo import conninfo_to_dict

from brobygger.config.cluster import Cluster
from brobygger.config.cluster_files import unpack
from brobygger.config.cluster_place import PATH, find_place, one_line

NOTE, MARK, MANIFEST = "backup.json", "brobygger-backup.json", "manifest.json"
SLOT = "brobygger_backup"
SEGMENT = re.compile(r"([0-9A-F]{24})(\.partial)?\.gz\.age")
LONGEST_SECONDS = 600  # what has come by then is kept, and the next round goes on from there
OLDEST = timedelta(days=2)
START = re.compile(r"log start point: ([0-9A-F/]+)")
FIRST_KEY = (
    "første gang skal der være en nøgle: `--new-key FIL` laver den. Uden denne nøgle kan ingen gendanne noget: gem den"
    " to steder, som ikke er denne maskine. Er den lavet et andet sted, så `--recipient age1…`"
    " · the first time needs a key: `--new-key FILE` makes it. Without this key nobody can restore anything: keep it in"
    " two places that are not this machine. Made elsewhere: `--recipient age1…`"
)


class BackupRefused(Exception):
    """It cannot be backed up, or restored; one line says why and what to do."""


@contextmanager
def in_one_line() -> Iterator[None]:
    """What the disk says no to is refused, with the file and the disk's own words."""
    try:
        yield
    except OSError as problem:
        words = f"{problem.filename or 'disken'} kan ikke bruges · cannot be used: {problem.strerror or problem}"
        raise BackupRefused(words) from None


@dataclass(frozen=True)
class House:
    """What is backed up: the data folder, and the owner's address of the database that belongs to it."""

    data: Path
    url: str

    @property
    def embedded(self) -> bool:
        """Whether it is the database that the program brings along."""
        own = self.data / "postgresql"
        return (own / "cluster.password").exists() and Cluster(own).url() == self.url

    def connect(self) -> psycopg.Connection[Any]:
        return psycopg.connect(self.url, autocommit=True)

    def tool(self, name: str, *words: str) -> tuple[list[str], dict[str, str]]:
        """One of PostgreSQL's programs, told by its environment how to reach the database: a password is no word."""
        programs = unpack(find_place(self.data / "postgresql").home if self.embedded else tools(self.data))
        told = {f"PG{'DATABASE' if word == 'dbname' else word.upper()}": str(value) for word, value in
                conninfo_to_dict(self.url).items()}  # fmt: skip
        return [str(programs / name), *words, "--no-password"], {"PATH": PATH, "LC_ALL": "C", **told}


def house_here(data: Path) -> House | None:
    """What this process would back up; None where it does not have the owner's address."""
    url = os.environ.get("DATABASE_URL")
    return House(data, url) if url else None


def tools(data: Path) -> Path:
    """Where PostgreSQL's programs lie for a database of one's own."""
    folder = data / "tools"
    folder.mkdir(mode=0o755, exist_ok=True)
    return folder


def note_of(data: Path) -> dict[str, str] | None:
    """Where this house is backed up to, and for whose key; None where it never was."""
    file = data / NOTE
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def bases(folder: Path) -> list[Path]:
    """The bases that are whole, oldest first."""
    return sorted(file.parent for file in folder.glob(f"[0-9]*/{MANIFEST}"))


def manifest_of(base: Path) -> dict[str, Any]:
    """What the base says of itself. Refused where it cannot be read."""
    try:
        return dict(json.loads((base / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        raise BackupRefused(f"{base / MANIFEST} kan ikke læses · cannot be read") from None


def log_of(folder: Path, manifest: dict[str, Any], start: str, last: str) -> list[Path]:
    """The segments from the start to the last, each whole but the last. Refused where one is missing."""
    in_a_file = 0x1_0000_0000 // manifest["segment"]
    first, end = ((int(name[8:16], 16) * in_a_file + int(name[16:], 16)) for name in (start, last))
    names = [f"{start[:8]}{number // in_a_file:08X}{number % in_a_file:08X}" for number in range(first, end + 1)]
    files = [folder / "wal" / f"{name}.gz.age" for name in names or [start]]
    if not files[-1].exists():
        files[-1] = folder / "wal" / f"{last}.partial.gz.age"
    for file in files:
        if not file.exists() or file.name[:24] > last or start[:8] != last[:8]:
            raise BackupRefused(
                f"{file} mangler: vælg en tid før eller efter · is missing: choose a time before or after"
            )
    return files


@in_one_line()
def begin(house: House, folder: Path, *, new_key: Path | None, recipient: str | None) -> dict[str, str]:
    """The folder is this house's and has a key. Refused where it is another's, or where no key was named."""
    note, mark = note_of(house.data), folder / MARK
    if not mark.exists():
        theirs = _begin_anew(house, folder, note, new_key, recipient)
    else:
        theirs = json.loads(mark.read_text(encoding="utf-8"))
        if note is None or theirs["house"] != note["house"]:
            raise BackupRefused(
                f"{folder} er en anden databases, eller denne fra før den blev gendannet: vælg en tom mappe"
                " · holds back-ups of another database, or of this one before it was restored: choose an empty folder"
            )
        if new_key or recipient:
            raise BackupRefused("en ny nøgle skal have en ny mappe · a new key needs a new folder")
    told = {**theirs, "folder": str(folder)}
    if note is None:  # where there is one, the folder before goes on until this one has a base
        _write(house.data / NOTE, told)
    return told


def _begin_anew(
    house: House, folder: Path, note: dict[str, str] | None, new_key: Path | None, recipient: str | None
) -> dict[str, str]:
    if note and note["folder"] == str(folder):
        raise BackupRefused(f"{folder} er der ikke: er disken sat til? · is not there: is its disk mounted?")
    if folder.exists() and any(folder.iterdir()):
        raise BackupRefused(f"{folder} er ikke tom · is not empty")
    if new_key:
        recipient = _made(new_key, folder, house.data)
    recipient = recipient or (note["recipient"] if note else None)
    if not recipient:
        raise BackupRefused(FIRST_KEY)
    theirs = {"house": note["house"] if note else uuid4().hex, "recipient": str(_public(recipient))}
    for one in (folder, folder / "wal"):
        one.mkdir(mode=0o700, parents=True, exist_ok=True)
    _write(folder / MARK, theirs)
    return theirs


def _made(file: Path, folder: Path, data: Path) -> str:
    """A new private key lies in the file, which must not be beside what it opens; the public half is told."""
    there = file.resolve()
    if there.is_relative_to(folder.resolve()) or there.is_relative_to(data.resolve()):
        raise BackupRefused(f"{file} ville ligge ved siden af det, den åbner · would lie beside what it opens")
    key = pyrage.x25519.Identity.generate()
    with open(file, "x", opener=lambda name, how: os.open(name, how, 0o600)) as out:
        out.write(f"# Brobygger: {key.to_public()}\n{key}\n")
    return str(key.to_public())


def _public(recipient: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(recipient)
    except pyrage.RecipientError:
        raise BackupRefused(f"{recipient[:80]} er ingen offentlig nøgle · is no public key (age1…)") from None


def seal(source: Any, target: Path, recipient: str) -> None:
    """What is read from the source lies encrypted in the file: all of it, on the disk, or no file at all."""
    new = target.with_name(f".{target.name}.new")
    try:
        with new.open("wb") as file:
            pyrage.encrypt_io(source, file, [_public(recipient)])
            file.flush()
            os.fsync(file.fileno())
        new.rename(target)
        _on_disk(target.parent)
    except (OSError, pyrage.EncryptError) as problem:  # the second has the first one's words
        raise BackupRefused(f"{target.parent} kan ikke skrives · cannot be written: {one_line(problem)}") from None
    finally:
        with suppress(OSError):
            new.unlink(missing_ok=True)


def _seal_told(told: Any, target: Path, recipient: str) -> None:
    seal(io.BytesIO(gzip.compress(json.dumps(told).encode())), target, recipient)


def _write(file: Path, told: Any) -> None:
    new = file.with_name(f".{file.name}.new")
    with new.open("w", encoding="utf-8") as out:
        json.dump(told, out, indent=1)
        out.flush()
        os.fsync(out.fileno())
    new.rename(file)
    _on_disk(file.parent)


def _on_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _alone(data: Path, name: str, *, wait: bool) -> Iterator[None]:
    with (data / f"backup.{name}").open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except OSError:
            raise BackupRefused("en anden sikkerhedskopi er i gang · another back-up is running") from None
        yield


# The write-ahead log


def bring_log(house: House, note: dict[str, str]) -> tuple[datetime, str, bool]:
    """All that was committed before the time that is told lies encrypted in the folder, up to the segment that is told.

    Told is also whether the log runs unbroken from the newest base, which leads to that time then. Refused where the
    folder or the log is not there.
    """
    folder, spool = Path(note["folder"]), house.data / "backup.log"
    if not (folder / MARK).exists():
        raise BackupRefused(f"{folder} er der ikke: er disken sat til? · is not there: is its disk mounted?")
    with _alone(house.data, "bringing", wait=True):
        spool.mkdir(mode=0o700, exist_ok=True)
        _ship(spool, folder, note["recipient"])  # first what is left, so that little lies here while the folder is full
        until, end, last = _commit_a_mark(house)
        command, told = house.tool(
            "pg_receivewal", "-D", str(spool), "-S", SLOT, "--endpos", end, "--no-loop", "--compress=gzip:1"
        )
        done = subprocess.run(  # noqa: S603  our own
            command, env=told, capture_output=True, text=True, check=False, timeout=LONGEST_SECONDS
        )
        if done.returncode != 0:
            raise BackupRefused(
                "loggen kan ikke hentes: kør `brobygger backup` · the log cannot be fetched, run `brobygger backup`:"
                f" {one_line(done.stderr)}"
            )
        _ship(spool, folder, note["recipient"])
        return until, last, _lead_to(until, last, house, note)


def _commit_a_mark(house: House) -> tuple[datetime, str, str]:
    """The server's time, where its log was after something was committed later than that, and the segment of that."""
    mark = "SELECT pg_logical_emit_message(true, 'brobygger', 'back-up')"  # restoring stops at what is too late
    with house.connect() as connection:
        connection.execute("SET synchronous_commit = on")
        until = _row(connection, "SELECT clock_timestamp()")
        connection.execute(mark)
        place = _row(connection, "SELECT lsn::text, pg_walfile_name(lsn) FROM pg_current_wal_insert_lsn() AS lsn")
        connection.execute(mark)  # the tool ends at what comes after the place that it is told
    return until[0].astimezone(UTC), place[0], place[1]


def _row(connection: psycopg.Connection[Any], words: LiteralString, *values: str) -> tuple[Any, ...]:
    return cast("tuple[Any, ...]", connection.execute(words, values).fetchone())


def _ship(spool: Path, folder: Path, recipient: str) -> None:
    for file in sorted(spool.glob("?" * 24 + ".gz*")):
        name, is_partial = file.name.split(".")[0], file.suffix == ".partial"
        partial = folder / "wal" / f"{name}.partial.gz.age"
        with file.open("rb") as source:
            seal(source, partial if is_partial else folder / "wal" / f"{name}.gz.age", recipient)
        if not is_partial:
            partial.unlink(missing_ok=True)
            file.unlink()


def _lead_to(until: datetime, last: str, house: House, note: dict[str, str]) -> bool:
    """Every base that the log runs on from, unbroken, says that it leads so far; the newest has the keys of now.

    Told is whether it does so from the newest.
    """
    folder = Path(note["folder"])
    there = bases(folder)[::-1]
    try:
        newest = manifest_of(there[0])
        log_of(folder, newest, newest["last"], last)
    except (IndexError, BackupRefused):
        return False
    if newest["keys"] != _age_of_keys(house):
        _seal_keys(there[0], house, note["recipient"])
        _write(there[0] / MANIFEST, {**newest, "keys": _age_of_keys(house)})
    for base in there:
        manifest = {**manifest_of(base), "until": until.isoformat(), "last": last}
        _write(base / MANIFEST, manifest)
        if not manifest["goes_on"]:
            break
    return True


def _age_of_keys(house: House) -> int:
    return (house.data / "secrets.json").stat().st_mtime_ns


def _seal_keys(base: Path, house: House, recipient: str) -> None:
    """`survey-keys` are never among them: a key in a back-up opens answers that nobody may read (decision 26)."""
    names = ["secrets.json", *(["postgresql/cluster.password"] if house.embedded else [])]
    told = {name: (house.data / name).read_text(encoding="utf-8") for name in names}
    _seal_told(told, base / "keys.gz.age", recipient)


# The bases


@in_one_line()
def take_base(house: House, note: dict[str, str], counts: Callable[[], dict[str, int]], *, keep: int | None) -> Path:
    """A new base lies in the folder, and leads to now; of the older ones the newest stay, where told how many to keep.

    Refused where PostgreSQL gives none, or the folder cannot be written: nothing of it is left then.
    """
    folder = Path(note["folder"])
    with _alone(house.data, "running", wait=False):
        for broken in folder.glob(".[0-9]*"):
            shutil.rmtree(broken, ignore_errors=True)
        _keep_log(house)
        new = folder / f".{datetime.now(UTC):%Y-%m-%dT%H-%M-%SZ}"
        try:
            new.mkdir(mode=0o700)
            begun = _seal_cluster(house, new, note["recipient"])
            _seal_keys(new, house, note["recipient"])
            _seal_told(counts(), new / "counts.gz.age", note["recipient"])
            until, last, goes_on = bring_log(house, note)
            _write(new / MANIFEST, {
                **begun, "from": until.isoformat(), "until": until.isoformat(), "last": last, "last_of_base": last,
                "goes_on": goes_on, "embedded": house.embedded, "keys": _age_of_keys(house),
            })  # fmt: skip
            base = new.rename(folder / new.name[1:])
        finally:
            shutil.rmtree(new, ignore_errors=True)
        _write(house.data / NOTE, note)
        _prune(folder, keep or len(bases(folder)))
    return base


def _keep_log(house: House) -> None:
    """PostgreSQL keeps its log until it has been fetched. Refused where the role may not ask that."""
    with house.connect() as connection:
        slot = connection.execute("SELECT wal_status FROM pg_replication_slots WHERE slot_name = %s", [SLOT]).fetchone()
        try:
            if slot and slot[0] == "lost":
                connection.execute("SELECT pg_drop_replication_slot(%s)", [SLOT])
            if not slot or slot[0] == "lost":
                shutil.rmtree(house.data / "backup.log", ignore_errors=True)
                connection.execute("SELECT pg_create_physical_replication_slot(%s, true)", [SLOT])
        except psycopg.Error as problem:
            raise BackupRefused(
                "rollen i DATABASE_URL må ikke tage sikkerhedskopi: se docs/running.md · the role in DATABASE_URL may"
                f" not back up: {one_line(problem)}"
            ) from None


def _seal_cluster(house: House, new: Path, recipient: str) -> dict[str, Any]:
    told = ("-D", "-", "--format=tar", "--compress=gzip:1", "--wal-method=fetch", "--checkpoint=fast", "--verbose")
    command, environment = house.tool("pg_basebackup", *told)
    with house.connect() as connection, tempfile.TemporaryFile("w+") as said:
        # Whatever is fetched meanwhile, the log that this base begins with stays until it is in it.
        connection.execute("SELECT pg_create_physical_replication_slot(%s, true, true)", [f"{SLOT}_{os.getpid()}"])
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=said) as process:  # noqa: S603
            seal(process.stdout, new / "base.tar.gz.age", recipient)
        said.seek(0)
        words = said.read()
        begun = START.search(words)
        if process.returncode != 0 or begun is None:
            raise BackupRefused(f"PostgreSQL gav ingen kopi · PostgreSQL gave no copy: {one_line(words)}")
        row = _row(
            connection,
            "SELECT pg_walfile_name(%s::pg_lsn), system_identifier::text, current_setting('server_version_num')::int"
            " / 10000, pg_size_bytes(current_setting('wal_segment_size')) FROM pg_control_system()",
            begun[1],
        )
    return dict(zip(("start", "system", "version", "segment"), row, strict=True))


def _prune(folder: Path, keep: int) -> None:
    there = bases(folder)
    for base in there[:-keep]:
        shutil.rmtree(base.rename(folder / f".{base.name}"), ignore_errors=True)
    start = manifest_of(there[-keep:][0])["start"]
    for file in (folder / "wal").iterdir():
        if (found := SEGMENT.fullmatch(file.name)) and found[1] < start:
            file.unlink()


@in_one_line()
def look_after(house: House, *, at: datetime) -> None:
    """The log is brought, where this house is backed up. Refused where that fails, or the last base is too old."""
    note = note_of(house.data)
    if note is None:
        return
    if not bring_log(house, note)[2]:
        raise BackupRefused("loggen har et hul: kør `brobygger backup` · the log has a gap: run `brobygger backup`")
    newest = bases(Path(note["folder"]))[-1:]
    if not newest or datetime.fromisoformat(manifest_of(newest[0])["from"]) < at - OLDEST:
        last = newest[0].name if newest else "–"
        raise BackupRefused(
            f"sidste sikkerhedskopi er fra {last}: kør `brobygger backup` · the last back-up is too old"
        )
