"""Writing the trail: one entry for each thing done or seen, and a seal over what has settled."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from brobygger.access.actor import Actor
from brobygger.trail.models import Entry, Seal

CODE = re.compile(r"[a-z0-9_.:+-]{0,60}")


def write(what: str, *, by: Actor, at: datetime, about: Any = None, zone_id: int | None = None, **facts: object) -> None:
    """The trail has the entry, in the caller's transaction. Raises ValueError where a fact is not a code or a number."""
    for name, fact in facts.items():
        if isinstance(fact, str) and not CODE.fullmatch(fact):
            raise ValueError(f"the trail takes codes and numbers, not words: {name}")
        if not isinstance(fact, str | int | bool | None):
            raise ValueError(f"the trail takes codes and numbers: {name}")
    Entry.objects.create(
        at=at,
        what=what,
        by_kind=by.kind,
        by_id=by.user_id,
        zone_id=zone_id if zone_id is not None else getattr(about, "zone_id", None),
        about_kind=about._meta.model_name if about is not None else "",
        about_id=about.pk if about is not None else None,
        facts=facts,
    )


@transaction.atomic
def seal(*, at: datetime) -> Seal | None:
    """Every entry of a settled transaction is under a seal that includes the seal before; None where nothing is new.

    Runs as the tables' owner: the web role may add entries and read them, and nothing else.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7201), pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        settled = cursor.fetchone()[1]
    last = Seal.objects.order_by("-to_transaction").first()
    start = last.to_transaction if last else 0
    if settled <= start:
        return None
    digest, entries = digest_of(start, settled, before=bytes(last.digest) if last else b"")
    if not entries:
        return None
    return Seal.objects.create(at=at, from_transaction=start, to_transaction=settled, entries=entries, digest=digest)


def digest_of(start: int, end: int, *, before: bytes) -> tuple[bytes, int]:
    """The SHA-256 over the seal before and the entries of transactions from `start` up to `end`, and how many they are."""
    running, entries = hashlib.sha256(before), 0
    rows = Entry.objects.filter(transaction__gte=start, transaction__lt=end).order_by("transaction", "id")
    fields = ("id", "at", "what", "by_kind", "by_id", "zone_id", "about_kind", "about_id", "facts", "transaction")
    for row in rows.values_list(*fields).iterator():
        running.update(json.dumps(row, sort_keys=True, default=str).encode())
        entries += 1
    return running.digest(), entries
