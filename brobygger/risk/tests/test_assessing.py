"""An assessment from the first conversation to the day of the next look, and everything that stands in its way."""

import copy
from datetime import timedelta

import pytest

from brobygger.access.actor import Role
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.packs import actions as pack_actions
from brobygger.reach.models import TrainingKind
from brobygger.reception import actions as reception
from brobygger.reception.tests import making as reception_making
from brobygger.risk import (
    assessing,
    begun_lines,
    case_actions,
    queries,
    read_assessment,
    second_reading,
    written_actions,
)
from brobygger.risk.board import see_board
from brobygger.risk.codes import Step
from brobygger.risk.models import RiskCase, TwoRatings
from brobygger.risk.tests.making import (
    DASH,
    NO_LICENCE,
    SHORT,
    answered,
    answers,
    begun,
    both_read,
    certify,
    concluded,
    confirmed,
    evidence,
    handed_in,
    licensed,
    pack,
    refused,
    scenario,
    short,
    step,
    talked,
    team,
)
from brobygger.trail.models import Entry
from cast import give_role

pytestmark = pytest.mark.django_db


def test_a_first_conversation_has_what_follows_it_and_by_when(cast, now):
    certify(cast, now, "assessor")
    case = talked(cast, now)
    assert (case.state, case.due_because) == ("to_assess", "first")
    assert case.due_at == now + timedelta(days=7)
    assert case.assessor == cast.assessor


def test_without_a_certificate_nobody_assesses_yet(cast, now):
    assert talked(cast, now).assessor is None


@pytest.mark.parametrize(("danger", "hours"), [("yes", 24), ("unknown", 168), ("no", 168)])
def test_danger_that_is_said_in_the_conversation_gives_a_day(cast, now, danger, hours):
    row, by = reception_making.mine(cast, now), cast.actor("assessor")
    told = {"on": day_of(now), "form": "phone", "danger": danger}
    reception.note_talk(screening_id=row.pk, **told, by=by, at=now)
    assert RiskCase.objects.get().due_at == now + timedelta(hours=hours)


@pytest.mark.parametrize("left", ["danger", "assessment"])
def test_a_conversation_that_was_noted_by_mistake_takes_nobody_off_the_board(cast, now, left):
    certify(cast, now, "assessor", "second_assessor")
    licensed(cast, now)
    row, by = reception_making.mine(cast, now), cast.actor("assessor")
    told = {"on": day_of(now), "form": "phone", "danger": "yes" if left == "danger" else "no"}
    reception.note_talk(screening_id=row.pk, **told, by=by, at=now)
    case = RiskCase.objects.get()
    if left == "assessment":
        begun(cast, now, case)
    due_at = case.due_at
    reception.take_talk_back(screening_id=row.pk, by=cast.actor("assessor"), at=now)
    case.refresh_from_db()
    assert (case.state, case.due_at) == ("to_assess", due_at)


def test_a_conversation_that_was_noted_by_mistake_leaves_nothing_to_assess(cast, now):
    case = talked(cast, now)
    reception.take_talk_back(screening_id=case.screening_id, by=cast.actor("assessor"), at=now)
    case.refresh_from_db()
    assert (case.state, case.ended, case.due_at) == ("ended", "mistake", None)
    reception.note_talk(
        screening_id=case.screening_id, on=day_of(now), form="phone", by=cast.actor("assessor"), at=now
    )  # fmt: skip
    case.refresh_from_db()
    assert case.state == "to_assess"
    assert RiskCase.objects.count() == 1


def test_where_the_help_ends_nobody_looks_again(cast, now):
    case = talked(cast, now)
    reception.withdraw(screening_id=case.screening_id, by=cast.actor("assessor"), at=now)
    case.refresh_from_db()
    assert (case.state, case.ended) == ("ended", "help_ended")


def test_an_assessment_holds_and_the_next_look_has_its_day(cast, now):
    row = handed_in(cast, now)
    case = RiskCase.objects.get()
    assert row.state == "in_force"
    assert (case.state, case.due_because, day_of(case.due_at)) == (
        "followed",
        "review",
        day_of(now) + timedelta(days=30),
    )
    assert Entry.objects.filter(what="risk.assessment_moved", facts={"before": "draft", "to": "in_force"}).exists()


