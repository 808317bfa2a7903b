"""The two municipalities show the seed's pattern, and someone stands in every state."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from brobygger.access.who import actor_for
from brobygger.access.zones import enter
from brobygger.demonstration.towns import BEGAN, OFFICIALS, TOWNS, fill_towns
from brobygger.screening import queries as screenings

NOW = datetime(2026, 11, 18, 13, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))


@pytest.fixture
def towns(cast):
    """Both municipalities as the demonstration fills them, in zones of their own."""
    from django.contrib.auth import get_user_model

    from brobygger.staff.models import Membership, Organisation, Zone

    zones, ids = {}, {}
    for one in TOWNS:
        owner = Organisation.objects.create(name=one["organisation"])
        zone = Zone.objects.create(key=f"{one['key']}-2", name=one["name"], organisation=owner)
        zone.programmes.add(cast.outpatient)
        zones[one["key"]] = zone.pk
    for one in OFFICIALS:
        worker = get_user_model().objects.create_user(one.email, name=one.name)
        Membership.objects.create(worker=worker, zone_id=zones[one.zone], role=one.role, since=(NOW - BEGAN).date())
        ids[one.email] = worker.pk
    fill_towns(zones=zones, ids=ids, now=NOW)
    return zones, ids


def share(towns, leader, key, heard):
    zones, ids = towns
    by = actor_for(ids[leader])
    enter(by)
    from brobygger.programmes.queries import of_kind

    rows = screenings.detections(by, zone_id=zones[key], programme_id=of_kind("outpatient").get().pk)
    return round(100 * rows.filter(heard=heard).count() / rows.count())


def test_people_have_heard_of_it_as_the_seed_says(towns):
    told = {
        ("koege", "own_department"): 57,
        ("koege", "trained_employee"): 27,
        ("odense", "social_media"): 33,
        ("odense", "municipal_employee"): 17,
    }
    leaders = {"koege": "pia@demo.invalid", "odense": "olga@demo.invalid"}
    assert {one: share(towns, leaders[one[0]], *one) for one in told} == told


def test_someone_stands_in_every_state_of_the_team(towns):
    zones, ids = towns
    for key, email in (("koege", "astrid@demo.invalid"), ("odense", "kirsten@demo.invalid")):
        by = actor_for(ids[email])
        enter(by)
        states = set(screenings.team_list(by, zone_id=zones[key]).values_list("state", flat=True))
        assert states == {"sent", "taken", "conversation_held"}
