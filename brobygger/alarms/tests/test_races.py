"""Two upkeeps, two coordinators, two nights, a killed upkeep: with real commits on real connections."""

import os
import signal
from datetime import date, timedelta

import pytest
from django.db import connection

from brobygger.access.actor import machine
from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.alarms import actions, standing_still
from brobygger.alarms.models import Alarm, LeakCheck, Telling
from brobygger.alarms.tests.making import pass_deadlines, stands
from brobygger.base.decision import Refused
from brobygger.base.workdays import after, day_of
from brobygger.contact.models import Message
from brobygger.staff.actions import note_absence
from brobygger.staff.models import Absence
from brobygger.trail.models import Entry
from conftest import at_once, standing_cast


@pytest.fixture
def house(committed, rooms, now):
    """Thirty people who wait for a volunteer, and nobody has moved since Wednesday."""
    cast = standing_cast()
    rooms.say(*(stands(now, "waiting", "counselling", number) for number in range(30)))
    yield cast
    connection.close()


def counts(cast):
    with in_zones(machine(cast.counselling_zone.pk)):
        raised = Entry.objects.filter(what="alarms.alarm_raised").count()
        return Alarm.objects.count(), Telling.objects.count(), Message.objects.count(), raised


def test_two_upkeeps_at_once_raise_each_alarm_once(house, now):
    zone_id, late = house.counselling_zone.pk, after(3, now)
    done = at_once(*(lambda: pass_deadlines(zone_id, late) for _ in range(4)))
    assert sorted(one.raised for one in done) == [0, 0, 0, 30]
    assert counts(house) == (30, 60, 2, 30)  # two coordinators, one message each


def test_an_upkeep_that_is_killed_leaves_nothing_half_said(house, now, monkeypatch):
    zone_id, late = house.counselling_zone.pk, after(3, now)
    connection.close()
    child = os.fork()
    if not child:
        raised = standing_still.key_of
        calls = []

        def dies(thing):
            calls.append(thing)
            if len(calls) > 60:
                os.kill(os.getpid(), signal.SIGKILL)
            return raised(thing)

        actions.key_of = dies
        pass_deadlines(zone_id, late)
        os._exit(0)  # it was to be killed before
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert counts(house) == (0, 0, 0, 0)
    assert pass_deadlines(zone_id, late).raised == 30
    assert counts(house) == (30, 60, 2, 30)


def test_of_two_who_answer_at_once_one_is_told(house, now):
    zone_id, late = house.counselling_zone.pk, after(3, now)
    pass_deadlines(zone_id, late)
    with in_zones(machine(zone_id)):
        alarm = Alarm.objects.earliest("id")

    def answer(worker, day):
        def run():
            by = actor_for(worker.pk)
            with in_zones(by):
                return actions.postpone_alarm(
                    alarm_id=alarm.pk, reason="asked", note="", again_on=day, by=by, at=late
                ).again_on

        return run

    told = at_once(answer(house.coordinator, date(2026, 11, 26)), answer(house.second_coordinator, date(2026, 11, 27)))
    assert sorted(map(str, told)) in (
        ["2026-11-26", "alarm_settled_already"],
        ["2026-11-27", "alarm_settled_already"],
    )


def test_an_answer_and_an_upkeep_at_once_never_raise_it_anew(house, rooms, now):
    zone_id, late = house.counselling_zone.pk, after(3, now)
    rooms.say(stands(now, "waiting", "counselling"))
    pass_deadlines(zone_id, late)
    with in_zones(machine(zone_id)):
        alarm = Alarm.objects.get()

    def answer():
        by = actor_for(house.coordinator.pk)
        with in_zones(by):
            actions.postpone_alarm(
                alarm_id=alarm.pk, reason="asked", note="", again_on=date(2026, 11, 26), by=by, at=late
            )

    at_once(answer, *(lambda: pass_deadlines(zone_id, late) for _ in range(3)))
    with in_zones(machine(zone_id)):
        assert list(Alarm.objects.values_list("state", flat=True)) == ["postponed"]


def test_two_nightly_searches_at_once_are_one(house, rooms, now):
    zone_id = house.zone.pk
    rooms.say()

    def check():
        by = machine(zone_id)
        with in_zones(by):
            return actions.check_leaks(zone_id=zone_id, by=by, at=now)

    done = at_once(*(check for _ in range(4)))
    assert sum(one is not None for one in done) == 1
    with in_zones(machine(zone_id)):
        assert LeakCheck.objects.count() == 1


def test_a_worker_cannot_be_away_twice_at_once(house, now):
    def note(days):
        def run():
            by = actor_for(house.owner.pk)
            with in_zones(by):
                return note_absence(
                    worker_id=house.owner.pk,
                    zone_id=house.zone.pk,
                    first_day=day_of(now),
                    last_day=day_of(now) + timedelta(days=days),
                    substitute_id=None,
                    by=by,
                    at=now,
                ).worker_id

        return run

    told = at_once(note(3), note(5))
    assert sorted(map(str, told)) == sorted([str(house.owner.pk), "away_already"])
    with in_zones(machine(house.zone.pk)):
        assert Absence.objects.count() == 1
    with pytest.raises(Refused, match="away_already"):
        note(9)()
