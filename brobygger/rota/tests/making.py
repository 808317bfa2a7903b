"""What the tests of this room begin with: shifts that are needed, two who have hours, and plans of a fortnight."""

from datetime import date, time, timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.rota import actions, plan_actions
from brobygger.rota.rules import monday


def refused(reason):
    return pytest.raises(Refused, match=f"^{reason}$")


def begins(now):
    """A Monday that is ahead, also of today."""
    return monday(day_of(max(now, timezone.now()))) + timedelta(days=14)


def ready(cast, now, *, needed=1, weekdays=(0, 1, 2), hours=(time(9), time(13)), who=("owner", "colleague")):
    """Shifts on three mornings a week, and eight hours for each of two."""
    by, since = cast.actor("leader"), date(2020, 1, 1)
    for weekday in weekdays:
        told = {"weekday": weekday, "starts": hours[0], "ends": hours[1], "needed": needed, "from_on": since}
        actions.need_shift(zone_id=cast.zone.pk, told=told, by=by, at=now)
    for name in who:
        pk = getattr(cast, name).pk
        actions.say_hours(zone_id=cast.zone.pk, worker_id=pk, weekly=480, from_on=since, by=by, at=now)


def planned(cast, now, *, first=None, last=None, most=3, **more):
    """A plan that has been made, or could not be."""
    if more.pop("set_up", True):
        ready(cast, now, **more)
    first = first or begins(now)
    with override_settings(JOBS_INLINE=True):
        row = plan_actions.ask(
            zone_id=cast.zone.pk, first_day=first, last_day=last or first + timedelta(days=13), most_a_week=most,
            by=cast.actor("leader"), at=now,
        )  # fmt: skip
    cast.actor("leader")
    row.refresh_from_db()
    return row


def published(cast, now, **more):
    row = planned(cast, now, **more)
    return plan_actions.publish(rota_id=row.pk, by=cast.actor("leader"), at=now)
