"""The address of one's calendar is made, made anew, and closed."""

import secrets
from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.base.decision import NotFound
from brobygger.calendars import queries
from brobygger.calendars.models import Feed
from brobygger.trail import actions as trail

BYTES = 24


@transaction.atomic
def open_feed(*, zone_id: int, by: Actor, at: datetime) -> Feed:
    """One's calendar has a new secret address; an older one opens nothing any more."""
    if zone_id not in by.zones():
        raise NotFound("not_found")
    secret = secrets.token_urlsafe(BYTES)
    made, _new = Feed.objects.update_or_create(
        worker_id=by.worker_id, defaults={"mark": queries.mark_of(secret), "secret": secret, "made_at": at}
    )
    trail.write("calendars.opened", by=by, at=at, about=made, zone_id=zone_id)
    return made


@transaction.atomic
def close_feed(*, zone_id: int, by: Actor, at: datetime) -> None:
    """The address opens nothing any more."""
    if zone_id not in by.zones():
        raise NotFound("not_found")
    row = queries.feed(by)
    if row is None:
        raise NotFound("not_found")
    trail.write("calendars.closed", by=by, at=at, about=row, zone_id=zone_id)
    row.delete()
