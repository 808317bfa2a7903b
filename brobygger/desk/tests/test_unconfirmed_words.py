"""What was written about contact in a call that nobody answered is seen by whoever opens the person next."""

from datetime import timedelta

import pytest

from brobygger.desk.tests.test_two_pages_of_one_call import keep, plan, save, tab

SAID = {"basis": "herself", "may_ring": True, "days": 127, "hour_from": 0, "hour_to": 24, "may_leave_voicemail": True}


def card_for(browser, case):
    colleague = browser("colleague")
    colleague.post("/call/open/", {"case": case.pk})
    return colleague.get(f"/case/{case.pk}/call/").content.decode().partition('id="number"')[0]


@pytest.mark.parametrize("left", ["no_answer", "leave"])
def test_a_colleague_sees_it_on_the_card_before_the_number_and_nothing_is_allowed(opened, browser, left):
    owner, case = opened()
    told = tab(owner, case) | {"days": ["2"], "wishes": "Ring aldrig når han er hjemme", "may_leave_voicemail": "on"}
    if left == "leave":
        keep(owner, case, told)
        owner.post(f"/case/{case.pk}/call/leave/")
    else:
        assert save(owner, case, told, result=left).status_code == 302
    card = card_for(browser, case)
    assert "Not confirmed: written by" in card
    assert "Ring aldrig når han er hjemme" in card
    assert "Tuesday" in card
    assert "Leave no message" in card
    assert not plan(case).may_leave_voicemail


def test_whoever_wrote_it_reads_it_on_the_card_before_ringing_again(opened, browser):
    owner, case = opened()
    page = f"/case/{case.pk}/call/"
    assert "Not confirmed" not in owner.get(page).content.decode()
    save(
        owner, case, tab(owner, case), result="no_answer", word_when_safe="Blå paraply", wishes="Ring aldrig om natten"
    )
    owner.post("/call/open/", {"case": case.pk})
    card = owner.get(page).content.decode().partition('id="number"')[0]
    assert "Not confirmed: written by you" in card
    assert "Blå paraply" in card
    assert "Ring aldrig om natten" in card
    assert not plan(case).wishes


def test_what_was_taken_away_is_seen_too(opened, browser, now):
    owner, case = opened(plan=SAID | {"confirmed_at": now - timedelta(days=1)})
    told = tab(owner, case)
    del told["may_leave_voicemail"]
    save(owner, case, told, result="no_answer")
    assert "taken away" in card_for(browser, case)


def test_once_she_has_said_it_herself_and_where_nothing_was_written_nothing_is_shown(opened, browser, clock, now):
    owner, case = opened()
    keep(owner, case, tab(owner, case), note="Et ord")
    owner.post(f"/case/{case.pk}/call/leave/")
    assert "Not confirmed" not in card_for(browser, case)
    kept = plan(case)
    for name, value in (SAID | {"confirmed_at": now + timedelta(minutes=5)}).items():
        setattr(kept, name, value)
    colleague = browser("colleague")
    colleague.post(f"/case/{case.pk}/call/card/")
    save(colleague, case, tab(colleague, case), result="no_answer", wishes="Kun tirsdag")
    owner.post("/call/open/", {"case": case.pk})
    page = f"/case/{case.pk}/call/"
    assert "Not confirmed" in owner.get(page).content.decode()
    kept.save()
    assert "Not confirmed" not in owner.get(page).content.decode()
