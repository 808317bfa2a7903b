"""The pages on which a leader decides how people are rung and what is said."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.programmes.models import AttemptPolicy, ConsentWording, Script

KEY = "opsoegende-indsats"


def client_of(worker):
    client = Client(headers={"accept-language": "en"})
    client.force_login(worker)
    return client


@pytest.fixture
def leader(cast):
    return client_of(cast.leader)


@pytest.fixture
def today():
    return timezone.localdate().isoformat()


def test_a_worker_reads_what_holds_and_decides_nothing(cast):
    page = client_of(cast.owner).get(reverse("speaking")).content.decode()
    assert "9–12, 12–16, 16–20" in page
    assert "Holds now" in page
    assert "Decide anew" not in page
    assert client_of(cast.owner).get(reverse("speaking_attempts", args=[KEY])).status_code == 404


def test_attempts_are_decided_from_a_day(leader, today):
    form = leader.get(reverse("speaking_attempts", args=[KEY])).context["form"]
    told = {bound.name: bound.value() for bound in form} | {"hour_bands": "9-13, 13-20", "valid_from": today}
    page = leader.post(reverse("speaking_attempts", args=[KEY]), told, follow=True).content.decode()
    assert "9–13, 13–20" in page
    assert AttemptPolicy.objects.filter(valid_from=today, most_attempts=5).exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"hour_bands": "om morgenen"}, "Write hours between 0 and 24"),
        ({"hour_bands": "9-13, 12-16"}, "The hours overlap"),
        ({"weekdays": []}, "Choose at least one weekday."),
        ({"most_attempts": "99"}, "Write between 1 and 20 attempts."),
        ({"valid_from": "2019-01-01"}, "The day has passed."),
    ],
)
def test_attempts_that_cannot_be_say_so_at_their_field(leader, today, changed, words):
    form = leader.get(reverse("speaking_attempts", args=[KEY])).context["form"]
    told = {bound.name: bound.value() for bound in form} | {"valid_from": today} | changed
    response = leader.post(reverse("speaking_attempts", args=[KEY]), told)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_a_script_is_looked_at_as_steps_before_it_is_kept(leader, today):
    told = {"language": "pl", "steps": "Hej\nGoddag\nog velkommen\r\n\r\nFarvel\nTak", "valid_from": today}
    page = leader.post(reverse("speaking_script", args=[KEY]), told | {"look": "1"}).content.decode()
    assert "<strong>Farvel</strong>" in page
    assert not Script.objects.filter(language="pl").exists()
    leader.post(reverse("speaking_script", args=[KEY]), told)
    assert Script.objects.get(language="pl").steps[0] == {"heading": "Hej", "say": "Goddag\nog velkommen"}
    again = leader.get(reverse("speaking_script", args=[KEY]) + "?language=pl").context["form"]
    assert again["steps"].value() == "Hej\nGoddag\nog velkommen\n\nFarvel\nTak"
    bad = leader.post(reverse("speaking_script", args=[KEY]), told | {"steps": "Kun en overskrift"})
    assert bad.status_code == 422


def test_the_words_of_a_consent_go_by_a_second_leader(leader, cast, today):
    told = {"language": "da", "text": "Jeg siger ja til alt det nye.", "valid_from": today}
    page = leader.post(reverse("speaking_wording", args=[KEY]), told, follow=True).content.decode()
    assert "Waits for another leader" in page
    again = leader.post(reverse("speaking_wording", args=[KEY]), told)
    assert (again.status_code, "wait for approval already" in again.content.decode()) == (422, True)
    proposed = ConsentWording.objects.get(state="proposed")
    decide = reverse("speaking_decide", args=[proposed.pk])
    page = leader.get(decide).content.decode()
    assert "Jeg siger ja til alt det nye." in page
    assert "A second person must approve" in page
    assert leader.post(decide, {"approve": "1"}).status_code == 409
    page = client_of(cast.second_leader).post(decide, {"approve": "1"}, follow=True).content.decode()
    assert "The words are approved." in page
    assert "approved by Second_Leader" in page


def test_a_leader_elsewhere_runs_the_same_programme_but_others_do_not_exist(leader, cast):
    assert leader.get(reverse("speaking_script", args=["ambulant-x"])).status_code == 404
    assert client_of(cast.coordinator).get(reverse("speaking")).status_code == 404


def test_words_are_neither_approved_nor_withdrawn_by_a_form_that_says_neither(cast, leader, today):
    told = {"language": "da", "text": "Jeg siger ja.", "valid_from": today}
    leader.post(reverse("speaking_wording", args=[KEY]), told)
    proposed = ConsentWording.objects.get(state="proposed")
    assert leader.post(reverse("speaking_decide", args=[proposed.pk])).status_code == 200
    proposed.refresh_from_db()
    assert proposed.state == "proposed"
