"""Which departments the zone has that take part, and who works in them: what this room needs of the municipality."""

from datetime import date
from typing import Any

from brobygger.access.actor import Actor
from brobygger.municipality import queries as municipality
from brobygger.municipality.queries import Placed


def departments(by: Actor, zone_id: int, on: date) -> list[Any]:
    """The departments that take part on the day, by name."""
    return [one for one in municipality.departments(by, zone_id=zone_id, on=on) if one.takes_part]


def placed(by: Actor, zone_id: int, on: date) -> list[Placed]:
    """Who works in which department on the day, by name; those who no longer work in the zone are left out."""
    return list(municipality.placements(by, zone_id=zone_id, on=on))
