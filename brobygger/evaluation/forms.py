"""Which figures are asked for, all of it in the address, so that a link is a figure."""

from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from brobygger.base.codes import IncidentType
from brobygger.evaluation.rules import WINDOW_DAYS, Period, may_be_counted, may_be_known
from brobygger.evaluation.words import REASONS

WINDOWS = (30, 60, 90, 120, 180)


def day(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=False, input_formats=["%Y-%m-%d", "%d-%m-%Y"], widget=widget)


def as_known() -> forms.DateField:
    """The day whose knowledge is asked for; it has come."""
    field = day(_("As it was known on"))
    field.help_text = _("Leave it empty for what is known today.")
    field.validators.append(_has_come)
    return field


def _has_come(told: date) -> None:
    if not may_be_known(told, timezone.localdate()):
        raise forms.ValidationError(str(REASONS["day_has_not_come"]))


class Asked(forms.Form):
    """The period by the day identified, and the incident types to leave out."""

    def __init__(self, data: QueryDict, *, programmes: list[tuple[int, str]]) -> None:
        super().__init__(data)
        keys = [(str(key), name) for key, name in programmes]
        self.fields["programme"] = forms.ChoiceField(
            label=_("Programme"), required=False, choices=keys, widget=None if len(keys) > 1 else forms.HiddenInput
        )
        self.fields["from"] = day(_("Identified from"))
        self.fields["to"] = day(_("Identified to"))
        self.fields["without"] = forms.MultipleChoiceField(
            label=_("Leave out"), required=False, choices=IncidentType.choices, widget=forms.CheckboxSelectMultiple
        )
        self.fields["as_of"] = as_known()

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        decision = may_be_counted(Period(told.get("from"), told.get("to")))
        if not decision:
            self.add_error("to", str(REASONS[decision.reason]))
        return told

    @property
    def period(self) -> Period:
        """The period that was asked for; only of a valid form."""
        first: date | None = self.cleaned_data["from"]
        last: date | None = self.cleaned_data["to"]
        return Period(first, last)


class AskedToFollow(Asked):
    """The same, and how long after the call a conversation may have been held."""

    def __init__(self, data: QueryDict, *, programmes: list[tuple[int, str]]) -> None:
        super().__init__(data, programmes=programmes)
        self.fields["days"] = forms.ChoiceField(
            label=_("Held within, after the call"),
            required=False,
            initial=WINDOW_DAYS,
            choices=[(str(days), ngettext("%(days)s day", "%(days)s days", days) % {"days": days}) for days in WINDOWS],
        )
        if not data.get("days"):
            self.data = data.copy()
            self.data["days"] = str(WINDOW_DAYS)
