"""A minor is who the page is about and her guardian who is rung; from her eighteenth birthday she is rung herself."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.cases.models import Case, Registration
from brobygger.intake.actions import import_incidents
from brobygger.intake.tests import files
from brobygger.outreach import actions
from brobygger.people.models import Person, PhoneNumber
from brobygger.people.rules import Guardian, age_on, last_birth_date, who_is_rung
from brobygger.programmes.models import ConsentWording
from brobygger.referrals.models import Consent
from brobygger.referrals.tests.sending import zone_receiver

WAITED = timedelta(days=2)  # the programme's wait is over, and it is Friday; the file's birthdays are on the Saturday
TOVE = {
    "person_ref": "2", "given_name": "Tove", "family_name": "Opdigtet", "birth_date": "21-11-2008",
    "phone": "95 00 88 01",
}  # fmt: skip
LARS = {
    "person_ref": "3", "role": "guardian", "guardian_of": "2", "given_name": "Lars", "family_name": "Prøvesen",
    "birth_date": "01-02-1975", "gender": "male", "phone": "95 00 88 03", "language": "en",
}  # fmt: skip


def text(response):
    return response.content.decode()


@pytest.fixture
def bring(cast, now, tmp_path, clock):
    """The rows have come in, and it is the day on which they may be rung."""

    def go(*rows, later=WAITED):
        by = machine(cast.zone.pk)
        enter(by)
        file = files.file(tmp_path, list(rows))
        import_incidents(file=file, programme_id=cast.programme.pk, zone_id=cast.zone.pk, by=by, at=now)
        clock.at = now + later

    return go


@pytest.fixture
def pass_time(cast, clock):
    def go(at):
        clock.at = at
        by = machine(cast.zone.pk)
        enter(by)
        actions.pass_dates(zone_id=cast.zone.pk, by=by, at=at)

    return go


def case_of(name):
    return Case.objects.get(person__given_name=name, state__in=("to_call", "no_number", "guardian_missing"))


MONDAY = datetime.fromisoformat("2026-11-23T10:30+01:00")


def test_a_minor_is_who_the_page_is_about_and_her_guardian_who_is_rung(bring, browser):
    bring(TOVE, LARS)
    owner = browser("owner")
    listed = text(owner.get("/calls/"))
    assert ">Tove</button>" in listed
    assert "0–17 · victim – ring Lars (guardian)" in listed
    assert ">Lars</button>" not in listed
    case = case_of("Lars")
    owner.post("/call/open/", {"case": case.pk})
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert 'class="identity-name">Tove</h1>' in page
    assert "<li>Ring Lars (guardian)</li>" in page
    assert "Lars, guardian of Tove" in page
    assert "<li>English</li>" in page  # the guardian's language
    assert "I am calling you as a parent or guardian" in page
    assert "you were recently involved" not in page
    seen = text(owner.get(f"/case/{case.pk}/"))
    assert "Tove Opdigtet" in seen
    assert "Lars Prøvesen" in seen
    owner.post(f"/case/{case.pk}/call/card/")
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "95 00 88 03" in page
    assert "95 00 88 01" not in page


@pytest.mark.parametrize("words", ["tove", "opdig", "lars", "prøve", "9500 8801", "95008803"])
def test_a_minor_is_found_by_her_own_name_and_by_her_guardians(bring, browser, words):
    bring(TOVE, LARS)
    found = text(browser("owner").post("/search/", {"words": words}))
    assert "Tove Opdigtet" in found
    assert "ring Lars Prøvesen (guardian)" in found


def test_from_her_birthday_she_is_rung_herself_and_her_guardian_no_more(bring, browser, pass_time):
    bring(TOVE, LARS)
    pass_time(MONDAY)
    listed = text(browser("owner").get("/calls/"))
    assert ">Tove</button>" in listed
    assert "18–29 · victim<" in listed
    assert "Lars" not in listed
    owner, case = browser("owner"), case_of("Tove")
    owner.post("/call/open/", {"case": case.pk})
    owner.post(f"/case/{case.pk}/call/card/")
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "95 00 88 01" in page
    assert "95 00 88 03" not in page
    assert Registration.objects.get(role="victim").age_group == "0_17"  # as she came in: the figures stay
    ended = Case.objects.get(person__given_name="Lars")
    assert ended.state == "stopped"
    assert "95 00 88 03" not in text(owner.get(f"/case/{ended.pk}/"))
    assert not Person.objects.get(given_name="Lars").contact_plan.may_ring


def test_a_minor_who_waited_alone_is_rung_from_her_birthday(bring, browser, pass_time):
    bring(TOVE)
    assert case_of("Tove").state == "guardian_missing"
    pass_time(MONDAY - timedelta(days=3))  # the Friday before
    assert case_of("Tove").state == "guardian_missing"
    pass_time(MONDAY)
    assert ">Tove</button>" in text(browser("owner").get("/calls/"))


def test_a_call_page_that_is_open_over_midnight_shows_the_guardians_number_no_more(bring, browser, clock, pass_time):
    bring(TOVE, LARS)
    owner, case = browser("owner"), case_of("Lars")
    owner.post("/call/open/", {"case": case.pk})
    owner.post(f"/case/{case.pk}/call/card/")
    assert "95 00 88 03" in text(owner.get(f"/case/{case.pk}/call/"))
    clock.at = datetime.fromisoformat("2026-11-20T23:59+01:00")
    owner = browser("owner")
    owner.post(f"/case/{case.pk}/call/keep/", {"note": "Far er ved at hente hende"})
    pass_time(datetime.fromisoformat("2026-11-21T00:10+01:00"))
    owner.post(f"/case/{case.pk}/call/keep/", {"note": "Far er ved at hente hende"})
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "18 by now: we turn to the person" in page
    assert "95 00 88 03" not in page
    told = {"result": "accepted", "consent_read": "on", "consent_wording": "1", "note": "Far siger ja"}
    answer = owner.post(f"/case/{case.pk}/call/save/", told)
    assert answer.status_code == 422
    assert "Far siger ja" in text(answer)
    assert case_of("Lars").state == "to_call"


def test_a_time_agreed_with_the_guardian_is_not_hers(bring, browser, pass_time, clock):
    bring(TOVE, LARS)
    owner, case = browser("owner"), case_of("Lars")
    owner.post("/call/open/", {"case": case.pk})
    owner.post(f"/case/{case.pk}/call/card/")
    owner.post(f"/case/{case.pk}/call/save/", {"result": "call_again", "again_on": "2026-11-25", "again_at": "14:00"})
    pass_time(MONDAY)
    listed = text(browser("colleague").get("/calls/"))
    assert ">Tove</button>" in listed
    assert "Lars" not in listed
    assert not case_of("Tove").agreed


def test_what_the_guardian_said_about_herself_stays_hers(bring, browser, pass_time):
    own = {"person_ref": "4", "role": "victim", "given_name": "Lars", "family_name": "Prøvesen",
           "birth_date": "01-02-1975", "phone": "95 00 88 03", "report_number": "0700-75321-00002-26"}  # fmt: skip
    bring(TOVE, LARS, own)
    pass_time(MONDAY)
    listed = text(browser("owner").get("/calls/"))
    assert ">Tove</button>" in listed
    assert ">Lars</button>" in listed
    assert "(guardian)" not in listed


def test_of_two_siblings_the_younger_ones_guardian_is_still_rung(bring, browser, pass_time):
    mia = TOVE | {"person_ref": "5", "given_name": "Mia", "birth_date": "03-04-2012", "phone": ""}
    bring(TOVE, LARS, mia, LARS | {"person_ref": "6", "guardian_of": "5"})
    assert ">Tove, Mia</button>" in text(browser("owner").get("/calls/"))
    pass_time(MONDAY)
    listed = text(browser("owner").get("/calls/"))
    assert ">Tove</button>" in listed
    assert ">Mia</button>" in listed
    assert listed.count("ring Lars (guardian)") == 1


def test_a_birth_date_that_makes_her_a_child_takes_her_off_the_list(bring, browser, pass_time):
    bring(TOVE | {"birth_date": "21-11-1990"})
    Person.objects.filter(given_name="Tove").update(birth_date=date(2012, 4, 3))
    owner, case = browser("owner"), case_of("Tove")
    owner.post("/call/open/", {"case": case.pk})
    assert "Under 18: we turn to the guardian" in text(owner.get(f"/case/{case.pk}/call/"))
    owner.post(f"/case/{case.pk}/call/leave/")
    pass_time(MONDAY)
    assert case_of("Tove").state == "guardian_missing"


def test_an_age_group_on_the_list_follows_a_birthday(bring, browser, pass_time):
    bring(TOVE | {"birth_date": "22-11-1996"})
    assert "18–29" in text(browser("owner").get("/calls/"))
    pass_time(MONDAY)
    assert "30–39" in text(browser("owner").get("/calls/?age_group=30_39"))
    assert "Tove" not in text(browser("owner").get("/calls/?age_group=18_29"))
    assert Registration.objects.get().age_group == "18_29"


def test_who_is_rung_is_one_rule():
    birthday = date(2026, 11, 21)
    born, before = date(2008, 11, 21), birthday - timedelta(days=1)
    lars, mor = Guardian(7, has_number=False), Guardian(8)
    assert who_is_rung(1, born, [lars, mor], before) == 8
    assert who_is_rung(1, born, [lars], before) == 7
    assert who_is_rung(1, born, [lars, Guardian(8, is_accused=True)], before) == 7
    assert who_is_rung(1, born, [Guardian(8, is_accused=True)], before) is None
    assert who_is_rung(1, born, [], before) is None
    assert who_is_rung(1, born, [lars, mor], birthday) == 1
    assert who_is_rung(1, None, [mor], birthday) == 1


@pytest.mark.parametrize("day", [date(2026, 2, 28), date(2026, 3, 1), date(2028, 2, 29), date(2100, 2, 28)])
@pytest.mark.parametrize("age", [18, 60])
def test_a_query_and_a_page_agree_on_the_birthday(day, age):
    last = last_birth_date(age, day)
    assert age_on(last, day) == age
    assert age_on(last + timedelta(days=1), day) < age or last.month == 2


def test_a_number_of_the_guardians_is_not_hers(bring, pass_time):
    bring(TOVE | {"phone": ""}, LARS)
    pass_time(MONDAY)
    assert case_of("Tove").state == "no_number"
    assert not PhoneNumber.objects.filter(person__given_name="Tove").exists()


def test_a_guardian_who_may_be_the_accused_is_not_rung_and_another_takes_over(bring, browser, cast):
    accused = {"person_ref": "9", "role": "sigtet", "given_name": "", "family_name": "", "phone": "95 00 88 03"}
    bring(TOVE, LARS, accused)
    owner, case = browser("owner"), case_of("Lars")
    owner.post("/call/open/", {"case": case.pk})
    owner.post(f"/case/{case.pk}/call/card/")
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "No, do not ring now" in page
    assert "95 00 88 03" not in page
    page = text(owner.get(f"/case/{case.pk}/"))
    assert "Ring another guardian" in page
    told = {"given_name": "Mona", "family_name": "Opdigtet", "number": "95008804"}
    assert owner.post(f"/case/{case.pk}/guardian/", told).status_code == 302
    owner.post("/call/open/", {"case": case.pk})
    owner.post(f"/case/{case.pk}/call/card/")
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "Ring Mona (guardian)" in page
    assert "95 00 88 04" in page
    enter(machine(cast.zone.pk))
    assert not Person.objects.get(given_name="Lars").contact_plan.may_ring


def test_only_a_minors_guardian_can_be_another(bring, browser):
    bring(TOVE | {"birth_date": "03-04-1980"})
    case = case_of("Tove")
    answer = browser("owner").post(f"/case/{case.pk}/guardian/", {"given_name": "Mona", "number": "95008804"})
    assert answer.status_code == 422
    assert case_of("Tove").pk == case.pk


def test_a_guardian_is_read_words_about_the_child_and_the_yes_says_whose_it_is(bring, browser, cast, now):
    bring(TOVE, LARS)
    owner, case = browser("owner"), case_of("Lars")
    owner.post("/call/open/", {"case": case.pk})
    owner.post(f"/case/{case.pk}/call/card/")
    page = owner.get(f"/case/{case.pk}/call/")
    assert "I agree on the child&#x27;s behalf" in text(page)
    told = {
        "result": "accepted",
        "consent_read": "on",
        "language": "en",
        "days": ["1"],
        "hour_from": "17",
        "hour_to": "20",
    }
    ordinary = ConsentWording.objects.filter(language="en", for_guardian=False).latest("version")
    answer = owner.post(f"/case/{case.pk}/call/save/", told | {"consent_wording": ordinary.pk})
    assert answer.status_code == 422
    read = page.context["page"].consent_wording_id
    answer = owner.post(f"/case/{case.pk}/call/save/", told | {"consent_wording": read})
    assert answer.status_code == 302
    assert "the guardian accepted the offer" in text(owner.get(f"/case/{case.pk}/"))
    enter(machine(cast.zone.pk))
    consent = Consent.objects.get()
    assert consent.by_guardian
    assert "barnet" in consent.wording_text or "the child" in consent.wording_text
    zone_receiver(cast, now)
    send = text(owner.get(reverse("referral_send", args=[consent.referrals.get().pk])))
    assert "Tove, 0–17 – ring Lars (guardian)" in send
    assert "the guardian, for the child" in send
