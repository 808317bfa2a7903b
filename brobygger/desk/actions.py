"""The desk's writing door: a call and the referral that it leads to are one deed, and undone as one."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.base.decision import Refused
from brobygger.cases.queries import case_for_writing
from brobygger.outreach import actions as outreach
from brobygger.outreach.facts import Opened, SavedCall, Told
from brobygger.outreach.queries import case_of_call
from brobygger.outreach.states import Result
from brobygger.referrals import actions as referrals


@transaction.atomic
def save_call(*, call_id: int, told: Told, by: Actor, at: datetime) -> SavedCall:
    """The call is saved; where she accepted, her consent and a referral that waits to be sent stand with it."""
    if told.result == Result.ACCEPTED and told.consent_wording_id is None:
        raise Refused("consent_missing")
    saved = outreach.save_call(call_id=call_id, told=told, by=by, at=at)
    if told.result != Result.ACCEPTED:
        return saved
    case = case_for_writing(by, saved.case_id)
    referral = referrals.make_referral(
        case=case, wording_id=told.consent_wording_id, interpreter=told.interpreter, by=by, at=at
    )
    return replace(saved, referral_token=referral.token)


@transaction.atomic
def undo_call(*, call_id: int, by: Actor, at: datetime) -> Opened:
    """Everything is as before the call was saved; a referral that it made is taken back."""
    case_id = case_of_call(by, call_id=call_id)
    opened = outreach.undo_call(call_id=call_id, by=by, at=at)
    referrals.take_back(case_id=case_id, by=by, at=at)
    return opened
