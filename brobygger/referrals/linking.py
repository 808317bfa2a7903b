"""The word of a one-time link: a zone and a secret, signed. It tells nothing of anyone; altered it opens nothing."""

import base64
import binascii
import hashlib
import hmac
import secrets
import struct

from django.conf import settings

SECRET_BYTES, SIGNATURE_BYTES = 16, 12
SALT = b"referrals.one-time-link"


def make(zone_id: int) -> str:
    """A new link word, of 43 letters, digits, hyphens and underscores."""
    body = struct.pack(">I", zone_id) + secrets.token_bytes(SECRET_BYTES)
    return base64.urlsafe_b64encode(body + _signature(body)).decode().rstrip("=")


def zone_of(word: str) -> int | None:
    """The zone that the word was signed for; None where it is not one of ours, or has been altered."""
    try:
        raw = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    if len(raw) != 4 + SECRET_BYTES + SIGNATURE_BYTES:
        return None
    body, signature = raw[:-SIGNATURE_BYTES], raw[-SIGNATURE_BYTES:]
    if not hmac.compare_digest(signature, _signature(body)):
        return None
    return int(struct.unpack(">I", body[:4])[0])


def _signature(body: bytes) -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode() + SALT, body, hashlib.sha256)[:SIGNATURE_BYTES]
