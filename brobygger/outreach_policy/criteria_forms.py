"""What a leader fills in about the target group."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import IncidentType, PersonRole
from brobygger.programmes.rules import OLDEST, CriteriaFacts, RoleRule, code_holds, days_hold, rule_holds
from brobygger.programmes.words import REASONS

MOST_CODES = 500


class RulesForm(forms.Form):
    """The four roles of one incident type: in or not, and at which ages."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        age: dict[str, Any] = {"required": False, "min_value": 0, "max_value": OLDEST}
        for role in PersonRole:
            self.fields[f"{role}_included"] = forms.ChoiceField(
                label=role.label, choices=[("yes", _("In the target group")), ("no", _("Not in the target group"))],
                widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"{role}_min"] = forms.IntegerField(label=_("From age"), **age)
            self.fields[f"{role}_max"] = forms.IntegerField(label=_("Up to and including age"), **age)

    @staticmethod
    def told_by(facts: CriteriaFacts, incident_type: str, seen: str) -> dict[str, Any]:
        """What the form shows of a version at first."""
        told: dict[str, Any] = {"seen": seen}
        for role in PersonRole:
            rule = facts.rules[incident_type, role.value]
            told[f"{role}_included"] = "yes" if rule.included else "no"
            told[f"{role}_min"], told[f"{role}_max"] = rule.min_age, rule.max_age
        return told

    def groups(self) -> list[dict[str, Any]]:
        """The fields of each role, for the page."""
        return [
            {"included": self[f"{role}_included"], "low": self[f"{role}_min"], "high": self[f"{role}_max"]}
            for role in PersonRole
        ]

    def rules(self) -> dict[str, RoleRule]:
        """The rules as told; a role that is not in has no ages."""
        told = self.cleaned_data
        return {
            role.value: RoleRule(True, told[f"{role}_min"], told[f"{role}_max"])
            if told[f"{role}_included"] == "yes"
            else RoleRule(False)
            for role in PersonRole
        }

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            for role, rule in self.rules().items():
                if not (held := rule_holds(rule)):
                    self.add_error(f"{role}_min", REASONS[held.reason])
        return self.cleaned_data


class CodesForm(forms.Form):
    """Several offence codes at once, pasted as they stand in a list or a column."""

    codes = forms.CharField(
        label=_("Add offence codes"),
        help_text=_("One or many, with a space, comma or new line between them."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
    )
    move = forms.BooleanField(label=_("Also move codes that count as another type now"), required=False)

    def __init__(self, *args: Any, mapped: Mapping[str, str], incident_type: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mapped, self.incident_type = mapped, incident_type

    def clean_codes(self) -> list[str]:
        codes = list(dict.fromkeys(filter(None, re.split(r"[\s,;]+", self.cleaned_data["codes"]))))
        wrong = [code for code in codes if not code_holds(code)]
        if wrong:
            raise forms.ValidationError(
                gettext("An offence code has 3 to 6 digits. This is not one: %(codes)s"),
                params={"codes": ", ".join(wrong[:5])},
            )
        if len(codes) > MOST_CODES:
            raise forms.ValidationError(gettext("That is more than 500 codes. Add them in several portions."))
        return codes

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        elsewhere = [c for c in told.get("codes", ()) if self.mapped.get(c, self.incident_type) != self.incident_type]
        if elsewhere and not told.get("move"):
            named = ", ".join(f"{c} ({IncidentType(self.mapped[c]).label})" for c in elsewhere[:5])
            self.add_error(
                "codes", gettext("Counts as another type now: %(codes)s. Tick below to move.") % {"codes": named}
            )
        return told


class DaysForm(forms.Form):
    """From which day the version holds, how long to wait, how long the window is, and why."""

    valid_from = forms.DateField(
        label=_("Holds from"),
        help_text=_("For incidents reported on this day or later."),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    wait_days = forms.IntegerField(
        label=_("Wait, in days"),
        help_text=_("From the report to the first day we may ring."),
        min_value=0,
        max_value=365,
    )
    window_days = forms.IntegerField(
        label=_("Window, in days"),
        help_text=_("From the report to the last day for a first call."),
        min_value=0,
        max_value=365,
    )
    note = forms.CharField(
        label=_("Why"),
        help_text=_("Everyone who works here can read this. Write nothing about a person."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if "wait_days" in told and "window_days" in told:
            held = days_hold(told["wait_days"], told["window_days"])
            if not held:
                self.add_error("window_days", REASONS[held.reason])
        return told


class MapForm(forms.Form):
    """One code that people wait for, and what it counts as."""

    code = forms.RegexField(r"^[0-9]{3,6}$", widget=forms.HiddenInput)
    incident_type = forms.ChoiceField(label=_("Counts as"), choices=[("", _("Choose …")), *IncidentType.choices])


class ProposeForm(forms.Form):
    """The last page before a proposal."""

    seen = forms.CharField(widget=forms.HiddenInput)
    codes_checked = forms.BooleanField(
        label=_("We have checked the offence codes against the police's own list; they are no longer an example"),
        required=False,
    )


class SeenForm(forms.Form):
    """What the second leader has read."""

    seen = forms.CharField(widget=forms.HiddenInput)
