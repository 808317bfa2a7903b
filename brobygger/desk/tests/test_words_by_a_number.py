"""What was written beside a number is read before it is rung; what could not be read is there to be mended."""

import pytest

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.desk.tests.test_call import pairs, text
from brobygger.intake.models import Incident
from brobygger.outreach.tests.making import someone
from brobygger.people.models import PhoneNumber


def police_wrote(case, *phones):
    enter(machine(case.zone_id))
    row = case.registrations.get()
    told = {"report": b"1", "report_number": "1", "district": "d", "occurred_at": case.opened_at}
    Incident.objects.create(registration=row, zone=case.zone, reported_at=case.opened_at, phones=list(phones), **told)


def test_whose_number_it_is_stands_on_the_card_and_by_the_number_which_comes_last(browser, cast, now):
    case = someone(cast, now, numbers=2)
    first = case.person.numbers.order_by("pk").first()
    PhoneNumber.objects.filter(pk=first.pk).update(beside="mor")
    owner = browser("owner")
    owner.post("/call/open/", {"case": case.pk})
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "“mor” is written by a number: someone else may answer." in page
    assert pairs(case) not in page
    owner.post(f"/case/{case.pk}/call/card/")
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "Written by the number: mor" in page
    assert page.index(first.number) > page.index(case.person.numbers.order_by("pk").last().number)
    card = text(owner.get(f"/card/{case.person_id}/"))
    assert "“mor” is written by a number" in card
    assert f"{pairs(case)} (mor)" in card


def test_a_number_that_must_not_be_rung_is_the_last_and_is_read_before_anyone_rings(browser, cast, now):
    case = someone(cast, now, numbers=2)
    first, second = case.person.numbers.order_by("pk")
    PhoneNumber.objects.filter(pk=first.pk).update(beside="bror, må ikke ringes")
    PhoneNumber.objects.filter(pk=second.pk).update(beside="mor")
    owner = browser("owner")
    owner.post("/call/open/", {"case": case.pk})
    assert "“bror, må ikke ringes” is written by a number: read it before" in text(owner.get(f"/case/{case.pk}/call/"))
    owner.post(f"/case/{case.pk}/call/card/")
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert page.index(first.number) > page.index(second.number)


@pytest.mark.parametrize("kind", ["mobil", "tlf.nr.", "sms", "Mob."])
def test_a_word_for_the_kind_of_number_is_no_warning(browser, cast, now, kind):
    case = someone(cast, now)
    case.person.numbers.update(beside=kind)
    owner = browser("owner")
    owner.post("/call/open/", {"case": case.pk})
    owner.post(f"/case/{case.pk}/call/card/")
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "is written by a number" not in page
    assert '<p class="muted">Written by the number: ' + kind in page


def test_two_numbers_are_typed_in_one_field(browser, cast, now):
    case = someone(cast, now, numbers=0)
    browser("owner").post(f"/case/{case.pk}/number/", {"number": "95 00 11 10 el. 95001111 (søster)"})
    cast.actor("owner")
    told = PhoneNumber.objects.filter(person=case.person).values_list("number", "beside")
    assert dict(told) == {"+4595001110": "", "+4595001111": "søster"}


def test_a_number_that_could_not_be_read_is_shown_until_a_worker_mends_it(browser, cast, now):
    case = someone(cast, now, numbers=0)
    police_wrote(case, "? 950 001110")
    owner = browser("owner")
    for page in (f"/case/{case.pk}/", f"/card/{case.person_id}/"):
        assert "The police wrote: “950 001110”" in text(owner.get(page))
    owner.post(f"/case/{case.pk}/number/", {"number": "95 00 11 10 (søster)", "mends": "on"})
    cast.actor("owner")
    number = PhoneNumber.objects.get(person=case.person)
    assert (number.number, number.beside) == ("+4595001110", "søster, 950 001110")
    assert "The police wrote" not in text(owner.get(f"/case/{case.pk}/"))


def test_another_number_does_not_mend_it(browser, cast, now):
    case = someone(cast, now, numbers=1)
    police_wrote(case, "+4595001111", "? lok. 12")
    owner = browser("owner")
    owner.post(f"/case/{case.pk}/number/", {"number": "95 00 11 12"})
    owner.post("/call/open/", {"case": case.pk})
    assert "The police wrote: “lok. 12”" in text(owner.get(f"/case/{case.pk}/call/"))


def test_the_card_and_the_call_warn_of_a_number_that_another_shares(browser, cast, now):
    """Also where the number was noted as shared with someone else of the same home."""
    case, sister = someone(cast, now), someone(cast, now, person={"given_name": "Lis"})
    cast.actor("owner")
    hers = case.person.numbers.get()
    sister.person.numbers.update(number=hers.number, shared_with_accused=True)
    owner = browser("owner")
    owner.post("/call/open/", {"case": case.pk})
    for page in (f"/case/{case.pk}/call/", f"/card/{case.person_id}/"):
        page = text(owner.get(page))
        assert "the accused may answer" in page
        assert "Someone else who is known here has the same number" in page


def test_the_card_warns_of_what_the_police_told(browser, cast, now):
    case = someone(cast, now, plan={"shares_phone_with_accused": True, "shares_address_with_accused": True})
    page = text(browser("owner").get(f"/card/{case.person_id}/"))
    assert "the accused may answer" in page
    assert "the accused may be listening" in page
