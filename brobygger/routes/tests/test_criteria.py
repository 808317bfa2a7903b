"""The questions are changed by two leaders, forwards in time, and every step is told in the trail."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.routes import actions, in_words, queries, rules, shipping
from brobygger.routes.codes import Answer, Route
from brobygger.routes.models import CourseCriteria, Criterion
from brobygger.trail.models import Entry
from conftest import runs, standing_cast

NEW = {
    "question_da": "Kan borgeren komme til samtaler om dagen?",
    "question_en": "Can she or he come to talks by day?",
    "name_da": "Kan om dagen",
    "name_en": "Free by day",
    "help_da": "",
    "help_en": "",
    "fits": "yes",
    "otherwise": "other_municipal_offer",
    "kind": "inclusion",
    "source": "",
}


@pytest.fixture
def draft(cast, now):
    return actions.draft_criteria(programme_id=cast.outpatient.pk, by=cast.actor("project_leader"), at=now)


def by(cast, now, who="project_leader"):
    return {"by": cast.actor(who), "at": now}


def change(draft, cast, now, key="adult", who="project_leader", seen="", **told):
    asked = draft.criteria.get(key=key)
    return actions.change_question(
        criteria_id=draft.pk, key=key, told=told, seen=seen or queries.stamp_of_question(asked), **by(cast, now, who)
    )


def propose(draft, cast, now, who="project_leader"):
    draft.refresh_from_db()
    actions.propose_criteria(criteria_id=draft.pk, seen=queries.stamp_of_all(draft), **by(cast, now, who))


def approve(draft, cast, now, who="second_project_leader"):
    draft.refresh_from_db()
    return actions.approve_criteria(criteria_id=draft.pk, seen=queries.stamp_of_all(draft), **by(cast, now, who))


def why_not(deed, *told, **named):
    """The reason for which the deed is refused; "done" where it is not."""
    try:
        deed(*told, **named)
    except Refused as refused:
        return refused.reason
    return "done"


def keys(criteria):
    return [row.key for row in queries.criteria_of(criteria)]


def test_every_installation_has_the_questions_of_the_seed(cast, now):
    held = queries.criteria_in_force(cast.actor("employee"), programme_id=cast.outpatient.pk, on=day_of(now))
    assert held.number == 1
    assert keys(held) == [row["key"] for row in shipping.told()["questions"]]
    with translation.override("en"):
        assert held.also_welcome[1] == "With children and without."
    with translation.override("da"):
        assert held.also_welcome[1] == "Både med og uden børn."
        assert queries.criteria_of(held)[0].question.startswith("Har borgeren brug for beskyttelse")


def test_shipping_again_leaves_a_programme_its_own(committed):
    shipping.ship()
    assert CourseCriteria.objects.using("owner").filter(programme=standing_cast().outpatient).count() == 1


def test_a_day_before_every_version_has_the_earliest(cast):
    who = cast.actor("assessor")
    assert queries.criteria_in_force(who, programme_id=cast.outpatient.pk, on=date(2001, 1, 1)).number == 1


def test_a_programme_without_questions_has_none(cast, now):
    runs(cast.koege, cast.outpatient, cast.programme)
    with pytest.raises(NotFound):
        queries.criteria_in_force(cast.actor("employee"), programme_id=cast.programme.pk, on=day_of(now))


@pytest.mark.parametrize("who", ["owner", "leader", "stranger", "coordinator"])
def test_others_than_those_of_the_programme_find_nothing(cast, now, who):
    with pytest.raises(NotFound):
        queries.criteria_in_force(cast.actor(who), programme_id=cast.outpatient.pk, on=day_of(now))


def test_why_a_door_is_suggested_is_said_in_words(cast, now):
    held = queries.criteria_in_force(cast.actor("employee"), programme_id=cast.outpatient.pk, on=day_of(now))
    asked = queries.questions(held)
    with translation.override("en"):
        found = rules.route(asked, {"stalking": Answer.YES}, motivated=True)
        assert in_words.why(held, found) == ["Is there stalking that calls for special safety? The answer is yes."]
        assert [row.key for row in queries.open_questions(held, found)] == ["acute_protection", "honour_conflict"]
        found = rules.route(asked, {"adult": Answer.NO}, motivated=True)
        assert in_words.why(held, found) == ["Is she or he 18 or older? The answer is no."]
        assert in_words.why(held, rules.route(asked, {}, motivated=False)) == ["She or he does not want help now."]
        found = rules.route(asked, {}, motivated=True)
        assert in_words.why(held, found) == ["Nothing that is known speaks against the course."]


def test_a_draft_is_a_copy_of_what_holds_and_begins_in_a_week(draft, cast, now):
    assert (draft.number, draft.state, draft.valid_from) == (2, "draft", date(2026, 11, 25))
    assert queries.is_like_before(draft)
    assert (draft.drafted_by, draft.drafted_at) == (cast.project_leader, now)


def test_only_one_draft_is_open_at_a_time(draft, cast, now):
    again = {"programme_id": cast.outpatient.pk, **by(cast, now, "odense_leader")}
    assert why_not(actions.draft_criteria, **again) == "a_draft_is_open"
    with pytest.raises(IntegrityError, match="one_open_draft"), transaction.atomic():
        CourseCriteria.objects.create(programme=cast.outpatient, number=9, valid_from=day_of(now))


@pytest.mark.parametrize("who", ["employee", "resource_person", "assessor", "officer", "leader"])
def test_for_others_than_leaders_there_is_nothing_to_change(cast, now, who):
    with pytest.raises(NotFound):
        actions.draft_criteria(programme_id=cast.outpatient.pk, **by(cast, now, who))


def test_the_whole_way_from_draft_to_holding(draft, cast, now):
    change(draft, cast, now, otherwise="volunteer_offer")
    assert not queries.is_like_before(draft)
    propose(draft, cast, now)
    approved = approve(draft, cast, now)
    assert (approved.proposed_by, approved.approved_by) == (cast.project_leader, cast.second_project_leader)
    employee = cast.actor("employee")
    on = [date(2026, 11, 24), date(2026, 11, 25)]
    held = [queries.criteria_in_force(employee, programme_id=cast.outpatient.pk, on=day).number for day in on]
    assert held == [1, 2]
    told = Entry.objects.filter(about_kind="coursecriteria").order_by("id").values_list("what", "by_id", "zone_id")
    leader, second, zone = cast.project_leader.pk, cast.second_project_leader.pk, cast.koege.pk
    assert list(told) == [
        ("routes.criteria_drafted", leader, zone),
        ("routes.question_changed", leader, zone),
        ("routes.criteria_proposed", leader, zone),
        ("routes.criteria_approved", second, zone),
    ]
    noted = Entry.objects.get(what="routes.question_changed").facts
    assert noted.pop("question"), "which question it was, by its number"
    assert noted == {
        "fits": "yes",
        "otherwise": "volunteer_offer",
        "was_fits": "yes",
        "was_otherwise": "other_municipal_offer",
    }


def test_a_version_that_holds_can_be_read_by_number_and_what_was_answered_stays_with_it(draft, cast, now):
    first = queries.criteria_in_force(cast.actor("employee"), programme_id=cast.outpatient.pk, on=day_of(now))
    before = [queries.stamp_of_question(row) for row in queries.criteria_of(first)]
    change(draft, cast, now, question_da="Er borgeren 18 år eller mere?")
    propose(draft, cast, now)
    approve(draft, cast, now)
    again = queries.criteria_by_id(cast.actor("employee"), first.pk)
    assert [queries.stamp_of_question(row) for row in queries.criteria_of(again)] == before


def test_nobody_approves_what_she_proposed_or_drafted(draft, cast, now):
    change(draft, cast, now, otherwise="volunteer_offer")
    propose(draft, cast, now, who="second_project_leader")
    for who in ("project_leader", "second_project_leader"):
        assert why_not(approve, draft, cast, now, who=who) == "second_leader_needed"
    assert why_not(approve, draft, cast, now, who="odense_leader") == "done"  # the programme is both municipalities'


@pytest.mark.parametrize("field", ["proposed_by", "drafted_by"])
def test_the_database_refuses_self_approval(draft, cast, now, field):
    rows = CourseCriteria.objects.filter(pk=draft.pk)
    rows.update(proposed_by=cast.project_leader, drafted_by=cast.project_leader, proposed_at=now)
    rows.update(**{field: cast.second_project_leader})
    with pytest.raises(IntegrityError, match="a_second_leader_approves_course_criteria"), transaction.atomic():
        rows.update(approved_by=cast.second_project_leader, approved_at=now)


def test_the_database_refuses_questions_that_hold_without_two_leaders(draft):
    with pytest.raises(IntegrityError, match="two_leaders"), transaction.atomic():
        CourseCriteria.objects.filter(pk=draft.pk).update(state="approved")


@pytest.mark.parametrize(("field", "value"), [("otherwise", "none_for_now"), ("fits", "unknown")])
def test_the_database_refuses_a_question_that_leads_nowhere(draft, field, value):
    with pytest.raises(IntegrityError), transaction.atomic():
        Criterion.objects.filter(criteria=draft).update(**{field: value})


def test_questions_do_not_begin_to_hold_in_the_past(draft, cast, now):
    change(draft, cast, now, otherwise="volunteer_offer")
    propose(draft, cast, now)
    late = now + timedelta(days=8)
    assert why_not(approve, draft, cast, late) == "valid_from_has_passed"
    actions.return_to_draft(criteria_id=draft.pk, **by(cast, now))
    assert why_not(propose, draft, cast, late) == "valid_from_has_passed"


def test_a_draft_that_changes_nothing_is_not_proposed(draft, cast, now):
    assert why_not(propose, draft, cast, now) == "nothing_is_changed"


def test_nobody_approves_something_else_than_she_has_read(draft, cast, now):
    change(draft, cast, now, otherwise="volunteer_offer")
    propose(draft, cast, now)
    draft.refresh_from_db()
    read = queries.stamp_of_all(draft)
    actions.return_to_draft(criteria_id=draft.pk, **by(cast, now))
    change(draft, cast, now, otherwise="shelter")
    propose(draft, cast, now)
    asked = {"criteria_id": draft.pk, **by(cast, now, "second_project_leader")}
    assert why_not(actions.approve_criteria, **asked, seen=read) == "changed_by_another"


def test_two_leaders_at_the_same_question_lose_nothing(draft, cast, now):
    seen = queries.stamp_of_question(draft.criteria.get(key="adult"))
    change(draft, cast, now, seen=seen, otherwise="volunteer_offer")
    late = {"seen": seen, "who": "second_project_leader", "otherwise": "shelter"}
    assert why_not(change, draft, cast, now, **late) == "changed_by_another"
    assert draft.criteria.get(key="adult").otherwise == "volunteer_offer"
    change(draft, cast, now, key="stalking", who="second_project_leader", otherwise="shelter")


def test_two_leaders_at_the_day_and_the_sentences(draft, cast, now):
    told = {
        "criteria_id": draft.pk, "valid_from": date(2026, 12, 1), "note": "Efter temadagen.",
        "also_welcome_da": "Alle.", "also_welcome_en": "Everyone.", "seen": queries.stamp_of_frame(draft),
    }  # fmt: skip
    actions.change_frame(**told, **by(cast, now))
    assert why_not(actions.change_frame, **told, **by(cast, now, "second_project_leader")) == "changed_by_another"
    draft.refresh_from_db()
    with translation.override("en"):
        assert in_words.all_changes(draft) == ["The sentences about whom the course is also for are changed"]
    told |= {"valid_from": date(2026, 11, 1), "seen": queries.stamp_of_frame(draft)}
    assert why_not(actions.change_frame, **told, **by(cast, now)) == "valid_from_has_passed"
    assert "temadagen" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_a_question_is_added_last_with_a_key_that_no_other_has_had(draft, cast, now):
    first = actions.add_question(criteria_id=draft.pk, told=NEW, **by(cast, now))
    assert (first.key, keys(draft)[-1]) == ("own_1", "own_1")
    actions.strike_question(criteria_id=draft.pk, key="own_1", **by(cast, now))
    assert actions.add_question(criteria_id=draft.pk, told=NEW, **by(cast, now)).key == "own_2"


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"otherwise": "risk_assessment_and_course"}, "a_question_leads_to_another_door"),
        ({"fits": "unknown"}, "a_question_leads_to_another_door"),
        ({"question_en": " "}, "a_question_stands_in_both_languages"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused(draft, cast, now, wrong, reason):
    assert why_not(actions.add_question, criteria_id=draft.pk, told=NEW | wrong, **by(cast, now)) == reason


def test_a_struck_question_is_put_back_in_its_old_place_until_it_is_proposed(draft, cast, now):
    before = keys(draft)
    told = {"criteria_id": draft.pk, "key": "honour_conflict", **by(cast, now)}
    actions.strike_question(**told)
    assert "honour_conflict" not in keys(draft)
    assert [row.key for row in queries.struck_of(draft)] == ["honour_conflict"]
    assert why_not(actions.strike_question, **told) == "not_found"
    actions.put_back_question(**told)
    assert keys(draft) == before
    actions.strike_question(**told)
    propose(draft, cast, now)
    actions.return_to_draft(criteria_id=draft.pk, **by(cast, now))
    assert why_not(actions.put_back_question, **told) == "not_found"


def test_the_last_question_is_not_struck(draft, cast, now):
    for key in keys(draft)[1:]:
        actions.strike_question(criteria_id=draft.pk, key=key, **by(cast, now))
    told = {"criteria_id": draft.pk, "key": "acute_protection", **by(cast, now)}
    assert why_not(actions.strike_question, **told) == "the_course_needs_a_question"


def test_questions_change_places_past_one_that_is_struck(draft, cast, now):
    told = {"criteria_id": draft.pk, **by(cast, now)}
    actions.strike_question(key="honour_conflict", **told)
    actions.move_question(key="stalking", earlier=True, **told)
    assert keys(draft)[:2] == ["stalking", "acute_protection"]
    actions.move_question(key="stalking", earlier=True, **told)  # it is the first: nothing happens
    actions.move_question(key="stalking", earlier=False, **told)
    assert keys(draft)[:2] == ["acute_protection", "stalking"]
    assert Entry.objects.filter(what="routes.question_moved").count() == 2


def test_what_holds_can_no_longer_be_changed(cast, now):
    held = queries.criteria_in_force(cast.actor("project_leader"), programme_id=cast.outpatient.pk, on=day_of(now))
    told = {"criteria_id": held.pk, **by(cast, now)}
    refused = "course_criteria_are_not_a_draft"
    assert why_not(change, held, cast, now) == refused
    assert why_not(actions.strike_question, key="adult", **told) == refused
    assert why_not(actions.add_question, told=NEW, **told) == refused
    for act in (actions.drop_criteria, actions.return_to_draft):
        assert why_not(act, **told) == "course_criteria_cannot_move"


def test_a_dropped_draft_makes_room_for_another(draft, cast, now):
    actions.drop_criteria(criteria_id=draft.pk, **by(cast, now, "second_project_leader"))
    again = actions.draft_criteria(programme_id=cast.outpatient.pk, **by(cast, now))
    assert again.number == draft.number + 1


def test_a_leader_whose_zone_does_not_run_the_programme_finds_nothing(draft, cast, now):
    runs(cast.odense)
    with pytest.raises(NotFound):
        queries.criteria_by_id(cast.actor("odense_leader"), draft.pk, Act.SEE_ROUTES)
    assert why_not(change, draft, cast, now, who="odense_leader") == "not_found"
    assert queries.programme_of(cast.actor("odense_leader"), zone_id=cast.odense.pk) is None


def test_what_changes_is_said_in_sentences(draft, cast, now):
    told = {"criteria_id": draft.pk, **by(cast, now)}
    change(draft, cast, now, key="adult", question_da="Er borgeren 18?", help_da="Spørg.", source="Møde", fits="no")
    change(draft, cast, now, key="stalking", otherwise="shelter")
    actions.strike_question(key="can_profit", **told)
    actions.add_question(told=NEW, **told)
    actions.move_question(key="honour_conflict", earlier=True, **told)
    with translation.override("da"):
        changes = in_words.all_changes(draft)
    assert changes == [
        "Nyt: Kan borgeren komme til samtaler om dagen?",
        "Strøget: Tror du, at en gruppe kan hjælpe borgeren?",
        "Stalking fører til en anden dør: Krisecenter (før: Dansk Stalking Center)",
        "Fyldt 18 spørges med andre ord: »Er borgeren 18?« (før: »Er borgeren fyldt 18 år?«)",
        "Fyldt 18 har fået en anden hjælpetekst",
        "Fyldt 18: nu passer nej til forløbet (før: ja)",
        "Fyldt 18 har fået et andet kort navn, en anden art eller en anden kilde",
        "Spørges i en anden rækkefølge: Æresrelateret konflikt, Beskyttelse nu, Stalking, Fyldt 18, Anden hjælp først, "
        "Vold fra en nær, Farligt at deltage, Lige fra krisecenter, Kun senfølger, Vil i gruppe",
    ]


def test_the_door_of_a_question_is_the_code_that_the_rule_reads(cast, now):
    held = queries.criteria_in_force(cast.actor("employee"), programme_id=cast.outpatient.pk, on=day_of(now))
    assert {question.otherwise for question in queries.questions(held)} == set(rules.OTHERWISE)
    assert all(isinstance(question.otherwise, Route) for question in queries.questions(held))
