"""The models of the team and of the courses against queues whose answer is known, and against themselves."""

import heapq
import math
from dataclasses import replace
from statistics import fmean, stdev

import pytest
from scipy import stats

from brobygger.economy import team
from brobygger.economy.limits import Point, limit, limits, where
from brobygger.economy.team import DAY, Group, Shift, Team, Way, hours_of, lasts
from brobygger.economy.trying import kept_way, mean, of_team, one_run, read_way, staffed, tried
from brobygger.economy.waiting_list import Courses, Plan

ALWAYS = 400 * DAY
WORKING = Way(
    (Group((10, 9, 9, 9, 9, 2, 2), 0.25),), tuple(Shift(day, 12 * 60, 16 * 60) for day in range(5)),
    (0.35, 0.3, 0.25, 0.2), (), 0.83, 5, 20 * 60, 28 * DAY, 12, 3,
)  # fmt: skip


def queue(a_minute, servers, length, spread):
    """The team as a plain queue: people come at any moment, each is rung once, and the line is always staffed."""
    return Way(
        (Group((a_minute * DAY,) * 7, 1.0),), tuple(Shift(0, 0, ALWAYS) for _one in range(servers)), (1.0,), (), 1.0,
        1, ALWAYS, ALWAYS, length, length, spread, (0, DAY),
    )  # fmt: skip


CASES = 6  # that are held against an analytic answer
RUNS, PEOPLE = 20, 3_000


def waits(way, a_minute):
    """The mean wait over some runs of as many people, and half of Student's interval: so wide that all six cases lie
    in theirs nineteen times in twenty (Bonferroni). At 95 % for each, one of six would miss every fourth time."""
    length = PEOPLE / a_minute
    told = [fmean(Team(way, seed=run, warm_up=DAY, length=length).run().waits) for run in range(RUNS)]
    half = stats.t.ppf(1 - 0.025 / CASES, RUNS - 1) * stdev(told) / RUNS**0.5
    return fmean(told), half


@pytest.mark.parametrize(("servers", "load"), [(1, 0.6), (2, 0.75), (4, 0.8)])
def test_the_wait_is_erlangs_where_the_team_is_a_plain_queue(servers, load):
    """M/M/c: A. K. Erlang 1917; the wait is the chance of waiting (Erlang C) over the spare capacity."""
    length, offered = 10, servers * load
    all_busy = offered**servers / math.factorial(servers) / (1 - load)
    c = all_busy / (sum(offered**k / math.factorial(k) for k in range(servers)) + all_busy)
    expected = c * length / (servers - offered)
    told, half = waits(queue(offered / length, servers, length, spread=1.0), offered / length)
    assert abs(told - expected) <= half < expected / 2


@pytest.mark.parametrize("spread", [0, 0.7, 1.5])
def test_the_wait_is_pollaczeks_and_khinchines_whatever_the_spread_of_the_calls(spread):
    """M/G/1: the mean wait is load × length × (1 + spread²) / (2 (1 - load)) (Pollaczek 1930, Khinchine 1932)."""
    length, load = 10, 0.6
    expected = load * length * (1 + spread**2) / (2 * (1 - load))
    told, half = waits(queue(load / length, 1, length, spread), load / length)
    assert abs(told - expected) <= half < expected / 2


@pytest.mark.parametrize(("servers", "a_minute"), [(1, 0.06), (4, 0.32)])
def test_each_wait_is_kiefers_and_wolfowitzs(monkeypatch, servers, a_minute):
    """J. Kiefer and J. Wolfowitz 1955 (one line: D. V. Lindley 1952): whoever comes gets the line free first.
    No interval here: each of some thousand waits is compared."""
    came, lasted = [], []

    def noted(*told):
        lasted.append(lasts(*told))
        return lasted[-1]

    class Noting(Team):
        def _call(self, person):
            came.append(person.came)
            yield from super()._call(person)

    monkeypatch.setattr(team, "lasts", noted)
    told = Noting(queue(a_minute, servers, 10, 0.7), seed=5, warm_up=0, length=PEOPLE / a_minute).run()
    free, expected = [0.0] * servers, []
    for arrived, length in zip(came, lasted, strict=False):  # the last calls have not begun when the model stops
        begins = max(arrived, heapq.heappop(free))
        expected.append(begins - arrived)
        heapq.heappush(free, begins + length)
    assert len(told.waits) > PEOPLE * 0.9
    assert told.waits == pytest.approx(expected[: len(told.waits)], abs=1e-6)


def test_who_is_given_up_is_not_rung_again():
    given_up = Team(replace(WORKING, goes_on=(0.0,)), seed=1).run()
    assert given_up.reached == Team(replace(WORKING, most_attempts=1), seed=1).run().reached


