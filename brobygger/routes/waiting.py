"""Whether questions of the right door wait for a second leader."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.menu import address
from brobygger.routes.models import CourseCriteria, CourseCriteriaState
from brobygger.staff.queries import second_of_two
from brobygger.staff.waiting import Waits, for_a_second


def versions(by: Actor, zone_id: int, at: datetime) -> Iterable[Waits]:
    """Versions that one leader has sent for approval."""
    if zone_id not in zones_for(by, Act.APPROVE_ROUTES):
        return []
    rows = CourseCriteria.objects.filter(programme__zones=zone_id, state=CourseCriteriaState.PROPOSED)
    return for_a_second(
        _("The right door and criteria of courses"),
        [
            (address("routes_version", row.pk), second_of_two(by, row.drafted_by_id, row.proposed_by_id, changed=row))
            for row in rows.order_by("proposed_at")
        ],
    )
