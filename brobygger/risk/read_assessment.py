"""One assessment read whole: answers in words, evidence, scenarios, steps and opinions; blind where it must be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

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
    """The answer as it is read; empty where there is none."""
    told = answers.get(question.link_id) or []
    if question.kind == Kind.CHOICE:
        return ", ".join(
            next((said(o.words, language) for o in question.options if o.code == one), one) for one in told
        )
    return ", ".join(str(one) for one in told)


@transaction.atomic
def read(by: Actor, assessment_id: int, *, at: datetime, on_paper: bool = False) -> dict[str, Any]:
    """Everything of the assessment that the actor may see; that she read it, or printed it, stands in the trail."""
    row = queries.assessment(by, assessment_id)
    trail.write("risk.assessment_printed" if on_paper else "risk.assessment_read", by=by, at=at, about=row)
    told = queries.ratings(row, me=by.user_id)
    blind = queries.is_blind(queries.ratings(row, me=None), me=by.user_id)
    language = get_language() or ""
    ends = blind and told.first is None  # the second reader sees nothing of what the first has concluded
    present = sum(1 for one in presence_of(row.pack) if {"yes", "partly"} & set(_answer(told, one)))
    return {
        "row": row, "case": row.case, "name": called(by, row.case.screening), "told": told, "blind": blind,
        "title": row.pack.title_in(language), "terms": row.pack.licence_in(language),
        "licence": packs.licences(by, zone_id=row.zone_id).get(row.pack.url),
        "factors": [] if ends else list(_factors(row, told, language)),
        "opinions": [] if ends else list(_questions(questions_of(row.pack, *OPINIONS), told, language)),
        "scenarios": [] if ends else row.scenarios.filter(struck_at=None).order_by("pk"),
        "steps": [] if ends else row.steps.select_related("worker").order_by("due_at"),
        "evidence": [one for one in queries.evidence(by, row.case) if one.struck_at is None],
        "advice": AdviceGiven.choices, "is_short": is_short(row.pack), "present": present,
        "assesses": bool(may(by, Act.ASSESS, row.case)),
        "ends": ends, "by_factor": _columns(row, language),
    }  # fmt: skip


def _columns(row: Assessment, language: str) -> list[str]:
    """What is asked of every factor, where it is the same of each; else nothing, and each question has a line."""
    belongs = factor_of(row.pack)
    asked = [*presence_of(row.pack), *questions_of(row.pack, Part.RELEVANCE)]
    labels: dict[str, list[str]] = {}
    for one in asked:
        labels.setdefault(belongs.get(one.link_id, ""), []).append(label_of(one, language))
    found = list(labels.values())
    return found[0] if belongs and "" not in labels and all(one == found[0] for one in found) else []


def _answer(told: queries.Ratings, question: Question) -> list[Any]:
    return list(queries.answers_of(told.holds).get(question.link_id) or [])


def _questions(questions: Iterable[Question], told: queries.Ratings, language: str) -> Iterable[Answered]:
    for one in questions:
        yield Answered(label_of(one, language), [("", *_three(one, told, language))])


def _three(one: Question, told: queries.Ratings, language: str) -> tuple[str, str, str]:
    first, second, agreed = (
        in_words(one, queries.answers_of(rating), language) for rating in (told.first, told.second, told.agreed)
    )
    return first, second, agreed


def _factors(row: Assessment, told: queries.Ratings, language: str) -> Iterable[Answered]:
    """By factor, with its questions; a pack without factors question by question."""
    belongs = factor_of(row.pack)
    asked = [*presence_of(row.pack), *questions_of(row.pack, Part.RELEVANCE)]
    others = [one for one in questions_of(row.pack, "") if one not in asked]
    if not belongs:
        yield from _questions([*asked, *others], told, language)
        return
    for factor in dict.fromkeys(belongs.values()):
        inner = [one for one in asked if belongs.get(one.link_id) == factor]
        label = label_of(row.pack.questions.by_id[factor], language)
        yield Answered(label, [(label_of(one, language), *_three(one, told, language)) for one in inner])