def test_the_last_year_is_two_stored_days(cast, now):
    row = begun(cast, now)
    assert (row.window_start.isoformat(), row.window_end.isoformat()) == ("2025-11-18", "2026-11-18")


def test_nothing_begins_without_licence_or_certificate(cast, now):
    certify(cast, now, "assessor")
    case = talked(cast, now)
    by = cast.actor("assessor")
    with refused("pack_has_no_licence_here"):
        assessing.begin(case_id=case.pk, pack_id=pack().pk, by=by, at=now)
    case_actions.name_assessors(case_id=case.pk, assessor=None, second=None, by=cast.actor("project_leader"), at=now)
    with pytest.raises(NotFound):
        assessing.begin(case_id=case.pk, pack_id=pack().pk, by=cast.actor("assessor"), at=now)


def test_a_certificate_that_runs_out_keeps_what_was_written_and_hands_in_nothing(cast, now):
    certify(cast, now, "assessor", until=day_of(now))
    licensed(cast, now)
    row = begun(cast, now, talked(cast, now))
    later = now + timedelta(days=1)
    answered(cast, later, row)
    concluded(cast, later, row)
    with refused("certificate_has_run_out"):
        assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=later)
    assert queries.answers_of(row.ratings.get())["N1.past"] == ["no"]


def test_one_assessment_is_written_at_a_time(cast, now):
    row = begun(cast, now)
    with refused("an_assessment_is_being_written"):
        begun(cast, now, row.case)


def test_every_opinion_and_the_day_of_the_next_look_are_asked_for(cast, now):
    row = begun(cast, now)
    with refused("opinion_missing"):
        assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    answered(cast, now, row)
    concluded(cast, now, row, days=None)
    with refused("next_look_missing"):
        assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    concluded(cast, now, row, days=91)
    with refused("next_look_too_far"):
        assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)


def test_where_much_is_not_known_the_next_look_is_soon(cast, now):
    row = begun(cast, now)
    answered(cast, now, row, presence="not_known")
    concluded(cast, now, row, days=30)
    with refused("next_look_sooner_where_much_is_unknown"):
        assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    concluded(cast, now, row, days=14)
    assert assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now).state == "in_force"


@pytest.mark.parametrize("how", ["opinion", "scenario"])
def test_violence_that_is_near_wants_a_step_within_a_day(cast, now, how):
    row = begun(cast, now)
    answered(cast, now, row, **({"imminence": "high"} if how == "opinion" else {}))
    if how == "scenario":
        scenario(cast, now, row, near="day")
    concluded(cast, now, row, days=8)
    step(cast, now, row, hours=30)
    with refused("near_without_a_step"):
        assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    step(cast, now, row, hours=12)
    with refused("next_look_sooner_where_violence_is_near"):
        assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    concluded(cast, now, row, days=7)
    assert assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now).state == "in_force"


def test_little_that_is_urgent_beside_a_warning_wants_a_reason(cast, now):
    case = team(cast, now)
    detection = case.screening.detection
    detection.danger = "yes"  # as it was said in the four steps
    detection.save(update_fields=["danger"])
    row = begun(cast, now, RiskCase.objects.get())
    answered(cast, now, row, priority="low")
    concluded(cast, now, row)
    with refused("least_urgent_wants_a_reason"):
        assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    concluded(cast, now, row, reason="Han er i varetægt")
    assert assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now).state == "in_force"


def test_more_that_is_urgent_holds_at_once_and_less_only_when_another_confirms(cast, now):
    first = handed_in(cast, now, priority="moderate")
    more = handed_in(cast, now, begun(cast, now, first.case), priority="high")
    assert more.state == "in_force"
    less = handed_in(cast, now, begun(cast, now, first.case), priority="low")
    assert less.state == "to_confirm"
    assert queries.holding(first.case).pk == more.pk
    with pytest.raises(Refused):
        assessing.confirm(assessment_id=less.pk, by=cast.actor("assessor"), at=now)
    confirmed(cast, now, less)
    assert queries.holding(first.case).pk == less.pk
    more.refresh_from_db()
    assert more.state == "superseded"


