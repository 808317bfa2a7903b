"""What is written about how she may be reached is never dropped, and nothing is chosen before it has been said."""

from datetime import timedelta

import pytest

from brobygger.base.tests.browsing import form_of
from brobygger.cases.models import Case
from brobygger.outreach.models import Call
from brobygger.people.models import ContactPlan
from brobygger.programmes.models import ConsentWording

WORDS = {
    "word_when_safe": "Blå paraply",
    "word_when_unsafe": "Forkert nummer",
    "who_else_may_answer": "Moster Grethe",
    "cover_story": "Tandlægen",
    "wishes": "Aldrig om søndagen",
}
WHEN = {"days": ["2", "4"], "hour_from": "9", "hour_to": "12"}
SAID = {"basis": "herself", "may_ring": True, "days": 31, "hour_from": 9, "hour_to": 16}


def text(response):
    return response.content.decode()


def shown(owner, case):
    """The call page's form as it stands, ready to be written in."""
    told = form_of(text(owner.get(f"/case/{case.pk}/call/")), f"/case/{case.pk}/call/save/")
    assert "shown" in told
    return told


def send(owner, case, told, **written):
    return owner.post(f"/case/{case.pk}/call/save/", {**told, **written})


def accepted():
    wording = ConsentWording.objects.filter(language="da").latest("version").pk
    return {"result": "accepted", "consent_read": "on", "consent_wording": wording}


def plan(case):
    return ContactPlan.objects.get(person=case.person_id)


def test_nothing_is_chosen_before_it_has_been_said(opened):
    owner, case = opened()
    page, told = text(owner.get(f"/case/{case.pk}/call/")), shown(owner, case)
    assert "Not said yet" in page
    assert "No hours are ruled out" not in page
    assert "days" not in told
    assert (told["hour_from"], told["hour_to"]) == ([""], [""])
    assert not [name for name in told if name.startswith("may_")]
    card = form_of(text(owner.get(f"/card/{case.person_id}/")), f"/card/{case.person_id}/")
    assert "days" not in card
    assert (card["hour_from"], card["hour_to"]) == ([""], [""])
    assert not [name for name in card if name.startswith("may_")]


@pytest.mark.parametrize("result", ["declined", "will_call_self", "do_not_contact"])
def test_words_are_kept_without_a_tick_whatever_came_of_the_call(opened, result):
    owner, case = opened()
    assert send(owner, case, shown(owner, case), result=result, decline_reason="not_said", **WORDS).status_code == 302
    kept = plan(case)
    assert {name: getattr(kept, name) for name in WORDS} == WORDS
    assert (kept.days, kept.hour_from, kept.hour_to) == (0, 0, 0)
    assert kept.basis == "herself"
    assert "Not said yet" in text(owner.get(f"/card/{case.person_id}/")) or result == "do_not_contact"


def test_who_is_to_be_rung_again_is_asked_when_and_her_words_stay_on_the_page(opened):
    owner, case = opened()
    told = shown(owner, case) | accepted()
    answer = send(owner, case, told, **WORDS)
    assert answer.status_code == 422
    page = text(answer)
    assert "Ask which days are safe" in page
    assert "Ask between which hours it is safe" in page
    assert all(words in page for words in WORDS.values())
    assert all(words in text(owner.get(f"/case/{case.pk}/call/")) for words in WORDS.values())
    assert send(owner, case, told, **WORDS, **WHEN).status_code == 302
    kept = plan(case)
    assert (kept.days, kept.hour_from, kept.hour_to, kept.word_when_safe) == (0b1010, 9, 12, "Blå paraply")


def test_a_yes_without_any_wishes_is_asked_when_too(opened):
    owner, case = opened()
    assert send(owner, case, shown(owner, case) | accepted()).status_code == 422
    assert Case.objects.get(pk=case.pk).state == "to_call"


@pytest.mark.parametrize("result", ["no_answer", "someone_else_answered"])
def test_what_was_written_in_a_call_that_failed_stands_in_the_next(opened, result):
    owner, case = opened()
    button = "at_once" if result == "someone_else_answered" else "result"
    assert send(owner, case, shown(owner, case), **{button: result}, **WORDS, **WHEN).status_code == 302
    assert "stands in the form of your next call" in text(owner.get("/calls/"))
    assert plan(case).basis == "first_contact"
    if result == "someone_else_answered":
        owner.post(f"/case/{case.pk}/number/", {"number": "95009911"})
    owner.post("/call/open/", {"case": case.pk})
    again = shown(owner, case)
    assert {name: again[name][0] for name in WORDS} == WORDS
    assert again["days"] == ["2", "4"]
    assert "result" not in again


def test_undo_gives_back_what_was_written_also_without_script(opened):
    owner, case = opened()
    send(owner, case, shown(owner, case), result="declined", decline_reason="not_said", **WORDS, **WHEN)
    owner.post(f"/call/{Call.objects.get(case=case, state='saved').pk}/undo/")
    again = shown(owner, case)
    assert {name: again[name][0] for name in WORDS} == WORDS
    assert plan(case).word_when_safe == ""
    assert send(owner, case, again, result="declined", decline_reason="not_said").status_code == 302
    assert plan(case).word_when_safe == "Blå paraply"


