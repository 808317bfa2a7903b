"""Whoever no longer has a place in a course that has begun left it: what has been there stays, and she is rung."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from brobygger.courses import apart_actions, course_actions, place_actions, queries
from brobygger.courses.course_actions import Noted
from brobygger.courses.models import Design, Place, PlaceCount
from brobygger.courses.tests.making import a_day_since, confirmed, held, planned, ready
from brobygger.courses.tests.test_kept_apart import CHANGES
from brobygger.courses.tests.test_pages import shown, signed_in
from brobygger.risk.tests.making import refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def past():
    return timezone.now() - timedelta(days=20)


@pytest.fixture
def course(cast, past):
    """One session is held, two are to come."""
    ready(cast, past)
    Design.objects.create(zone=cast.koege, sessions=3, fewest=2, weeks_between=2)
    return planned(cast, past, first_on=a_day_since(timezone.localdate(past) + timedelta(days=8)))


@pytest.fixture
def two(cast, past, course):
    """Both came to the first session, and only the first of them was asked about safety."""
    both = confirmed(cast, past, course), confirmed(cast, past, course)
    held(cast, course, **{f"p{both[0].pk}": Noted("present", False), f"p{both[1].pk}": Noted("present")})
    return both


def parted(cast, one, other):
    told = {"screening_id": one.screening_id, "second": other.screening_id, "worker": None, "why": "kin"}
    by = cast.actor("project_leader")
    apart_actions.keep_apart(**told, waits_on=other.screening_id, by=by, at=timezone.now())


def stopped(cast, course):
    course_actions.call_off(course_id=course.pk, by=cast.actor("project_leader"), at=timezone.now())


def moved(cast, place):
    by = cast.actor("assessor")
    place_actions.drop_out(place_id=place.pk, why="another_course", by=by, at=timezone.now())


WAYS = {
    "kept apart": lambda cast, course, two: parted(cast, *two),
    "the course is stopped": lambda cast, course, two: stopped(cast, course),
    "to another course": lambda cast, course, two: moved(cast, two[1]),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_has_been_stays_with_the_course_and_on_her_page(cast, course, two, way):
    _stays, left = two
    WAYS[way](cast, course, two)
    team = signed_in(cast, "assessor")
    assert f'name="came-{left.pk}"' in shown(team, "course_session", course.sessions.get(number=1).pk)
    assert 'class="not-asked"' in shown(team, "course", course.pk)
    assert PlaceCount.objects.get(pk=left.count_id).came == 1
    now = queries.place_of(cast.actor("assessor"), left.screening_id)
    assert (now.state, now.waits_since) == ("waiting", left.waits_since)
    hers = shown(team, "course_place", now.pk)  # where one comes to from her own page
    assert reverse("course_place", args=[left.pk]) in hers
    assert "skal ringes op" in hers
    assert 'id="came"' in shown(team, "course_place", left.pk)


@pytest.mark.parametrize("way", WAYS)
def test_she_stands_to_be_rung_until_someone_has(cast, course, two, way):
    _stays, left = two
    WAYS[way](cast, course, two)
    team, by = signed_in(cast, "assessor"), cast.actor("project_leader")
    rung, hers = reverse("course_rung", args=[course.pk, left.pk]), ("received", left.screening_id)
    assert "skal ringes op" in shown(team, *hers)
    assert left.pk in [one.id for one in queries.under_way(by, zone_id=cast.koege.pk) if one.state == "not_rung"]
    assert rung in shown(team, "course", course.pk)
    page = team.post(rung, follow=True).content.decode()
    assert rung not in page
    assert reverse("course_place", args=[left.pk]) in page
    assert "skal ringes op" not in shown(team, *hers)
    assert left.pk not in [one.id for one in queries.under_way(by, zone_id=cast.koege.pk) if one.state == "not_rung"]


@pytest.mark.parametrize("way", WAYS)
def test_the_question_about_safety_is_answered_afterwards(cast, course, two, way):
    _stays, left = two
    WAYS[way](cast, course, two)
    held(cast, course, **{f"p{left.pk}": Noted("present", False)})
    assert 'class="not-asked"' not in shown(signed_in(cast, "assessor"), "course", course.pk)


def test_nobody_who_leads_reads_why_she_left_or_with_whom(cast, course, two):
    stays, _left = two
    parted(cast, *two)
    team = signed_in(cast, "assessor")
    moved(cast, stays)
    told = [shown(team, "course_place", one.pk).split('id="now"')[1].split("</section>")[0] for one in two]
    assert "Skal på et andet hold" in told[0]
    assert len({CHANGES.sub("", one).replace(f"/{place.pk}/", "") for one, place in zip(told, two, strict=True)}) == 1


def test_before_it_has_begun_whoever_is_kept_apart_waits_on_and_is_rung(cast, past, course):
    stays, left = confirmed(cast, past, course), confirmed(cast, past, course)
    parted(cast, stays, left)
    assert Place.objects.filter(screening_id=left.screening_id).count() == 1
    team = signed_in(cast, "assessor")
    assert "aflyst" not in shown(team, "course_place", left.pk).split("<main")[1]
    rung = reverse("course_rung", args=[course.pk, left.pk])
    assert rung in shown(team, "course", course.pk)
    assert rung not in team.post(rung, follow=True).content.decode()


def test_what_was_noted_before_her_place_was_moved_is_shown_too(cast, course, two):
    """A place that was moved while what had been went with it."""
    left = two[1]
    Place.objects.filter(pk=left.pk).update(state="waiting", course=None, seat=None)
    team = signed_in(cast, "assessor")
    assert f'name="came-{left.pk}"' in shown(team, "course_session", course.sessions.get(number=1).pk)
    assert 'class="not-asked"' in shown(team, "course", course.pk)
    held(cast, course, **{f"p{left.pk}": Noted("present", False)})
    assert 'class="not-asked"' not in shown(team, "course", course.pk)
    assert 'id="came"' in shown(team, "course_place", left.pk)


def test_a_course_that_has_met_is_stopped_and_says_after_which_session(cast, course, two):
    stopped(cast, course)
    leader, team = signed_in(cast, "project_leader"), signed_in(cast, "assessor")
    for page in (shown(leader, "courses"), shown(team, "course", course.pk)):
        assert "Stoppet efter mødegang 1" in page
        assert "Aflyst" not in page.split("<main")[1]


def test_what_is_not_held_in_a_course_that_is_over_is_neither_changed_nor_noted(cast, course, two):
    stopped(cast, course)
    team, second = signed_in(cast, "assessor"), course.sessions.get(number=2)
    page = shown(team, "course", course.pk)
    change = reverse("course_session_change", args=[second.pk])
    assert change not in page
    assert "aflyst" in page
    assert team.get(change)["Location"] == reverse("course", args=[course.pk])
    assert reverse("course_session", args=[second.pk]) not in page
    by = cast.actor("assessor")
    with refused("course_is_over"):
        course_actions.note_attendance(session_id=second.pk, told={}, by=by, at=second.starts_at)
    told = {"session_id": second.pk, "theme": "", "element": "network", "by": by, "at": timezone.now()}
    with refused("course_is_over"):
        course_actions.move_session(**told, starts_at=second.starts_at + timedelta(days=1))
    told = {"leader": cast.assessor.pk, "second_leader": cast.project_leader.pk}
    with refused("course_is_over"):
        course_actions.change_leaders(course_id=course.pk, **told, by=cast.actor("project_leader"), at=timezone.now())
