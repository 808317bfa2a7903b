"""What the open pages tell: the browser, the log, other sites, and someone who reads slowly."""

import logging
import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string

from brobygger.access.actor import citizen
from brobygger.access.zones import among, enter
from brobygger.inquiries import actions
from brobygger.inquiries.tests.reading import grade, lix, words_of
from brobygger.inquiries.tests.walking import Visitor, slow_hands  # noqa: F401
from brobygger.mailbox import actions as mailbox
from brobygger.mailbox.models import Mailbox
from brobygger.municipality.models import Setup
from brobygger.reach.models import Campaign, Opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("slow_hands")]

FILTERS: Any = settings.LOGGING["filters"]
WithoutWords = import_string(FILTERS["without_words"]["()"])
PLANTED = "hemmeligtplantetord"
LIX = 25  # 'very easy, for children's books' is below 25
GRADE = 5.0  # of Flesch and Kincaid: what a child of eleven reads


def _pages(her: Visitor, *, other: bool = False) -> list[Any]:
    """Every page that she can meet, in the order in which she meets it."""
    pages = [her.get(path) for path in ("", "help/", "exit/about/", "q/", "nowhere/at/all/")]
    pages.append(her.begin())
    pages.append(her.get("q/"))
    told = {
        1: {"about": "work" if other else "me"}, 2: {"danger": "yes"}, 3: {"said_yes": "yes"}, 4: {"adult": "no"},
        5: {"children": "yes"}, 6: {"worry": "yes"}, 7: {"words": f"{PLANTED} 7"}, 8: {"reach": "contact"},
        9: {"called": PLANTED, "number": "95001234", "shares_phone": "no", "wishes": PLANTED},
        10: {"consent": "yes"}, 11: {"language": "ar"},
        12: {"heard": "other"},
    }  # fmt: skip
    for number, answer in told.items():
        pages += [her.at(number), her.answer(number), her.answer(number, **answer)]
        if number == 4:
            pages += [her.at(5), her.answer(4, adult="yes")]
    pages += [her.at(13), her.inside(step=13), her.send()]
    pages += [her.get("q/"), her.post("q/", do="line", text=PLANTED), her.get("q/")]
    pages += [her.way_in("come_back", code_name=PLANTED, code_word=PLANTED)]
    return pages


@pytest.mark.parametrize("other", [False, True])
def test_no_word_of_hers_in_an_address_a_title_or_a_log(cast, caplog, other):
    with caplog.at_level(logging.DEBUG):
        pages = _pages(Visitor(), other=other)
    assert any(PLANTED in page.content.decode() for page in pages)
    for page in pages:
        text = page.content.decode()
        assert PLANTED not in page.headers.get("Location", "") + str(page.headers)
        assert all(PLANTED not in one for one in re.findall(r'(?:href|action)="[^"]*"|<title>[^<]*', text))
    for record in caplog.records:
        WithoutWords().filter(record)
        assert PLANTED not in logging.StreamHandler().format(record)


@pytest.mark.parametrize("language", ["da", "en"])
def test_what_goes_wrong_repeats_no_word_of_hers(cast, caplog, monkeypatch, language):
    her = Visitor(raise_request_exception=False)
    her.get(f"q/?l={language}")
    her.begin()

    def fail(**told):
        raise RuntimeError(PLANTED)

    monkeypatch.setattr(actions, "answer", fail)
    monkeypatch.setattr(mailbox, "come_back", fail)
    with caplog.at_level(logging.DEBUG):
        failed = [
            her.answer(1, about="me", more=PLANTED),
            Visitor(raise_request_exception=False).way_in("come_back", code_name=PLANTED, code_word=PLANTED),
        ]
        failed.append(Client(enforce_csrf_checks=True).post("/h/koege/q/", {"words": PLANTED}))
    assert [page.status_code for page in failed] == [500, 500, 403]
    for page in failed:
        assert PLANTED not in page.content.decode()
        assert "Brobygger" not in page.content.decode()
        assert page.headers["Cache-Control"].startswith("no-store")
        assert "/exit/" in page.content.decode()
    for record in caplog.records:
        WithoutWords().filter(record)
        assert PLANTED not in logging.StreamHandler().format(record)


