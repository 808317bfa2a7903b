"""With real commits on real connections: two leaders, a worker who has the card open, and a file that comes in."""

from threading import Event

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.doubles import actions
from brobygger.doubles.models import Merge
from brobygger.doubles.tests.making import two
from brobygger.people import queries as people
from brobygger.people.models import ContactPlan, Person
from brobygger.people.recognise import COMING_IN
from conftest import as_worker, at_once, standing_cast

NOW_REFUSED = {"merged_already", "someone_saves_now", "people_come_in_now"}


@pytest.fixture
def house(committed, now):
    cast = standing_cast()
    with in_zones(machine(cast.zone.pk)):
        one, other = two(cast, now)
    yield cast, one, other
    connection.close()


def merging(one, other, now, goes_on=None, sure=False):
    def deed(by):
        actions.merge(
            first_id=one.person_id, second_id=other.person_id, values={}, card="careful", goes_on=[goes_on or one.pk],
            sure=sure, by=by, at=now,
        )  # fmt: skip
        return "merged"

    return deed


def test_two_merge_the_same_two_at_once(house, now):
    cast, one, other = house
    found = at_once(
        as_worker(cast.leader, merging(one, other, now)),
        as_worker(cast.second_leader, merging(one, other, now, other.pk)),
    )
    assert found.count("merged") == 1
    assert set(found) - {"merged"} <= NOW_REFUSED
    with in_zones(machine(cast.zone.pk)):
        assert Merge.objects.count() == 1
        assert Person.objects.filter(merged_into=None, given_name__startswith="Karla").count() == 1


def test_while_someone_saves_the_card_nobody_merges_and_nothing_waits(house, now):
    cast, one, other = house
    holds, tried = Event(), Event()

    def saves(by):
        her = people.person_locked(by, other.person_id)
        holds.set()
        assert tried.wait(60)
        ContactPlan.objects.filter(person=her).update(shares_address_with_accused=True)
        return "saved"

    def merges(by):
        assert holds.wait(60)
        try:
            return merging(one, other, now)(by)
        finally:
            tried.set()

    assert at_once(as_worker(cast.owner, saves), as_worker(cast.leader, merges)) == ["saved", "someone_saves_now"]


def test_while_a_file_comes_in_nobody_is_merged(house, now):
    cast, one, other = house
    holds, tried = Event(), Event()

    def comes_in(by):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [COMING_IN, cast.zone.pk])
        holds.set()
        assert tried.wait(60)

    def merges(by):
        assert holds.wait(60)
        try:
            return merging(one, other, now)(by)
        finally:
            tried.set()

    assert at_once(as_worker(cast.leader, comes_in), as_worker(cast.second_leader, merges))[1] == "people_come_in_now"


def test_a_card_that_was_open_is_saved_on_the_card_of_both_and_that_is_said(house, now):
    cast, one, other = house
    client = Client()
    client.force_login(cast.owner)
    page = client.get(reverse("card", args=[other.person_id]))
    shown = page.context["form"].initial["shown"]
    with in_zones(machine(cast.zone.pk)):
        ContactPlan.objects.filter(person=one.person_id).update(shares_phone_with_accused=True, wishes="Ring lavt")
    assert as_worker(cast.leader, merging(one, other, now, sure=True))() == "merged"
    told = {"shown": shown, "basis": "herself", "days": ["1", "2"], "hour_from": "9", "hour_to": "12", "may_ring": "on"}
    answer = client.post(reverse("card", args=[other.person_id]), told, follow=True)
    assert "lagt sammen" in answer.content.decode()
    with in_zones(machine(cast.zone.pk)):
        plan = ContactPlan.objects.get(person=one.person_id)
        assert (plan.days, plan.hour_from, plan.hour_to, plan.may_ring) == (3, 9, 12, True)
        assert plan.shares_phone_with_accused
        assert plan.wishes == "Ring lavt"
