"""A course from the waiting list to the follow-up: planned, offered, held three times, left by one, and ended."""

from datetime import datetime, time, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import expect

from brobygger.courses.models import Course, Design, Place, Session
from brobygger.courses.tests.making import ready, room, waits
from brobygger.participants.models import FollowUp
from journeys.conftest import in_english, picture, sign_in, violations

NAMES = ("Maria", "Alma", "Ellen")
SAYS = {
    "da": {"yes": "Siger ja", "asked": "Spurgt en gang til", "rung": "Er ringet op", "ended": "Holdet er slut"},
    "en": {"yes": "Says yes", "asked": "Asked once more", "rung": "Has been rung", "ended": "The course has ended"},
}


@pytest.fixture
def waiting(house):
    """Three who are assessed and wait, two who may lead, and a room."""
    now = timezone.now() - timedelta(days=6)
    with transaction.atomic():
        ready(house, now)
        Design.objects.create(zone=house.koege, sessions=3, fewest=2, closes_after=2)
        room(house, now, "Lokale 3")
        places = [waits(house, now) for _name in NAMES]
        for place, name in zip(places, NAMES, strict=True):
            person = place.screening.person
            person.given_name = name
            person.save()
    return places


def time_passes(number):
    """The session has been, some hours after the one before."""
    was = timezone.now() - timedelta(hours=12 - 3 * number)
    Session.objects.using("owner").filter(number=number).update(starts_at=was)


def _is_near(course):
    """Within the days in which everyone is asked again."""
    for number in (1, 2, 3):
        day = timezone.localdate() + timedelta(days=6 + number)
        starts_at = timezone.make_aware(datetime.combine(day, time(16, 30)))
        Session.objects.using("owner").filter(course=course, number=number).update(starts_at=starts_at)


def press(page, words):
    with page.expect_navigation():
        page.get_by_role("button", name=words, exact=True).click()


def look(page, name):
    picture(page, name)
    assert violations(page) == []


@pytest.mark.parametrize(("language", "width"), [("da", 1280), ("en", 390)])
def test_from_the_waiting_list_to_the_follow_up(house, waiting, browse, language, width):
    leader, team = browse(width=width), browse(width=width)
    for page, who in ((leader, "project_leader"), (team, "assessor")):
        sign_in(page, who)
        if language == "en":
            in_english(page)
    says = SAYS[language]

    leader.goto("/courses/new/")
    leader.locator("[name=name]").fill("Onsdagsholdet")
    leader.locator("[name=venue_id]").select_option(label="Lokale 3")
    day = timezone.localdate() + timedelta(days=14)
    leader.locator("[name=first_on]").fill(f"{day + timedelta(days=(2 - day.weekday()) % 7)}")
    leader.locator("[name=starts]").fill("16:30")
    leader.locator("[name=leader]").select_option(str(house.assessor.pk))
    leader.locator("[name=second_leader]").select_option(str(house.second_assessor.pk))
    look(leader, f"course_new_{language}_{width}")
    with leader.expect_navigation():
        leader.locator("main .button-primary").click()
    expect(leader.locator("main")).to_contain_text("Onsdagsholdet")

    course = Course.objects.using("owner").get()
    _is_near(course)
    for name, place in zip(NAMES, waiting, strict=True):
        team.goto(f"/courses/{course.pk}/")
        team.locator("main details", has=team.locator("[name=place]")).locator("summary").click()
        team.get_by_label(name).check()
        with team.expect_navigation():
            team.locator("form[action$='/offer/'] .button-primary").click()
        press(team, says["yes"])
        team.locator("[name=do][value^=comes]").first.click()
        expect(team.locator("[name=do][value=withdraw]")).to_have_count(0)
        expect(team.locator("main")).to_contain_text(says["asked"])
        assert Place.objects.using("owner").get(pk=place.pk).state == "confirmed"
    look(team, f"course_place_{language}_{width}")

    for number in (1, 2, 3):
        time_passes(number)
        team.goto(f"/courses/session/{Session.objects.using('owner').get(number=number).pk}/")
        for line in team.locator(".sheet-line").all():
            line.locator("[value=present]").check()
            line.locator("[value=no]").check()
        if number == 1:
            look(team, f"course_sheet_{language}_{width}")
        with team.expect_navigation():
            team.locator(".sheet .button-primary").click()
        if number == 2:
            _leaves(team, waiting[2], says, f"course_left_{language}_{width}")

    team.goto(f"/courses/{course.pk}/")
    team.locator("main details", has_text=says["ended"]).locator("summary").click()
    press(team, says["ended"])
    states = Place.objects.using("owner").order_by("pk").values_list("state", flat=True)
    assert list(states) == ["completed", "completed", "dropped_out"]

    Place.objects.using("owner").update(state_at=timezone.now() - timedelta(days=120))
    team.goto("/courses/")
    team.locator("main a[href='/participants/']").click()
    look(team, f"follow_ups_{language}_{width}")
    team.get_by_role("link", name="Maria").click()
    team.locator("[name=state][value=held]").check()
    team.locator("[name=goes][value=better]").check()
    look(team, f"follow_up_{language}_{width}")
    with team.expect_navigation():
        team.locator("main .button-primary").click()
    look(team, f"participant_{language}_{width}")
    assert FollowUp.objects.using("owner").get().goes == "better"


def _leaves(page, place, says, name):
    """One leaves before the end, and someone rings her."""
    page.goto(f"/courses/place/{place.pk}/")
    page.locator("main details", has=page.locator("[name=why]")).locator("summary").click()
    page.locator("[name=why][value=work]").check()
    with page.expect_navigation():
        page.locator("form[action$='/left/'] button").click()
    look(page, name)
    press(page, says["rung"])
    assert Place.objects.using("owner").get(pk=place.pk).rung_by is not None
