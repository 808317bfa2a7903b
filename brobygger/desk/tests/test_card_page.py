"""The contact card: nothing said is no, in the call and by itself; and undo puts everything back."""

from datetime import timedelta

import pytest

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.base.languages import name_of
from brobygger.base.tests.browsing import form_of
from brobygger.cases.models import Case
from brobygger.contact.tests import making
from brobygger.outreach.tests.making import someone
from brobygger.people.models import ContactPlan
from brobygger.trail.models import Entry

EVERY_DAY = [str(day) for day in range(1, 8)]
SAID = {"basis": "herself", "days": EVERY_DAY, "hour_from": "0", "hour_to": "24"}
MESSAGES = ("may_sms", "may_email", "may_letter", "may_digital_post", "may_calendar", "may_use_links")


def plan_of(person, zone):
    enter(machine(zone.pk))
    return ContactPlan.objects.get(person=person)


def test_what_is_not_ticked_is_no(browser, cast, now):
    person = making.someone(cast.zone, now)
    owner, page = browser("owner"), f"/card/{person.pk}/"
    told = form_of(owner.get(page).content.decode(), page)
    told = {name: value for name, value in told.items() if not name.startswith("may_")}
    answer = owner.post(page, told | SAID | {"may_ring": "on"})
    assert answer.status_code == 302
    plan = plan_of(person, cast.zone)
    assert plan.may_ring
    assert not any(getattr(plan, name) for name in (*MESSAGES, "may_leave_voicemail", "may_say_who_we_are"))
    assert (plan.email_to, plan.where_to_write) == ("", "")
    assert (plan.basis, plan.confirmed_by_id, plan.confirmed_at) == ("herself", cast.owner.pk, now)


def test_a_card_that_was_said_too_long_ago_says_which_ticks_are_gone_and_which_stand(browser, cast, now):
    person = making.someone(cast.zone, now - timedelta(days=40), may_ring=True)
    page = f"/card/{person.pk}/"
    shown = browser("owner").get(page).content.decode()
    told = form_of(shown, page)
    assert "may_ring" in told
    assert "may_sms" not in told
    assert "so the ticks have been taken away" not in shown
    assert "That we may ring, and when, still stands" in shown


def test_what_is_ticked_is_kept_with_its_words(browser, cast, now):
    person = making.someone(cast.zone, now, **dict.fromkeys(MESSAGES, False))
    number = person.numbers.get()
    told = (
        SAID
        | dict.fromkeys(MESSAGES, "on")
        | {
            "sms_number": str(number.pk),
            "email_to": "karla@privat.invalid",
            "where_to_write": "c/o Prøvevej 2, 0999 Opdigtet",
            "word_when_safe": "Har du kogt kartofler?",
            "word_when_unsafe": "Du har fået forkert nummer",
            "cover_story": "Tandlægen",
        }
    )
    browser("owner").post(f"/card/{person.pk}/", told)
    plan = plan_of(person, cast.zone)
    assert all(getattr(plan, name) for name in MESSAGES)
    assert plan.sms_number_id == number.pk
    assert plan.word_when_unsafe == "Du har fået forkert nummer"
    page = browser("owner").get(f"/card/{person.pk}/").content.decode()
    assert "Tandlægen" in page
    assert Entry.objects.filter(what="desk.card_read", by=cast.owner, about_id=person.pk).exists()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"may_email": "on"}, "Write the e-mail address that may be used."),
        ({"may_email": "on", "email_to": "ikke en adresse"}, "Write the e-mail address that may be used."),
        ({"may_letter": "on"}, "Write where a letter may be sent."),
        ({"may_sms": "on"}, "Choose the number that an SMS may go to."),
        ({"hour_from": "12", "hour_to": "9"}, "The hours end before they begin."),
        ({"basis": ""}, "Say who has told you this."),
    ],
)
def test_a_yes_without_where_to_is_asked_about(browser, cast, now, told, said):
    person = making.someone(cast.zone, now)
    answer = browser("owner").post(f"/card/{person.pk}/", SAID | told)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert plan_of(person, cast.zone).may_sms  # as before


def test_a_number_that_the_accused_also_uses_is_not_offered_for_sms(browser, cast, now):
    person = making.someone(cast.zone, now)
    number = person.numbers.get()
    person.numbers.update(shared_with_accused=True)
    answer = browser("owner").post(f"/card/{person.pk}/", SAID | {"may_sms": "on", "sms_number": str(number.pk)})
    assert answer.status_code == 422
    assert "others use or may see" in answer.content.decode(), "why it is not among them"


