"""Whoever guesses at a code waits; she comes back from anywhere else, and nothing tells whether there is a code."""

import random
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from brobygger.inquiries import guard, rules
from brobygger.inquiries.tests.walking import Visitor, hidden_in, slow_hands  # noqa: F401
from brobygger.mailbox import queries
from brobygger.mailbox.models import Mailbox
from brobygger.trail.models import Entry
from conftest import at_once

pytestmark = pytest.mark.usefixtures("slow_hands")
WAIT = "er prøvet for mange gange"


@pytest.fixture(autouse=True)
def no_question(monkeypatch):
    monkeypatch.setitem(rules.LIMITS, "code", rules.Limit(1000, 1000))


@pytest.fixture
def her(cast):
    visitor = Visitor()
    visitor.begin()
    return visitor


def guess(name: str, times: int = 8, **told: str) -> str:
    someone = Visitor(**told)
    for _ in range(times):
        page = someone.come_back(name, "havre hat")
    return str(page.content.decode())


def test_guesses_wait_and_the_words_are_the_same_for_a_code_that_is_not_there(her):
    for name in (her.code[0], "Havre Hat 10"):
        page = guess(name)
        assert WAIT in page
        assert name in page  # what was typed is still in the form
    assert WAIT in Visitor().come_back(*her.code).content.decode()


def test_she_comes_back_from_another_network_whoever_guesses_elsewhere(her):
    for n in range(3):
        guess(her.code[0], 20, REMOTE_ADDR=f"192.0.2.{n}")
    assert Visitor(REMOTE_ADDR="198.51.100.7").come_back(*her.code).status_code == 302


def test_the_team_is_told_that_someone_tries_the_code(her, cast):
    guess(her.code[0], 6)
    cast.actor("assessor")
    box = Mailbox.objects.get()
    assert queries.tried_at(cast.actor("assessor"), box.pk)
    guess(her.code[0], 6)
    cast.actor("assessor")
    assert Entry.objects.filter(what="mailbox.tried_too_often", about_id=box.pk).count() == 1
    guess("Havre Hat 10", 8)  # one that is not there
    cast.actor("assessor")
    assert Entry.objects.filter(what="mailbox.tried_too_often").count() == 1


def test_it_is_slowed_down_and_not_shut(her, monkeypatch):
    guess(her.code[0], 20)
    later = timezone.now() + timedelta(minutes=1)
    monkeypatch.setattr("brobygger.inquiries.opening.timezone.now", lambda: later)
    assert Visitor().come_back(*her.code).status_code == 302


def test_who_guesses_keeps_her_out_for_ten_seconds_at_the_same_address(her, monkeypatch):
    """The right word passes with the ticket of the page that told her to wait."""
    guess(her.code[0], 70)
    page = Visitor().come_back(*her.code).content.decode()
    assert "Vent ti sekunder" in page
    ticket = re.search(r'name="ticket" value="([^"]+)"', page).group(1)
    later = timezone.now() + timedelta(seconds=11)
    monkeypatch.setattr("brobygger.inquiries.opening.timezone.now", lambda: later)
    guess(her.code[0], 70)
    assert WAIT in Visitor().come_back(*her.code).content.decode()
    assert Visitor().come_back(*her.code, ticket=ticket).status_code == 302


def test_a_question_in_between_costs_her_no_second_wait(her, monkeypatch):
    guess(her.code[0], 70)
    visitor, word = Visitor(), {"code_name": her.code[0], "code_word": her.code[1]}
    page = visitor.come_back(*her.code)
    later = timezone.now() + timedelta(seconds=11)
    monkeypatch.setattr("brobygger.inquiries.opening.timezone.now", lambda: later)
    monkeypatch.setattr(random, "randint", lambda *_between: 2)
    monkeypatch.setitem(rules.LIMITS, "code", rules.Limit(0, 0))

    def pressed(page, **more):
        return visitor.client.post("/h/koege/q/", hidden_in(page, "come_back") | word | more)

    page = visitor.seen(pressed(page))
    assert "Hvad er to og to lagt sammen?" in page.content.decode()
    assert pressed(page, sum="4").url == "/h/koege/q/"


def test_from_everywhere_together_no_one_gets_through_all_words(her):
    for n in range(guard.CODE.everywhere.free // 4):
        guess(her.code[0], 4, REMOTE_ADDR=f"2001:db8:{n:x}::1")
    assert WAIT in guess(her.code[0], 1, REMOTE_ADDR="2001:db8:ffff::1")


@pytest.mark.parametrize("cookie", ["device"])
def test_no_cookie_of_a_device_comes_near_the_open_pages(her, cookie):
    her.come_back(*her.code)
    assert cookie not in her.client.cookies


def test_guesses_at_once_get_no_further_than_guesses_in_a_row(committed, monkeypatch):
    from conftest import standing_cast

    monkeypatch.setattr(rules, "TOO_FAST", timedelta(0))
    standing_cast()
    visitor = Visitor()
    visitor.begin()
    told = at_once(*[lambda: guess(visitor.code[0], 1)] * 10)
    assert len([page for page in told if WAIT not in page]) == guard.CODE.here.free
