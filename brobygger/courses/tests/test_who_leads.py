"""Who leads is in one place at a time, is at work, and is nobody whom someone in the course must not meet."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from brobygger.base.workdays import day_of
from brobygger.courses import apart_actions, course_actions, queries
from brobygger.courses.models import Course, Design
from brobygger.courses.tests.making import FIRST, confirmed, planned, ready
from brobygger.courses.tests.test_pages import signed_in
from brobygger.reach.models import TrainingDone
from brobygger.risk.tests.making import refused
from brobygger.staff import actions as staff
from brobygger.staff.models import Absence, Membership

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def certificates(cast, now):
    ready(cast, now)


def ends(cast, now, who, to=None):
    """The role of the colleague is over since yesterday, and is handed over."""
    by = cast.actor("project_leader")
    role = Membership.objects.get(worker=getattr(cast, who), role="assessor")
    told = {"last_day": day_of(now) - timedelta(days=1), "hands_over_to": to and getattr(cast, to).pk}
    return staff.end_role(membership_id=role.pk, **told, by=by, at=now)


def test_nobody_leads_two_courses_at_the_same_time(cast, now):
    first = planned(cast, now)
    with refused("leads_another_course_then"):
        planned(cast, now, second_leader=cast.project_leader)
    other = planned(cast, now, first_on=FIRST + timedelta(days=1))
    session = other.sessions.get(number=3)
    told = {"session_id": session.pk, "theme": "", "element": session.element, "at": now}
    at = first.sessions.get(number=3).starts_at + timedelta(hours=1)
    with refused("leads_another_course_then"):
        course_actions.move_session(**told, starts_at=at, by=cast.actor("assessor"))
    by = cast.actor("project_leader")
    course_actions.change_leaders(
        course_id=other.pk, leader=cast.project_leader.pk, second_leader=cast.second_assessor.pk, by=by, at=now
    )
    Course.objects.filter(pk=first.pk).update(second_leader=cast.second_project_leader)
    assert course_actions.move_session(**told, starts_at=at, by=cast.actor("project_leader")).starts_at == at


def test_a_session_at_which_only_one_is_at_work_is_heard_of_until_another_stands_in(cast, now):
    course = planned(cast, now)
    by = cast.actor("project_leader")
    third = day_of(course.sessions.get(number=3).starts_at)
    Absence.objects.create(
        zone=cast.koege, worker=cast.assessor, first_day=third, last_day=third, noted_at=now, noted_by=cast.assessor
    )
    assert [one.number for one in queries.lacks(course, now).alone] == [3]
    assert "one_leads" in {one.state for one in queries.under_way(by, zone_id=cast.koege.pk)}
    page = signed_in(cast, "project_leader").get(reverse("course", args=[course.pk])).content.decode()
    assert f"{third:%d.%m.%Y}" in page.partition("færre end to")[2][:400]
    two = {"leader": cast.assessor.pk, "second_leader": cast.second_assessor.pk}
    by = cast.actor("project_leader")
    row = course_actions.change_leaders(course_id=course.pk, **two, stand_in=cast.project_leader.pk, by=by, at=now)
    assert queries.lacks(row, now).alone == ()


def test_a_course_does_not_pass_to_one_who_leads_it_already_or_must_not_meet_someone_in_it(cast, now):
    course = planned(cast, now, leader=cast.assessor, second_leader=cast.project_leader)
    place = confirmed(cast, now, course)
    by = cast.actor("project_leader")
    apart_actions.keep_apart(
        screening_id=place.screening_id, worker=cast.second_assessor.pk, second=None, why="staff", by=by, at=now
    )
    ends(cast, now, "assessor", to="second_assessor")
    cast.actor("project_leader")
    found = Course.objects.get(pk=course.pk)
    assert found.leader == cast.second_project_leader, "neither the one who was named, nor the one who leads already"


def test_whoever_keeps_apart_sees_on_the_overview_that_two_would_meet(cast, now):
    course = planned(cast, now)
    place = confirmed(cast, now, course)
    by = cast.actor("project_leader")
    told = {"screening_id": place.screening_id, "worker": cast.project_leader.pk, "second": None, "why": "staff"}
    apart_actions.keep_apart(**told, by=by, at=now)
    Course.objects.filter(pk=course.pk).update(second_leader=cast.project_leader)
    words = "De må ikke mødes, og det vil de komme til"
    assert words in signed_in(cast, "project_leader").get(reverse("overview")).content.decode()
    assert words not in signed_in(cast, "assessor").get("/risk/").content.decode()


def test_a_session_on_a_day_off_is_held_only_where_that_is_said(cast, now):
    Design.objects.create(zone=cast.koege, breaks=["07"])
    course = planned(cast, now)
    assert "2027-02-17" not in {day_of(one.starts_at).isoformat() for one in queries.sessions(course)}, "week 7"
    session = course.sessions.get(number=6)
    address = reverse("course_session_change", args=[session.pk])
    told = {"on": "2027-02-17", "starts": "16:30", "element": session.element, "theme": ""}
    leader = signed_in(cast, "assessor")
    page = leader.post(address, told)
    assert page.status_code == 422
    assert "ferie" in page.content.decode()
    assert leader.post(address, told | {"anyway": "on"}).status_code == 302


def test_what_is_passed_on_is_said_and_what_went_to_nobody(cast, now):
    course = planned(cast, now, second_leader=cast.project_leader)
    other = planned(cast, now, first_on=FIRST + timedelta(days=1), leader=cast.project_leader)
    Course.objects.filter(pk=other.pk).update(stand_in=cast.assessor)
    role = Membership.objects.get(worker=cast.assessor, role="assessor")
    leader = signed_in(cast, "project_leader")
    told = {"last_day": f"{timezone.localdate() - timedelta(days=1)}", "why": "stopped"}
    told |= {"hands_over_to": cast.second_assessor.pk}
    page = leader.post(reverse("end_role", args=[role.pk]), told, follow=True).content.decode()
    again = leader.get(reverse("pass_on_role", args=[role.pk])).content.decode()
    for shown in (page, again):
        assert f"hold, som medarbejderen leder (1), hos {cast.second_assessor.name}" in shown
        assert "hold, som vedkommende træder til på (1), hos ingen bestemt" in shown
    course.refresh_from_db()
    assert course.leader == cast.second_assessor


def test_what_a_course_lacks_since_others_lead_is_late_from_then_alone(cast, now):
    course, by = planned(cast, now - timedelta(days=9), second_leader=cast.project_leader), cast.actor("project_leader")
    TrainingDone.objects.filter(worker=cast.second_assessor).delete()
    ends(cast, now, "assessor", to="second_assessor")
    since = {one.state: one.since for one in queries.under_way(by, zone_id=cast.koege.pk) if one.id == course.pk}
    assert since["certificate"] == now
