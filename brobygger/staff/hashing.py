"""Passwords whose hashes tell nothing, and open nothing, without a key that is not in the database."""

import base64
import hmac

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher


class KeyedArgon2(Argon2PasswordHasher):
    """Argon2 over the password's keyed fingerprint: whoever has the hash alone can neither guess nor make one."""

    algorithm = "keyed_argon2"
    if settings.DEMO:  # everyone there is invented, and has one long password that the program made
        time_cost, memory_cost = 1, 1024

    def encode(self, password: str, salt: str) -> str:
        return super().encode(_keyed(password), salt)

    def verify(self, password: str, encoded: str) -> bool:
        return super().verify(_keyed(password), encoded)


def _keyed(password: str) -> str:
    key = hmac.digest(settings.SECRET_KEY.encode(), b"passwords", "sha256")
    return base64.b64encode(hmac.digest(key, password.encode(), "sha256")).decode()
