"""Safety before all else: danger, protection, a child, her age; and the advice where she goes no way now."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base.templatetags.brobygger import reason
from brobygger.routes.codes import Answer
from brobygger.routes.models import Criterion
from brobygger.screening import rules
from brobygger.screening.codes import AdviceGiven, Danger, LightAssessment
from brobygger.screening.forms import LIGHT_ASKED, YES_NO_OR_NOT_KNOWN, StepForm, day, line, one_of, words
from brobygger.screening.safety import Advice
from brobygger.screening.words import REASONS


class SafetyForm(StepForm):
    """A few questions, all on one short page; none of them is answered until someone has."""

    KEPT = ("danger", "child_worry")
    danger = one_of(
        _("Is there a risk of serious or lethal violence?"), Answer.choices, error_messages=YES_NO_OR_NOT_KNOWN
    )
    child_worry = one_of(
        _("Are you worried for a child under 18 at home, or for a child not yet born?"), Answer.choices,
        error_messages=YES_NO_OR_NOT_KNOWN,
    )  # fmt: skip
    why = words(_("Why is it not so after all?"), 2)

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = criteria
        for one in criteria:
            asked = one_of(one.question, Answer.choices, help_text=one.help, error_messages=YES_NO_OR_NOT_KNOWN)
            self.fields[f"a-{one.key}"] = asked
        self.order_fields(["danger", *(f"a-{one.key}" for one in criteria), "child_worry", "why"])

    def answers(self) -> dict[str, str]:
        """The programme's questions that are asked here, by their keys."""
        told = {one.key: self.cleaned_data.get(f"a-{one.key}", "") for one in self.criteria}
        return {key: value for key, value in told.items() if value}

    @property
    def asked(self) -> list[forms.BoundField]:
        """The programme's questions that are asked here."""
        return [self[f"a-{one.key}"] for one in self.criteria]


class TakeBackForm(forms.Form):
    """Danger that was said, and is not so after all, or no longer: by an employee, or by the team that has it now."""

    dangers = forms.MultipleChoiceField(
        label=_("What is not so after all, or no longer?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what is not so.")},
    )
    why = words(
        _("Why is it not so after all?"), 2,
        error_messages={"required": REASONS["say_why_danger_is_taken_back"]},
        help_text=_("Your reason stays. A duty that someone has is not ended by it: whoever holds it ends it."),
    )  # fmt: skip

    def __init__(self, *args: Any, said: Collection[Danger], **options: Any) -> None:
        super().__init__(*args, **options)
        asked = cast(forms.MultipleChoiceField, self.fields["dangers"])
        asked.choices = [(one.value, one.label) for one in Danger if one in said]
        self.fields["why"].required = True


class AdviceForm(forms.Form):
    """Nothing here is scored: what was gone through, by whom, and when."""

    given = forms.MultipleChoiceField(
        label=_("What have you gone through with the person?"),
        choices=AdviceGiven.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick what you went through.")},
    )
    words = words(_("What did you agree on?"))
    light = one_of(LIGHT_ASKED, LightAssessment.choices)
    given_by = line(_("Who gave the advice?"), 100)
    given_on = day(_("When?"))

    def __init__(self, *args: Any, began: date, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.began, self.today = began, today

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("given") and "given_on" in told:
            held = rules.may_note_advice(
                given=told["given"], given_by=told.get("given_by", ""), on=told["given_on"], began=self.began,
                today=self.today,
            )  # fmt: skip
            if not held:
                self.add_error("given_by" if held.reason == "say_who_gave_advice" else "given_on", reason(held.reason))
        return told

    def advice(self) -> Advice:
        """What is noted."""
        told = self.cleaned_data
        return Advice(told["given"], told["light"], told["given_by"], told["given_on"], told["words"])
