"""The keys of an installation, made once and kept in one file that only its user may read."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV


@dataclass(frozen=True, slots=True)
class Secrets:
    """Django's signing key, the key of fingerprints, and the sealing keys, oldest first."""

    secret_key: str
    fingerprint_key: bytes
    seal_keys: list[tuple[int, bytes]]


def secrets_of(data: Path) -> Secrets:
    """The secrets kept in the data folder; makes them where there are none yet."""
    path = data / "secrets.json"
    try:
        return _read(path)
    except FileNotFoundError:
        pass
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = {
        "secret_key": base64.b64encode(os.urandom(48)).decode(),
        "fingerprint_key": base64.b64encode(os.urandom(32)).decode(),
        "seal_keys": [[1, base64.b64encode(AESGCMSIV.generate_key(256)).decode()]],
    }
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(fresh, indent=1))
    try:
        os.link(draft, path)  # two processes may start at once: the first one's keys stand
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _read(path)


def _read(path: Path) -> Secrets:
    kept = json.loads(path.read_text())
    return Secrets(
        secret_key=kept["secret_key"],
        fingerprint_key=base64.b64decode(kept["fingerprint_key"]),
        seal_keys=[(number, base64.b64decode(key)) for number, key in kept["seal_keys"]],
    )
