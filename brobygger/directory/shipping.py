"""The national offers that all zones share: changed by a new version of the program and by nothing else."""

import json
import uuid
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from brobygger.directory import rules, writing
from brobygger.directory.content import EMPTY, as_meant, as_stored
from brobygger.directory.models import Offer, OfferVersion

SHIPPED = Path(__file__).parent / "shipped" / "offers.json"
OWNER, SHIPPED_DEED = "owner", OfferVersion.Deed.SHIPPED
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "brobygger:offer")


def ship(*, at: datetime | None = None) -> int:
    """The shared offers are as this version of the program has them, whatever stood there; how many are new.

    By the owner of the database alone. What a zone has of its own follows in the fields that it has not changed itself.
    """
    told = json.loads(SHIPPED.read_text(encoding="utf-8"))
    noted_on, now = date.fromisoformat(told["noted_on"]), at or timezone.now()
    with transaction.atomic(using=OWNER):
        there = {offer.uid: offer for offer in Offer.objects.using(OWNER).filter(zone=None)}
        for row in told["offers"]:
            _ship(row, there.get(shipped_uid(row["key"])), noted_on, now)
        _find_again()
    return sum(shipped_uid(row["key"]) not in there for row in told["offers"])


def _find_again() -> None:
    """Every offer is found by the words that its codes have in this version of the program."""
    for offer in Offer.objects.using(OWNER):
        words = writing.found_by(offer)
        if words != offer.words:
            Offer.objects.using(OWNER).filter(pk=offer.pk).update(words=words)


def shipped_uid(key: str) -> str:
    """The id of a shipped offer, the same in every installation."""
    return str(uuid.uuid5(NAMESPACE, key))


def _ship(row: dict[str, Any], offer: Offer | None, noted_on: date, at: datetime) -> None:
    values = {**EMPTY, "noted_on": noted_on, "to_be_confirmed": True, **row}
    key, given = values.pop("key"), None
    if offer is None:
        offer, fields = Offer(uid=shipped_uid(key), number=0, **values), []
    else:
        given, fields = offer.given, writing.set_values(offer, values)
        if not fields:
            return
    offer.given = as_stored(values)
    writing.write(offer, deed=SHIPPED_DEED, fields=fields, by=None, at=at, using=OWNER)
    if given is None:
        return
    for own in Offer.objects.using(OWNER).filter(uid=offer.uid).exclude(zone=None):
        merged = rules.merge(as_stored(own.values()), offer.given, given, vouched=False)
        if merged.changes:
            fields = writing.set_values(own, as_meant(merged.changes) | {"to_be_confirmed": True})
            writing.write(own, deed=SHIPPED_DEED, fields=fields, by=None, at=at, using=OWNER)
