"""The writing door to referrals: her yes in its exact words, and the referral that rests on it."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import Refused
from brobygger.cases import actions as cases
from brobygger.cases.models import Case
from brobygger.cases.states import CaseState
from brobygger.programmes import policy_queries
from brobygger.referrals.models import Consent, Referral
from brobygger.referrals.states import REFERRAL, ReferralState
from brobygger.trail import actions as trail

# Without letters and digits that are heard or read as one another.
ALPHABET = "23456789ACDEFHJKMNPQRTVWXY"


def _token() -> str:
    """Says nothing about the person; read aloud over a telephone without mistakes."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"BRO-{drawn[:4]}-{drawn[4:]}"


@transaction.atomic
def make_referral(*, case: Case, wording_id: int | None, interpreter: bool, by: Actor, at: datetime) -> Referral:
    """A referral waits to be sent, resting on her yes to exactly this wording; the register carries its token.

    Refused without a wording, or where she has not accepted.
    """
    may(by, Act.CALL, case).require()
    if wording_id is None:
        raise Refused("consent_missing")
    if case.state != CaseState.ACCEPTED:
        raise Refused("not_accepted")
    wording = policy_queries.wording(wording_id, programme_id=case.programme_id)
    consent = Consent.objects.create(
        zone_id=case.zone_id,
        case=case,
        wording_id=wording.id,
        wording_text=wording.text,
        language=wording.language,
        interpreter=interpreter,
        given_at=at,
        asked_by_id=by.worker_id,
    )
    referral = Referral.objects.create(
        zone_id=case.zone_id,
        case=case,
        consent=consent,
        token=_token(),
        made_at=at,
        made_by_id=by.worker_id,
        state_at=at,
    )
    cases.tell_token(case=case, token=referral.token, by=by, at=at)
    trail.write("referrals.referral_made", by=by, at=at, about=referral, case=case.pk, wording=wording.id)
    return referral


@transaction.atomic
def take_back(*, case_id: int, by: Actor, at: datetime) -> None:
    """The case's referral that waits to be sent is taken back, and the consent with it; nothing where there is none."""
    rows = Referral.objects.select_for_update(of=("self",)).select_related("consent")
    for referral in rows.filter(case_id=case_id, state=ReferralState.TO_BE_SENT):
        may(by, Act.CALL, referral).require()
        REFERRAL.may_move(referral.state, ReferralState.TAKEN_BACK).require()
        referral.state, referral.state_at = ReferralState.TAKEN_BACK, at
        referral.save(update_fields=["state", "state_at"])
        referral.consent.withdrawn_at, referral.consent.withdrawn_by_id = at, by.user_id
        referral.consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
        trail.write("referrals.referral_taken_back", by=by, at=at, about=referral, case=case_id)
