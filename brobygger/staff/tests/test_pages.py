"""Coming in, going out, and inviting others, as it looks from the browser."""

import pytest
from django.urls import reverse

from brobygger.access.zones import at_sign_in
from brobygger.staff.models import Absence
from brobygger.staff.templatetags.staff import who
from brobygger.trail.models import Entry

PASSWORD = "en lang kode til prøver"


def _noted(what):
    return list(Entry.objects.filter(what=what).values_list("zone_id", "by_id", "about_id"))


def _inside(cast, who="officer"):
    """The trail's table is walled: look at it from inside the zone."""
    cast.actor(who)


def test_she_signs_in_and_out_and_the_trail_tells(cast, client):
    page = client.post(reverse("account_login"), {"login": cast.leader.email, "password": PASSWORD})
    assert page.status_code == 302
    assert client.get(reverse("staff")).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("staff")).headers["Location"].startswith(reverse("account_login"))
    _inside(cast)
    own = (cast.zone.pk, cast.leader.pk, cast.leader.pk)
    assert (_noted("staff.signed_in"), _noted("staff.signed_out")) == ([own], [own])


def test_a_wrong_password_is_noted_without_its_words(cast, client):
    page = client.post(reverse("account_login"), {"login": cast.leader.email, "password": "forkert"})
    assert page.status_code == 200
    _inside(cast)
    assert _noted("staff.sign_in_failed") == [(cast.zone.pk, None, cast.leader.pk)]
    assert "forkert" not in str(list(Entry.objects.values()))


def test_one_who_has_left_does_not_come_in(cast, client):
    cast.leader.is_active = False
    with at_sign_in():
        cast.leader.save()
    client.post(reverse("account_login"), {"login": cast.leader.email, "password": PASSWORD})
    assert client.get(reverse("staff")).status_code == 302


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/", "password/reset/key/1-x/", "3rdparty/"])
def test_there_is_no_other_way_in(client, db, path):
    assert client.get(f"/account/{path}").status_code == 404


def test_a_refusal_stands_at_the_field(cast, client):
    client.force_login(cast.leader)
    _inside(cast)
    own = cast.leader.memberships.get()
    page = client.post(reverse("end_role", args=[own.pk]), {"last_day": "2020-01-02", "why": "other"})
    assert page.status_code == 200
    assert 'id="id_last_day_error"' in page.content.decode()
    _inside(cast)
    own.refresh_from_db()
    assert own.until is None


def test_the_front_page_is_the_first_that_she_may_open(cast, client):
    client.force_login(cast.officer)
    page = client.get("/", follow=True)
    assert page.status_code == 200
    cast.officer.memberships.all().delete()
    assert client.get("/", follow=True).redirect_chain[-1][0] == reverse("my_account")


def test_a_second_step_can_be_set_up_and_is_then_asked_for(cast, client):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    client.post(reverse("account_login"), {"login": cast.owner.email, "password": PASSWORD})
    confirm = client.get(reverse("mfa_activate_totp")).headers["Location"]
    client.post(confirm, {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert codes.status_code == 200
    client.post(reverse("account_logout"))
    page = client.post(reverse("account_login"), {"login": cast.owner.email, "password": PASSWORD})
    assert page.headers["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("my_account")).status_code == 302
    recovery = codes.context["unused_codes"][0]
    client.post(reverse("mfa_authenticate"), {"code": recovery})
    assert client.get(reverse("my_account")).status_code == 200


def test_what_was_sent_before_confirming_is_done_after_it(cast, client):
    client.post(reverse("account_login"), {"login": cast.owner.email, "password": PASSWORD})
    sent = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    page = client.post(sent.headers["Location"], {"password": PASSWORD})
    assert page.status_code == 200


def test_on_a_row_that_all_zones_share_someone_elsewhere_is_called_by_her_organisation(cast):
    cast.actor("leader")
    told = [who(Absence(worker_id=pk), "worker") for pk in (cast.stranger.pk, cast.owner.pk, None)]
    assert told == ["Nabokredsens Politi", "Owner", ""]
