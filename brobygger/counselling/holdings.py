"""What a volunteer leaves: those who are offered to her and those she helps wait on the board again."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor, Role
from brobygger.counselling.assigning import free
from brobygger.counselling.models import Counselling
from brobygger.counselling.states import CounsellingState
from brobygger.staff.held import Holding


def _waits_again(row: Counselling, to: int | None, by: Actor, at: datetime) -> bool:
    """What was agreed stands as it was and is due on the board: the coordinator finds another, or tells her."""
    free(row, by=by, at=at)
    return True


HOLDINGS = (
    Holding(
        "counselling", _("persons who are helped or offered, with what is agreed"), "counselling.Counselling",
        "counsellor", Q(state__in=(CounsellingState.OFFERED, CounsellingState.RUNNING)), {Role.COUNSELLOR},
        _waits_again, goes_back=True,
    ),
)  # fmt: skip
