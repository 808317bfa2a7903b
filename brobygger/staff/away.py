"""Who is away, and nobody stands in."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.menu import address
from brobygger.base.workdays import day_of
from brobygger.staff import queries
from brobygger.staff.waiting import Waits


def without_substitute(by: Actor, zone_id: int, at: datetime) -> Iterable[Waits]:
    """Colleagues who are away today without anyone in their place."""
    if zone_id in zones_for(by, Act.KEEP_ABSENCES):
        alone = [who for who, instead in queries.away(zone_id, day_of(at)).items() if instead is None]
        yield Waits(_("Away, and nobody stands in"), len(alone), address("absences"))
