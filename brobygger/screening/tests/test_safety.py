"""Danger does not wait: its door and its duty come at once, in words everywhere, and it is not unsaid silently."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brobygger.base.decision import Refused
from brobygger.duties import actions as duty_actions
from brobygger.duties.models import Duty, Happening
from brobygger.mailbox import actions as mailbox
from brobygger.screening import actions, queries, state_change
from brobygger.screening.danger_said import said_of
from brobygger.screening.models import SafetyNote
from brobygger.screening.states import ScreeningState
from brobygger.screening.tests.making import (  # fmt: skip
    answered,
    asked,
    begun,
    fitting,
    herself,
    kept,
    looked_and_sent,
    pointed,
    ready,
    seed,
    sent,
)

pytestmark = pytest.mark.django_db
COURSE = "risk_assessment_and_course"
SAFE = {"danger": "no", "child_worry": "no", "a-acute_protection": "no", "a-adult": "yes"}


@pytest.fixture
def today():
    return timezone.now()


@pytest.fixture
def page(cast):
    made = Client(headers={"accept-language": "en"})
    made.force_login(cast.employee)
    return made


@pytest.fixture
def row(cast, today):
    """Asked and confirmed; nothing said of danger yet."""
    return kept(cast, today, begun(cast, today), signs=["afraid"], asked="confirmed")


def at(row, name):
    return reverse("screening_step", args=[row.pk, name])


def first(row):
    return reverse("screening_duties", args=[row.pk])


def words(answer):
    return unescape(answer.content.decode())


def kinds():
    return sorted(Duty.objects.values_list("kind", flat=True))


def said(row):
    return said_of(queries.ROWS.get(pk=row.pk))


@pytest.mark.parametrize(
    ("answers", "duties", "seen"),
    [
        ({"danger": "yes"}, ["police_danger"], "tel:112"),
        ({"child_worry": "yes"}, ["underretning_133"], "§ 133"),
        ({"a-adult": "no"}, ["underretning_133"], "an underretning about her or him?"),
        ({"a-acute_protection": "yes"}, [], "Ring a shelter together"),
        ({"danger": "yes", "child_worry": "yes", "a-adult": "no"}, ["police_danger", "underretning_133"], "tel:112"),
        ({"danger": "unknown"}, [], "taken you by the throat"),
        ({"child_worry": "unknown"}, [], "Are there children at home?"),
        ({"a-acute_protection": "unknown"}, [], "Is there somewhere you can sleep?"),
        ({"a-adult": "unknown"}, [], "How old are you?"),
    ],
)
def test_each_answer_has_its_door_or_its_duty_or_its_advice_at_once(page, row, answers, duties, seen):
    assert page.post(at(row, "safety"), SAFE | answers)["Location"] == first(row)
    assert kinds() == duties, "a yes makes the duty, and what is not known decides nothing"
    assert seen in words(page.get(first(row)))


def test_where_nothing_is_wrong_the_form_goes_on(page, row):
    assert page.post(at(row, "safety"), SAFE)["Location"] == at(row, "motivated")
    assert not Duty.objects.exists()


def test_nothing_about_safety_is_answered_by_itself(page, row):
    answer = page.post(at(row, "safety"), {})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(SAFE)


def test_a_shelter_waits_for_no_other_question(page, row):
    page.post(at(row, "safety"), SAFE | {"a-acute_protection": "yes"})
    assert page.get(first(row)).context["shelters"]
    assert page.post(at(row, "motivated"), {"motivated": "yes"})["Location"] == at(row, "route")
    assert page.post(at(row, "route"), {"follow": "1"})["Location"] == at(row, "door")


def test_what_was_answered_on_the_page_of_safety_is_not_asked_again(page, cast, row, today):
    page.post(at(row, "safety"), SAFE)
    page.post(at(row, "motivated"), {"motivated": "yes"})
    shown = words(page.get(at(row, "criteria")))
    assert "a-acute_protection" not in shown
    assert "a-adult" not in shown
    fits = {f"a-{key}": value for key, value in fitting(cast, today, cast.actor("employee")).items()}
    assert page.post(at(row, "criteria"), fits)["Location"] == at(row, "route")


def test_where_no_shelter_is_needed_after_all_the_other_questions_are_asked(page, row):
    page.post(at(row, "safety"), SAFE | {"a-acute_protection": "yes"})
    page.post(at(row, "motivated"), {"motivated": "yes"})
    assert page.post(at(row, "safety"), SAFE | {"why": "Hun bor hos sin søster"})["Location"] == at(row, "criteria")


@pytest.mark.parametrize("name", ["motivated", "criteria", "route", "who", "contact", "consent", "check"])
def test_danger_goes_along_in_words_onto_each_page(page, cast, today, name):
    row = ready(cast, today)
    kept(cast, today, row, danger="yes")
    shown = words(page.get(at(row, name)))
    assert "Danger to life." in shown
    assert "Your duty to tell the police is not settled." in shown


def test_danger_goes_along_onto_the_door(page, cast, today):
    row = answered(cast, today, answers={"stalking": "yes"})
    kept(cast, today, row, danger="yes", child_worry="yes")
    advised(cast, row, today)
    shown = words(page.get(at(row, "door")))
    assert "Your duty to tell the police is not settled." in shown
    assert "Your duty to make an underretning is not settled." in shown


def test_it_stands_on_her_list_until_the_duty_is_settled(page, cast, today):
    row = asked(cast, today, danger="yes")
    shown = page.get(reverse("screenings"))
    assert [one.row.pk for one in shown.context["lists"].danger] == [row.pk]
    assert "The police have not been told" in words(shown)
    bad = page.post(first(row), {"kind": "police_danger", "why_not": "1", "reason": " "})
    assert bad.status_code == 422
    assert "Write why not." in words(bad)
    page.post(first(row), {"kind": "police_danger", "why_not": "1", "reason": "Politiet var der i morges"})
    assert Duty.objects.get().state == "decided_not_to_notify"
    assert "Politiet var der i morges" in [one.words for one in Happening.objects.all()]
    assert page.get(reverse("screenings")).context["lists"].danger == []
    assert "You have settled your duty to tell the police." in words(page.get(at(row, "motivated")))


def test_112_is_noted_with_the_duty(page, cast, today):
    row = asked(cast, today, danger="yes")
    page.post(first(row), {"kind": "police_danger", "rang_112": "on"})
    assert Duty.objects.get().rang_112_at is not None
    assert page.post(first(row), {"kind": "underretning_133"}).status_code == 404


def test_danger_said_later_has_its_duty_too(page, cast, today):
    row = ready(cast, today)
    assert kinds() == []
    assert page.get(at(row, "safety")).status_code == 200, "the page of safety is open from everywhere"
    page.post(at(row, "safety"), SAFE | {"danger": "yes"})
    assert kinds() == ["police_danger"]
    page.post(at(row, "safety"), SAFE | {"danger": "yes"})
    assert kinds() == ["police_danger"], "the same danger has one duty"
    assert Duty.objects.get().holder_id == cast.employee.pk


def test_an_age_under_18_on_a_later_page_raises_the_question_too(page, cast, today):
    row = ready(cast, today)
    page.post(at(row, "who"), {"who": "known", "given_name": "Maria", "age_group": "0_17"})
    assert kinds() == ["underretning_133"]
    older = {"who": "known", "given_name": "Maria", "age_group": "18_29"}
    assert page.post(at(row, "who"), older).status_code == 422, "it is not unsaid by a slip"
    page.post(at(row, "safety"), SAFE | {"why": "Hun er fyldt 18"})
    assert page.post(at(row, "who"), older).status_code == 302


@pytest.mark.parametrize(
    ("answer", "about"),
    [
        ({"danger": "yes"}, "life"),
        ({"child_worry": "yes"}, "child"),
        ({"a-adult": "no"}, "minor"),
        ({"a-acute_protection": "yes"}, "protection"),
    ],
)
@pytest.mark.parametrize("instead", ["no", "unknown"])
def test_danger_is_taken_back_with_a_reason_and_ends_no_duty(page, row, answer, about, instead):
    page.post(at(row, "safety"), SAFE | answer)
    held = [(one.pk, one.state) for one in Duty.objects.all()]
    now = SAFE if instead == "no" else SAFE | dict.fromkeys(answer, "unknown")
    refused = page.post(at(row, "safety"), now)
    assert refused.status_code == 422
    assert "Write why it is not so" in words(refused)
    assert about in said(row)
    page.post(at(row, "safety"), now | {"why": "Det var en anden borger"})
    assert about not in said(row)
    noted = SafetyNote.objects.get(what="taken_back")
    assert (noted.about, noted.words) == (about, "Det var en anden borger")
    assert [(one.pk, one.state) for one in Duty.objects.all()] == held, "the alarm goes on until she settles it"
    assert not held or "not settled" in words(page.get(at(row, "motivated")))


def test_a_page_that_saves_by_itself_takes_nothing_back(page, row):
    page.post(at(row, "safety"), SAFE | {"danger": "yes", "a-acute_protection": "yes"})
    page.post(reverse("screening_keep", args=[row.pk, "safety"]), SAFE)
    assert said(row) == {"life", "protection"}


YES = [
    ({"danger": "yes"}, "life", "police_danger"),
    ({"child_worry": "yes"}, "child", "underretning_133"),
    ({"a-adult": "no"}, "minor", "underretning_133"),
]
WAYS = ["saved by the page itself", "half filled in"]


def told(page, row, way, answers):
    """One answer alone, as the page saves itself, or by 'Next' with the other questions open."""
    if way == "half filled in":
        return page.post(at(row, "safety"), answers)
    return page.post(reverse("screening_keep", args=[row.pk, "safety"]), answers)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("answer", "about", "kind"), YES)
def test_a_yes_that_is_stored_is_said_at_once_and_taken_back_only_with_a_reason(page, row, way, answer, about, kind):
    seen = words(told(page, row, way, answer))
    assert said(row) == {about}
    assert list(SafetyNote.objects.values_list("what", "about")) == [("said", about)]
    assert kinds() == [kind]
    assert "is not settled" in seen, "the bar stands on the very page that answers"
    assert "is not settled" in words(page.get(at(row, "safety")))
    assert "have not been told" in words(page.get(reverse("screenings"))) or kind != "police_danger"
    if way == "saved by the page itself":
        assert "the duty stands on your list" in seen
    for instead in ("yes" if about == "minor" else "no", "unknown"):
        name = next(iter(answer))
        still = words(told(page, row, way, {name: instead}))
        assert said(row) == {about}
        assert "still stands" in still or "Write why it is not so" in still
        assert "Saved at" not in still
        refused = page.post(at(row, "safety"), SAFE | {name: instead})
        assert refused.status_code == 422
        assert said(row) == {about}
    page.post(at(row, "safety"), SAFE | {"why": "valgt ved en fejl"})
    assert said(row) == set()
    assert SafetyNote.objects.get(what="taken_back").words == "valgt ved en fejl"
    assert Duty.objects.count() == 1


def test_a_yes_over_a_no_or_not_known_is_said_when_the_page_saves_itself(page, row):
    page.post(at(row, "safety"), SAFE | {"a-adult": "unknown", "danger": "unknown"})
    told(page, row, WAYS[0], {"a-adult": "no"})
    told(page, row, WAYS[0], {"danger": "yes", "a-acute_protection": "yes"})
    assert said(row) == {"minor", "life", "protection"}
    assert kinds() == ["police_danger", "underretning_133"]


def test_under_18_where_it_is_asked_who_it_is_has_its_duty_at_once(page, cast, today):
    row = ready(cast, today)
    keep = reverse("screening_keep", args=[row.pk, "who"])
    assert "the duty stands on your list" in words(page.post(keep, {"age_group": "0_17"}))
    assert kinds() == ["underretning_133"]
    assert "still stands" in words(page.post(keep, {"age_group": "30_39"}))
    who = {"who": "known", "given_name": "Maja", "age_group": "30_39"}
    refused = page.post(at(row, "who"), who)
    assert "Write why it is not so" in words(refused)
    assert 'name="why"' in words(refused)
    assert page.post(at(row, "who"), who | {"why": "valgt ved en fejl"}).status_code == 302
    assert said(row) == set()
    assert SafetyNote.objects.get(what="taken_back").words == "valgt ved en fejl"


def test_said_anew_after_it_was_settled_it_has_a_new_duty(page, row):
    page.post(at(row, "safety"), SAFE | {"danger": "yes"})
    page.post(first(row), {"kind": "police_danger", "why_not": "1", "reason": "Det var før"})
    page.post(at(row, "safety"), SAFE | {"why": "Det var før"})
    page.post(at(row, "safety"), SAFE | {"danger": "yes"})
    assert sorted(Duty.objects.values_list("state", flat=True)) == ["decided_not_to_notify", "raised"]


def test_what_the_page_saved_by_itself_first_is_said_when_it_is_sent(page, row):
    """While one clicks the page saves; what is said is noted and has its duty all the same, also the second time."""
    for told in (SAFE | {"danger": "yes"}, SAFE | {"why": "Det var før"}, SAFE | {"danger": "yes"}):
        page.post(reverse("screening_keep", args=[row.pk, "safety"]), told)
        page.post(at(row, "safety"), told)
        for duty in Duty.objects.filter(state="raised")[:1]:
            page.post(first(row), {"kind": duty.kind, "why_not": "1", "reason": "Politiet ved det"})
    assert list(SafetyNote.objects.order_by("id").values_list("what", flat=True)) == ["said", "taken_back", "said"]
    assert Duty.objects.count() == 2


def test_in_the_second_conversation_it_is_asked_and_raised_anew(page, cast, today):
    planted = seed(cast, today).row
    new = actions.ask_again(screening_id=planted.pk, by=cast.actor("employee"), at=today)
    page.post(at(new, "question"), {"asked": "confirmed"})
    assert page.get(reverse("screening", args=[new.pk]))["Location"] == at(new, "safety")
    page.post(at(new, "safety"), SAFE | {"danger": "yes"})
    assert kinds() == ["police_danger"]


@pytest.mark.parametrize("answer", [{"danger": "yes"}, {"a-acute_protection": "yes"}])
def test_nobody_in_danger_is_left_with_a_seed_alone(page, cast, row, today, answer):
    page.post(at(row, "safety"), SAFE | answer)
    assert page.post(at(row, "motivated"), {"motivated": "not_ready"})["Location"] == at(row, "advice")
    assert page.get(at(row, "seed"))["Location"] == at(row, "advice")
    by, on = cast.actor("employee"), timezone.localdate(today)
    day = on + timedelta(days=7)
    with pytest.raises(Refused):
        actions.plant_seed(screening_id=row.pk, words="Døren er åben", given=[], ask_again_on=day, by=by, at=today)
    told = {"given": ["phone"], "light": "agreed", "given_by": "Sofie", "given_on": on.isoformat(), "words": "Søsteren"}
    half = page.post(at(row, "advice"), told | {"given": []})
    assert half.status_code == 422
    assert "Søsteren" in words(half)
    assert page.post(at(row, "advice"), told | {"given_on": day.isoformat()}).status_code == 422
    assert page.post(at(row, "advice"), told)["Location"] == at(row, "seed")
    noted = SafetyNote.objects.get(what="advice")
    assert (noted.advice, noted.given_by, noted.given_on, noted.words) == (["phone"], "Sofie", on, "Søsteren")
    assert noted.noted_by_id == cast.employee.pk
    page.post(at(row, "seed"), {"given": ["that_help_is_there"], "ask_again_on": day.isoformat()})
    assert "Søsteren" in words(page.get(reverse("screening", args=[row.pk])))


def test_no_way_now_against_a_shelter_meets_safety_first(page, cast, today):
    row = answered(cast, today, answers={"acute_protection": "yes"}, route="none_for_now", reason="her_wish")
    now = reverse("screening", args=[row.pk])
    assert page.get(now)["Location"] == at(row, "advice")
    advice = actions.Advice(["phone"], "agreed", "Sofie", timezone.localdate(today))
    actions.give_advice(screening_id=row.pk, advice=advice, by=cast.actor("employee"), at=today)
    assert page.get(now)["Location"] == at(row, "seed")
    kept(cast, today, row, danger="yes")
    assert page.get(now)["Location"] == at(row, "advice"), "more was said since: once more"


@pytest.mark.parametrize("end", ["find_no_sign", "throw_away"])
def test_a_registration_with_danger_is_not_ended_as_nothing(cast, today, end):
    row, by = asked(cast, today, danger="yes"), cast.actor("employee")
    with pytest.raises(Refused) as refused:
        getattr(actions, end)(screening_id=row.pk, by=by, at=today)
    assert refused.value.reason == "danger_stands"
    actions.keep_step(screening_id=row.pk, told={"danger": "no"}, why="Forkert borger", by=by, at=today)
    getattr(actions, end)(screening_id=row.pk, by=by, at=today)


def test_danger_that_nobody_has_a_duty_of_waits_for_someone(cast, today):
    def waiting():
        by = cast.actor("project_leader")
        return [one.id for one in queries.under_way(by, zone_id=cast.koege.pk) if one.kind == "danger"]

    row, _she = herself(cast, today, danger="yes", child_worry="yes")
    assert waiting() == [row.pk]
    told = {"zone_id": cast.koege.pk, "about": "screening", "about_id": row.pk, "at": today}
    duty_actions.raise_duty(kind="police_danger", by=cast.actor("assessor"), **told)
    assert waiting() == [row.pk], "the child's is not raised yet"
    duty_actions.raise_duty(kind="underretning_133", by=cast.actor("assessor"), **told)
    assert waiting() == []


def test_a_no_when_she_comes_back_does_not_unsay_her_danger(cast, today):
    mine = mailbox.open_mailbox(zone_id=cast.koege.pk, by=cast.actor("employee"), at=today).mailbox
    row, _she = herself(cast, today, danger="yes", mailbox_id=mine.pk)
    herself(cast, today, danger="no", mailbox_id=mine.pk)
    assert queries.ROWS.get(pk=row.pk).detection.danger == "yes"
    assert SafetyNote.objects.get().what == "said_no_later"


def test_the_need_of_protection_has_its_bar_on_each_page(page, row):
    page.post(at(row, "safety"), SAFE | {"a-acute_protection": "yes"})
    page.post(at(row, "motivated"), {"motivated": "yes"})
    for name in ("safety", "signs", "question", "motivated", "route"):
        shown = words(page.get(at(row, name)))
        assert "Needs protection here and now." in shown, name
        assert first(row) in shown, "it leads to whom to ring"
    kept_by_itself = page.post(reverse("screening_keep", args=[row.pk, "signs"]), {"known_as": "Onsdag"})
    assert "Needs protection here and now." in words(kept_by_itself)


def test_the_need_of_protection_goes_along_to_the_check_and_the_end_and_is_gone_where_it_is_taken_back(
    page, cast, today
):
    row = ready(cast, today)
    page.post(at(row, "safety"), SAFE | {"a-acute_protection": "yes"})
    page.post(at(row, "criteria"), {})
    actions.choose_route(
        screening_id=row.pk, route=COURSE, reason="her_wish", by=cast.actor("employee"), at=today
    )  # fmt: skip
    advised(cast, row, today)
    assert "Needs protection here and now." in words(page.get(at(row, "check")))
    looked_and_sent(page, row)
    assert "Needs protection here and now." in words(page.get(reverse("screening", args=[row.pk])))
    assert "Needs protection here and now." not in words(page.get(reverse("screening", args=[ready(cast, today).pk])))


def test_on_her_list_the_need_of_protection_stands_in_words(page, row):
    page.post(at(row, "safety"), SAFE | {"a-acute_protection": "yes"})
    shown = page.get(reverse("screenings"))
    assert [one.row.pk for one in shown.context["lists"].danger] == [row.pk]
    assert "Needs protection here and now" in words(shown)


# A draft from before it was noted that danger was said: the answer stands, and no note of it.


def old_draft(cast, today, **told):
    row = asked(cast, today)
    state_change.keep(row, **told)
    return row


@pytest.mark.parametrize(("told", "about"), [({"danger": "yes"}, "life"), ({"child_worry": "yes"}, "child")])
def test_an_old_yes_is_not_unsaid_without_a_reason(page, cast, today, told, about):
    row = old_draft(cast, today, **told)
    assert page.post(at(row, "safety"), SAFE).status_code == 422
    assert said(row) == {about}
    page.post(at(row, "safety"), SAFE | {"why": "En anden borger"})
    assert said(row) == set()
    assert (SafetyNote.objects.get().what, SafetyNote.objects.get().words) == ("taken_back", "En anden borger")


def test_an_old_yes_claims_no_duty_until_it_has_one(page, cast, today):
    row = old_draft(cast, today, danger="yes")
    assert "You have not raised the duty to tell the police" in words(page.get(at(row, "motivated")))
    seen = words(page.post(reverse("screening_keep", args=[row.pk, "motivated"]), {"motivated": "yes"}))
    assert "the duty stands" not in seen, "it was not said just now"
    assert kinds() == ["police_danger"], "but from now on it has its duty"


def test_what_was_never_asked_of_safety_is_asked_before_she_goes_on(page, cast, today):
    """Also where danger and the child were answered, and the page was left before the rest."""
    row = kept(cast, today, begun(cast, today), signs=["afraid"], asked="not_confirmed", danger="no", child_worry="no")
    now = reverse("screening", args=[row.pk])
    assert page.get(now)["Location"] == at(row, "safety")
    assert page.get(at(row, "seed"))["Location"] == at(row, "safety")
    page.post(at(row, "safety"), {"danger": "no", "child_worry": "no", "a-adult": "yes"})
    assert page.get(now)["Location"] == at(row, "safety"), "half of it is not enough"
    page.post(at(row, "safety"), SAFE)
    assert page.get(now)["Location"] == at(row, "seed")


# Taken back where it is no draft any more: by the employee, as long as the team has it not.


def advised(cast, row, today):
    advice = actions.Advice(["phone"], "agreed", "Sofie", timezone.localdate(today))
    return actions.give_advice(screening_id=row.pk, advice=advice, by=cast.actor("employee"), at=today)


def seed_in_danger(cast, today):
    row = asked(cast, today, "not_confirmed", danger="yes", child_worry="yes")
    advised(cast, row, today)
    day = timezone.localdate(today) + timedelta(days=7)
    told = {"words": "Døren er åben", "given": [], "ask_again_on": day}
    return actions.plant_seed(screening_id=row.pk, **told, by=cast.actor("employee"), at=today).row


def test_danger_in_a_seed_is_taken_back_with_a_reason(page, cast, today):
    row = seed_in_danger(cast, today)
    shown, door = reverse("screening", args=[row.pk]), reverse("screening_danger_back", args=[row.pk])
    assert door in words(page.get(shown))
    for half in ({"dangers": ["life"]}, {"why": "Forkert"}, {"dangers": ["protection"], "why": "Forkert"}):
        assert page.post(door, half).status_code == 422
    assert said(row) == {"life", "child"}
    assert page.post(door, {"dangers": ["life"], "why": "Forkert borger"}).status_code == 302
    assert said(row) == {"child"}
    assert "Forkert borger" in words(page.get(shown))
    assert kinds() == ["police_danger", "underretning_133"], "no duty is ended by it"


def test_what_the_team_has_is_the_teams_to_take_back(page, cast, today):
    row = ready(cast, today)
    kept(cast, today, row, danger="yes")
    actions.send(screening_id=row.pk, by=cast.actor("employee"), at=today)
    assert "screening_danger_back" not in words(page.get(reverse("screening", args=[row.pk])))
    with pytest.raises(Refused, match="the_team_has_it"):
        actions.take_danger_back(
            screening_id=row.pk, dangers=["life"], why="Forkert", by=cast.actor("employee"), at=today
        )
    assert said(row) == {"life"}


# Every way out leads to the page of safety.


def sent_and_withdrawn(cast, today):
    row = sent(cast, today)
    return actions.withdraw_consent(screening_id=row.pk, by=cast.actor("employee"), at=today)


def after(deed, make, **told):
    """The registration as it stands after one more deed."""

    def made(cast, today):
        row = make(cast, today)
        getattr(actions, deed)(screening_id=getattr(row, "row", row).pk, **told, by=cast.actor("employee"), at=today)
        return queries.ROWS.get(pk=getattr(row, "row", row).pk)

    return made


def said_no_to_the_team(cast, today):
    row, day = ready(cast, today, consent="no"), timezone.localdate(today) + timedelta(days=28)
    told = {"words": "Døren er åben", "given": [], "ask_again_on": day}
    return actions.plant_seed(screening_id=row.pk, **told, by=cast.actor("employee"), at=today).row


def came_back(cast, today):
    planted = seed(cast, today, given=("code",))
    herself(cast, today, mailbox_id=planted.opened.mailbox.pk, may_follow=True)
    cast.actor("employee")
    return queries.ROWS.get(pk=planted.row.pk)


def no_way_now(cast, today):
    row, day = answered(cast, today, "none_for_now", "her_wish"), timezone.localdate(today) + timedelta(days=28)
    told = {"words": "Døren er åben", "given": [], "ask_again_on": day}
    return actions.plant_seed(screening_id=row.pk, **told, by=cast.actor("employee"), at=today).row


EXITS = {
    "no sign after all": after("find_no_sign", begun),
    "not confirmed": lambda cast, today: seed(cast, today).row,
    "in danger and not now": seed_in_danger,
    "no to the team": said_no_to_the_team,
    "no way now": no_way_now,
    "came back of her own accord": came_back,
    "not asked again": after("let_lie", seed, words="Er flyttet"),
    "another door": pointed,
    "came there": after("follow_up", pointed, outcome="came_there"),
    "did not come there": after("follow_up", pointed, outcome="did_not_come_there"),
    "not known there": after("follow_up", pointed, outcome="not_known_there"),
    "the yes taken back": sent_and_withdrawn,
    "begun by mistake": after("throw_away", begun),
    "sent": sent,
}


@pytest.mark.parametrize("exit", EXITS)
def test_each_way_out_leads_to_the_page_of_safety(page, cast, today, exit):
    row = EXITS[exit](cast, today)
    assert at(row, "safety") in words(page.get(reverse("screening", args=[row.pk])))
    safety_page = at(row, "advice")
    assert safety_page in words(page.get(reverse("screening", args=[row.pk])))
    shown = words(page.get(safety_page))
    assert "ring 112" in shown or "There is danger" in shown
    told = {"given": ["phone"], "light": "nobody", "given_by": "Sofie", "given_on": timezone.localdate(today)}
    assert page.post(safety_page, told)["Location"] == reverse("screening", args=[row.pk])
    assert SafetyNote.objects.filter(what="advice", screening=row).exists()


def test_every_state_that_ends_is_walked(cast, today):
    """A new way out belongs in the list above."""
    walked = {str(make(cast, today).state) for make in EXITS.values()}
    theirs = {"taken", "conversation_held", "came_to_nothing"}  # the team's, tried in reception
    assert walked | theirs | {"started", "asked_again"} == set(ScreeningState.values)


def test_the_code_that_she_goes_with_leads_to_it_too(page, cast, today):
    row = seed(cast, today, given=("code",)).row
    assert at(row, "advice") in words(page.post(reverse("screening_code", args=[row.pk]), follow=True))


@pytest.mark.parametrize("route", ["volunteer_offer", "none_for_now", "stalking_centre"])
def test_no_other_door_in_danger_of_life_before_advice(page, cast, today, route):
    row = answered(cast, today, route, "her_wish")
    kept(cast, today, row, danger="yes")
    assert page.get(reverse("screening", args=[row.pk]))["Location"] == at(row, "advice")
