"""How far the demonstration has come: the trail itself remembers it."""

from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.db import transaction

from brobygger.access.actor import Actor, Role
from brobygger.access.zones import at_sign_in, in_zones
from brobygger.trail.queries import entries

BEGUN, FILLED = "demonstration.begun", "demonstration.filled"


@dataclass(frozen=True, slots=True)
class Progress:
    """The day for which the demonstration was begun, if it was, and whether all of it is there."""

    day: date | None
    filled: bool


def progress(zone_id: int) -> Progress:
    """How far the demonstration of the zone has come."""
    reader = Actor(user_id=None, roles=frozenset({(Role.DATA_PROTECTION_OFFICER.value, zone_id)}))
    with in_zones(reader):
        begun = entries(reader).filter(what=BEGUN).first()
        day = date.fromisoformat(begun.facts["day"]) if begun else None
        return Progress(day, entries(reader).filter(what=FILLED).exists())


def someone_works_here() -> bool:
    """Whether any worker has been let in: then these may be real people's data."""
    with transaction.atomic(), at_sign_in():
        return bool(apps.get_model("staff", "Worker")._default_manager.exists())
