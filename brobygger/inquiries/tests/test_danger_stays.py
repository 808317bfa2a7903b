"""Where danger was said, or nobody knows, 112 stands on every page of hers, and with the answer to what she writes."""

import pytest

from brobygger.inquiries.tests.walking import Visitor, slow_hands  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("slow_hands")]
NOW = '<div class="now"><p>Er der fare nu, så ring <a href="tel:112">112</a>.'


@pytest.fixture(params=["yes", "unknown"])
def sent(cast, request):
    """She said danger, or that she does not know, sent it, and came back with her code in another browser."""
    her = Visitor()
    her.begin()
    her.answer_all()
    her.answer(2, danger=request.param)
    assert NOW in her.at(13).content.decode()
    assert NOW in her.send().content.decode()
    back = Visitor()
    back.code = her.code
    back.come_back()
    return back


def test_her_own_page_tells_of_112_when_she_comes_back_and_after_no_thanks(sent):
    assert NOW in sent.get("q/").content.decode()
    sent.inside(do="take_back")
    page = sent.get("q/").content.decode()
    assert "Du har sagt nej tak" in page
    assert NOW in page
    sent.inside(do="begin_again")
    assert sent.step() == "1"
    assert NOW in sent.get("q/").content.decode()  # what she said stands, before the question comes anew


def test_the_answer_to_a_further_line_says_that_danger_does_not_wait_for_it(sent):
    page = sent.seen(sent.post("q/", do="line", text="Han er her nu, ring ikke")).content.decode()
    told = page.partition('role="status"')[2].partition("</p>")[0]
    assert "svarer her senest" in told
    assert 'href="tel:112"' in told


def test_who_said_no_danger_finds_112_on_her_page_too_since_it_may_have_changed(cast):
    her = Visitor()
    her.begin()
    her.answer_all()
    her.send()
    assert NOW in her.get("q/").content.decode()
