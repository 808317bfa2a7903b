"""Plans small enough to be made by hand: what is best, what it costs, and what cannot hold together."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bench.plans import house as bench_house
from brobygger.course_plans.asked import Line, Wanted
from brobygger.course_plans.puzzle import plan
from brobygger.course_plans.tests.making import ALWAYS, LAST, MONDAY, SURE, found, house, leaders, rooms
from brobygger.course_plans.tracks import together, tracks
from brobygger.courses.rules import Break, Certificate

WEDNESDAY = MONDAY + timedelta(days=2)


def booked(day, hour=15):
    return ((datetime(day.year, day.month, day.day, hour, tzinfo=UTC), 150),)


def test_a_course_has_what_it_wishes_and_nothing_better_exists():
    told = found(house(Wanted(weekday=3, hour=time(16)), first=MONDAY - timedelta(weeks=1)))
    (line,) = told.lines
    assert (line.first_on.isoweekday(), line.starts, line.venue, line.leaders) == (3, time(16), 1, (11, 12))
    assert (told.broken, told.cost, told.bound) == (frozenset(), 0, 0)


def test_holidays_breaks_and_the_last_day_leave_no_track_that_crosses_them():
    told = house(first=date(2027, 3, 15), last=date(2027, 4, 16), breaks=(Break("04-12", "04-13"),))
    days = [track.days for track in tracks(told)]
    thursday = next(one for one in days if one[0] == date(2027, 3, 18))
    assert thursday == (date(2027, 3, 18), date(2027, 4, 1), date(2027, 4, 8))  # 25 March is Maundy Thursday
    assert all(day not in (date(2027, 3, 29), date(2027, 4, 12)) for one in days for day in one)
    assert max(one[-1] for one in days) <= told.last
    assert tracks(replace(told, weeks_between=4)) == []


def test_two_courses_share_a_room_by_the_cheapest_broken_wish():
    told = found(house(Wanted(weekday=3), Wanted(weekday=3), last=MONDAY + timedelta(days=17), most_a_week=2))
    assert len({line.first_on for line in told.lines}) == 2
    assert sorted(key[0] for key in told.broken) == ["weekday"]
    assert (told.cost, told.bound) == (3, 3)


def test_every_other_week_two_courses_take_turns():
    fortnight = house(
        Wanted(weekday=3), Wanted(weekday=3), sessions=2, weeks_between=2, last=MONDAY + timedelta(days=27),
        rooms=rooms(1), most_a_week=1,
    )  # fmt: skip
    assert {line.first_on for line in found(fortnight).lines} == {WEDNESDAY, WEDNESDAY + timedelta(days=7)}


def test_hours_that_overlap_are_at_once():
    told = house(hours=(time(14), time(16), time(18, 30)), last=MONDAY + timedelta(days=14), first=MONDAY)
    at_once, weeks = together(tracks(told), 150)
    begins = {tuple(sorted(tracks(told)[n].starts.hour for n in one)) for one in at_once}
    assert begins == {(14, 16), (18,)}
    assert sorted(map(len, weeks.values())) == [3, 3, 3]
    two = found(replace(told, courses=(Wanted(hour=time(16)), Wanted(hour=time(16)))))
    assert {line.starts for line in two.lines} == {time(16), time(18, 30)}


def test_a_room_that_is_taken_closed_or_small_is_not_used():
    days = [booked(WEDNESDAY)[0], *(booked(WEDNESDAY + timedelta(weeks=n))[0] for n in range(1, 4))]
    free = found(house(Wanted(weekday=3), rooms=(*rooms(1, taken=tuple(days)), *rooms(2))))
    assert free.lines[0].venue == 2
    short = replace(ALWAYS, closes=time(18))
    told = found(house(rooms=(*rooms(1, hours=short), *rooms(2, seats=9))))
    assert told.lines == ()
    assert told.conflict == {("course", 0), ("closed", 1), ("small", 2)}


def test_one_of_two_is_certified_to_the_last_day():
    until = (Certificate(date(2026, 1, 1), date(2027, 1, 20)),)
    pair = (*leaders(11, certificates=until), *leaders(12, certificates=()))
    told = found(house(leaders=pair))
    assert told.lines[0].first_on <= date(2027, 1, 6)
    late = found(house(leaders=pair, first=date(2027, 1, 11)))
    assert {key[0] for key in late.conflict} == {"course", "certificate"}


def test_absence_other_courses_and_the_week_of_whoever_leads():
    away = (*leaders(11), *leaders(12, away=((MONDAY, None),)), *leaders(13))
    assert found(house(leaders=away)).lines[0].leaders == (11, 13)
    conflict = found(house(leaders=away[:2])).conflict
    assert conflict == {("course", 0), ("two", 0), ("away", 12)}
    every_day = tuple(booked(MONDAY + timedelta(days=n))[0] for n in range(28))
    busy = (*leaders(11), *leaders(12, busy=every_day))
    kinds = {key[0] for key in found(house(leaders=busy, most_a_week=9)).conflict}
    assert kinds == {"course", "two", "busy"}
    assert "week" in {key[0] for key in found(house(leaders=busy, most_a_week=1, hours=(time(9),))).conflict}


def test_nobody_leads_two_courses_at_once():
    both = house(Wanted(), Wanted(), rooms=rooms(1, 2), last=MONDAY + timedelta(days=14), most_a_week=2)
    told = found(both)
    assert told.lines == ()
    assert {key[0] for key in told.conflict} == {"course", "two", "once"}
    four = found(replace(both, leaders=leaders(*range(4))))
    assert not set(four.lines[0].leaders) & set(four.lines[1].leaders)
    assert {line.venue for line in four.lines} == {1, 2}


def test_how_many_courses_those_who_lead_and_the_rooms_can_have_is_said():
    three = house(*[Wanted()] * 3, rooms=rooms(1, 2, 3), last=MONDAY + timedelta(days=14), most_a_week=1)
    told = found(three)
    assert told.lines == ()
    assert told.conflict - {("course", n) for n in range(3)} == {("led", 1)}
    crowded = replace(three, last=MONDAY + timedelta(days=18), rooms=rooms(1), hours=(time(16),), most_a_week=9)
    crowded = replace(crowded, courses=(Wanted(),) * 6)
    assert found(crowded).conflict - {("course", n) for n in range(6)} == {("rooms", 5)}
    assert len(found(replace(crowded, courses=(Wanted(),) * 5)).lines) == 5


def test_a_half_year_with_far_too_little_is_explained_in_the_time():
    """Twenty courses in one room: trying each of them everywhere proves nothing for minutes."""
    told = plan(bench_house(rooms=1), seconds=1)
    assert {key for key in told.conflict if key[0] != "course"} == {("rooms", 15)}


def test_what_a_person_has_decided_stands_and_what_it_costs_is_seen():
    wished = Wanted(weekday=3)
    decided = replace(wished, first_on=MONDAY + timedelta(days=4), starts=time(16), venue=2, leaders=(13, 14))
    told = found(house(decided, wished, rooms=rooms(1, 2), leaders=leaders(*range(11, 15))))
    assert told.lines[0] == Line(MONDAY + timedelta(days=4), time(16), 2, (13, 14))
    assert ("weekday", 0) in told.broken
    same = found(house(decided, decided, rooms=rooms(1, 2), leaders=leaders(*range(11, 17))))
    assert {key[0] for key in same.conflict} >= {"fixed"}


def test_the_starts_are_spread_so_that_nobody_waits_long():
    told = found(house(*[Wanted(weekday=3)] * 2, sessions=1, last=MONDAY + timedelta(days=27)))
    assert told.broken == frozenset()
    assert told.lines[0].first_on <= MONDAY + timedelta(days=14)


def test_of_plans_that_break_the_same_wishes_the_earliest_is_found():
    late = [
        Line(MONDAY + timedelta(days=16), time(16), 1, (11, 12)),
        Line(MONDAY + timedelta(days=18), time(16), 1, (11, 12)),
    ]
    told = house(Wanted(weekday=3), Wanted(), sessions=1, last=MONDAY + timedelta(days=27))
    best = plan(told, seconds=20, likely=late)
    assert [line.first_on for line in best.lines] == [WEDNESDAY, MONDAY]
    assert (best.broken, best.days_earlier) == (frozenset(), 0)
    wished = plan(replace(told, courses=(Wanted(weekday=5), Wanted(weekday=5))), seconds=20)
    assert [line.first_on.isoweekday() for line in wished.lines] == [5, 5]  # a wish is worth more than any days


def test_those_who_must_not_meet_are_placed_apart_and_no_answer_names_them():
    two = house(*[Wanted()] * 2, rooms=rooms(1, 2), leaders=leaders(*range(11, 15)), waiting=2)
    assert ("placed",) not in found(replace(two, apart=frozenset({(1, 2)}))).broken
    one = house(waiting=2, apart=frozenset({(1, 2)}))
    assert found(one).broken == {("placed",)}
    leader = house(waiting=1, apart_from=frozenset({(1, 11), (1, 99)}))
    assert found(leader).broken == {("placed",)}
    assert found(replace(leader, leaders=leaders(11, 12, 13))).lines[0].leaders == (12, 13)
    many = house(waiting=30, apart=frozenset({(1, 2)}))  # more wait than there are seats
    assert found(many).broken == frozenset()


def test_a_plan_to_begin_from_changes_nothing_of_what_is_best():
    told = house(Wanted(weekday=3))
    likely = [Line(MONDAY, time(16), 1, (11, 12)), Line(date(2030, 1, 1), time(16), 1, (11, 12))]
    assert plan(told, seconds=20, likely=likely[:1]).lines[0].first_on.isoweekday() == 3
    assert plan(told, seconds=20, likely=likely[1:]).lines[0].first_on.isoweekday() == 3


def test_without_rooms_or_days_there_is_no_plan():
    assert found(house(rooms=())).conflict == {("course", 0)}
    assert found(house(last=MONDAY)).conflict == {("course", 0)}
    assert found(house(leaders=())).conflict
    assert SURE[0].holds(LAST)
