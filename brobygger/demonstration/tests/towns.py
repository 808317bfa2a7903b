"""Both municipalities of the demonstration, filled beside those of the cast."""

from datetime import datetime, timedelta
from typing import Any

from brobygger.base.workdays import day_of
from brobygger.demonstration.towns import BEGAN, OFFICIALS, TOWNS, fill_towns
from conftest import give_role, runs


def towns(programme: Any, now: datetime) -> tuple[dict[str, int], dict[str, int]]:
    """The zones by the municipality's key, and those who work there by e-mail; in the running transaction."""
    from brobygger.access.zones import at_sign_in
    from brobygger.staff.models import Organisation, Worker, Zone

    zones, ids = {}, {}
    since = day_of(now - BEGAN) - timedelta(days=1)
    for one in TOWNS:
        owner = Organisation.objects.create(name=one["organisation"])
        zone = Zone.objects.create(key=f"{one['key']}-2", name=one["name"], organisation=owner)
        runs(zone, programme)
        zones[one["key"]] = zone.pk
    for official in OFFICIALS:
        with at_sign_in():
            worker = Worker.objects.create_user(official.email, name=official.name, own_since=now)
        give_role(worker, Zone.objects.get(pk=zones[official.zone]), official.role, since)
        ids[official.email] = worker.pk
    fill_towns(zones=zones, ids=ids, now=now)
    return zones, ids
