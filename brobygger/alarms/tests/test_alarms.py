"""Silence is heard: once, by those who are to know, until it has moved on or someone has answered for it."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.alarms import actions, queries
from brobygger.alarms.models import Alarm, Telling
from brobygger.alarms.tests.making import pass_deadlines, referral, stands
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import COPENHAGEN, after, day_of
from brobygger.contact.models import Message
from brobygger.staff.actions import end_absence, note_absence
from brobygger.trail.models import Entry
from conftest import give_role

LATE, LATER = timedelta(days=6), timedelta(days=8)  # Tuesday and Thursday of the next week


@pytest.fixture
def zone(cast):
    """The counselling zone: a coordinator who hears, and a leader besides."""
    from brobygger.access.actor import Role
    from brobygger.staff.models import Membership

    give_role(cast.second_leader, cast.counselling_zone, Role.PROGRAMME_LEADER)
    enter(machine(cast.counselling_zone.pk))
    Membership.objects.filter(worker=cast.second_coordinator).update(until=date(2020, 1, 2))
    return cast.counselling_zone


def told(alarm):
    return {(one.worker_id, one.level, one.because) for one in alarm.tellings.all()}


def test_nothing_is_said_before_the_time_is_up(cast, zone, rooms, now):
    rooms.say(stands(now, "waiting", "counselling"))
    done = pass_deadlines(zone.pk, after(3, now) - timedelta(seconds=1))
    assert (done.raised, done.told) == (0, 0)
    assert not Alarm.objects.exists()


def test_the_coordinator_hears_it_once_the_leader_later(cast, zone, rooms, now):
    rooms.say(stands(now, "waiting", "counselling"))
    late = after(3, now)
    assert pass_deadlines(zone.pk, late).raised == 1
    again = pass_deadlines(zone.pk, late + timedelta(minutes=1))
    assert (again.raised, again.told) == (0, 0)
    alarm = Alarm.objects.get()
    assert alarm.level == 1
    assert told(alarm) == {(cast.coordinator.pk, 1, "role")}
    assert Message.objects.filter(worker=cast.coordinator).count() == 1

    done = pass_deadlines(zone.pk, after(5, now))
    assert (done.raised, done.escalated) == (0, 1)
    alarm.refresh_from_db()
    assert alarm.level == 2
    assert alarm.escalated_at == after(5, now)
    assert (cast.second_leader.pk, 2, "role") in told(alarm)
    assert list(Entry.objects.filter(what__startswith="alarms.").order_by("id").values_list("what", flat=True)) == [
        "alarms.alarm_raised",
        "alarms.alarm_escalated",
    ]


def test_what_has_moved_on_and_stands_as_it_stood_after_all_has_its_alarm_again(cast, zone, rooms, now):
    """Such as when the computer's clock was wrong for a while."""
    late = after(3, now)
    rooms.say(stands(now, "waiting", "counselling"))
    pass_deadlines(zone.pk, late)
    rooms.say()
    assert pass_deadlines(zone.pk, late).settled == 1
    rooms.say(stands(now, "waiting", "counselling"))
    assert pass_deadlines(zone.pk, late).raised == 1
    assert list(Alarm.objects.values_list("state", "settled_at")) == [("live", None)]


def test_danger_to_life_stands_first_whatever_the_days(cast, zone, rooms, now):
    late = after(8, now)
    rooms.say(
        stands(now, "waiting", "counselling", 1), stands(late, "no_duty", "danger", 2),
        stands(late, "raised", "police_danger", 3), stands(late, "raised", "underretning_133", 4),
    )  # fmt: skip
    pass_deadlines(zone.pk, late)
    found = queries.alarms(cast.actor("coordinator"), zone_id=zone.pk)
    assert found[0].kind == "police_danger"
    assert {one.kind for one in found[1:3]} == {"danger", "underretning_133"}
    assert (found[3].kind, found[3].level) == ("counselling", 2)


def test_what_has_moved_on_is_heard_no_more(cast, zone, rooms, now):
    rooms.say(stands(now, "waiting", "counselling"))
    pass_deadlines(zone.pk, now + LATE)
    rooms.say(stands(now + LATE, "offered", "counselling"))
    assert pass_deadlines(zone.pk, now + LATE + timedelta(minutes=1)).settled == 1
    alarm = Alarm.objects.get()
    assert (alarm.state, alarm.settled_by) == ("moved_on", None)
    # The same thing, standing still again in its new state, is a new alarm.
    assert pass_deadlines(zone.pk, now + LATE + LATE).raised == 1


def test_one_thing_may_stand_still_in_two_ways(cast, zone, rooms, now):
    rooms.say(stands(now, "no_contact", "counselling"), stands(now, "follow_up", "counselling"))
    assert pass_deadlines(zone.pk, now + LATE).raised == 2


