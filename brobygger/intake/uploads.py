"""The uploaded file: in the data folder under a random name, its owner's alone, and gone once it has been read."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile

LARGEST = 512 * 1024 * 1024  # some million rows
NAME = re.compile(r"[0-9a-f]{32}")


def place_of(upload: str) -> Path:
    """Where the file of that random name lies. Raises ValueError for anything that is not such a name."""
    if not NAME.fullmatch(upload):
        raise ValueError("not the name of an upload")
    return Path(settings.FILE_UPLOAD_TEMP_DIR) / upload


def keep(uploaded: UploadedFile[Any]) -> str:
    """The uploaded file lies under a random name, which is returned; its own name is kept nowhere."""
    name = secrets.token_hex(16)
    target = place_of(name)
    if isinstance(uploaded, TemporaryUploadedFile):
        Path(uploaded.temporary_file_path()).rename(target)
        target.chmod(0o600)
        return name
    target.touch(mode=0o600)
    with target.open("wb") as file:
        for chunk in uploaded.chunks():
            file.write(chunk)
    return name


def remove(upload: str) -> None:
    """The file is gone."""
    if upload:
        with suppress(FileNotFoundError):
            place_of(upload).unlink()


def is_there(upload: str) -> bool:
    """Whether the file still lies there."""
    return bool(upload) and place_of(upload).exists()


def lying(untouched_minutes: float) -> list[Path]:
    """What lies in the folder of uploads and nobody has touched or has open: a file that is coming in is both."""
    before, old = time.time() - 60 * untouched_minutes, {}
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir():
        with suppress(FileNotFoundError):
            told = path.stat(follow_symlinks=False)
            if max(told.st_mtime, told.st_ctime) <= before:
                old[told.st_dev, told.st_ino] = path
    is_open = _open_files() if old else set()
    return [path for which, path in old.items() if which not in is_open]


def sweep(found: Iterable[Path], named: set[str]) -> int:
    """Those of the found files that nobody names are gone; returns how many."""
    gone = 0
    for path in found:
        if path.name not in named and path.is_file():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _open_files() -> set[tuple[int, int]]:
    """Which files any process of ours has open."""
    found = set()
    for process in Path("/proc").glob("[0-9]*/fd"):
        with suppress(OSError):
            for descriptor in process.iterdir():
                with suppress(OSError):
                    told = descriptor.stat()
                    found.add((told.st_dev, told.st_ino))
    return found
