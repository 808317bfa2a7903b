"""A course begins when enough have said yes and each has been asked again; otherwise with a reason."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from brobygger.base.decision import YES, no
from brobygger.courses import place_actions, queries
from brobygger.courses.models import Course, Design, Place
from brobygger.courses.tests.making import a_day_since, confirmed, held, planned, ready
from brobygger.courses.tests.test_pages import shown, signed_in, wednesday
from brobygger.risk.tests.making import refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def certificates(cast, now):
    ready(cast, now)


def begun(cast, *, fewest=2, seats=2):
    """A course whose first session was some days ago, and its places."""
    now = timezone.now() - timedelta(days=20)
    Design.objects.create(zone=cast.koege, sessions=2, fewest=fewest)
    course = planned(cast, now, first_on=a_day_since(timezone.localdate(now) + timedelta(days=8)))
    return course, [confirmed(cast, now, course) for _seat in range(seats)], now


def test_a_course_does_not_begin_unasked_without_a_reason_and_nothing_typed_is_lost(cast):
    course, (asked, other), now = begun(cast)
    told = {"place_id": asked.pk, "comes": True, "otherwise": True, "by": cast.actor("assessor"), "at": now}
    place_actions.ask_again(**told)
    team, sheet = signed_in(cast, "assessor"), reverse("course_session", args=[course.sessions.get(number=1).pk])
    page = team.get(sheet).content.decode()
    assert page.count('class="not-asked-again"') == 1
    came = {f"came-{asked.pk}": "present", f"worries-{asked.pk}": "no", f"came-{other.pk}": "late"}
    answer = team.post(sheet, came)
    assert answer.status_code == 422
    assert answer.content.decode().count(" checked") == 3
    assert Course.objects.get().state == "planned"
    team.post(sheet, came | {"all_the_same": "Hun kom selv; spurgt ved døren"})
    course.refresh_from_db()
    assert (course.state, course.unasked_words) == ("running", "Hun kom selv; spurgt ved døren")
    assert "spurgt ved døren" in shown(team, "course", course.pk)
    assert 'name="all_the_same"' not in team.get(sheet).content.decode()


def test_a_course_with_too_few_does_not_begin_without_a_reason(cast):
    course, places, _now = begun(cast, fewest=3)
    course_began = {f"p{one.pk}": "present" for one in places}
    with refused("begins_all_the_same"):
        held(cast, course, why="", **course_began)
    held(cast, course, why="Fem er nok", **course_began)
    course.refresh_from_db()
    assert (course.state, course.few_words, course.begins_with_few_by) == ("running", "Fem er nok", cast.assessor)


def test_whoever_has_said_why_it_begins_with_few_is_not_asked_twice(cast):
    course, places, now = begun(cast, fewest=3)
    for one in places:
        told = {"place_id": one.pk, "comes": True, "otherwise": True, "by": cast.actor("assessor"), "at": now}
        place_actions.ask_again(**told)
    Course.objects.filter(pk=course.pk).update(begins_with_few_at=now, few_words="Fem er nok")
    held(cast, course, why="", **{f"p{one.pk}": "present" for one in places})
    course.refresh_from_db()
    assert (course.state, course.few_words, course.unasked_words) == ("running", "Fem er nok", "")


def test_it_is_asked_again_within_a_fortnight_of_the_first_session(cast, now):
    course = planned(cast, now)  # six weeks ahead
    place = confirmed(cast, now, course)
    told = {"place_id": place.pk, "comes": True, "otherwise": True, "by": cast.actor("assessor")}
    with refused("asked_again_too_early"):
        place_actions.ask_again(**told, at=now)
    first = queries.sessions(course)[0].starts_at
    place_actions.ask_again(**told, at=first - timedelta(days=14))
    assert queries.unasked(course) == []
    Place.objects.update(asked_again_at=first - timedelta(days=15))  # the session was moved on since
    assert [one.pk for one in queries.unasked(course)] == [place.pk]


@pytest.mark.parametrize("may_ring", [True, False])
def test_still_comes_is_pressed_where_someone_may_ring_and_else_it_is_said_how(cast, monkeypatch, may_ring):
    monkeypatch.setattr("brobygger.contact.queries.gate", lambda *_who, **_how: YES if may_ring else no("not_now"))
    now = timezone.now() - timedelta(minutes=5)
    place = confirmed(cast, now, planned(cast, now, first_on=a_day_since(timezone.localdate() + timedelta(days=9))))
    team = signed_in(cast, "assessor")
    page = shown(team, "course_place", place.pk)
    assert ('value="comes"' in page, 'value="comes_otherwise"' in page) == (may_ring, not may_ring)
    team.post(reverse("course_place_do", args=[place.pk]), {"do": "comes"})
    assert (Place.objects.get().asked_again_at is not None) is may_ring
    team.post(reverse("course_place_do", args=[place.pk]), {"do": "comes_otherwise"})
    assert Place.objects.get().asked_again_at is not None


def test_the_days_have_their_year_where_it_is_not_this_one(cast):
    now = timezone.now() - timedelta(minutes=5)
    course = planned(cast, now, first_on=wednesday())
    page = shown(signed_in(cast, "assessor"), "course", course.pk)
    for one in queries.sessions(course):
        day = timezone.localtime(one.starts_at)
        assert (f" {day.year} " in page) is (day.year != timezone.localdate().year)


def test_what_another_account_sends_again_is_said_and_shows_nothing(cast):
    course, (place, _other), _now = begun(cast)
    sheet, client = reverse("course_session", args=[course.sessions.get(number=1).pk]), signed_in(cast, "assessor")
    told = {f"came-{place.pk}": "present", "all_the_same": "Kun fem kom i dag"}
    client.logout()
    page = client.post(sheet, told, headers={"origin": "http://testserver"})
    assert 'name="sent-again"' in page.content.decode()
    page = signed_in(cast, "employee").post(sheet, told | {"sent-again": "1"})
    assert page.status_code == 404
    assert "en anden, der har logget ind" in page.content.decode()
    assert "Kun fem kom" not in page.content.decode()
