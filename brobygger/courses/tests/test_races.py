"""No place is given twice and no yes is lost, with real commits on real connections."""

from collections import Counter
from datetime import time, timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.base.decision import Refused
from brobygger.courses import course_actions, place_actions
from brobygger.courses.course_actions import Planned
from brobygger.courses.models import Design, Place, PlaceCount, Session
from brobygger.courses.tests.making import FIRST, offered, planned, ready, room, waits
from brobygger.screening.models import Detection, Screening
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


def like(row, n):
    """So many more rows that say the same."""
    rows = [type(row).objects.get(pk=row.pk) for _one in range(n)]
    for one in rows:
        one.pk = None
    return rows


def test_two_hundred_who_are_asked_and_say_yes_at_once_have_eight_places_and_no_yes_is_lost(house, now):
    """In twenty windows, ten people each: each is offered a place, and says yes to it, while the others do."""

    def made():
        ready(house, now)
        course, first = planned(house, now), waits(house, now)
        detections = Detection.objects.bulk_create(like(first.screening.detection, 199))
        screenings = like(first.screening, 199)
        for one, detection in zip(screenings, detections, strict=True):
            one.detection = detection
        counts = PlaceCount.objects.bulk_create(like(first.count, 199))
        places = like(first, 199)
        for place, one, count in zip(places, Screening.objects.bulk_create(screenings), counts, strict=True):
            place.screening, place.count = one, count
        Place.objects.bulk_create(places)
        return course.pk

    course_id = inside(house, made)
    numbers = inside(house, lambda: list(Place.objects.values_list("pk", flat=True)))

    def asked(pk, by):
        place_actions.offer(place_id=pk, course_id=course_id, by=by, at=now)
        return place_actions.answer(place_id=pk, yes=True, by=by, at=now).state

    def window(turn):
        who, said = (house.assessor, house.second_assessor)[turn % 2], []
        for pk in numbers[turn::20]:
            try:
                said.append(as_worker(who, partial(asked, pk))())
            except Refused as refused:
                said.append(refused.reason)
        return said

    said = Counter(word for told in at_once(*(partial(window, turn) for turn in range(20))) for word in told)
    assert said == {"confirmed": 8, "course_is_full": 192}
    seats = inside(house, lambda: sorted(Place.objects.filter(state="confirmed").values_list("seat", flat=True)))
    assert seats == list(range(1, 9))


def test_two_who_plan_in_one_room_at_once_do_not_both_have_it(house, now):
    def made():
        ready(house, now)
        return room(house, now)

    venue = inside(house, made)

    def plan(by):
        told = Planned(
            programme_id=house.outpatient.pk, name="Holdet", venue_id=venue.pk, first_on=FIRST, starts=time(16, 30),
            leader=house.assessor.pk, second_leader=house.second_assessor.pk,
        )  # fmt: skip
        return course_actions.plan(zone_id=house.koege.pk, told=told, by=by, at=now).state

    plans = [as_worker(who, plan) for who in (house.project_leader, house.second_project_leader)]
    assert sorted(map(str, at_once(*plans))) == ["planned", "room_is_taken"]
    assert inside(house, Session.objects.count) == 10

    def behind_the_door(minutes):
        taken = Session.objects.get(number=3)
        taken.pk, taken.number, taken.starts_at = None, 11, taken.starts_at + timedelta(minutes=minutes)
        taken.save()

    with pytest.raises(IntegrityError, match="a_room_is_used_by_one_session_at_a_time"):
        inside(house, lambda: behind_the_door(149))
    inside(house, lambda: behind_the_door(150))


def test_two_who_plan_with_one_colleague_at_once_do_not_both_have_her(house, now):
    def made():
        ready(house, now)
        return room(house, now).pk, room(house, now).pk

    rooms = inside(house, made)

    def plan_in(venue):
        told = Planned(
            programme_id=house.outpatient.pk, name="Holdet", venue_id=venue, first_on=FIRST, starts=time(16, 30),
            leader=house.assessor.pk, second_leader=house.second_assessor.pk,
        )  # fmt: skip
        return lambda by: course_actions.plan(zone_id=house.koege.pk, told=told, by=by, at=now).state

    leaders = (house.project_leader, house.second_project_leader)
    plans = [as_worker(who, plan_in(venue)) for who, venue in zip(leaders, rooms, strict=True)]
    assert sorted(map(str, at_once(*plans))) == ["leads_another_course_then", "planned"]


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
