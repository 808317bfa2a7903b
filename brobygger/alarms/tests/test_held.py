"""A clock that leaps ahead: what it would close waits, and the leader sees how many and why."""

from datetime import timedelta

from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.alarms import actions as alarms
from brobygger.cases.models import Case, DateMove
from brobygger.contact.models import Message
from brobygger.outreach import actions
from brobygger.outreach.tests.making import someone
from brobygger.people.models import Person
from brobygger.people.rules import last_birth_date


def test_a_clock_that_leaps_ahead_closes_nobody_until_the_leader_has_looked(client, cast):
    now = timezone.now()
    for _ in range(8):
        someone(cast, now)
    by = machine(cast.zone.pk)
    enter(by)
    assert actions.pass_dates(zone_id=cast.zone.pk, by=by, at=now).window == 0
    later = now + timedelta(days=400)
    assert actions.pass_dates(zone_id=cast.zone.pk, by=by, at=later).window == 0
    assert Case.objects.filter(state="to_call").count() == 8
    alarms.pass_deadlines(zone_id=cast.zone.pk, by=by, at=later)
    told = set(Message.objects.values_list("worker_id", flat=True))
    assert told == {cast.leader.pk, cast.second_leader.pk}
    client.force_login(cast.leader)
    page = client.get("/alarms/").content.decode()
    assert "8 sager ville blive lukket på én gang" in page
    assert "Uret er sprunget" in page
    client.post(f"/alarms/held/{DateMove.objects.get(what='close_cases').pk}/go/")
    enter(by)
    DateMove.objects.update(go_at=later)  # her clock is the one that leapt
    assert actions.pass_dates(zone_id=cast.zone.pk, by=by, at=later).window == 8
    assert "på én gang" not in client.get("/alarms/").content.decode()


def test_one_who_has_turned_18_is_rung_herself_though_much_is_held(cast):
    now = timezone.now()
    for _ in range(8):
        someone(cast, now)
    grown = someone(cast, now, state="guardian_missing", window_until=timezone.localdate(now) + timedelta(days=500))
    Person.objects.filter(pk=grown.person_id).update(birth_date=last_birth_date(17, timezone.localdate(now)))
    by = machine(cast.zone.pk)
    enter(by)
    actions.pass_dates(zone_id=cast.zone.pk, by=by, at=now)
    actions.pass_dates(zone_id=cast.zone.pk, by=by, at=now + timedelta(days=400))
    assert Case.objects.filter(state="to_call").count() == 9


def test_many_who_would_turn_18_at_once_are_not_rung_before_the_leader_has_looked(client, cast):
    now = timezone.now()
    told = {"state": "guardian_missing", "window_until": timezone.localdate(now) + timedelta(days=500)}
    minors = [someone(cast, now, **told).person_id for _ in range(6)]
    Person.objects.filter(pk__in=minors).update(birth_date=last_birth_date(17, timezone.localdate(now)))
    by = machine(cast.zone.pk)
    enter(by)
    for at in (now, now + timedelta(days=400)):
        actions.pass_dates(zone_id=cast.zone.pk, by=by, at=at)
    assert Case.objects.filter(state="guardian_missing").count() == 6
    client.force_login(cast.leader)
    assert "6 mindreårige ville selv blive ringet op" in client.get("/alarms/").content.decode()


def test_a_clock_that_is_back_ends_the_alarm_and_closes_nobody(client, cast):
    now = timezone.now()
    for _ in range(8):
        someone(cast, now)
    by = machine(cast.zone.pk)
    enter(by)
    for at in (now, now + timedelta(days=400), now + timedelta(minutes=1)):
        actions.pass_dates(zone_id=cast.zone.pk, by=by, at=at)
    assert Case.objects.filter(state="to_call").count() == 8
    client.force_login(cast.leader)
    assert "på én gang" not in client.get("/alarms/").content.decode()


def test_a_worker_is_shown_no_button(client, cast):
    client.force_login(cast.owner)
    assert client.post("/alarms/held/1/go/").status_code == 404
