"""What a plan breaks is counted as the solver counts it; the best plan is the best of all; a conflict is said."""

from dataclasses import replace
from datetime import date, time
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.rota.codes import Likes, Part, What
from brobygger.rota.faults import faults, too_close
from brobygger.rota.planning import plan
from brobygger.rota.rules import Asked, Exam, Need, Person, Slot, Wish, may_ask, slots_of

MON = date(2027, 1, 4)
TUE, WED, SAT, NEXT = date(2027, 1, 5), date(2027, 1, 6), date(2027, 1, 9), date(2027, 1, 11)
MORNING, LATE = (time(9), time(13)), (time(16), time(20))
ALWAYS = ((date(2020, 1, 1), date(2099, 1, 1)),)


def person(pk, weekly=8 * 60, **more):
    return Person(pk, ((date(2020, 1, 1), weekly),), more.pop("works", ALWAYS), **more)


def asked(slots, people, **more):
    return Asked(MON, date(2027, 1, 17), tuple(sorted(slots)), tuple(people), more.pop("most_a_week", 3), **more)


def what(found):
    return sorted({one.what for one in found})


def every_plan(told):
    """All plans that cover each shift by just as many as it needs, or by any fewer where that may fail."""
    ways = []
    for slot in told.slots:
        sizes = [slot.needed] if told.must_cover else range(slot.needed + 1)
        ways.append(
            [tuple((one.id, slot) for one in some) for size in sizes for some in combinations(told.people, size)]
        )
    return [frozenset(pair for part in parts for pair in part) for parts in product(*ways)]


wishes = st.builds(
    lambda likes, day, once, part: Wish(likes, None if once else day, date(2027, 1, 4 + day) if once else None, part),
    st.sampled_from(Likes.values), st.integers(0, 2), st.booleans(), st.sampled_from(Part.values),
)  # fmt: skip
people = st.builds(
    lambda weekly, wished, exam, away, owed: {
        "weekly": weekly * 60, "wishes": tuple(wished), "exams": (Exam(MON, TUE, exam - 1),) if exam else (),
        "away": ((TUE, TUE),) if away else (), "owed": owed * 60,
    },
    st.integers(0, 12), st.lists(wishes, max_size=2), st.integers(0, 2), st.booleans(), st.integers(-3, 3),
)  # fmt: skip
slots = st.builds(
    lambda day, hours, needed: Slot(date(2027, 1, 4 + day), hours[0], hours[1], needed),
    st.sampled_from([0, 1, 2, 7]), st.sampled_from([MORNING, LATE, (time(12), time(23))]), st.integers(1, 2),
)  # fmt: skip


@settings(max_examples=40)
@given(
    st.lists(slots, min_size=1, max_size=4, unique_by=lambda one: (one.on, one.starts)),
    st.lists(people, min_size=2, max_size=3), st.booleans(), st.integers(1, 3), st.data(),
)  # fmt: skip
def test_no_plan_is_better_and_each_is_priced_as_it_is_explained(some, team, must_cover, most, data):
    told = asked(some, [person(n, **one) for n, one in enumerate(team, 1)], most_a_week=most, must_cover=must_cover)
    if data.draw(st.booleans()):
        told = replace(told, held=frozenset(data.draw(st.sampled_from(every_plan(told)))))
    hard = {What.NOBODY} if not must_cover else set()
    prices = [
        sum(one.cost for one in found)
        for found in (faults(told, one) for one in every_plan(told))
        if not any(one.is_must and one.what not in hard for one in found)
    ]
    solved = plan(told, seconds=30)
    assert solved.is_possible == bool(prices)
    if prices:
        assert solved.is_best
        assert solved.cost == min(prices) == sum(one.cost for one in faults(told, solved.plan))
    else:
        assert solved.conflict


def test_shifts_follow_from_what_is_needed_without_holidays():
    needs = [Need(0, *MORNING, 2, MON), Need(0, *MORNING, 1, NEXT, NEXT), Need(5, *LATE, 1, MON)]
    found = slots_of([*needs, Need(3, *MORNING, 1, MON)], date(2027, 5, 3), date(2027, 5, 9))
    assert [(one.on.isoformat(), one.needed) for one in found] == [
        ("2027-05-03", 2),
        ("2027-05-08", 1),
    ]  # not Ascension
    assert [one.needed for one in slots_of(needs, MON, date(2027, 1, 12))] == [2, 1, 3]


def test_what_cannot_hold_together_is_said_and_nothing_besides():
    team = [person(1, away=((MON, WED),)), person(2, wishes=(Wish(Likes.CANNOT, 0, None),)), person(3)]
    told = asked([Slot(MON, *MORNING, 2), Slot(NEXT, *MORNING)], team)
    solved = plan(told, seconds=30)
    assert not solved.is_possible
    assert [(one.what, one.worker) for one in solved.conflict] == [(What.NOBODY, 0), (What.AWAY, 1), (What.CANNOT, 2)]
    with_gaps = plan(replace(told, must_cover=False), seconds=30)
    assert [one.amount for one in faults(told, with_gaps.plan) if one.what == What.NOBODY] == [1]