@pytest.mark.parametrize("how", ["others_see_it", "which_phone_is_not_known", "nobody_sees_it"])
def test_a_yes_to_sms_on_a_phone_that_others_see_says_why_it_is_not_used(browser, cast, now, how):
    person = making.someone(cast.zone, now)
    number, plan = person.numbers.get(), ContactPlan.objects.filter(person=person)
    person.numbers.update(others_may_see=how == "others_see_it")
    plan.update(shares_phone_with_accused=how == "which_phone_is_not_known")
    told = SAID | {"may_sms": "on", "sms_number": str(number.pk)}
    answer = browser("owner").post(f"/card/{person.pk}/", told, follow=True)
    assert plan_of(person, cast.zone).may_sms, "what she said stands"
    why = "so no SMS goes there"
    assert answer.content.decode().count(why) == (0 if how == "nobody_sees_it" else 2), "as it is kept, and on the card"


def test_all_contact_can_be_stopped_and_the_stop_lifted(browser, cast, now):
    case = someone(cast, now)
    owner = browser("owner")
    owner.post(f"/card/{case.person_id}/stop/")
    assert plan_of(case.person_id, cast.zone).do_not_contact
    assert Case.objects.get(pk=case.pk).state == "stopped"
    assert "asked not to be contacted" in owner.get(f"/card/{case.person_id}/").content.decode()
    assert owner.post(f"/card/{case.person_id}/", SAID | {"may_ring": "on"}).status_code == 422
    owner.post(f"/card/{case.person_id}/open/")
    plan = plan_of(case.person_id, cast.zone)
    assert (plan.do_not_contact, plan.may_ring) == (False, False)


def test_a_code_word_alone_leaves_the_programmes_first_call_as_it_was(browser, cast, now):
    case = someone(cast, now)
    owner, page = browser("owner"), f"/card/{case.person_id}/"
    told = form_of(owner.get(page).content.decode(), page) | {"basis": "herself", "word_when_safe": "Kartofler"}
    assert owner.post(page, told).status_code == 302
    plan = plan_of(case.person_id, cast.zone)
    assert (plan.basis, plan.may_ring, plan.word_when_safe) == ("first_contact", True, "Kartofler")
    assert (plan.days, plan.hour_from, plan.hour_to) == (127, 0, 24)
    seen = owner.get(f"/case/{case.pk}/").content.decode()
    assert "Must not be rung" not in seen
    assert "May be rung now" in seen
    owner.post("/call/open/", {"case": case.pk})
    assert "Yes, you may ring now" in owner.get(f"/case/{case.pk}/call/").content.decode()


def test_the_case_and_the_call_give_one_answer_where_the_card_says_no(browser, cast, now):
    case = someone(cast, now)
    owner = browser("owner")
    owner.post(f"/card/{case.person_id}/", SAID)
    seen = owner.get(f"/case/{case.pk}/").content.decode()
    assert "Must not be rung. Nothing is recorded" in seen
    assert "May be rung now" not in seen
    assert "Open to ring" not in seen


def test_the_call_list_knows_what_the_card_says(browser, cast, now):
    case = someone(cast, now)
    browser("owner").post(f"/card/{case.person_id}/", SAID | {"hour_from": "15"})
    enter(machine(cast.zone.pk))
    case.refresh_from_db()
    assert (case.may_ring, case.ring_hour_from) == (False, 15)


def test_others_do_not_see_the_card(browser, cast, now):
    person = making.someone(cast.zone, now)
    for name in ("stranger", "officer", "coordinator", "counsellor"):
        assert browser(name).get(f"/card/{person.pk}/").status_code == 404
        assert browser(name).post(f"/card/{person.pk}/stop/").status_code == 404
    theirs = making.someone(cast.counselling_zone, now)
    assert browser("coordinator").get(f"/card/{theirs.pk}/").status_code == 200


@pytest.mark.parametrize("back", ["https://ondt.invalid/", "//ondt.invalid/", "javascript:x"])
def test_one_is_only_ever_sent_back_to_our_own_pages(browser, cast, now, back):
    person = making.someone(cast.zone, now)
    answer = browser("owner").post(f"/card/{person.pk}/", SAID | {"back": back})
    assert answer.url == f"/card/{person.pk}/"


