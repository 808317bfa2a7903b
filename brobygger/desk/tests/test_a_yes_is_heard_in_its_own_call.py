"""A yes that nobody gave is never ticked: no draft, no undo and no next call brings it, nor the outcome, back."""

import pytest

from brobygger.base.tests.browsing import form_of
from brobygger.desk.tests.test_nothing_written_is_lost import WHEN, accepted
from brobygger.outreach.models import Call

HERS = {"note": "Vil ringes op om aftenen", "wishes": "Aldrig om søndagen"}


def page_of(owner, case):
    told = form_of(owner.get(f"/case/{case.pk}/call/").content.decode(), f"/case/{case.pk}/call/save/")
    return {name: value[0] for name, value in told.items()}


def post(owner, case, part, **told):
    return owner.post(f"/case/{case.pk}/call/{part}/", told)


def nothing_is_chosen_but_hers_stands(owner, case):
    told = page_of(owner, case)
    assert not {"result", "decline_reason", "consent_read", "wishes_said"} & told.keys()
    return {name: told[name] for name in HERS} == HERS


def test_the_tick_is_not_kept_while_the_call_is_open_and_the_outcome_is(opened):
    owner, case = opened()
    post(owner, case, "keep", **accepted(), **HERS)
    told = page_of(owner, case)
    assert "consent_read" not in told
    assert (told["result"], told["note"]) == ("accepted", HERS["note"])
    assert "consent_read" not in Call.objects.get(case=case).form


@pytest.mark.parametrize("last", [{"result": "declined", "decline_reason": "no_need"}, {}])
def test_a_mind_that_was_changed_leaves_no_yes_behind_undo_and_leaving(opened, last):
    owner, case = opened()
    told = accepted() | HERS | WHEN | {"wishes_said": "on"} | last
    post(owner, case, "keep", **accepted(), **HERS)
    assert post(owner, case, "save", **told).status_code == 302
    owner.post(f"/call/{Call.objects.get(case=case, state='saved').pk}/undo/")
    assert nothing_is_chosen_but_hers_stands(owner, case)
    post(owner, case, "leave")
    owner.post("/call/open/", {"case": case.pk})
    assert nothing_is_chosen_but_hers_stands(owner, case)


def test_leaving_without_a_call_takes_the_outcome_along_also_where_an_older_draft_has_a_yes(opened):
    owner, case = opened()
    post(owner, case, "keep", **accepted(), **HERS)
    mine = Call.objects.get(case=case)
    mine.form = mine.form.replace("{", '{"consent_read": "on", ', 1)
    mine.save()
    assert "consent_read" not in page_of(owner, case)
    post(owner, case, "leave")
    owner.post("/call/open/", {"case": case.pk})
    assert nothing_is_chosen_but_hers_stands(owner, case)
    assert "consent_read" not in Call.objects.get(case=case).form


def test_a_form_that_comes_back_with_an_error_has_no_yes_to_an_outcome_that_is_none(opened):
    owner, case = opened()
    answer = post(owner, case, "save", **accepted() | {"result": "call_again"})
    assert answer.status_code == 422
    assert "consent_read" not in form_of(answer.content.decode(), f"/case/{case.pk}/call/save/")
    answer = post(owner, case, "save", **accepted())
    assert answer.status_code == 422
    assert "consent_read" in form_of(answer.content.decode(), f"/case/{case.pk}/call/save/")
