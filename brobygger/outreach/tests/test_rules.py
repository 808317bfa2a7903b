"""When to ring next, and what a call leads to, to the last branch."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from brobygger.base.workdays import day_of
from brobygger.cases.states import CaseState
from brobygger.outreach.facts import Told, Wishes
from brobygger.outreach.hours import (
    DENMARK,
    band_of,
    closes_at,
    is_calling_time,
    is_quiet_day,
    local,
    next_slot,
    opens_at,
)
from brobygger.outreach.rules import (
    CallFacts,
    Follows,
    Hold,
    may_ring_now,
    may_save,
    may_take,
    may_undo,
    next_attempt,
    what_follows,
)
from brobygger.outreach.states import Result
from brobygger.people.rules import CardFacts
from brobygger.programmes.policy import Policy

POLICY = Policy(
    most_attempts=5,
    bands=((9, 12), (12, 16), (16, 20)),
    weekdays=frozenset({1, 2, 3, 4, 5, 6}),
    hours_between=20,
    hold_minutes=30,
    follow_days=21,
)
CARD = CardFacts(basis="first_contact", may_ring=True, has_number=True, days=127, hour_to=24)


def there(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=DENMARK)


WEDNESDAY = there("2026-11-18T11:30")
FACTS = CallFacts(
    at=WEDNESDAY,
    attempts=0,
    window_until=date(2026, 12, 10),
    reached_before=False,
    has_another_number=False,
    card=CARD,
)


def follows(result: str, facts: CallFacts = FACTS, **told) -> Follows:
    return what_follows(Told(result, **told), facts, POLICY)


# -- the calendar ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("day", "quiet"),
    [("2026-12-24", True), ("2026-12-25", True), ("2026-04-03", True), ("2026-06-05", True), ("2026-11-18", False)],
)
def test_danish_holidays_are_quiet(day, quiet):
    assert is_quiet_day(date.fromisoformat(day)) is quiet


@pytest.mark.parametrize(
    ("at", "reason"),
    [
        ("2026-11-18T08:59", "not_a_calling_hour"),
        ("2026-11-18T09:00", ""),
        ("2026-11-18T19:59", ""),
        ("2026-11-18T20:00", "not_a_calling_hour"),
        ("2026-11-22T11:00", "not_a_calling_day"),
        ("2026-12-25T11:00", "not_a_calling_day"),
    ],
)
def test_nobody_is_rung_outside_the_policy(at, reason):
    assert is_calling_time(there(at), POLICY).reason == reason


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-18T11:00", None),
        ("2026-11-18T07:00", "2026-11-18T09:00"),
        ("2026-11-18T21:00", "2026-11-19T09:00"),
        ("2026-11-21T20:30", "2026-11-23T09:00"),  # Saturday evening, over Sunday
        ("2026-12-23T21:00", "2026-12-28T09:00"),  # over Christmas, which ends in a Sunday
    ],
)
def test_when_calling_opens_again(at, opens):
    assert opens_at(there(at), POLICY) == (there(opens) if opens else None)


def test_a_policy_without_days_never_opens():
    assert opens_at(WEDNESDAY, replace(POLICY, weekdays=frozenset())) is None


def test_the_day_says_until_when_it_is_rung_without_a_break():
    bands = replace(POLICY, bands=((9, 12), (12, 16), (17, 20)))
    told = {hour: closes_at(WEDNESDAY.replace(hour=hour), bands) for hour in (8, 9, 13, 16, 19)}
    assert told == {8: None, 9: 16, 13: 16, 16: None, 19: 20}


def test_twenty_hours_are_twenty_hours_when_the_clock_is_turned():
    saturday = there("2026-10-24T15:00")  # the clock goes back in the night
    one_band = replace(POLICY, bands=((9, 20),), weekdays=frozenset({1, 2, 3, 4, 5, 6, 7}))
    assert next_slot(after=saturday, last_band=None, until=date(2026, 11, 1), policy=one_band) == there(
        "2026-10-25T10:00"
    )


# -- the next attempt ------------------------------------------------------------------------------------------------
def test_other_hours_on_another_day():
    assert next_attempt(FACTS, POLICY) == there("2026-11-19T12:00")


def test_not_before_she_has_had_peace():
    evening = replace(FACTS, at=there("2026-11-18T18:00"))
    assert next_attempt(evening, POLICY) == there("2026-11-19T14:00")  # 20 hours later, in the middle of a band


def test_her_hours_come_before_our_variety():
    evenings = replace(FACTS, at=there("2026-11-18T17:00"), card=replace(CARD, hour_from=17, hour_to=19))
    assert next_attempt(evenings, POLICY) == there("2026-11-19T17:00")


def test_her_only_hour_of_the_week_is_kept_to():
    only = replace(FACTS, card=replace(CARD, days=0b0000100, hour_from=11, hour_to=12))  # Wednesdays at 11
    assert next_attempt(only, POLICY) == there("2026-11-25T11:00")


def test_where_one_weekday_is_left_the_hours_differ():
    wednesdays = replace(POLICY, weekdays=frozenset({3}))
    assert next_attempt(FACTS, wednesdays) == there("2026-11-25T12:00")


def test_same_hours_on_the_same_weekday_are_not_tried_by_ourselves():
    narrow = replace(POLICY, weekdays=frozenset({3}), bands=((9, 12),))
    assert next_attempt(FACTS, narrow) is None


def test_nothing_after_the_window():
    assert next_attempt(replace(FACTS, window_until=day_of(WEDNESDAY)), POLICY) is None


years = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31))  # noqa: DTZ001
moments = years.map(lambda at: at.replace(tzinfo=DENMARK))
hours = st.tuples(st.integers(0, 23), st.integers(1, 24)).filter(lambda pair: pair[0] < pair[1])


@given(moments, st.integers(0, 40), st.integers(1, 127), hours)
def test_the_next_attempt_keeps_every_promise(at, days_left, days, safe):
    card = replace(CARD, days=days, hour_from=safe[0], hour_to=safe[1])
    until = day_of(at) + timedelta(days=days_left)
    found = next_attempt(replace(FACTS, at=at, window_until=until, card=card), POLICY)
    assume(found is not None)
    assert found is not None
    assert day_of(found) <= until
    assert is_calling_time(found, POLICY)
    assert days >> found.weekday() & 1
    assert safe[0] <= found.hour < safe[1]
    assert found.timestamp() - at.timestamp() >= POLICY.hours_between * 3600
    same = band_of(found, POLICY) == band_of(at, POLICY) and found.weekday() == at.weekday()
    assert not same or (days, safe) != (127, (0, 24))  # only her own wishes may leave nothing else


@given(moments, st.integers(3, 40))
def test_without_wishes_it_is_always_other_hours_on_another_weekday(at, days_left):
    found = next_attempt(replace(FACTS, at=at, window_until=day_of(at) + timedelta(days=days_left)), POLICY)
    if found is not None and days_left > 10:
        assert band_of(found, POLICY) != band_of(at, POLICY)
        assert found.weekday() != at.weekday()


# -- what a call leads to --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("answer", ["accepted", "declined"])
def test_an_answer_is_an_end(answer):
    assert follows(answer) == Follows(CaseState(answer), spoken_to=True, outcome=answer)


def test_who_will_ring_herself_is_followed():
    assert follows("will_call_self").follow_until == date(2026, 12, 9)
    assert follows("will_call_self", follow_until=date(2026, 11, 25)).follow_until == date(2026, 11, 25)


def test_the_time_she_asked_for_is_an_agreement():
    again = there("2026-11-22T10:00")
    assert follows("call_again", again_at=again) == Follows(
        CaseState.TO_CALL, ring_from=again, agreed=True, spoken_to=True
    )


def test_she_asked_not_to_be_contacted():
    assert follows("do_not_contact") == Follows(CaseState.STOPPED, do_not_contact=True, spoken_to=True)


def test_no_common_language():
    again = there("2026-11-20T10:00")
    tired = replace(FACTS, attempts=4)
    assert follows("language_barrier") == Follows(CaseState.LANGUAGE_BARRIER)
    assert follows("language_barrier", tired, interpreter=True) == Follows(CaseState.TO_CALL, there("2026-11-19T12:00"))
    assert follows("language_barrier", wishes=Wishes(interpreter=True)).state == "to_call"
    assert follows("language_barrier", interpreter=True, again_at=again) == Follows(
        CaseState.TO_CALL, again, agreed=True
    )


@pytest.mark.parametrize("result", ["someone_else_answered", "wrong_number", "not_in_use"])
def test_a_number_that_is_not_hers_is_stopped(result):
    assert follows(result) == Follows(CaseState.NO_NUMBER, stops_number=result)
    another = replace(FACTS, has_another_number=True)
    assert follows(result, another) == Follows(CaseState.TO_CALL, there("2026-11-19T12:00"), stops_number=result)
    assert follows(result, replace(another, attempts=4)) == Follows(CaseState.NOT_REACHED, stops_number=result)


def test_after_the_most_attempts():
    assert follows("no_answer", replace(FACTS, attempts=3)).state == "to_call"
    assert follows("no_answer", replace(FACTS, attempts=4)) == Follows(CaseState.NOT_REACHED)
    assert follows("no_answer", replace(FACTS, attempts=4, reached_before=True)) == Follows(
        CaseState.ANSWER_NOT_RECORDED
    )


def test_where_no_time_is_left_the_window_has_passed():
    assert follows("no_answer", replace(FACTS, window_until=day_of(WEDNESDAY))) == Follows(CaseState.WINDOW_PASSED)


def test_every_result_leads_somewhere():
    for result in Result:
        told = follows(result.value, again_at=there("2026-11-20T10:00"))
        assert told.has_ended == (told.state not in ("to_call", "no_number", "will_call_self"))


# -- whether the form holds together ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (Told("no_answer"), ""),
        (Told("nothing"), "no_result"),
        (Told("declined", decline_reason="no_need"), ""),
        (Told("accepted", decline_reason="no_need"), "reason_without_decline"),
        (Told("call_again"), "time_missing"),
        (Told("call_again", again_at=there("2026-11-18T11:30")), "again_time_has_passed"),
        (Told("call_again", again_at=there("2026-12-11T11:30")), "time_after_window"),
        (Told("call_again", again_at=there("2026-11-19T22:00")), "too_early_or_late"),
        (Told("call_again", again_at=there("2026-11-19T21:59")), ""),
        (Told("no_answer", again_at=there("2026-11-19T10:00")), "time_without_asking"),
        (Told("will_call_self", follow_until=date(2026, 11, 18)), "follow_date_has_passed"),
        (Told("will_call_self", follow_until=date(2026, 11, 19)), ""),
        (Told("declined", wishes=Wishes(hour_from=10, hour_to=10)), "hours_upside_down"),
        (Told("declined", wishes=Wishes(days=0)), ""),
        (Told("accepted", wishes=Wishes(days=0, hour_from=9, hour_to=16)), "when_not_said"),
        (Told("accepted", wishes=Wishes(days=31)), "when_not_said"),
        (Told("declined", wishes=Wishes(days=128)), "no_day_left"),
    ],
)
def test_a_form_holds_together_or_says_why_not(told, reason):
    assert may_save(told, FACTS, card_seen=True).reason == reason


def test_the_agreed_time_lies_within_what_she_said_is_safe():
    card = replace(CARD, days=0b0011111, hour_from=16, hour_to=20)
    for at, reason in (
        ("2026-11-19T15:59", "not_her_hours"),
        ("2026-11-19T16:00", ""),
        ("2026-11-21T16:00", "not_her_day"),
    ):
        told = Told("call_again", again_at=there(at))
        assert may_save(told, replace(FACTS, card=card), card_seen=True).reason == reason


def test_the_card_comes_before_the_call():
    assert may_save(Told("no_answer"), FACTS, card_seen=False).reason == "card_not_seen"


# -- the gate before the number --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"at": there("2026-12-11T10:00")}, "window_has_passed"),
        ({"at": there("2026-11-18T20:30")}, "not_a_calling_hour"),
        ({"at": there("2026-11-18T20:30"), "agreed": True}, ""),
        ({"at": there("2026-11-19T03:30"), "agreed": True}, "not_a_calling_hour"),
        ({"ring_from": there("2026-11-18T11:31")}, "not_yet"),
        ({"card": replace(CARD, do_not_contact=True)}, "do_not_contact"),
        ({"card": CardFacts()}, "nothing_recorded"),
    ],
)
def test_one_gate_before_the_number(changed, reason):
    told = {
        "card": CARD,
        "at": WEDNESDAY,
        "ring_from": WEDNESDAY - timedelta(days=1),
        "agreed": False,
        "window_until": date(2026, 12, 10),
        "policy": POLICY,
    } | changed
    card = told.pop("card")
    assert may_ring_now(card, **told).reason == reason


# -- whose case it is ------------------------------------------------------------------------------------------------
def test_who_may_take_a_case():
    fresh, old = WEDNESDAY - timedelta(minutes=29), WEDNESDAY - timedelta(minutes=30)
    for hold, leader, reason in (
        (Hold(None, None), False, ""),
        (Hold(1, fresh), False, ""),
        (Hold(2, fresh), False, "held_by_another"),
        (Hold(2, fresh), True, ""),
        (Hold(2, old), False, ""),
    ):
        assert may_take(hold, worker=1, now=WEDNESDAY, policy=POLICY, is_leader=leader).reason == reason


def test_who_may_undo_and_for_how_long():
    for saved_at, by, reason in (
        (WEDNESDAY - timedelta(seconds=60), 1, ""),
        (WEDNESDAY - timedelta(seconds=61), 1, "call_undo_too_late"),
        (WEDNESDAY, 2, "not_your_call"),
        (None, 1, "call_not_saved"),
    ):
        assert may_undo(saved_at=saved_at, saved_by=by, worker=1, now=WEDNESDAY).reason == reason


def test_the_clock_is_denmarks():
    assert local(datetime.fromisoformat("2026-07-01T10:00+00:00")).hour == 12
