"""When to ring next, what a call leads to, who may take a case: pure questions, answered by a Decision or a date.

All times here are Danish local time.
"""

import json
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from brobygger.base.decision import YES, Decision, first_no, no
from brobygger.base.workdays import day_of
from brobygger.cases.states import OPEN, CaseState
from brobygger.outreach.facts import Told
from brobygger.outreach.hours import ALL_DAYS, ALL_HOURS, band_of, is_calling_time, is_decent_hour, next_slot
from brobygger.outreach.states import ANSWERS, STOPS_NUMBER, CallState, Result
from brobygger.people.rules import EVERY_DAY, CardFacts, is_said, may_ring, within_wishes
from brobygger.programmes.policy import Policy

UNDO_SECONDS = 60
# She has been spoken to; an answer to the offer is not needed for that.
SPOKEN_TO = ANSWERS | {Result.CALL_AGAIN, Result.DO_NOT_CONTACT}
# What came of a call, and what only that call can say: never carried on into another one.
OUTCOME = frozenset({"result", "decline_reason", "consent_read", "wishes_said", "follow_until", "again_on", "again_at"})
# Someone rings her after this, so it must have been said when it is safe.
RUNG_AFTER = frozenset({Result.ACCEPTED, Result.CALL_AGAIN, Result.LANGUAGE_BARRIER})


def goes_on(call_state: str, case_state: str) -> bool:
    """Whether a call that was begun is still being made: the police may have corrected that nobody is to be rung."""
    return call_state == CallState.OPEN and case_state == CaseState.TO_CALL


def is_left(call_state: str, case_state: str) -> bool:
    """Whether what was written in a call that was begun waits beside it."""
    return call_state == CallState.LEFT or (call_state == CallState.OPEN and case_state != CaseState.TO_CALL)


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What is known when a call is to be saved; `attempts` are those before it, the card has her newest wishes."""

    at: datetime
    attempts: int
    window_until: date
    reached_before: bool
    has_another_number: bool
    card: CardFacts


@dataclass(frozen=True, slots=True)
class Follows:
    """What a saved call leads to."""

    state: CaseState
    ring_from: datetime | None = None
    agreed: bool = False
    stops_number: str = ""
    do_not_contact: bool = False
    spoken_to: bool = False
    outcome: str = ""
    follow_until: date | None = None

    @property
    def has_ended(self) -> bool:
        return self.state not in OPEN


def may_ring_now(
    card: CardFacts, *, at: datetime, ring_from: datetime, agreed: bool, window_until: date, policy: Policy
) -> Decision:
    """The one gate before the number: her card first, then the programme's window, its patience and its hours."""
    if day_of(at) > window_until:
        return no("window_has_passed")
    return first_no(
        may_ring(card, at),
        no("not_yet") if at < ring_from else YES,
        YES if agreed and is_decent_hour(at) else is_calling_time(at, policy),
    )


def may_save(told: Told, facts: CallFacts, *, card_seen: bool) -> Decision:
    """Whether the form holds together; the first thing that does not is told."""
    if told.result not in Result.values:
        return no("no_result")
    if not card_seen:
        return no("card_not_seen")
    if told.result == Result.ACCEPTED and facts.card.spoke_for_adult:
        return no("has_come_of_age")
    if told.decline_reason and told.result != Result.DECLINED:
        return no("reason_without_decline")
    return first_no(_may_ring_again_at(told, facts), _may_follow_until(told, facts), _wishes_hold(told))


def _may_ring_again_at(told: Told, facts: CallFacts) -> Decision:
    again = told.again_at
    if again is None:
        return no("time_missing") if told.result == Result.CALL_AGAIN else YES
    if told.result not in (Result.CALL_AGAIN, Result.LANGUAGE_BARRIER):
        return no("time_without_asking")
    return may_be_agreed(again, at=facts.at, window_until=facts.window_until, card=facts.card)


def may_be_agreed(again: datetime, *, at: datetime, window_until: date, card: CardFacts) -> Decision:
    """Whether a call may be agreed for the time: asked as it is suggested, and as it is saved."""
    return first_no(
        no("again_time_has_passed") if again <= at else YES,
        no("time_after_window") if day_of(again) > window_until else YES,
        is_decent_hour(again),
        within_wishes(card, again),
    )


def _may_follow_until(told: Told, facts: CallFacts) -> Decision:
    if told.follow_until is None or told.result != Result.WILL_CALL_SELF:
        return YES
    return YES if told.follow_until > day_of(facts.at) else no("follow_date_has_passed")


