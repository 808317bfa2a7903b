"""The safeguards and the clocks, to the last branch."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from brobygger.risk import rules
from brobygger.risk.rules import HandIn

NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)
TODAY = date(2026, 11, 18)
FINE = HandIn(
    today=TODAY, now=NOW, is_short=False, is_certified=True, are_two=True, unanswered_opinions=(),
    unanswered_required=(), without_evidence=(), much_unknown=False, danger_unknown=False, says_near=False,
    steps_due=(), says_least_urgent=False, red_flag=False, says_grave=False, reason="", summary="Følges tæt",
    advised=False, review_on=TODAY + timedelta(days=90),
)  # fmt: skip

SOON = {"review_on": TODAY + timedelta(days=7)}


def reasons(**different):
    return [one.reason for one in rules.safeguards(replace(FINE, **different))]


@pytest.mark.parametrize(
    ("different", "expected"),
    [
        ({}, []),
        ({"is_certified": False}, ["certificate_has_run_out"]),
        ({"are_two": False}, ["a_team_is_two"]),
        ({"are_two": False, "is_short": True, "advised": True}, []),
        ({"unanswered_opinions": ("priority",)}, ["opinion_missing"]),
        ({"without_evidence": ("N1",)}, ["evidence_missing"]),
        ({"says_near": True} | SOON, ["near_without_a_step"]),
        ({"says_near": True, "steps_due": (NOW + timedelta(hours=24),)} | SOON, []),
        ({"says_near": True, "steps_due": (NOW + timedelta(hours=25),)} | SOON, ["near_without_a_step"]),
        ({"says_near": True, "is_short": True, "advised": True} | SOON, []),
        (
            {"says_near": True, "steps_due": (NOW,), "review_on": TODAY + timedelta(days=8)},
            ["next_look_sooner_where_violence_is_near"],
        ),
        ({"says_least_urgent": True}, []),
        ({"says_least_urgent": True, "red_flag": True}, ["least_urgent_wants_a_reason"]),
        ({"says_least_urgent": True, "says_grave": True}, ["least_urgent_wants_a_reason"]),
        (
            {"says_least_urgent": True, "says_near": True, "steps_due": (NOW,)} | SOON,
            ["least_urgent_wants_a_reason"],
        ),
        ({"says_least_urgent": True, "red_flag": True, "reason": "."}, ["least_urgent_wants_a_reason"]),
        ({"says_least_urgent": True, "red_flag": True, "reason": "Han sidder inde."}, []),
        ({"is_short": True}, ["short_ends_with_advice"]),
        ({"review_on": None}, ["next_look_missing"]),
        ({"review_on": TODAY}, ["next_look_missing"]),
        ({"review_on": TODAY + timedelta(days=91)}, ["next_look_too_far"]),
        ({"unanswered_required": ("own",)}, ["required_missing"]),
        ({"summary": " . "}, ["judgement_missing"]),
        ({"summary": "", "is_short": True, "advised": True}, []),
        ({"much_unknown": True}, ["next_look_sooner_where_much_is_unknown"]),
        ({"much_unknown": True, "review_on": TODAY + timedelta(days=14)}, []),
        ({"danger_unknown": True}, ["next_look_sooner_where_danger_is_unknown"]),
        ({"danger_unknown": True, "review_on": TODAY + timedelta(days=14)}, []),
        ({"is_certified": False, "review_on": None}, ["certificate_has_run_out", "next_look_missing"]),
    ],
)
def test_each_safeguard(different, expected):
    assert reasons(**different) == expected


def test_what_is_not_known_is_never_no():
    assert rules.unknowns({"a": ["no"], "b": ["not_known"], "c": []}, ["a", "b", "c", "d"]) == 3


def test_a_red_flag_is_what_the_pack_marks():
    assert rules.red_flags({"a": ["yes"], "b": ["no"]}, {"a": {"yes"}, "b": {"yes"}, "c": {"yes"}, "d": set()}) == ["a"]


def test_evidence_is_wanted_of_the_factor():
    wanted, factor = {"N1.past": {"yes", "partly"}, "own": {"yes"}}, {"N1.past": "N1"}
    told = {"N1.past": ["partly"], "own": ["yes"]}
    assert rules.without_evidence(told, wanted, frozenset(), factor) == ["N1", "own"]
    assert rules.without_evidence(told, wanted, frozenset({"N1", "own"}), factor) == []
    assert rules.without_evidence({"N1.past": ["no"]}, wanted, frozenset(), factor) == []


def test_more_than_half_is_much():
    assert rules.is_much(6, asked=10)
    assert not rules.is_much(5, asked=10)
    assert not rules.is_much(0, asked=0)


@pytest.mark.parametrize(
    ("before", "now", "lowered"),
    [("high", "low", True), ("low", "high", False), ("low", "low", False), ("", "low", False), ("high", "x", True)],
)
def test_lowered_by_the_packs_own_order(before, now, lowered):
    was, is_now = (rules.place_in(["low", "moderate", "high"], one) for one in (before, now))
    assert rules.lowered({"priority": was}, {"priority": is_now}) == ({"priority"} if lowered else set())


def test_each_opinion_that_says_less_or_nothing_is_named():
    assert rules.lowered({"priority": 1.0, "severity": 0.5}, {"priority": 1.0, "severity": 0.0}) == {"severity"}
    assert rules.lowered({"severity": 0.5}, {}) == {"severity"}
    assert rules.lowered({"severity": 0.0}, {}) == set()
    assert rules.place_in(["only"], "only") == 0


def test_a_short_version_puts_nothing_off_by_itself():
    stands = NOW + timedelta(hours=24)
    sooner, later = (
        rules.Next(NOW + timedelta(hours=one), rules.Because.REVIEW) for one in (23, 25)
    )  # fmt: skip
    alone = {"is_confirmed": False, "has_reason": True, "is_for_a_full": False}
    assert rules.after_a_short(sooner, stands_at=stands, **alone)
    assert not rules.after_a_short(later, stands_at=stands, **alone)
    confirmed = alone | {"is_confirmed": True, "has_reason": False}
    assert rules.after_a_short(later, stands_at=stands, **confirmed)
    assert not rules.after_a_short(later, stands_at=stands, **confirmed | {"is_for_a_full": True})
    assert rules.after_a_short(later, stands_at=stands, **alone | {"is_confirmed": True, "is_for_a_full": True})


def test_who_may_assess():
    assert rules.may_assess(is_certified=True, is_short=False, may_use_short=False)
    assert rules.may_assess(is_certified=True, is_short=True, may_use_short=True)
    alone = rules.may_assess(is_certified=True, is_short=True, may_use_short=False)
    assert alone.reason == "short_version_wants_experience"
    assert rules.may_assess(is_certified=False, is_short=True, may_use_short=True).reason == "no_certificate_of_risk"


def test_a_rating_is_one_readers_until_it_is_handed_in():
    assert rules.may_write(state="draft", writer=1, me=1, handed_in=False)
    assert rules.may_write(state="draft", writer=1, me=2, handed_in=False).reason == "rating_is_anothers"
    assert rules.may_write(state="draft", writer=1, me=1, handed_in=True).reason == "rating_is_handed_in"
    assert rules.may_write(state="superseded", writer=1, me=1, handed_in=False).reason == "rating_is_handed_in"
    assert rules.may_write(state="broken_off", writer=1, me=1, handed_in=True).reason == "assessment_is_broken_off"


def test_the_clocks():
    assert rules.first_due(held_at=NOW, danger=False) == NOW + timedelta(days=7)
    assert rules.first_due(held_at=NOW, danger=True) == NOW + timedelta(hours=24)
    soon, late = NOW + timedelta(days=1), NOW + timedelta(days=30)
    assert rules.new_look_due(late, now=NOW, before=None) == NOW + timedelta(days=3)
    assert rules.new_look_due(soon, now=NOW, before=None) == soon
    assert rules.new_look_due(late, now=NOW, before=NOW + timedelta(days=9)) == NOW + timedelta(days=9)
    assert rules.new_look_due(late, now=NOW, before=NOW - timedelta(hours=1)) == NOW


def test_the_next_look_is_before_what_is_known_to_come():
    court, late = NOW + timedelta(days=9), NOW + timedelta(days=30)
    full = rules.next_look(
        is_short=True, red_flag=True, known_at=NOW, now=NOW + timedelta(days=1), review_at=late, before=court
    )
    assert (full.at, full.because) == (NOW + timedelta(hours=24), "full")
    for is_short, red_flag in ((True, False), (False, True), (False, False)):
        told = {"is_short": is_short, "red_flag": red_flag, "known_at": NOW, "now": NOW, "review_at": late}
        assert rules.next_look(**told) == rules.Next(late, rules.Because.REVIEW)
        assert rules.next_look(**told, before=court) == rules.Next(court, rules.Because.AHEAD)
        assert rules.next_look(**told, before=late + timedelta(days=1)).because == "review"
        assert rules.next_look(**told, before=NOW - timedelta(hours=1)).at == NOW


def test_what_happened_while_it_was_written_is_never_put_off():
    soon, late = NOW + timedelta(days=3), NOW + timedelta(days=30)
    told = {"is_short": False, "red_flag": False, "known_at": NOW, "now": NOW, "review_at": late}
    assert rules.next_look(**told, happened=soon) == rules.Next(soon, rules.Because.HAPPENED)
    assert rules.next_look(**told, happened=soon, before=NOW + timedelta(days=1)).because == "ahead"
    assert rules.next_look(**told, happened=late + timedelta(days=1)).because == "review"
    full = rules.next_look(**told | {"is_short": True, "red_flag": True}, happened=NOW)
    assert (full.at, full.because) == (NOW + timedelta(hours=24), "full")


def test_days_that_can_be():
    for days, danger, why in (
        (0, False, "ask_on_a_day_ahead"), (1, True, ""), (7, True, ""), (8, True, "ask_sooner_where_danger_is_known"),
        (28, False, ""), (29, False, "ask_within_four_weeks"),
    ):  # fmt: skip
        told = rules.may_follow_up(on=TODAY + timedelta(days=days), today=TODAY, danger=danger)
        assert told.reason == why
    assert rules.may_have_happened(on=TODAY, today=TODAY, is_ahead=False)
    assert rules.may_have_happened(on=TODAY + timedelta(days=1), today=TODAY, is_ahead=True)
    tomorrow = rules.may_have_happened(on=TODAY + timedelta(days=1), today=TODAY, is_ahead=False)
    assert tomorrow.reason == "day_ahead"
    assert rules.may_have_happened(on=TODAY + timedelta(days=360), today=TODAY, is_ahead=True)
    far = rules.may_have_happened(on=TODAY + timedelta(days=400), today=TODAY, is_ahead=True)
    assert far.reason == "event_too_far_ahead"
    assert rules.may_have_happened(on=TODAY - timedelta(days=1800), today=TODAY, is_ahead=False)
    for is_ahead in (True, False):
        old = rules.may_have_happened(on=TODAY - timedelta(days=1830), today=TODAY, is_ahead=is_ahead)
        assert old.reason == "happened_long_ago"


def test_the_two_speak_when_both_have_read():
    assert rules.may_agree(first_in=True, second_in=True)
    assert rules.may_agree(first_in=True, second_in=False).reason == "both_read_first"
