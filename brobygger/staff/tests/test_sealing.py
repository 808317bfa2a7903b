"""The secrets of second steps are unreadable in the database, also those that were there before."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from brobygger.access.zones import at_sign_in
from brobygger.staff.tests.test_guessing import right, sign_in


@pytest.fixture(autouse=True)
def at_the_door(cast):
    with at_sign_in():
        yield


migration = import_module("brobygger.staff.migrations.0007_secrets_of_second_steps_are_sealed")


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator ORDER BY id")
        return str(cursor.fetchall())


def test_neither_the_secret_of_the_app_nor_the_seed_nor_a_code_can_be_read(cast):
    secret = generate_totp_secret()
    TOTP.activate(cast.leader, secret)
    codes = RecoveryCodes.activate(cast.leader).generate_codes()
    assert len(codes) == len(set(codes)) == 10
    text = stored()
    assert secret not in text
    assert not any(code in text for code in codes)
    assert stored().count("secret") == stored().count("seed") == 1


def test_two_who_have_the_same_secret_do_not_look_alike(cast):
    for worker in (cast.leader, cast.owner):
        TOTP.activate(worker, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    first, second = Authenticator.objects.all()
    assert first.data["secret"] != second.data["secret"]


def test_who_had_an_app_and_codes_before_signs_in_as_before(cast, client):
    cache.clear()
    secret, seed = generate_totp_secret(), RecoveryCodes.generate_seed()
    Authenticator.objects.create(user=cast.leader, type="totp", data={"secret": secret})
    Authenticator.objects.create(user=cast.leader, type="recovery_codes", data={"seed": seed, "used_mask": 1})
    Authenticator.objects.create(user=cast.leader, type="webauthn", data={"name": "Telefon", "credential": {}})
    migration.seal_all(apps, SimpleNamespace(connection=connection))
    assert secret not in stored()
    assert seed not in stored()
    sign_in(client, cast.leader)
    assert client.post(reverse("mfa_authenticate"), {"code": right(secret)}).status_code == 302
    with at_sign_in():
        codes = Authenticator.objects.get(type="recovery_codes").wrap()
        assert len(codes.get_unused_codes()) == 9
        assert Authenticator.objects.get(type="webauthn").data == {"name": "Telefon", "credential": {}}
