"""Every branch of what may be done in the four steps."""

from datetime import UTC, date, datetime, timedelta

import pytest

from brobygger.routes.codes import Route
from brobygger.screening import rules
from brobygger.screening.rules import Told
from brobygger.screening.states import SCREENING, ScreeningState

TODAY = date(2026, 11, 18)
NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
DONE = {
    "signs": ["afraid"], "asked": "confirmed", "danger": "no", "child_worry": "unknown", "safety_asked": True,
    "motivated": "yes",
}  # fmt: skip
COURSE = "risk_assessment_and_course"
SAID = DONE | {"suggested": COURSE, "route": COURSE, "named": True, "reached": True}


@pytest.mark.parametrize(
    ("told", "page"),
    [
        ({}, "signs"),
        ({"noted": True}, "question"),
        ({"signs": ["afraid"], "asked": "confirmed"}, "safety"),
        ({"signs": ["afraid"], "asked": "confirmed", "danger": "no"}, "safety"),
        ({"signs": ["afraid"], "asked": "confirmed", "danger": "no", "child_worry": "no"}, "safety"),
        (DONE | {"asked": "not_asked", "safety_asked": False}, "safety"),
        (DONE | {"asked": "not_asked", "in_danger": True}, "advice"),
        (DONE | {"suggested": COURSE, "route": "volunteer_offer", "in_danger": True}, "advice"),
        (DONE | {"suggested": COURSE, "route": "volunteer_offer", "in_danger": True, "advised": True}, "door"),
        (DONE | {"motivated": "not_ready", "in_danger": True}, "advice"),
        (DONE | {"motivated": "not_ready", "in_danger": True, "advised": True}, "seed"),
        (DONE | {"suggested": "shelter", "route": "none_for_now", "in_danger": True}, "advice"),
        (DONE | {"suggested": "shelter", "route": "shelter", "in_danger": True, "protection": True}, "door"),
        (DONE | {"suggested": "shelter", "route": "volunteer_offer", "protection": True}, "advice"),
        (DONE | {"suggested": "shelter", "route": "volunteer_offer", "protection": True, "advised": True}, "door"),
        (SAID | {"in_danger": True, "consent": "no"}, "advice"),
        (SAID | {"in_danger": True, "consent": "yes"}, "check"),
        (SAID | {"in_danger": True, "protection": True, "advised": True, "consent": "no"}, "seed"),
        (DONE | {"asked": "not_confirmed"}, "seed"),
        (DONE | {"asked": "not_asked"}, "seed"),
        (DONE | {"motivated": ""}, "motivated"),
        (DONE | {"motivated": "not_ready"}, "seed"),
        (DONE, "criteria"),
        (DONE | {"suggested": COURSE}, "route"),
        (DONE | {"suggested": COURSE, "route": "shelter"}, "door"),
        (DONE | {"suggested": COURSE, "route": "none_for_now"}, "seed"),
        (DONE | {"suggested": COURSE, "route": COURSE}, "who"),
        (DONE | {"suggested": COURSE, "route": COURSE, "named": True}, "contact"),
        (DONE | {"suggested": COURSE, "route": COURSE, "named": True, "reached": True}, "consent"),
        (SAID | {"consent": "no"}, "seed"),
        (SAID | {"consent": "yes"}, "check"),
    ],
)
def test_the_form_goes_on_with_the_first_thing_not_told(told, page):
    assert rules.page_to_go_on_with(Told(**told)) == page


def test_the_way_back_is_the_way_she_came():
    assert rules.path(Told(**SAID)) == (
        *("signs", "question", "safety", "motivated"),
        *("criteria", "route", "who", "contact", "consent"),
    )
    assert rules.path(Told(**DONE | {"motivated": "not_ready"}))[-2:] == ("motivated", "seed")


