"""Two at once: of two who write minutes one is told, and one who plans twice plans once."""

import pytest
from django.db import connection

from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.meetings import actions
from brobygger.meetings.models import Meeting
from conftest import at_once, standing_cast

PLAN = {"kind": "resource_persons", "place": "", "agenda": ""}


@pytest.fixture
def house(committed):
    cast = standing_cast()
    yield cast
    connection.close()


def test_of_two_who_write_minutes_at_once_one_is_told(house, now):
    by = actor_for(house.project_leader.pk)
    with in_zones(by):
        meeting = actions.plan_meeting(
            zone_id=house.koege.pk, planned_at=now, **PLAN, by=by, at=now
        )  # fmt: skip

    def writes(words):
        def run():
            with in_zones(by):
                return actions.keep_minutes(pk=meeting.pk, minutes=words, seen=1, by=by, at=now).minutes

        return run

    told = at_once(writes("ene"), writes("anden"))
    assert told.count("changed_by_another") == 1


def test_one_who_presses_twice_plans_once(house, now):
    by = actor_for(house.project_leader.pk)

    def plans():
        with in_zones(by):
            return actions.plan_meeting(zone_id=house.koege.pk, planned_at=now, **PLAN, by=by, at=now).pk

    assert len(set(at_once(plans, plans))) == 1
    with in_zones(by):
        assert Meeting.objects.count() == 1
