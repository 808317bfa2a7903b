"""The keys of an installation, made once and kept in one file that only its user may read."""

import base64
import binascii
import json
import os
import pwd
from dataclasses import dataclass
from pathlib import Path

import psycopg
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV

OTHERS, OTHERS_MAY_WRITE = 0o077, 0o022


class KeysRefused(Exception):
    """The keys cannot be used; one line says why and what to do."""


@dataclass(frozen=True, slots=True)
class Secrets:
    """Django's signing key, the key of fingerprints, and the sealing keys, oldest first."""

    secret_key: str
    fingerprint_key: bytes
    seal_keys: list[tuple[int, bytes]]


def secrets_of(data: Path) -> Secrets:
    """The secrets kept in the data folder; makes them where there are none yet.

    Refused where others could read or replace them, and where they cannot be read.
    """
    path = data / "secrets.json"
    data.mkdir(parents=True, exist_ok=True, mode=0o711)
    _require_own(data, OTHERS_MAY_WRITE, "go-w")
    if not path.exists():
        _require_nothing_lost(data)
        _make(path)
    _require_own(path, OTHERS, "600")
    return _read(path)


def _require_nothing_lost(data: Path) -> None:
    """Refused where a database is there already that was written with keys which are gone."""
    url = os.environ.get("DATABASE_URL") or os.environ.get("BROBYGGER_WEB_DATABASE_URL")
    if not url:
        lost = (data / "postgresql" / "cluster.password").exists()
    else:
        try:
            with psycopg.connect(url, connect_timeout=10) as connection:
                found = connection.execute("SELECT to_regclass('public.cases_case')").fetchone()
                lost = found is not None and found[0] is not None
        except psycopg.Error:
            lost = True
    if lost:
        raise KeysRefused(
            f"{data / 'secrets.json'} mangler, og databasen er skrevet med nøglerne i den (eller svarer ikke): læg"
            " filen tilbage fra sikkerhedskopien · secrets.json is missing and the database needs its keys: restore it"
        )


def _make(path: Path) -> None:
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


def _require_own(path: Path, forbidden: int, right: str) -> None:
    found, mine = path.stat(), os.geteuid()
    if found.st_uid != mine:
        raise KeysRefused(
            f"{path} hører til brugeren {_name(found.st_uid)}: kør som den bruger, eller `chown {_name(mine)} {path}`"
            f" · belongs to another user: run as that user, or chown it"
        )
    if found.st_mode & forbidden:
        raise KeysRefused(
            f"{path} kan læses eller skiftes ud af andre: `chmod {right} {path}` · others can read or replace it: chmod"
        )


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _read(path: Path) -> Secrets:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        found = Secrets(
            secret_key=kept["secret_key"],
            fingerprint_key=base64.b64decode(kept["fingerprint_key"], validate=True),
            seal_keys=[(int(number), base64.b64decode(key, validate=True)) for number, key in kept["seal_keys"]],
        )
        usable = found.secret_key and len(found.fingerprint_key) >= 16 and found.seal_keys
        if not usable or any(len(key) not in (16, 32) for _number, key in found.seal_keys):
            raise ValueError("a key is too short")
    except (OSError, ValueError, KeyError, TypeError, binascii.Error):
        raise KeysRefused(
            f"{path} er ødelagt: læg filen tilbage fra sikkerhedskopien · the file is broken: restore it from a back-up"
        ) from None
    return found
