"""Whoever guesses at an account waits; its owner comes in from her own device, and from elsewhere."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.access.tries import COOKIE
from brobygger.access.zones import at_sign_in
from brobygger.staff import guessing
from brobygger.staff.invitations import token_for
from brobygger.staff.states import Way
from brobygger.staff.tests.test_pages import PASSWORD
from brobygger.trail.models import Entry
from conftest import at_once

LOGIN = "/account/login/"
WAIT = re.compile(r"prøvet forkert for mange gange")


@pytest.fixture(autouse=True)
def no_code_has_been_used():
    cache.clear()


def sign_in(client, worker, password=PASSWORD, **told):
    return client.post(LOGIN, {"login": worker.email, "password": password}, **told)


def guess(worker, times=12, client=None, **told):
    """The last page that someone sees who guesses so often."""
    client = client or Client()
    for _ in range(times):
        page = sign_in(client, worker, "forkert", **told)
    return page


def told_to_wait(client, worker, password=PASSWORD):
    """The ticket on the page that tells to wait."""
    page = sign_in(client, worker, password).content.decode()
    assert "Vent ti sekunder" in page
    return re.search(r'name="ticket" value="([^"]+)"', page).group(1)


def with_ticket(client, worker, ticket, password=PASSWORD):
    return client.post(LOGIN, {"login": worker.email, "password": password, "ticket": ticket})


def test_who_guesses_is_told_what_to_do_and_when_and_the_right_password_waits_too(cast, client):
    page = guess(cast.leader).content.decode()
    assert WAIT.search(page)
    assert cast.leader.email in page  # what was typed is not lost
    assert sign_in(client, cast.leader).status_code == 200
    english = sign_in(Client(headers={"Accept-Language": "en"}), cast.leader).content.decode()
    assert "Wait ten seconds" in english
    cast.actor("officer")
    assert Entry.objects.filter(what="staff.sign_in_failed").count() == guessing.PASSWORD.here.free


def test_who_guesses_keeps_nobody_out_of_a_new_browser_on_the_same_network(cast, client, monkeypatch):
    """The right password passes after ten seconds, however often the other one tries in the meantime."""
    guess(cast.leader, times=70)
    ticket = told_to_wait(client, cast.leader)
    assert with_ticket(client, cast.leader, ticket).status_code == 200  # too early
    later = timezone.now() + timedelta(seconds=11)
    monkeypatch.setattr("brobygger.staff.guessing.timezone.now", lambda: later)
    guess(cast.leader, times=70)
    assert with_ticket(client, cast.leader, ticket).status_code == 302


def test_until_the_wait_is_over_a_right_password_looks_like_a_wrong_one(cast, monkeypatch):
    guess(cast.leader)
    pages = []
    for password in (PASSWORD, "forkert"):
        client = Client()
        ticket = told_to_wait(client, cast.leader, password)
        page = with_ticket(client, cast.leader, ticket, password).content.decode()
        pages.append(re.sub(r'value="[^"]*"|nonce="[^"]*"|\b\w{64}\b', "", page))
    assert pages[0] == pages[1]
    later = timezone.now() + timedelta(seconds=11)
    monkeypatch.setattr("brobygger.staff.guessing.timezone.now", lambda: later)
    wrong = with_ticket(client, cast.leader, ticket, "forkert")
    assert not WAIT.search(wrong.content.decode())  # it was tried
    assert with_ticket(client, cast.leader, ticket).status_code == 200  # and is used up


def test_guessers_who_wait_patiently_come_no_further_than_their_limit(cast, monkeypatch):
    guess(cast.leader)
    tickets = [told_to_wait(Client(), cast.leader) for _ in range(guessing.PASSWORD.waited.free + 5)]
    later = timezone.now() + timedelta(seconds=11)
    monkeypatch.setattr("brobygger.staff.guessing.timezone.now", lambda: later)
    pages = [with_ticket(Client(), cast.leader, one, "forkert").content.decode() for one in tickets]
    assert len([page for page in pages if not WAIT.search(page)]) == guessing.PASSWORD.waited.free
    # Then the page says the minute, and her own mail still lets her in.
    assert re.search(r"Prøv igen kl\. \d\d:\d\d\.", sign_in(Client(), cast.leader).content.decode())
    hers, new = Client(), "en helt ny sætning"
    link = token_for(cast.leader, Way.MAIL, asked=True)
    hers.post(reverse("accept_invitation", args=[link]), {"password": new, "again": new})
    assert sign_in(hers, cast.leader, new).status_code == 302


def test_whoever_comes_at_the_minute_that_she_was_told_comes_in(cast, client, monkeypatch):
    """Guessed at beside her, and from everywhere: the minute holds for both, and she does not wait once more."""
    began = timezone.now()

    def at(seconds):
        monkeypatch.setattr("brobygger.staff.guessing.timezone.now", lambda: began + timedelta(seconds=seconds))

    for seconds in (0, 31, 93, 215, 457):  # each as soon as it is free: then eight minutes' wait from this network
        at(seconds)
        guess(cast.leader)
    ticket = told_to_wait(client, cast.leader)
    for n in range(guessing.PASSWORD.everywhere.free):
        guess(cast.leader, times=1, REMOTE_ADDR=f"192.0.2.{n}")
    at(470)
    page = with_ticket(client, cast.leader, ticket).content.decode()
    assert re.search(r"Prøv igen kl\. \d\d:\d\d\.", page)
    ticket = re.search(r'name="ticket" value="([^"]+)"', page).group(1)
    at(550)
    assert sign_in(Client(), cast.leader).status_code == 200
    assert with_ticket(client, cast.leader, ticket).status_code == 302


def test_a_code_that_is_guessed_at_lets_the_right_one_in_after_ten_seconds(cast, client, secret, monkeypatch):
    sign_in(client, cast.leader)
    for _ in range(8):
        page = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', page).group(1)
    later = timezone.now() + timedelta(seconds=11)
    monkeypatch.setattr("brobygger.staff.guessing.timezone.now", lambda: later)
    assert client.post(reverse("mfa_authenticate"), {"code": right(secret), "ticket": ticket}).status_code == 302


def test_an_address_that_nobody_has_is_slowed_down_alike(cast):
    cast.leader.email = "ingen@brobygger.invalid"
    assert WAIT.search(guess(cast.leader).content.decode())


def test_from_her_own_device_she_comes_in_and_from_another_network(cast, client):
    sign_in(client, cast.leader)
    client.post("/account/logout/")
    assert client.cookies[COOKIE]["path"] == "/account/"
    guess(cast.leader, times=40)
    assert sign_in(client, cast.leader).status_code == 302
    assert sign_in(Client(), cast.leader).status_code == 200
    assert sign_in(Client(REMOTE_ADDR="192.0.2.9"), cast.leader).status_code == 302


def test_a_colleague_who_guesses_keeps_nobody_else_behind_the_same_network_out(cast, client):
    guess(cast.leader, times=40)
    assert sign_in(client, cast.owner).status_code == 302


def test_a_whole_office_signs_in_at_eight(cast):
    for _ in range(70):
        assert sign_in(Client(), cast.owner).status_code == 302


@pytest.mark.parametrize("host", ["localhost:{}", "127.0.0.1:{}"])
def test_another_port_in_the_host_is_no_new_beginning(cast, host):
    pages = [guess(cast.leader, 1, headers={"Host": host.format(9000 + n)}) for n in range(8)]
    assert WAIT.search(pages[-1].content.decode())


@pytest.mark.parametrize("written", ["LEADER", "leader", "Leader ", "ſ"])
def test_another_way_of_writing_the_address_is_no_new_beginning(cast, written):
    cast.owner.email = "station@brobygger.invalid" if written == "ſ" else cast.leader.email
    guess(cast.owner, guessing.PASSWORD.here.free)
    cast.owner.email = cast.owner.email.replace("s", "ſ", 1) if written == "ſ" else written + cast.owner.email[6:]
    page = guess(cast.owner, 1).content.decode()
    assert WAIT.search(page) or "form-error" in page


def test_open_pages_throw_no_count_out(cast):
    guess(cast.leader)
    for n in range(358):
        Client(REMOTE_ADDR=f"198.51.100.{n % 250}").get("/k/" + f"{n:043}" + "/")
    assert WAIT.search(guess(cast.leader, 1).content.decode())


def test_it_is_slowed_down_and_not_locked(cast, client, monkeypatch):
    guess(cast.leader)
    later = timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr("brobygger.staff.guessing.timezone.now", lambda: later)
    assert sign_in(client, cast.leader).status_code == 302


@pytest.fixture
def secret(cast):
    made = generate_totp_secret()
    with at_sign_in():
        TOTP.activate(cast.leader, made)
        RecoveryCodes.activate(cast.leader)
    return made


def right(secret):
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


@pytest.mark.parametrize("name", ["mfa_authenticate", "mfa_reauthenticate"])
def test_a_code_that_is_guessed_at_waits_and_the_right_one_with_it(cast, client, secret, name):
    sign_in(client, cast.leader)
    if name == "mfa_reauthenticate":
        client.force_login(cast.leader)
    for _ in range(8):
        page = client.post(reverse(name), {"code": "000000"})
    assert WAIT.search(page.content.decode())
    assert client.post(reverse(name), {"code": right(secret)}).status_code == 200


def test_the_password_that_confirms_and_the_old_password_wait_by_the_same_count(cast, client):
    sign_in(client, cast.leader)
    told = {"oldpassword": "forkert", "password1": "en helt ny sætning", "password2": "en helt ny sætning"}
    for _ in range(6):
        client.post(reverse("account_change_password"), told)
    for _ in range(6):
        page = client.post(reverse("account_reauthenticate"), {"password": "forkert"})
    assert WAIT.search(page.content.decode())


def test_passkeys_that_fit_nothing_are_slowed_down(cast, client):
    for _ in range(guessing.NETWORK.free + 1):
        page = client.post(reverse("mfa_login_webauthn"), {"credential": '{"id": "x"}'}, follow=True)
    assert WAIT.search(page.content.decode())


def test_links_for_forgotten_passwords_are_asked_for_thirty_times_from_one_network(cast, client):
    told = [
        client.post(reverse("account_reset_password"), {"email": f"nr{n}@brobygger.invalid"}).status_code
        for n in range(32)
    ]
    assert told == [200] * 30 + [429] * 2


def test_invitation_links_that_open_nothing_are_slowed_down_and_a_true_one_is_not(cast, client):
    true = reverse("accept_invitation", args=[token_for(cast.owner, Way.MAIL)])
    for _ in range(40):
        assert Client().get(true).status_code == 200
    told = [client.get(reverse("accept_invitation", args=[f"falsk-{n}"])).status_code for n in range(32)]
    assert told == [409] * 30 + [429] * 2
    page = client.get(true)
    assert (page.status_code, "Intet er brugt op" in page.content.decode()) == (429, True)
    assert int(page["Retry-After"]) > 0


def test_guesses_at_once_get_no_further_than_guesses_in_a_row(committed):
    from conftest import standing_cast

    leader = standing_cast().leader
    pages = at_once(*[lambda: guess(leader, 1).content.decode()] * 12)
    assert len([page for page in pages if not WAIT.search(page)]) == guessing.PASSWORD.here.free
