"""What a leader fills in about attempts, the script and the words of the consent."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import Weekday
from brobygger.programmes import rules
from brobygger.programmes.models import AttemptPolicy
from brobygger.programmes.policy import Attempts, Step
from brobygger.programmes.words import REASONS

# The languages of those whom a team rings most; any other has its code.
LANGUAGES = [
    ("da", _("Danish")), ("en", _("English")), ("ar", _("Arabic")), ("de", _("German")), ("fa", _("Persian")),
    ("pl", _("Polish")), ("so", _("Somali")), ("tr", _("Turkish")), ("uk", _("Ukrainian")), ("ur", _("Urdu")),
]  # fmt: skip


def language_name(code: str) -> str:
    """The language's name, or its code where it has none here."""
    return str(dict(LANGUAGES).get(code, code))


def _holds_from() -> forms.DateField:
    return forms.DateField(
        label=_("Holds from"),
        help_text=_("Today or a later day. What was said and done before stays as it was."),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class DatedForm(forms.Form):
    """A form whose decision holds from a day that has not passed."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_valid_from(self) -> date:
        told: date = self.cleaned_data["valid_from"]
        held = rules.may_take_effect(told, today=self.today, first=False)
        if not held:
            raise forms.ValidationError(_("The day has passed. Choose today or a later day."))
        return told


# Where each reason's words stand on the form.
AT = {
    "hours_cannot_be": "hour_bands", "hours_overlap": "hour_bands", "no_weekday_is_chosen": "weekdays",
    "attempts_out_of_range": "most_attempts", "hours_between_out_of_range": "hours_between",
    "hold_out_of_range": "hold_minutes", "days_out_of_range": "follow_days",
    "a_first_call_has_a_basis": "first_contact_basis",
}  # fmt: skip


class AttemptsForm(DatedForm):
    """How often and when people are rung."""

    hour_bands = forms.CharField(
        label=_("Hours"), max_length=100,
        help_text=_("Spans of the clock: 9-12, 12-16, 16-20. The next attempt is made in another span than the last."),
    )  # fmt: skip
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Weekdays"), choices=Weekday.choices, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    most_attempts = forms.IntegerField(label=_("Attempts at most"))
    hours_between = forms.IntegerField(label=_("Hours between two attempts"))
    hold_minutes = forms.IntegerField(
        label=_("Minutes until a colleague may take over"), help_text=_("While someone has a person open.")
    )
    follow_days = forms.IntegerField(
        label=_("Days in which we follow"), help_text=_("Those who say that they will ring themselves.")
    )
    first_contact_basis = forms.CharField(label=_("Basis of the first call"), max_length=200)
    first_contact_note = forms.CharField(
        label=_("What the first call may be"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    valid_from = _holds_from()

    @staticmethod
    def told_by(policy: AttemptPolicy | None) -> dict[str, Any]:
        """What the form shows of a policy at first."""
        if policy is None:
            return {}
        told = {name: getattr(policy, name) for name in AttemptsForm.base_fields if name != "valid_from"}
        return told | {"hour_bands": ", ".join(f"{first}-{last}" for first, last in policy.hour_bands)}

    def clean_hour_bands(self) -> tuple[tuple[int, int], ...]:
        parts = [part.strip() for part in re.split(r"[,;]", self.cleaned_data["hour_bands"]) if part.strip()]
        spans = [re.fullmatch(r"(\d{1,2})\s*[-–]\s*(\d{1,2})", part) for part in parts]
        if not spans or None in spans:
            raise forms.ValidationError(REASONS["hours_cannot_be"])
        return tuple((int(span[1]), int(span[2])) for span in spans if span)

    def attempts(self) -> Attempts:
        """The attempts as told."""
        told = {name: value for name, value in self.cleaned_data.items() if name not in ("hour_bands", "valid_from")}
        return Attempts(**{**told, "weekdays": frozenset(told["weekdays"])}, bands=self.cleaned_data["hour_bands"])

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            held = rules.attempts_hold(self.attempts())
            if not held:
                self.add_error(AT[held.reason], REASONS[held.reason])
        return self.cleaned_data


class ScriptForm(DatedForm):
    """What is said in a call, step by step."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    for_guardian = forms.BooleanField(label=_("Said to a guardian, who is rung about a minor"), required=False)
    steps = forms.CharField(
        label=_("The script"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_("An empty line between two steps. The first line of a step is its heading, the rest is said."),
    )  # fmt: skip
    valid_from = _holds_from()

    @staticmethod
    def written(steps: list[dict[str, str]]) -> str:
        """The steps as they are written in the form."""
        return "\n\n".join(f"{step['heading']}\n{step['say']}" for step in steps)

    def clean_steps(self) -> list[Step]:
        parts = re.split(r"\n\s*\n", self.cleaned_data["steps"].replace("\r\n", "\n").strip())
        split = [part.strip().partition("\n") for part in parts]
        steps = [Step(heading.strip(), say.strip()) for heading, _newline, say in split]
        held = rules.script_holds(steps)
        if not held:
            raise forms.ValidationError(REASONS[held.reason])
        return steps


class WordingForm(DatedForm):
    """The exact words of a consent."""

    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    for_guardian = forms.BooleanField(label=_("Read to a guardian, who says yes for a minor"), required=False)
    text = forms.CharField(
        label=_("The words that are read aloud"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Who gets what, for what, and that the yes can be taken back at any time."),
    )  # fmt: skip
    valid_from = _holds_from()
