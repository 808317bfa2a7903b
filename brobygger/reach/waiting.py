"""Certificates of colleagues that run out."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.menu import address
from brobygger.base.workdays import day_of
from brobygger.reach import training_queries
from brobygger.staff.waiting import Waits

AHEAD = timedelta(days=30)


def certificates(by: Actor, zone_id: int, at: datetime) -> Iterable[Waits]:
    """The newest of each kind that lapses within thirty days: they stand among those to be renewed."""
    if zone_id not in zones_for(by, Act.KEEP_REACH):
        return
    today = day_of(at)
    told = training_queries.renewals(zone_id, today)
    soon = [one for one in told if today <= one.until <= today + AHEAD]
    yield Waits(_("Certificates that run out within 30 days"), len(soon), f"{address('trainings')}#renew")
