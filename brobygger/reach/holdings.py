"""What a resource person leaves: that she is named in a department."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor, Role
from brobygger.base.workdays import day_of
from brobygger.reach.models import ResourcePerson
from brobygger.staff.held import Holding


def _named_no_more(row: ResourcePerson, to: int | None, by: Actor, at: datetime) -> bool:
    row.until, row.ended_at, row.ended_by_id = max(row.since, day_of(at) - timedelta(days=1)), at, by.user_id
    row.save(update_fields=["until", "ended_at", "ended_by"])
    return True


HOLDINGS = (
    Holding(
        "resource_person", _("departments where she or he is the resource person"), "reach.ResourcePerson", "worker",
        Q(until__isnull=True), {Role.RESOURCE_PERSON}, _named_no_more, goes_back=True,
    ),
)  # fmt: skip
