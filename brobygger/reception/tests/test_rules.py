"""What the team may do, to the last branch."""

from datetime import date, timedelta

import pytest

from brobygger.reception import rules

TODAY = date(2026, 11, 18)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("state", "holder", "reason"),
    [
        ("sent", None, ""),
        ("taken", 2, "taken_meanwhile"),
        ("taken", 1, "mine_already"),
        ("conversation_held", 1, "waits_no_more"),
        ("withdrawn", None, "waits_no_more"),
    ],
)
def test_only_whoever_waits_is_taken(state, holder, reason):
    assert rules.may_take(state=state, holder=holder, me=1).reason == reason


@pytest.mark.parametrize(
    ("state", "holder", "reason"),
    [
        ("taken", 1, ""),
        ("conversation_held", 1, ""),
        ("taken", 2, "held_by_a_colleague"),
        ("sent", None, "not_taken_yet"),
        ("came_to_nothing", 1, "with_the_team_no_more"),
    ],
)
def test_what_a_colleague_has_is_hers(state, holder, reason):
    assert rules.may_go_on(state=state, holder=holder, me=1).reason == reason


def test_anyone_notes_that_one_who_waits_came_to_nothing():
    assert rules.may_come_to_nothing(state="sent", holder=None, me=1)
    assert rules.may_come_to_nothing(state="taken", holder=1, me=1)
    assert rules.may_come_to_nothing(state="taken", holder=2, me=1).reason == "held_by_a_colleague"


def test_a_conversation_is_held_between_the_first_sign_and_today():
    seen = TODAY - 3 * DAY
    assert rules.may_note_talk(on=TODAY, today=TODAY, seen_on=seen)
    assert rules.may_note_talk(on=seen, today=TODAY, seen_on=seen)
    assert rules.may_note_talk(on=TODAY + DAY, today=TODAY, seen_on=seen).reason == "day_has_not_come"
    assert rules.may_note_talk(on=seen - DAY, today=TODAY, seen_on=seen).reason == "day_before_she_was_seen"


@pytest.mark.parametrize(
    ("suggested", "reason", "days", "refused"),
    [
        ("shelter", "", 1, ""),
        ("", "", 1, ""),
        ("stalking_centre", "her_wish", 1, ""),
        ("stalking_centre", "", 1, "another_door_needs_its_reason"),
        ("shelter", "", 0, "follow_up_not_ahead"),
        ("shelter", "", 14, "shelter_the_next_day"),
    ],
)
def test_another_door_than_the_suggested_one_has_its_reason(suggested, reason, days, refused):
    told = rules.may_point_on(
        route="shelter", suggested=suggested, reason=reason, follow_up_on=TODAY + days * DAY, today=TODAY
    )
    assert told.reason == refused


def test_a_request_for_access_is_answered_with_a_reason():
    assert rules.may_answer_access(reason="…", asked_on=TODAY, today=TODAY)
    assert rules.may_answer_access(reason="  ", asked_on=TODAY, today=TODAY).reason == "access_reason_missing"
    assert rules.may_answer_access(reason="…", asked_on=TODAY + DAY, today=TODAY).reason == "day_has_not_come"


def test_nobody_in_danger_goes_no_way_without_advice():
    assert rules.may_let_go(of_her_own_will=True, needs_advice=True).reason == "advice_first"
    assert rules.may_let_go(of_her_own_will=True, needs_advice=False)
    assert rules.may_let_go(of_her_own_will=False, needs_advice=True)
