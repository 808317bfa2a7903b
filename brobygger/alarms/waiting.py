"""What the alarms, the search for leaks and the clock ask of a leader."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.alarms import queries
from brobygger.base.menu import address
from brobygger.cases import holding
from brobygger.staff.waiting import Waits


def followed_up(by: Actor, zone_id: int, at: datetime) -> Iterable[Waits]:
    """Alarms, leaks as the last search found them, and moves of dates that are held."""
    alarms = queries.alarms(by, zone_id=zone_id)
    hers = [one for one in alarms if any(told.worker_id == by.worker_id for told in one.tellings.all())]
    yield Waits(_("Alarms to you"), len(hers), address("alarms"))
    yield Waits(_("Alarms to others"), len(alarms) - len(hers), address("alarms"))
    yield Waits(_("Moves of dates that are held"), len(holding.held(by, zone_id=zone_id)), address("alarms"))
    checks = queries.leak_checks(by, zone_id=zone_id, most=1)
    yield Waits(_("Leaks, at the last search"), sum(one.total for one in checks), address("leaks"))
