"""Who is rung no more by what the police correct: it is said in preview and result, and to the worker who has her."""

import pytest

from brobygger.cases.models import Case, Registration
from brobygger.contact import queries as contact
from brobygger.intake.tests import files
from brobygger.intake.tests.test_corrections import case_of, person, remarks
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.people.queries import SAID_YES_IN
from brobygger.programmes.models import Criteria
from brobygger.programmes.tests.making import as_if_decided

GUARDIAN = person(1, person_ref="2", role="guardian", guardian_of="1", family_name="Værgesen", phone="95007709")


@pytest.fixture
def witnesses_are_out(cast):
    """A version by which witnesses are not in the target group."""
    cast.actor("leader")
    for version in list(Criteria.objects.filter(programme=cast.programme)):
        as_if_decided(version, out=["witness"])


OUT_BY = {
    "code": {"offence_code": files.BURGLARY},
    "role": {"role": "witness"},
    "both": {"offence_code": files.BURGLARY, "role": "relative"},
}


@pytest.mark.parametrize("by", OUT_BY)
def test_one_who_is_corrected_out_of_the_target_group_is_named_in_the_result(bring, witnesses_are_out, by):
    bring(person(1), person(2))
    summary = bring(person(1), person(2, **OUT_BY[by]))
    assert remarks(summary)["corrected_out"] == [3]
    assert Case.objects.get(ended_at__isnull=True).person.family_name == "Rettelse1"


def test_an_answer_that_was_given_stays_and_is_named(bring, now):
    bring(person(1))
    Case.objects.update(state="accepted", ended_at=now)
    Registration.objects.update(state="accepted", outcome="accepted", reached=True, ended_at=now)
    summary = bring(person(1, offence_code=files.BURGLARY))
    assert remarks(summary)["kept_answered"] == [2]
    assert Case.objects.get().state == "accepted"


@pytest.mark.parametrize("later", [*OUT_BY.values(), {"role": "Sigtet"}])
def test_the_page_of_a_case_that_nobody_had_opened_says_why_it_is_closed(
    bring,
    browser,
    witnesses_are_out,
    later,
):
    bring(person(1))
    pk = case_of(1).pk
    bring(person(1, **later))
    assert not Person.objects.exists()
    owner = browser("owner")
    for answer in (
        owner.get(f"/case/{pk}/"),
        owner.get(f"/case/{pk}/call/"),
        owner.post("/call/open/", {"case": pk}),
        owner.post(f"/case/{pk}/number/", {"number": "95001234"}),
    ):
        assert answer.status_code == 409
        assert "This case was closed: the police have corrected" in answer.content.decode()
    assert browser("stranger").get(f"/case/{pk}/").status_code == 404
    assert browser("officer").get(f"/case/{pk}/").status_code == 404
    assert owner.get(f"/case/{pk + 1000}/").status_code == 404


@pytest.mark.parametrize("later", [*OUT_BY.values(), {"role": "Sigtet"}])
def test_an_open_call_says_that_she_is_rung_no_more_and_keeps_what_was_typed(
    bring,
    browser,
    witnesses_are_out,
    later,
):
    bring(person(1), person(1, person_ref="2", given_name="Bo", family_name="Vidnesen", phone="95007702"))
    pk = case_of(1).pk
    owner = browser("owner")
    owner.post("/call/open/", {"case": pk})
    owner.post(f"/case/{pk}/call/card/")
    owner.post(f"/case/{pk}/call/keep/", {"note": "Hun var bange"})
    bring(person(1, **later))
    for page in (owner.get(f"/case/{pk}/call/", follow=True), owner.get(f"/case/{pk}/")):
        words = page.content.decode()
        assert "Nobody rings about this any more." in words
        assert "95 00 77 01" not in words
        assert "accused may" not in words  # she is not beside an accused
    for part in ("card", "script", "save"):
        answer = owner.post(f"/case/{pk}/call/{part}/", {"note": "Hun var meget bange", "result": "no_answer"})
        assert answer.status_code == 409
        words = answer.content.decode()
        assert "Nobody rings about this any more." in words
        assert "Hun var meget bange" in words
        assert "Open the person again" not in words
    told = owner.post(f"/case/{pk}/call/keep/", {"note": "Hun var meget bange."})
    assert told.status_code == 409
    assert "Nobody rings about this any more. What you wrote is kept with the case." in told.json()["words"]
    assert "Hun var meget bange" in browser("colleague").get(f"/case/{pk}/").content.decode()
    assert not ContactPlan.objects.get(person__family_name="Rettelse1").may_ring