def test_what_was_half_written_counts_when_it_is_taken_up_again(opened):
    owner, case = opened()
    owner.post(f"/case/{case.pk}/call/keep/", {**shown(owner, case), **WORDS, **WHEN})
    owner.post(f"/case/{case.pk}/call/leave/")
    owner.post("/call/open/", {"case": case.pk})
    owner.post(f"/case/{case.pk}/call/card/")
    assert send(owner, case, shown(owner, case), result="declined", decline_reason="not_said").status_code == 302
    assert plan(case).cover_story == "Tandlægen"


def test_what_another_page_has_written_is_not_taken_away_by_an_older_one(opened):
    owner, case = opened()
    older = shown(owner, case)
    ContactPlan.objects.filter(person=case.person_id).update(**SAID)
    kept = plan(case)
    kept.word_when_safe, kept.confirmed_at = "Grøn bil", case.opened_at + timedelta(days=2)
    kept.save()
    send(owner, case, older, result="declined", decline_reason="not_said", wishes="Ring kort")
    assert (plan(case).word_when_safe, plan(case).wishes, plan(case).days) == ("Grøn bil", "Ring kort", 31)


def test_a_tick_that_is_taken_away_counts_as_said(opened, now):
    owner, case = opened(plan=SAID | {"confirmed_at": now, "may_leave_voicemail": True, "cover_story": "Frisøren"})
    told = shown(owner, case)
    del told["may_leave_voicemail"]
    send(owner, case, told, result="declined", decline_reason="not_said")
    assert not plan(case).may_leave_voicemail
    assert plan(case).cover_story == "Frisøren"


def test_what_nobody_has_touched_is_not_said_anew(opened, now):
    said_at = now - timedelta(days=5)
    owner, case = opened(plan=SAID | {"confirmed_at": said_at, "word_when_safe": "Grøn bil"})
    send(owner, case, shown(owner, case), result="declined", decline_reason="not_said")
    assert (plan(case).confirmed_at, plan(case).word_when_safe) == (said_at, "Grøn bil")


def test_the_tick_says_that_all_of_it_still_holds(opened, now):
    owner, case = opened(plan=SAID | {"confirmed_at": now - timedelta(days=5), "word_when_safe": "Grøn bil"})
    send(owner, case, shown(owner, case), result="declined", decline_reason="not_said", wishes_said="on")
    assert (plan(case).confirmed_at, plan(case).word_when_safe) == (now, "Grøn bil")


@pytest.mark.parametrize(("name", "value"), [("email_to", "karla@privat.invalid"), ("where_to_write", "c/o Mor")])
def test_an_address_without_its_yes_is_asked_about(opened, name, value):
    owner, case = opened()
    answer = send(owner, case, shown(owner, case), result="declined", decline_reason="not_said", **{name: value})
    assert answer.status_code == 422
    assert "Tick it, or empty the field" in text(answer)
    assert value in text(answer)
    card = form_of(text(owner.get(f"/card/{case.person_id}/")), f"/card/{case.person_id}/")
    answer = owner.post(f"/card/{case.person_id}/", {**card, "basis": "herself", name: value})
    assert answer.status_code == 422
    assert value in text(answer)


def test_a_card_that_may_be_rung_has_said_when(opened):
    owner, case = opened()
    page = f"/card/{case.person_id}/"
    card = form_of(text(owner.get(page)), page) | {
        "basis": "herself",
        "may_ring": "on",
        "word_when_safe": "Blå paraply",
    }
    answer = owner.post(page, card)
    assert answer.status_code == 422
    assert "Ask which days are safe" in text(answer)
    assert "Blå paraply" in text(answer)
    assert owner.post(page, card | WHEN).status_code == 302
    assert (plan(case).days, plan(case).word_when_safe) == (0b1010, "Blå paraply")


def test_a_stop_keeps_what_was_written_on_the_card(opened):
    owner, case = opened()
    page = f"/card/{case.person_id}/"
    card = form_of(text(owner.get(page)), page) | {
        "wishes": "Han læser hendes mails",
        "hour_from": "12",
        "hour_to": "9",
    }
    owner.post(f"{page}stop/", card)
    kept = plan(case)
    assert kept.do_not_contact
    assert kept.wishes == "Han læser hendes mails"
    assert not kept.may_ring


def test_a_card_in_two_tabs_takes_nothing_back(opened, now):
    owner, case = opened(plan=SAID | {"confirmed_at": now})
    page = f"/card/{case.person_id}/"
    older = form_of(text(owner.get(page)), page)
    ContactPlan.objects.filter(person=case.person_id).update(may_ring=False)
    owner.post(page, {**older, "basis": "herself", "wishes": "Ring kort"})
    assert (plan(case).may_ring, plan(case).wishes) == (False, "Ring kort")


def test_the_words_come_back_where_the_call_is_another_workers(opened, browser):
    owner, case = opened()
    told = shown(owner, case)
    browser("leader").post(f"/case/{case.pk}/take-over/")
    answer = send(owner, case, told, result="declined", decline_reason="not_said", **WORDS)
    assert answer.status_code == 409
    assert all(words in text(answer) for words in WORDS.values())