def test_forty_alarms_are_one_message(cast, zone, rooms, now):
    rooms.say(*(stands(now, "waiting", "counselling", number) for number in range(40)))
    assert pass_deadlines(zone.pk, now + LATE).raised == 40
    assert Message.objects.filter(worker=cast.coordinator).count() == 1
    assert Telling.objects.count() >= 40


def test_a_message_tells_nothing_of_anyone(cast, zone, rooms, now):
    rooms.say(stands(now, "waiting", "counselling", token="BRO-HMLG-0001"))
    pass_deadlines(zone.pk, now + LATE)
    message = Message.objects.get()
    assert "BRO-HMLG" not in f"{message.filled} {message.wording}"


def test_someone_who_cannot_be_written_to_hinders_no_alarm(cast, zone, rooms, now, monkeypatch):
    def broken(**_):
        raise Refused("wording_unknown")

    monkeypatch.setattr("brobygger.contact.actions.tell_worker", broken)
    rooms.say(stands(now, "waiting", "counselling"))
    assert pass_deadlines(zone.pk, now + LATE).raised == 1
    assert Telling.objects.exists()


def away(cast, worker, substitute, zone, now, days=20):
    return note_absence(
        worker_id=worker.pk,
        zone_id=zone.pk,
        first_day=day_of(now),
        last_day=day_of(now) + timedelta(days=days),
        substitute_id=substitute and substitute.pk,
        by=cast.actor("second_leader"),
        at=now,
    )


def test_her_substitute_hears_it_while_she_is_away(cast, zone, rooms, now):
    away(cast, cast.coordinator, cast.second_leader, zone, now)
    rooms.say(stands(now, "waiting", "counselling"))
    pass_deadlines(zone.pk, after(3, now))
    assert told(Alarm.objects.get()) == {(cast.second_leader.pk, 1, "substitute")}


def test_one_who_falls_ill_after_the_alarm_does_not_take_it_with_her(cast, zone, rooms, now):
    rooms.say(stands(now, "waiting", "counselling"))
    pass_deadlines(zone.pk, after(3, now))
    away(cast, cast.coordinator, None, zone, after(3, now))
    assert pass_deadlines(zone.pk, after(3, now) + timedelta(minutes=1)).told == 1
    assert (cast.second_leader.pk, 1, "next_level") in told(Alarm.objects.get())


def test_where_no_one_is_at_work_the_leaders_are_told_and_it_is_said(cast, zone, rooms, now):
    mine = away(cast, cast.coordinator, None, zone, now)
    away(cast, cast.second_leader, None, zone, now)
    rooms.say(stands(now, "waiting", "counselling"))
    pass_deadlines(zone.pk, after(3, now))
    alarm = Alarm.objects.get()
    assert told(alarm) == {(cast.second_leader.pk, 1, "nobody_at_work")}
    assert alarm.nobody_at_work
    end_absence(absence_id=mine.pk, last_day=day_of(now), by=cast.actor("second_leader"), at=after(3, now))
    pass_deadlines(zone.pk, after(3, now) + timedelta(minutes=1))
    alarm.refresh_from_db()
    assert not alarm.nobody_at_work
    assert (cast.coordinator.pk, 1, "role") in told(alarm)


def test_at_the_senders_it_is_whose_it_is_and_the_leaders(cast, rooms, now):
    enter(machine(cast.zone.pk))
    rooms.say(stands(now, worker_id=cast.owner.pk))
    pass_deadlines(cast.zone.pk, after(2, now))
    assert told(Alarm.objects.get()) == {
        (cast.owner.pk, 1, "hers"),
        (cast.leader.pk, 1, "role"),
        (cast.second_leader.pk, 1, "role"),
    }


def test_a_real_referral_that_goes_quiet_is_heard(cast, now):
    made = referral(cast, now)
    pass_deadlines(cast.zone.pk, after(2, now))
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.thing_id, alarm.thing_state) == ("referral", made.pk, "sent")
    assert alarm.token == made.token


# -- answering --------------------------------------------------------------------------------------------------------


@pytest.fixture
def raised(cast, zone, rooms, now):
    rooms.say(stands(now, "waiting", "counselling"))
    pass_deadlines(zone.pk, after(3, now))
    return Alarm.objects.get()


def answer(cast, alarm, again_on, at, who="coordinator", reason="asked"):
    return actions.postpone_alarm(
        alarm_id=alarm.pk, reason=reason, note="", again_on=again_on, by=cast.actor(who), at=at
    )


def test_an_answer_gives_a_new_day_and_then_it_comes_back(cast, zone, rooms, now, raised):
    at = after(3, now) + timedelta(hours=9)  # Tuesday
    answer(cast, raised, date(2026, 11, 26), at)
    assert queries.count_live(cast.actor("coordinator")) == 0
    for quiet in (at, datetime(2026, 11, 26, 23, 59, tzinfo=COPENHAGEN)):
        assert pass_deadlines(zone.pk, quiet).raised == 0
    assert pass_deadlines(zone.pk, datetime(2026, 11, 27, 0, 0, tzinfo=COPENHAGEN)).raised == 1
    second = Alarm.objects.get(state="live")
    assert (second.round, second.level) == (1, 1)