def test_an_accused_is_reached_by_no_way_whatever_is_ticked_and_the_card_says_why(bring, browser, cast, now):
    bring(person(1))
    case = case_of(1)
    Case.objects.filter(pk=case.pk).update(attempts=1)
    bring(person(1, role="Sigtet"))
    owner, her, page = browser("owner"), case.person_id, f"/card/{case.person_id}/"
    number = PhoneNumber.objects.get(person=her)
    ticked = {"basis": "herself", "days": list("1234567"), "hour_from": "0", "hour_to": "24", "may_ring": "on"}
    answer = owner.post(page, ticked | {"may_sms": "on", "sms_number": str(number.pk)})
    assert answer.status_code == 422
    said = {"may_ring": True, "basis": "herself", "days": 127, "hour_from": 0, "hour_to": 24, "confirmed_at": now}
    said |= dict.fromkeys(SAID_YES_IN.values(), True) | {"email_to": "hun@privat.invalid", "sms_number": number}
    ContactPlan.objects.filter(person=her).update(**said)
    listed = contact.channels(cast.actor("owner"), Person.objects.get(pk=her), now)
    assert {decision.reason for decision in listed.values()} == {"is_accused"}
    words = owner.get(page).content.decode()
    assert "The police say that this person is accused" in words
    assert "95 00 77 01" not in words
    bring(person(1, place="Torvet 2"))
    assert Case.objects.get(ended_at__isnull=True).may_ring
    assert "The police say that this person is accused" not in owner.get(page).content.decode()


def test_the_head_of_a_case_and_search_do_not_call_an_accused_a_victim(bring, browser):
    bring(person(1))
    pk = case_of(1).pk
    Case.objects.filter(pk=pk).update(attempts=1)
    assert "Victim" in browser("owner").get(f"/case/{pk}/").content.decode()
    bring(person(1, role="Sigtet"))
    assert "Victim" not in browser("owner").get(f"/case/{pk}/").content.decode()
    assert "Victim" not in browser("owner").post("/search/", {"words": "Rettelse1"}).content.decode()


def test_the_accused_herself_is_not_warned_of_and_those_beside_her_are(bring, cast, now):
    bring(person(1), person(1, person_ref="2", given_name="Bo", family_name="Vidnesen"))
    case = case_of(1)
    Case.objects.filter(pk=case.pk).update(attempts=1)
    bring(person(1, role="Sigtet"))
    told = dict(ContactPlan.objects.values_list("person__family_name", "shares_phone_with_accused"))
    assert told == {"Rettelse1": False, "Vidnesen": True}


@pytest.mark.parametrize("birth_date", ["01-02-1985", "17-11-2008"])
def test_a_ward_who_comes_in_later_as_an_adult_takes_her_guardian_off_the_list(bring, birth_date):
    bring(GUARDIAN)
    assert Case.objects.get().person.family_name == "Værgesen"
    summary = bring(person(1, birth_date=birth_date))
    assert remarks(summary)["ward_is_adult"] == [2]
    assert [case.person.family_name for case in Case.objects.all()] == ["Rettelse1"]
    assert not PhoneNumber.objects.filter(number="+4595007709").exists()
    assert Registration.objects.get(role="guardian").state == "not_in_target_group"
    assert "ward_is_adult" not in remarks(bring(person(1, birth_date=birth_date), GUARDIAN))


