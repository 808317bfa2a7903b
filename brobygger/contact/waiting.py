"""Whether words of messages wait for another leader."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.menu import address
from brobygger.contact import queries
from brobygger.staff.queries import second_of_two
from brobygger.staff.waiting import Waits, for_a_second


def drafts(by: Actor, zone_id: int, at: datetime) -> Iterable[Waits]:
    """Words that someone has drafted."""
    if zone_id not in zones_for(by, Act.KEEP_WORDINGS):
        return []
    rows = queries.drafts(zone_id)
    return for_a_second(
        _("Words of messages"), [(address("wordings"), second_of_two(by, row.drafted_by_id)) for row in rows]
    )
