"""The filters that a worker has given a name: keeping one, using one, letting one go."""

from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.desk.models import SavedFilter
from brobygger.outreach.facts import Filters
from brobygger.trail import actions as trail


def filters_of(by: Actor, *, zone_id: int) -> list[SavedFilter]:
    """The worker's own filters in the zone, by name."""
    return list(SavedFilter.objects.filter(zone_id=zone_id, worker_id=by.worker_id).order_by("name"))


@transaction.atomic
def keep_filter(*, zone_id: int, name: str, filters: Filters, by: Actor, at: datetime) -> SavedFilter:
    """The filter has a name among the worker's own; a name that she has already used now means this."""
    if zone_id not in zones_for(by, Act.SEE_CALL_LIST):
        raise NotFound("not_found")
    if not name.strip():
        raise Refused("filter_needs_a_name")
    kept, _ = SavedFilter.objects.update_or_create(
        zone_id=zone_id, worker_id=by.worker_id, name=name.strip(), defaults={"codes": filters.codes(), "made_at": at}
    )
    trail.write("desk.filter_kept", by=by, at=at, about=kept)
    return kept


@transaction.atomic
def drop_filter(*, filter_id: int, by: Actor, at: datetime) -> None:
    """The filter is no longer among the worker's own."""
    mine = SavedFilter.objects.filter(pk=filter_id, worker_id=by.worker_id, zone__in=zones_for(by, Act.SEE_CALL_LIST))
    kept = mine.first()
    if kept is None:
        raise NotFound("not_found")
    trail.write("desk.filter_dropped", by=by, at=at, about=kept)
    kept.delete()
