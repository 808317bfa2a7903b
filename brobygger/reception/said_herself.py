"""What she answered on the open page, each by the question as she was asked it; nobody has weighed any risk by it."""

import json
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from brobygger.inquiries.forms import Adult, Children
from brobygger.inquiries.question_words import text_of
from brobygger.inquiries.steps import Step, is_other
from brobygger.routes.codes import Answer
from brobygger.screening.codes import Danger
from brobygger.screening.danger_said import answer_words
from brobygger.screening.models import Screening

STEPS = {"danger": Step.DANGER, "adult": Step.ADULT, "children": Step.CHILDREN, "worry": Step.WORRY}
DANGERS = {"danger": Danger.LIFE, "worry": Danger.CHILD}


def answered_herself(row: Screening) -> dict[str, str]:
    """Her answers in codes; none where she never came by the open pages."""
    return dict(json.loads(row.answered_herself)) if row.answered_herself else {}


def in_words(row: Screening, taken_back: Mapping[Danger, date]) -> list[str]:
    """A line for each question that she answered; of danger that was taken back since it says so."""
    answers, told = answered_herself(row), row.detection
    hers = row.registered_by_id is None  # then nobody but herself has answered, and a yes of hers stands
    if hers:
        stands = {"danger": told.danger, "worry": told.child_worry}
        if row.answered_herself and told.child_worry != Answer.YES and Danger.CHILD not in taken_back:
            stands["worry"] = answers.get("worry", "")  # where there are no children, she was not asked
        answers |= {name: code for name, code in stands.items() if code}
    other = is_other(answers)
    return [
        _("Asked on the open page, “%(question)s”: %(answer)s.")
        % {
            "question": text_of(step, other=other).heading,
            "answer": _lowered(_answer(name, answers[name], taken_back if hers else {})),
        }
        for name, step in STEPS.items()
        if answers.get(name)
    ]


def _answer(name: str, code: str, taken_back: Mapping[Danger, date]) -> str:
    if name in DANGERS:
        return answer_words(code, taken_back.get(DANGERS[name]))
    field = (Adult if name == "adult" else Children).base_fields[name]
    return str(dict(field.choices)[code])  # type: ignore[attr-defined]


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]
