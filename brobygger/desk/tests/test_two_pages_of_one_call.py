"""A call that is open in two tabs: each writes what was touched in it, and takes nothing from the other."""

import json

import pytest

from brobygger.base.tests.browsing import form_of
from brobygger.desk.contact_wishes_forms import joined
from brobygger.people.models import ContactPlan

OTHER = {"word_when_safe": "Blå paraply", "who_else_may_answer": "Moster Grethe", "note": "Bor hos sin søster"}


def tab(owner, case):
    told = form_of(owner.get(f"/case/{case.pk}/call/").content.decode(), f"/case/{case.pk}/call/save/")
    return {name: value if name == "days" else value[0] for name, value in told.items()}


def keep(owner, case, told, **written):
    """As the page saves by itself: it then knows what stood in it."""
    sent = told | written
    answer = owner.post(f"/case/{case.pk}/call/keep/", sent)
    assert answer.status_code == 200
    return sent | {"stood": answer.json()["stood"]}


def save(owner, case, told, **written):
    return owner.post(f"/case/{case.pk}/call/save/", told | written)


def plan(case):
    return ContactPlan.objects.get(person=case.person_id)


def test_an_older_tab_that_saves_by_itself_takes_nothing_away(opened):
    owner, case = opened()
    first, second = tab(owner, case), tab(owner, case)
    keep(owner, case, second, **OTHER, days=["2"])
    keep(owner, case, first, wishes="Ring kort")
    now = tab(owner, case)
    assert {name: now[name] for name in OTHER} == OTHER
    assert (now["days"], now["wishes"]) == (["2"], "Ring kort")


@pytest.mark.parametrize("by_itself", [True, False])
def test_what_the_other_tab_wrote_is_saved_with_the_call(opened, by_itself):
    owner, case = opened()
    first, second = tab(owner, case), tab(owner, case)
    keep(owner, case, second, **OTHER)
    if by_itself:
        first = keep(owner, case, first, wishes="Ring kort")
    assert save(owner, case, first, result="declined", decline_reason="not_said", wishes="Ring kort").status_code == 302
    told = plan(case)
    assert (told.word_when_safe, told.who_else_may_answer, told.wishes) == (
        "Blå paraply", "Moster Grethe", "Ring kort",
    )  # fmt: skip
    assert "Bor hos sin søster" in owner.get(f"/case/{case.pk}/").content.decode()


def test_what_was_written_here_and_changed_there_since_is_not_put_back(opened):
    owner, case = opened()
    first = keep(owner, case, tab(owner, case), word_when_safe="Gul bil")
    keep(owner, case, tab(owner, case), word_when_safe="Blå paraply")
    first = keep(owner, case, first, note="Et ord")
    save(owner, case, first, result="declined", decline_reason="not_said")
    assert plan(case).word_when_safe == "Blå paraply"


def test_what_is_taken_away_again_is_gone(opened):
    owner, case = opened()
    mine = keep(owner, case, tab(owner, case), word_when_safe="Gul bil", may_leave_voicemail="on")
    del mine["may_leave_voicemail"]
    mine = keep(owner, case, mine, word_when_safe="")
    now = tab(owner, case)
    assert now["word_when_safe"] == ""
    assert "may_leave_voicemail" not in now
    save(owner, case, mine, result="declined", decline_reason="not_said")
    assert (plan(case).word_when_safe, plan(case).may_leave_voicemail) == ("", False)


def test_an_outcome_chosen_in_the_other_tab_is_not_saved_from_this_one(opened):
    owner, case = opened()
    first, second = tab(owner, case), tab(owner, case)
    keep(owner, case, second, result="declined", decline_reason="not_said", wishes_said="on")
    assert save(owner, case, first, note="Et ord").status_code == 422


def test_a_form_with_an_error_shows_what_both_wrote_and_goes_on_from_there(opened):
    owner, case = opened()
    first, second = tab(owner, case), tab(owner, case)
    keep(owner, case, second, **OTHER)
    answer = save(owner, case, first, wishes="Ring kort")
    assert answer.status_code == 422
    back = form_of(answer.content.decode(), f"/case/{case.pk}/call/save/")
    assert (back["word_when_safe"], back["wishes"]) == (["Blå paraply"], ["Ring kort"])
    assert tab(owner, case)["wishes"] == "Ring kort"
    back["wishes"] = [""]
    assert save(owner, case, back, result="declined", decline_reason="not_said").status_code == 302
    assert (plan(case).word_when_safe, plan(case).wishes) == ("Blå paraply", "")


def test_what_was_shown_of_the_card_goes_with_the_page_that_wrote():
    draft = {"cover_story": "Frisøren", "shown": json.dumps({"cover_story": "Frisøren"})}
    written = {"cover_story": "Tandlægen", "wishes": "Ring kort", "shown": json.dumps({"cover_story": "Tandlægen"})}
    told = joined(written, {"cover_story": "Tandlægen"}, draft, ("cover_story", "wishes"))
    assert (told["cover_story"], told["wishes"]) == ("Frisøren", "Ring kort")
    assert json.loads(told["shown"]) == {"cover_story": "Frisøren"}
    assert joined(written, None, draft, ("cover_story", "wishes")) == written
    assert joined(written, {}, {}, ("cover_story", "wishes")) == written
