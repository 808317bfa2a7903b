"""What lies in a batch until it is opened: boxes of one size, and a key that is not in the database.

The box is HPKE (RFC 9180, from `cryptography`): whoever has the batch's public key can put something in, and what opens
it is a file of the data folder. The file is removed in the moment in which the batch is opened.
"""

import json
import os
import secrets
import time
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from django.conf import settings

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
SIZE = 2048  # of what is in a box: the longest that can be told fits in, and every box has it
JUST_NOW = 3600  # seconds in which whoever makes a batch has written it down


def folder() -> Path:
    """Where the keys of the batches lie. A back-up leaves it out."""
    return Path(settings.DATA) / "survey-keys"


def _file(name: str) -> Path:
    return folder() / f"{name}.key"


def new_key(zone_id: int) -> tuple[str, bytes]:
    """A batch's random name and the key that seals for it; the one that opens it lies in its file."""
    name, key = f"{zone_id}-{secrets.token_hex(12)}", X25519PrivateKey.generate()
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(_file(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes_raw())
        file.flush()
        os.fsync(file.fileno())
    return name, key.public_key().public_bytes_raw()


def has_key(name: str) -> bool:
    return _file(name).exists()


def seal(told: Mapping[str, Any], *, public_key: bytes, name: str) -> bytes:
    """A box that the batch's own key alone opens. ValueError where more is told than a box holds."""
    written = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    if len(written) > SIZE:
        raise ValueError("more than a box holds")
    return SUITE.encrypt(written.ljust(SIZE), X25519PublicKey.from_public_bytes(public_key), name.encode())


def unseal(boxes: list[bytes], *, name: str) -> list[dict[str, Any]] | None:
    """What is in the boxes, in their order, without those that were tampered with; None where the key is gone."""
    try:
        key = X25519PrivateKey.from_private_bytes(_file(name).read_bytes())
    except (OSError, ValueError):
        return None
    found = []
    for box in boxes:
        try:
            found.append(json.loads(SUITE.decrypt(box, key, name.encode())))
        except (InvalidTag, ValueError):
            continue
    return found


def destroy_key(name: str) -> None:
    """The key is written over and gone. What a disk keeps of what it has written over is beyond the program."""
    path = _file(name)
    try:
        with path.open("r+b") as file:
            file.write(os.urandom(32))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        pass
    path.unlink(missing_ok=True)


def sweep(zone_id: int, *, kept: Collection[str]) -> int:
    """Of the zone's keys only these lie here, and those that have been made just now. Returns how many went."""
    found = folder().glob(f"{zone_id}-*.key") if folder().is_dir() else ()
    old = [one for one in found if one.stem not in kept and time.time() - one.stat().st_mtime > JUST_NOW]
    for path in old:
        destroy_key(path.stem)
    return len(old)
