"""A referral that rests on a guardian's yes: it says whom to ring about whom, and until when."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.cases.models import Case, Registration
from brobygger.people import queries as people
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.people.naming import called
from brobygger.people.rules import may_ring
from brobygger.referrals import actions, in_words, queries
from brobygger.referrals.coming_of_age import ask_herself
from brobygger.referrals.models import Arrival, Referral
from brobygger.referrals.tests.sending import send, yes_to_help, zone_receiver

BIRTHDAY = date(2026, 11, 21)
AFTER = timedelta(days=5)


@pytest.fixture(autouse=True)
def _in_danish():
    with override("da"):
        yield


@pytest.fixture
def tove(cast, now):
    """Lars has said yes about Tove, who is 17 for three more days; her own number is on her."""
    referral = yes_to_help(cast, now, person={"given_name": "Lars"}, for_minor=True)
    her = Person.objects.create(
        zone=cast.zone, given_name="Tove", birth_date=date(2008, 11, 21), created_at=now, created_by_kind="machine"
    )
    ContactPlan.objects.create(person=her, zone=cast.zone)
    PhoneNumber.objects.create(zone=cast.zone, person=her, number="+4595008801", added_at=now)
    Registration.objects.filter(case=referral.case_id).update(person=her, age=17)
    return Referral.objects.get(pk=referral.pk)


def arrived(cast):
    enter(machine(cast.counselling_zone.pk))
    return Arrival.objects.get(zone=cast.counselling_zone)


def test_the_package_says_whom_to_ring_about_whom_and_until_when(cast, tove, now):
    page = queries.prepared(cast.actor("owner"), tove.pk, at=now)
    (child,) = [one for one in in_words.shown(page.contents) if one.code == "child"]
    assert child.lines[0] == "Tove, 0–17 år – ring til Lars (værge)"
    assert "21. november 2026" in child.lines[-1]


def test_the_counsellor_rings_the_guardian_until_the_birthday_and_never_after(cast, tove, now):
    send(cast, now, tove, zone_receiver(cast, now))
    by = cast.actor("coordinator")
    arrival = actions.accept_arrival(arrival_id=arrived(cast).pk, by=by, at=now)
    assert called(arrival.person).startswith("Tove")
    facts = people.facts_of(by, arrival.person, on=BIRTHDAY - timedelta(days=1))
    assert may_ring(facts, now)
    facts = people.facts_of(by, arrival.person, on=BIRTHDAY)
    assert may_ring(facts, now).reason == "has_come_of_age"


@pytest.mark.parametrize("sent", [False, True])
def test_what_nobody_has_accepted_is_taken_back_and_she_is_rung_herself(cast, tove, now, sent):
    if sent:
        send(cast, now, tove, zone_receiver(cast, now))
    enter(machine(cast.zone.pk))
    by = machine(cast.zone.pk)
    assert ask_herself(zone_id=cast.zone.pk, by=by, at=now) == 0
    assert ask_herself(zone_id=cast.zone.pk, by=by, at=now + AFTER) == 1
    assert ask_herself(zone_id=cast.zone.pk, by=by, at=now + AFTER) == 0
    assert Referral.objects.get(pk=tove.pk).state == "taken_back"
    hers = Case.objects.get(person__given_name="Tove")
    assert (hers.state, hers.may_ring, hers.for_minor) == ("to_call", True, False)
    assert Case.objects.get(pk=tove.case_id).state == "stopped"
    assert not ContactPlan.objects.get(person__given_name="Lars").may_ring
    if sent:
        assert arrived(cast).state == "called_back"


def test_it_is_not_sent_after_the_birthday(cast, tove, now):
    receiver = zone_receiver(cast, now)
    with pytest.raises(Refused, match="has_come_of_age"):
        send(cast, now + AFTER, tove, receiver)


def test_what_a_guardian_never_said_about_the_hours_allows_none(cast, now):
    referral = yes_to_help(cast, now)
    ContactPlan.objects.filter(person=referral.case.person_id).update(basis="first_contact", days=127, hour_to=24)
    send(cast, now, referral, zone_receiver(cast, now))
    by = cast.actor("coordinator")
    arrival = actions.accept_arrival(arrival_id=arrived(cast).pk, by=by, at=now)
    facts = people.facts_of(by, arrival.person, on=day_of(now))
    assert may_ring(facts, now).reason == "when_not_said"


@pytest.mark.parametrize(
    ("name", "ring"),
    [
        ({}, "ring til Lars (værge)"),
        ({"given_name": "", "family_name": "Opdigtet"}, "ring til Opdigtet (værge)"),
        ({"given_name": "", "family_name": ""}, "ring til værgen"),
    ],
)
def test_everyone_who_is_to_ring_sees_whom(cast, tove, now, name, ring):
    Person.objects.filter(pk=tove.case.person_id).update(**name)
    called_so = f"Tove, 0–17 år – {ring}"
    page = queries.prepared(cast.actor("owner"), tove.pk, at=now)
    assert called_so in [line for one in in_words.shown(page.contents) for line in one.lines]
    send(cast, now, tove, zone_receiver(cast, now))
    by = cast.actor("coordinator")
    arrival = queries.arrival(by, arrived(cast).pk, at=now)
    assert called_so in [line for one in arrival.carried for line in one.lines]
    assert "name" not in [one.code for one in arrival.carried]
    if ring != "ring til værgen":  # someone without any name is not taken in
        accepted = actions.accept_arrival(arrival_id=arrived(cast).pk, by=by, at=now)
        assert called_so in [line for one in queries.carried(accepted) for line in one.lines]


def test_a_guardian_is_never_sent_on_without_the_child(cast, tove, now):
    receiver = zone_receiver(cast, now)
    with pytest.raises(Refused, match="required_field_missing"):
        send(cast, now, tove, receiver, ticked=("name", "numbers", "contact"))
