"""Whatever is typed, in an address, a form, a header or a cookie: no page breaks, and no log repeats it.

Each role opens every kind of page that it comes to and sends every form there: hostile values in all fields at once,
and one in each field by itself beside what stood there. What was done is undone each time.
"""

import logging
from itertools import cycle
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from brobygger.access.zones import at_sign_in
from brobygger.config.logs import WithoutWords
from brobygger.staff.models import Worker
from conftest import standing_cast
from promises.filled import fill
from promises.walking import Form, send, walk

HOSTILE: tuple[str, ...] = (
    *("nul\0nul", "9" * 5000, "9" * 15, "²", "9999-12-31", "0001-01-01", "2199-12-31", "9999-12-31T23:59:59+00:00"),
    *("a\u2028b\r\nBcc: x@y.invalid", "å" * 5000, '[{"a": []}]', "[" * 30_000, "1e999", "24:61", "http://[", "\ufffd"),
    *("x\x01\x0b\x1by\ufffe\uffff", "💥" * 50),
)
ROLES = ("sofie", "karen", "ida", "bo", "grethe", "amal", "jonna", "rita", "astrid", "pia", "")
STARTS = ("/", "/account/login/", "/account/password/", "/account/steps/", "/h/koege/", "/h/koege/q/")
ASKED: tuple[str, ...] = (
    "l",
    "after",
    "before",
    "page",
    "section",
    "language",
    "months",
    "first",
    "last",
    "file",
    "show",
    "door",
)
ASKED += ("department", "back", "check", "c", "next", "programme", "days", "as", "rows", "columns", "only_gender")
HEADERS = ("Accept-Language", "HX-Current-URL", "HX-Prompt", "Referer", "Origin", "If-Modified-Since", "Range")
EACH = 3  # of the values in each form; the next form gets the next ones, so that a walk uses all of them
MARK = "kastanjekrone"


@pytest.fixture(scope="module")
def people(django_db_setup, django_db_blocker):
    """Everyone of the filled house by the first part of the address, in a transaction that is undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        cast = standing_cast()
        ids = fill(cast)
        with at_sign_in():
            Worker.objects.filter(pk__in=ids.values()).update(password=cast.owner.password)
            workers = list(Worker.objects.filter(pk__in=ids.values()))
        yield {worker.email.partition("@")[0]: worker for worker in workers}
        transaction.set_rollback(True)


@pytest.fixture
def browser(people, request):
    """The browser of one of them, or of nobody."""
    client = Client(raise_request_exception=False)
    if worker := people.get(request.param):
        client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _sent(forms: list[Form], typed: Any) -> Any:
    """Each form with some values everywhere, and with one value in each field alone."""
    for form in forms:
        kept = {name: value for name, value in form.fields.items() if name != "csrfmiddlewaretoken"}
        for _ in range(EACH):
            value = next(typed)
            yield form, dict.fromkeys(kept, value) | dict.fromkeys(form.files, value)
        for name in kept:
            yield form, kept | {name: next(typed)}


def _broken(what: str, answer: Any) -> str:
    return f"{what}: {answer.status_code}" if answer.status_code >= 500 else ""


@pytest.mark.parametrize("browser", ROLES, indirect=True, ids=lambda who: who or "nobody")
def test_nothing_typed_breaks_a_page_and_no_log_repeats_it(browser, caplog):
    caplog.set_level(logging.WARNING)
    typed = cycle(HOSTILE)
    pages, forms = walk(browser, *STARTS)
    assert len(pages) > 5
    wrong = [
        _broken(f"{form.route} {form.method} {sorted(told)} {str(list(told.values())[:1])[:40]}",
                send(getattr(browser, form.method), form.address, told))
        for form, told in _sent(list(forms.values()), typed)
    ]  # fmt: skip
    wrong += [
        _broken(f"{route}?… {value[:20]!r}", send(browser.get, address.partition("?")[0], dict.fromkeys(ASKED, value)))
        for route, address in pages.items()
        for value in (next(typed), next(typed))
        if len(value) < 10_000
    ]
    assert not any(wrong), "\n".join(filter(None, wrong))
    shown = "\n".join(_as_logged(record) for record in caplog.records)
    assert not [value[:20] for value in HOSTILE if len(value) > 8 and value in shown]


def _as_logged(record: logging.LogRecord) -> str:
    WithoutWords().filter(record)
    return record.getMessage()


@pytest.mark.parametrize("browser", ["sofie", ""], indirect=True, ids=["sofie", "nobody"])
@pytest.mark.parametrize("value", [f"{MARK}\0", f'"\\000{MARK}"', f"{MARK}\ud800", "å" * 9000, "\xff", "http://[", "²"])
def test_no_header_breaks_a_page(browser, value):
    latin = value.encode("utf-8", "surrogatepass").decode("latin-1")
    for name in HEADERS:
        told = {name: latin, "HX-Request": "true", "HX-Current-URL-URI-AutoEncoded": "true"}
        assert send(browser.get, "/account/login/", headers=told).status_code < 500, name
    for name in ("sessionid", "csrftoken", "django_language", "messages"):
        told = {"Cookie": f"{name}={latin}"}
        assert send(Client(raise_request_exception=False).get, "/account/login/", headers=told).status_code < 500, name


@pytest.mark.parametrize("browser", ["sofie", ""], indirect=True, ids=["sofie", "nobody"])
@pytest.mark.parametrize("kind", [
    "application/json", "multipart/form-data", "multipart/form-data; boundary=x", "text/plain; charset=undefined",
    "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data; boundary=x; charset=idna", "", "²",
])  # fmt: skip
def test_no_body_of_another_kind_breaks_a_page(browser, kind):
    for body in (b"[1]", b"\0", b"\xff\xfe", b'--x\r\nContent-Disposition: form-data; name="a\0"\r\n\r\n\xff\r\n--x--'):
        for address in ("/account/login/", "/search/", "/import/", "/language/", "/h/koege/q/"):
            assert send(browser.generic, "POST", address, body, content_type=kind).status_code < 500, address


@pytest.mark.parametrize("word", ["%00", "a%00b", "%ED%A0%80", "9" * 400, "%C2%B2", "..%2f", "\u2028", "%F0%9F", "["])
def test_no_address_breaks_a_page(people, word):
    for route in sorted({_bare(pattern) for pattern in _routes(get_resolver().url_patterns) if "<" in pattern}):
        address = "/" + "".join(word if part.endswith(">") else part for part in _parts(route))
        assert send(Client(raise_request_exception=False).get, address).status_code < 500, address


def _routes(patterns: Any, before: str = "") -> Any:
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from _routes(one.url_patterns, before + str(one.pattern))
        else:
            yield before + str(one.pattern)


def _bare(route: str) -> str:
    return route.replace("^", "").replace("$", "").replace("\\Z", "")


def _parts(route: str) -> list[str]:
    return [part for pair in route.split("<") for part in ([pair] if ">" not in pair else _after(pair))]


def _after(pair: str) -> list[str]:
    name, _, rest = pair.partition(">")
    return [f"<{name}>", rest]
