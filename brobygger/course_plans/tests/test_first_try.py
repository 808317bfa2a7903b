"""A plan as one would lay it by hand: always one that can stand, or none."""

from dataclasses import replace
from datetime import time, timedelta

from brobygger.course_plans.asked import Wanted
from brobygger.course_plans.first_try import by_hand
from brobygger.course_plans.tests.making import MONDAY, found, house, leaders, rooms, stands
from brobygger.course_plans.tests.test_puzzle import booked
from brobygger.courses.rules import Certificate


def test_it_keeps_the_wishes_that_it_can_and_takes_the_earliest():
    (line,) = by_hand(house(Wanted(weekday=3)))
    assert line.first_on == MONDAY + timedelta(days=2)
    two = by_hand(house(Wanted(weekday=3), Wanted(weekday=3), sessions=2, last=MONDAY + timedelta(days=11)))
    assert [one.first_on.isoweekday() for one in two] == [3, 1]


def test_whoever_is_decided_taken_away_or_uncertified_is_minded():
    until = (Certificate(MONDAY, MONDAY + timedelta(days=15)),)
    told = house(
        Wanted(), Wanted(first_on=MONDAY, starts=time(16), venue=2, leaders=(13,)), rooms=rooms(1, 2),
        leaders=(*leaders(11, certificates=until), *leaders(12, certificates=()), *leaders(13, 14)),
    )  # fmt: skip
    free, decided = by_hand(told)
    assert (decided.first_on, decided.venue) == (MONDAY, 2)
    assert 13 in decided.leaders
    assert 12 in decided.leaders  # whoever is certified is spared for the other
    assert not {13, *decided.leaders} & set(free.leaders)
    taken = replace(told, rooms=rooms(1, taken=booked(MONDAY)))
    assert by_hand(taken) == ()  # the room that was decided is not there
    busy = house(leaders=(*leaders(11), *leaders(12, busy=booked(MONDAY))), most_a_week=1)
    assert by_hand(busy)[0].first_on >= MONDAY + timedelta(days=7)


def test_a_course_that_finds_nothing_comes_first_the_next_time():
    told = house(Wanted(), Wanted(weekday=1, first_on=MONDAY), sessions=1, last=MONDAY + timedelta(days=1))
    assert {one.first_on for one in by_hand(told)} == {MONDAY, MONDAY + timedelta(days=1)}
    assert by_hand(replace(told, last=MONDAY, first=MONDAY, courses=(Wanted(), Wanted()))) == ()


def test_where_it_can_stand_the_solver_never_ends_with_less():
    until = (Certificate(MONDAY, MONDAY + timedelta(days=22)),)
    away = ((MONDAY, MONDAY + timedelta(days=8)),)
    told = house(
        *[Wanted(weekday=3, hour=time(16))] * 5, rooms=rooms(1, 2), hours=(time(14), time(16)), most_a_week=2,
        leaders=(*leaders(1, 2, certificates=until), *leaders(3, 4, certificates=()), *leaders(5, 6, away=away)),
    )  # fmt: skip
    hand, best = by_hand(told), found(told)
    assert stands(told, hand)
    assert stands(told, best.lines)
    assert best.cost == best.bound
