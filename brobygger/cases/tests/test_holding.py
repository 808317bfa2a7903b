"""A move by dates that is so large that the clock may be wrong waits for a person."""

from datetime import timedelta

import pytest

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound
from brobygger.cases import holding
from brobygger.cases.models import DateMove
from brobygger.cases.rules import may_pass_unseen

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("count", "of", "since", "reason"),
    [
        (20_000, 21_000, HOUR, "many_at_once"),
        (300, 8_400, DAY, ""),  # a night of a large house
        (50, 60, HOUR, ""),
        (51, 509, HOUR, "many_at_once"),
        (51, 510, HOUR, ""),
        (5, 5, 30 * DAY, ""),
        (6, 6, 2 * DAY, ""),
        (6, 6, 2 * DAY + HOUR, "clock_leapt"),
        (12, 12, 20 * DAY, "clock_leapt"),  # everyone in a small house
        (6, 6, -20 * DAY, ""),  # the clock is back
    ],
)
def test_what_is_too_large(count, of, since, reason):
    assert may_pass_unseen(count=count, of=of, since_last_look=since).reason == reason


@pytest.fixture
def ask(cast, now):
    def go(count, of=21_000, at=now, zone=None):
        by = machine((zone or cast.zone).pk)
        enter(by)
        return holding.may_pass(zone_id=by_zone(by), what="close_cases", count=count, of=of, by=by, at=at)

    def by_zone(by):
        return next(zone for _role, zone in by.roles)

    return go


def test_it_is_held_until_the_leader_says_go(ask, cast, now):
    assert not ask(20_000)
    assert not ask(20_000, at=now + HOUR)
    leader = cast.actor("leader")
    (move,) = holding.held(leader, zone_id=cast.zone.pk)
    assert (move.count, move.of, move.because, move.held_since) == (20_000, 21_000, "many_at_once", now)
    holding.let_go_on(move_id=move.pk, by=leader, at=now + HOUR)
    assert ask(20_000, at=now + HOUR)
    assert not holding.held(cast.actor("leader"), zone_id=cast.zone.pk)
    assert not ask(20_000, at=now + 2 * HOUR)  # her word was about that one


def test_her_word_does_not_hold_for_ever(ask, cast, now):
    assert not ask(20_000)
    leader = cast.actor("leader")
    (move,) = holding.held(leader)
    holding.let_go_on(move_id=move.pk, by=leader, at=now)
    assert not ask(20_000, at=now + DAY)


def test_the_clock_that_comes_back_ends_it(ask, cast, now):
    assert ask(1)
    assert not ask(12, of=12, at=now + 40 * DAY)
    assert ask(1, at=now + HOUR)
    assert not holding.held(cast.actor("leader"))


@pytest.mark.parametrize("who", ["owner", "officer", "strange_leader", "administrator"])
def test_nobody_else_lets_it_go(ask, cast, now, who):
    ask(20_000)
    number = DateMove.objects.get().pk
    with pytest.raises(NotFound):
        holding.let_go_on(move_id=number, by=cast.actor(who), at=now)
