"""Reading the trail, and proving that nobody has changed it."""

from __future__ import annotations

from django.db.models import QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.trail.actions import digest_of
from brobygger.trail.models import Entry, Seal


def entries(by: Actor) -> QuerySet[Entry]:
    """The entries of the zones where the actor may see the trail, newest first."""
    return scope(by, Act.SEE_TRAIL, Entry.objects.order_by("-id"))


def first_broken_seal() -> Seal | None:
    """The first seal that does not match the entries below it, or None where the whole chain holds."""
    before, end = b"", 0
    for seal in Seal.objects.order_by("from_transaction"):
        digest, count = digest_of(seal.from_transaction, seal.to_transaction, before=before)
        if seal.from_transaction != end or (digest, count) != (bytes(seal.digest), seal.entries):
            return seal
        before, end = digest, seal.to_transaction
    return None
