"""The writing door to referrals: her yes in its exact words, the referral that rests on it, and everything after."""

import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import Refused
from brobygger.cases import actions as cases
from brobygger.cases.models import Case
from brobygger.cases.states import CaseState
from brobygger.programmes import policy_queries
from brobygger.programmes.models import ConsentWording
from brobygger.referrals import coverage
from brobygger.referrals.answering import (
    accept_arrival,
    decline_arrival,
    end_arrival,
    receive_arrival,
    take_back_held,
    tell_contact,
    tell_step,
    withdraw_arrival,
)
from brobygger.referrals.arriving import ArrivalPage, page_of
from brobygger.referrals.counting_out import keep_held_tokens
from brobygger.referrals.deciding import decide_coverage
from brobygger.referrals.links import use_link
from brobygger.referrals.models import Consent, Referral
from brobygger.referrals.receivers import close_receiver, open_receiver, reopen_receiver
from brobygger.referrals.sending import (
    call_back,
    case_has_gone,
    give_up,
    send_new_link,
    send_referral,
    stop_for_corrected,
    withdraw_consent,
)
from brobygger.referrals.state_change import move, note
from brobygger.referrals.states import ReferralState
from brobygger.trail import actions as trail

__all__ = [
    "accept_arrival",
    "call_back",
    "close_receiver",
    "decide_coverage",
    "decline_arrival",
    "end_arrival",
    "give_up",
    "keep_held_tokens",
    "make_referral",
    "open_arrival",
    "open_receiver",
    "receive_arrival",
    "reopen_receiver",
    "send_new_link",
    "send_referral",
    "stop_for_corrected",
    "take_back",
    "take_back_held",
    "tell_contact",
    "tell_step",
    "use_link",
    "withdraw_arrival",
    "withdraw_consent",
]

# Without letters and digits that are heard or read as one another.
ALPHABET = "23456789ACDEFHJKMNPQRTVWXY"


def _token() -> str:
    """Says nothing about the person; read aloud over a telephone without mistakes."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"BRO-{drawn[:4]}-{drawn[4:]}"


@transaction.atomic
def make_referral(*, case: Case, wording_id: int | None, interpreter: bool, by: Actor, at: datetime) -> Referral:
    """A referral waits to be sent, resting on her yes to exactly this wording; the register carries its token.

    Refused without a wording, where she has not accepted, or where one is under way already.
    """
    may(by, Act.CALL, case).require()
    if wording_id is None:
        raise Refused("consent_missing")
    if case.state != CaseState.ACCEPTED:
        raise Refused("not_accepted")
    if case_has_gone(case):
        raise Refused("referral_under_way")
    consent = _consent(case, wording_id, interpreter, by=by, at=at)
    referral = Referral.objects.create(
        zone_id=case.zone_id,
        case=case,
        consent=consent,
        token=_token(),
        made_at=at,
        made_by_id=by.worker_id,
        followed_by_id=by.worker_id,
        state_at=at,
    )
    note(referral, ReferralState.TO_BE_SENT, by=by, at=at)
    cases.tell_token(case=case, token=referral.token, by=by, at=at)
    trail.write("referrals.referral_made", by=by, at=at, about=referral, case=case.pk, wording=consent.wording_id)
    return referral


def _consent(case: Case, wording_id: int, interpreter: bool, *, by: Actor, at: datetime) -> Consent:
    """Her yes, or her guardian's for her, with what exactly it covers and until when."""
    wording = policy_queries.wording(wording_id, programme_id=case.programme_id, for_guardian=case.for_minor)
    covered = coverage.of_wording(ConsentWording.objects.get(pk=wording.id))
    return Consent.objects.create(
        zone_id=case.zone_id,
        case=case,
        wording_id=wording.id,
        wording_text=wording.text,
        language=wording.language,
        by_guardian=case.for_minor,
        interpreter=interpreter,
        covers=list(covered.fields),
        until=covered.until(timezone.localdate(at)),
        given_at=at,
        asked_by_id=by.worker_id,
    )


@transaction.atomic
def take_back(*, case_id: int, by: Actor, at: datetime) -> None:
    """The case's referral that waits to be sent is taken back, and the consent with it; nothing where there is none.

    Refused where it has been sent: then the consent is withdrawn, so that the receiver is told.
    """
    rows = Referral.objects.select_for_update(of=("self",)).select_related("consent", "case")
    for referral in rows.filter(case_id=case_id):
        may(by, Act.CALL, referral).require()
        if referral.state == ReferralState.TO_BE_SENT:
            move(referral, ReferralState.TAKEN_BACK, by=by, at=at)
            referral.consent.withdrawn_at, referral.consent.withdrawn_by_id = at, by.user_id
            referral.consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
            trail.write("referrals.referral_taken_back", by=by, at=at, about=referral, case=case_id)
        elif case_has_gone(referral.case):
            raise Refused("referral_has_gone")


@transaction.atomic
def open_arrival(*, arrival_id: int, by: Actor, at: datetime) -> ArrivalPage:
    """The arrival is read, which stands in the trail, and the sender sees that it has been received."""
    arrival = receive_arrival(arrival_id=arrival_id, by=by, at=at)
    trail.write("referrals.arrival_read", by=by, at=at, about=arrival)
    return page_of(arrival)
