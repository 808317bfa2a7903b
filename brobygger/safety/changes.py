"""What has happened to the person since the plan was last gone through, as the rooms below tell it."""

from dataclasses import dataclass
from datetime import date, datetime

from brobygger.access.actor import Actor


@dataclass(frozen=True, slots=True)
class Change:
    """Something that has happened, by its code and day."""

    code: str
    on: date


def changes_since(by: Actor, screening_id: int, since: datetime) -> list[Change]:
    """What asks for a new look at the plan, the earliest first."""
    return []
