"""The desk's writing door: a call and the referral that it leads to are one deed, and undone as one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.cases import actions as cases
from brobygger.cases import queries as case_queries
from brobygger.cases.queries import case_for_writing
from brobygger.cases.states import CASE, OPEN, CaseState
from brobygger.counselling import actions as counselling
from brobygger.outreach import actions as outreach
from brobygger.outreach.facts import Opened, SavedCall, Told
from brobygger.outreach.queries import case_of_call
from brobygger.outreach.states import Result
from brobygger.people import actions as people
from brobygger.people.models import Person
from brobygger.referrals import actions as referrals
from brobygger.trail import actions as trail


@transaction.atomic
def save_call(
    *,
    call_id: int,
    told: Told,
    written: Mapping[str, str] | None = None,
    left: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
) -> SavedCall:
    """The call is saved; where she accepted, her consent and a referral that waits to be sent stand with it.

    Undo gives back what was `written`; what is `left` of it stands in the worker's next call to her.
    """
    if told.result == Result.ACCEPTED and told.consent_wording_id is None:
        raise Refused("consent_missing")
    saved = outreach.save_call(call_id=call_id, told=told, written=written, by=by, at=at)
    if left:
        outreach.leave_for_next(case_id=saved.case_id, form=left, by=by, at=at)
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


@transaction.atomic
def read_card(*, person: Person, by: Actor, at: datetime) -> None:
    """That the card was read stands in the trail."""
    trail.write("desk.card_read", by=by, at=at, about=person)


@transaction.atomic
def keep_card(*, person: Person, said: people.Said, may_ring: bool, by: Actor, at: datetime) -> None:
    """The card says what was said, and the call list knows."""
    people.keep_wishes(person=person, said=said, by=by, at=at)
    people.allow_ringing(person=person, allowed=may_ring, by=by, at=at)
    cases.keep_in_step(person_ids=[person.pk], by=by, at=at)


@transaction.atomic
def stop_contact(*, person: Person, by: Actor, at: datetime) -> None:
    """She is not contacted any more; a case that was to be rung, and that nobody else has open, has ended with that."""
    people.stop_contact(person=person, by=by, at=at)
    mine = Q(held_by__isnull=True) | Q(held_by_id=by.user_id)
    for case in case_queries.cases(by, Act.CALL).select_for_update(of=("self",)).filter(mine, person=person):
        if case.state in OPEN and CASE.may_move(case.state, CaseState.STOPPED):
            cases.move_case(case=case, move=cases.Move(CaseState.STOPPED), by=by, at=at)
    cases.keep_in_step(person_ids=[person.pk], by=by, at=at)
    counselling.tell_contact(person_id=person.pk, at=at)


@transaction.atomic
def lift_stop(*, person: Person, by: Actor, at: datetime) -> None:
    """She wants to hear from us again; what is allowed is asked about and written down anew."""
    people.lift_stop(person=person, by=by, at=at)
    cases.keep_in_step(person_ids=[person.pk], by=by, at=at)
    counselling.tell_contact(person_id=person.pk, at=at)
