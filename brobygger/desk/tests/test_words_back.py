"""The call was taken from her while she wrote, and her browser runs no scripts: her words come back to her."""

import pytest

from brobygger.cases.models import Case
from brobygger.outreach import actions
from brobygger.outreach.models import Call
from brobygger.trail.models import Entry

WRITTEN = {
    "result": "declined",
    "decline_reason": "other",
    "wishes_said": "on",
    "note": "Hun vil helst tale\nmed sin søster først.",
    "days": ["2", "4"],
    "again_on": "2026-11-19",
}


def text(response):
    return response.content.decode()


@pytest.fixture
def taken(opened, cast, now):
    """A leader has taken over what the owner had open."""
    owner, case = opened()
    actions.take_over(case_id=case.pk, by=cast.actor("leader"), at=now)
    return owner, case


@pytest.mark.parametrize("part", ["save", "card"])
def test_her_words_stand_on_the_page_with_who_has_the_person_now(taken, part):
    owner, case = taken
    answer = owner.post(f"/case/{case.pk}/call/{part}/", WRITTEN)
    assert answer.status_code == 409
    page = text(answer)
    assert "Leader has this person open now." in page
    for words in ("Hun vil helst tale\nmed sin søster først.", "Declined the offer", "Tuesday, Thursday", "19"):
        assert words in page
    assert "kept nowhere else" not in page


def test_nothing_is_done_to_the_case_and_nothing_of_hers_is_told(taken, cast):
    owner, case = taken
    owner.post(f"/case/{case.pk}/call/save/", WRITTEN)
    cast.actor("officer")
    again = Case.objects.get(pk=case.pk)
    assert (again.state, again.attempts, again.held_by) == ("to_call", 0, cast.leader)
    assert "søster" not in str(list(Entry.objects.values()))


def test_when_she_opens_the_person_again_her_words_stand_in_the_form(taken, cast, now):
    owner, case = taken
    owner.post(f"/case/{case.pk}/call/save/", WRITTEN)
    actions.leave_case(case_id=case.pk, by=cast.actor("leader"), at=now)
    page = text(owner.post(f"/case/{case.pk}/call/save/", WRITTEN))
    assert "Nobody has this person open now." in page
    assert "Open the person again" in page
    owner.post("/call/open/", {"case": case.pk})
    page = text(owner.get(f"/case/{case.pk}/call/"))
    assert "med sin søster først." in page


def test_where_another_has_saved_a_call_since_she_is_told_to_copy_them(taken, cast, now):
    owner, case = taken
    leaders = Call.objects.get(case=case, state="open", by=cast.leader)
    Call.objects.filter(pk=leaders.pk).update(state="saved", saved_at=now, result="no_answer")
    page = text(owner.post(f"/case/{case.pk}/call/save/", WRITTEN))
    assert "med sin søster først." in page
    assert "kept nowhere else" in page


def test_the_same_form_sent_twice_says_that_it_is_saved(opened):
    owner, case = opened()
    told = {"result": "no_answer", "note": "Ingen svarede."}
    assert owner.post(f"/case/{case.pk}/call/save/", told).status_code == 302
    answer = owner.post(f"/case/{case.pk}/call/save/", told)
    assert answer.status_code == 409
    assert "This call has been saved." in text(answer)
    assert Call.objects.filter(case=case, state="saved").count() == 1


def test_a_stranger_meets_nothing(taken, browser):
    _owner, case = taken
    assert browser("stranger").post(f"/case/{case.pk}/call/save/", WRITTEN).status_code == 404


def test_what_only_stood_in_the_form_is_not_taken_for_her_words(taken):
    owner, case = taken
    told = {"result": "declined", "days": ["2"], "hour_from": "0", "hour_to": "24", "who_else_may_answer": "Hans søn"}
    told["shown"] = '{"days": "2", "hour_from": "0", "hour_to": "24"}'
    page = text(owner.post(f"/case/{case.pk}/call/save/", told))
    assert "Hans søn" in page
    assert "Tuesday" not in page