def test_an_illness_changes_as_little_as_can_be():
    team = [person(n) for n in (1, 2, 3)]
    some = [Slot(MON, *MORNING), Slot(TUE, *MORNING), Slot(WED, *LATE), Slot(NEXT, *MORNING)]
    held = frozenset(zip((1, 2, 3, 1), some, strict=True))
    ill = [replace(team[0], away=((TUE, date(2027, 1, 17)),)), *team[1:]]
    told = asked(some, ill, held=held, settled_before=TUE, must_cover=False)
    solved = plan(told, seconds=30)
    moved = held ^ solved.plan
    assert {slot for _who, slot in moved} == {some[3]}
    assert (1, some[0]) in solved.plan
    alone = replace(told, people=(ill[0],))
    assert [one.on for one in faults(alone, plan(alone, seconds=30).plan) if one.what == What.NOBODY] == [
        TUE,
        WED,
        NEXT,
    ]


def test_evenings_and_hours_lost_to_an_exam_are_made_up_for_afterwards():
    some = [Slot(date(2027, 1, day), *LATE) for day in (4, 5, 6, 11, 12, 13)]
    told = asked(some, [person(1, exams=(Exam(MON, date(2027, 1, 10)),)), person(2)])
    solved = plan(told, seconds=30)
    assert sorted(slot.on.day for who, slot in solved.plan if who == 1) == [11, 12, 13]
    assert what(faults(told, solved.plan)) == ["week"]


def test_where_more_is_needed_than_agreed_each_has_as_much_more_and_it_is_said():
    some = [Slot(date(2027, 1, day), *MORNING, 2) for day in (4, 5, 6, 7, 8, 11, 12, 13, 14, 15)]
    told = asked(some, [person(1, 6 * 60, owed=4 * 60), person(2, 6 * 60, owed=-4 * 60)], most_a_week=5)
    assert (told.needed, told.agreed, told.most) == (80 * 60, {1: 12 * 60, 2: 12 * 60}, {1: 16 * 60, 2: 12 * 60})
    assert told.shares == {1: 44 * 60, 2: 36 * 60}  # the four hours stay four, however much is needed
    solved = plan(told, seconds=30)
    beyond = {one.worker: one.amount for one in faults(told, solved.plan) if one.what == What.BEYOND}
    assert beyond == {1: 24, 2: 28}


def test_agreed_hours_are_kept_before_a_wish_where_they_can_be():
    some = [Slot(date(2027, 1, day), *MORNING) for day in (4, 5, 6, 11)]
    wishes = (Wish(Likes.RATHER_NOT, 2, None),)
    told = asked(some, [person(1, 4 * 60, wishes=wishes), person(2, 4 * 60)], most_a_week=3)
    assert not [one for one in faults(told, plan(told, seconds=30).plan) if one.what == What.BEYOND]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (Slot(MON, *MORNING), Slot(MON, time(12), time(15)), What.AT_ONCE),
        (Slot(MON, *MORNING), Slot(MON, time(13), time(15)), None),
        (Slot(TUE, time(6), time(9)), Slot(MON, *LATE), What.REST),
        (Slot(MON, *LATE), Slot(TUE, *MORNING), None),
    ],
)
def test_two_shifts_that_nobody_takes_both(one, other, why):
    assert too_close(one, other) == why


def test_a_plan_that_was_changed_by_hand_says_what_it_breaks():
    late, early = Slot(MON, *LATE), Slot(TUE, time(6), time(9))
    one = person(
        1, works=((MON, SAT),), away=((WED, WED),), exams=(Exam(MON, TUE, 1),),
        wishes=(
            Wish(Likes.RATHER_NOT, 0, None, Part.EVENING), Wish(Likes.PREFERS, 2, None), Wish(Likes.PREFERS, None, SAT),
        ),
    )  # fmt: skip
    some = [late, early, Slot(WED, *MORNING), Slot(NEXT, *MORNING), Slot(SAT, *MORNING), Slot(SAT, *LATE)]
    told = asked(some, [one, person(2)], most_a_week=2)
    found = faults(told, {(1, slot) for slot in some[:4]} | {(9, some[4])})
    by = {one.what: one for one in found}
    assert {one.worker for one in found if one.what == What.GONE} == {1, 9}
    assert by[What.AWAY].slot == some[2]
    assert by[What.REST].slot == early
    assert by[What.RATHER_NOT].slot == late
    assert (by[What.MOST].amount, by[What.EXAM].amount) == (3, 2)
    assert by[What.NOT_THAT_DAY].on == SAT
    assert {one.slot for one in found if one.what == What.NOT_PREFERRED} == {late, early, some[3]}
    assert by[What.NOBODY].slot == some[5]
    assert [one.amount for one in faults(told, {(1, some[4]), (1, some[5])}) if one.what == What.TWICE] == [2]


def test_a_plan_is_asked_for_ahead_and_for_a_year_at_most():
    assert may_ask(first=TUE, last=WED, today=MON)
    assert may_ask(first=MON, last=WED, today=MON).reason == "plan_begins_ahead"
    assert may_ask(first=WED, last=TUE, today=MON).reason == "plan_has_its_days"
    assert may_ask(first=TUE, last=date(2028, 2, 1), today=MON).reason == "plan_has_its_days"
    assert asked([Slot(MON, *MORNING)], []).shares == {}
