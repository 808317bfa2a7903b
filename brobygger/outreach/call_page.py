"""What the call page shows: her card first, the number when the card has been seen, no more than the call needs."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.codes import age_group
from brobygger.base.workdays import day_of
from brobygger.cases import queries as cases
from brobygger.cases.coming_of_age import minors_of
from brobygger.cases.models import Case, Registration
from brobygger.cases.states import CaseState
from brobygger.intake import queries as intake
from brobygger.outreach.card import card_of, usable
from brobygger.outreach.facts import CallLine, CallPage, Card, Corrected, Joined, Number, StoppedNumber, Unconfirmed
from brobygger.outreach.hours import local
from brobygger.outreach.listing import tags
from brobygger.outreach.models import Call
from brobygger.outreach.rules import (
    UNDO_SECONDS,
    CallFacts,
    Hold,
    goes_on,
    is_left,
    may_ring_now,
    may_take,
    may_undo,
    next_attempt,
)
from brobygger.outreach.states import STOPS_NUMBER, CallState
from brobygger.people import queries as people
from brobygger.people.channels import Channel
from brobygger.people.models import Person, PhoneNumber
from brobygger.people.rules import (
    CardFacts,
    Hazards,
    age_on,
    may_contact,
    may_leave_voicemail,
    may_say_who_we_are,
    must_ask_again,
)
from brobygger.programmes import policy_queries
from brobygger.programmes.policy import ForACall, Policy
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that the page is made of, read once."""

    case: Case
    person: Person
    facts: CardFacts
    numbers: list[PhoneNumber]
    unread: tuple[str, ...]
    hazards: Hazards
    calls: list[Call]
    mine: Call | None
    registrations: list[Registration]
    spoken: str
    holds: ForACall
    now: datetime

    @property
    def policy(self) -> Policy:
        return self.holds.policy


def call_page(by: Actor, *, case_id: int, at: datetime) -> CallPage:
    """The page of a case. Raises NotFound where the actor may not see it.

    That it was read stands in the trail, except where it is her own open call: opening that was the read.
    """
    known = _read(by, case_id, local(at))
    if known.mine is None:
        trail.write("outreach.case_read", by=by, at=at, about=known.case)
    parts = (_who(known), _hold(known, by), _ringing(known), _saying(known), _told(known, by, at))
    return CallPage(**{name: value for part in parts for name, value in part.items()})


def _who(known: Known) -> dict[str, Any]:
    """Who she is, and what happened, as little as the call needs."""
    case, person = known.case, known.person
    joined = (
        Joined(one.incident_type, one.role, one.occurred_on, one.identified_on, one.state)
        for one in known.registrations
    )
    flags = (case.protected, case.address_withheld, case.for_minor, case.shares_with_accused, case.may_ring)
    minors = list(minors_of(case)) if case.for_minor else []
    born = max((one.birth_date for one in minors if one.birth_date), default=None) if minors else person.birth_date
    age = age_on(born, day_of(known.now))
    return {
        "case_id": case.pk,
        "person_id": person.pk,
        "zone_id": case.zone_id,
        "programme_id": case.programme_id,
        "state": case.state,
        "first_name": person.given_name,
        "full_name": f"{person.given_name} {person.family_name}".strip(),
        "age": age,
        "age_group": age_group(age) or case.age_group,
        "role": case.role,
        "incident_type": case.incident_type,
        "for_minor": case.for_minor,
        "minor_first_name": ", ".join(one.given_name for one in minors if one.given_name),
        "minor_full_name": ", ".join(f"{one.given_name} {one.family_name}".strip() for one in minors),
        "tags": tags(case.state, *flags),
        "joined": tuple(joined),
        "referral_token": next((one.referral_token for one in known.registrations if one.referral_token), ""),
        "follow_until": case.follow_until,
    }


def _hold(known: Known, by: Actor) -> dict[str, Any]:
    """Who has her open, and whether this worker may take over."""
    case, hold = known.case, Hold(known.case.held_by_id, known.case.held_at)
    is_leader = bool(may(by, Act.RELEASE_HOLD, case))
    return {
        "held_by": case.held_by_id,
        "held_by_name": case.held_by.name if case.held_by else "",
        "held_by_me": case.held_by_id is not None and case.held_by_id == by.user_id,
        "held_since": local(case.held_at) if case.held_at else None,
        "hold_is_stale": hold.is_stale(known.now, known.policy),
        "may_take_over": may_take(hold, worker=by.user_id, now=known.now, policy=known.policy, is_leader=is_leader),
    }


