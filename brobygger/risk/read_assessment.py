"""One assessment read whole: answers in words, evidence, scenarios, steps and opinions; blind where it must be."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format, localize
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.packs import queries as packs
from brobygger.packs.codes import OPINIONS, Kind, Part
from brobygger.packs.forms import label_of
from brobygger.packs.questions import Answers, Question, said
from brobygger.reception.listing import called
from brobygger.risk import queries
from brobygger.risk.assessing import factor_of, is_short, presence_of, questions_of
from brobygger.risk.models import Assessment
from brobygger.screening.codes import AdviceGiven
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Answered:
    """One factor, or one question, with each of its answers in words; and the other reader's, where both are read."""

    label: str
    told: list[tuple[str, str, str, str]]  # question, first, second, agreed


def in_words(question: Question, answers: Answers, language: str) -> str:
    """The answer as it is read; empty where there is none. Of a group that repeats each time, one after the other."""
    told = answers.get(question.link_id) or []
    if question.kind == Kind.GROUP:
        inner = [one for child in question.children for one in child.walk()]
        return "; ".join(", ".join(f"{label_of(q, language)}: {w}" for q in inner if (w := in_words(q, each, language)))
                         for each in told)  # fmt: skip
    return ", ".join(_in_words(question, one, language) for one in told)


def _in_words(question: Question, value: Any, language: str) -> str:
    match question.kind:
        case Kind.CHOICE:
            return next((said(o.words, language) for o in question.options if o.code == value), str(value))
        case Kind.BOOLEAN:
            return _("Yes") if value else _("No")
        case Kind.DATE:
            return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
        case Kind.QUANTITY:
            whole = int(value) if value == int(value) else value
            return f"{localize(whole)} {question.unit}".strip()
    return str(value)


@transaction.atomic
def read(by: Actor, assessment_id: int, *, at: datetime, on_paper: bool = False) -> dict[str, Any]:
    """Everything of the assessment that the actor may see; that she read it, or printed it, stands in the trail."""
    row = queries.assessment(by, assessment_id)
    trail.write("risk.assessment_printed" if on_paper else "risk.assessment_read", by=by, at=at, about=row)
    told = queries.ratings(row, me=by.user_id)
    blind = queries.is_blind(queries.ratings(row, me=None), me=by.user_id)
    language = get_language() or ""
    ends = blind and told.first is None  # the second reader sees nothing of what the first has concluded
    return {
        "row": row, "case": row.case, "name": called(by, row.case.screening), "told": told, "blind": blind,
        "title": row.pack.title_in(language), "terms": row.pack.licence_in(language),
        "licence": packs.licences(by, zone_id=row.zone_id).get(row.pack.url),
        "factors": [] if ends else list(_factors(row, told, language)),
        "others": [] if ends else list(_others(row, told, language)),
        "opinions": [] if ends else list(_opinions(row, told, language)),
        "scenarios": [] if ends else row.scenarios.filter(struck_at=None).order_by("pk"),
        "steps": [] if ends else row.steps.select_related("worker").order_by("due_at"),
        "evidence": queries.evidence_then(by, row), "bare": ends,
        "advice": AdviceGiven.choices, "is_short": is_short(row.pack),
        "assesses": bool(may(by, Act.ASSESS, row.case)),
        "ends": ends, "by_factor": _columns(row, language),
    }  # fmt: skip


def _columns(row: Assessment, language: str) -> list[str]:
    """What is asked of every factor, where it is the same of each; else nothing, and each question has a line."""
    belongs, labels = factor_of(row.pack), dict[str, list[str]]()
    for one in _by_factor(row):
        labels.setdefault(belongs[one.link_id], []).append(label_of(one, language))
    found = list(labels.values())
    return found[0] if found and all(one == found[0] for one in found) else []


type Three = tuple[Answers, Answers, Answers]  # the first reader's, the second's, and what they agree on


def _three(told: queries.Ratings, answers: Callable[[Answers], Answers]) -> Three:
    first, second, agreed = (answers(queries.answers_of(one)) for one in (told.first, told.second, told.agreed))
    return first, second, agreed


def _words(one: Question, three: Three, language: str) -> tuple[str, str, str]:
    first, second, agreed = (in_words(one, answers, language) for answers in three)
    return first, second, agreed


def _opinions(row: Assessment, told: queries.Ratings, language: str) -> Iterable[Answered]:
    three = _three(told, row.pack.questions.flat)
    for one in questions_of(row.pack, *OPINIONS):
        yield Answered(label_of(one, language), [("", *_words(one, three, language))])


def _by_factor(row: Assessment) -> list[Question]:
    """What stands by factor, in a pack that has factors."""
    belongs = factor_of(row.pack)
    asked = [*presence_of(row.pack), *questions_of(row.pack, Part.RELEVANCE)]
    return [one for one in asked if one.link_id in belongs]


def _factors(row: Assessment, told: queries.Ratings, language: str) -> Iterable[Answered]:
    """By factor, with its questions."""
    belongs, asked, three = factor_of(row.pack), _by_factor(row), _three(told, row.pack.questions.flat)
    for factor in dict.fromkeys(belongs[one.link_id] for one in asked):
        inner = [one for one in asked if belongs[one.link_id] == factor]
        label = label_of(row.pack.questions.by_id[factor], language)
        yield Answered(label, [(label_of(one, language), *_words(one, three, language)) for one in inner])


def _others(row: Assessment, told: queries.Ratings, language: str) -> Iterable[Answered]:
    """Everything else that is asked, in the pack's order, and each time of a group that repeats by itself."""
    left = {one.link_id for one in (*_by_factor(row), *questions_of(row.pack, *OPINIONS))}
    three = _three(told, row.pack.questions.asked)
    yield from _in_order(row.pack.questions.top, three, three, left, language)


def _in_order(
    questions: Iterable[Question], three: Three, around: Three, left: Collection[str], language: str, of: str = ""
) -> Iterable[Answered]:  # fmt: skip
    for one in questions:
        if not any(one.is_asked(answers) for answers in around if answers) and one.conditions:
            continue
        if one.kind == Kind.GROUP and one.repeats:
            for number in range(max(len(answers.get(one.link_id) or []) for answers in three)):
                a, b, c = (_time(answers, one.link_id, number) for answers in three)
                wider = ({**around[0], **a}, {**around[1], **b}, {**around[2], **c})
                label = f"{of}{label_of(one, language)} {number + 1} · "
                yield from _in_order(one.children, (a, b, c), wider, left, language, label)
            continue
        if one.kind not in (Kind.GROUP, Kind.DISPLAY) and one.link_id not in left:
            yield Answered(f"{of}{label_of(one, language)}", [("", *_words(one, three, language))])
        yield from _in_order(one.children, three, around, left, language, of)


def _time(answers: Answers, group: str, number: int) -> Answers:
    each: list[Answers] = (answers.get(group) or [])[number : number + 1]
    return each[0] if each else {}