def test_what_is_sent_back_is_written_on_and_the_last_one_holds(cast, now):
    first = handed_in(cast, now, priority="high")
    less = handed_in(cast, now, begun(cast, now, first.case), priority="low")
    by = cast.actor("second_assessor")
    with refused("say_why_sent_back"):
        assessing.send_back(assessment_id=less.pk, words=" ", by=by, at=now)
    back = assessing.send_back(assessment_id=less.pk, words="Se på N3 igen", by=by, at=now)
    assert (back.sent_back_words, back.sent_back_by) == ("Se på N3 igen", cast.second_assessor)
    answered(cast, now, less, priority="high")
    assert assessing.hand_in(assessment_id=less.pk, by=cast.actor("assessor"), at=now).state == "in_force"


def test_the_short_version_ends_with_advice_and_asks_for_the_full_one(cast, now):
    case = team(cast, now)
    with refused("short_version_wants_experience"):
        begun(cast, now, case, SHORT)
    certify(cast, now, "assessor", gives=("risk_short",))
    row = begun(cast, now, case, SHORT)
    answered(cast, now, row, throat="yes")
    concluded(cast, now, row, days=10)
    with refused("short_ends_with_advice"):
        assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    concluded(cast, now, row, days=10, advice=["ring_112"])
    assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    case.refresh_from_db()
    assert (case.state, case.due_because, case.due_at) == ("to_assess", "full", now + timedelta(hours=24))


def test_a_short_version_leaves_the_day_of_the_full_one(cast, now):
    case = team(cast, now)
    assert short(cast, now, case).state == "in_force"
    case.refresh_from_db()
    assert (case.state, case.due_because, case.due_at) == ("to_assess", "first", now + timedelta(days=7))


def test_what_happens_takes_no_clock_of_the_full_one_away(cast, now):
    case, told = team(cast, now), {"at": now}
    certify(cast, now, "assessor", "second_assessor", gives=("risk_short",))
    by = cast.actor("assessor")
    case_actions.note_event(case_id=case.pk, what="incident", on=day_of(now), by=by, at=now)
    case.refresh_from_db()
    stood = case.due_at
    row = begun(cast, now, case, url=SHORT)
    second_reading.begin_second_reading(assessment_id=row.pk, by=cast.actor("second_assessor"), **told)
    for who, reader in (("assessor", "first"), ("second_assessor", "second")):
        rating = answered(cast, now, row, who, reader)
        second_reading.hand_in_rating(rating_id=rating.pk, by=cast.actor(who), **told)
    by = cast.actor("assessor")
    agreed = second_reading.begin_to_agree(assessment_id=row.pk, by=by, **told)
    second_reading.hand_in_rating(rating_id=agreed.pk, by=by, **told)
    concluded(cast, now, row, days=80, advice=["phone"])
    assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), **told)
    confirmed(cast, told["at"], row)
    case.refresh_from_db()
    assert (case.state, case.due_at, case.due_because) == ("to_assess", stood, "happened")


def test_that_no_full_one_is_needed_is_a_reason_that_a_second_confirms(cast, now):
    case = team(cast, now)
    row = short(cast, now, case, reason="Hun er rejst hjem til Norge og vurderes dér")
    assert row.state == "to_confirm"
    case.refresh_from_db()
    assert case.due_because == "first"
    confirmed(cast, now, row)
    case.refresh_from_db()
    assert (case.state, case.due_because, day_of(case.due_at)) == (
        "followed",
        "review",
        day_of(now + timedelta(days=10)),
    )


@pytest.mark.parametrize("found", [None, "not_known"])
def test_a_short_version_that_does_not_know_is_no_no(cast, now, found):
    case = team(cast, now)
    RiskCase.objects.update(due_at=now + timedelta(hours=24))  # as where danger has been said
    with refused("next_look_sooner_where_much_is_unknown"):
        short(cast, now, case, found=found, days=15)
    row = case.assessments.get()
    concluded(cast, now, row, days=14, advice_words="Ring 112")
    assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    case.refresh_from_db()
    assert (case.state, case.due_because, case.due_at) == ("to_assess", "first", now + timedelta(hours=24))


def test_one_question_of_danger_that_is_not_known_keeps_the_next_look_near(cast, now):
    case = team(cast, now)
    certify(cast, now, "assessor", gives=("risk_short",))
    row = begun(cast, now, case, SHORT)
    answered(cast, now, row, throat="not_known")
    concluded(cast, now, row, days=15, advice_words="Ring 112")
    with refused("next_look_sooner_where_danger_is_unknown"):
        assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)


