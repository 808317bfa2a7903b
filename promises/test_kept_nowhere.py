"""No browser and no proxy keeps a page: a name, a link or a row is not found again by going back, or on the disk."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from promises.test_doors import DOORS

HOSTILE = ("/nowhere/", "/h/findes-ikke/", "/k/falsk/", "/v/falsk/")


def _kept(client, address, **told):
    return [
        f"{method} {address}: {answer.status_code} {answer.get('Cache-Control', '')}"
        for method, answer in (("GET", client.get(address, **told)), ("POST", client.post(address, **told)))
        if answer.get("Cache-Control") != "no-store, private"
    ]


@pytest.mark.parametrize("who", ["", "leader", "project_leader"])
def test_no_answer_at_any_address_may_be_kept(cast, who):
    client = Client(raise_request_exception=False)
    kept = []
    for address in [*(reverse(name, kwargs=filled) for name, _view, filled in DOORS), *HOSTILE]:
        if who:
            client.force_login(getattr(cast, who))
        kept += _kept(client, address)
    assert not kept, "\n".join(kept)


def test_nor_the_step_to_https_a_refused_form_or_a_strange_host(cast, settings):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/account/login/").status_code == 403
    assert not _kept(strict, "/account/login/")
    assert not _kept(Client(), "/v/falsk/", headers={"Host": "elsewhere.invalid"})
    settings.SECURE_SSL_REDIRECT = True
    assert not _kept(Client(), "/v/falsk/")


def test_nor_a_page_that_breaks(cast, monkeypatch):
    monkeypatch.setattr("brobygger.staff.account_views.render", None)
    broken = Client(raise_request_exception=False)
    assert broken.get("/account/forgot/").status_code == 500
    assert not _kept(broken, "/account/forgot/")


def test_the_program_s_own_files_are_kept_and_one_that_is_not_there_is_not(cast, settings):
    file = Path(settings.STATIC_ROOT) / "brobygger" / "tried.svg"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("<svg/>")
    own = Client().get("/static/brobygger/tried.svg")
    assert own.status_code == 200
    assert "no-store" not in own.get("Cache-Control", "")
    assert not _kept(Client(), "/static/nowhere.css")
