"""What the figures count of referrals stays when the referrals are erased."""

from collections.abc import Collection
from datetime import datetime

from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.referrals.models import HeldToken, Referral
from brobygger.referrals.states import ReferralState


def keep_held_tokens(*, zone_id: int, referral_ids: Collection[int], by: Actor, at: datetime) -> None:
    """That conversations were held stays in the register, so that the referrals may be erased; the caller erases them,
    and says so."""
    rows = Referral.objects.filter(zone_id=zone_id, pk__in=referral_ids, state=ReferralState.HELD)
    HeldToken.objects.bulk_create(
        HeldToken(zone_id=zone_id, token=token, held_on=timezone.localdate(held))
        for token, held in rows.values_list("token", "state_at")
    )
