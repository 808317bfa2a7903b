"""Sessions that cannot be taken over by whoever reads or writes their table.

The database shows and takes them at sign-in alone. The table has a keyed fingerprint in the place of the key that
stands in the cookie, and what a session holds is signed for its own key: copied into another's row it is void.
"""

import hmac
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as InTheDatabase
from django.db import transaction
from django.utils import timezone

from brobygger.access.zones import at_sign_in


class SessionStore(InTheDatabase):
    """Django's sessions in the database, kept under the fingerprint of their key."""

    @property
    def key_salt(self) -> str:
        return f"brobygger.sessions.{self.session_key}"

    def _get_session_from_db(self) -> Any:
        found = self._kept()
        if found is None:  # also where someone asks who is not at the door
            with transaction.atomic(), at_sign_in():
                found = self._kept()
        if found is None:
            self._session_key = None
        return found

    def _kept(self) -> Any:
        kept_as = _kept_as(str(self.session_key))
        return self.model.objects.filter(session_key=kept_as, expire_date__gt=timezone.now()).first()

    def exists(self, session_key: str) -> bool:
        return super().exists(_kept_as(session_key))

    def create_model_instance(self, data: Any) -> Any:
        row = super().create_model_instance(data)
        row.session_key = _kept_as(row.session_key)
        return row

    def save(self, must_create: bool = False) -> None:
        with transaction.atomic(), at_sign_in():
            super().save(must_create)

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None:
            with transaction.atomic(), at_sign_in():
                super().delete(_kept_as(key))


def _kept_as(key: str) -> str:
    """Forty characters, as many as the column holds."""
    return hmac.new(settings.SECRET_KEY.encode(), f"session {key}".encode(), "sha256").hexdigest()[:40]
