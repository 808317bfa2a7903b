"""What is written on the open pages is there again after Back and after another language; who else sees the phone is
asked; and a language that was chosen stays."""

import re
from dataclasses import replace
from html import unescape

import pytest

from brobygger.access.actor import citizen
from brobygger.access.zones import enter
from brobygger.inquiries import queries
from brobygger.inquiries.models import Inquiry
from brobygger.inquiries.tests.walking import Visitor, slow_hands  # noqa: F401
from brobygger.people.rules import CardFacts, may_leave_voicemail
from brobygger.screening import sealed_sheet
from brobygger.screening.models import Screening
from conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("slow_hands")]
WORDS = "Han låser døren, når jeg vil gå"
REACHED = {
    "called": "Ida",
    "number": "95001234",
    "hours": "evening",
    "days": ["0"],
    "wishes": "Ring ikke før han er gået",
}


@pytest.fixture
def her(cast):
    visitor = Visitor()
    visitor.begin()
    for number, told in ((1, {"about": "me"}), (2, {"danger": "no"}), (4, {"adult": "yes"}), (5, {"children": "no"})):
        visitor.answer(number, **told)
    return visitor


def page(her):
    return unescape(her.get("q/").content.decode())


def kept(cast):
    enter(citizen(cast.koege.pk))
    return queries.answers_of(Inquiry.objects.get(zone=cast.koege))


def test_words_are_there_again_after_back(cast, her):
    assert her.inside(step=7, words=WORDS, back=5).url == "/h/koege/q/"
    assert her.step() == "5"
    assert WORDS not in page(her)
    her.answer(5, children="no")
    assert her.step() == "7"
    assert WORDS in page(her)
    her.answer(7, words=WORDS + ".")
    assert "draft" not in kept(cast)


def test_words_are_there_again_in_another_language_and_are_nowhere_else(cast, her):
    answer = her.inside(step=7, words=WORDS, l="en")
    assert answer.url == "/h/koege/q/", "nothing of it in an address"
    shown = page(her)
    assert '<html lang="en"' in shown
    assert WORDS in shown
    assert her.step() == "7"
    told = kept(cast)
    assert "words" not in told, "it is no answer before she has gone on"
    assert WORDS not in str(dict(her.client.session))


@pytest.mark.parametrize("way", [{"l": "en"}, {"back": 8}])
def test_every_field_of_a_page_comes_back_also_what_cannot_be_read_yet(cast, her, way):
    her.answer(7, words="")
    her.answer(8, reach="contact")
    her.inside(step=9, **REACHED | {"number": "9500"}, may_sms="on", **way)
    shown = unescape(her.at(9).content.decode())
    for one in ("Ida", 'value="9500"', "Ring ikke før han er gået"):
        assert one in shown
    assert re.search(r'value="evening"[^>]*selected', shown)
    assert re.search(r'<input[^>]*name="may_sms"[^>]*checked', shown)


def test_a_choice_that_is_not_sent_counts_for_nothing(cast, her):
    her.inside(step=7, back=4)
    her.inside(step=4, adult="no", back=2)
    assert kept(cast)["adult"] == "yes"
    her.answer(2, danger="no")
    assert her.step() == "4", "what she changed and did not send is asked again"


def test_what_is_changed_and_left_by_back_is_met_again_before_it_is_sent(cast, her):
    her.answer_all()
    her.inside(do="turn", step=7, check="1")
    her.inside(step=7, words=WORDS, check="1", back=5)
    her.inside(step=13)
    assert her.step() == "5" or her.step() == "7"
    her.answer(5, children="no", check="1")
    assert her.step() == "7"
    assert WORDS in page(her)
    her.answer(7, words=WORDS)
    her.at(13)
    her.send()
    enter(citizen(cast.koege.pk))
    assert Screening.objects.get(zone=cast.koege).own_words == WORDS


def test_back_where_nothing_is_changed_leaves_all_as_it_was(cast, her):
    her.answer_all(contact=True)
    before = kept(cast)
    her.inside(do="turn", step=9)
    shared = {"shares_phone": "no", "email": "", "wishes": ""}
    her.inside(step=9, called="Ida", number="+4595001234", hours="morning", days=["0"], **shared, back=8)
    assert kept(cast) == before


def test_a_page_with_something_wrong_can_be_read_in_another_language_too(cast, her):
    her.answer(7, words="")
    her.answer(8, reach="contact")
    wrong = her.seen(her.answer(9, called="Ida", number="12"))
    shown = wrong.content.decode()
    assert re.search(r'<button[^>]*form="question"[^>]*name="l"[^>]*value="en"', shown)
    first = re.search(r'<button[^>]*form="question"[^>]*>', shown)
    assert first is not None
    assert "name=" not in first[0], "Enter in a field goes on, and does not change the language"


