"""What may be asked for, what a change decides, and how a plan is kept in its row."""

import json
from dataclasses import replace
from datetime import date, time

import pytest

from brobygger.course_plans import rules, told
from brobygger.course_plans.asked import Found, Line, Wanted
from brobygger.course_plans.tests.making import told as asked_for
from brobygger.course_plans.told import Wish

TODAY = date(2027, 1, 1)
ASKED = asked_for([1], [11, 12], date(2027, 1, 4), date(2027, 6, 1), "Hold A", weekday=3, hour=time(16, 30))
LINE = Line(date(2027, 1, 6), time(16, 30), 1, (11, 12))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, ""),
        ({"courses": ()}, "so_many_courses_at_most"),
        ({"first": TODAY}, "first_session_is_ahead"),
        ({"last": date(2027, 1, 4)}, "plan_within_a_year"),
        ({"last": date(2028, 6, 1)}, "plan_within_a_year"),
        ({"hours": ()}, "an_hour_to_begin_at"),
        ({"venues": ()}, "a_room_to_meet_in"),
        ({"leaders": (11,)}, "two_lead"),
    ],
)
def test_what_may_be_asked_for(change, reason):
    assert rules.may_ask(replace(ASKED, **change), today=TODAY).reason == reason


def test_a_change_decides_what_was_changed_and_nothing_else():
    wish, same = ASKED.courses[0], {"first_on": LINE.first_on, "starts": LINE.starts, "venue": 1, "leaders": (12, 11)}
    assert rules.is_free(rules.decided(wish, LINE, **same).wanted)
    moved = rules.decided(wish, LINE, **same | {"venue": 2})
    assert moved.wanted == replace(wish.wanted, venue=2)
    again = rules.decided(moved, replace(LINE, venue=2), **same | {"venue": 2, "leaders": (11, 13)})
    assert again.wanted == replace(wish.wanted, venue=2, leaders=(11, 13))
    empty = {"first_on": None, "starts": None, "venue": None, "leaders": ()}
    assert rules.is_free(rules.decided(again, None, **empty).wanted)
    first = rules.decided(Wish("A", Wanted()), None, **empty | {"starts": time(9)})
    assert first.wanted == Wanted(starts=time(9))


def test_what_a_better_plan_could_save_and_what_a_change_costs():
    assert [rules.share(*one) for one in ((0, 0), (4, 4), (4, 1))] == [0, 0, 75]
    before, now = frozenset({("by", 1), ("hour", 0)}), frozenset({("by", 1), ("placed",)})
    assert rules.costs(before, now) == ([("placed",)], [("hour", 0)])
    later = replace(LINE, first_on=date(2027, 1, 13))
    assert rules.moved([LINE, later, LINE], [later, LINE, LINE]) == [(0, 7), (1, -7)]


def test_what_is_kept_in_a_row_comes_back_as_it_was():
    wanted = Wanted(3, None, date(2027, 1, 6), time(9), 4, (1, 2))
    asked = replace(ASKED, courses=(*ASKED.courses, Wish("B", wanted)))
    assert told.read(json.loads(json.dumps(told.kept(asked)))) == asked
    found = Found((LINE,), frozenset({("by", 1), ("placed",)}), frozenset({("room", 1)}), 5, 2, 9)
    assert told.read_found(json.loads(json.dumps(told.kept_found(found)))) == found
    assert told.read_found({}) == Found()
