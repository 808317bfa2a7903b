"""What is said to the counselling organisation while nothing is sent from here: only for a referral that waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.decision import NotFound
from brobygger.outreach.facts import CallPage
from brobygger.outreach.page import call_page, in_pairs
from brobygger.people import queries as people
from brobygger.referrals.models import Referral
from brobygger.referrals.states import ReferralState
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Handover:
    """The package of the consent: name, numbers in pairs, the kind of incident, and when it is safe to ring."""

    token: str
    made_at: datetime
    numbers: tuple[str, ...]
    page: CallPage


def to_hand_over(by: Actor, *, case_id: int, at: datetime) -> Handover:
    """What the person has said yes to being carried on; that it was read stands in the trail.

    Raises NotFound where no referral of the case waits to be sent.
    """
    waiting = scope(by, Act.SEE_CASE, Referral.objects.all()).filter(case_id=case_id, state=ReferralState.TO_BE_SENT)
    referral = waiting.select_related("case").first()
    if referral is None:
        raise NotFound("not_found")
    page = call_page(by, case_id=case_id, at=at)
    trail.write("referrals.handover_read", by=by, at=at, about=referral)
    numbers = tuple(
        in_pairs(one.number) for one in people.numbers(by, referral.case.person_id) if one.stopped_at is None
    )
    return Handover(referral.token, referral.made_at, numbers, page)