def test_a_line_that_is_being_written_stays_through_another_language(cast, her):
    her.answer_all()
    her.send()
    answer = her.seen(her.inside(do="line", text=WORDS, l="en"))
    shown = unescape(answer.content.decode())
    assert '<html lang="en"' in shown
    assert WORDS in shown
    assert "From you" not in shown, "it is not sent by that"


@pytest.mark.parametrize("other", [False, True])
def test_whoever_gives_a_number_is_asked_who_else_sees_the_phone(cast, other):
    her = Visitor()
    her.begin()
    her.answer(1, about="known" if other else "me")
    her.answer(2, danger="no")
    if other:
        her.answer(3, said_yes="yes")
    her.answer(4, adult="yes")
    her.answer(5, children="no")
    her.answer(7, words="")
    if not other:
        her.answer(8, reach="contact")
    answer = her.seen(her.answer(9, **REACHED))
    assert set(answer.context["form"].errors) == {"shares_phone"}
    assert "?:" not in answer.content.decode(), "a question needs no colon"
    assert her.answer(9, **REACHED, shares_phone="yes").status_code == 302
    assert her.step() == "10"


def test_the_answer_about_the_phone_stands_on_the_check_page_either_way(cast, her):
    her.answer_all(contact=True)
    assert "Ingen andre ser telefonen" in her.at(13).content.decode()
    her.answer(9, **REACHED, shares_phone="yes")
    assert "Andre kan måske se eller bruge den" in her.at(13).content.decode()


def test_an_e_mail_alone_asks_nothing_of_a_phone(cast, her):
    her.answer(7, words="")
    her.answer(8, reach="contact")
    assert her.answer(9, called="Ida", email="ida@example.invalid").status_code == 302


def test_a_phone_of_which_nothing_was_answered_is_one_that_others_see(cast, her):
    """Her yes to a message stands as she said it, and the gate stops it on such a phone."""
    told = {"number": "+4595001234", "hours": "evening", "days": ["0"], "may_leave_voicemail": True, "reach": "contact"}
    from brobygger.inquiries.sending import offered

    made = sealed_sheet.Sheet(**offered(told))
    assert list(made.seen_numbers) == ["+4595001234"]
    assert made.said["may_leave_voicemail"]
    card = CardFacts("herself", may_ring=True, may_leave_voicemail=True, confirmed_at=NOW, has_number=True)
    assert may_leave_voicemail(card, NOW)
    assert may_leave_voicemail(replace(card, phone_is_seen=True), NOW).reason == "voicemail_phone_is_seen"


def links(page):
    found = re.findall(r'href="(/h/koege/[^"#]*)"', page)
    return {unescape(one) for one in found if "/exit/" not in one or "about" in one}


def test_a_language_that_was_chosen_stays_on_every_page_without_a_session(cast):
    her = Visitor(headers={"accept-language": "da"})
    seen, ahead = set(), {"/h/koege/?l=en", "/h/koege/nowhere/at/all/?l=en", "/h/koege/q/?l=en"}
    while ahead:
        address = ahead.pop()
        seen.add(address)
        shown = her.client.get(address).content.decode()
        assert '<html lang="en"' in shown, address
        ahead |= {one for one in links(shown) if "?" not in one or "l=da" not in one} - seen
    assert "/h/koege/help/?l=en" in seen
    wrong = her.seen(
        her.client.post("/h/koege/q/?l=en", {"do": "come_back", "code_name": "a", "code_word": "b"})
    ).content.decode()
    assert '<html lang="en"' in wrong
    assert all("l=en" in one for one in links(wrong)), links(wrong)


@pytest.mark.parametrize("do", ["leave", "throw_away"])
def test_whoever_closes_it_comes_to_a_page_in_the_language_that_she_chose(cast, do):
    her = Visitor(headers={"accept-language": "da"})
    her.begin()
    her.inside(l="en")
    assert her.inside(do=do).url == "/h/koege/?l=en"
    danish = Visitor(headers={"accept-language": "da"})
    danish.begin()
    assert danish.inside(do=do).url == "/h/koege/"


def test_what_was_open_and_is_closed_leads_to_the_code_in_her_language(cast, monkeypatch):
    from datetime import timedelta

    from brobygger.inquiries import rules

    her = Visitor(headers={"accept-language": "da"})
    her.begin()
    her.inside(l="en")
    monkeypatch.setattr(rules, "IDLE", timedelta(0))
    page = her.get("q/").content.decode()
    assert "The page is closed" in page
    assert 'name="code_word"' in page
