"""Volunteers' certificates that run out."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.menu import address
from brobygger.base.workdays import day_of
from brobygger.staff.waiting import Waits
from brobygger.volunteers.models import Certificate

AHEAD = timedelta(days=30)


def certificates(by: Actor, zone_id: int, at: datetime) -> Iterable[Waits]:
    """The newest of each kind that lapses within thirty days, of those who are volunteers now."""
    if zone_id not in zones_for(by, Act.MANAGE_VOLUNTEERS):
        return
    newest: dict[tuple[int, int], Certificate] = {}
    for row in Certificate.objects.filter(zone_id=zone_id, volunteer__active=True).order_by("got_on", "pk"):
        newest[row.volunteer_id, row.kind_id] = row
    today = day_of(at)
    soon = [one for one in newest.values() if one.expires_on and today <= one.expires_on <= today + AHEAD]
    where = address("volunteer", soon[0].volunteer_id) if len(soon) == 1 else address("volunteers")
    yield Waits(_("Certificates that run out within 30 days"), len(soon), where)
