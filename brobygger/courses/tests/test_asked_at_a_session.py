"""Whoever came and was not asked about safety stands as something to do until it is answered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from brobygger.courses import queries
from brobygger.courses.course_actions import Noted
from brobygger.courses.models import Design
from brobygger.courses.tests.making import a_day_since, confirmed, held, planned, ready
from brobygger.courses.tests.test_pages import shown, signed_in

pytestmark = pytest.mark.django_db
SIGN = 'class="not-asked"'


@pytest.fixture(autouse=True)
def certificates(cast, now):
    ready(cast, now)


@pytest.fixture
def course(cast):
    Design.objects.create(zone=cast.koege, sessions=1, fewest=2)
    past = timezone.now() - timedelta(days=20)
    return planned(cast, past, first_on=a_day_since(timezone.localdate(past) + timedelta(days=8)))


@pytest.mark.parametrize("answer", ["no", "yes", "not_possible"])
def test_who_came_and_was_not_asked_is_named_until_it_is_answered(cast, course, answer):
    past = timezone.now() - timedelta(days=19)
    came, away = confirmed(cast, past, course), confirmed(cast, past, course)
    team, sheet = signed_in(cast, "assessor"), reverse("course_session", args=[course.sessions.get().pk])
    told = {f"came-{came.pk}": "present", f"came-{away.pk}": "away", "all_the_same": "Prøve"}
    page = team.post(sheet, told, follow=True).content.decode()
    assert page.count(SIGN) == 1  # saved, and said
    assert team.get(sheet).content.decode().count(SIGN) == 1
    as_opened = {f"stood-{came.pk}": "present None", f"stood-{away.pk}": "away None"}
    told = as_opened | {f"came-{came.pk}": "present", f"came-{away.pk}": "away", f"worries-{came.pk}": answer}
    page = team.post(sheet, told, follow=True).content.decode()
    assert SIGN not in page
    page = team.get(sheet).content.decode()
    assert SIGN not in page
    assert page.count(" checked") == 3


def test_that_it_was_not_possible_takes_back_no_worry(cast, course):
    place = confirmed(cast, timezone.now() - timedelta(days=19), course)
    held(cast, course, **{f"p{place.pk}": Noted("present", True)})
    held(cast, course, **{f"p{place.pk}": Noted("present", None, not_possible=True)})
    noted = queries.noted(course.sessions.get())[place.pk]
    assert (noted.worries, noted.not_possible) == (True, False)


def test_whoever_keeps_the_places_sees_it_on_the_course(cast, course):
    place = confirmed(cast, timezone.now() - timedelta(days=19), course)
    held(cast, course, **{f"p{place.pk}": Noted("late")})
    assert SIGN in shown(signed_in(cast, "project_leader"), "course", course.pk)
