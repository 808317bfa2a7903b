"""The pages as the team meets them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from brobygger.courses import place_actions
from brobygger.courses.models import Design, Place, Session
from brobygger.courses.tests.making import held, ready
from brobygger.courses.tests.test_pages import shown, signed_in
from brobygger.packs.models import Pack
from brobygger.participants.tests.making import ended, together

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    return timezone.now() - timedelta(minutes=5)


@pytest.fixture(autouse=True)
def certificates(cast, now):
    ready(cast, now)


def test_a_form_is_filled_in_and_a_yes_to_nothing_is_not_claimed(cast, now):
    _course, (place,) = together(cast, now, 1)
    team, pack = signed_in(cast, "assessor"), Pack.objects.get(url="urn:brobygger:form:who-5")
    page = shown(team, "participant", place.pk)
    assert "Ikke udfyldt endnu" in page
    assert "Er ikke spurgt, om de andre må få" not in page  # nobody else is there yet
    form = reverse("measure", args=[place.pk, pack.pk, "before"])
    page = team.get(form).content.decode()
    assert "været glad og i godt humør" in page
    assert "CC BY-NC-SA" in page
    assert "checked" not in page
    assert team.post(form, {"glad": "4", "seen": "0"}).status_code == 302
    page = team.get(form).content.decode()
    assert page.count("checked") == 1
    assert team.get(reverse("measure", args=[place.pk, pack.pk, "never"])).status_code == 404


def test_the_map_is_drawn_line_by_line_and_printed_without_a_name(cast, now):
    _course, (place,) = together(cast, now, 1)
    team = signed_in(cast, "assessor")
    assert shown(team, "network_print", place.pk, status=404)
    told = {"m-TOTAL_FORMS": "2", "m-INITIAL_FORMS": "0", "seen": "0", "m-0-who": "Søster", "m-0-circle": ""}
    page = team.post(reverse("network", args=[place.pk]), told)
    assert page.status_code == 422
    assert "Vælg, hvor tæt på." in page.content.decode()
    told |= {"m-0-circle": "close", "m-0-what": "En seng for natten"}
    page = team.post(reverse("network", args=[place.pk]), told, follow=True).content.decode()
    assert "En seng for natten" in page
    assert "Luk" not in page.split("<main")[1]
    paper = shown(team, "network_print", place.pk)
    assert "Tæt på" in paper
    assert "Søster" in paper
    assert place.screening.person.given_name not in paper
    assert "Netværk" not in paper


def test_the_others_are_asked_for_and_get_it_when_both_say_yes(cast, now):
    _course, (first, second) = together(cast, now, 2)
    team = signed_in(cast, "assessor")
    told = {"words": "Ring om aftenen: 95 00 00 12", "gives_to": [second.pk]}
    team.post(reverse("sharing", args=[first.pk]), told)
    assert "95 00 00 12" not in shown(team, "participant", second.pk)
    team.post(reverse("sharing", args=[second.pk]), {"words": "Hej", "gives_to": [first.pk]})
    assert "95 00 00 12" in shown(team, "participant", second.pk)


def test_whoever_is_in_the_course_no_more_is_counted_no_more(cast, now):
    _course, (first, second, third) = together(cast, now, 3)
    team = signed_in(cast, "assessor")
    team.post(reverse("sharing", args=[first.pk]), {"words": "Hej", "gives_to": [second.pk, third.pk]})
    assert "Giver kontaktoplysninger til 2" in shown(team, "participant", first.pk)
    by = cast.actor("assessor")
    place_actions.drop_out(place_id=second.pk, why="work", by=by, at=now)
    assert "Giver kontaktoplysninger til 1" in shown(team, "participant", first.pk)
    place_actions.drop_out(place_id=third.pk, why="another_course", by=by, at=now)
    assert "Giver kontaktoplysninger" not in shown(team, "participant", first.pk)


def test_the_follow_up_says_whether_one_may_ring(cast, now):
    course, (place,), _over = ended(cast, now, 1)
    team = signed_in(cast, "assessor")
    assert "Der er ingen at følge op på nu." in shown(team, "follow_ups")
    Place.objects.filter(pk=place.pk).update(state_at=now - timedelta(days=200))
    Session.objects.filter(course=course).update(starts_at=now - timedelta(days=200))
    assert "over tiden" in shown(team, "follow_ups")
    page = shown(team, "follow_up", place.pk)
    assert ("må ringes nu" in page) != ("Ring ikke nu" in page)
    answer = team.post(reverse("follow_up", args=[place.pk]), {"state": "held"})
    assert "er også et svar" in answer.content.decode()
    for said in ({"goes": "worse"}, {"worries": "yes"}):
        answer = team.post(reverse("follow_up", args=[place.pk]), {"state": "not_wished", **said})
        assert answer.status_code == 422, "what was said is kept, or asked about; never left out"
        assert "Der blev sagt noget" in answer.content.decode()
    team.post(reverse("follow_up", args=[place.pk]), {"state": "held", "goes": "better", "worries": "no"})
    assert "Bedre" in shown(team, "participant", place.pk)


def test_nobody_else_reads_any_of_it(cast, now):
    _course, (place,) = together(cast, now, 1)
    for who in ("employee", "odense_assessor", "owner", "resource_person"):
        for name in ("participant", "network", "sharing", "follow_up"):
            shown(signed_in(cast, who), name, place.pk, status=404)


def test_a_form_at_the_end_that_is_early_asks_first(cast, now):
    Design.objects.create(zone=cast.koege, sessions=3, fewest=2)
    course, (place,) = together(cast, now, 1)
    held(cast, course, **{f"p{place.pk}": "present"})
    team, pack = signed_in(cast, "assessor"), Pack.objects.get(url="urn:brobygger:form:who-5")
    address = reverse("measure", args=[place.pk, pack.pk, "at_end"])
    assert address in shown(team, "participant", place.pk)
    page = team.post(address, {"seen": "0", "glad": "2"})
    assert page.status_code == 422
    assert 'name="early"' in page.content.decode()
    assert team.post(address, {"seen": "0", "glad": "2", "early": "on"}).status_code == 302
    assert 'name="early"' not in team.get(address).content.decode()
