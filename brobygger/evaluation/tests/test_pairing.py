"""The pairing is the largest there is, by brute force on small cases, and the same in blocks as all at once."""

from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.evaluation import pairing
from brobygger.evaluation.pairing import Trace, Traces, by_chance, fit, fitting, largest_pairing, runs_for

WINDOW = 5
traces = st.builds(
    Trace,
    incident_type=st.sampled_from(["", "violence", "threats"]),
    gender=st.sampled_from(["", "female"]),
    age_group=st.sampled_from(["", "30_39", "60_plus"]),
    day=st.integers(1, 14),
)
several = st.lists(traces, max_size=7).map(tuple)


def brute_force(referrals: Traces, reports: Traces) -> int:
    """The size of the largest pairing, by trying every one."""

    @cache
    def best(place: int, taken: frozenset[int]) -> int:
        if place == len(referrals):
            return 0
        found = best(place + 1, taken)
        for number, report in enumerate(reports):
            if number not in taken and fit(referrals[place], report, WINDOW):
                found = max(found, 1 + best(place + 1, taken | {number}))
        return found

    return best(0, frozenset())


@given(referrals=several, reports=several)
def test_it_is_the_largest_pairing(referrals: Traces, reports: Traces) -> None:
    for pairs in (
        largest_pairing(referrals, reports, WINDOW),
        tuple(pairing._in_blocks(referrals, reports, WINDOW)),
    ):
        taken = [place for place in pairs if place >= 0]
        assert len(pairs) == len(referrals)
        assert len(taken) == len(set(taken)) == brute_force(referrals, reports)
        for referral, place in zip(referrals, pairs, strict=True):
            assert place < 0 or fit(referral, reports[place], WINDOW)


crowd = st.lists(traces, min_size=20, max_size=60).map(tuple)


@pytest.fixture(params=[0, 400_000], ids=["greedily", "written down"], autouse=True)
def either_way(request: pytest.FixtureRequest) -> Iterator[None]:
    """In blocks there are two ways to a pairing: few possible pairs are written down, many are not."""
    before, pairing.AT_ONCE = pairing.AT_ONCE, request.param
    for remembered in (largest_pairing, fitting, by_chance):
        remembered.cache_clear()
    yield
    pairing.AT_ONCE = before
    for remembered in (largest_pairing, fitting, by_chance):
        remembered.cache_clear()


@given(referrals=crowd, reports=crowd)
def test_in_blocks_there_are_as_many_pairs_as_all_at_once(referrals: Traces, reports: Traces) -> None:
    at_once = pairing._at_once(
        pairing._agreeing(referrals, reports), pairing._days(referrals), pairing._days(reports), WINDOW
    )
    in_blocks = pairing._in_blocks(referrals, reports, WINDOW)
    assert sum(place >= 0 for place in at_once) == sum(place >= 0 for place in in_blocks)


@given(referrals=several, reports=several)
def test_the_rows_that_fit_are_counted(referrals: Traces, reports: Traces) -> None:
    counted = fitting(referrals, reports, WINDOW)
    assert counted == tuple(sum(fit(one, row, WINDOW) for row in reports) for one in referrals)


HER = Trace("violence", "female", "30_39", 100)


@pytest.mark.parametrize(
    ("report", "fits"),
    [
        (HER, True),
        (Trace("", "", "", 105), True),
        (Trace("violence", "", "30_39", 100), True),
        (HER._replace(day=99), False),
        (HER._replace(day=106), False),
        (HER._replace(incident_type="threats"), False),
        (HER._replace(gender="male"), False),
        (HER._replace(age_group="0_17"), False),
    ],
)
def test_what_contradicts(report: Trace, fits: bool) -> None:
    assert fit(HER, report, WINDOW) is fits
    assert fit(Trace("", "", "", 100), report, WINDOW) is (0 <= report.day - 100 <= WINDOW)


@given(referrals=several, reports=several)
def test_chance_is_the_same_each_time_and_never_more_than_there_are(referrals: Traces, reports: Traces) -> None:
    told = by_chance(referrals, reports, WINDOW, runs=5)
    by_chance.cache_clear()
    assert told == by_chance(referrals, reports, WINDOW, runs=5)
    assert 0 <= told.fewest <= told.mean <= told.most <= min(len(referrals), len(reports))


@given(referrals=crowd, reports=crowd)
def test_chance_is_the_same_in_blocks(referrals: Traces, reports: Traces) -> None:
    at_once = by_chance(referrals, reports, WINDOW, runs=3)
    by_chance.cache_clear()
    before, pairing.AT_ONCE = pairing.AT_ONCE, 0
    try:
        assert by_chance(referrals, reports, WINDOW, runs=3) == at_once
    finally:
        pairing.AT_ONCE = before
        by_chance.cache_clear()


def test_chance_keeps_who_and_when_but_not_together() -> None:
    """Two women on two days, two men on the same: shuffled dates pair as well as the true ones."""
    people = tuple(Trace("violence", gender, "30_39", day) for gender, day in product(("female", "male"), (1, 50)))
    reports = tuple(one._replace(day=one.day + 1) for one in people)
    assert sum(place >= 0 for place in largest_pairing(people, reports, WINDOW)) == 4
    told = by_chance(people, reports, WINDOW)
    assert told.runs >= 3
    assert told.fewest >= 2
    assert told.most == 4


@pytest.mark.parametrize(("pairs", "runs"), [(1, 100), (400_000, 100), (400_001, 20), (10_000_000_000, 3)])
def test_chance_is_tried_less_often_where_there_is_much(pairs: int, runs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "AT_ONCE", 400_000)
    assert runs_for(pairs) == runs


def test_where_there_is_nothing_there_are_no_pairs() -> None:
    assert largest_pairing((HER,), (), WINDOW) == (-1,)
    assert largest_pairing((), (HER,), WINDOW) == ()
    assert by_chance((), (HER,), WINDOW).most == 0


def test_a_large_register_is_paired_in_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "AT_ONCE", 0)
    largest_pairing.cache_clear()
    assert largest_pairing((HER,), (HER,), WINDOW) == (0,)
    largest_pairing.cache_clear()
