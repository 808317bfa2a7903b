"""Two leaders at the same moment: with real commits on real connections."""

import pytest
from django.db import connection
from django.utils import timezone

from brobygger.access.actor import machine
from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.municipality import actions, queries
from brobygger.municipality.models import Department, Placement, Room, Setup
from conftest import as_worker, at_once, standing_cast


@pytest.fixture
def house(committed):
    yield standing_cast()
    connection.close()


def seen(cast, ask):
    with in_zones(machine(cast.koege.pk)):
        return ask()


def test_of_two_leaders_who_copy_at_once_one_is_told(house, now):
    with in_zones(machine(house.koege.pk)):
        Placement.objects.all().delete()
        Department.objects.all().delete()
        Setup.objects.all().delete()

    def copies(worker, source):
        zone, programme = house.koege.pk, house.outpatient.pk
        return as_worker(
            worker,
            lambda by: (
                actions.copy_setup(zone_id=zone, programme_id=programme, source=source, by=by, at=now).copied_from
            ),
        )

    done = at_once(copies(house.project_leader, "koege"), copies(house.second_project_leader, "odense"))
    first = next(one for one in done if one != "setup_is_there")
    assert sorted(done) == sorted([first, "setup_is_there"])
    assert seen(house, lambda: Setup.objects.get().copied_from) == first
    assert seen(house, Department.objects.count) == {"koege": 5, "odense": 1}[first]
    assert seen(house, Room.objects.count) == 1


def test_two_leaders_who_place_someone_at_once_leave_her_in_one_department(house, now):
    def places(worker, department):
        return as_worker(
            worker,
            lambda by: (
                actions.place_worker(
                    worker_id=house.assessor.pk, department_id=department.pk, by=by, at=now
                ).department_id
            ),
        )

    done = at_once(
        places(house.project_leader, house.jobcentre), places(house.second_project_leader, house.family_centre)
    )
    assert set(done) == {house.jobcentre.pk, house.family_centre.pk}
    rows = seen(house, lambda: list(Placement.objects.filter(worker=house.assessor, until=None)))
    assert len(rows) == 1
    assert seen(house, lambda: Placement.objects.filter(worker=house.assessor).count()) == 1


def test_nobody_is_placed_in_a_department_that_closes_at_the_same_moment(house, now):
    with in_zones(machine(house.koege.pk)):
        Placement.objects.filter(worker=house.second_employee).delete()
    family, day = house.family_centre.pk, timezone.localdate(now)
    places = as_worker(
        house.project_leader,
        lambda by: actions.place_worker(worker_id=house.assessor.pk, department_id=family, by=by, at=now).pk,
    )
    closes = as_worker(
        house.second_project_leader,
        lambda by: actions.close_department(department_id=family, by=by, at=now),
    )
    placed, closed = at_once(places, closes)
    with in_zones(actor_for(house.project_leader.pk)) as _:
        by = actor_for(house.project_leader.pk)
        there = [row.key for row in queries.departments(by, zone_id=house.koege.pk, on=day)]
    if closed == "people_work_there":
        assert isinstance(placed, int)
        assert "familiecenter" in there
    else:
        assert placed in ("not_found", "department_is_closed")
        assert there == ["jobcenter"]


def test_of_two_leaders_who_change_the_page_at_once_one_is_told(house, now):
    row = seen(house, Setup.objects.get)

    def changes(worker, days):
        return as_worker(
            worker,
            lambda by: (
                actions.change_setup(
                    setup_id=row.pk, values={"answer_days": days}, seen=row.changed_at, by=by, at=timezone.now()
                ).answer_days
            ),
        )

    done = at_once(changes(house.project_leader, 3), changes(house.second_project_leader, 4))
    assert "setup_changed_by_another" in done
    assert seen(house, lambda: Setup.objects.get().answer_days) in done


def test_two_who_add_the_same_department_at_once_make_one(house, now):
    def adds(worker):
        return as_worker(
            worker,
            lambda by: (
                actions.add_department(
                    zone_id=house.koege.pk, name_da="Borgerservice", name_en="", takes_part=True, by=by, at=now
                ).key
            ),
        )

    done = at_once(adds(house.project_leader), adds(house.second_project_leader))
    assert sorted(done) == ["borgerservice", "name_is_taken"]
