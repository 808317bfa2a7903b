"""Saving what came of a call, and putting everything back within the minute."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.cases import actions as cases
from brobygger.cases.models import Case
from brobygger.cases.queries import case_for_writing, standing
from brobygger.outreach.card import card_of, usable
from brobygger.outreach.facts import Opened, SavedCall, Told
from brobygger.outreach.hours import band_of, local
from brobygger.outreach.models import Call
from brobygger.outreach.rules import (
    UNDO_SECONDS,
    CallFacts,
    Follows,
    goes_on,
    may_save,
    may_undo,
    what_follows,
    without_outcome,
)
from brobygger.outreach.states import CALL, CallState, Result
from brobygger.people import actions as people
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.people.queries import numbers, person_for_writing, plan_of, plan_standing
from brobygger.programmes import policy_queries
from brobygger.programmes.policy import Policy
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Telling:
    """A call that is being saved, and all that is known about it."""

    call: Call
    case: Case
    person: Person
    told: Told
    rung: PhoneNumber | None
    facts: CallFacts
    policy: Policy


LONGEST_FORM = 50_000


@transaction.atomic
def save_call(
    *, call_id: int, told: Told, written: Mapping[str, Any] | None = None, by: Actor, at: datetime
) -> SavedCall:
    """The call is saved, and the case, the number, the card and the register are where its result leads.

    Undo gives back the form as it was `written`, else as it was kept. Refused where the form does not hold together,
    or where the call is no longer hers and open.
    """
    telling = _telling(by, call_id, told, at)
    if written:
        telling.call.form, telling.call.kept_at = as_kept(written), at
        if telling.case.held_by_id == by.user_id:
            telling.case.held_at = at
    seen = telling.call.card_seen_at is not None
    may_save(told, telling.facts, card_seen=seen).require()
    follows = what_follows(told, telling.facts, telling.policy)
    before, words = _before(telling)
    _change_person(telling, follows, by, at)
    cases.move_case(case=telling.case, move=_move(telling, follows), by=by, at=at)
    _write_call(telling, before, words, at)
    trail.write("outreach.call_saved", by=by, at=at, about=telling.case, call=call_id, result=told.result)
    return SavedCall(
        call_id=call_id,
        case_id=telling.case.pk,
        state=follows.state,
        ring_from=follows.ring_from,
        undo_until=at + timedelta(seconds=UNDO_SECONDS),
    )


def as_kept(form: Mapping[str, Any]) -> str:
    """The half-written form as a call keeps it. Refused where it is longer than any hand has written."""
    written = json.dumps(dict(form), ensure_ascii=False, sort_keys=True)
    if len(written) > LONGEST_FORM:
        raise Refused("form_too_long")
    return written


def _lock(by: Actor, call_id: int) -> tuple[Call, Case]:
    """The call and its case, both locked, the case first so that two who write never wait for each other."""
    case_id = scope(by, Act.CALL, Call.objects.filter(pk=call_id)).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound("not_found")
    case = case_for_writing(by, case_id)
    return Call.objects.select_for_update().get(pk=call_id, zone_id=case.zone_id), case


def own_open_call(by: Actor, call_id: int) -> tuple[Call, Case]:
    """The worker's call and its case, both locked. Refused where the call is no longer hers and open."""
    call, case = _lock(by, call_id)
    if call.by_id != by.user_id or not goes_on(call.state, case.state):
        raise Refused("call_not_open")
    return call, case


def _telling(by: Actor, call_id: int, told: Told, at: datetime) -> Telling:
    call, case = own_open_call(by, call_id)
    now, person = local(at), person_for_writing(by, case.person_id)
    case.person = person
    known = numbers(by, person.pk)
    in_use = usable(case, known)
    rung = next((one for one in in_use if one.pk == told.number_id), in_use[0] if in_use else None)
    card = card_of(case, known, now)
    if told.wishes:
        card = replace(card, days=told.wishes.days, hour_from=told.wishes.hour_from, hour_to=told.wishes.hour_to)
    facts = CallFacts(
        at=now,
        attempts=case.attempts,
        window_until=case.window_until,
        reached_before=case.registrations.filter(zone_id=case.zone_id, reached=True).exists(),
        has_another_number=len(in_use) > 1,
        card=card,
    )
    policy = policy_queries.attempt_policy(case.programme_id, on=day_of(now))
    return Telling(call, case, person, told, rung, facts, policy)


def _before(telling: Telling) -> tuple[dict[str, Any], str]:
    """How everything stands that the call may change: codes apart from words."""
    plan, plan_words = plan_standing(plan_of(telling.person))
    before = standing(telling.case) | {"plan": plan, "person_language": telling.person.language}
    words = {"plan": plan_words, "form": telling.call.form}
    return before, json.dumps(words, ensure_ascii=False)