def test_each_day_has_its_own_number_in_every_week():
    mondays = replace(WORKING, groups=(Group((50, 0, 0, 0, 0, 0, 0), 0.25),))
    came = []

    class Noting(Team):
        def _list(self, person):
            came.append(int(person.came // DAY) % 7)
            super()._list(person)

    Noting(mondays, seed=1).run()
    assert set(came) == {0}


def test_the_same_seed_has_the_same_answer():
    assert Team(WORKING, seed=1).run() == Team(WORKING, seed=1).run()
    assert Team(WORKING, seed=1).run() != Team(WORKING, seed=2).run()


def test_two_ways_are_tried_on_the_same_people():
    more = replace(WORKING, shifts=staffed(WORKING.shifts, 20))
    told, other = Team(WORKING, seed=1).run(), Team(more, seed=1).run()
    assert told.identified == other.identified
    with_more = replace(WORKING, groups=(*WORKING.groups, Group((5,) * 7, 0.12)))
    assert Team(with_more, seed=1).run().identified > told.identified


def test_more_hours_mean_shorter_waits_and_a_longer_window_more_who_are_tried():
    few = replace(WORKING, shifts=staffed(WORKING.shifts, -16), window=7 * DAY)
    short, more = Team(few, seed=1).run(), Team(replace(few, shifts=WORKING.shifts), seed=1).run()
    assert fmean(more.waits) < fmean(short.waits)
    assert short.not_tried > more.not_tried
    longer = Team(replace(few, window=60 * DAY), seed=1).run()
    assert longer.not_tried < short.not_tried


def test_nobody_is_rung_twice_within_the_hours_between_or_more_often_than_agreed():
    once = Team(replace(WORKING, most_attempts=1), seed=1).run()
    assert once.calls <= once.identified * 1.2  # those of the warm-up are rung too
    assert once.reached < Team(WORKING, seed=1).run().reached


def test_an_hour_in_which_people_answer_reaches_more():
    good = replace(WORKING, bands=((24 * 60, 1.5),))
    assert Team(good, seed=1).run().reached > Team(WORKING, seed=1).run().reached


def test_hours_more_and_fewer_are_spread_over_the_week():
    assert hours_of(staffed(WORKING.shifts, 10)) == 30
    assert hours_of(staffed(WORKING.shifts, 30)) == 50
    assert hours_of(staffed(WORKING.shifts, -5)) == 15
    assert staffed(WORKING.shifts, 0) == WORKING.shifts
    assert staffed(WORKING.shifts, -20) == ()
    assert staffed((), 10) == ()


def test_a_way_that_is_kept_is_the_same_when_it_is_read():
    assert read_way(kept_way(WORKING)) == WORKING


def test_the_cost_for_each_who_accepts_is_nothing_where_nobody_does():
    nobody = Team(replace(WORKING, reach=(0.0,)), seed=1).run()
    assert of_team(nobody, 386_000.0)["cost_per_accepted"] is None
    assert of_team(Team(WORKING, seed=1).run(), 0.0)["cost_per_accepted"] is None


COURSES = Plan(a_year=24, courses=2, seats=8, fewest=4, leaves=0.0, completes=0.8)


def test_a_third_course_a_year_shortens_the_wait():
    two, three = (Courses(replace(COURSES, courses=n), seed=3, years=6).run() for n in (2, 3))
    assert two.started == 2 * 8 * 6  # every place is taken
    assert three.started > two.started
    assert fmean(three.waits) < fmean(two.waits)
    assert three.still < two.still


def test_where_everyone_finds_a_place_the_wait_is_half_of_the_time_between_courses():
    """Who comes at any moment waits half a span on average, as for a bus that keeps its hours."""
    roomy = replace(COURSES, seats=1000, fewest=0, courses=4)
    means = mean([fmean(Courses(roomy, seed=run, years=10).run().waits) for run in range(20)])
    assert means.low <= 364 / 4 / 2 <= means.high


def test_who_leaves_the_list_has_no_place_and_too_few_do_not_begin():
    left = Courses(replace(COURSES, leaves=0.9), seed=3, years=6).run()
    assert left.left > 0
    assert left.started < Courses(COURSES, seed=3, years=6).run().started
    alone = Courses(replace(COURSES, a_year=3, seats=8, fewest=8), seed=3, years=4).run()
    assert all(wait > 0 for wait in alone.waits)
    nobody = Courses(replace(COURSES, a_year=0), seed=3).run()
    assert (nobody.started, nobody.waits) == (0, [])


def test_both_ways_are_run_and_their_difference_has_an_interval():
    asked = {
        "kind": "courses", "runs": 4, "seed": 1, "cost": {"now": 100.0, "other": 150.0},
        "now": {"a_year": 24, "courses": 2, "seats": 8, "fewest": 4, "leaves": 0.1, "completes": 0.8},
    }  # fmt: skip
    asked["other"] = {**asked["now"], "courses": 3}
    heard = []
    found = tried(asked, heard.append)
    assert heard == [1, 2, 3, 4]
    value, low, high = found["started_a_year"]["change"]
    assert low <= value <= high
    assert found == tried(asked)
    nobody = {**asked, "now": {**asked["now"], "a_year": 0}, "other": {**asked["now"], "a_year": 0}}
    assert tried(nobody)["wait_weeks"] == {"now": None, "other": None, "change": None}


def test_of_one_run_there_is_no_interval():
    assert mean([1.0]) is None
    assert set(one_run("team", kept_way(WORKING), 1.0, 1)) >= {"wait_hours", "cost_per_accepted"}


def test_the_limits_are_exact():
    """Between the binomial's whole numbers, as Spiegelhalter has it; a quarter of 100 is worked out by hand."""
    told = limits(100, 0.25)
    low = stats.binom.ppf(0.025, 100, 0.25)
    assert (low - 1) / 100 <= told.low <= low / 100
    assert told.low_outer < told.low < 0.25 < told.high < told.high_outer
    at, below = stats.binom.cdf(low, 100, 0.25), stats.binom.cdf(low - 1, 100, 0.25)
    assert told.low == pytest.approx((low - (at - 0.025) / (at - below)) / 100)
    assert limit(0.001, 3, 0.25) == 0.0
    # Few people: the lines are wide apart; many: near to the share of all.
    assert limits(10_000, 0.25).high - 0.25 < 0.01 < limits(30, 0.25).high - 0.25


@pytest.mark.parametrize(
    ("part", "told"), [(25, "within"), (36, "beyond_inner"), (60, "beyond_outer"), (5, "beyond_outer")]
)
def test_where_a_point_lies(part, told):
    assert where(Point("x", part, 100), 0.25) == told
