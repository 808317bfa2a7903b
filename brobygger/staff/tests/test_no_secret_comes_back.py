"""What is typed in secret stands in no answer, also where a script asks."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from brobygger.staff.tests.test_pages import PASSWORD
from brobygger.staff.urls import urlpatterns

SECRETS = ("password", "oldpassword", "password1", "password2", "again", "code", "credential")
ADDRESSES = sorted({one.name: "<int:pk>" in str(one.pattern) for one in urlpatterns}.items())
SCRIPTS = {
    "an old script": {"X-Requested-With": "XMLHttpRequest"},
    "a program": {"Accept": "application/json"},
    "a browser that was signed out meanwhile": {"Origin": "http://testserver"},
}


@pytest.mark.parametrize("headers", SCRIPTS.values(), ids=SCRIPTS)
@pytest.mark.parametrize("signed_in", [True, False])
def test_no_account_address_says_a_typed_secret_back(cast, signed_in, headers):
    for name, has_number in ADDRESSES:
        cache.clear()
        client, address = Client(headers=headers), reverse(name, args=[1] if has_number else [])
        if signed_in:
            client.force_login(cast.leader)
        typed = {one: f"hemmeligt-{one}-æøå" for one in SECRETS} | {"login": cast.owner.email}
        for names in (SECRETS, ("login", "password"), ("code",), ("credential",)):
            answer = client.post(address, {one: typed[one] for one in names})
            assert "hemmeligt" not in answer.content.decode(), (name, answer.headers["Content-Type"])


def test_a_script_that_signs_in_gets_the_page_that_a_browser_gets(cast):
    pages = []
    for headers in ({}, SCRIPTS["an old script"]):
        client = Client(headers=headers)
        wrong = client.post(reverse("account_login"), {"login": cast.owner.email, "password": "forkert"})
        right = client.post(reverse("account_login"), {"login": cast.owner.email, "password": PASSWORD})
        pages.append((wrong.status_code, wrong.headers["Content-Type"], right.status_code, right.headers["Location"]))
    assert pages[0] == pages[1]
