"""Which door is right: answers in, a door and the reason for it out. People judge, and may choose another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from brobygger.base.decision import YES, Decision, no
from brobygger.routes.codes import Answer, Route

NOT_MOTIVATED = "not_motivated"
OTHER = "other"
COURSE = Route.RISK_ASSESSMENT_AND_COURSE
# A question leads somewhere else than to the course, and never nowhere: not ready is for the person to say.
OTHERWISE = tuple(route for route in Route if route not in (COURSE, Route.NONE_FOR_NOW))
OPPOSITE = {Answer.YES: Answer.NO, Answer.NO: Answer.YES}


@dataclass(frozen=True, slots=True)
class Question:
    """One of the programme's questions: the answer that fits the course, and the door where it is the other."""

    key: str
    fits: Answer
    otherwise: Route

    @property
    def misfit(self) -> Answer:
        return OPPOSITE[self.fits]


@dataclass(frozen=True, slots=True)
class Found:
    """The door, the questions that decided it, and those not known yet that could still change it."""

    route: Route
    because: tuple[str, ...] = ()
    open: tuple[str, ...] = ()


def route(questions: Sequence[Question], answers: Mapping[str, Answer], *, motivated: bool) -> Found:
    """The door that the answers lead to.

    Whoever does not want help now is led nowhere. Else the first question, in their order, whose answer does not fit
    decides; what is not known never decides, and is asked later. Where nothing speaks against it: the course.
    """
    if not motivated:
        return Found(Route.NONE_FOR_NOW, (NOT_MOTIVATED,))
    still_open: list[str] = []
    for question in questions:
        answer = Answer(answers.get(question.key, Answer.UNKNOWN))
        if answer == question.misfit:
            return Found(question.otherwise, (question.key,), tuple(still_open))
        if answer == Answer.UNKNOWN:
            still_open.append(question.key)
    return Found(COURSE, (), tuple(still_open))


def still_asked(questions: Sequence[Question], answers: Mapping[str, Answer]) -> tuple[str, ...]:
    """The questions that must have an answer, be it not known: each up to the one that decides, and none after it."""
    missing: list[str] = []
    for question in questions:
        if question.key not in answers:
            missing.append(question.key)
        elif answers[question.key] == question.misfit:
            break
    return tuple(missing)


def is_decided(questions: Sequence[Question], answers: Mapping[str, Answer]) -> bool:
    """Whether no answer that is still to come can lead anywhere else."""
    return not still_asked(questions, answers)


def may_choose(chosen: str, suggested: str, *, reason: str = "", words: str = "") -> Decision:
    """Whether the door may be chosen: any may, but another than the suggested one has its reason.

    Also away from a shelter or another safe place: who sits beside the person may know what no question asks.
    """
    if chosen == suggested:
        return YES
    if not reason:
        return no("another_door_needs_a_reason")
    if reason == OTHER and not words.strip():
        return no("another_reason_needs_words")
    return YES


def question_holds(fits: str, otherwise: str, texts: Sequence[str]) -> Decision:
    """Whether a question can be asked: it is written in both languages, and has an answer and another door."""
    if fits not in OPPOSITE or otherwise not in OTHERWISE:
        return no("a_question_leads_to_another_door")
    if not all(text.strip() for text in texts):
        return no("a_question_stands_in_both_languages")
    return YES


@dataclass(frozen=True, slots=True)
class Row:
    """A class of combinations that have the same door: what may be answered to each question; None plays no part."""

    motivated: bool
    cells: tuple[frozenset[Answer] | None, ...]
    route: Route
    because: str = ""

    def matches(self, answers: Sequence[Answer], motivated: bool) -> bool:
        if motivated != self.motivated:
            return False
        return all(cell is None or answer in cell for cell, answer in zip(self.cells, answers, strict=True))


def table(questions: Sequence[Question]) -> tuple[Row, ...]:
    """Every combination of answers in one row: not ready, each question as the one that decides, and no question."""
    passed = [frozenset({question.fits, Answer.UNKNOWN}) for question in questions]
    rows = [Row(False, (None,) * len(questions), Route.NONE_FOR_NOW, NOT_MOTIVATED)]
    for place, question in enumerate(questions):
        decides = frozenset({question.misfit})
        later = (None,) * (len(questions) - place - 1)
        rows.append(Row(True, (*passed[:place], decides, *later), question.otherwise, question.key))
    rows.append(Row(True, tuple(passed), COURSE))
    return tuple(rows)


@dataclass(frozen=True, slots=True)
class Moved:
    """People for whom another question decides, and the door is another: by the versions before and after.

    An empty key: nothing spoke against the course.
    """

    before: Route
    after: Route
    decided_before: str
    decides_after: str


def moved(before: Sequence[Question], after: Sequence[Question]) -> tuple[Moved, ...]:
    """Every class of combinations that has another door by the new questions; empty where nobody has."""
    found = []
    for old in _classes(before):
        for new in _classes(after):
            if old.route != new.route and _can_meet(old, new):
                found.append(Moved(old.route, new.route, old.because, new.because))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Class:
    allowed: Mapping[str, frozenset[Answer]]
    route: Route
    because: str


def _classes(questions: Sequence[Question]) -> Iterator[_Class]:
    for row in table(questions):
        if row.motivated:
            cells = zip(questions, row.cells, strict=True)
            yield _Class({q.key: cell for q, cell in cells if cell is not None}, row.route, row.because)


def _can_meet(old: _Class, new: _Class) -> bool:
    """Whether some combination of answers lies in both; a question that only one of them asks stands in no way."""
    return all(old.allowed[key] & new.allowed[key] for key in old.allowed.keys() & new.allowed.keys())
