"""What two leaders decide for a programme holds in every zone that runs it: each is told in its own trail."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model

from brobygger.access.actor import Actor
from brobygger.access.zones import among
from brobygger.programmes.models import Programme
from brobygger.staff.queries import called, is_known_here
from brobygger.trail import actions as trail


def tell_each_zone(
    what: str, about: Model, programme_id: int, *, by: Actor, at: datetime, zone_id: int, **facts: object
) -> None:
    """One entry for each zone that runs the programme, beside the one of the zone that decided."""
    running = Programme.objects.filter(pk=programme_id, zones__isnull=False).values_list("zones", flat=True)
    zones = {zone_id, *running}
    with among(zones):
        for told in sorted(zones):
            trail.write(what, by=by, at=at, about=about, zone_id=told, **facts)


SHOWN_DAYS = 30  # how long what another zone has decided for all stands at the top of the page


def decided_elsewhere(versions: Iterable[Any], *, now: datetime) -> list[tuple[Any, str]]:
    """Versions of shared rules that another zone proposes, or has approved lately, with the organisation's name."""
    told = []
    for one in versions:
        at = getattr(one, f"{one.state}_at") if one.state in ("proposed", "approved") else None
        worker_id = getattr(one, f"{one.state}_by_id") if at else None
        lately = at and (one.state == "proposed" or at > now - timedelta(days=SHOWN_DAYS))
        if lately and worker_id is not None and not is_known_here(worker_id):
            told.append((one, called([worker_id]).get(worker_id, "–")))
    return told
