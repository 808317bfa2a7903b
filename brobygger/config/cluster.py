"""The PostgreSQL server that the program brings with it, for one data folder.

Whoever calls `Cluster(data).start()` gets the address of a database that is there and answers. Every process that
uses the server holds a shared lock on a file in the data folder; the last one to leave stops the server. The server
listens on a socket that only its own user may reach, and its log never holds a statement, a parameter or the words of
an error, since those may be a person's.
"""

import atexit
import fcntl
import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg
from psycopg import sql

from brobygger.config import cluster_files
from brobygger.config.cluster_files import OWNER
from brobygger.config.cluster_place import ClusterError, Place, find_place, forget_place, one_line

__all__ = ["Cluster", "ClusterError"]

START_SECONDS = 60
LONGEST_LOG = 1_000_000


class Cluster:
    """One PostgreSQL server for one data folder, started when needed and stopped by the last process that used it."""

    def __init__(self, data: Path, *, throwaway: bool = False) -> None:
        self.data = data.absolute()
        self.throwaway = throwaway
        self._place: Place | None = None
        self._users: IO[bytes] | None = None
        self._pid = 0

    def start(self) -> str:
        """The server answers and the owner's database exists; the owner's address is returned.

        Safe to repeat, and for several processes at once. Refused with a `ClusterError` where the server cannot run.
        """
        try:
            self.data.mkdir(mode=0o711, parents=True, exist_ok=True)
            with self._starting():
                self._place = find_place(self.data)
                self._hold()
                if not self._answers():
                    self._launch()
                self._create_database()
        except PermissionError as error:
            self._let_go()
            raise ClusterError(
                f"{error.filename} belongs to another user: run as that user, or use another data folder."
            ) from error
        except (OSError, subprocess.SubprocessError, psycopg.Error) as error:
            self._let_go()
            raise ClusterError(f"PostgreSQL could not be started for {self.data}: {one_line(error)}") from error
        except ClusterError:
            self._let_go()
            raise
        return self.url()

    def url(self, dbname: str = OWNER) -> str:
        """The owner's address of a database in this cluster. Refused before the first start."""
        place = self._place or find_place(self.data)
        password = quote(self._password(), safe="")
        return f"postgresql://{OWNER}:{password}@/{quote(dbname, safe='')}?host={quote(str(place.socket), safe='/')}"

    def release(self) -> None:
        """This process no longer uses the server, and where no other does, it is stopped.

        A forked child changes nothing.
        """
        if self._users is None or self._pid != os.getpid():
            return
        self._let_go()
        with (
            suppress(OSError, subprocess.SubprocessError, ClusterError),
            self._starting(),
            self._lock_file("users") as file,
        ):
            # A fresh open file: a forked child that still lives keeps the old one locked, and so the server running.
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._stop()

    def remove(self) -> None:
        """The server is stopped and all its files are gone. Refused where it was not made to be thrown away."""
        self.data.mkdir(mode=0o711, parents=True, exist_ok=True)
        with self._starting():
            place = find_place(self.data)
            self._place = place
            if not self.throwaway or cluster_files.is_real(place):
                raise ClusterError(f"The cluster of {self.data} holds real data and is not removed by the program.")
            self._let_go()
            self._stop()
            for folder in (place.home, place.socket):
                shutil.rmtree(folder, ignore_errors=True)
            forget_place(self.data)
            self._place = None

    # Who uses it

    @contextmanager
    def _starting(self) -> Iterator[None]:
        with self._lock_file("start") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _lock_file(self, name: str) -> IO[bytes]:
        return (self.data / f"cluster.{name}").open("ab")

    def _hold(self) -> None:
        if self._users is not None and self._pid == os.getpid():
            return
        self._users = self._lock_file("users")
        fcntl.flock(self._users, fcntl.LOCK_SH)
        self._pid = os.getpid()
        atexit.register(self.release)

    def _let_go(self) -> None:
        if self._users is not None and self._pid == os.getpid():
            self._users.close()
            atexit.unregister(self.release)
        self._users = None

    # The server

    def _answers(self) -> bool:
        """Whether a server answers now; waits for one that is on its way up or down."""
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                with psycopg.connect(self.url("postgres"), connect_timeout=5):
                    return True
            except psycopg.OperationalError as error:
                words = str(error)
                if "password authentication" in words:
                    raise ClusterError(
                        f"The password in {self.data / 'cluster.password'} is not the one of the cluster there: "
                        "put the right file back from a copy of the data folder."
                    ) from error
                if not any(busy in words for busy in ("starting up", "shutting down", "recovery", "not yet accepting")):
                    return False
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def _launch(self) -> None:
        place = self._settled()
        programs = cluster_files.make_ready(place, password=self._password(), throwaway=self.throwaway)
        log = place.log / "server.log"
        if log.exists() and log.stat().st_size > LONGEST_LOG:
            log.rename(place.log / "server.log.1")
        command = [str(programs / "pg_ctl"), "start", "-s", "-w", "-t", str(START_SECONDS)]
        command += ["-D", str(place.pgdata), "-l", str(log)]
        for attempt in range(3):
            if place.runner.run(command, cwd=place.home).returncode == 0:
                return
            # After kill -9 of the server its last children need a moment to go.
            time.sleep(0.3 + attempt)
        last = one_line(log.read_text(errors="replace")[-2000:]) if log.exists() else "none"
        raise ClusterError(f"PostgreSQL did not start; its last words in {log}: {last}")

    def _create_database(self) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True, connect_timeout=START_SECONDS) as connection:
            if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [OWNER]).fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(OWNER)))

    def _stop(self) -> None:
        place = self._settled()
        # The programs that started it, which after a new release are not yet the new ones.
        programs = next(place.home.glob("postgresql-*/bin"), None)
        if programs is not None and (place.pgdata / "postmaster.pid").exists():
            mode = "immediate" if self.throwaway else "fast"
            command = [str(programs / "pg_ctl"), "stop", "-s", "-w", "-m", mode, "-D", str(place.pgdata)]
            place.runner.run(command, cwd=place.home)

    def _settled(self) -> Place:
        if self._place is None:
            self._place = find_place(self.data)
        return self._place

    def _password(self) -> str:
        """The owner's password: made once, kept where only the user of the data folder reads it."""
        file = self.data / "cluster.password"
        if not file.exists():
            new = self.data / f"cluster.password.{os.getpid()}"
            new.touch(mode=0o600)
            new.write_text(secrets.token_urlsafe(24))
            new.rename(file)
        return file.read_text().strip()
