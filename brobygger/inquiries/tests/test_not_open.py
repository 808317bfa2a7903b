"""The open page that a leader has closed: nobody new, and those who have a code are still answered."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.utils import timezone

from brobygger.inquiries.models import Inquiry
from brobygger.inquiries.tests.walking import Visitor, slow_hands  # noqa: F401
from brobygger.municipality import actions as municipality
from brobygger.municipality.models import Setup
from brobygger.screening.models import Screening

pytestmark = pytest.mark.usefixtures("slow_hands")


def closed(cast, **told):
    """Køge's page has been open, and its leader has closed it."""
    by, now = cast.actor("project_leader"), timezone.now()
    Setup.objects.filter(zone=cast.koege).update(**told or {"name_en": ""})
    row = Setup.objects.get(zone=cast.koege)
    municipality.close_page(setup_id=row.pk, by=by, at=now)
    municipality.open_page(setup_id=row.pk, by=by, at=now)
    municipality.close_page(setup_id=row.pk, by=by, at=now)


def test_someone_new_is_told_who_helps_and_begins_nothing(cast):
    closed(cast)
    for answer in (Visitor().get(), Visitor().get("q/"), Visitor().way_in("begin")):
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "tel:112" in page
        assert 'value="begin"' not in page
    assert not Inquiry.objects.exists()


def test_she_who_has_a_code_comes_back_and_goes_on(cast):
    her = Visitor()
    her.begin()
    closed(cast)
    assert her.get("q/").status_code == 200  # in the same browser she is not thrown out half way
    again = Visitor()
    answer = again.way_in("come_back", code_name=her.code[0], code_word=her.code[1])
    assert answer.status_code == 302
    assert again.client.get(answer.url).status_code == 200


# What is met while it is closed, by someone who has nothing open: the way there, and how it is answered.
MET = {
    "the front page": ("get", "", {}, 200),
    "a campaign's link": ("get", "nov26/", {}, 200),
    "the ways in": ("get", "q/", {}, 200),
    "begun all the same": ("way_in", "begin", {}, 200),
    "a wrong code": ("way_in", "come_back", {}, 200),
    "what was open and is no more": ("post", "q/", {"step": 1}, 410),
    "who helps": ("get", "help/", {}, 200),
}


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("met", MET)
def test_whoever_comes_there_sees_whom_she_can_ring(cast, met, language):
    closed(cast, public_phone="+4595001122", public_hours_da="9-15", public_hours_en="9 to 3")
    how, path, told, status = MET[met]
    answer = getattr(Visitor(headers={"accept-language": language}), how)(path, **told)
    page = answer.content.decode()
    assert answer.status_code == status
    assert f'lang="{language}"' in page
    assert "95 00 11 22" in page, "the municipality's own number"
    assert ("9-15" if language == "da" else "9 to 3") in page
    for number in ("tel:112", "tel:114", "tel:1888", "tel:116111"):
        assert number in page, number
    assert 'value="begin"' not in page


@pytest.mark.parametrize("language", ["da", "en"])
def test_without_a_number_of_its_own_the_national_ones_stand(cast, language):
    closed(cast, public_phone="")
    page = Visitor(headers={"accept-language": language}).get("q/").content.decode()
    assert "tel:1888" in page
    assert "tel:+45" not in page


@pytest.mark.parametrize(("phone", "number"), [("+4595001122", "tel:+4595001122"), ("", "/h/koege/help/")])
def test_where_the_answer_is_late_her_mailbox_says_whom_to_ring(cast, phone, number):
    her = Visitor(headers={"accept-language": "en"})
    her.begin()
    her.answer_all()
    her.send()
    closed(cast, public_phone=phone)
    Screening.objects.update(state_at=timezone.now() - timedelta(days=30))
    page = her.get("q/").content.decode()
    assert "We are late with our answer." in page
    lead = page[page.index("We are late") :]
    assert number in lead[: lead.index("</p>")]


def test_nobody_is_told_to_begin_again_or_given_an_address_that_takes_nobody(cast):
    her = Visitor(headers={"accept-language": "en"})
    her.begin()
    closed(cast, public_phone="+4595001122")
    assert "just begin again" not in her.get("q/").content.decode()
    her.answer(1, about="known")
    her.answer(2, danger="no")
    her.answer(3, said_yes="no")
    ended = her.get("q/").content.decode()
    assert "95 00 11 22" in ended
    assert "http://testserver/h/koege/" not in ended


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_page_that_is_not_there_or_too_old_says_whom_to_ring_too(cast, language):
    her = Visitor(headers={"accept-language": language}, enforce_csrf_checks=True)
    for answer, status in (
        (her.get("no/such/page/"), 404),
        (her.client.get("/h/nowhere/"), 404),
        (her.client.post("/h/koege/q/", {"do": "begin"}), 403),
        (her.get("?q=%00"), 400),
    ):
        page = answer.content.decode()
        assert answer.status_code == status
        assert "tel:112" in page
        assert 'class="leave"' in page


@pytest.mark.parametrize("problem", [OperationalError("gone"), ValueError("ours")])
@pytest.mark.parametrize("address", ["/h/koege/exit/", "/h/exit/"])
def test_the_way_out_leads_out_also_where_the_database_is_away(cast, monkeypatch, address, problem):
    her = Visitor(raise_request_exception=False)
    her.begin()

    def broken(*_told):
        raise problem

    monkeypatch.setattr("brobygger.inquiries.opening.forget", broken)
    answer = her.client.get(address)
    assert (answer.status_code, answer["Location"]) == (302, "https://www.dmi.dk/")
    assert answer.cookies["sessionid"].value == ""
