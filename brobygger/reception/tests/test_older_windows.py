"""A window that is older than the registration: danger said in it counts, and nothing else typed in it is lost."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.base.decision import Refused
from brobygger.base.tests.browsing import form_of
from brobygger.base.workdays import day_of
from brobygger.duties.models import Duty
from brobygger.mailbox.models import Mailbox
from brobygger.people.models import ContactPlan
from brobygger.reception import actions as reception
from brobygger.screening import actions, queries, sealed_sheet, step_views
from brobygger.screening.danger_said import said_of
from brobygger.screening.models import SafetyNote
from brobygger.screening.states import ScreeningState
from brobygger.screening.tests.making import (
    NOTHING_WRONG,
    asked,
    begun,
    kept,
    looked_and_sent,
    pointed,
    ready,
    seed,
    sent,
)
from brobygger.screening.tests.test_safety import EXITS
from brobygger.trail.models import Entry

pytestmark = pytest.mark.django_db
SAFE = {"danger": "no", "child_worry": "no", "a-acute_protection": "no", "a-adult": "yes"}
WISHES = "Hun har sagt, at han har taget telefonen"


@pytest.fixture
def today():
    return timezone.now()


@pytest.fixture
def page(cast):
    made = Client(headers={"accept-language": "en"})
    made.force_login(cast.employee)
    return made


def at(row, name):
    return reverse("screening_step", args=[row.pk, name])


def words(answer):
    return unescape(answer.content.decode())


def fresh(cast, row):
    cast.actor("employee")
    return queries.ROWS.get(pk=row.pk)


def taken(cast, today, **more):
    row = sent(cast, today, **more)
    reception.take(screening_id=row.pk, by=cast.actor("assessor"), at=today)
    return fresh(cast, row)


def talked_with(cast, today):
    row = taken(cast, today)
    by = cast.actor("assessor")
    reception.note_talk(screening_id=row.pk, on=day_of(today), form="phone", words="", by=by, at=today)
    return fresh(cast, row)


def came_to_nothing(cast, today):
    row = taken(cast, today)
    reception.come_to_nothing(screening_id=row.pk, why="changed_mind", by=cast.actor("assessor"), at=today)
    return fresh(cast, row)


def asked_again(cast, today):
    row = seed(cast, today).row
    actions.ask_again(screening_id=row.pk, by=cast.actor("employee"), at=today)
    return fresh(cast, row)


STATES = EXITS | {
    "taken": taken, "talked with": talked_with, "came to nothing": came_to_nothing, "asked again": asked_again,
}  # fmt: skip


def test_no_state_is_left_out(cast, today):
    walked = {str(make(cast, today).state) for make in STATES.values()}
    assert walked | {"started"} == set(ScreeningState.values)


@pytest.mark.parametrize("state", STATES)
def test_danger_is_kept_and_has_its_duty_whatever_has_become_of_it(page, cast, today, state):
    row = STATES[state](cast, today)
    first, before = reverse("screening_duties", args=[row.pk]), said_of(row)
    assert at(row, "safety") in words(page.get(reverse("screening", args=[row.pk]))), "danger can be said afterwards"
    shown = page.get(at(row, "safety"))
    assert shown.status_code == 200
    answer = page.post(at(row, "safety"), SAFE | {"danger": "yes", "child_worry": "yes"}, follow=True)
    assert answer.redirect_chain[-1][0] == first
    row = fresh(cast, row)
    assert said_of(row) >= before | {"life", "child"}
    assert sorted(Duty.objects.values_list("kind", flat=True)) == ["police_danger", "underretning_133"]
    assert "life" in before or "Noted. The duty stands on your list." in words(answer)
    assert "tel:112" in words(answer)
    assert row.state not in ("no_sign", "thrown_away"), "nothing with danger in it ends as nothing"
    page.post(at(row, "safety"), SAFE | {"danger": "yes", "child_worry": "yes"})
    assert Duty.objects.count() == 2, "pressed twice, it is one duty"


def test_the_team_sees_danger_that_was_said_after_it_was_sent(page, cast, today):
    row = taken(cast, today)
    page.post(at(row, "safety"), SAFE | {"danger": "yes", "a-acute_protection": "yes"})
    team = Client(headers={"accept-language": "en"})
    team.force_login(cast.assessor)
    for place in (reverse("reception"), reverse("received", args=[row.pk])):
        shown = words(team.get(place))
        assert "A duty to tell the police has been raised" in shown
        assert "Is a shelter rung?" in shown
    cast.actor("employee")
    assert Entry.objects.filter(what="screening.danger_said_late", about_id=row.pk).count() == 1


def test_while_one_writes_danger_is_kept_at_once_too(page, cast, today):
    row = sent(cast, today)
    keeps = reverse("screening_keep", args=[row.pk, "safety"])
    answer = page.post(keeps, {"child_worry": "yes"})
    assert (answer.status_code, answer["X-Kept"]) == (200, "yes")
    assert "the duty stands on your list" in words(answer)
    assert list(Duty.objects.values_list("kind", flat=True)) == ["underretning_133"]
    assert "Not noted" in words(page.post(keeps, {"child_worry": "no"}))
    assert said_of(fresh(cast, row)) == {"child"}
    elsewhere = reverse("screening_keep", args=[row.pk, "who"])
    assert page.post(elsewhere, {"age_group": "0_17"}).status_code == 409, "the rest of that page is not kept"
    assert "minor" in said_of(fresh(cast, row))


def test_an_answer_grows_graver_only_and_a_no_is_shown_back(page, cast, today):
    row = sent(cast, today)
    page.post(at(row, "safety"), SAFE | {"danger": "yes", "child_worry": "unknown", "a-adult": "no"})
    told = fresh(cast, row).detection
    assert (told.danger, told.child_worry) == ("yes", "unknown")
    answer = page.post(at(row, "safety"), SAFE)
    assert answer.status_code == 409
    assert "has not come along" in words(answer)
    assert said_of(fresh(cast, row)) == {"life", "minor"}
    again = page.post(at(row, "safety"), SAFE | {"danger": "yes", "child_worry": "unknown", "a-adult": "no"})
    assert again["Location"] == reverse("screening_duties", args=[row.pk])


@pytest.mark.parametrize(
    ("name", "told"),
    [("who", {"who": "known", "given_name": "Maria", "age_group": "0_17"}), ("criteria", {"a-adult": "no"})],
)
def test_danger_in_another_answer_counts_too(page, cast, today, name, told):
    row = kept(cast, today, begun(cast, today), signs=["afraid"], asked="confirmed", motivated="yes")
    actions.answer_safety(
        screening_id=row.pk, told={"danger": "no", "child_worry": "no"},
        answers=NOTHING_WRONG if name == "who" else {"acute_protection": "no"}, by=cast.actor("employee"), at=today,
    )  # fmt: skip
    answer = page.post(at(row, name), told)
    assert said_of(fresh(cast, row)) == {"minor"}
    assert list(Duty.objects.values_list("kind", flat=True)) == ["underretning_133"]
    assert answer.status_code in (409, 422, 302)


def test_the_same_sent_twice_is_sent_once_and_says_so(page, cast, today):
    row = ready(cast, today)
    looked_and_sent(page, row)
    answer = page.post(at(row, "check"), {"seen": "older"}, follow=True)
    assert "already been sent to the team" in words(answer)
    assert answer.redirect_chain[-1][0] == reverse("screening", args=[row.pk])
    cast.actor("employee")
    assert Entry.objects.filter(what="screening.moved", about_id=row.pk).count() == 1


def test_a_no_to_the_team_after_it_was_sent_leads_to_taking_the_yes_back(page, cast, today):
    row = sent(cast, today)
    wording = sealed_sheet.sheet_of(row).wording_id
    answer = page.post(at(row, "consent"), {"wording": wording, "answer": "no"})
    assert answer.status_code == 409
    shown, back = words(answer), reverse("screening_withdraw", args=[row.pk])
    assert "already been sent to the team" in shown
    assert back in shown
    page.post(back)
    assert fresh(cast, row).state == "withdrawn"
    assert back not in words(page.post(at(row, "consent"), {"wording": wording, "answer": "no"}))


@pytest.mark.parametrize("make", [sent, taken])
def test_must_not_be_rung_after_it_was_sent_is_one_press_and_the_team_sees_it(page, cast, today, make):
    row = make(cast, today)
    answer = page.post(at(row, "contact"), {"wishes": WISHES, "when_not_said": "on"})
    assert answer.status_code == 409
    shown, tell = words(answer), reverse("screening_tell_team", args=[row.pk])
    assert WISHES in shown
    assert "The team may ring: No" in shown
    fields = form_of(answer.content.decode(), tell)
    assert page.post(tell, fields)["Location"] == reverse("screening", args=[row.pk])
    page.post(tell, fields)
    row = fresh(cast, row)
    assert not ContactPlan.objects.get(person=row.person_id).may_ring
    assert [one.what for one in row.safety_notes.all()] == ["not_rung"], "told once"
    assert "must not be rung" in words(page.get(reverse("screening", args=[row.pk])))
    team = Client(headers={"accept-language": "en"})
    team.force_login(cast.assessor)
    assert "must not be rung" in words(team.get(reverse("reception")))
    shown = words(team.get(reverse("received", args=[row.pk])))
    assert WISHES in shown
    assert "No, do not ring now" in shown
    if row.state == "sent":
        reception.take(screening_id=row.pk, by=cast.actor("assessor"), at=timezone.now())
        assert not ContactPlan.objects.get(person=row.person_id).may_ring, "nor when someone takes it"


def test_a_second_seed_is_shown_back_word_for_word(page, cast, today):
    row = asked(cast, today, "not_confirmed")
    day = timezone.localdate(today) + timedelta(days=28)
    told = {"given_words": "Døren er åben", "given": ["number"], "ask_again_on": day.isoformat()}
    page.post(at(row, "seed"), told)
    same = page.post(at(row, "seed"), told, follow=True)
    assert "A seed has already been planted" in words(same)
    answer = page.post(at(row, "seed"), told | {"given_words": "Ring til 12 34 56 78"})
    assert answer.status_code == 409
    assert "Ring til 12 34 56 78" in words(answer)
    assert "Location" not in answer
    assert fresh(cast, row).given_words == "Døren er åben"
    assert (
        words(page.post(at(row, "route"), {"follow": "1"}, follow=True)).count("A seed has already been planted") == 1
    )


def test_another_way_in_another_window_loses_no_words_either(page, cast, today):
    row = ready(cast, today)
    kept(cast, today, row, motivated="not_ready")
    answer = page.post(at(row, "contact"), {"wishes": WISHES, "when_not_said": "on"})
    assert answer.status_code == 409
    assert WISHES in words(answer)
    assert at(row, "seed") in words(answer)


def test_the_team_is_told_what_was_typed_and_only_where_it_has_it(page, cast, today):
    row = sent(cast, today)
    tell = reverse("screening_tell_team", args=[row.pk])
    page.post(tell, {"words": WISHES})
    assert fresh(cast, row).safety_notes.get().words == WISHES
    assert page.post(tell, {"words": "  "}).status_code == 422
    other = pointed(cast, today)
    refused = page.post(reverse("screening_tell_team", args=[other.pk]), {"words": "Mere"})
    assert "The team does not have it" in words(refused)
    assert "Mere" in words(refused), "what was written stays"
    cast.actor("employee")
    assert SafetyNote.objects.filter(what="told_team").count() == 1
    with pytest.raises(Refused, match="the_team_does_not_have_it"):
        actions.tell_team(screening_id=other.pk, words="Mere", by=cast.actor("employee"), at=today)


def test_what_has_changed_since_the_last_look_is_said_before_it_is_sent(page, cast, today):
    row = ready(cast, today)
    seen = {"seen": page.get(at(row, "check")).context["form"].shown}
    page.post(at(row, "contact"), {"may_ring": "on", "days": ["0"], "hour_from": "8", "hour_to": "12"})
    answer = page.post(at(row, "check"), seen)
    assert answer.status_code == 422
    assert "How it is safe" in answer.context["form"].non_field_errors()[0]
    assert fresh(cast, row).state == "started"
    again = words(answer)
    assert "between 08.00 and 12.00" in again
    assert page.post(at(row, "check"), {"seen": answer.context["form"].shown}).status_code == 302
    assert fresh(cast, row).state == "sent"


def test_what_is_sent_in_the_very_moment_before_loses_no_danger(page, cast, today, monkeypatch):
    row = ready(cast, today)
    path = step_views.rules.path

    def sent_meanwhile(told):
        monkeypatch.setattr(step_views.rules, "path", path)
        actions.send(screening_id=row.pk, by=cast.actor("employee"), at=today)
        return path(told)

    monkeypatch.setattr(step_views.rules, "path", sent_meanwhile)
    answer = page.post(at(row, "safety"), SAFE | {"danger": "yes"})
    assert answer["Location"] == reverse("screening_duties", args=[row.pk])
    assert said_of(fresh(cast, row)) == {"life"}
    assert Duty.objects.count() == 1


@pytest.mark.parametrize("used", [False, True])
def test_a_new_code_says_what_becomes_of_the_old_one(page, cast, today, used):
    planted = seed(cast, today, given=("code",))
    if used:
        Mailbox.objects.filter(pk=planted.opened.mailbox.pk).update(last_opened_at=today)
    shown = words(page.get(reverse("screening", args=[planted.row.pk])))
    assert ("it stays hers or his" in shown) is used
    assert ("then opens nothing any more" in shown) is not used
