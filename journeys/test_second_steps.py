"""Every page of the second steps: the app, the passkeys, the recovery codes, and signing in with them."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.db import transaction
from playwright.sync_api import expect

from brobygger.access.zones import at_sign_in
from journeys.conftest import BEGINS, PASSWORD, in_english, looked_at
from journeys.test_coming_in import AUTHENTICATOR


class Looking:
    """A page that is looked at in one language; what is wrong with it gathers in `wrong`."""

    def __init__(self, page, home, language):
        self.page, self.home, self.language = page, home, language
        self.wrong = []

    def open(self, address):
        self.page.goto(f"{self.home}/account/{address}")
        if self.page.locator("main [name=password]").count() and "/confirm/" in self.page.url:
            self.look("confirm")
            self.page.fill("[name=password]", PASSWORD)
            self.page.click("main form button[type=submit]")

    def look(self, name):
        expect(self.page.locator("html")).to_have_attribute("lang", self.language)
        expect(self.page.locator("h1")).to_have_count(1)
        self.wrong += looked_at(self.page, f"steps-{name}", self.language)

    def send(self):
        self.page.click("main form button[type=submit]:not([form])")

    def sign_in(self):
        self.page.goto(f"{self.home}/account/login/")
        self.page.fill("[name=login]", "leader@brobygger.invalid")
        self.page.fill("[name=password]", PASSWORD)
        self.page.click("main form:has([name=password]) button[type=submit]")
        self.page.wait_for_url(lambda url: "/account/login/" not in url)


@pytest.mark.parametrize("language", BEGINS)
def test_every_page_of_the_second_steps(house, browse, server, language):
    cache.clear()
    page = browse(width=BEGINS[language])
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    at = Looking(page, f"http://localhost:{server.port}", language)
    page.goto(f"{at.home}/account/login/")
    if language == "en":
        in_english(page)
    at.sign_in()

    at.open("steps/app/on/")
    at.look("app-on")
    page.fill("[name=code]", "000000")
    at.send()
    at.look("app-on-wrong")
    with transaction.atomic(), at_sign_in():
        TOTP.activate(house.leader, generate_totp_secret())
    at.open("steps/app/off/")
    at.look("app-off")

    at.open("steps/keys/")
    at.look("keys-none")
    at.open("steps/keys/add/")
    at.look("keys-add")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/account/steps/codes/")
    at.look("codes")
    at.open("steps/codes/new/")
    at.look("codes-new")
    with transaction.atomic(), at_sign_in():
        key = Authenticator.objects.get(user=house.leader, type=Authenticator.Type.WEBAUTHN).pk
    for address, name in (("", "keys"), (f"{key}/edit/", "keys-rename"), (f"{key}/remove/", "keys-remove")):
        at.open(f"steps/keys/{address}")
        at.look(name)
    at.open("")
    at.look("account-with-all")
    at.open("steps/confirm/")
    at.look("confirm-code")

    page.goto(f"{at.home}/account/logout/")
    at.send()
    at.sign_in()
    at.look("sign-in-code")
    page.fill("[name=code]", "000000")
    at.send()
    at.look("sign-in-code-wrong")
    assert at.wrong + page.trouble == []
