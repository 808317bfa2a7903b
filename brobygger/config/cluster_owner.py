"""The user that the embedded server runs as where we are root: one of its own, who owns nothing else.

`nobody` is shared by every program that gives up its rights, and each of them could read the database's files.
"""

import os
import pwd
import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

OWN, SHARED = "brobygger-db", "nobody"
MAKE = (
    ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"],
    ["adduser", "-S", "-D", "-H"],  # where BusyBox makes users
)


def own_user() -> pwd.struct_passwd | None:
    """The server's own user, made where there is none yet; None where this system cannot make one."""
    for attempt in range(5):
        with suppress(KeyError):
            return pwd.getpwnam(OWN)
        for command in MAKE:
            with suppress(OSError):
                subprocess.run([*command, "-s", "/usr/sbin/nologin", OWN], capture_output=True, check=False)  # noqa: S603
        with suppress(KeyError):
            return pwd.getpwnam(OWN)
        time.sleep(0.2 * attempt)  # another start may be making it
    return None


def is_shared(uid: int) -> bool:
    """Whether that is the user whom every program may share."""
    with suppress(KeyError):
        return pwd.getpwnam(SHARED).pw_uid == uid
    return False


def is_running(pgdata: Path) -> bool:
    """Whether a server runs on these files now."""
    with suppress(OSError, ValueError, IndexError):
        pid = int((pgdata / "postmaster.pid").read_text().split()[0])
        return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def move_over(folders: Iterable[Path], user: pwd.struct_passwd) -> None:
    """What the shared user owned in the folders is the own user's. Cut short, it is finished at the next start."""
    for folder in folders:
        if folder.is_dir() and not folder.is_symlink():
            for path in [*folder.rglob("*"), folder]:  # the folder last, by which the next start knows
                if is_shared(path.lstat().st_uid):
                    os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