def test_it_cannot_be_put_off_for_ever(cast, zone, rooms, now, raised):
    at = after(3, now) + timedelta(hours=9)
    for round_, day in ((0, date(2026, 11, 26)), (1, date(2026, 11, 30))):
        alarm = Alarm.objects.get(state="live")
        assert alarm.round == round_
        answer(cast, alarm, day, at)
        at = after(0, day)
        pass_deadlines(zone.pk, at)
    alarm = Alarm.objects.get(state="live")
    assert (alarm.round, alarm.level) == (2, 2)  # the leader's at once
    with pytest.raises(Refused, match="goes_to_the_leader"):
        answer(cast, alarm, date(2026, 12, 4), at)
    answer(cast, alarm, date(2026, 12, 4), at, who="second_leader")
    assert not Alarm.objects.filter(state="live").exists()


def test_an_alarm_is_answered_once(cast, zone, now, raised):
    answer(cast, raised, date(2026, 11, 26), now + LATE)
    with pytest.raises(Refused, match="alarm_settled_already"):
        answer(cast, raised, date(2026, 11, 26), now + LATE)


@pytest.mark.parametrize("who", ["counsellor", "owner", "leader", "strange_leader", "officer"])
def test_strangers_do_not_know_of_it(cast, zone, now, raised, who):
    with pytest.raises(NotFound):
        answer(cast, raised, date(2026, 11, 26), now + LATE, who=who)


def test_who_puts_it_off_stands_in_the_trail(cast, zone, now, raised):
    answer(cast, raised, date(2026, 11, 26), now + LATE)
    entry = Entry.objects.get(what="alarms.alarm_postponed")
    assert entry.by_id == cast.coordinator.pk
    assert entry.facts == {"reason": "asked", "again_on": "2026-11-26"}


def test_the_database_itself_refuses_a_second_alarm(cast, zone, raised):
    twin = Alarm.objects.get(pk=raised.pk)
    twin.pk = None
    with pytest.raises(IntegrityError, match="a_deadline_raises_one_alarm"), transaction.atomic():
        twin.save()


# -- deciding ---------------------------------------------------------------------------------------------------------


def decide(cast, zone, at, valid_from, days=(1, 1), who="second_leader", **more):
    told = {"closed": ["12-24"], "most_days": 5, "most_postponements": 1} | more
    limits = told.pop("limits", {"counselling.waiting": days})
    return actions.decide_deadlines(
        zone_id=zone.pk, valid_from=valid_from, limits=limits, by=cast.actor(who), at=at, **told
    )


def test_a_decision_holds_for_what_stops_from_its_day_on(cast, zone, rooms, now):
    decide(cast, zone, now, date(2026, 11, 19))
    before, from_then = (
        stands(now, "waiting", "counselling", 1),
        stands(now + timedelta(days=1), "waiting", "counselling", 2),
    )
    rooms.say(before, from_then)
    pass_deadlines(zone.pk, after(1, now + timedelta(days=1)))
    assert list(Alarm.objects.values_list("thing_id", flat=True)) == [2]


def test_every_version_is_kept_and_the_later_one_of_a_day_holds(cast, zone, now):
    decide(cast, zone, now, date(2026, 12, 1), (1, 1))
    decide(cast, zone, now, date(2026, 12, 1), (9, 9))
    kept = queries.versions(cast.actor("second_leader"), zone_id=zone.pk)
    assert [row.limits for row in kept] == [{"counselling.waiting": [9, 9]}, {"counselling.waiting": [1, 1]}]
    assert queries.policy_on(zone.pk, date(2026, 12, 1)).limit("counselling", "waiting").first == 9
    assert queries.policy_on(zone.pk, date(2026, 11, 30)).limit("counselling", "waiting").first == 3
    assert Entry.objects.filter(what="alarms.deadlines_decided").count() == 2


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"valid_from": date(2026, 11, 17)}, "deadlines_hold_from_today"),
        ({"days": (61, 1)}, "deadline_out_of_range"),
        ({"limits": {"referral.unheard_of": (1, 1)}}, "deadline_out_of_range"),
        ({"most_days": 0}, "deadline_out_of_range"),
        ({"most_postponements": -1}, "deadline_out_of_range"),
        ({"closed": ["juleaften"]}, "closing_day_is_none"),
    ],
)
def test_a_decision_that_makes_no_sense_is_refused(cast, zone, now, more, reason):
    with pytest.raises(Refused, match=reason):
        decide(cast, zone, now, **{"valid_from": date(2026, 12, 1)} | more)


@pytest.mark.parametrize("who", ["coordinator", "counsellor", "leader"])
def test_only_the_zones_leader_decides(cast, zone, now, who):
    with pytest.raises(NotFound):
        decide(cast, zone, now, date(2026, 12, 1), who=who)