def _ringing(known: Known) -> dict[str, Any]:
    """Her card, then her numbers, and when she may be rung."""
    case, card = known.case, _card(known)
    seen = known.mine is not None and known.mine.card_seen_at is not None
    # Who has said yes is carried on with her number; until that can be sent, a worker reads it to the counsellors.
    to_be_carried_on = case.state == CaseState.ACCEPTED and not card.do_not_contact
    return {
        "card": card,
        "card_seen": seen,
        "interpreter": card.interpreter,
        "numbers": _shown(usable(case, known.numbers)) if (seen and card.may_ring) or to_be_carried_on else (),
        "stopped": _stopped(known.numbers),
        "unread": known.unread,
        "has_number": known.facts.has_number,
        "withheld_prefix": case.zone.withheld_number_prefix,
        "window_until": case.window_until,
        "days_left": (case.window_until - day_of(known.now)).days,
        "attempts_made": case.attempts,
        "most_attempts": known.policy.most_attempts,
        "ring_from": local(case.ring_from),
        "hours": known.policy.bands,
        "next_suggested": _suggested(known),
    }


def _saying(known: Known) -> dict[str, Any]:
    """What to say to her, in the language that the worker has chosen in the call, else in hers."""
    script, consent = known.holds.script, known.holds.consent
    return {
        "language": _language(known.case),
        "spoken_language": known.spoken,
        "script": script.steps if script else (),
        "script_language": script.language if script else "",
        "script_fallback": script.fallback if script else False,
        "consent_wording_id": consent.id if consent else None,
        "consent_text": consent.text if consent else "",
        "consent_language": consent.language if consent else "",
        "consent_fallback": consent.fallback if consent else False,
    }


def _language(case: Case) -> str:
    return case.language or case.person.language


def _spoken(case: Case, form: dict[str, Any]) -> str:
    chosen = str(form.get("language", "")) if form else _language(case)
    return chosen if chosen.isascii() and chosen.isalpha() else ""


def _told(known: Known, by: Actor, at: datetime) -> dict[str, Any]:
    """What has been written: the half-written form of her own, the calls so far, and what may still be undone."""
    mine = known.mine
    last = next((call for call in known.calls if call.state == CallState.SAVED), None)
    until = last.saved_at + timedelta(seconds=UNDO_SECONDS) if last and last.saved_at else None
    undo = last and may_undo(saved_at=last.saved_at, saved_by=last.by_id, worker=by.user_id, now=at)
    return {
        "call_id": mine.pk if mine else None,
        "call_by_me": mine is not None,
        "form": _form(mine),
        "form_by": mine.written_by.name if mine and mine.written_by else "",
        "kept_at": local(mine.kept_at) if mine and mine.kept_at else None,
        "unconfirmed": tuple(_unconfirmed(known)),
        "calls": tuple(_lines(known.calls, by)),
        "corrected": tuple(Corrected(local(on), tuple(f)) for on, f in intake.corrections(by, case_id=known.case.pk)),
        "undo": last.pk if last and undo else None,
        "undo_until": until if undo else None,
    }


def _read(by: Actor, case_id: int, now: datetime) -> Known:
    rows = cases.cases(by, Act.SEE_CASE).select_related("person__contact_plan", "held_by", "zone")
    case = rows.filter(pk=case_id).first()
    if case is None:
        raise cases.not_there(by, case_id)
    calls = list(
        Call.objects.filter(zone_id=case.zone_id, case=case)
        .select_related("by", "written_by")
        .defer("before", "before_words")
        .order_by("-opened_at", "-id")
    )
    mine = next((call for call in calls if goes_on(call.state, case.state) and call.by_id == by.user_id), None)
    numbers, spoken = people.numbers(by, case.person_id), _spoken(case, _form(mine))
    return Known(
        case=case,
        person=case.person,
        facts=card_of(case, numbers, now),
        numbers=numbers,
        unread=intake.unread_numbers(by, case.person_id),
        hazards=people.hazards_among({case.person_id: people.plan_of(case.person)}, numbers)[case.person_id],
        calls=calls,
        mine=mine,
        registrations=cases.registrations(by, case.pk),
        spoken=spoken,
        holds=policy_queries.for_a_call(
            case.programme_id, language=spoken, on=day_of(now), for_guardian=case.for_minor
        ),
        now=now,
    )


