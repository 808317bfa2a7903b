"""The keys that are here are those of the database: others would open nothing, and recognise no one."""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from brobygger.access.actor import NOBODY
from brobygger.access.zones import enter
from brobygger.base.models import KeyMark
from brobygger.base.sealed import SealedTextField, fingerprint
from brobygger.config.secrets import KeysRefused

OTHER_KEYS = (
    "nøglerne i secrets.json er ikke dem, som databasen er skrevet med: læg filen tilbage fra sikkerhedskopien"
    " · these are not the keys of the database: restore secrets.json from your back-up"
)


def require_keys_of(alias: str) -> None:
    """Refused where the database was written with keys that are not here; one that knows of no keys is no one's yet."""
    table = KeyMark._meta.db_table
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"public.{table}"])
        if cursor.fetchone()[0] is None:
            return
    here = _marks()
    with transaction.atomic(using=alias):
        if alias == "default":
            enter(NOBODY)
        kept = {row.name: bytes(row.mark) for row in KeyMark.objects.using(alias)}
    # To the web role a database with other keys shows nothing at all.
    if any(here.get(name) != mark for name, mark in kept.items()) or (alias == "default" and not kept):
        raise KeysRefused(OTHER_KEYS)


def keep_marks() -> None:
    """The database knows its keys, newer ones too. Refused where it holds sealed words that they do not open."""
    marks = KeyMark.objects.using("owner")
    if not marks.exists():
        _require_openable()
    for name, mark in _marks().items():
        marks.get_or_create(name=name, defaults={"mark": mark})


def _require_openable() -> None:
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, SealedTextField):
                sealed = model._base_manager.using("owner").exclude(**{field.name: ""})
                try:
                    sealed.values_list(field.name, flat=True).first()
                except (InvalidTag, KeyError):
                    raise KeysRefused(OTHER_KEYS) from None


def _marks() -> dict[str, bytes]:
    told = b"mark of the key"
    seals = {f"seal {number}": hmac.digest(key, told, hashlib.sha256) for number, key in settings.SEAL_KEYS}
    # Passwords, sessions and links hang on the key that signs.
    signs = hmac.digest(settings.SECRET_KEY.encode(), told, hashlib.sha256)
    return {"fingerprint": fingerprint(told.decode()), "signing": signs, **seals}
