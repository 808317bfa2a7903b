"""Without JavaScript, what was typed when the session had ended comes back, and is sent again after signing in."""

import re

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.base.tests.browsing import form_of
from brobygger.inquiries.views import server_error
from brobygger.outreach.models import Call
from brobygger.outreach.tests.making import begin_call, someone

OURS = "http://testserver"
PASSWORD = "en lang kode til prøver"


def form(page, action):
    """The form as a browser without JavaScript sends it, with its token."""
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.partition(f'action="{action}"')[2])
    assert token
    return form_of(page, action) | {"csrfmiddlewaretoken": token[1]}


def text(response):
    return response.content.decode()


@pytest.fixture
def at_the_form(cast):
    """The owner's browser with the call page open, and the form as it stands there."""
    now = timezone.now()
    case = someone(cast, now, window_until=timezone.localdate() + timezone.timedelta(days=9))
    begin_call(cast.actor("owner"), case, now)
    client = Client(enforce_csrf_checks=True, headers={"accept-language": "en", "origin": OURS})
    sign_in(client, cast)
    save = f"/case/{case.pk}/call/save/"
    told = form(text(client.get(f"/case/{case.pk}/call/")), save)
    return client, save, told | {"result": "no_answer", "note": "Hun græd, og\nringer selv <i morgen>."}


def sign_in(client, cast):
    client.get(reverse("account_login"))
    token = {"csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    told = token | {"login": cast.owner.email, "password": PASSWORD}
    assert client.post(reverse("account_login"), told).status_code == 302


def sign_out(client):
    del client.cookies["sessionid"]


def test_what_was_typed_comes_back_and_is_sent_after_signing_in_in_another_tab(cast, at_the_form):
    client, save, told = at_the_form
    sign_out(client)
    answer = client.post(save, told)
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]
    page = text(answer)
    assert "You were signed out, and nothing is saved yet" in page
    assert "&lt;i morgen&gt;" in page
    back = form(page, save)
    assert {name: back[name] for name in ("result", "note")} == {"result": ["no_answer"], "note": [told["note"]]}
    assert page.count(told["csrfmiddlewaretoken"]) == 0
    sign_in(client, cast)
    page = text(client.post(save, back))  # the token changed with signing in
    assert "Not saved yet: send it once more" in page
    assert client.post(save, form(page, save)).headers["Location"] == "/calls/"
    cast.actor("owner")
    assert Call.objects.get(state="saved").note.replace("\r", "") == told["note"]


@pytest.mark.parametrize(
    ("headers", "changed"),
    [
        ({"origin": "https://ondsindet.invalid"}, {}),
        ({"origin": "null"}, {}),
        ({"origin": "", "referer": "https://ondsindet.invalid/testserver/"}, {}),
        ({"accept": "application/json"}, {}),
        ({"hx-request": "true"}, {}),
        ({}, {"old_password": "en lang kode"}),
    ],
)
def test_nothing_comes_back_to_a_script_or_from_another_site_or_with_a_password(at_the_form, headers, changed):
    client, save, told = at_the_form
    sign_out(client)
    answer = client.post(save, told | changed, headers=headers)
    assert answer.status_code in (302, 403)
    assert "Hun græd" not in text(answer)


@pytest.mark.parametrize("address", ["/search/", "/card/1/", "/duties/1/decide/", "/counselling/mine/1/plan/"])
def test_it_is_so_at_every_door(at_the_form, address):
    client, _save, told = at_the_form
    sign_out(client)
    token = {"csrfmiddlewaretoken": told["csrfmiddlewaretoken"]}
    answer = client.post(address, token | {"words": "Noget, der er skrevet"})
    assert answer.status_code == 403
    assert "Noget, der er skrevet" in text(answer)
    assert client.post(address, token).status_code == 302  # nothing was typed


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        ({"origin": OURS}, True),
        ({"origin": "", "referer": f"{OURS}/calls/"}, True),
        ({"origin": "https://ondsindet.invalid"}, False),
        ({"origin": "null"}, False),
        ({"origin": "", "referer": "https://ondsindet.invalid/testserver/"}, False),
        ({"origin": ""}, False),
    ],
)
@pytest.mark.parametrize("address", ["/account/staff/invite/", "/h/koege/q/"])
def test_while_the_database_is_away_only_what_was_written_here_is_shown_as_ours(address, headers, shown, rf):
    request = rf.post(address, {"name": "Hun ringer selv", "password": "hemmeligt", "code": "918273"}, headers=headers)
    try:
        raise OperationalError
    except OperationalError:
        page = text(server_error(request))
    assert ("Hun ringer selv" in page) is ("<form" in page) is shown
    assert "hemmeligt" not in page


def test_a_code_of_the_second_step_is_not_shown_either(rf):
    try:
        raise OperationalError
    except OperationalError:
        page = text(server_error(rf.post("/account/steps/", {"code": "918273"}, headers={"origin": OURS})))
    assert "918273" not in page
