"""The secrets of second steps are unreadable in the database: who reads a dump cannot make anyone's codes."""

import base64

from allauth.mfa.adapter import DefaultMFAAdapter

from brobygger.base.sealed import seal, unseal

ABOUT = "mfa_authenticator:data"
SECRET_FIELDS = ("secret", "seed")


def sealed(text: str) -> str:
    """The secret as it lies in the database."""
    return base64.b64encode(seal(text, about=ABOUT)).decode()


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's adapter, which asks us how the secret of an app and the seed of recovery codes are kept."""

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(base64.b64decode(encrypted_text), about=ABOUT)