def test_a_ward_corrected_to_be_an_adult_is_rung_herself_and_her_guardian_no_more(bring):
    bring(person(1, birth_date="01-02-2012"), GUARDIAN)
    assert Case.objects.get(ended_at__isnull=True).person.family_name == "Værgesen"
    summary = bring(person(1, birth_date="01-02-2002"), GUARDIAN)
    assert remarks(summary)["ward_is_adult"] == [2]
    case = Case.objects.get(ended_at__isnull=True)
    assert (case.person.family_name, case.for_minor, case.state, case.may_ring) == ("Rettelse1", False, "to_call", True)
    assert not Person.objects.filter(family_name="Værgesen").exists()


def test_a_guardian_whom_a_worker_had_open_is_not_rung_and_her_page_says_why(bring, browser):
    bring(GUARDIAN)
    pk = Case.objects.get().pk
    owner = browser("owner")
    owner.post("/call/open/", {"case": pk})
    bring(person(1))
    assert not ContactPlan.objects.get(person__family_name="Værgesen").may_ring
    words = owner.get(f"/case/{pk}/call/", follow=True).content.decode()
    assert "the one whose guardian it is was 18 or more" in words


def test_the_guardian_of_another_child_too_goes_on_about_that_one(bring):
    other = person(3, birth_date="03-04-2016", phone="")
    guardian = {**GUARDIAN, "report_number": "RET-3", "guardian_of": "1"}
    bring(other, guardian, GUARDIAN)
    bring(person(1))
    case = Case.objects.get(person__family_name="Værgesen")
    assert (case.state, case.for_minor) == ("to_call", True)


def test_a_guardian_whose_ward_has_come_of_age_since_stands_in_the_register_as_before(bring, now):
    from datetime import timedelta

    ward = person(1, birth_date="20-11-2008")
    bring(ward, GUARDIAN)
    bring(ward, GUARDIAN, at=now + timedelta(days=5))
    assert Registration.objects.get(role="guardian").state != "not_in_target_group"


def test_the_guardian_who_has_answered_stays(bring, now):
    bring(GUARDIAN)
    Case.objects.update(state="declined", ended_at=now)
    Registration.objects.update(state="declined", outcome="declined", reached=True, ended_at=now)
    assert "ward_is_adult" not in remarks(bring(person(1)))


def test_an_open_call_page_shows_the_card_as_it_is_now_when_it_asks(opened):
    owner, case = opened()
    page = owner.get(f"/case/{case.pk}/call/")
    asks, shown = f"/case/{case.pk}/call/still/", {"card": page.context["card_mark"]}
    assert "Yes, you may ring now" in page.content.decode()
    assert owner.get(asks, shown).status_code == 204
    ContactPlan.objects.filter(person=case.person_id).update(is_accused=True)
    told = owner.get(asks, shown)
    assert (told.status_code, "hx-swap-oob" in told.content.decode()) == (200, True)
    assert "No, do not ring now" in told.content.decode()
    assert 'class="digits"' not in told.content.decode()
    assert owner.get(asks, {"card": told.context["card_mark"]}).status_code == 204


@pytest.mark.parametrize("later", [{"role": "Sigtet"}, {"birth_date": "01-02-2013"}])
def test_an_open_call_page_hears_it_when_it_asks(bring, browser, later):
    bring(person(1))
    pk = case_of(1).pk
    owner = browser("owner")
    owner.post("/call/open/", {"case": pk})
    asks = f"/case/{pk}/call/still/"
    assert asks in owner.get(f"/case/{pk}/call/").content.decode()
    assert owner.get(asks).status_code == 204
    assert browser("colleague").get(asks).status_code == 409
    assert browser("stranger").get(asks).status_code == 404
    bring(person(1, **later))
    told = owner.get(asks)
    assert told.status_code == 409
    assert "no longer open with you" in told.content.decode()
    assert "95 00 77" not in told.content.decode()
