"""The call, in a browser without JavaScript: the card, the number, the form, saving and undoing."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brobygger.base.workdays import day_of
from brobygger.cases.models import Case, Registration
from brobygger.outreach.models import Call
from brobygger.outreach.rules import RUNG_AFTER
from brobygger.outreach.tests.making import someone
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.programmes.models import AttemptPolicy, ConsentWording
from brobygger.referrals.models import Consent, Referral
from conftest import give_role


def text(response):
    return response.content.decode()


def pairs(case):
    number = case.person.numbers.first().number[-8:]
    return " ".join(number[at : at + 2] for at in range(0, 8, 2))


def wording():
    return ConsentWording.objects.filter(language="da").latest("version").pk


def save(owner, case, **told):
    return owner.post(f"/case/{case.pk}/call/save/", told)


def state(case):
    return Case.objects.get(pk=case.pk).state


def test_opening_takes_the_person_and_shows_the_card_before_the_number(browser, cast, now):
    case = someone(cast, now)
    owner = browser("owner")
    answer = owner.post("/call/open/", {"case": case.pk})
    assert answer.headers["Location"] == f"/case/{case.pk}/call/"
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "Yes, you may ring now" in page
    assert "Do not say who we are" in page
    assert "Leave no message" in page
    assert pairs(case) not in page
    assert Case.objects.get(pk=case.pk).held_by == cast.owner
    owner.post(f"/case/{case.pk}/call/card/")
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert pairs(case) in page
    assert "tel:%2331%23+45" in page
    assert "#31#" in page


def test_opening_a_person_and_saving_cost_no_more_statements_than_today(browser, cast, now):
    owner = browser("owner")
    for _warm in range(2):
        case = someone(cast, now)
        asked = {}
        for what, most, deed in (
            ("opening", 12, lambda: owner.post("/call/open/", {"case": case.pk})),  # noqa: B023
            ("the call", 15, lambda: owner.get(f"/case/{case.pk}/call/")),  # noqa: B023
            ("the card", 20, lambda: owner.post(f"/case/{case.pk}/call/card/")),  # noqa: B023
            ("saving, and the look for the next", 34, lambda: save(owner, case, result="no_answer", note="intet svar")),  # noqa: B023
        ):
            with CaptureQueriesContext(connection) as told:
                assert deed().status_code in (200, 302)
            asked[what] = [one["sql"] for one in told if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))], most
    for what, (statements, most) in asked.items():
        assert len(statements) <= most, "\n".join([what, *statements])


def test_where_one_may_not_ring_the_reason_stands_there_and_no_number(browser, cast, now):
    case = someone(cast, now, plan={"basis": "herself", "hour_from": 16, "hour_to": 20})
    owner = browser("owner")
    owner.post("/call/open/", {"case": case.pk})
    owner.post(f"/case/{case.pk}/call/card/")
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "No, do not ring now" in page
    assert pairs(case) not in page
    assert "at 16–20" in page


def test_danger_is_in_words(browser, cast, now):
    case = someone(cast, now, plan={"shares_phone_with_accused": True, "shares_address_with_accused": True})
    owner = browser("owner")
    owner.post("/call/open/", {"case": case.pk})
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "the accused may answer" in page
    assert "the accused may be listening" in page


def test_no_more_of_the_report_than_the_call_needs(opened):
    owner, case = opened()
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "Prøvesen" not in page
    assert "1990" not in page
    assert "<title>Call</title>" in page


def test_a_yes_without_the_wording_read_is_not_saved_and_nothing_written_is_lost(opened):
    owner, case = opened()
    answer = save(owner, case, result="accepted", note="Vil tale om aftenen")
    assert answer.status_code == 422
    assert "tick when the person has said yes" in text(answer)
    assert "Vil tale om aftenen" in text(answer)
    assert state(case) == "to_call"
    assert "Vil tale om aftenen" in text(owner.get(f"/case/{case.pk}/call/"))


def test_a_yes_is_saved_with_its_wording_and_undone_within_the_minute(opened, clock, now):
    owner, case = opened()
    told = {"result": "accepted", "consent_read": "on", "consent_wording": wording(), "note": "Hellere om aftenen"}
    told |= {"days": ["1", "2"], "hour_from": "17", "hour_to": "20"}
    answer = save(owner, case, **told)
    assert answer.headers["Location"] == "/calls/"
    assert state(case) == "accepted"
    assert "Accepted the offer" in text(owner.get("/calls/"))
    assert Consent.objects.get(case=case).wording_id == wording()
    clock.at = now + timedelta(seconds=30)
    call = Call.objects.get(case=case, state="saved")
    answer = owner.post(f"/call/{call.pk}/undo/")
    assert answer.headers["Location"] == f"/case/{case.pk}/call/"
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert state(case) == "to_call"
    assert Referral.objects.get(case=case).state == "taken_back"
    assert pairs(case) in page
    assert "Undo" not in text(owner.get("/calls/"))
    save(owner, case, **told)
    assert state(case) == "accepted"


def test_what_was_written_stands_in_the_form_again_after_undo(opened):
    owner, case = opened()
    told = {"result": "declined", "decline_reason": "no_need", "note": "Har det godt"}
    owner.post(f"/case/{case.pk}/call/keep/", told)
    save(owner, case, **told)
    owner.post(f"/call/{Call.objects.get(case=case, state='saved').pk}/undo/")
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "Har det godt" in page
    assert "checked" not in page


def test_a_no_asks_why_and_may_have_said_nothing(opened):
    owner, case = opened()
    answer = save(owner, case, result="declined")
    assert answer.status_code == 422
    assert "Choose why, or that the person did not say." in text(answer)
    assert "Did not say" in text(answer)
    assert save(owner, case, result="declined", decline_reason="not_said").status_code == 302
    assert Call.objects.get(case=case).decline_reason == ""
    assert state(case) == "declined"


@pytest.mark.parametrize(
    "plan", [{}, {"basis": "herself", "days": 1, "hour_from": 10, "hour_to": 12}, {"basis": "herself", "days": 0}]
)
def test_a_time_that_is_suggested_may_be_saved(opened, now, plan):
    owner, case = opened(plan=plan, window_until=day_of(now + timedelta(days=9)))
    for on, at, _words in owner.get(f"/case/{case.pk}/call/").context["quick"]:
        answer = save(owner, case, result="call_again", again_on=on, again_at=at)
        assert answer.status_code == 302, (on, at)
        owner.post(f"/call/{Call.objects.get(case=case, state='saved').pk}/undo/")
        owner.post(f"/case/{case.pk}/call/card/")


def test_saving_opens_the_next_of_the_list_that_she_looks_at_and_undo_goes_back(browser, cast, now):
    first, second = (someone(cast, now, role="witness", person={"given_name": name}) for name in ("Anna", "Berit"))
    sooner = someone(cast, now, window_until=day_of(now), person={"given_name": "Carl"})
    owner = browser("owner")

    def ring(case, **more):
        owner.post("/call/open/", {"case": case.pk})
        owner.post(f"/case/{case.pk}/call/card/")
        return save(owner, case, result="no_answer", **more).headers["Location"]

    owner.get("/calls/?role=witness")
    assert ring(first) == f"/case/{second.pk}/call/"
    page = text(owner.get(f"/case/{second.pk}/call/"))
    assert "Saved: No answer." in page
    assert pairs(second) not in page  # her card first, as everyone's
    assert Case.objects.get(pk=second.pk).held_by == cast.owner

    undone = owner.post(f"/call/{Call.objects.get(case=first).pk}/undo/", {"instead": second.pk})
    assert undone.headers["Location"] == f"/case/{first.pk}/call/"
    assert Case.objects.get(pk=second.pk).held_by is None
    assert ring(first, to_list="1") == "/calls/?role=witness"
    # The list that she looks at has no one more: she comes back to it.
    assert ring(second) == "/calls/?role=witness"
    owner.get("/calls/")
    third = someone(cast, now, window_until=day_of(now))
    assert ring(third) == f"/case/{sooner.pk}/call/"
    assert owner.post(f"/case/{sooner.pk}/call/leave/").headers["Location"] == "/calls/"


def said_in_the_banner(page):
    return " ".join(re.sub(r"<[^>]+>", "", page.partition('<div class="undo"')[2].partition("</p>")[0]).split())


def test_what_was_saved_says_whose_it_is_on_the_page_of_the_next_and_goes_where_that_is_refused(browser, cast, now):
    first, second = (someone(cast, now, person={"given_name": name}) for name in ("Anna", "Berit"))
    owner = browser("owner")
    owner.post("/call/open/", {"case": first.pk})
    owner.post(f"/case/{first.pk}/call/card/")
    assert save(owner, first, result="declined", decline_reason="not_said").headers["Location"].endswith("/call/")
    page = text(owner.get(f"/case/{second.pk}/call/"))
    assert "Anna · Saved: Declined the offer." in said_in_the_banner(page)
    assert "<title>Call</title>" in page
    assert "Anna · Saved: Declined the offer." in said_in_the_banner(text(owner.get("/calls/")))
    assert "Anna" not in str(dict(owner.session))
    owner.post(f"/case/{second.pk}/call/card/")
    refused = save(owner, second, result="call_again")
    assert refused.status_code == 422
    assert "Saved: Declined" not in text(refused)
    assert "Anna" not in text(refused)


def test_what_was_saved_about_a_minor_has_the_minors_name(opened):
    owner, case = opened(for_minor=True, person={"given_name": "Lars"})
    tove = Person.objects.create(
        zone_id=case.zone_id, given_name="Tove", created_at=case.opened_at, created_by_kind="machine"
    )
    Registration.objects.filter(case=case).update(person=tove)
    save(owner, case, result="no_answer")
    assert "Tove · Saved: No answer." in said_in_the_banner(text(owner.get("/calls/")))


def test_what_was_saved_in_one_zone_is_not_said_in_another(opened, cast):
    give_role(cast.owner, cast.other_zone, "worker")
    owner, case = opened()
    save(owner, case, result="no_answer")
    assert "Karla · Saved" in said_in_the_banner(text(owner.get("/calls/")))
    owner.post(reverse("choose_zone"), {"zone": cast.other_zone.pk})
    other = text(owner.get("/calls/"))
    assert "Nabokredsen" in other
    assert "Karla" not in other
    assert "Saved:" not in other


@pytest.mark.parametrize("result", sorted(RUNG_AFTER))
def test_whoever_is_rung_after_this_has_the_question_when_it_is_safe_open(opened, result):
    owner, case = opened()
    fold = re.compile(r'<details class="details" data-open-for="([^"]*)"( open)?>')
    opens_for, is_open = fold.search(text(owner.get(f"/case/{case.pk}/call/"))).groups()
    assert result in opens_for.split()
    assert not is_open
    told = {"again_on": "2026-11-23", "again_at": "10:00", "wishes": "Sig Anne"}
    refused = save(owner, case, result=result, **told)
    assert refused.status_code == 422
    assert "Ask which days are safe" in text(refused)
    assert fold.search(text(refused)).group(2)  # also without script


def test_after_the_minute_there_is_no_undo(opened, clock, now):
    owner, case = opened()
    save(owner, case, result="declined", decline_reason="no_need")
    clock.at = now + timedelta(seconds=61)
    assert "Undo" not in text(owner.get("/calls/"))
    call = Call.objects.get(case=case)
    assert owner.post(f"/call/{call.pk}/undo/").status_code == 409


def test_a_colleague_cannot_undo_and_a_stranger_meets_nothing(opened, browser):
    owner, case = opened()
    save(owner, case, result="declined", decline_reason="not_said")
    call = Call.objects.get(case=case)
    assert browser("colleague").post(f"/call/{call.pk}/undo/").status_code == 409
    assert browser("stranger").post(f"/call/{call.pk}/undo/").status_code == 404


def test_someone_else_answered_is_one_press_and_stops_the_number(opened):
    owner, case = opened()
    answer = save(owner, case, at_once="someone_else_answered", result="accepted", note="En mand tog den")
    assert answer.headers["Location"] == "/calls/"
    assert PhoneNumber.objects.get(person=case.person_id).stopped_because == "someone_else_answered"
    assert state(case) == "no_number"
    assert "someone else answered. The number was stopped." in text(owner.get(f"/case/{case.pk}/"))


def test_of_two_numbers_the_one_that_was_rung_is_stopped(opened):
    owner, case = opened(numbers=2)
    first, second = case.person.numbers.order_by("id")
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert 'name="number"' in page
    save(owner, case, result="wrong_number", number=second.pk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert second.stopped_because == "wrong_number"
    assert not first.stopped_because
    assert state(case) == "to_call"


def test_to_be_rung_again_at_the_time_that_was_asked_for(opened, now):
    owner, case = opened()
    assert save(owner, case, result="call_again").status_code == 422
    passed = save(owner, case, result="call_again", again_on="2026-11-18", again_at="09:00")
    assert "This time has passed" in text(passed)
    late = save(owner, case, result="call_again", again_on="2026-11-19", again_at="23:30")
    assert late.status_code == 422
    save(owner, case, result="call_again", again_on="2026-11-19", again_at="17:30")
    assert Case.objects.get(pk=case.pk).ring_from.isoformat() == "2026-11-19T16:30:00+00:00"
    assert "agreed: tomorrow at 17:30" in text(owner.get("/calls/?section=later"))


def test_what_is_written_about_contact_counts_as_said(opened):
    owner, case = opened()
    wishes = {"days": ["1", "2"], "hour_from": "9", "hour_to": "12", "may_leave_voicemail": "on", "wishes": "Sig Anne"}
    told = {"result": "call_again", "again_on": "2026-11-23", "again_at": "10:00", **wishes}
    save(owner, case, **told)
    plan = ContactPlan.objects.get(person=case.person_id)
    assert (plan.basis, plan.days, plan.hour_from, plan.hour_to) == ("herself", 0b11, 9, 12)
    assert plan.may_leave_voicemail
    assert not plan.may_say_who_we_are
    assert plan.wishes == "Sig Anne"


def test_will_call_self_is_followed_until_the_day(opened):
    owner, case = opened()
    save(owner, case, result="will_call_self", follow_until="2026-12-01")
    page = text(owner.get("/followed/"))
    assert "Karla" in page
    assert "Tue 1 Dec" in page
    owner.post(f"/case/{case.pk}/came/")
    assert state(case) == "came"
    assert "Karla" not in text(owner.get("/followed/"))


def test_what_is_written_is_kept_as_it_is_written(opened, browser):
    owner, case = opened()
    answer = owner.post(f"/case/{case.pk}/call/keep/", {"result": "declined", "note": "Halvt skr", "days": ["1", "3"]})
    assert answer.json()["words"] == "Saved at 11:30"
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "Halvt skr" in page
    assert "Saved at 11:30" in page
    assert browser("colleague").post(f"/case/{case.pk}/call/keep/", {"note": "x"}).status_code == 409
    assert browser("stranger").post(f"/case/{case.pk}/call/keep/", {"note": "x"}).status_code == 404


def test_reading_the_card_takes_what_was_written_along(browser, cast, now):
    case = someone(cast, now)
    owner = browser("owner")
    owner.post("/call/open/", {"case": case.pk})
    owner.post(f"/case/{case.pk}/call/card/", {"note": "skrevet først"})
    assert "skrevet først" in text(owner.get(f"/case/{case.pk}/call/"))


def test_the_number_that_htmx_puts_in_is_the_one_of_the_whole_page(browser, cast, now):
    case = someone(cast, now)
    owner = browser("owner")
    owner.post("/call/open/", {"case": case.pk})
    part = text(owner.post(f"/case/{case.pk}/call/card/", headers={"hx-request": "true"})).strip()
    assert pairs(case) in part
    assert part in text(owner.get(f"/case/{case.pk}/call/"))


def test_leaving_puts_the_person_back_and_keeps_the_text(opened, browser):
    owner, case = opened()
    owner.post(f"/case/{case.pk}/call/keep/", {"note": "til senere"})
    owner.post(f"/case/{case.pk}/call/leave/")
    assert Case.objects.get(pk=case.pk).held_by is None
    assert "Karla" in text(browser("colleague").get("/calls/"))
    owner.post("/call/open/", {"case": case.pk})
    assert "til senere" in text(owner.get(f"/case/{case.pk}/call/"))


@pytest.mark.parametrize("part", ["", "call/", "call/save/", "call/card/"])
def test_a_stranger_meets_a_page_that_is_not_there(browser, cast, now, part):
    case = someone(cast, now)
    stranger = browser("stranger")
    assert stranger.get(f"/case/{case.pk}/{part}").status_code == 404
    assert stranger.post("/call/open/", {"case": case.pk}).status_code == 404
    for act in ("call/save/", "call/card/", "call/leave/", "take-over/", "came/"):
        assert stranger.post(f"/case/{case.pk}/{act}", {"result": "declined"}).status_code == 404


def test_the_script_and_the_wording_are_in_the_persons_language(opened):
    owner, case = opened(language="en", person={"given_name": "Karla", "language": "en"})
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "Hello, am I speaking with" in page
    assert "I agree that victim support receives my name" in page


def test_where_there_is_no_script_in_the_language_it_says_so(opened):
    owner, case = opened(language="pl", person={"given_name": "Karla", "language": "pl"})
    assert "There is no script in Polish; this one is in Danish." in text(owner.get(f"/case/{case.pk}/call/"))


def test_no_time_is_offered_that_would_then_be_refused(cast, opened):
    cast.actor("leader")
    AttemptPolicy.objects.update(hour_bands=[[0, 8], [8, 16], [16, 24]], weekdays=[1, 2, 3, 4, 5, 6, 7])
    owner, case = opened()
    page = owner.get(f"/case/{case.pk}/call/")
    offered = {clock for _day, clock, _words in page.context["quick"]}
    assert "16:00" in offered
    assert not {"00:00", "06:00"} & offered
