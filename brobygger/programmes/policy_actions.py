"""Deciding when and how often people are rung."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.programmes import queries
from brobygger.programmes.models import AttemptPolicy
from brobygger.trail import actions as trail


@transaction.atomic
def decide_calling_hours(
    *,
    programme_id: int,
    hour_bands: Sequence[tuple[int, int]],
    weekdays: Sequence[int],
    valid_from: date,
    by: Actor,
    at: datetime,
) -> AttemptPolicy:
    """From the day on people are rung in these bands of the clock on these weekdays; the rest of the policy goes on.

    Refused where no policy is there to go on from.
    """
    zone_id = queries.zone_running(by, Act.CHANGE_CRITERIA, programme_id)
    earlier = AttemptPolicy.objects.filter(programme_id=programme_id, valid_from__lte=valid_from)
    newest = earlier.order_by("valid_from").last()
    if newest is None:
        raise Refused("no_attempt_policy")
    rest = (
        "most_attempts",
        "hours_between",
        "hold_minutes",
        "follow_days",
        "first_contact_basis",
        "first_contact_note",
    )
    decided, _ = AttemptPolicy.objects.update_or_create(
        programme_id=programme_id,
        valid_from=valid_from,
        defaults={
            **{name: getattr(newest, name) for name in rest},
            "hour_bands": [list(band) for band in hour_bands],
            "weekdays": list(weekdays),
        },
    )
    trail.write("programmes.calling_hours_decided", by=by, at=at, about=decided, zone_id=zone_id)
    return decided
