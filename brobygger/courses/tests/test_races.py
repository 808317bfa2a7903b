"""No place is given twice and no yes is lost, with real commits on real connections."""

import pytest
from django.db import connection

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.courses import place_actions
from brobygger.courses.models import Design, Place
from brobygger.courses.tests.making import offered, planned, ready, waits
from conftest import as_worker, at_once, standing_cast


@pytest.fixture
def house(committed, now):
    yield standing_cast()
    connection.close()


def inside(cast, deed):
    with in_zones(machine(cast.koege.pk)):
        return deed()


def test_the_last_place_is_given_once(house, now):
    def made():
        ready(house, now)
        Design.objects.create(zone=house.koege, fewest=2, most=2)
        course = planned(house, now)
        offered(house, now, waits(house, now), course)
        return course, waits(house, now), waits(house, now)

    course, first, second = inside(house, made)
    gives = [
        as_worker(
            who,
            lambda by, pk=place.pk: place_actions.offer(place_id=pk, course_id=course.pk, by=by, at=now).state,
        )
        for who, place in ((house.assessor, first), (house.second_assessor, second))
    ]
    assert sorted(map(str, at_once(*gives))) == ["course_is_full", "offered"]


def test_many_yes_at_once_are_all_kept_and_each_has_a_seat_of_its_own(house, now):
    def made():
        ready(house, now)
        course = planned(house, now)
        return [offered(house, now, waits(house, now), course).pk for _seat in range(8)]

    numbers = inside(house, made)
    says = [
        as_worker(
            (house.assessor, house.second_assessor)[turn % 2],
            lambda by, pk=pk: place_actions.answer(place_id=pk, yes=True, by=by, at=now).state,
        )
        for turn, pk in enumerate(numbers)
    ]
    assert set(at_once(*says)) == {"confirmed"}
    seats = inside(house, lambda: sorted(Place.objects.values_list("seat", flat=True)))
    assert seats == list(range(1, 9))
