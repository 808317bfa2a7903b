"""A referral's moves: the machine, the step with its date and reason, and the trail, always together."""

from datetime import datetime

from brobygger.access.actor import Actor
from brobygger.referrals.models import Package, Referral, StepTaken
from brobygger.referrals.states import REFERRAL, ReferralState
from brobygger.trail import actions as trail

SENDER, RECEIVER, LINK = StepTaken.ToldBy.SENDER, StepTaken.ToldBy.RECEIVER, StepTaken.ToldBy.LINK


def move(
    referral: Referral,
    to: ReferralState,
    *,
    by: Actor,
    at: datetime,
    told_by: str = SENDER,
    package: Package | None = None,
    reason: str = "",
) -> None:
    """The referral stands in the state, with a step that says when and why. The caller has locked it.

    Refused where the machine has no such move. What a receiver tells is signed by no one of the sender's.
    """
    REFERRAL.may_move(referral.state, to).require()
    before = referral.state
    referral.state, referral.state_at = to, at
    referral.save(update_fields=["state", "state_at"])
    note(referral, to, by=by, at=at, told_by=told_by, package=package, reason=reason)
    trail.write("referrals.moved", by=by, at=at, about=referral, before=before, after=str(to), reason=reason)


def note(
    referral: Referral,
    state: ReferralState,
    *,
    by: Actor,
    at: datetime,
    told_by: str = SENDER,
    package: Package | None = None,
    reason: str = "",
) -> None:
    """The step stands among the referral's steps."""
    StepTaken.objects.create(
        zone_id=referral.zone_id,
        referral=referral,
        package=package,
        state=state,
        reason=reason,
        at=at,
        by_id=by.user_id if told_by == SENDER else None,
        told_by=told_by,
    )


def close(package: Package, because: str, *, at: datetime) -> None:
    """The package is no longer with its receiver; what it carried is wiped, which fields it carried stays."""
    package.closed_at, package.closed_because, package.contents = at, because, ""
    package.save(update_fields=["closed_at", "closed_because", "contents"])
