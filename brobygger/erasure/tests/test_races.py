"""With real commits on real connections: two who confirm, one who saves, a file that comes in, and a sudden end."""

from threading import Event

import pytest
from django.db import connection

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.cases.models import Case, Registration
from brobygger.erasure import actions, queries
from brobygger.erasure.models import Asked, Proof
from brobygger.outreach.models import Call
from brobygger.outreach.tests.making import someone
from brobygger.people.models import Person
from brobygger.people.recognise import COMING_IN
from brobygger.trail.models import Entry
from conftest import as_worker, at_once, standing_cast


@pytest.fixture
def house(committed, now):
    cast = standing_cast()
    with in_zones(machine(cast.zone.pk)):
        case = someone(cast, now, state="declined", ended_at=now)
    ask = as_worker(
        cast.leader, lambda by: actions.ask(kind="person", pk=case.person_id, why="asked_by_the_person", by=by, at=now)
    )
    yield cast, case, ask().pk
    connection.close()


def confirming(asked_id, now):
    return lambda by: actions.confirm(asked_id=asked_id, by=by, at=now).number


def test_two_confirm_at_once_and_it_is_done_once(house, now):
    cast, case, asked_id = house
    found = at_once(
        as_worker(cast.second_leader, confirming(asked_id, now)),
        as_worker(cast.second_leader, confirming(asked_id, now)),
    )
    assert found.count(1) == 1
    assert set(found) - {1} <= {"no_longer_asked", "someone_saves_now", "people_come_in_now"}
    with in_zones(machine(cast.zone.pk)):
        assert Proof.objects.count() == 1
        assert not Person.objects.filter(pk=case.person_id).exists()


def meanwhile(house, now, deed):
    """One does something in a transaction that is not over; another confirms, and is told."""
    cast, case, asked_id = house
    holds, tried = Event(), Event()

    def saves(by):
        deed(cast, case)
        holds.set()
        assert tried.wait(60)
        return "saved"

    def erases(by):
        assert holds.wait(60)
        try:
            return confirming(asked_id, now)(by)
        finally:
            tried.set()

    return at_once(as_worker(cast.owner, saves), as_worker(cast.second_leader, erases))


def test_while_a_call_is_being_saved_nobody_is_erased(house, now):
    cast, case, _asked = house

    def saves(cast, case):
        list(Case.objects.select_for_update().filter(pk=case.pk))

    assert meanwhile(house, now, saves) == ["saved", "someone_saves_now"]
    with in_zones(machine(cast.zone.pk)):
        assert Person.objects.filter(pk=case.person_id).exists()
        assert Asked.objects.exists()


def test_a_row_that_nobody_could_see_yet_keeps_her(house, now):
    """A call that another has begun and not finished writing: she is not erased under it, and it is not lost."""
    cast, case, _asked = house

    def writes(cast, case):
        Call.objects.create(zone=cast.zone, case=case, by=cast.owner, state="undone", opened_at=now)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert meanwhile(house, now, writes) == ["saved", "someone_saves_now"]
    with in_zones(machine(cast.zone.pk)):
        assert Call.objects.get().case_id == case.pk


def test_while_a_file_comes_in_nobody_is_erased(house, now):
    def comes_in(cast, case):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock_shared(%s, %s)", [COMING_IN, cast.zone.pk])

    assert meanwhile(house, now, comes_in) == ["saved", "people_come_in_now"]


def test_cut_off_in_the_middle_nothing_is_half_erased(house, now, monkeypatch):
    """When all rows are gone and the trail is about to be told."""
    cast, case, asked_id = house

    class Killed(BaseException):
        pass

    def cut_off(row):
        assert not Person.objects.filter(pk=case.person_id).exists()
        raise Killed

    monkeypatch.setattr(queries, "digest", cut_off)
    with pytest.raises(Killed):
        as_worker(cast.second_leader, confirming(asked_id, now))()
    with in_zones(machine(cast.zone.pk)):
        assert Person.objects.filter(pk=case.person_id).exists()
        assert Registration.objects.get().person_id == case.person_id
        assert Asked.objects.exists()
        assert not Proof.objects.exists()
        assert not Entry.objects.filter(what="erasure.erased").exists()


def test_whoever_had_the_case_open_finds_nothing_and_leaves_nothing(house, now):
    cast, case, asked_id = house
    as_worker(cast.second_leader, confirming(asked_id, now))()
    with in_zones(machine(cast.zone.pk)):
        assert not Case.objects.filter(pk=case.pk).exists()
        assert not Asked.objects.exists()
