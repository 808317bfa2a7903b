"""The door follows from the answers, and from nothing else."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from brobygger.routes import rules
from brobygger.routes.codes import Answer, Route
from brobygger.routes.rules import COURSE, NOT_MOTIVATED, OTHERWISE, Found, Question

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
SHELTER = Question("acute", NO, Route.SHELTER)
ADULT = Question("adult", YES, Route.OTHER_MUNICIPAL_OFFER)
LATE = Question("late", NO, Route.VOLUNTEER_OFFER)
THREE = (SHELTER, ADULT, LATE)

answer = st.sampled_from(list(Answer))


@st.composite
def programmes(draw: st.DrawFn) -> tuple[Question, ...]:
    keys = draw(st.lists(st.sampled_from("abcdefg"), unique=True, max_size=5))
    return tuple(Question(key, draw(st.sampled_from([YES, NO])), draw(st.sampled_from(OTHERWISE))) for key in keys)


@st.composite
def situations(draw: st.DrawFn) -> tuple[tuple[Question, ...], dict[str, Answer]]:
    questions = draw(programmes())
    return questions, {question.key: draw(answer) for question in questions}


def places(questions: tuple[Question, ...], found: Found) -> int:
    """Where in the order it was decided; after them all where nothing spoke against the course."""
    keys = [question.key for question in questions]
    return keys.index(found.because[0]) if found.because else len(keys)


def test_whoever_is_not_ready_is_led_nowhere() -> None:
    found = rules.route(THREE, {"acute": YES}, motivated=False)
    assert found == Found(Route.NONE_FOR_NOW, (NOT_MOTIVATED,), ())


def test_the_first_answer_that_does_not_fit_decides() -> None:
    told = {"acute": NO, "adult": NO, "late": YES}
    assert rules.route(THREE, told, motivated=True) == Found(Route.OTHER_MUNICIPAL_OFFER, ("adult",), ())


def test_safety_comes_before_what_follows_it() -> None:
    told = {"acute": YES, "adult": NO, "late": YES}
    assert rules.route(THREE, told, motivated=True) == Found(Route.SHELTER, ("acute",), ())


def test_what_is_not_known_never_decides_and_is_asked_later() -> None:
    assert rules.route(THREE, {}, motivated=True) == Found(COURSE, (), ("acute", "adult", "late"))
    told = {"acute": UNKNOWN, "adult": NO, "late": UNKNOWN}
    assert rules.route(THREE, told, motivated=True) == Found(Route.OTHER_MUNICIPAL_OFFER, ("adult",), ("acute",))


def test_where_every_answer_fits_it_is_the_course() -> None:
    assert rules.route(THREE, {"acute": NO, "adult": YES, "late": NO}, motivated=True) == Found(COURSE)


def test_a_programme_without_questions_takes_everyone_who_is_ready() -> None:
    assert rules.route((), {}, motivated=True) == Found(COURSE)


@settings(deadline=None)
@given(situations(), st.data())
def test_a_fitting_answer_instead_of_not_known_never_changes_the_door(situation, data) -> None:
    questions, told = situation
    before = rules.route(questions, told, motivated=True)
    for question in questions:
        if told[question.key] == UNKNOWN:
            assert rules.route(questions, told | {question.key: question.fits}, motivated=True).route == before.route


@settings(deadline=None)
@given(situations())
def test_knowing_more_moves_the_decision_forward_in_the_order_or_not_at_all(situation) -> None:
    questions, told = situation
    before = rules.route(questions, told, motivated=True)
    for question in (q for q in questions if told[q.key] == UNKNOWN):
        for known in (YES, NO):
            after = rules.route(questions, told | {question.key: known}, motivated=True)
            assert places(questions, after) <= places(questions, before)
            if after.because != before.because:
                assert after.because == (question.key,)


@settings(deadline=None)
@given(situations())
def test_only_what_is_open_can_still_change_the_door(situation) -> None:
    questions, told = situation
    before = rules.route(questions, told, motivated=True)
    settled = [q.key for q in questions if told[q.key] == UNKNOWN and q.key not in before.open]
    for key, known in product(settled, (YES, NO)):
        assert rules.route(questions, told | {key: known}, motivated=True).route == before.route


@settings(deadline=None)
@given(situations())
def test_a_question_not_answered_is_as_one_not_known(situation) -> None:
    questions, told = situation
    known = {key: value for key, value in told.items() if value != UNKNOWN}
    assert rules.route(questions, known, motivated=True) == rules.route(questions, told, motivated=True)


@settings(deadline=None)
@given(situations(), st.booleans())
def test_the_table_has_each_combination_once_with_the_same_door(situation, motivated) -> None:
    questions, told = situation
    found = rules.route(questions, told, motivated=motivated)
    answers = [told[question.key] for question in questions]
    rows = [row for row in rules.table(questions) if row.matches(answers, motivated)]
    assert [(row.route, row.because) for row in rows] == [(found.route, "".join(found.because))]


@settings(deadline=None)
@given(programmes(), programmes())
def test_what_would_change_is_what_changes_for_someone(before, after) -> None:
    keys = sorted({question.key for question in before + after})[:6]
    told = [dict(zip(keys, answers, strict=True)) for answers in product(Answer, repeat=len(keys))]
    if len({question.key for question in before + after}) > len(keys):
        return
    seen = set()
    for answers in told:
        old, new = (rules.route(questions, answers, motivated=True) for questions in (before, after))
        if old.route != new.route:
            seen.add((old.route, new.route, "".join(old.because), "".join(new.because)))
    assert seen == {(m.before, m.after, m.decided_before, m.decides_after) for m in rules.moved(before, after)}


@pytest.mark.parametrize(
    ("chosen", "reason", "words", "refused"),
    [
        ("shelter", "", "", ""),
        ("shelter", "her_wish", "", ""),
        ("volunteer_offer", "", "", "another_door_needs_a_reason"),
        ("volunteer_offer", "", "Hun siger det selv.", "another_door_needs_a_reason"),
        ("volunteer_offer", "her_wish", "", ""),
        ("volunteer_offer", "other", "  ", "another_reason_needs_words"),
        ("volunteer_offer", "other", "Hun bor hos sin søster.", ""),
    ],
)
def test_another_door_may_be_chosen_with_a_reason(chosen, reason, words, refused) -> None:
    """Away from the shelter too: people judge."""
    assert rules.may_choose(chosen, "shelter", reason=reason, words=words).reason == refused


@pytest.mark.parametrize(
    ("fits", "otherwise", "texts", "refused"),
    [
        ("yes", "shelter", ["a", "b"], ""),
        ("unknown", "shelter", ["a", "b"], "a_question_leads_to_another_door"),
        ("yes", COURSE, ["a", "b"], "a_question_leads_to_another_door"),
        ("yes", "none_for_now", ["a", "b"], "a_question_leads_to_another_door"),
        ("no", "shelter", ["a", " "], "a_question_stands_in_both_languages"),
    ],
)
def test_a_question_holds_or_does_not(fits, otherwise, texts, refused) -> None:
    assert rules.question_holds(fits, otherwise, texts).reason == refused
