"""The reading door to referrals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.referrals.handover import Handover, to_hand_over
from brobygger.referrals.models import Referral
from brobygger.referrals.states import ReferralState

__all__ = ["Handover", "Waiting", "to_be_sent", "to_hand_over"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A referral that waits to be sent."""

    referral_id: int
    case_id: int
    token: str
    made_at: datetime
    made_by_name: str


def to_be_sent(by: Actor, *, zone_id: int) -> tuple[Waiting, ...]:
    """The zone's referrals that wait to be sent, longest wait first; tokens and cases, no one's name."""
    rows = scope(by, Act.SEE_CASE, Referral.objects.filter(zone_id=zone_id, state=ReferralState.TO_BE_SENT))
    rows = rows.select_related("made_by").order_by("made_at", "id")
    return tuple(Waiting(row.pk, row.case_id, row.token, row.made_at, row.made_by.name) for row in rows)
