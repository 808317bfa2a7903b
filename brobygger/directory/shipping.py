"""The national offers that every installation starts with: public knowledge, each to be confirmed before it is used."""

from __future__ import annotations

import json
import uuid
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from brobygger.directory import writing
from brobygger.directory.content import EMPTY, as_stored
from brobygger.directory.models import Offer, OfferVersion

SHIPPED = Path(__file__).parent / "shipped" / "offers.json"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "brobygger:offer")


@transaction.atomic
def ship(*, at: datetime | None = None) -> int:
    """The shipped offers are there; what an installation has of them already is left as it is. Returns the new ones."""
    told = json.loads(SHIPPED.read_text(encoding="utf-8"))
    there = set(Offer.objects.values_list("uid", flat=True))
    new = [row for row in told["offers"] if shipped_uid(row["key"]) not in there]
    for row in new:
        _ship(row, date.fromisoformat(told["noted_on"]), at or timezone.now())
    _find_again()
    return len(new)


def _find_again() -> None:
    """Every offer is found by the words that its codes have in this version of the program."""
    for offer in Offer.objects.all():
        words = writing.found_by(offer)
        if words != offer.words:
            Offer.objects.filter(pk=offer.pk).update(words=words)


def shipped_uid(key: str) -> str:
    """The id of a shipped offer, the same in every installation."""
    return str(uuid.uuid5(NAMESPACE, key))


def _ship(row: dict[str, Any], noted_on: date, at: datetime) -> None:
    values = {**EMPTY, "noted_on": noted_on, "to_be_confirmed": True, **row}
    key = values.pop("key")
    offer = Offer(uid=shipped_uid(key), number=0, given=as_stored(values), **values)
    writing.write(offer, deed=OfferVersion.Deed.SHIPPED, fields=(), by=None, at=at)
