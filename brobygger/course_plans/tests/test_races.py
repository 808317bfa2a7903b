"""Two at once, with real commits on real connections: a plan is made once, and a room is one course's."""

from datetime import timedelta

import pytest
from django.db import connection

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.base.workdays import day_of
from brobygger.course_plans import actions
from brobygger.course_plans.tests.making import told
from brobygger.courses.models import Course, Design
from brobygger.courses.tests.making import ready, room
from conftest import as_worker, at_once, standing_cast


@pytest.fixture
def house(committed, now, settings):
    settings.JOBS_INLINE = True
    yield standing_cast()
    connection.close()


def test_two_who_make_a_plan_or_ask_for_one_at_once_do_it_once(house, now):
    def begun():
        ready(house, now)
        Design.objects.create(zone=house.koege, sessions=2)
        return room(house, now).pk

    with in_zones(machine(house.koege.pk)):
        venue = begun()
    first, people = day_of(now) + timedelta(days=20), [house.assessor.pk, house.second_assessor.pk]
    question = told([venue], people, first, first + timedelta(days=40), "Hold A", "Hold B")
    leaders = (house.project_leader, house.second_project_leader)

    def ask(by):
        asked = {"zone_id": house.koege.pk, "programme_id": house.outpatient.pk, "asked": question}
        return actions.ask(**asked, by=by, at=now).state

    assert sorted(map(str, at_once(*(as_worker(who, ask) for who in leaders)))) == ["a_plan_is_in_the_making", "found"]
    with in_zones(machine(house.koege.pk)):
        row = actions.CoursePlan.objects.get()

    def make(by):
        return actions.make(plan_id=row.pk, turn=row.turn, by=by, at=now)

    assert sorted(map(str, at_once(*(as_worker(who, make) for who in leaders)))) == ["2", "plan_has_changed"]
    with in_zones(machine(house.koege.pk)):
        assert Course.objects.count() == 2