def test_what_a_short_version_found_is_not_undone_by_another(cast, now):
    case = team(cast, now)
    short(cast, now, case, found="yes")
    later = now + timedelta(hours=5)
    short(cast, later, RiskCase.objects.get())
    case.refresh_from_db()
    assert (case.due_because, case.due_at) == ("full", now + timedelta(hours=24))


def test_a_short_version_does_not_come_before_a_graver_full_one_by_itself(cast, now):
    full = handed_in(cast, now, priority="high", severity="high")
    due_at = RiskCase.objects.get().due_at
    light = short(cast, now, full.case, days=60)
    assert light.state == "to_confirm"
    assert queries.holding(full.case).pk == full.pk
    confirmed(cast, now, light)
    case = RiskCase.objects.get()
    assert day_of(case.due_at) == day_of(now) + timedelta(days=60), "by the second person's yes"
    assert case.due_at > due_at
    low = handed_in(cast, now, begun(cast, now, case), priority="low", severity="low", imminence="low")
    assert low.state == "to_confirm", "less than the last full one, whatever came between"


def test_a_short_version_after_a_full_one_that_says_the_least_puts_nothing_off(cast, now):
    least = {"priority": "low", "severity": "low", "imminence": "low", "others": "no"}
    full = handed_in(cast, now, **least, days=20)
    due_at = RiskCase.objects.get().due_at
    assert short(cast, now, full.case, days=60).state == "in_force"
    assert RiskCase.objects.get().due_at == due_at
    assert queries.last_full(full.case).pk == full.pk


@pytest.mark.parametrize("less", [{"severity": "low"}, {"imminence": "low"}, {"others": "no"}, {"others": "not_known"}])
def test_less_grave_alone_waits_for_a_second_person(cast, now, less):
    first = handed_in(cast, now, priority="high")
    again = handed_in(cast, now, begun(cast, now, first.case), priority="high", **less)
    assert again.state == "to_confirm"


def test_two_forms_are_compared_by_what_their_opinions_are_of(cast, now):
    first = handed_in(cast, now, priority="high")
    licensed(cast, now, DASH)
    again = handed_in(cast, now, begun(cast, now, first.case, DASH), priority="low")
    assert again.state == "to_confirm"


def test_what_is_left_blank_is_not_known(cast, now):
    row = begun(cast, now)
    by = cast.actor("assessor")
    told = {name: [] if name.endswith(".relevance") else code for name, code in answers(row).items()}
    told |= {name: ["not_known"] for name in told if name.endswith(".recent")}  # half of what there is, and no more
    assessing.keep_answers(rating_id=row.ratings.get().pk, answers=told, edition=None, by=by, at=now)
    concluded(cast, now, row, days=30)
    with refused("next_look_sooner_where_much_is_unknown"):
        assessing.hand_in(assessment_id=row.pk, by=by, at=now)
    told |= {one: ["no"] for one in answers(row) if one.endswith((".past", ".recent"))}
    assessing.keep_answers(rating_id=row.ratings.get().pk, answers=told, edition=None, by=by, at=now)
    assert assessing.hand_in(assessment_id=row.pk, by=by, at=now).state == "in_force", "what is not there matters not"


def test_a_judgement_in_words_is_asked_for(cast, now):
    row = begun(cast, now)
    answered(cast, now, row)
    concluded(cast, now, row, summary="")
    with refused("judgement_missing"):
        assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)


def test_what_the_pack_requires_is_asked_for(cast, now):
    case, asks = team(cast, now), copy.deepcopy(pack().told)
    asks |= {"url": "urn:example:form:requires", "extension": NO_LICENCE}
    wanted = asks["item"][0]["item"][0]["item"][0]
    wanted["required"] = True
    made = pack_actions.import_pack(asks, zone_id=cast.koege.pk, by=cast.actor("project_leader"), at=now)
    row, by = begun(cast, now, case, made.url), cast.actor("assessor")
    told = answers(row) | {wanted["linkId"]: []}
    assessing.keep_answers(rating_id=row.ratings.get().pk, answers=told, edition=None, by=by, at=now)
    concluded(cast, now, row)
    with refused("required_missing"):
        assessing.hand_in(assessment_id=row.pk, by=by, at=now)
    answered(cast, now, row)
    assert assessing.hand_in(assessment_id=row.pk, by=by, at=now).state == "in_force"


