"""Step 4: the programme's questions, each with yes, no or not known, and a reason where it decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.routes import rules as route_rules
from brobygger.routes.codes import Answer, Route
from brobygger.routes.models import Criterion
from brobygger.routes.queries import as_questions
from brobygger.screening import rules
from brobygger.screening.forms import LONG, YES_NO_OR_NOT_KNOWN, one_of


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the page draws it."""

    criterion: Criterion
    answer: forms.BoundField
    reason: forms.BoundField
    open: bool  # the reason is to be seen at once


SAFE_ELSEWHERE = (Route.SHELTER, Route.SECURITY_CONSULTANTS, Route.STALKING_CENTRE)


class CriteriaForm(forms.Form):
    """All questions on one page; the first answer that does not fit decides, and says why."""

    def __init__(
        self, *args: Any, criteria: Sequence[Criterion], asked_before: Sequence[Criterion] = (),
        told: Mapping[str, str] | None = None, **options: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **options)
        self.criteria = criteria
        self.every = sorted((*asked_before, *criteria), key=lambda one: one.place)
        self.told_before = {one.key: Answer((told or {})[one.key]) for one in asked_before}
        for one in criteria:
            self.fields[f"a-{one.key}"] = one_of(one.question, Answer.choices, required=False)
            shown = forms.TextInput(attrs={"autocomplete": "off"})
            self.fields[f"r-{one.key}"] = forms.CharField(
                label=_("Why? In a few words"), required=False, max_length=LONG, widget=shown
            )

    def answers(self) -> dict[str, str]:
        """The answers given so far, by the questions' keys."""
        return self._of("a")

    def reasons(self) -> dict[str, str]:
        """The reasons given so far."""
        return self._of("r")

    def _of(self, kind: str) -> dict[str, str]:
        told = {one.key: self.cleaned_data.get(f"{kind}-{one.key}", "") for one in self.criteria}
        if kind == "r":
            return told
        left = {one.key: Answer.UNKNOWN.value for one in self.criteria if one.for_team}
        return {key: value or left.get(key, "") for key, value in told.items() if value or key in left}

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        answers = {key: Answer(value) for key, value in self.answers().items()}
        questions, every = as_questions(self.every), self.told_before | answers
        for key in route_rules.still_asked(questions, every):
            self.add_error(f"a-{key}", YES_NO_OR_NOT_KNOWN["required"])
        found = route_rules.route(as_questions(list(self.criteria)), answers, motivated=True)
        for key in rules.without_reason(found.because, answers, self.reasons()):
            self.add_error(f"r-{key}", _("This answer decides the way. Write why, in a few words."))
        return told

    @property
    def groups(self) -> list[tuple[str, list[Asked]]]:
        """What the employee asks, in the questions' order, under a few words."""
        here = [self._drawn(one) for one in self.criteria if not one.for_team]
        return [(str(words), list(asked)) for words, asked in groupby(here, _group)]

    @property
    def for_team(self) -> list[Asked]:
        """What the team asks, unless the employee knows it already."""
        return [self._drawn(one) for one in self.criteria if one.for_team]

    @property
    def team_open(self) -> bool:
        """Whether something that the team asks has an answer already."""
        return any(one.open or one.answer.value() in (Answer.YES, Answer.NO) for one in self.for_team)

    def _drawn(self, one: Criterion) -> Asked:
        answer, reason = self[f"a-{one.key}"], self[f"r-{one.key}"]
        against = answer.value() not in (None, "", one.fits, Answer.UNKNOWN)
        return Asked(one, answer, reason, bool(reason.errors or reason.value() or against))


def _group(one: Asked) -> Any:
    return _("Special safety") if one.criterion.otherwise in SAFE_ELSEWHERE else _("Is the course the right one?")


def begun(criteria: Sequence[Criterion], answers: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """What has been answered, as the form begins with it."""
    told = {}
    for one in criteria:
        left = Answer.UNKNOWN.value if one.for_team else ""
        told[f"a-{one.key}"], told[f"r-{one.key}"] = answers.get(one.key, (left, ""))
    return told
