"""The uploaded file: in the data folder under a random name, its owner's alone, and gone once it has been read."""

from __future__ import annotations

import re
import secrets
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