def test_the_two_are_asked_only_where_they_differ(cast, now):
    row = begun(cast, now)
    second_reading.begin_second_reading(assessment_id=row.pk, by=cast.actor("second_assessor"), at=now)
    for who, reader, told in (("assessor", "first", ["yes"]), ("second_assessor", "second", ["no"])):
        found, by = row.ratings.get(reader=reader), cast.actor(who)
        written = answers(row) | {"N1.past": [], "N2.past": told}
        assessing.keep_answers(rating_id=found.pk, answers=written, edition=None, by=by, at=now)
        second_reading.hand_in_rating(rating_id=found.pk, by=by, at=now)
    by = cast.actor("assessor")
    rating = second_reading.begin_to_agree(assessment_id=row.pk, by=by, at=now)
    with pytest.raises(Refused, match=r"^the_two_differ_still$") as still:
        second_reading.hand_in_rating(rating_id=rating.pk, by=by, at=now)
    assert still.value.facts["which"].startswith("N2 · ")
    told = queries.answers_of(rating) | {"N2.past": ["yes"]}
    assessing.keep_answers(rating_id=rating.pk, answers=told, edition=None, by=by, at=now)
    second_reading.hand_in_rating(rating_id=rating.pk, by=by, at=now)
    assert row.ratings.get(reader="agreed").handed_in_at == now