def _card(known: Known) -> Card:
    plan, facts, case = people.plan_of(known.person), known.facts, known.case
    return Card(
        basis=plan.basis,
        may_ring=may_ring_now(
            facts,
            at=known.now,
            ring_from=case.ring_from,
            agreed=case.agreed,
            window_until=case.window_until,
            policy=known.policy,
        ),
        may_leave_voicemail=bool(may_leave_voicemail(facts, known.now)),
        may_say_who_we_are=bool(may_say_who_we_are(facts, known.now)),
        ask_again=must_ask_again(facts, known.now),
        days=plan.days,
        hour_from=plan.hour_from,
        hour_to=plan.hour_to,
        who_else_may_answer=plan.who_else_may_answer,
        wishes=plan.wishes,
        interpreter=plan.interpreter,
        interpreter_language=plan.interpreter_language,
        hazards=known.hazards,
        do_not_contact=plan.do_not_contact,
        confirmed_on=day_of(plan.confirmed_at) if plan.confirmed_at else None,
        messages={
            channel: may_contact(facts, channel, known.now, has_address=_has_address(channel, known))
            for channel in people.SAID_YES_IN
        },
        said_yes_to=frozenset() if must_ask_again(facts, known.now) else facts.said_yes_to,
        email_to=plan.email_to,
        where_to_write=plan.where_to_write,
        word_when_safe=plan.word_when_safe,
        word_when_unsafe=plan.word_when_unsafe,
        cover_story=plan.cover_story,
    )


def _has_address(channel: Channel, known: Known) -> bool:
    return bool(people.address_among(people.plan_of(known.person), known.numbers, channel))


def _suggested(known: Known) -> datetime | None:
    if known.case.state != CaseState.TO_CALL:
        return None
    facts = CallFacts(
        at=known.now,
        attempts=known.case.attempts,
        window_until=known.case.window_until,
        reached_before=False,
        has_another_number=True,
        card=known.facts,
    )
    return next_attempt(facts, known.policy)


def in_pairs(number: str) -> str:
    """The number as it is read aloud: Danish ones in pairs of digits, others after their country code."""
    if number.startswith("+45") and len(number) == 11:
        return " ".join(number[at : at + 2] for at in range(3, 11, 2))
    return " ".join((number[:3], *(number[at : at + 2] for at in range(3, len(number), 2))))


def _shown(numbers: list[PhoneNumber]) -> tuple[Number, ...]:
    return tuple(
        Number(one.pk, one.number, in_pairs(one.number), f"tel:{one.number}", one.shared_with_accused, one.beside)
        for one in numbers
    )


def _stopped(numbers: list[PhoneNumber]) -> tuple[StoppedNumber, ...]:
    return tuple(
        StoppedNumber(one.number[-2:], one.stopped_because, local(one.stopped_at)) for one in numbers if one.stopped_at
    )


def _form(mine: Call | None) -> dict[str, Any]:
    form = json.loads(mine.form) if mine and mine.form else {}
    return form if isinstance(form, dict) else {}


def _unconfirmed(known: Known) -> list[Unconfirmed]:
    """What was half written by anyone, also in the worker's own call that goes on, and whether she has said since how
    she may be reached."""
    said_at = people.plan_of(known.person).confirmed_at
    return [
        Unconfirmed(
            local(call.kept_at),
            (call.written_by or call.by).name,
            _form(call),
            said_since=said_at is not None and call.kept_at <= said_at,
            mine=call == known.mine and call.written_by is None,
        )
        for call in known.calls
        if call.kept_at and (call == known.mine or is_left(call.state, known.case.state))
    ]


def _lines(calls: list[Call], by: Actor) -> list[CallLine]:
    return [
        CallLine(
            call_id=call.pk,
            at=local(call.saved_at or call.opened_at),
            by_name=call.by.name,
            result=call.result,
            decline_reason=call.decline_reason,
            number_stopped=call.state == CallState.SAVED and call.result in STOPS_NUMBER,
            undone=call.state == CallState.UNDONE,
            again_at=local(call.again_at) if call.again_at else None,
            follow_until=call.follow_until,
            note=call.note,
            mine=call.by_id == by.user_id,
        )
        for call in calls
        if call.state in (CallState.SAVED, CallState.UNDONE)
    ]
