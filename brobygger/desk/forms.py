"""What a worker may send in: the filters of the list, the form of a call, a number, a guardian."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import AgeGroup, DeclineReason, IncidentType, PersonRole, Weekday
from brobygger.desk.words import LANGUAGES
from brobygger.outreach.states import Result

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

# In the order of the number keys: 1–6 where the person was spoken with, 7–0 where not.
SPOKEN = (
    Result.ACCEPTED,
    Result.DECLINED,
    Result.WILL_CALL_SELF,
    Result.CALL_AGAIN,
    Result.LANGUAGE_BARRIER,
    Result.DO_NOT_CONTACT,
)
NOT_SPOKEN = (Result.NO_ANSWER, Result.SOMEONE_ELSE_ANSWERED, Result.WRONG_NUMBER, Result.NOT_IN_USE)
KEYS = {result.value: "1234567890"[at] for at, result in enumerate((*SPOKEN, *NOT_SPOKEN))}


def _languages() -> list[tuple[str, str]]:
    named = sorted((str(name), code) for code, name in LANGUAGES.items() if code != "da")
    return [("", str(LANGUAGES["da"])), *((code, name) for name, code in named)]


def _hours(first: int, last: int) -> list[tuple[int, str]]:
    return [(hour, f"{hour:02}.00") for hour in range(first, last + 1)]


class DateInput(forms.DateInput):
    """The browser's own date field, which wants ISO dates."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class TimeInput(forms.TimeInput):
    """The browser's own time field."""

    input_type = "time"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%H:%M", **options)


class FilterForm(forms.Form):
    """What the list shows; only codes, so that they may stand in an address."""

    incident_type = forms.ChoiceField(label=_("Incident"), required=False)
    role = forms.ChoiceField(label=_("Role"), required=False)
    age_group = forms.ChoiceField(label=_("Age"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        every = [("", _("All"))]
        self.fields["incident_type"].choices = every + IncidentType.choices  # type: ignore[attr-defined]
        self.fields["role"].choices = every + PersonRole.choices  # type: ignore[attr-defined]
        self.fields["age_group"].choices = every + AgeGroup.choices  # type: ignore[attr-defined]
        self.fields["language"].choices = every + [(c or "da", n) for c, n in _languages()]  # type: ignore[attr-defined]

    def codes(self) -> dict[str, str]:
        """The filters that are set; what is not a known code is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
