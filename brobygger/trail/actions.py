"""Writing the trail: one entry for each thing done or seen, and the seals over what has settled."""

from datetime import datetime
from typing import Any

from brobygger.access.actor import Actor
from brobygger.trail.codes import WITHHELD, is_code
from brobygger.trail.models import Entry
from brobygger.trail.sealing import check_seals, keep_numbers_rising, seal

__all__ = ["check_seals", "keep_numbers_rising", "seal", "write"]


def write(
    what: str, *, by: Actor, at: datetime, about: Any = None, zone_id: int | None = None, **facts: object
) -> None:
    """The trail has the entry, in the caller's transaction; a fact that is no code of the program's own is withheld.

    ValueError where a fact is neither words nor a number.
    """
    Entry.objects.create(
        at=at,
        what=what,
        by_kind=by.kind,
        by_id=by.user_id,
        zone_id=zone_id if zone_id is not None else getattr(about, "zone_id", None),
        about_kind=about._meta.model_name if about is not None else "",
        about_id=about.pk if about is not None else None,
        facts={name: _told(name, fact) for name, fact in facts.items()},
    )


def _told(name: str, fact: object) -> str | int | bool | None:
    if isinstance(fact, str):
        return str(fact) if is_code(fact) else _withheld(name)
    if not isinstance(fact, int | bool | None):
        raise ValueError(f"the trail takes codes and numbers: {name}")
    return fact


def _withheld(name: str) -> str:
    """What stands in place of words that may be a person's: the deed itself is noted all the same."""
    return WITHHELD
