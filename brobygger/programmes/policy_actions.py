"""Deciding when and how often people are rung, and how long a step of a duty may take in a zone."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.programmes import queries, rules
from brobygger.programmes.models import AttemptPolicy, DutyDeadline
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


@transaction.atomic
def decide_duty_deadline(
    *, zone_id: int, kind: str, step: str, hours: int | None, working_days: int | None, valid_from: date, source: str,
    by: Actor, at: datetime,
) -> DutyDeadline:  # fmt: skip
    """From the day on the step of a duty may take so long in the zone; duties that wait already keep their deadline.

    Refused where that is longer than the program's own deadline: a zone may only be quicker.
    """
    if zone_id not in zones_for(by, Act.DECIDE_DEADLINES):
        raise NotFound("not_found")
    shipped = DutyDeadline.objects.filter(zone=None, kind=kind, step=step, valid_from__lte=valid_from)
    if (longest := shipped.order_by("valid_from").last()) is not None:
        rules.may_take_so_long(hours, working_days, longest=(longest.hours, longest.working_days)).require()
    decided, _ = DutyDeadline.objects.update_or_create(
        zone_id=zone_id, kind=kind, step=step, valid_from=valid_from,
        defaults={"hours": hours, "working_days": working_days, "source": source},
    )  # fmt: skip
    trail.write("programmes.duty_deadline_decided", by=by, at=at, about=decided, zone_id=zone_id, kind=kind, step=step)
    return decided
