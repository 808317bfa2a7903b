"""The browser's Back never asks anyone to send a form once more: what is posted is always answered by another page."""

from html import unescape

import pytest

from brobygger.inquiries.once_more import ABOUT
from brobygger.inquiries.opening import AGAIN
from brobygger.inquiries.tests.walking import Visitor, slow_hands  # noqa: F401
from brobygger.mailbox import actions as mailbox
from brobygger.mailbox.models import Mailbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("slow_hands")]
SECRET = "Svanehals i regnvejr"


@pytest.fixture
def her(cast):
    visitor = Visitor()
    visitor.begin()
    return visitor


def sent(her):
    her.answer_all()
    return her.client.post("/h/koege/q/", {"step": 13, "stamp": stamp(her.at(13))})


def stamp(answer):
    return answer.context["stamp"]


def test_every_post_of_the_open_pages_is_answered_by_another_page(her):
    choose = her.inside(step=1)
    assert choose.status_code == 302
    page = unescape(her.seen(choose).content.decode())
    assert "Vælg et svar." in page
    assert "Vælg et svar." not in unescape(her.get("q/").content.decode()), "it is said once"
    assert sent(her).status_code == 302
    assert her.code[1] in her.get("q/").content.decode(), "the code a last time"
    assert her.code[1] not in her.get("q/").content.decode()
    for told in ({"do": "line", "text": ""}, {"do": "line", "text": SECRET, "l": "en"}, {"l": "da"}, {"do": "nothing"}):
        assert her.inside(**told).status_code == 302, told
    assert Visitor().client.post("/h/koege/q/", {"do": "come_back", "code_name": "a"}).status_code == 302
    assert Visitor().client.post("/h/koege/q/", {"do": "begin"}).status_code == 302


def test_what_was_typed_lies_sealed_and_goes_with_her(her):
    sent(her)
    her.get("q/")
    her.inside(do="line", text=SECRET, l="en")
    lies = her.client.session[AGAIN]
    assert SECRET not in str(dict(her.client.session))
    assert SECRET in her.get("q/").content.decode()
    assert SECRET in her.get("q/").content.decode(), "also where the page is loaded once more"
    assert lies["deed"] == "line"
    assert ABOUT
    her.get("exit/")
    assert AGAIN not in her.client.session


def test_a_wrong_code_is_in_the_form_once_and_then_gone(cast):
    someone = Visitor()
    page = someone.come_back("Havre Hat 10", "gul hest")
    assert "Havre Hat 10" in page.content.decode()
    assert "Havre Hat 10" not in someone.get("q/").content.decode()
    assert "gul hest" not in str(dict(someone.client.session))


def test_the_numbers_lead_back_to_where_she_was(her):
    assert "/h/koege/q/" in her.get("help/").content.decode()
    assert "/h/koege/q/" not in Visitor().get("help/").content.decode()


def answered(cast, now):
    by = cast.actor("assessor")
    mailbox.write_line(mailbox_id=Mailbox.objects.latest("pk").pk, text="Vi ringer tirsdag", by=by, at=now)


def test_an_unfinished_change_does_not_hide_what_the_team_wrote(cast, her, now):
    sent(her)
    her.get("q/")
    her.inside(do="change_contact")
    assert her.step() == "8"
    answered(cast, now)
    page = unescape(her.get("q/").content.decode())
    assert "Vi har skrevet til dig." in page, "where she stands it is said"
    her.get("exit/")
    her.come_back()
    page = unescape(her.get("q/").content.decode())
    assert "Vi ringer tirsdag" in page
    assert "Du er begyndt at ændre" in page
    her.inside(do="line", text="Tak")
    assert "Tak" in her.get("q/").content.decode(), "she can write although something is begun"
    her.inside(do="go_on")
    assert her.step() == "8"
