"""Every answer carries the same headers, whoever gave it: a page, a refusal on the way there, an error, the edge."""

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

from brobygger.inquiries.headers import of_an_empty_answer

pytestmark = pytest.mark.django_db
SAID = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
OURS, OPEN = "", "/h/koege"


# A page of each, where its form is sent, what it asks while it is drawn, and what is too large.
PAGES = {
    OURS: ("/screening/", "/screening/begin/", "brobygger.screening.queries.own_lists", 6_000_000),
    OPEN: (f"{OPEN}/", f"{OPEN}/q/", "brobygger.inquiries.views.numbers", 70_000),
}


def broken(problem):
    """A page that breaks on our side."""

    def breaks(*_args, **_told):
        raise problem

    return breaks


# What is sent, and which status answers it. A problem is what the page meets while it is drawn.
SENT = {
    "a page": (200, lambda browser, page, form, large: browser.get(page)),
    "NUL in the address": (400, lambda browser, page, form, large: browser.get(f"{page}?q=%00")),
    "NUL in the form": (400, lambda browser, page, form, large: browser.post(form, {"text": "a\0b"})),
    "an unknown host": (400, lambda browser, page, form, large: browser.get(page, headers={"host": "strange.example"})),
    "a form from elsewhere": (403, lambda browser, page, form, large: browser.post(form)),
    "not here": (404, lambda browser, page, form, large: browser.get(f"{page}no/such/page/")),
    "another verb": (405, lambda browser, page, form, large: browser.delete(page)),
    "too large": (413, lambda browser, page, form, large: browser.post(form, b"a" * large, content_type="text/plain")),
    "our own mistake": (500, lambda browser, page, form, large: browser.get(page)),
    "the database is away": (503, lambda browser, page, form, large: browser.get(page)),
}
PROBLEMS = {"our own mistake": ValueError("word"), "the database is away": OperationalError("word")}


@pytest.mark.parametrize("where", [OURS, OPEN])
@pytest.mark.parametrize("what", SENT)
def test_every_answer_says_the_same(cast, monkeypatch, what, where):
    browser = Client(raise_request_exception=False, enforce_csrf_checks=what == "a form from elsewhere")
    if where == OURS:
        browser.force_login(cast.employee)
    page, form, asked, large = PAGES[where]
    if what in PROBLEMS:
        monkeypatch.setattr(asked, broken(PROBLEMS[what]))
    status, send = SENT[what]
    answer = send(browser, page, form, large)
    assert answer.status_code == status
    for name, value in SAID.items():
        assert answer.headers.get(name, "").startswith(value), name
    assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    if where == OPEN and what != "a page":
        assert "noindex" in answer.headers["X-Robots-Tag"]
    assert b"word" not in answer.content or status == 200


@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=60, HTTPS=True)
def test_over_https_too_where_the_host_is_refused_before_the_page(cast):
    answer = Client(raise_request_exception=False).get("/screening/", headers={"host": "strange.example"})
    assert answer.status_code == 400
    for name, value in SAID.items():
        assert answer.headers.get(name, "").startswith(value), name
    moved = Client().get("/screening/")
    assert (moved.status_code, moved.headers["X-Frame-Options"]) == (301, "DENY")
    secure = Client(raise_request_exception=False).get("/screening/?q=%00", secure=True)
    assert (secure.status_code, secure.headers["Strict-Transport-Security"]) == (400, "max-age=60")


def test_the_edge_says_the_same_of_itself():
    told = dict(of_an_empty_answer())
    for name, value in SAID.items():
        assert told[name.lower()].startswith(value), name
    assert "content-type" not in told


@override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"), SECURE_HSTS_SECONDS=60)
def test_the_edge_behind_https_says_so():
    assert dict(of_an_empty_answer())["strict-transport-security"] == "max-age=60"
