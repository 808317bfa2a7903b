"""Writing the trail: one entry for each thing done or seen, and the seals over what has settled."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from brobygger.access.actor import Actor
from brobygger.trail.models import Entry
from brobygger.trail.sealing import check_seals, keep_numbers_rising, seal

__all__ = ["check_seals", "keep_numbers_rising", "seal", "write"]

CODE = re.compile(r"[a-z0-9_.:+-]{0,60}")


def write(
    what: str, *, by: Actor, at: datetime, about: Any = None, zone_id: int | None = None, **facts: object
) -> None:
    """The trail has the entry, in the caller's transaction. ValueError where a fact is neither a code nor a number."""
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
