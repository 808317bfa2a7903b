"""Where the embedded PostgreSQL server lives, and which user it runs as.

PostgreSQL refuses to run as root. Started by root it runs as a user of its own, and where that user cannot enter the
data folder (a home that only root may enter) the cluster lives below `/var/lib/brobygger`; a note in the data folder
says where.
"""

import hashlib
import os
import pwd
import secrets
import stat
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from brobygger.config import cluster_owner

NOTE = "cluster.place"
SHELTER = Path("/var/lib/brobygger")
LONGEST_SOCKET_FOLDER = 88
PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin"


class ClusterError(Exception):
    """The embedded PostgreSQL cannot be used; the message is one line and says what to do."""


@dataclass(frozen=True)
class Runner:
    """The user that the server's programs run as: another than ourselves only where we are root."""

    uid: int
    gid: int

    def run(self, command: Sequence[str], *, cwd: Path) -> subprocess.CompletedProcess[str]:
        """The command has run as that user, with nothing of our environment."""
        other = self.uid != os.geteuid()
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            # Files, since the server outlives its starter and would keep a pipe open.
            done = subprocess.run(  # noqa: S603  the programs are our own
                list(command),
                cwd=cwd,
                env={"PATH": PATH, "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                umask=0o077,
                check=False,
                user=self.uid if other else None,
                group=self.gid if other else None,
                extra_groups=[] if other else None,
            )
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, out.read(), err.read())

    def give(self, path: Path) -> None:
        """The path belongs to that user."""
        if path.lstat().st_uid != self.uid:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def may_enter(self, folder: Path) -> bool:
        """Whether that user can go into the folder; tried, not guessed from permission bits."""
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", str(folder)], cwd=Path("/")).returncode == 0


@dataclass(frozen=True)
class Place:
    """The folders of one cluster: its home, and in it those that belong to the server's user."""

    home: Path
    socket: Path
    runner: Runner

    @property
    def pgdata(self) -> Path:
        return self.home / "pgdata"

    @property
    def log(self) -> Path:
        return self.home / "log"

    def own_folder(self, name: str) -> Path:
        """A folder of the home that only the server's user may enter. Refused where someone else owns it."""
        return _private_folder(self.home / name, self.runner)


def find_place(data: Path) -> Place:
    """The cluster's folders exist and the data folder will lead back to them.

    Refused where another user's server owns the files, or where the data folder is a copy that leads to its original's
    cluster.
    """
    home = _noted_home(data) or data / "cluster"
    runner = _runner(home)
    if runner.uid != os.geteuid() and not (data / NOTE).exists() and not runner.may_enter(data):
        home = _shelter(data)
    home.mkdir(mode=0o755, exist_ok=True)
    home.chmod(0o755)
    place = Place(home, _private_folder(_socket(home), runner), runner)
    place.own_folder("log")
    return place


def _socket(home: Path) -> Path:
    socket = home / "socket"
    if len(os.fsencode(socket)) > LONGEST_SOCKET_FOLDER:
        name = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
        socket = Path("/tmp") / f"brobygger-{name}"  # noqa: S108  made 0700 and its owner is checked
    return socket


def forget_place(data: Path) -> None:
    """The data folder no longer leads to a cluster elsewhere."""
    (data / NOTE).unlink(missing_ok=True)


def _noted_home(data: Path) -> Path | None:
    note = data / NOTE
    if not note.exists():
        return None
    home = Path(note.read_text(encoding="utf-8").splitlines()[0])
    if not home.is_dir():
        raise ClusterError(
            f"The database of {data} should be in {home}, and is not there: put it back, or remove {note}."
        )
    belongs = home / "belongs-to"
    owner = Path(belongs.read_text(encoding="utf-8").strip()) if belongs.exists() else data
    if owner != data and (owner / NOTE).exists():
        raise ClusterError(
            f"{data} is a copy of {owner}, whose database is in {home}: remove {note} to begin an empty one."
        )
    belongs.write_text(f"{data}\n", encoding="utf-8")
    return home


def _shelter(data: Path) -> Path:
    """A new home for a cluster whose data folder the server's user cannot enter; the data folder says where it is."""
    SHELTER.mkdir(mode=0o755, parents=True, exist_ok=True)
    home = SHELTER / f"{hashlib.sha256(os.fsencode(data)).hexdigest()[:8]}-{secrets.token_hex(4)}"
    home.mkdir(mode=0o755)
    (home / "belongs-to").write_text(f"{data}\n", encoding="utf-8")
    (data / NOTE).write_text(f"{home}\nThe database of this folder is there; copy both.\n", encoding="utf-8")
    return home


def _runner(home: Path) -> Runner:
    """Ourselves; or as root the owner of an existing cluster, else a user of its own.

    A cluster that `nobody` owns moves over to that user, at the first start at which its server does not run.
    """
    mine, pgdata = os.geteuid(), home / "pgdata"
    owner = pgdata.stat() if pgdata.exists() else None
    if mine != 0:
        if owner is not None and owner.st_uid not in (mine, 0):
            raise ClusterError(f"The database in {home} belongs to the user {_name(owner.st_uid)}: run as that user.")
        return Runner(mine, os.getegid())
    if owner is not None and owner.st_uid != 0 and not _may_move(owner.st_uid, pgdata):
        return Runner(owner.st_uid, owner.st_gid)
    user = cluster_owner.own_user()
    if user is None:
        raise ClusterError(
            "PostgreSQL does not run as root, and this system cannot make a user for it: run as another user than root,"
            f" or add a system user '{cluster_owner.OWN}'."
        )
    cluster_owner.move_over([pgdata, home / "log", _socket(home)], user)
    return Runner(user.pw_uid, user.pw_gid)


def _may_move(uid: int, pgdata: Path) -> bool:
    return cluster_owner.is_shared(uid) and not cluster_owner.is_running(pgdata)


def _private_folder(folder: Path, runner: Runner) -> Path:
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (runner.uid, os.geteuid()):
        raise ClusterError(f"{folder} should be a folder of the user {_name(runner.uid)}, and is not: remove it.")
    folder.chmod(0o700)
    runner.give(folder)
    return folder


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def one_line(words: object) -> str:
    """The last line that says something: PostgreSQL's programs put the reason there."""
    lines = [line.strip() for line in str(words).splitlines() if line.strip()]
    return lines[-1] if lines else "no reason was given"
