"""What is done to a worker stands in the trail of each zone that it touches."""

from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.zones import among
from brobygger.staff import queries
from brobygger.staff.models import Worker
from brobygger.trail import actions as trail


def tell_each_zone(
    what: str,
    worker: Worker,
    *,
    by: Actor,
    at: datetime,
    also: int | None = None,
    about: Model | None = None,
    **facts: object,
) -> None:
    """One entry for each zone of the worker's, and for one more; also where nobody is signed in.

    Where it is about something else than herself, her number stands in no trail.
    """
    zones = queries.zones_of(worker.pk, on=timezone.localdate(at)) | ({also} if also is not None else set())
    with among(zones):
        for zone_id in sorted(zones):
            trail.write(what, by=by, at=at, about=about or worker, zone_id=zone_id, **facts)
