"""A form that is pressed twice is carried out once, also at the same moment."""

import re
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.access import pressed_once
from brobygger.access.models import Pressed
from brobygger.reach.models import TrainingKind
from conftest import at_once, standing_cast

KIND = {"name": "Tegn på vold", "gives": ["signs"], "renewal_months": "24"}


def token_of(client, address):
    """The token of the page as it is shown now."""
    return re.search(r'csrfmiddlewaretoken" value="(\w{64})"', client.get(address).content.decode())[1]


def signed_in(worker):
    client = Client()
    client.force_login(worker)
    return client


@pytest.mark.django_db
def test_pressed_twice_it_is_made_once_and_both_presses_come_to_the_same_page(cast):
    leader, page = signed_in(cast.project_leader), reverse("training_kind_new")
    told = KIND | {"csrfmiddlewaretoken": token_of(leader, page)}
    first, second = leader.post(page, told), leader.post(page, told)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url
    assert TrainingKind.objects.count() == 1
    assert bytes(Pressed.objects.get().leads_to).find(first.url.encode()) == -1


@pytest.mark.django_db
def test_the_same_words_on_a_new_page_and_other_words_on_the_same_are_carried_out(cast):
    leader, page = signed_in(cast.project_leader), reverse("training_kind_new")
    token = token_of(leader, page)
    leader.post(page, KIND | {"csrfmiddlewaretoken": token})
    leader.post(page, KIND | {"csrfmiddlewaretoken": token, "name": "At spørge"})
    assert TrainingKind.objects.count() == 2
    again = leader.post(page, KIND | {"csrfmiddlewaretoken": token_of(leader, page)})
    assert again.status_code == 409  # asked of the room itself, and refused there: it has its own name


@pytest.mark.django_db
def test_what_was_not_taken_is_not_pressed(cast):
    leader, page = signed_in(cast.project_leader), reverse("training_kind_new")
    told = {"name": "Uden", "csrfmiddlewaretoken": token_of(leader, page)}
    assert [leader.post(page, told).status_code for _turn in range(2)] == [422, 422]
    assert leader.post(page, told | {"gives": ["signs"], "renewal_months": ""}).status_code == 302


@pytest.mark.django_db
def test_another_worker_with_the_same_token_is_another_and_a_renewed_token_is_no_pages_own(cast):
    leader, second, page = signed_in(cast.project_leader), signed_in(cast.odense_leader), reverse("training_kind_new")
    token = token_of(leader, page)
    for client in (leader, second):
        assert client.post(page, KIND | {"csrfmiddlewaretoken": token}).status_code == 302
    short = KIND | {"csrfmiddlewaretoken": token[:32], "name": "Andet"}
    assert [leader.post(page, short).status_code for _turn in range(2)] == [302, 409]


def test_two_presses_at_the_same_moment_make_one(committed):
    """Each on its own connection; the later waits for the earlier and comes where it did."""
    connection.close()  # whatever stood before this database is gone
    cast = standing_cast()
    clients, start = [signed_in(cast.project_leader) for _window in range(4)], Barrier(4)
    page = reverse("training_kind_new")
    told = KIND | {"csrfmiddlewaretoken": token_of(clients[0], page)}

    def press(client):
        start.wait(60)
        answer = client.post(page, told)
        return answer.status_code, answer.headers.get("Location")

    answers = at_once(*((lambda client=one: press(client)) for one in clients))
    assert len(set(answers)) == 1
    assert answers[0][0] == 302
    connection.close()


@pytest.mark.django_db
def test_presses_are_forgotten(cast):
    leader, page = signed_in(cast.project_leader), reverse("training_kind_new")
    leader.post(page, KIND | {"csrfmiddlewaretoken": token_of(leader, page)})
    pressed_once.forget(at=timezone.now())
    assert Pressed.objects.count() == 1
    pressed_once.forget(at=timezone.now() + pressed_once.HOLDS)
    assert Pressed.objects.count() == 0