def test_every_answer_says_keep_nothing_and_tell_no_one(cast):
    her = Visitor()
    pages = [*_pages(her), Client().get("/h/findes/ikke/her/"), her.get("exit/")]
    for page in pages:
        form = "csrfmiddlewaretoken" in page.content.decode()
        assert page.headers["Cache-Control"] == "no-store, private"
        assert page.headers["Referrer-Policy"] == ("same-origin" if form else "no-referrer")
        if page.status_code != 302:
            assert "default-src 'none'" in page.headers["Content-Security-Policy"]
            assert "unsafe" not in page.headers["Content-Security-Policy"]
            text = page.content.decode()
            assert "Brobygger" not in text
            assert "<title>Information</title>" in text
            assert re.search(r'<body class="open">\s*<a class="leave"', text)  # the way out comes first
            assert not re.findall(r'(?:src|href)="(https?:[^"]+)"', text)
    assert "X-Robots-Tag" not in her.get().headers
    assert her.get("q/").headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_other_pages_are_as_they_were(client):
    assert client.get("/account/login/").headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("other", [False, True])
@pytest.mark.parametrize("place", ["koege", "odense"])
def test_the_danish_can_be_read_by_a_child_of_ten(cast, place, other):
    for page in _pages(Visitor(place), other=other):
        text = words_of(page.content.decode())
        if text:
            assert lix(text) < LIX, f"{lix(text):.1f}\n{text}"


@pytest.mark.parametrize("other", [False, True])
def test_the_english_can_be_read_at_grade_school(cast, other):
    her = Visitor(HTTP_ACCEPT_LANGUAGE="en")
    for page in _pages(her, other=other):
        text = words_of(page.content.decode())
        if text:
            assert grade(text) < GRADE, f"{grade(text):.1f}\n{text}"


@pytest.fixture
def campaign(cast):
    enter(citizen(cast.odense.pk))
    return Campaign.objects.create(
        zone=cast.odense, key="efter", name="Efterårets plakat", channel="poster", first_day=date(2020, 1, 1),
        made_at=cast_time(),
    )  # fmt: skip


def cast_time():
    from django.utils import timezone

    return timezone.now()


def _opened(cast) -> int:
    enter(citizen(cast.odense.pk))
    return sum(row.times for row in Opened.objects.all())


def test_a_campaign_counts_itself_and_follows_no_one(cast, campaign):
    her = Visitor("odense")
    page = her.get("efter/")
    assert page.status_code == 200
    assert not page.cookies
    assert not her.client.cookies
    assert campaign.name not in page.content.decode()
    assert _opened(cast) == 1
    her.client.head("/h/odense/efter/")
    for name in ("Sec-Purpose", "Purpose", "X-Moz"):
        her.client.get("/h/odense/efter/", headers={name: "prefetch;anonymous-client-ip"})
    assert _opened(cast) == 1
    assert her.get("ukendt/").status_code == 200
    assert _opened(cast) == 1
    assert "c=efter" in page.content.decode()


def test_the_campaign_goes_along_to_what_she_sends(cast, campaign):
    from brobygger.screening.models import Detection

    her = Visitor("odense")
    her.begin(c="efter")
    her.answer_all()
    her.send()
    enter(citizen(cast.odense.pk))
    made = Detection.objects.get()
    assert (made.campaign_id, made.way_in) == (campaign.pk, "campaign")


def test_a_code_word_that_is_shown_again_is_gone_when_it_is_sent(cast):
    her = Visitor("odense")
    her.begin()
    assert her.code[1] in her.get("q/").content.decode()
    her.answer_all()
    her.send()
    assert her.code[1] not in her.get("q/").content.decode()
    enter(citizen(cast.odense.pk))
    assert Mailbox.objects.get().code_name == her.code[0]


def test_the_first_screen_says_whose_it_is_and_has_the_first_step_and_the_phone(cast):
    with among({cast.koege.pk}):
        Setup.objects.filter(zone=cast.koege).update(public_phone="95 00 11 22")
    page = Visitor().get().content.decode()
    parts = (cast.koege.organisation.name, "q/?", "95 00 11 22", "<h2>")
    assert list(parts) == sorted(parts, key=page.index)