def test_each_page_belongs_to_one_of_the_four_steps():
    pages = ("signs", "question", "duties", "motivated", "seed", "criteria", "route", "who", "consent", "check", "door")
    assert [rules.step_of(page) for page in pages] == [1, 2, 2, 3, 3, 4, 4, 4, 4, 4, 4]


def test_the_step_never_goes_back_where_advice_or_a_seed_comes_after_the_questions():
    not_now = Told(**DONE | {"suggested": "shelter", "route": "none_for_now", "in_danger": True, "advised": True})
    for told in (not_now, Told(**SAID), Told(**DONE | {"motivated": "not_ready"})):
        way = rules.path(told)
        steps = [rules.step_of(page, way) for page in way]
        assert steps == sorted(steps)
    assert rules.path(not_now)[-2:] == ("advice", "seed")


@pytest.mark.parametrize(
    ("signs", "noted", "day", "reason"),
    [
        (["afraid"], False, TODAY, ""),
        ([], True, TODAY - timedelta(days=366), ""),
        ([], False, TODAY, "no_sign_told"),
        (["afraid"], False, TODAY + timedelta(days=1), "seen_in_the_future"),
        (["afraid"], False, TODAY - timedelta(days=367), "seen_too_long_ago"),
    ],
)
def test_something_was_seen_on_a_day_that_has_been(signs, noted, day, reason):
    assert rules.signs_hold(signs=signs, noted=noted, seen_on=day, today=TODAY).reason == reason


@pytest.mark.parametrize(
    ("given", "days", "reason"),
    [
        (["number", "code"], 28, ""),
        (["nothing_on_paper", "that_help_is_there"], 366, ""),
        (["code"], 0, "ask_again_later_than_today"),
        (["code"], 367, "ask_again_within_a_year"),
        ([], 28, "say_what_was_left"),
        (["nothing_on_paper", "postcard"], 28, "paper_is_not_safe"),
    ],
)
def test_a_seed_has_a_day_to_come_and_no_unsafe_paper(given, days, reason):
    day = TODAY + timedelta(days=days)
    told = {"words": " ", "given": given, "ask_again_on": day, "today": TODAY}
    assert rules.may_plant(**told, asked="not_confirmed").reason == reason
    assert rules.may_plant(**told | {"given": given or ["code"]}, asked="not_asked").reason == (reason if given else "")


@pytest.mark.parametrize(
    ("state", "ask", "follow", "due"),
    [
        ("seed_planted", 0, None, "ask_again"),
        ("seed_planted", 1, None, ""),
        ("pointed_on", None, -1, "follow_up"),
        ("pointed_on", -1, 1, ""),
        ("sent", -1, -1, ""),
    ],
)
def test_what_is_due_today(state, ask, follow, due):
    def day(days):
        return None if days is None else TODAY + timedelta(days=days)

    assert rules.due(state=state, ask_again_on=day(ask), follow_up_on=day(follow), today=TODAY) == due


def test_what_decides_the_way_has_a_reason_and_not_known_needs_none():
    told = {"a": "yes", "b": "no", "c": "unknown"}
    assert rules.without_reason(["a", "b", "c", "d"], told, {"a": " ", "b": "Hun bor hos en ven"}) == ["a"]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"named": False, "anonymous": True}, ""),
        ({"route": "shelter"}, "not_for_the_team"),
        ({"consent": "no"}, "without_her_yes"),
        ({"consent": ""}, "without_her_yes"),
        ({"named": False}, "who_is_it"),
        ({"named": False, "anonymous": True, "has_code": False}, "code_is_missing"),
    ],
)
def test_nothing_is_sent_without_her_yes(changed, reason):
    told = {"route": COURSE, "consent": "yes", "named": True, "anonymous": False, "has_code": True}
    assert rules.may_send(**told | changed).reason == reason