def _change_person(telling: Telling, follows: Follows, by: Actor, at: datetime) -> None:
    """The number is stopped, the card says what she said, and the list knows."""
    person, told = telling.person, telling.told
    in_step = True
    if follows.stops_number and telling.rung:
        people.stop_number(number_id=telling.rung.pk, person=person, because=follows.stops_number, by=by, at=at)
        if not telling.facts.has_another_number:
            people.allow_ringing(person=person, allowed=False, by=by, at=at)
            in_step = False
    if told.wishes:
        people.keep_wishes(person=person, said=_said(telling), by=by, at=at)
        in_step = False
    elif told.interpreter:
        plan, language = plan_of(person), told.interpreter_language or told.language
        if not plan.interpreter or language not in ("", plan.interpreter_language):
            people.need_interpreter(person=person, language=language, by=by, at=at)
    if follows.do_not_contact:
        people.stop_contact(person=person, by=by, at=at)
        in_step = False
    if told.language and told.language != person.language:
        people.change_language(person=person, language=told.language, by=by, at=at)
        cases.change_language(case=telling.case, language=told.language, by=by, at=at)
    if not in_step:
        cases.keep_in_step(person_ids=[person.pk], by=by, at=at)


def _said(telling: Telling) -> people.Said:
    wishes = telling.told.wishes
    assert wishes is not None  # noqa: S101  only asked for where there are wishes
    basis = ContactPlan.Basis.GUARDIAN if telling.case.for_minor else ContactPlan.Basis.HERSELF
    told = {name: getattr(wishes, name) for name in type(wishes).__dataclass_fields__}
    rung = telling.rung.pk if wishes.may_sms and telling.rung else None
    return people.Said(basis=basis, sms_number_id=rung, **told)


def _move(telling: Telling, follows: Follows) -> cases.Move:
    now = telling.facts.at
    return cases.Move(
        state=follows.state,
        attempts=telling.facts.attempts + 1,
        last_attempt_at=now,
        last_band=band_of(now, telling.policy),
        ring_from=follows.ring_from,
        agreed=follows.agreed,
        follow_until=follows.follow_until,
        spoken_on=day_of(now) if follows.spoken_to else None,
        outcome=follows.outcome,
        decline_reason=telling.told.decline_reason,
    )


def _write_call(telling: Telling, before: dict[str, Any], words: str, at: datetime) -> None:
    call, told = telling.call, telling.told
    CALL.may_move(call.state, CallState.SAVED).require()
    call.state, call.saved_at, call.result = CallState.SAVED, at, Result(told.result)
    call.decline_reason, call.language, call.interpreter = told.decline_reason, told.language, told.interpreter
    call.note, call.again_at = told.note, told.again_at
    call.follow_until = telling.case.follow_until if told.result == Result.WILL_CALL_SELF else None
    call.band, call.number = band_of(telling.facts.at, telling.policy), telling.rung
    call.form, call.before, call.before_words = "", before, words
    call.save()


@transaction.atomic
def undo_call(*, call_id: int, by: Actor, at: datetime) -> Opened:
    """Everything is as it was before the call was saved, and the worker has the case open with the same form,
    in which the outcome is chosen anew.

    Refused after a minute, for anyone else, and where someone has gone on with the case since.
    """
    call, case = _lock(by, call_id)
    may_undo(saved_at=call.saved_at, saved_by=call.by_id, worker=by.user_id, now=at).require()
    CALL.may_move(call.state, CallState.UNDONE).require()
    if case.held_by_id not in (None, by.user_id):
        raise Refused("held_by_another")
    later = Call.objects.filter(zone_id=case.zone_id, case=case, opened_at__gte=call.saved_at).exclude(pk=call_id)
    if later.filter(state__in=(CallState.OPEN, CallState.SAVED)).exists():
        raise Refused("another_call_since")
    words = json.loads(call.before_words)
    _put_person_back(call, case, words, by, at)
    cases.put_back(case=case, standing=call.before, by=by, at=at)
    call.state, call.undone_at = CallState.UNDONE, at
    call.save(update_fields=["state", "undone_at"])
    again = Call.objects.create(
        zone_id=case.zone_id,
        case=case,
        by_id=by.worker_id,
        opened_at=at,
        card_seen_at=call.card_seen_at,
        form=without_outcome(words["form"]),
        kept_at=call.kept_at,
        script_id=call.script_id,
    )
    trail.write("outreach.call_undone", by=by, at=at, about=case, call=call_id)
    return Opened(case.pk, again.pk, resumed=True)


def _put_person_back(call: Call, case: Case, words: dict[str, Any], by: Actor, at: datetime) -> None:
    person = person_for_writing(by, case.person_id)
    if call.number_id and PhoneNumber.objects.filter(pk=call.number_id, stopped_at=call.saved_at).exists():
        people.use_number_again(number_id=call.number_id, person=person, by=by, at=at)
    now_standing, now_words = plan_standing(plan_of(person))
    if (now_standing, now_words) != (call.before["plan"], words["plan"]):
        people.put_plan_back(person=person, standing=call.before["plan"], words=words["plan"], by=by, at=at)
    if person.language != call.before["person_language"]:
        people.change_language(person=person, language=call.before["person_language"], by=by, at=at)
