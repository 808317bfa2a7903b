"""A flood is held off by counts and a plain question; nobody is kept out, and nothing that was written is lost."""

import json
import re
import zlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core import signing
from django.db import connection, connections
from django.utils import timezone

from brobygger.access.actor import citizen
from brobygger.access.models import Tried
from brobygger.access.zones import enter, in_zones
from brobygger.inquiries import actions, rules
from brobygger.inquiries.models import Inquiry
from brobygger.inquiries.tests.walking import Visitor, hidden_in, slow_hands  # noqa: F401
from brobygger.mailbox.models import Line
from conftest import at_once

FLOOD = rules.LIMITS["begin"].network
WORDS = {word: n for words in rules.NUMBERS.values() for n, word in enumerate(words)}


def solve(page: str) -> str:
    """What a person answers to the plain question."""
    told = re.findall(r'for="sum\w*">([^<]+)<', page)[0].rstrip("?").split()
    return str(sum(WORDS[word] for word in told if word in WORDS))


def answer_question(her: Visitor, held: Any) -> Any:
    page = held.content.decode()
    return her.client.post(f"/h/{her.place}/q/", hidden_in(held, "begin") | {"sum": solve(page)})


@pytest.mark.parametrize(
    ("answer", "number"),
    [("5", 5), (" Fem. ", 5), ("five", 5), ("", None), ("ti", 10), ("10", 10), ("²", None), ("5" * 5000, None)],
)
def test_the_plain_question_takes_a_digit_or_a_word(answer, number):
    assert rules.number_told(answer) == number


@pytest.mark.parametrize("deed", rules.LIMITS)
def test_the_question_is_asked_beyond_the_limit_of_network_or_zone(deed):
    limit = rules.LIMITS[deed]
    assert not rules.asks_a_question(deed, network=limit.network, zone=limit.zone)
    assert rules.asks_a_question(deed, network=limit.network + 1, zone=1)
    assert rules.asks_a_question(deed, network=1, zone=limit.zone + 1)


@pytest.mark.django_db
def test_who_presses_too_fast_is_asked_to_press_again(cast):
    her = Visitor()
    held = her.begin()
    assert held.status_code == 200
    assert "hurtigt" in held.content.decode()
    enter(citizen(cast.koege.pk))
    assert not Inquiry.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("slow_hands")
@pytest.mark.parametrize("told", [{"stamp": "forfalsket"}, {"stamp": ""}])
def test_a_form_from_elsewhere_is_not_taken(cast, told):
    her = Visitor()
    held = her.client.post("/h/koege/q/", told | {"do": "begin"})
    assert "for gammel" in her.seen(held).content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("slow_hands")
def test_the_plain_question_counts_once_and_where_it_was_asked(cast):
    held = Visitor().way_in("begin", website="https://example.invalid")
    solved = {"stamp": stamp_in(held), "sum": solve(held.content.decode())}
    elsewhere = Visitor(place="odense")
    assert (
        "for gammel" in elsewhere.seen(elsewhere.client.post("/h/odense/q/", solved | {"do": "begin"})).content.decode()
    )
    her = Visitor()
    assert her.client.post("/h/koege/q/", solved | {"do": "begin"}).status_code == 302
    again = Visitor()
    assert "sendt" in again.seen(again.client.post("/h/koege/q/", solved | {"do": "begin"})).content.decode()
    enter(citizen(cast.koege.pk))
    assert Inquiry.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("slow_hands")
def test_a_program_that_fills_in_everything_meets_the_question_and_a_person_gets_on(cast):
    her = Visitor()
    held = her.way_in("begin", website="https://example.invalid")
    assert held.status_code == 200
    wrong = her.client.post("/h/koege/q/", {"do": "begin", "stamp": stamp_in(held), "sum": "99"})
    assert answer_question(her, her.seen(wrong)).status_code == 302


def stamp_in(page: Any, do: str = "begin") -> str:
    return hidden_in(page, do)["stamp"]


@pytest.mark.django_db
@pytest.mark.usefixtures("slow_hands")
def test_the_answer_cannot_be_read_from_the_form(cast):
    """Whatever numbers are asked about, nothing that the form carries can be reckoned out but by who has the key."""
    held = Visitor().way_in("begin", website="x")
    told = signing.b64_decode(stamp_in(held).split(":")[0].lstrip(".").encode())
    told = zlib.decompress(told) if stamp_in(held).startswith(".") else told
    carried = json.loads(told)
    assert len(carried["sum"]) == 32
    assert set(carried) == {"name", "at", "deed", "place", "sum"}
    assert carried["place"] == cast.koege.pk, "not the answer, though the number may be the same"


@pytest.mark.django_db
@pytest.mark.usefixtures("slow_hands")
@pytest.mark.parametrize(("deed", "do"), [("begin", "begin"), ("code", "come_back")])
def test_one_answer_to_the_plain_question_lets_one_press_through(cast, monkeypatch, deed, do):
    monkeypatch.setitem(rules.LIMITS, deed, rules.Limit(0, 0))
    told = {"code_name": "Havre Hat 10", "code_word": "havre hat"} if deed == "code" else {}
    held = Visitor().way_in(do, **told)
    solved = told | hidden_in(held, do) | {"sum": solve(held.content.decode())}
    presses = [Visitor() for _ in range(3)]
    answers = [one.seen(one.client.post("/h/koege/q/", solved)) for one in presses]
    assert ["er sendt" in one.content.decode() for one in answers] == [False, True, True]
    enter(citizen(cast.koege.pk))
    assert Inquiry.objects.count() == (deed == "begin")


