"""The two municipalities show the seed's pattern, and someone stands in every state."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from brobygger.access.who import actor_for
from brobygger.access.zones import enter
from brobygger.demonstration.tests.towns import towns
from brobygger.people.models import PhoneNumber
from brobygger.programmes.queries import of_kind
from brobygger.screening import queries as screenings

NOW = datetime(2026, 11, 18, 13, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def filled(cast):
    return towns(cast.outpatient, NOW)


def share(filled, leader, key, heard):
    zones, ids = filled
    by = actor_for(ids[leader])
    enter(by)
    rows = screenings.detections(by, zone_id=zones[key], programme_id=of_kind("outpatient").get().pk)
    return round(100 * rows.filter(heard=heard).count() / rows.count())


def test_nobody_has_another_ones_number(filled):
    zones, ids = filled
    enter(actor_for(ids["pia@demo.invalid"]))
    numbers = list(PhoneNumber.objects.filter(zone_id=zones["koege"]).values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) > 10


def test_people_have_heard_of_it_as_the_seed_says(filled):
    told = {
        ("koege", "own_department"): 57,
        ("koege", "trained_employee"): 27,
        ("odense", "social_media"): 33,
        ("odense", "municipal_employee"): 17,
    }
    leaders = {"koege": "pia@demo.invalid", "odense": "olga@demo.invalid"}
    assert {one: share(filled, leaders[one[0]], *one) for one in told} == told


def test_someone_stands_in_every_state_of_the_team(filled):
    zones, ids = filled
    for key, email in (("koege", "astrid@demo.invalid"), ("odense", "kirsten@demo.invalid")):
        by = actor_for(ids[email])
        enter(by)
        states = set(screenings.team_list(by, zone_id=zones[key]).values_list("state", flat=True))
        assert states == {"sent", "taken", "conversation_held"}
