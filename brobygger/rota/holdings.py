"""What a worker who leaves leaves here: her shifts to come. They are free, and the alarms say so."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor, Role
from brobygger.rota.models import Shift
from brobygger.staff.held import Holding
from brobygger.staff.holdings import TODAY


def _is_free(row: Shift, to: int | None, by: Actor, at: datetime) -> bool:
    """Whoever takes over from someone seldom has just her hours: a colleague is found shift by shift."""
    row.worker_id, row.sequence, row.changed_at, row.changed_by_id = None, row.sequence + 1, at, None
    row.save(update_fields=["worker", "sequence", "changed_at", "changed_by"])
    return True


HOLDINGS = (
    Holding(
        "shift", _("shifts to come"), "rota.Shift", "worker", Q(on__gte=TODAY), {Role.WORKER}, _is_free, goes_back=True
    ),
)