@pytest.mark.django_db
@pytest.mark.usefixtures("slow_hands")
def test_a_wrong_answer_uses_up_its_form(cast):
    held = Visitor().way_in("begin", website="x")
    right = solve(held.content.decode())
    for answer in ("99", right):
        Visitor().client.post("/h/koege/q/", {"do": "begin", "stamp": stamp_in(held), "sum": answer})
    enter(citizen(cast.koege.pk))
    assert not Inquiry.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("slow_hands")
def test_a_line_and_an_inquiry_are_sent_once_by_one_form(cast):
    her = Visitor()
    her.begin()
    her.answer_all()
    page = her.at(13)
    pressed = {"step": 13, "stamp": stamp_in(page, "")}
    assert her.seen(her.inside(**pressed)).status_code == 200
    page = her.get("q/")
    line = {"do": "line", "text": "Kun denne ene gang", "stamp": stamp_in(page, "")}
    assert her.inside(**line).status_code == 302
    assert "er sendt" in her.seen(her.inside(**line)).content.decode()
    enter(citizen(cast.koege.pk))
    assert Line.objects.count() == 1


def test_one_form_pressed_many_times_at_once_begins_one(committed, monkeypatch):
    from conftest import standing_cast

    monkeypatch.setattr(rules, "TOO_FAST", timedelta(0))
    cast = standing_cast()
    stamp = stamp_in(Visitor().get("q/"))
    told = at_once(*[lambda: Visitor().client.post("/h/koege/q/", {"do": "begin", "stamp": stamp}).status_code] * 6)
    assert told == [302] * 6
    with in_zones(citizen(cast.koege.pk)):
        assert Inquiry.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("slow_hands")
def test_what_she_wrote_is_still_in_the_form_when_she_is_held_back(cast, monkeypatch):
    her = Visitor()
    her.begin()
    her.answer_all()
    her.send()
    monkeypatch.setitem(rules.LIMITS, "line", rules.Limit(0, 0))
    held = her.post("q/", do="line", text="Det her må ikke gå tabt")
    held = her.seen(held)
    assert "Det her må ikke gå tabt" in held.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("slow_hands")
def test_another_network_is_not_asked(cast):
    for _ in range(FLOOD + 1):
        last = Visitor(REMOTE_ADDR="192.0.2.1").begin()
    assert last.status_code == 200
    assert Visitor(REMOTE_ADDR="192.0.2.2").begin().status_code == 302


@pytest.mark.django_db
@pytest.mark.usefixtures("slow_hands")
def test_the_address_is_written_nowhere_and_its_mark_is_another_one_tomorrow(cast, monkeypatch):
    Visitor(REMOTE_ADDR="192.0.2.77").begin()
    later = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("brobygger.inquiries.opening.timezone.now", lambda: later)
    Visitor(REMOTE_ADDR="192.0.2.77").begin()
    enter(citizen(cast.koege.pk))
    assert Tried.objects.count() == 5  # the zone's own, one of each day, and that each form has been used
    with connection.cursor() as cursor:
        for table in ("access_tried", "inquiries_inquiry", "trail_entry", "django_session"):
            cursor.execute(f"SELECT {table}::text FROM {table}")
            assert not any("192.0.2.77" in row[0] for row in cursor.fetchall())


def test_a_flood_is_counted_and_an_honest_one_behind_the_same_network_gets_through(committed, monkeypatch):
    from conftest import standing_cast

    monkeypatch.setattr(rules, "TOO_FAST", timedelta(0))
    cast = standing_cast()

    def press(_number: int) -> int:
        try:
            return int(Visitor(REMOTE_ADDR="192.0.2.9").begin().status_code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(press, range(30)))
    assert told.count(302) == FLOOD
    assert told.count(200) == 30 - FLOOD
    her = citizen(cast.koege.pk)
    with in_zones(her):
        assert Inquiry.objects.count() == FLOOD
        assert max(Tried.objects.values_list("times", flat=True)) == 30
    honest = Visitor(REMOTE_ADDR="192.0.2.9")
    held = honest.begin()
    assert held.status_code == 200
    assert answer_question(honest, held).status_code == 302


def test_pressing_send_twice_at_once_makes_one(committed, monkeypatch):
    from brobygger.base.decision import Refused
    from brobygger.screening.models import Screening
    from conftest import standing_cast

    monkeypatch.setattr(rules, "TOO_FAST", timedelta(0))
    cast = standing_cast()
    visitor = Visitor()
    visitor.begin()
    visitor.answer_all()
    her = citizen(cast.koege.pk)
    with in_zones(her):
        row = Inquiry.objects.get()

    def send(_number: int) -> bool:
        try:
            with in_zones(her):
                actions.send(inquiry_id=row.pk, programme_id=cast.outpatient.pk, by=her, at=timezone.now())
            return True
        except Refused:
            return False
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(send, range(6))).count(True) == 1
    with in_zones(her):
        assert Screening.objects.count() == 1