@pytest.mark.parametrize(
    ("route", "led", "days", "reason"),
    [
        ("shelter", "rang_together", 1, ""),
        ("shelter", "rang_together", 2, "shelter_the_next_day"),
        ("volunteer_offer", "rang_together", 14, ""),
        (COURSE, "rang_together", 14, "for_the_team"),
        ("", "rang_together", 14, "choose_a_way"),
        (Route.NONE_FOR_NOW, "rang_together", 14, "choose_a_way"),
        ("shelter", "", 14, "say_how_led_there"),
        ("shelter", "wrote_down", 0, "follow_up_later_than_today"),
        ("volunteer_offer", "wrote_down", 367, "follow_up_within_a_year"),
    ],
)
def test_to_another_door_with_how_and_a_day_to_ask(route, led, days, reason):
    day = TODAY + timedelta(days=days)
    assert rules.may_point_on(route=route, led_there=led, follow_up_on=day, today=TODAY).reason == reason


def test_a_shelter_is_asked_about_the_next_day_and_at_the_latest_when_someone_is_at_work():
    friday = date(2026, 11, 20)
    assert rules.follow_up_day("shelter", friday) == date(2026, 11, 21)
    assert rules.latest_follow_up("shelter", friday) == date(2026, 11, 23)
    assert rules.follow_up_day("volunteer_offer", friday) == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, ""),
        ({"given": []}, "say_what_advice"),
        ({"given_by": " "}, "say_who_gave_advice"),
        ({"on": TODAY + timedelta(days=1)}, "advice_in_the_future"),
        ({"on": TODAY - timedelta(days=3)}, ""),
        ({"on": TODAY - timedelta(days=4)}, "advice_before_it_began"),
    ],
)
def test_advice_was_given_about_something_by_someone_on_a_day(changed, reason):
    began = TODAY - timedelta(days=3)
    told = {"given": ["phone"], "given_by": "Sofie", "on": TODAY, "began": began, "today": TODAY}
    assert rules.may_note_advice(**told | changed).reason == reason


def test_a_registration_with_danger_is_not_ended_unseen():
    assert rules.may_end_unseen(danger_said=True).reason == "danger_stands"
    assert rules.may_end_unseen(danger_said=False)


@pytest.mark.parametrize("state", sorted(rules.UNDONE))
def test_what_is_undone_goes_back_by_the_machine_within_ten_minutes(state):
    assert SCREENING.may_move(state, rules.UNDONE[state])
    assert rules.may_undo(state=state, state_at=NOON, taken=False, at=NOON + rules.UNDO)
    late = NOON + rules.UNDO + timedelta(seconds=1)
    assert rules.may_undo(state=state, state_at=NOON, taken=False, at=late).reason == "too_late_to_undo"
    assert rules.may_undo(state=state, state_at=NOON, taken=True, at=NOON).reason == "too_late_to_undo"


@pytest.mark.parametrize("state", sorted(set(ScreeningState) - set(rules.UNDONE)))
def test_nothing_else_is_undone(state):
    assert not rules.may_undo(state=state, state_at=NOON, taken=False, at=NOON)


@pytest.mark.parametrize(
    ("named", "said", "others", "reason"),
    [
        (True, True, False, ""),
        (True, True, True, "the_team_has_it"),
        (False, True, False, "say_what_is_taken_back"),
        (True, False, False, "not_said"),
    ],
)
def test_what_was_said_of_danger_is_taken_back_by_whoever_has_it_now(named, said, others, reason):
    assert rules.may_take_danger_back(named=named, said=said, others=others).reason == reason


@pytest.mark.parametrize(
    ("answer", "stands", "graver"),
    [("yes", "", True), ("yes", "no", True), ("yes", "unknown", True), ("unknown", "no", True), ("unknown", "", True),
     ("yes", "yes", False), ("no", "", False), ("unknown", "yes", False), ("no", "yes", False), ("", "unknown", False)],
)  # fmt: skip
def test_an_answer_about_danger_is_graver_than_the_one_that_stands(answer, stands, graver):
    assert rules.is_graver(answer, stands) is graver
