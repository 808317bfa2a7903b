"""Whether an extract waits for the actor's yes."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.menu import address
from brobygger.extracts.models import Extract
from brobygger.extracts.queries import may_approve
from brobygger.extracts.states import ExtractState
from brobygger.risk.models import RiskCase
from brobygger.staff.queries import second_of_two
from brobygger.staff.waiting import Waits, for_a_second


def to_approve(by: Actor, zone_id: int, at: datetime) -> Iterable[Waits]:
    """Extracts of cases that the actor may read."""
    cases = scope(by, Act.SEE_RISK, RiskCase.objects.filter(zone_id=zone_id))
    rows = Extract.objects.filter(case__in=cases, state=ExtractState.TO_APPROVE).select_related("case")
    found = [
        (address("extract", row.pk), may_approve(by, row, second=second_of_two(by, row.begun_by_id)))
        for row in rows.order_by("state_at", "pk")
    ]
    return for_a_second(_("Extracts"), found)
