"""Those who must not meet, and would as the courses stand now."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.menu import address
from brobygger.courses import queries
from brobygger.staff.waiting import Waits


def would_meet(by: Actor, zone_id: int, at: datetime) -> Iterable[Waits]:
    """For those alone who keep them apart."""
    if zone_id in zones_for(by, Act.KEEP_APART):
        yield Waits(
            _("They must not meet, and would"), len(queries.would_meet(by, zone_id=zone_id)), address("courses")
        )