def test_what_is_broken_off_stays_and_changes_nothing(cast, now):
    first = handed_in(cast, now)
    row = begun(cast, now, first.case)
    assessing.break_off(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    assert queries.holding(first.case).pk == first.pk
    assert assessing.take_up(assessment_id=row.pk, by=cast.actor("assessor"), at=now).state == "draft"
    with refused("not_yours_to_break_off"):
        assessing.break_off(assessment_id=row.pk, by=cast.actor("second_assessor"), at=now)
    assessing.break_off(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    rating = row.ratings.get()
    with refused("assessment_is_broken_off"):
        assessing.keep_answers(rating_id=rating.pk, answers={}, edition=None, by=cast.actor("assessor"), at=now)
    begun(cast, now, first.case)
    with refused("an_assessment_is_being_written"):
        assessing.take_up(assessment_id=row.pk, by=cast.actor("assessor"), at=now)


def test_what_was_handed_in_stands_on_what_was_known_then(cast, now):
    row = begun(cast, now)
    before, wrong = evidence(cast, now, row.case), evidence(cast, now, row.case)
    written_actions.strike_evidence(
        case_id=row.case_id, evidence_id=wrong.pk, by=cast.actor("assessor"), at=now + timedelta(minutes=1)
    )
    handed_in(cast, now + timedelta(hours=1), row)
    later = now + timedelta(days=1)
    evidence(cast, later, row.case, words="Først kendt bagefter")
    written_actions.strike_evidence(case_id=row.case_id, evidence_id=before.pk, by=cast.actor("assessor"), at=later)
    row.refresh_from_db()
    known = queries.evidence_then(cast.actor("assessor"), row)
    assert [(one.pk, one.struck_at) for one in known] == [(before.pk, later)], "shown, with its mark"


def test_a_day_in_court_that_is_known_is_not_forgotten_by_a_later_assessment(cast, now):
    row = begun(cast, now)
    court = day_of(now) + timedelta(days=10)
    case_actions.note_event(case_id=row.case_id, what="court", on=court, by=cast.actor("assessor"), at=now)
    handed_in(cast, now, row, days=60)
    case = RiskCase.objects.get()
    assert (case.due_because, day_of(case.due_at)) == ("ahead", court - timedelta(days=1))


def test_what_happens_while_it_is_written_or_waits_is_looked_at_in_its_time(cast, now):
    first = handed_in(cast, now, priority="high")
    less = begun(cast, now, first.case)
    told = {"case_id": less.case_id, "what": "incident", "on": day_of(now), "by": cast.actor("assessor")}
    case_actions.note_event(**told, at=now + timedelta(hours=1))
    handed_in(cast, now + timedelta(hours=2), less, priority="low")
    assert confirmed(cast, now + timedelta(hours=3), less)
    case = RiskCase.objects.get(pk=less.case_id)
    assert (case.due_at, case.due_because) == (now + timedelta(hours=1, days=3), "happened")
    newer = begun(cast, now + timedelta(hours=4), case)
    handed_in(cast, now + timedelta(hours=4), newer, priority="low")
    case.refresh_from_db()
    assert case.due_because == "review", "what was known when it was begun is in it"


def test_an_answer_that_worries_is_looked_at_at_once_wherever_it_is_said(cast, now):
    row = begun(cast, now)
    by, later = cast.actor("assessor"), now + timedelta(hours=1)
    case_actions.answer_worries(screening_id=row.case.screening_id, by=by, at=later)
    handed_in(cast, now, row)
    case = RiskCase.objects.get(pk=row.case_id)
    assert (case.due_at, case.due_because) == (later, "happened")
    case_actions.end(case_id=case.pk, why="help_ended", by=by, at=later)
    case_actions.answer_worries(screening_id=case.screening_id, by=by, at=later)
    case.refresh_from_db()
    assert (case.state, case.due_at, case.ended) == ("to_assess", later, "")
    assert case.events.count() == 2


def test_an_answer_that_worries_of_one_whom_nobody_has_assessed_comes_on_the_board(cast, now):
    row = reception_making.mine(cast, now, "assessor")
    case = case_actions.answer_worries(screening_id=row.pk, by=cast.actor("project_leader"), at=now)
    assert (case.state, case.due_at, case.assessor) == ("to_assess", now, None)
    assert [line.row.pk for line in see_board(cast.actor("assessor"), zone_id=row.zone_id, mine=False, at=now).due] == [
        case.pk
    ]
    with pytest.raises(NotFound):
        case_actions.answer_worries(screening_id=row.pk, by=cast.actor("odense_assessor"), at=now)


def test_whoever_takes_over_goes_on_with_what_is_half_written(cast, now):
    row = begun(cast, now)
    answered(cast, now, row)
    leader = cast.actor("project_leader")
    case_actions.name_assessors(
        case_id=row.case_id, assessor=cast.second_assessor.pk, second=None, by=leader, at=now
    )  # fmt: skip
    rating = row.ratings.get()
    assert rating.worker == cast.second_assessor
    told = {"rating_id": rating.pk, "answers": {}, "edition": None, "at": now}
    assert assessing.keep_answers(**told, by=cast.actor("second_assessor")).edition == 2


def test_a_kind_of_training_that_is_changed_takes_no_certificate_away(cast, now):
    certify(cast, now, "assessor")
    TrainingKind.objects.update(gives=[])
    assert queries.certificates_of(cast.koege.pk, [cast.assessor.pk], now)


def test_a_rating_is_its_readers_alone(cast, now):
    row = begun(cast, now)
    rating = row.ratings.get()
    by = cast.actor("second_assessor")
    with refused("rating_is_anothers"):
        assessing.keep_answers(rating_id=rating.pk, answers={}, edition=None, by=by, at=now)
    with pytest.raises(NotFound):
        assessing.keep_answers(
            rating_id=rating.pk, answers={}, edition=None, by=cast.actor("odense_assessor"), at=now
        )  # fmt: skip


def test_another_window_is_noticed(cast, now):
    rating = answered(cast, now, begun(cast, now))
    by = cast.actor("assessor")
    with refused("written_in_another_window"):
        assessing.keep_answers(rating_id=rating.pk, answers={}, edition=rating.edition - 1, by=by, at=now)


def test_two_read_blind_and_all_three_ratings_stay(cast, now):
    row = both_read(cast, now, priority="high")
    by = cast.actor("assessor")
    rating = second_reading.begin_to_agree(assessment_id=row.pk, by=by, at=now)
    assert "priority" not in queries.answers_of(rating), "what they differ on is open"
    assert queries.answers_of(rating)["severity"] == ["moderate"], "what they agree on stands"
    with refused("the_two_differ_still"):
        second_reading.hand_in_rating(rating_id=rating.pk, by=by, at=now)
    answered(cast, now, row, reader="agreed", priority="high")
    second_reading.hand_in_rating(rating_id=rating.pk, by=by, at=now)
    concluded(cast, now, row)
    assert assessing.hand_in(assessment_id=row.pk, by=by, at=now).state == "in_force", "a first one waits for nobody"
    told = {one.reader: queries.answers_of(one)["priority"] for one in row.ratings.all()}
    assert told == {"first": ["moderate"], "second": ["high"], "agreed": ["high"]}
    assert TwoRatings.objects.filter(question="priority", first="moderate", second="high").count() == 1


def agreed_by_two(cast, now, case, *, days=30, **opinions):
    """Two have read for themselves, agree, and one hands it in; a step within a day is agreed."""
    row = both_read(cast, now, case, **opinions)
    by = cast.actor("assessor")
    rating = second_reading.begin_to_agree(assessment_id=row.pk, by=by, at=now)
    answered(cast, now, row, reader="agreed", **opinions)
    second_reading.hand_in_rating(rating_id=rating.pk, by=by, at=now)
    concluded(cast, now, row, days=days)
    step(cast, now, row, worker=cast.second_assessor.pk)
    return assessing.hand_in(assessment_id=row.pk, by=by, at=now)


@pytest.mark.parametrize("by_one", [False, True])
def test_what_two_agree_is_more_urgent_holds_at_once_and_reaches_who_acts(cast, now, by_one):
    case = handed_in(cast, now, days=60).case if by_one else team(cast, now)
    row = agreed_by_two(cast, now, case, days=5, imminence="high")
    case.refresh_from_db()
    assert row.state == "in_force"
    assert day_of(case.due_at) == day_of(now) + timedelta(days=5)
    assert [one.words for one in queries.asked_of(cast.actor("second_assessor"))] == ["Ny lås"]


@pytest.mark.parametrize("lower_than", ["both", "one"])
def test_what_two_agree_on_below_a_reading_waits_for_the_other_reader(cast, now, lower_than):
    row = begun(cast, now)
    second_reading.begin_second_reading(assessment_id=row.pk, by=cast.actor("second_assessor"), at=now)
    firsts = "high" if lower_than == "both" else "low"
    for who, reader, told in (("assessor", "first", firsts), ("second_assessor", "second", "high")):
        rating = answered(cast, now, row, who, reader, priority=told)
        second_reading.hand_in_rating(rating_id=rating.pk, by=cast.actor(who), at=now)
    by = cast.actor("assessor")
    agreed = second_reading.begin_to_agree(assessment_id=row.pk, by=by, at=now)
    answered(cast, now, row, reader="agreed", priority="low")
    second_reading.hand_in_rating(rating_id=agreed.pk, by=by, at=now)
    concluded(cast, now, row, reason="Han er rejst")
    row = assessing.hand_in(assessment_id=row.pk, by=by, at=now)
    assert row.state == "to_confirm"
    assert [one.part for one in assessing.lowered(row)] == ["priority"]
    assert confirmed(cast, now, row).state == "in_force"


def test_nothing_that_is_begun_is_left_out_when_it_is_handed_in(cast, now):
    row = begun(cast, now)
    answered(cast, now, row)
    concluded(cast, now, row)
    told = {"case_id": row.case_id, "step": Step.SCENARIOS, "by": cast.actor("assessor"), "at": now}
    begun_lines.keep_line(**told, told={"nature": ["Kommer igen"], "near": ["day"]})
    with refused("begun_line_left"):
        assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now)
    begun_lines.keep_line(**told | {"step": Step.INFORMATION}, told={"learned_on": ["2026-11-18"]})
    begun_lines.keep_line(**told, told={"near": ["day"]})
    assert assessing.hand_in(assessment_id=row.pk, by=cast.actor("assessor"), at=now).state == "in_force"


def test_what_two_agree_is_less_grave_waits_for_the_other_and_what_is_to_be_done_does_not(cast, now):
    first = handed_in(cast, now, days=60, priority="high")
    row = agreed_by_two(cast, now, first.case, days=5, imminence="high", priority="moderate")
    first.case.refresh_from_db()
    assert row.state == "to_confirm"
    assert (first.case.state, day_of(first.case.due_at)) == ("followed", day_of(now) + timedelta(days=5))
    assert [one.words for one in queries.asked_of(cast.actor("second_assessor"))] == ["Ny lås"]
    with refused("the_other_reader_confirms"):
        assessing.confirm(assessment_id=row.pk, by=cast.actor("project_leader"), at=now)
    assert confirmed(cast, now, row).state == "in_force"


def test_the_day_after_a_short_version_runs_from_when_it_was_handed_in(cast, now):
    case = team(cast, now)
    row = short(cast, now, case, found="yes", reason="Hun vurderes i Norge")
    case.refresh_from_db()
    assert (row.state, case.due_because, case.due_at) == ("to_confirm", "full", now + timedelta(hours=24))
    confirmed(cast, now + timedelta(hours=20), row)
    case.refresh_from_db()
    assert (case.due_because, case.due_at) == ("full", now + timedelta(hours=24))


def test_the_second_sees_nothing_before_both_have_handed_in(cast, now):
    row = begun(cast, now)
    answered(cast, now, row)
    by = cast.actor("second_assessor")
    second_reading.begin_second_reading(assessment_id=row.pk, by=by, at=now)
    seen = queries.ratings(row, me=by.user_id)
    assert seen.first is None
    assert seen.second is not None
    first = queries.ratings(row, me=cast.assessor.pk)
    assert first.second is None


def test_one_who_has_read_the_first_does_not_read_as_the_second(cast, now):
    row = begun(cast, now)
    by = cast.actor("second_assessor")
    read_assessment.read(by, row.pk, at=now)
    with refused("has_read_the_first"):
        second_reading.begin_second_reading(assessment_id=row.pk, by=by, at=now)


def test_the_one_who_is_the_second_now_reads_where_one_before_her_got_half_way(cast, now):
    row = begun(cast, now)
    second_reading.begin_second_reading(assessment_id=row.pk, by=cast.actor("second_assessor"), at=now)
    answered(cast, now, row, "second_assessor", "second")
    give_role(cast.resource_person, cast.koege, Role.ASSESSOR)
    certify(cast, now, "resource_person", gives=("risk", "knowledge"))
    told = {"assessor": cast.assessor.pk, "second": cast.resource_person.pk}
    case_actions.name_assessors(case_id=row.case_id, **told, by=cast.actor("assessor"), at=now)
    by = cast.actor("resource_person")
    assert [one.row.pk for one in see_board(by, zone_id=cast.koege.pk, mine=False, at=now).to_read] == [row.case_id]
    read = second_reading.begin_second_reading(assessment_id=row.pk, by=by, at=now)
    assert (read.worker, queries.answers_of(read)) == (cast.resource_person, {}), "her own reading, from the start"


def test_a_reading_that_is_handed_in_stays_whoever_is_the_second_now(cast, now):
    row = both_read(cast, now)
    give_role(cast.resource_person, cast.koege, Role.ASSESSOR)
    certify(cast, now, "resource_person", gives=("risk", "knowledge"))
    told = {"assessor": cast.assessor.pk, "second": cast.resource_person.pk}
    case_actions.name_assessors(case_id=row.case_id, **told, by=cast.actor("assessor"), at=now)
    with refused("somebody_reads_already"):
        second_reading.begin_second_reading(assessment_id=row.pk, by=cast.actor("resource_person"), at=now)


def test_the_two_do_not_agree_before_both_have_read(cast, now):
    row = begun(cast, now)
    with refused("both_read_first"):
        second_reading.begin_to_agree(assessment_id=row.pk, by=cast.actor("assessor"), at=now)


def test_evidence_is_for_those_whom_it_was_told(cast, now):
    case = team(cast, now)
    evidence(cast, now, case, readers="assessors")
    evidence(cast, now, case, readers="leader")
    assert len(queries.evidence(cast.actor("assessor"), case)) == 2
    assert len(queries.evidence(cast.actor("project_leader"), case)) == 1


def test_nothing_is_learned_tomorrow_or_before_it_happened(cast, now):
    case, tomorrow = team(cast, now), day_of(now) + timedelta(days=1)
    with refused("day_ahead"):
        evidence(cast, now, case, learned_on=tomorrow)
    with refused("known_before_it_happened"):
        evidence(cast, now, case, happened_on=day_of(now), learned_on=day_of(now) - timedelta(days=2))


def test_a_colleague_who_is_not_of_the_two_reads_nothing(cast, now):
    certify(cast, now, "assessor")
    case = talked(cast, now)
    with pytest.raises(NotFound):
        queries.case(cast.actor("second_assessor"), case.pk)
    assert queries.on_board(cast.actor("second_assessor"), case.pk).pk == case.pk
    with pytest.raises(NotFound):
        queries.on_board(cast.actor("odense_assessor"), case.pk)
