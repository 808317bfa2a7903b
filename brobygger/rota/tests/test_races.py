"""Two leaders at once, with real commits on real connections: a day has one plan, and nobody two shifts."""

from datetime import timedelta

import pytest
from django.db import connection

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.rota import plan_actions
from brobygger.rota.tests.making import begins, planned, ready
from conftest import as_worker, at_once, standing_cast


@pytest.fixture
def house(committed, now):
    yield standing_cast()
    connection.close()


def test_the_same_days_are_planned_once(house, now):
    with in_zones(machine(house.zone.pk)):
        ready(house, now)
    first = begins(now)
    told = {"zone_id": house.zone.pk, "first_day": first, "last_day": first + timedelta(days=6), "most_a_week": 3}
    asks = [
        as_worker(who, lambda by: str(plan_actions.ask(**told, by=by, at=now).state))
        for who in (house.leader, house.second_leader)
    ]
    assert sorted(at_once(*asks)) == ["asked", "days_are_planned_already"]


def test_two_seats_of_a_shift_are_not_one_persons(house, now):
    with in_zones(machine(house.zone.pk)):
        row = planned(house, now, needed=2, weekdays=(0,))
        seats = list(row.shifts.order_by("starts_at", "seat")[:2])
        row.shifts.update(worker=None)
    gives = [
        as_worker(
            who,
            lambda by, pk=seat.pk: plan_actions.give_shift(shift_id=pk, worker_id=house.owner.pk, by=by, at=now).seat,
        )
        for who, seat in zip((house.leader, house.second_leader), seats, strict=True)
    ]
    assert sorted(map(str, at_once(*gives)))[1] == "has_a_shift_then"
