"""What a sender leaves: the referrals that she follows until the conversation is held."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import NOBODY, Actor, Role
from brobygger.referrals.models import Referral
from brobygger.referrals.states import UNDER_WAY
from brobygger.staff.held import Holding


def _another_follows(row: Referral, to: int | None, by: Actor, at: datetime) -> bool:
    """Without anyone named nobody follows it, and its alarms are heard by the leader."""
    row.followed_by_id = to
    row.save(update_fields=["followed_by"])
    return True


HOLDINGS = (
    Holding(
        "referral", _("referrals that she or he follows"), "referrals.Referral", "followed_by",
        Q(state__in=UNDER_WAY), {Role.WORKER, Role.PROGRAMME_LEADER}, _another_follows,
        give_back=lambda row, worker, passed_at, at: (
            row.state_at <= passed_at and _another_follows(row, worker, NOBODY, at)
        ),
    ),
)  # fmt: skip
