"""Whoever guesses waits longer and longer; nobody else does, and what was counted stays counted."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory

from brobygger.access.models import Tried
from brobygger.access.tries import (
    COOKIE,
    Limit,
    Limits,
    attempt,
    count_again,
    forget,
    forgive,
    networks,
    remember_device,
)
from conftest import at_once

LIMITS = Limits(network=Limit(free=9), here=Limit(free=3), everywhere=Limit(free=6), device=Limit(free=2))
PATIENT = replace(LIMITS, everywhere=Limit(free=50), waited=Limit(free=4))


def asked(address: str = "192.0.2.7", cookie: str = "", host: str = "localhost", ticket: str = "") -> Any:
    request = RequestFactory(REMOTE_ADDR=address, HTTP_HOST=host).post("/", {"ticket": ticket})
    request.COOKIES[COOKIE] = cookie
    return request


def known(account: str) -> str:
    response = HttpResponse()
    remember_device(asked(), response, account)
    return str(response.cookies[COOKIE].value)


def tried(now: Any, *, about: str = "a", **told: Any) -> bool:
    return attempt(asked(**told), "password", LIMITS, about=about, at=now).until is None


@pytest.mark.parametrize(
    ("times", "seconds"), [(1, 0), (2, 0), (3, 30), (4, 60), (5, 120), (7, 480), (8, 900), (40, 900), (9999, 900)]
)
def test_each_wait_is_twice_the_last_up_to_the_longest(times, seconds):
    assert Limit(free=3).wait_after(times) == timedelta(seconds=seconds)


def test_after_the_wait_one_more_is_free_and_what_was_not_made_counts_nothing(db, now):
    assert [tried(now) for _ in range(5)] == [True, True, True, False, False]
    later = now + timedelta(seconds=30)
    assert [tried(later) for _ in range(3)] == [True, False, False]
    assert [tried(later + timedelta(seconds=60)) for _ in range(2)] == [True, False]


class Browser:
    """Someone before the page, who sends it back with whatever it carries."""

    def __init__(self, about: str = "a", address: str = "192.0.2.7") -> None:
        self.about, self.address, self.ticket = about, address, ""

    def tries(self, at: datetime) -> datetime | None:
        """None where the try was made; else until when the page tells to wait."""
        self.request = asked(self.address, ticket=self.ticket)
        until = attempt(self.request, "password", PATIENT, about=self.about, at=at).until
        self.ticket = getattr(self.request, "ticket", "")
        return until


def guessed(at: datetime, about: str = "a", address: str = "192.0.2.7") -> None:
    """Somebody has guessed until the page told to wait."""
    while Browser(about, address).tries(at) is None:
        pass


def test_whoever_waits_ten_seconds_has_her_try_however_often_others_guess_in_the_meantime(db, now):
    guessed(now)
    hers = Browser()
    assert hers.tries(now) == now + timedelta(seconds=10)
    for second in range(10):
        guessed(now + timedelta(seconds=second))
        assert hers.tries(now + timedelta(seconds=second)) == now + timedelta(seconds=10)  # pressed too early
    later = now + timedelta(seconds=10)
    guessed(later)
    assert hers.tries(later) is None


def test_a_ticket_is_worth_one_try_of_one_account_on_one_network_and_not_for_ever(db, now):
    guessed(now)
    guessed(now, "b")
    hers, later = Browser(), now + timedelta(seconds=10)
    hers.tries(now)
    held = hers.ticket
    assert hers.tries(later) is None
    for other, at in (
        (Browser(), later),
        (Browser("b"), later),
        (Browser(address="192.0.2.8"), later),
        (Browser(), now + timedelta(minutes=10)),
    ):
        guessed(at, other.about, other.address)
        other.ticket = held
        assert other.tries(at) == at + timedelta(seconds=10)
    forged = Browser()
    forged.ticket = held[:-2] + "xx"
    assert forged.tries(later) == later + timedelta(seconds=10)


def test_guessers_with_many_tickets_get_no_further_than_the_limit_of_those_who_wait(db, now):
    guessed(now)
    many, later = [Browser() for _ in range(12)], now + timedelta(seconds=10)
    for one in many:
        one.tries(now)
    assert [one.tries(later) for one in many].count(None) == 4
    assert Browser().tries(later) == later + timedelta(seconds=30)  # told as it is


def test_a_right_try_by_a_ticket_takes_itself_back(db, now):
    guessed(now)
    for n in range(9):
        hers, at = Browser(), now + timedelta(seconds=n)
        hers.tries(at)
        assert hers.tries(at + timedelta(seconds=10)) is None
        forgive(hers.request, at=at + timedelta(seconds=10))
        guessed(at + timedelta(seconds=10))


def test_without_a_limit_for_those_who_wait_nobody_is_given_a_ticket(db, now):
    while tried(now):
        pass
    request = asked()
    assert attempt(request, "password", LIMITS, about="a", at=now).until == now + timedelta(seconds=30)
    assert not hasattr(request, "ticket")


def test_an_hour_later_all_is_forgotten_and_the_counts_are_removed(db, now):
    for _ in range(3):
        tried(now)
    later = now + timedelta(hours=1)
    assert [tried(later) for _ in range(4)] == [True, True, True, False]
    forget(at=later + timedelta(hours=1))
    assert not Tried.objects.exists()


def test_another_port_in_the_host_is_the_same_counter(db, now):
    assert [tried(now, host=f"localhost:{port}") for port in range(8000, 8005)] == [True, True, True, False, False]


@pytest.mark.parametrize(
    ("addresses", "free"),
    [
        ([f"2001:db8:1:2::{n:x}" for n in range(20)], 9),  # one /64 is one network
        ([f"2001:db8:1:2::1%eth{n}" for n in range(20)], 9),
        (["192.0.2.9", "::ffff:192.0.2.9"] * 10, 9),
        ([f"::ffff:192.0.2.{n}" for n in range(20)], 20),  # neighbours, each with an address of her own
        ([f"2001:db8:1:{n:x}::1" for n in range(60)], 36),  # a /48 is larger, and no way round
        ([f"2001:db8:{n:x}::1" for n in range(20)], 20),
    ],
)
def test_the_networks_of_whoever_tries_many_accounts(db, now, addresses, free):
    told = [tried(now, address=address, about=f"account {n}") for n, address in enumerate(addresses)]
    assert told.count(True) == free


def test_what_is_no_address_is_a_network_of_its_own():
    assert networks("") == ("", "")
    assert networks("unix") == ("unix", "")


def test_who_guesses_wrong_on_purpose_keeps_out_no_one_on_another_network_and_no_one_on_a_known_device(db, now):
    while tried(now):
        pass
    assert not tried(now)
    assert tried(now, address="198.51.100.7")
    hers = known("a")
    assert [tried(now, cookie=hers) for _ in range(3)] == [True, True, False]


def test_a_device_is_known_for_those_alone_who_have_signed_in_on_it(db, now):
    hers = known("a")
    for n in range(6):
        tried(now, about="b", address=f"198.51.100.{n}")
    assert not tried(now, about="b", cookie=hers)
    assert not tried(now, about="b", cookie=known("b")[:-2] + "xx")
    assert tried(now, about="b", cookie=known("b"))


def test_several_may_share_a_device(db, now):
    request, response = asked(cookie=known("a")), HttpResponse()
    remember_device(request, response, "b")
    shared = str(response.cookies[COOKIE].value)
    for about in ("a", "b"):
        for n in range(6):
            tried(now, about=about, address=f"198.51.100.{n}")
        assert tried(now, about=about, cookie=shared)


def test_the_cookie_goes_to_the_pages_of_accounts_alone_and_names_no_one(settings):
    settings.SESSION_COOKIE_SECURE = True
    response = HttpResponse()
    remember_device(asked(), response, "leder@brobygger.invalid")
    cookie = response.cookies[COOKIE]
    assert [cookie[name] for name in ("path", "httponly", "secure", "samesite")] == ["/account/", True, True, "Lax"]
    assert "leder" not in cookie.value


def test_what_was_right_is_no_guess(db, now):
    for _ in range(20):
        request = asked()
        assert attempt(request, "password", LIMITS, about="a", at=now).until is None
        forgive(request, at=now)


def test_a_right_one_takes_back_no_more_than_itself(db, now):
    assert tried(now)
    assert tried(now)
    request = asked()
    attempt(request, "password", LIMITS, about="a", at=now)
    forgive(request, at=now)
    assert [tried(now), tried(now)] == [True, False]


def test_many_at_once_get_no_further_than_many_in_a_row(committed, now):
    told = at_once(*[lambda: tried(now)] * 12)
    assert told.count(True) == 3
    assert max(Tried.objects.values_list("times", flat=True)) <= 12


def test_requests_at_once_need_not_agree_on_the_moment(db, now):
    assert [tried(now - timedelta(milliseconds=n)) for n in range(4)] == [True, True, True, False]


def test_what_the_request_undoes_is_counted_again(db, now):
    from django.db import transaction

    for _ in range(3):
        request = asked()
        with transaction.atomic():
            attempt(request, "password", LIMITS, about="a", at=now)
            transaction.set_rollback(True)
        count_again(request)
    assert not tried(now)


def test_no_address_and_no_account_is_written(db, now):
    tried(now, about="leder@brobygger.invalid", address="192.0.2.77")
    with connection.cursor() as cursor:
        cursor.execute("SELECT access_tried::text FROM access_tried")
        written = str(cursor.fetchall())
    assert "leder" not in written
    assert "192.0.2.77" not in written
    assert b"192.0.2.77".hex() not in written
