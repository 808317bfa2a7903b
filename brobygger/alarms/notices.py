"""Telling those who are to know: neutral words by the contact room, one message a person however many the alarms."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime

from django.db import transaction

from brobygger.access.actor import LEADERS, Actor, Role
from brobygger.alarms.rules import Team
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.contact import actions as contact
from brobygger.staff import queries as staff

WORDING = "alarm_waits"


def tell(workers: Iterable[int], *, zone_id: int, by: Actor, at: datetime) -> None:
    """Each of them gets one message that says to sign in, and nothing of anyone.

    An alarm stands on the page whatever becomes of the message: one who cannot be written to hinders nobody.
    """
    for worker_id in sorted(set(workers)):
        with suppress(Refused), transaction.atomic():
            contact.tell_worker(worker_id=worker_id, zone_id=zone_id, wording=WORDING, values={}, by=by, at=at)


class Zone:
    """Who works in the zone on a day, and who of them is away: asked once, for however many alarms."""

    def __init__(self, zone_id: int, at: datetime) -> None:
        on = day_of(at)
        self.colleagues = {one.worker_id: one for one in staff.team(zone_id, on)}
        self.away = staff.away(zone_id, on)

    def _with(self, *roles: Role) -> frozenset[int]:
        return frozenset(number for number, one in self.colleagues.items() if one.roles & set(roles))

    def team(self, owner: int | None = None, *, owner_first: bool = False) -> Team:
        """The team as the rule asks for it, for a thing of this owner."""
        return Team(
            owner=owner,
            coordinators=self._with(Role.COORDINATOR, Role.ASSESSOR),
            leaders=self._with(*LEADERS),
            everyone=frozenset(self.colleagues),
            away=self.away,
            owner_first=owner_first,
        )
