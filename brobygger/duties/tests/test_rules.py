"""What may be done with a duty, and when: every branch."""

from datetime import UTC, datetime, timedelta

import pytest

from brobygger.access.actor import Role
from brobygger.base.workdays import COPENHAGEN
from brobygger.duties import rules
from brobygger.duties.rules import Limit
from brobygger.duties.states import DUTY, UNDER_WAY, DutyKind, DutyState

WEDNESDAY = datetime(2026, 11, 18, 11, 30, tzinfo=COPENHAGEN)
FRIDAY_LATE = datetime(2026, 11, 20, 16, 0, tzinfo=COPENHAGEN)
SATURDAY = datetime(2026, 11, 21, 9, 0, tzinfo=COPENHAGEN)


@pytest.mark.parametrize("role", [Role.WORKER, Role.PROGRAMME_LEADER])
def test_who_is_employed_by_an_authority_has_the_professionals_paragraph(role):
    assert rules.usual_kind({role, Role.COUNSELLOR}) == DutyKind.PROFESSIONAL


@pytest.mark.parametrize("role", [Role.COUNSELLOR, Role.COORDINATOR])
def test_a_volunteer_has_the_paragraph_that_everyone_has(role):
    assert rules.usual_kind({role}) == DutyKind.EVERYONE


def test_another_paragraph_than_ones_own_asks_for_a_reason_and_the_police_for_none():
    usual = DutyKind.EVERYONE
    assert rules.may_take_kind(usual, usual=usual, reason="")
    assert rules.may_take_kind(DutyKind.POLICE, usual=usual, reason="")
    assert rules.may_take_kind(DutyKind.PROFESSIONAL, usual=usual, reason="The task is the municipality's")
    refused = rules.may_take_kind(DutyKind.PROFESSIONAL, usual=usual, reason="  ")
    assert refused.reason == "say_why_another_paragraph"


def test_a_deadline_in_hours_runs_through_the_night_and_one_in_days_over_the_weekend():
    assert rules.due(FRIDAY_LATE, Limit(hours=2)) == FRIDAY_LATE + timedelta(hours=2)
    six = rules.due(WEDNESDAY, Limit(working_days=6))
    assert six == datetime(2026, 11, 27, tzinfo=COPENHAGEN)  # Thursday 26 has ended
    assert rules.due(WEDNESDAY, None) is None


@pytest.mark.parametrize(
    ("since", "day"),
    [
        (WEDNESDAY, 18),
        (FRIDAY_LATE, 23),
        (SATURDAY, 23),
        (datetime(2026, 11, 18, 15, 0, tzinfo=COPENHAGEN), 19),
        (datetime(2026, 11, 18, 13, 59, tzinfo=UTC), 18),  # 14:59 in Copenhagen
    ],
)
def test_the_same_day_is_the_next_working_day_when_it_is_late_or_a_day_off(since, day):
    ends = rules.due(since, Limit(working_days=0))
    assert ends == datetime(2026, 11, day, tzinfo=COPENHAGEN) + timedelta(days=1)


def test_what_is_ended_or_decided_against_says_why():
    assert rules.with_reason("It was a neighbour's television")
    assert rules.with_reason(" \n").reason == "say_why"


@pytest.mark.parametrize("state", DutyState)
def test_facts_are_written_as_long_as_the_duty_is_not_ended(state):
    ended = state in (DutyState.NOT_TO_NOTIFY, DutyState.MISTAKE)
    assert rules.may_write(state).reason == ("duty_is_ended" if ended else "")


@pytest.mark.parametrize("state", DutyState)
def test_something_is_taken_out_only_before_sending(state):
    before = state in (DutyState.RAISED, DutyState.TO_NOTIFY)
    assert rules.may_strike(state).reason == ("" if before else "sent_already")


@pytest.mark.parametrize("state", DutyState)
def test_the_text_is_written_when_it_is_decided(state):
    if state == DutyState.RAISED:
        assert rules.may_write_text(state).reason == "decide_first"
    else:
        assert rules.may_write_text(state) == rules.may_write(state)


def test_where_the_parents_do_not_know_the_reason_stands():
    assert rules.parents_hold("told", "")
    assert rules.parents_hold("not_told", "It would be dangerous")
    assert rules.parents_hold("not_told", "").reason == "say_why"


def test_only_a_written_text_is_sent_and_not_in_the_future():
    later = WEDNESDAY + timedelta(minutes=1)
    assert rules.may_send(text="It was seen", sent_at=WEDNESDAY, at=WEDNESDAY)
    assert rules.may_send(text=" ", sent_at=WEDNESDAY, at=WEDNESDAY).reason == "nothing_written"
    assert rules.may_send(text="It", sent_at=later, at=WEDNESDAY).reason == "that_is_in_the_future"


def test_another_of_the_team_is_asked_to_take_over():
    assert rules.may_ask(asked_id=2, holder_id=1, team={1, 2})
    assert rules.may_ask(asked_id=1, holder_id=1, team={1, 2}).reason == "not_a_colleague_here"
    assert rules.may_ask(asked_id=3, holder_id=1, team={1, 2}).reason == "not_a_colleague_here"


@pytest.mark.parametrize(
    ("child", "reason"),
    [
        ({"name": "Bo"}, ""),
        ({"unborn": True}, ""),
        ({"birth_year": 2008}, ""),
        ({"birth_year": 2027}, ""),
        ({}, "nothing_written"),
        ({"name": " "}, "nothing_written"),
        ({"birth_year": 2007}, "not_the_year_of_a_child"),
        ({"birth_year": 2028}, "not_the_year_of_a_child"),
    ],
)
def test_a_child_is_under_eighteen_and_something_is_told_of_it(child, reason):
    told = {"name": "", "birth_year": None, "unborn": False} | child
    assert rules.child_holds(**told, this_year=2026).reason == reason


def test_a_decision_not_to_notify_and_a_mistake_can_be_taken_up_again_and_nothing_is_unsent():
    for ended in (DutyState.NOT_TO_NOTIFY, DutyState.MISTAKE):
        assert DUTY.may_move(ended, DutyState.RAISED)
    for after in (DutyState.RAISED, DutyState.TO_NOTIFY, DutyState.NOT_TO_NOTIFY, DutyState.MISTAKE):
        for sent in (DutyState.SENT, DutyState.RECEIPT, DutyState.ANSWERED, DutyState.CLOSED):
            assert not DUTY.may_move(sent, after)
    assert DUTY.ends == {DutyState.CLOSED}
    assert set(UNDER_WAY) < set(DutyState)
