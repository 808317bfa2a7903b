"""Whoever is kept apart after an offer or a yes does not meet either, and whoever keeps them apart is told."""

import pytest
from django.test import Client
from django.urls import reverse

from brobygger.courses import course_actions, place_actions
from brobygger.courses.tests.making import confirmed, offered, planned, ready, waits
from brobygger.risk.tests.making import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(cast, now):
    ready(cast, now)
    course = planned(cast, now)
    return course, confirmed(cast, now, course), offered(cast, now, waits(cast, now), course)


def kept_apart(cast, now, one, **told):
    by = cast.actor("project_leader")
    told = {"second": None, "worker": None, "why": "kin"} | told
    course_actions.keep_apart(screening_id=one.screening_id, **told, by=by, at=now)


def test_a_yes_to_an_offer_from_before_is_refused(cast, now, two):
    _course, there, asked = two
    kept_apart(cast, now, asked, second=there.screening_id)
    with refused("not_this_course"):
        place_actions.answer(place_id=asked.pk, yes=True, by=cast.actor("assessor"), at=now)
    assert place_actions.answer(place_id=asked.pk, yes=False, by=cast.actor("assessor"), at=now).state == "waiting"


def test_who_has_said_yes_already_is_not_asked_again_into_the_same_course(cast, now, two):
    _course, there, asked = two
    place_actions.answer(place_id=asked.pk, yes=True, by=cast.actor("assessor"), at=now)
    kept_apart(cast, now, asked, second=there.screening_id)
    for one in (there, asked):
        with refused("not_this_course"):
            place_actions.ask_again(place_id=one.pk, comes=True, by=cast.actor("assessor"), at=now)


@pytest.mark.parametrize("whom", ["person", "leader of the course"])
def test_whoever_keeps_them_apart_is_told_that_they_would_meet(cast, now, two, whom):
    course, there, asked = two
    told = {"second": asked.screening_id} if whom == "person" else {"worker": cast.assessor.pk}
    kept_apart(cast, now, there, **told)
    client = Client()
    client.force_login(cast.project_leader)
    page = client.get(reverse("course_apart", args=[there.screening_id])).content.decode()
    assert "De vil mødes, som det står nu" in page
    place_actions.withdraw(place_id=there.pk, by=cast.actor("assessor"), at=now)
    page = client.get(reverse("course_apart", args=[there.screening_id])).content.decode()
    assert "De vil mødes" not in page
    assert course.state == "planned"
