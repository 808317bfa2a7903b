"""Whoever is kept apart after an offer or a yes does not meet either, and whoever keeps them apart is told."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brobygger.courses import apart_actions, course_actions, place_actions, queries
from brobygger.courses.models import KeptApart, Place
from brobygger.courses.tests.making import FIRST, confirmed, offered, planned, ready, waits
from brobygger.risk.tests.making import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(cast, now):
    ready(cast, now)
    course = planned(cast, now)
    return course, confirmed(cast, now, course), waits(cast, now)


def kept_apart(cast, now, one, **told):
    by = cast.actor("project_leader")
    told = {"second": None, "worker": None, "why": "kin"} | told
    return apart_actions.keep_apart(screening_id=one.screening_id, **told, by=by, at=now)


def test_what_was_refused_stays_refused_whoever_leaves(cast, now, two):
    """Else one finds out from whom someone is kept apart, by trying when another has left."""
    course, there, other = two
    kept_apart(cast, now, other, second=there.screening_id)
    assert offered(cast, now, other, course).state == "waiting"
    place_actions.drop_out(place_id=there.pk, why="work", by=cast.actor("assessor"), at=now)
    assert offered(cast, now, other, course).state == "waiting"
    next_day = planned(cast, now, first_on=FIRST + timedelta(days=1))
    assert offered(cast, now, other, next_day).state == "offered"


def test_two_who_are_in_one_course_already_are_parted_when_it_is_noted(cast, now, two):
    course, there, other = two
    offered(cast, now, other, course)
    with refused("choose_who_waits"):
        kept_apart(cast, now, other, second=there.screening_id)
    with refused("choose_who_waits"):
        kept_apart(cast, now, other, second=there.screening_id, waits_on=waits(cast, now).screening_id)
    assert not KeptApart.objects.exists()
    kept_apart(cast, now, other, second=there.screening_id, waits_on=there.screening_id)
    assert Place.objects.get(pk=there.pk).state == "waiting"
    assert place_actions.answer(place_id=other.pk, yes=True, by=cast.actor("assessor"), at=now).state == "confirmed"


def test_someone_or_a_colleague_is_chosen_and_never_both_at_once(cast, now, two):
    _course, there, other = two
    client = Client()
    client.force_login(cast.project_leader)
    told = {"second": there.screening_id, "worker": cast.assessor.pk, "why": "kin"}
    page = client.post(reverse("course_apart", args=[other.screening_id]), told).content.decode()
    assert "Vælg kun én: enten en anden borger eller en kollega." in page
    assert not KeptApart.objects.exists()


def test_the_leader_is_asked_on_the_page_who_waits(cast, now, two):
    course, there, other = two
    offered(cast, now, other, course)
    client = Client()
    client.force_login(cast.project_leader)
    page, told = reverse("course_apart", args=[other.screening_id]), {"second": there.screening_id, "why": "kin"}
    assert "Hvem venter på et andet hold?" not in client.get(page).content.decode()
    answer = client.post(page, told)
    assert answer.status_code == 422
    assert answer.content.decode().count('name="waits_on"') == 2
    client.post(page, told | {"waits_on": other.screening_id})
    assert Place.objects.get(pk=other.pk).state == "waiting"


def test_a_colleague_whom_someone_must_not_meet_does_not_come_to_lead(cast, now, two):
    course, there, _other = two
    with refused("choose_who_waits"):
        kept_apart(cast, now, there, worker=cast.assessor.pk)
    kept_apart(cast, now, there, worker=cast.project_leader.pk)
    told = {"course_id": course.pk, "leader": cast.assessor.pk, "second_leader": cast.project_leader.pk}
    with refused("someone_must_not_meet_who_leads"):
        course_actions.change_leaders(**told, by=cast.actor("project_leader"), at=now)


def test_what_comes_about_all_the_same_is_shown_to_the_leader_alone(cast, now, two):
    course, there, other = two
    kept_apart(cast, now, other, second=there.screening_id)
    Place.objects.filter(pk=other.pk).update(state="confirmed", course=course, seat=8)
    zone = cast.koege.pk
    assert [found.pk for _one, found in queries.would_meet(cast.actor("project_leader"), zone_id=zone)] == [course.pk]
    assert queries.would_meet(cast.actor("assessor"), zone_id=zone) == []


CHANGES = re.compile(r'csrfmiddlewaretoken" value="[^"]*"|x-csrftoken": "[^"]*"|nonce="[^"]*"')


def pages_of(client, course, *places):
    """Every page on which the team meets the course and these people: what it says, and what it asked the database."""
    found = {}
    addresses = [reverse(name) for name in ("courses", "reception", "risk_board", "alarms", "follow_ups")]
    addresses.append(reverse("course", args=[course.pk]))
    for one in places:
        addresses += [reverse(name, args=[one.pk]) for name in ("course_place", "participant", "sharing", "network")]
        addresses += [reverse(name, args=[one.screening_id]) for name in ("received", "course_of")]
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        words = CHANGES.sub("", answer.content.decode())
        found[address] = answer.status_code, words, len(asked), sorted(answer.headers)
    return found


@pytest.mark.parametrize("whom", ["person", "leader of the course"])
def test_no_page_of_the_team_tells_by_words_order_counts_or_work_that_two_are_kept_apart(cast, now, two, whom):
    course, there, other = two
    client = Client()
    client.force_login(cast.assessor)
    pages_of(client, course, there, other)  # what a first look changes is changed
    before = pages_of(client, course, there, other)
    kept_apart(
        cast, now, other, **({"second": there.screening_id} if whom == "person" else {"worker": cast.assessor.pk})
    )
    after = pages_of(client, course, there, other)
    for address, told in before.items():
        assert after[address] == told, address
        assert told[0] in (200, 302), address


def test_a_refused_offer_is_the_same_whatever_the_reason_to_keep_apart(cast, now, two):
    """Whoever offers is told the same, and the same is written, for someone in the course and for one who leads it."""
    course, there, place = two
    client, told = Client(), []
    client.force_login(cast.assessor)
    for why in ("kin", "kin", "same_other", "staff"):  # the first also warms up
        whom = {"worker": cast.assessor.pk} if why == "staff" else {"second": there.screening_id}
        kept_apart(cast, now, place, why=why, **whom)
        with CaptureQueriesContext(connection) as asked:
            answer = client.post(reverse("course_offer", args=[course.pk]), {"place": place.pk})
        told.append((answer.status_code, CHANGES.sub("", answer.content.decode()), len(asked)))
        row = KeptApart.objects.get(ended_at=None)
        apart_actions.end_apart(
            screening_id=place.screening_id, apart_id=row.pk, by=cast.actor("project_leader"), at=now
        )
    assert told[1] == told[2] == told[3]
    assert told[1][0] == 422
    assert "Ikke dette hold" in told[1][1]
