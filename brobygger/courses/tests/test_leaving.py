"""Whoever has a place leaves with a reason and is rung; whoever only waits is off the list by a press, and back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from brobygger.courses import course_actions, place_actions, queries
from brobygger.courses.models import Design, Place, PlaceCount
from brobygger.courses.tests.making import FIRST, a_day_since, confirmed, held, offered, planned, ready, waits
from brobygger.courses.tests.test_pages import shown, signed_in, wednesday
from brobygger.risk.tests.making import refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def certificates(cast, now):
    ready(cast, now)


def test_no_press_ends_someones_part_in_a_course(cast, now):
    course = planned(cast, now)
    place, by = confirmed(cast, now, course), cast.actor("assessor")
    with refused("leaves_with_a_reason"):
        place_actions.withdraw(place_id=place.pk, by=by, at=now)
    held(cast, course, **{f"p{place.pk}": "present"})
    with refused("leaves_with_a_reason"):
        place_actions.withdraw(place_id=place.pk, by=by, at=now)
    team = signed_in(cast, "assessor")
    team.post(reverse("course_place_do", args=[place.pk]), {"do": "withdraw"})
    place.refresh_from_db()
    assert (place.state, place.seat) == ("confirmed", 1)
    page = shown(team, "course_place", place.pk)
    assert 'value="withdraw"' not in page
    assert "ringer til" in page  # what follows is said before it is saved


def test_off_the_list_is_undone_in_time_and_the_wait_is_as_it_was(cast):
    now = timezone.now()
    place, team = waits(cast, now - timedelta(days=9)), signed_in(cast, "assessor")
    page = team.post(reverse("course_place_do", args=[place.pk]), {"do": "withdraw"}, follow=True).content.decode()
    assert 'value="undo"' in page
    page = team.post(reverse("course_place_do", args=[place.pk]), {"do": "undo"}, follow=True).content.decode()
    assert 'value="undo"' not in page
    again = Place.objects.get()
    assert (again.state, again.waits_since) == ("waiting", place.waits_since)


def test_it_is_too_late_to_undo_after_some_minutes(cast, now):
    place, by = waits(cast, now), cast.actor("assessor")
    with refused("too_late_to_undo"):
        place_actions.undo_withdrawal(place_id=place.pk, by=by, at=now)
    place_actions.withdraw(place_id=place.pk, by=by, at=now)
    with refused("too_late_to_undo"):
        place_actions.undo_withdrawal(place_id=place.pk, by=by, at=now + timedelta(minutes=11))


@pytest.mark.parametrize("ends", ["completed", "dropped_out"])
def test_a_course_once_more_leaves_the_first_as_it_was(cast, now, ends):
    Design.objects.create(zone=cast.koege, sessions=1, fewest=2)
    course, by = planned(cast, now), cast.actor("assessor")
    first = confirmed(cast, now, course)
    held(cast, course, **{f"p{first.pk}": "present"})
    later = course.sessions.get().starts_at + timedelta(days=1)
    if ends == "dropped_out":
        place_actions.drop_out(place_id=first.pk, why="work", by=by, at=later)
    course_actions.end(course_id=course.pk, by=by, at=later)
    team = signed_in(cast, "assessor")
    assert reverse("course_of", args=[first.screening_id]) + "?more" in shown(team, "course_place", first.pk)
    told = {"wishes_a_group": "on", "wishes": "Gerne formiddag"}
    team.post(reverse("course_of", args=[first.screening_id]), told)
    first.refresh_from_db()
    assert (first.state, first.course, first.attendances.count()) == (ends, course, 1)
    new = queries.place_of(cast.actor("assessor"), first.screening_id)
    assert (new.state, new.wishes, new.attendances.count()) == ("waiting", "Gerne formiddag", 0)
    assert set(PlaceCount.objects.values_list("state", "came")) == {(ends, 1), ("waiting", 0)}
    with refused("waits_already"):
        told = {"screening_id": first.screening_id, "wishes": "", "wishes_a_group": True}
        place_actions.wait(**told, by=cast.actor("assessor"), at=later)


def test_the_old_place_is_not_taken_up_again_beside_a_new_one(cast, now):
    course, by = planned(cast, now), cast.actor("assessor")
    first = confirmed(cast, now, course)
    place_actions.drop_out(place_id=first.pk, why="work", by=by, at=now)
    told = {"screening_id": first.screening_id, "wishes": "", "wishes_a_group": True}
    place_actions.wait(**told, by=by, at=now)
    with refused("waits_already"):
        place_actions.come_back(place_id=first.pk, by=by, at=now)


def test_a_course_that_was_refused_stays_so_for_whoever_waits_once_more(cast, now):
    course, by = planned(cast, now), cast.actor("assessor")
    first = confirmed(cast, now, course)
    place_actions.drop_out(place_id=first.pk, why="work", by=by, at=now)
    Place.objects.filter(pk=first.pk).update(not_these=[course.pk])
    told = {"screening_id": first.screening_id, "wishes": "", "wishes_a_group": True}
    again = place_actions.wait(**told, by=by, at=now)
    assert offered(cast, now, again, course).state == "waiting"


def test_what_was_before_a_course_was_stopped_does_not_stand_under_the_next(cast, now):
    first, second = planned(cast, now), planned(cast, now, first_on=FIRST + timedelta(days=1))
    place = confirmed(cast, now, first)
    held(cast, first, **{f"p{place.pk}": "present"})
    course_actions.call_off(course_id=first.pk, by=cast.actor("project_leader"), at=now + timedelta(days=60))
    assert PlaceCount.objects.get(state="dropped_out").came == 1
    again = queries.place_of(cast.actor("assessor"), place.screening_id)
    Place.objects.filter(pk=again.pk).update(state="confirmed", course=second, seat=1)
    assert 'id="came"' not in shown(signed_in(cast, "assessor"), "course_place", again.pk)


def test_whoever_had_a_place_in_a_course_that_is_called_off_stands_there_until_rung(cast):
    now = timezone.now() - timedelta(minutes=5)
    course = planned(cast, now, first_on=wednesday())
    sat, asked, third = confirmed(cast, now, course), offered(cast, now, waits(cast, now), course), waits(cast, now)
    other = planned(cast, now, first_on=wednesday() + timedelta(days=1))
    leader = signed_in(cast, "project_leader")
    page = leader.post(reverse("course_call_off", args=[course.pk]), follow=True).content.decode()
    assert page.count("/rung/") == 2
    assert third.pk not in [one.pk for one in queries.to_ring(course)]
    waiting = queries.under_way(cast.actor("project_leader"), zone_id=cast.koege.pk)
    assert sorted(one.id for one in waiting if one.state == "not_rung") == [sat.pk, asked.pk]
    page = leader.post(reverse("course_rung", args=[course.pk, sat.pk]), follow=True).content.decode()
    assert page.count("/rung/") == 1
    confirmed(cast, now, other, asked)
    assert queries.to_ring(course) == []
    assert "/rung/" not in shown(leader, "course", course.pk)
    assert Place.objects.get(pk=sat.pk).state == "waiting"


def test_an_offer_in_two_windows_is_answered_in_words(cast):
    now = timezone.now() - timedelta(minutes=5)
    course = planned(cast, now, first_on=wednesday())
    place, team = waits(cast, now), signed_in(cast, "assessor")
    team.post(reverse("course_offer", args=[course.pk]), {"place": place.pk})
    answer = team.post(reverse("course_offer", args=[course.pk]), {"place": place.pk})
    assert answer.status_code == 422
    assert "har allerede fået et tilbud" in answer.content.decode()


def test_a_course_that_runs_is_stopped_and_not_called_off(cast):
    now = timezone.now() - timedelta(days=20)
    course = planned(cast, now, first_on=a_day_since(timezone.localdate(now) + timedelta(days=8)))
    leader = signed_in(cast, "project_leader")
    assert "Aflys holdet" in shown(leader, "course", course.pk)
    held(cast, course)
    page = shown(leader, "course", course.pk)
    assert "Stop holdet" in page
    assert "Aflys" not in page.split("<main")[1]
