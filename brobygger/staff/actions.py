"""Opening zones and letting workers in and out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from brobygger.staff.models import Organisation, Zone


@transaction.atomic
def open_first_zones(programmes: Iterable[Any]) -> None:
    """Each programme that no zone runs has a zone of its own, so that a file can be read into it at once."""
    for programme in programmes:
        if programme.zones.exists():
            continue
        organisation, _ = Organisation.objects.get_or_create(name="Vores organisation")
        zone, _ = Zone.objects.get_or_create(
            key=programme.key, defaults={"name": programme.name_da, "organisation": organisation}
        )
        zone.programmes.add(programme)
