"""The pages as the team, whoever leads a course, and others meet them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.courses.models import Course, Design, Place
from brobygger.courses.tests.making import a_day_since, assessed, confirmed, planned, ready, room, waits

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture(autouse=True)
def certificates(cast, now):
    ready(cast, now)


def signed_in(cast, who):
    client = Client()
    client.force_login(getattr(cast, who))
    return client


def shown(client, name, *args, status=200):
    response = client.get(reverse(name, args=args))
    assert response.status_code == status
    return response.content.decode()


def ahead(days=30):
    return timezone.localdate() + timedelta(days=days)


def wednesday():
    day = ahead(40)
    return day + timedelta(days=(2 - day.weekday()) % 7)


def test_a_course_from_the_list_to_a_place(cast, now):
    leader, team = signed_in(cast, "project_leader"), signed_in(cast, "assessor")
    number = assessed(cast, now)
    assert "Intet hold endnu" in shown(team, "courses")
    told = {"wishes_a_group": "on", "wishes": "Kun onsdage"}
    page = team.post(reverse("course_of", args=[number]), told, follow=True).content.decode()
    assert "Har ventet siden" in page
    told = {
        "name": "Onsdagsholdet", "venue_id": room(cast, now).pk, "first_on": f"{wednesday()}", "starts": "16:30",
        "leader": cast.assessor.pk, "second_leader": cast.second_assessor.pk,
    }  # fmt: skip
    leader.post(reverse("course_new"), told)
    course, place = Course.objects.get(), Place.objects.get()
    assert "Onsdagsholdet" in shown(team, "courses")
    page = team.post(reverse("course_offer", args=[course.pk]), {"place": place.pk}, follow=True).content.decode()
    assert "skal svare senest" in page
    page = team.post(reverse("course_place_do", args=[place.pk]), {"do": "yes"}, follow=True).content.decode()
    assert "Har plads på Onsdagsholdet" in page
    assert "1 har sagt ja; mindst 6 skal sige ja." in shown(team, "course", course.pk)


def test_who_came_is_noted_on_a_phone(cast, now):
    Design.objects.create(zone=cast.koege, sessions=1, fewest=2)
    past = now - timedelta(days=20)
    course = planned(cast, past, first_on=a_day_since(timezone.localdate(past) + timedelta(days=8)))
    place = confirmed(cast, past, course)
    team = signed_in(cast, "assessor")
    row = course.sessions.get()
    page = shown(team, "course_session", row.pk)
    assert " checked" not in page
    team.post(
        reverse("course_session", args=[row.pk]),
        {f"came-{place.pk}": "present", f"worries-{place.pk}": "yes", "all_the_same": "Prøve"},
    )
    assert place.attendances.get().came == "present"
    shown(signed_in(cast, "project_leader"), "course_session", row.pk, status=404)
    team.post(reverse("course_end", args=[course.pk]))
    assert Place.objects.get().state == "completed"
    page = team.post(reverse("course_gave", args=[place.pk]), {"gave": "some"}, follow=True).content.decode()
    assert "Noget" in page


def test_two_who_lead_note_who_came_and_neither_writes_over_the_other(cast, now):
    Design.objects.create(zone=cast.koege, sessions=1, fewest=2)
    course = planned(cast, now - timedelta(days=40), first_on=a_day_since(timezone.localdate() - timedelta(days=20)))
    one, other = (confirmed(cast, now - timedelta(days=30), course) for _seat in range(2))
    first, second = signed_in(cast, "assessor"), signed_in(cast, "second_assessor")
    sheet = reverse("course_session", args=[course.sessions.get().pk])
    as_opened = {f"stood-{place.pk}": "" for place in (one, other)}
    first.post(sheet, {"all_the_same": "Prøve"})
    page = first.post(sheet, as_opened | {f"came-{one.pk}": "away", f"worries-{one.pk}": "yes"}, follow=True)
    assert "1 er ikke noteret endnu." in page.content.decode()
    page = second.post(sheet, as_opened | {f"came-{other.pk}": "present"}, follow=True).content.decode()
    assert "ikke noteret endnu" not in page  # what the colleague noted stands
    as_opened[f"stood-{other.pk}"] = "present None"
    answer = second.post(sheet, as_opened | {f"came-{one.pk}": "present"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "En kollega har imens noteret" in page
    assert page.count("Noteret nu:") == 1
    assert "Noteret nu: Blev væk" in page
    assert f'name="stood-{one.pk}" value="away True"' in page


def test_whoever_leaves_is_to_be_rung(cast, now):
    place = confirmed(cast, now, planned(cast, now, first_on=wednesday()))
    team = signed_in(cast, "assessor")
    assert team.post(reverse("course_drop_out", args=[place.pk]), {}).status_code == 422
    page = team.post(reverse("course_drop_out", args=[place.pk]), {"why": "work"}, follow=True).content.decode()
    assert "Ring og hør" in page
    page = team.post(reverse("course_place_do", args=[place.pk]), {"do": "rung"}, follow=True).content.decode()
    assert "ringede" in page
    assert team.post(reverse("course_place_do", args=[place.pk]), {"do": "sums"}).status_code == 404


def test_why_two_must_not_meet_is_the_leaders_alone(cast, now):
    course = planned(cast, now, first_on=wednesday())
    there, other = confirmed(cast, now, course), waits(cast, now)
    leader, team = signed_in(cast, "project_leader"), signed_in(cast, "assessor")
    told = {"second": there.screening_id, "why": "children"}
    page = leader.post(reverse("course_apart", args=[other.screening_id]), told, follow=True).content.decode()
    assert "Deres børn går på samme skole" in page
    shown(team, "course_apart", other.screening_id, status=404)
    page = team.post(reverse("course_offer", args=[course.pk]), {"place": other.pk})
    assert page.status_code == 422
    assert "Ikke dette hold" in page.content.decode()
    assert "skole" not in page.content.decode().lower().split("<main")[1].split("</main>")[0]


def test_how_a_course_is_run_is_decided_by_the_leader(cast, now):
    leader = signed_in(cast, "project_leader")
    told = {
        "sessions": 10, "minutes": 150, "weeks_between": 2, "fewest": 6, "most": 8, "closes_after": 2, "answer_days": 5,
        "breaks": "efterårsferien",
    }  # fmt: skip
    page = leader.post(reverse("course_design"), told)
    assert page.status_code == 422
    assert "»efterårsferien«" in page.content.decode()
    leader.post(reverse("course_design"), told | {"breaks": "10-12–10-18\n12-21–01-03"})
    assert Design.objects.get().breaks == ["10-12–10-18", "12-21–01-03"]
    shown(signed_in(cast, "assessor"), "course_design", status=404)


def test_others_see_nothing_of_it(cast, now):
    course = planned(cast, now, first_on=wednesday())
    place = confirmed(cast, now, course)
    for who in ("employee", "odense_assessor", "odense_leader", "officer", "owner", "counsellor"):
        client = signed_in(cast, who)
        for name, number in (("course", course.pk), ("course_place", place.pk), ("course_of", place.screening_id)):
            shown(client, name, number, status=404)


def test_a_session_on_the_day_of_another_or_in_an_hour_that_has_passed_is_said(cast, now):
    past = now - timedelta(days=20)
    course = planned(cast, past, first_on=a_day_since(timezone.localdate(past) + timedelta(days=8)))
    team, third = signed_in(cast, "assessor"), course.sessions.get(number=3)
    course.sessions.filter(number__lt=3).update(starts_at=past, venue=None)
    change, today = reverse("course_session_change", args=[third.pk]), timezone.localtime()
    told = {"on": f"{today:%Y-%m-%d}", "starts": "00:00", "element": third.element, "anyway": "on"}
    course.sessions.filter(number=3).update(venue=None)
    page = team.post(change, told, follow=True).content.decode()
    assert "Mødegangen ligger før nu." in page
    fourth = course.sessions.get(number=4)
    told = {
        "on": f"{timezone.localdate(fourth.starts_at)}",
        "starts": "09:00",
        "element": third.element,
        "anyway": "on",
    }
    page = team.post(change, told, follow=True).content.decode()
    assert "Mødegang 4 ligger samme dag." in page
    assert "før nu" not in page
