"""What this room holds for a worker: that she stands in for someone who is away."""

from datetime import datetime

from django.db.models import Func, Q
from django.db.models.fields import DateField
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import NOBODY, Actor, Role
from brobygger.staff.held import Holding
from brobygger.staff.models import NOT_A_JOB, Absence


def _stands_in(row: Absence, to: int | None, by: Actor, at: datetime) -> bool:
    row.substitute_id = to if to != row.worker_id else None
    row.save(update_fields=["substitute"])
    return True


def _stands_in_again(row: Absence, worker: int, passed_at: datetime, at: datetime) -> bool:
    return _stands_in(row, worker, NOBODY, at)


TODAY = Func(template="CURRENT_DATE", output_field=DateField())

HOLDINGS = (
    Holding(
        "absence",
        _("stands in for a colleague who is away"),
        "staff.Absence",
        "substitute",
        Q(last_day__isnull=True) | Q(last_day__gte=TODAY),
        frozenset(Role) - set(NOT_A_JOB),
        _stands_in,
        give_back=_stands_in_again,
    ),
)
