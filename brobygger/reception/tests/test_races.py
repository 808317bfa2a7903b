"""Two at once, with real commits on real connections: one wins, the other is told what happened."""

import pytest
from django.db import connection

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.people.models import ContactPlan, Person
from brobygger.reception import actions
from brobygger.reception.tests.making import offering
from brobygger.screening import actions as screening_actions
from brobygger.screening.models import Screening
from brobygger.screening.tests.making import sent
from conftest import as_worker, at_once, standing_cast

TURNS = 4


@pytest.fixture
def house(committed, now):
    yield standing_cast()
    connection.close()


def waits(cast, now, make=offering):
    with in_zones(machine(cast.koege.pk)):
        return make(cast, now)


def standing(cast, row):
    with in_zones(machine(cast.koege.pk)):
        found = Screening.objects.select_related("detection").get(pk=row.pk)
        assert found.detection.state == found.state
        return found


def taking(worker, row, now):
    return as_worker(worker, lambda by: actions.take(screening_id=row.pk, by=by, at=now).taken_by_id)


def test_of_two_who_take_at_once_one_has_her_and_one_person_is_made(house, now):
    for turn in range(1, TURNS + 1):
        row = waits(house, now)
        answers = at_once(taking(house.assessor, row, now), taking(house.second_assessor, row, now))
        assert "taken_meanwhile" in answers
        winner = next(one for one in answers if one != "taken_meanwhile")
        assert standing(house, row).taken_by_id == winner
        with in_zones(machine(house.koege.pk)):
            assert Person.objects.count() == turn


def test_a_yes_that_is_taken_back_while_someone_takes_her_stops_all_contact(house, now):
    for _ in range(TURNS):
        row = waits(house, now, sent)
        gone = as_worker(
            house.second_assessor, lambda by, row=row: actions.withdraw(screening_id=row.pk, by=by, at=now).state
        )
        took, ended = at_once(taking(house.assessor, row, now), gone)
        assert ended == "withdrawn"
        assert took in (house.assessor.pk, "waits_no_more")
        with in_zones(machine(house.koege.pk)):
            after = Screening.objects.get(pk=row.pk)
            assert after.state == "withdrawn"
            assert ContactPlan.objects.get(person_id=after.person_id).do_not_contact


def test_taken_or_undone_by_the_employee_and_never_both(house, now):
    for _ in range(TURNS):
        row = waits(house, now, sent)
        back = as_worker(
            house.employee, lambda by, row=row: screening_actions.undo(screening_id=row.pk, by=by, at=now).state
        )
        took, undone = at_once(taking(house.assessor, row, now), back)
        after = standing(house, row)
        if after.state == "taken":
            assert (took, undone) != (house.assessor.pk, "started")
            assert took == house.assessor.pk
        else:
            assert after.state == "started"
            assert after.taken_by_id is None
            assert took in ("not_found", "waits_no_more", "screening_moved_meanwhile")


def test_taken_or_come_to_nothing(house, now):
    for _ in range(TURNS):
        row = waits(house, now)
        none = as_worker(
            house.second_assessor,
            lambda by, row=row: actions.come_to_nothing(screening_id=row.pk, why="not_a_person", by=by, at=now).state,
        )
        took, ended = at_once(taking(house.assessor, row, now), none)
        after = standing(house, row)
        if after.state == "taken":
            assert (took, ended) == (house.assessor.pk, "held_by_a_colleague")
        else:
            assert (took, ended) == ("waits_no_more", "came_to_nothing")


def test_given_back_and_taken_at_once(house, now):
    row = waits(house, now)
    taking(house.assessor, row, now)()
    for _ in range(TURNS):
        back = as_worker(house.assessor, lambda by: actions.give_back(screening_id=row.pk, by=by, at=now).state)
        at_once(back, taking(house.second_assessor, row, now))
        after = standing(house, row)
        assert (after.state == "taken") == (after.taken_by_id is not None)
        if after.state == "taken":
            as_worker(house.assessor, lambda by: actions.give_back(screening_id=row.pk, by=by, at=now))()
        taking(house.assessor, row, now)()
