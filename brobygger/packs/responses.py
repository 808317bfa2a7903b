"""Answers as a FHIR R4 `QuestionnaireResponse`: what was asked and answered, and nothing of who she is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from brobygger.packs.codes import VALUE_OF, Kind
from brobygger.packs.models import Pack
from brobygger.packs.questions import Answers, Question, said


def response_of(pack: Pack, answers: Answers, *, authored: datetime, completed: bool, language: str) -> dict[str, Any]:
    """The response to the pack in its own version; answers to what the others no longer lead to are left out."""
    asked = pack.questions.asked(answers)
    return {
        "resourceType": "QuestionnaireResponse",
        "language": language,
        "questionnaire": f"{pack.url}|{pack.version}",
        "status": "completed" if completed else "in-progress",
        "authored": authored.isoformat(),
        "item": list(_items(pack.questions.top, asked, language)),
    }


def _items(questions: Iterable[Question], asked: Answers, language: str) -> Iterable[dict[str, Any]]:
    for one in questions:
        told = asked.get(one.link_id) or []
        item: dict[str, Any] = {"linkId": one.link_id, "text": said(one.words, language) or one.link_id}
        if one.kind == Kind.GROUP:
            times = told if one.repeats else [asked]
            for answers in times:
                if inner := list(_items(one.children, answers, language)):
                    yield item | {"item": inner}
        elif told:
            values = [_value(one, value, language) for value in told]
            if inner := list(_items(one.children, asked, language)):
                values[0]["item"] = inner
            yield item | {"answer": values}


def _value(question: Question, value: Any, language: str) -> dict[str, Any]:
    told = value
    if question.kind == Kind.CHOICE:
        words = next((one.words for one in question.options if one.code == value), {})
        told = {"code": value, "display": said(words, language) or value}
    elif question.kind == Kind.QUANTITY:
        told = {"value": value} | ({"unit": question.unit} if question.unit else {})
    return {f"value{VALUE_OF[question.kind]}": told}
