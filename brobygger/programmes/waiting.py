"""What of a programme's decisions waits for a second leader."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.menu import address
from brobygger.programmes.models import ConsentWording, Criteria
from brobygger.programmes.states import CriteriaState, WordingState
from brobygger.staff.queries import second_of_two
from brobygger.staff.waiting import Waits, for_a_second


def criteria(by: Actor, zone_id: int, at: datetime) -> Iterable[Waits]:
    """Criteria that one leader has sent for approval."""
    if zone_id not in zones_for(by, Act.APPROVE_CRITERIA):
        return []
    rows = Criteria.objects.filter(programme__zones=zone_id, state=CriteriaState.PROPOSED).order_by("proposed_at")
    return for_a_second(
        _("Criteria"),
        [
            (address("criteria_version", row.pk), second_of_two(by, row.drafted_by_id, row.proposed_by_id, changed=row))
            for row in rows
        ],
    )


def words_of_consents(by: Actor, zone_id: int, at: datetime) -> Iterable[Waits]:
    """Words of a consent, before they are read to anyone."""
    if zone_id not in zones_for(by, Act.APPROVE_CRITERIA):
        return []
    rows = ConsentWording.objects.filter(programme__zones=zone_id, state=WordingState.PROPOSED).order_by("drafted_at")
    return for_a_second(
        _("Words of a consent"),
        [(address("speaking_decide", row.pk), second_of_two(by, row.drafted_by_id)) for row in rows],
    )
