"""When someone is told, who, and what may be put off: to the last branch."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.alarms import rules
from brobygger.alarms.policy import LONGEST, SHIPPED, Limit, holding, read
from brobygger.alarms.rules import Team, due, level, may_decide, may_postpone, stands_in, who_is_told
from brobygger.base.underway import UnderWay

WEDNESDAY = datetime(2026, 11, 18, 10, 30, tzinfo=UTC)


def thing(state="sent", kind="referral", since=WEDNESDAY):
    return UnderWay(kind, 1, state, since)


def version(valid_from, days=(2, 1), **others):
    told = {"valid_from": valid_from, "limits": {"referral.sent": days}, "closed_days": [], "most_days": 5}
    return read(told | {"most_postponements": 2} | others)


def test_danger_is_an_alarm_from_the_first_moment():
    raised = thing(state="raised", kind="police_danger")
    found = due(raised, SHIPPED)
    assert level(found, WEDNESDAY, postponements=0, policy=SHIPPED) == 1
    assert (
        level(due(thing(state="sent", kind="police_danger"), SHIPPED), WEDNESDAY, postponements=0, policy=SHIPPED) == 0
    )


# -- when -------------------------------------------------------------------------------------------------------------


def test_the_time_is_up_when_the_last_working_day_has_ended():
    found = due(thing(), version("2020-01-01"))
    assert (found.day, found.leader_day) == (date(2026, 11, 20), date(2026, 11, 23))
    assert level(found, found.at - timedelta(seconds=1), postponements=0, policy=SHIPPED) == 0
    assert level(found, found.at, postponements=0, policy=SHIPPED) == 1
    assert level(found, found.leader_at - timedelta(seconds=1), postponements=0, policy=SHIPPED) == 1
    assert level(found, found.leader_at, postponements=0, policy=SHIPPED) == 2


def test_a_state_that_nobody_has_spoken_of_has_no_deadline():
    assert due(thing("somewhere"), SHIPPED) is None


def test_a_day_that_someone_answered_with_goes_before_the_policy():
    assert due(thing(), version("2020-01-01"), again_on=date(2026, 12, 1)).day == date(2026, 12, 1)


def test_a_duty_has_its_own_time():
    own = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    found = due(thing("raised", "underretning_133"), SHIPPED, own=own)
    assert (found.day, found.leader_day) == (date(2026, 11, 26), date(2026, 11, 27))
    assert due(thing("unheard_of", "underretning_133"), SHIPPED, own=own).day == date(2026, 11, 26)


def test_what_has_been_put_off_too_often_is_the_leaders_at_once():
    found, policy = due(thing(), version("2020-01-01")), version("2020-01-01")
    assert level(found, found.at, postponements=1, policy=policy) == 1
    assert level(found, found.at, postponements=2, policy=policy) == 2
    assert level(found, found.at - timedelta(seconds=1), postponements=9, policy=policy) == 0


def test_the_version_that_holds_is_the_newest_from_that_day_or_before():
    old, new, again = version("2026-01-01", (1, 1)), version("2026-11-01", (3, 1)), version("2026-11-01", (4, 1))
    assert holding([old, new, again], date(2026, 11, 1)) is again
    assert holding([again, old], date(2026, 11, 1)) is again
    assert holding([old, new, again], date(2026, 10, 31)) is old
    assert holding([old, new, again], date(2025, 12, 31)) is SHIPPED
    assert holding([], date(2026, 11, 1)) is SHIPPED


def test_a_version_that_does_not_know_a_state_goes_by_the_shipped_one():
    told = {"valid_from": date(2026, 1, 1), "limits": {"referral.sent": [9, 9]}, "closed_days": []}
    mine = read(told | {"most_days": 5, "most_postponements": 1}, under=SHIPPED)
    assert mine.limit("referral", "sent") == Limit(9, 9)
    assert mine.limit("arrival", "arrived") == SHIPPED.limit("arrival", "arrived")


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)), st.sampled_from(sorted(SHIPPED.limits)))  # noqa: DTZ001
def test_every_deadline_lies_ahead_and_the_leaders_after_it(naive, key):
    kind, state = key.split(".")
    since = naive.replace(tzinfo=UTC)
    found = due(thing(state, kind, since), SHIPPED)
    assert since < found.at <= found.leader_at


# -- who --------------------------------------------------------------------------------------------------------------
KAREN, LARS, LEADER, SECOND, WORKER, OTHER = 1, 2, 3, 4, 5, 6
ALL = frozenset({KAREN, LARS, LEADER, SECOND, WORKER, OTHER})


def team(**told):
    base = {
        "owner": WORKER,
        "coordinators": frozenset({KAREN}),
        "leaders": frozenset({LEADER}),
        "everyone": ALL,
        "away": {},
    }
    return Team(**base | told)


CASES = [
    ("the coordinator", 1, {}, {KAREN: "role"}),
    ("every coordinator", 1, {"coordinators": {KAREN, LARS}}, {KAREN: "role", LARS: "role"}),
    ("her substitute", 1, {"away": {KAREN: LARS}}, {LARS: "substitute"}),
    ("the substitute's substitute", 1, {"away": {KAREN: LARS, LARS: OTHER}}, {OTHER: "substitute"}),
    ("one is away: the other and the substitute", 1,
     {"coordinators": {KAREN, LARS}, "away": {KAREN: OTHER}}, {LARS: "role", OTHER: "substitute"}),
    ("the substitute is the other one: told once", 1,
     {"coordinators": {KAREN, LARS}, "away": {KAREN: LARS}}, {LARS: "role"}),
    ("no substitute: the other one", 1, {"coordinators": {KAREN, LARS}, "away": {KAREN: None}}, {LARS: "role"}),
    ("no substitute, no other: the next level", 1, {"away": {KAREN: None}}, {LEADER: "next_level"}),
    ("a substitute who has left", 1, {"away": {KAREN: 99}}, {LEADER: "next_level"}),
    ("they stand in for one another", 1, {"away": {KAREN: LARS, LARS: KAREN}}, {LEADER: "next_level"}),
    ("the leader's substitute", 1, {"away": {KAREN: None, LEADER: SECOND}}, {SECOND: "substitute"}),
    ("nobody but whose it is", 1, {"away": {KAREN: None, LEADER: None}}, {WORKER: "hers"}),
    ("nobody at all: the leaders", 1,
     {"away": dict.fromkeys(ALL)}, {LEADER: "nobody_at_work"}),
    ("no coordinator: whose it is, and the leaders", 1, {"coordinators": set()}, {WORKER: "hers", LEADER: "role"}),
    ("no coordinator, nobody's", 1, {"coordinators": set(), "owner": None}, {LEADER: "role"}),
    ("no coordinator, hers who has left", 1, {"coordinators": set(), "owner": 99}, {LEADER: "role"}),
    ("a leader's own", 1, {"coordinators": set(), "owner": LEADER}, {LEADER: "role"}),
    ("a duty: its holder", 1, {"owner_first": True}, {WORKER: "hers"}),
    ("a duty: the holder's substitute", 1, {"owner_first": True, "away": {WORKER: OTHER}}, {OTHER: "substitute"}),
    ("a duty: nobody for the holder", 1, {"owner_first": True, "away": {WORKER: None}}, {KAREN: "next_level"}),
    ("a duty whose holder has left", 1, {"owner_first": True, "owner": None}, {KAREN: "role"}),
    ("the leaders", 2, {"leaders": {LEADER, SECOND}}, {LEADER: "role", SECOND: "role"}),
    ("one leader is away", 2, {"leaders": {LEADER, SECOND}, "away": {LEADER: None}}, {SECOND: "role"}),
    ("the leader's substitute at level 2", 2, {"away": {LEADER: KAREN}}, {KAREN: "substitute"}),
    ("no leader is there: the coordinators", 2, {"away": {LEADER: None}}, {KAREN: "next_level"}),
    ("a zone without leaders", 2, {"leaders": set()}, {KAREN: "next_level"}),
    ("only whose it is, at level 2", 2, {"away": {LEADER: None, KAREN: None}}, {WORKER: "hers"}),
    ("nobody at all, no leaders: the coordinators", 2,
     {"leaders": set(), "away": dict.fromkeys(ALL)}, {KAREN: "nobody_at_work"}),
    ("nobody at all, neither leaders nor coordinators: everyone", 2,
     {"leaders": set(), "coordinators": set(), "everyone": {WORKER, OTHER}, "away": {WORKER: None, OTHER: None}},
     {WORKER: "nobody_at_work", OTHER: "nobody_at_work"}),
]  # fmt: skip


@pytest.mark.parametrize(("number", "given", "told"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_who_is_told(number, given, told):
    given = {name: frozenset(value) if isinstance(value, set) else value for name, value in given.items()}
    found = who_is_told(number, team(**given))
    assert dict(found.workers) == told
    assert found.nobody_at_work == ("nobody_at_work" in told.values())


people = st.frozensets(st.integers(1, 6))


@given(
    st.integers(1, 2), people, people, people, st.dictionaries(st.integers(1, 6), st.integers(1, 8) | st.none()),
    st.integers(1, 6) | st.none(), st.booleans(),
)  # fmt: skip
def test_somebody_is_always_told_and_nobody_who_is_away_while_another_is_there(
    number, coordinators, leaders, others, away, owner, owner_first
):
    everyone = coordinators | leaders | others
    given = Team(owner, coordinators, leaders, everyone, away, owner_first)
    found = who_is_told(number, given)
    assert bool(found.workers) == bool(everyone)
    assert set(found.workers) <= everyone
    if not found.nobody_at_work:
        assert not set(found.workers) & set(away)


def test_someone_at_work_stands_in_for_herself():
    assert stands_in(KAREN, {}) == KAREN
    assert stands_in(KAREN, {KAREN: None}) is None
    assert stands_in(KAREN, {KAREN: LARS, LARS: OTHER, OTHER: KAREN}) is None


# -- putting off ------------------------------------------------------------------------------------------------------
TODAY = date(2026, 11, 18)
POLICY = version("2020-01-01", most_days=5, most_postponements=2, closed_days=["2026-11-20"])


def asked(**told):
    base = {
        "new_day": date(2026, 11, 23),
        "today": TODAY,
        "reason": "asked",
        "postponements": 0,
        "is_leader": False,
        "is_live": True,
        "policy": POLICY,
    }
    return may_postpone(**base | told).reason


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({}, ""),
        ({"is_live": False}, "alarm_settled_already"),
        ({"at_once": True}, "danger_is_not_put_off"),
        ({"at_once": True, "is_leader": True}, "danger_is_not_put_off"),
        ({"postponements": 1}, ""),
        ({"postponements": 2}, "goes_to_the_leader"),
        ({"postponements": 7, "is_leader": True}, ""),
        ({"reason": ""}, "say_why_it_may_wait"),
        ({"new_day": TODAY}, "new_day_not_ahead"),
        ({"new_day": date(2020, 1, 1)}, "new_day_not_ahead"),
        ({"new_day": date(2026, 11, 20)}, "new_day_is_no_working_day"),
        ({"new_day": date(2026, 11, 21)}, "new_day_is_no_working_day"),
        ({"new_day": date(2026, 11, 26)}, ""),  # the fifth working day: the 20th is closed
        ({"new_day": date(2026, 11, 27)}, "new_day_too_far"),
        ({"new_day": date(2026, 11, 27), "is_leader": True}, "new_day_too_far"),
        ({"new_day": date(9999, 12, 31)}, "new_day_too_far"),
    ],
)
def test_an_alarm_may_be_put_off(told, reason):
    assert asked(**told) == reason


@pytest.mark.parametrize(
    ("limits", "day", "reason"),
    [
        ([Limit(0, 0), Limit(LONGEST, LONGEST)], TODAY, ""),
        ([], TODAY + timedelta(days=1), ""),
        ([], TODAY - timedelta(days=1), "deadlines_hold_from_today"),
        ([Limit(LONGEST + 1, 0)], TODAY, "deadline_out_of_range"),
        ([Limit(0, -1)], TODAY, "deadline_out_of_range"),
    ],
)
def test_deadlines_may_be_decided(limits, day, reason):
    assert may_decide(limits=limits, valid_from=day, today=TODAY, longest=LONGEST).reason == reason


def test_what_is_shipped_is_within_what_may_be_decided():
    assert may_decide(limits=SHIPPED.limits.values(), valid_from=TODAY, today=TODAY, longest=LONGEST)
    assert SHIPPED.most_days < rules.A_YEAR