def _wishes_hold(told: Told) -> Decision:
    if told.wishes is None:
        return YES
    days, hours = told.wishes.days, (told.wishes.hour_from, told.wishes.hour_to)
    if hours != (0, 0) and not 0 <= hours[0] < hours[1] <= 24:
        return no("hours_upside_down")
    if told.result in RUNG_AFTER and not is_said(days, *hours):
        return no("when_not_said")
    return YES if 0 <= days <= EVERY_DAY else no("no_day_left")


def what_follows(told: Told, facts: CallFacts, policy: Policy) -> Follows:
    """The case's next state, and when to ring again where it stays on the list."""
    result = Result(told.result)
    stops = result.value if result in STOPS_NUMBER else ""
    if result in ANSWERS:
        return _answered(told, result, facts, policy)
    if result == Result.DO_NOT_CONTACT:
        return Follows(CaseState.STOPPED, do_not_contact=True, spoken_to=True)
    if result == Result.CALL_AGAIN:
        return Follows(CaseState.TO_CALL, ring_from=told.again_at, agreed=True, spoken_to=True)
    if result == Result.LANGUAGE_BARRIER:
        return _without_common_language(told, facts, policy)
    if facts.attempts + 1 >= policy.most_attempts:
        given_up = CaseState.ANSWER_NOT_RECORDED if facts.reached_before else CaseState.NOT_REACHED
        return Follows(given_up, stops_number=stops)
    if stops and not facts.has_another_number:
        return Follows(CaseState.NO_NUMBER, stops_number=stops)
    return replace(_another_time(facts, policy), stops_number=stops)


def _answered(told: Told, result: Result, facts: CallFacts, policy: Policy) -> Follows:
    follow_until = None
    if result == Result.WILL_CALL_SELF:
        follow_until = told.follow_until or day_of(facts.at) + timedelta(days=policy.follow_days)
    return Follows(CaseState(result.value), spoken_to=True, outcome=result.value, follow_until=follow_until)


def _without_common_language(told: Told, facts: CallFacts, policy: Policy) -> Follows:
    """With an interpreter she is rung again, however often she was tried; without one it ends here."""
    with_interpreter = told.interpreter or (told.wishes is not None and told.wishes.interpreter)
    if not with_interpreter:
        return Follows(CaseState.LANGUAGE_BARRIER)
    if told.again_at:
        return Follows(CaseState.TO_CALL, ring_from=told.again_at, agreed=True)
    return _another_time(facts, policy)


def _another_time(facts: CallFacts, policy: Policy) -> Follows:
    at = next_attempt(facts, policy)
    return Follows(CaseState.TO_CALL, ring_from=at) if at else Follows(CaseState.WINDOW_PASSED)


def next_attempt(facts: CallFacts, policy: Policy) -> datetime | None:
    """The first right moment after this call: other hours, another weekday, her hours, before the window closes.

    None where the window closes first.
    """
    card = facts.card
    not_asked = card.basis == "first_contact" and not is_said(card.days, card.hour_from, card.hour_to)
    return next_slot(
        after=facts.at,
        last_band=band_of(facts.at, policy),
        until=facts.window_until,
        days=ALL_DAYS if not_asked else card.days,
        hours=ALL_HOURS if not_asked else (card.hour_from, card.hour_to),
        policy=policy,
    )


@dataclass(frozen=True, slots=True)
class Hold:
    """Who has the case, and since when she last did anything with it."""

    by: int | None
    at: datetime | None

    def is_stale(self, now: datetime, policy: Policy) -> bool:
        """Whether the one who holds it has been away for so long that another may take over."""
        return self.at is not None and now - self.at >= timedelta(minutes=policy.hold_minutes)


def may_take(hold: Hold, *, worker: int | None, now: datetime, policy: Policy, is_leader: bool = False) -> Decision:
    """Whether the worker may have the case: it is free, hers already, left lying, or she leads the programme."""
    if hold.by is None or hold.by == worker or is_leader or hold.is_stale(now, policy):
        return YES
    return no("held_by_another")


def without_outcome(form: str) -> str:
    """The half-written form as another call may begin with it."""
    told = json.loads(form or "{}")
    return json.dumps({name: said for name, said in told.items() if name not in OUTCOME}, ensure_ascii=False)


def may_undo(*, saved_at: datetime | None, saved_by: int, worker: int | None, now: datetime) -> Decision:
    """Whether the call may still be undone: by the one who saved it, within the minute."""
    if saved_by != worker:
        return no("not_your_call")
    if saved_at is None:
        return no("call_not_saved")
    return YES if (now - saved_at).total_seconds() <= UNDO_SECONDS else no("call_undo_too_late")
