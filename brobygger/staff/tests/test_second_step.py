"""The code from the app, and the recovery codes, when one signs in: who tried a wrong one stands in the trail."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from brobygger.access.zones import at_sign_in
from brobygger.trail.models import Entry
from brobygger.trail.words import sentence

PASSWORD = "en lang kode til prøver"


@pytest.fixture(autouse=True)
def no_code_has_been_used():
    cache.clear()


@pytest.fixture
def secret(cast):
    """The leader has set up the app, and printed her recovery codes."""
    made = generate_totp_secret()
    with at_sign_in():
        TOTP.activate(cast.leader, made)
        RecoveryCodes.activate(cast.leader)
    return made


@pytest.fixture
def at_the_code(cast, client, secret):
    """She has given her password and is asked for the code."""
    page = client.post(reverse("account_login"), {"login": cast.leader.email, "password": PASSWORD})
    assert page.headers["Location"] == reverse("mfa_authenticate")
    return client


def _failed(cast):
    cast.actor("officer")
    return [entry for entry in Entry.objects.order_by("pk") if entry.what == "staff.wrong_code"]


def _right(secret):
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


@pytest.mark.parametrize("code", ["000000", "not-a-recovery-code"])
def test_a_wrong_code_is_noted_without_the_code(cast, at_the_code, code):
    page = at_the_code.post(reverse("mfa_authenticate"), {"code": code})
    assert page.status_code == 200
    (entry,) = _failed(cast)
    assert (entry.zone_id, entry.by_id, entry.about_id) == (cast.zone.pk, None, cast.leader.pk)
    assert code not in str(list(Entry.objects.values()))
    assert "staff.wrong_code" not in sentence(entry)


@pytest.mark.parametrize("name", ["mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp"])
def test_a_wrong_code_is_never_said_back(cast, at_the_code, secret, name):
    client = at_the_code
    if name == "mfa_reauthenticate":
        client.post(reverse("mfa_authenticate"), {"code": _right(secret)})
    elif name == "mfa_activate_totp":
        client = Client()
        client.post(reverse("account_login"), {"login": cast.owner.email, "password": PASSWORD})
        client.post("/account/confirm/", {"password": PASSWORD})
    for sent in ({"code": "918273"}, {"code": "", "credential": "hemmelig-nøgle"}):
        page = client.post(reverse(name), sent)
        assert page.status_code == 200
        assert b'name="code"' in page.content
        assert b"918273" not in page.content
        assert "hemmelig-nøgle" not in page.content.decode()


def test_the_right_code_lets_her_in_and_nothing_wrong_is_noted(cast, at_the_code, secret):
    assert at_the_code.post(reverse("mfa_authenticate"), {"code": _right(secret)}).status_code == 302
    assert at_the_code.get(reverse("staff")).status_code == 200
    assert _failed(cast) == []


def test_a_recovery_code_lets_her_in_once(cast, at_the_code):
    with at_sign_in():
        wrapped = Authenticator.objects.get(user=cast.leader, type=Authenticator.Type.RECOVERY_CODES).wrap()
    code = wrapped.get_unused_codes()[0]
    assert at_the_code.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    at_the_code.post(reverse("account_logout"))
    at_the_code.post(reverse("account_login"), {"login": cast.leader.email, "password": PASSWORD})
    assert at_the_code.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
    assert len(_failed(cast)) == 1


def test_a_wrong_code_when_she_confirms_that_it_is_she(cast, at_the_code, secret):
    at_the_code.post(reverse("mfa_authenticate"), {"code": _right(secret)})
    at_the_code.post(reverse("mfa_reauthenticate"), {"code": "000000"})
    (entry,) = _failed(cast)
    assert (entry.by_id, entry.about_id) == (cast.leader.pk, cast.leader.pk)
