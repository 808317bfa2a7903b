"""Text that is unreadable in the database, in a dump and in a log: AES-GCM-SIV, bound to its table, row and field."""

import hashlib
import hmac
import os
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from django.conf import settings
from django.db import models


def seal(text: str, *, about: str) -> bytes:
    """The text sealed with the newest key; `about` (table:field) must be the same when it is opened."""
    key_id, key = settings.SEAL_KEYS[-1]
    nonce = os.urandom(12)
    return bytes([key_id]) + nonce + AESGCMSIV(key).encrypt(nonce, text.encode(), about.encode())


def unseal(sealed: bytes, *, about: str) -> str:
    """The text again; raises KeyError for a key that is gone, InvalidTag where the bytes were moved or changed."""
    key = dict(settings.SEAL_KEYS)[sealed[0]]
    return AESGCMSIV(key).decrypt(bytes(sealed[1:13]), bytes(sealed[13:]), about.encode()).decode()


def fingerprint(*parts: str) -> bytes:
    """A keyed 16-byte fingerprint: equal words give equal bytes, and without the key nothing can be guessed from it."""
    message = "\x1f".join(parts).encode()
    return hmac.digest(settings.FINGERPRINT_KEY, message, hashlib.sha256)[:16]


class SealedTextField(models.Field):  # type: ignore[type-arg]
    """Text in Python, sealed bytes in the database; cannot be searched or sorted, by design."""

    def get_internal_type(self) -> str:
        return "BinaryField"

    def _about(self) -> str:
        return f"{self.model._meta.db_table}:{self.column}"

    def from_db_value(self, value: bytes | None, expression: Any, connection: Any) -> str:
        return "" if not value else unseal(bytes(value), about=self._about())

    def get_db_prep_value(self, value: str | None, connection: Any, prepared: bool = False) -> bytes:
        return seal(value, about=self._about()) if value else b""

    def get_default(self) -> str:
        return ""