def test_in_a_call_the_same_is_said_and_undo_puts_it_all_back(opened, cast, now):
    owner, case = opened()
    before = plan_of(case.person_id, cast.zone)
    told = {
        "result": "call_again",
        "again_on": "2026-11-19",
        "again_at": "10:00",
        "wishes_said": "on",
        "days": EVERY_DAY,
        "hour_from": "8",
        "hour_to": "20",
        "may_sms": "on",
        "may_email": "on",
        "email_to": "karla@privat.invalid",
        "word_when_safe": "Kartofler",
    }
    owner.post(f"/case/{case.pk}/call/keep/", told)
    assert owner.post(f"/case/{case.pk}/call/save/", told).status_code == 302
    plan = plan_of(case.person_id, cast.zone)
    assert (plan.may_sms, plan.may_email, plan.may_letter) == (True, True, False)
    assert plan.sms_number == case.person.numbers.get()
    assert (plan.email_to, plan.word_when_safe) == ("karla@privat.invalid", "Kartofler")
    from brobygger.outreach.models import Call

    owner.post(f"/call/{Call.objects.get(state='saved').pk}/undo/")
    after = plan_of(case.person_id, cast.zone)
    for field in ContactPlan._meta.concrete_fields:
        assert getattr(after, field.attname) == getattr(before, field.attname), field.name
    page = owner.get(f"/case/{case.pk}/call/").content.decode()
    assert "Kartofler" in page  # what was written is there again


def test_a_first_call_allows_ringing_and_nothing_else(opened, cast, now):
    owner, case = opened()
    plan = plan_of(case.person_id, cast.zone)
    assert plan.may_ring
    assert not any(getattr(plan, name) for name in MESSAGES)
    page = owner.get(f"/case/{case.pk}/call/").content.decode()
    assert "May be sent" in page
    assert "Nothing" in page


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"interpreter": "on"}, "Choose the language of the interpreter."),
        ({"interpreter_language": "ar"}, "Is an interpreter needed? Tick it, or choose none."),
    ],
)
def test_an_interpreter_is_asked_about_whatever_language_is_spoken(browser, cast, now, told, said):
    person = making.someone(cast.zone, now)
    owner = browser("owner")
    answer = owner.post(f"/card/{person.pk}/", SAID | told)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert (
        owner.post(f"/card/{person.pk}/", SAID | {"interpreter": "on", "interpreter_language": "ar"}).status_code == 302
    )
    plan = plan_of(person, cast.zone)
    assert (plan.interpreter, plan.interpreter_language) == (True, "ar")
    form = form_of(owner.get(f"/card/{person.pk}/").content.decode(), f"/card/{person.pk}/")
    form.pop("interpreter")
    assert owner.post(f"/card/{person.pk}/", form | {"basis": "herself"}).status_code == 302
    plan = plan_of(person, cast.zone)
    assert (plan.interpreter, plan.interpreter_language) == (False, "")


@pytest.mark.parametrize(
    ("told", "needed"),
    [
        ({"interpreter": "on", "interpreter_language": "ar"}, "ar"),  # a little Danish is spoken in the call
        ({"interpreter": "on", "language": "pl"}, "pl"),
        ({"interpreter_language": "so", "language": "en"}, "so"),
    ],
)
@pytest.mark.parametrize("when", [{}, {"days": ["5"], "hour_from": "9", "hour_to": "12"}])
def test_in_a_call_the_interpreter_has_a_language_of_her_own(opened, cast, told, needed, when):
    owner, case = opened()
    again = {"result": "call_again", "again_on": "2026-11-20", "again_at": "10:00"}
    assert owner.post(f"/case/{case.pk}/call/save/", again | told | when).status_code == 302
    plan = plan_of(case.person, cast.zone)
    assert (plan.interpreter, plan.interpreter_language) == (True, needed)
    shown = owner.get(f"/case/{case.pk}/").content.decode()
    assert f"Interpreter needed: {name_of(needed)}" in shown


def test_in_a_call_in_danish_an_interpreter_without_a_language_is_asked_about(opened):
    owner, case = opened()
    again = {"result": "call_again", "again_on": "2026-11-20", "again_at": "10:00", "interpreter": "on"}
    answer = owner.post(f"/case/{case.pk}/call/save/", again)
    assert answer.status_code == 422
    assert "Choose the language of the interpreter." in answer.content.decode()
    assert owner.post(f"/case/{case.pk}/call/save/", {"result": "no_answer", "interpreter": "on"}).status_code == 302
