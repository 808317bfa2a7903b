"""What is written about meetings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def day(label: Any, **more: Any) -> forms.DateField:
    """A day, chosen in the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **more)


class Hinted(forms.Form):
    """What is written says beside it what may not be, as its kind of meeting does."""

    def __init__(self, *args: Any, hint: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in {"agenda", "minutes", "what"} & set(self.fields):
            self.fields[name].help_text = hint


class RhythmForm(forms.Form):
    """How often they meet."""

    months = forms.IntegerField(label=_("Months between two meetings"), min_value=1, max_value=12)
    begins_on = day(_("The first meeting is held by"))


class MeetingForm(Hinted):
    """When and where, and what is on the agenda."""

    on = day(_("Day"))
    clock = forms.TimeField(label=_("Time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    place = forms.CharField(label=_("Where"), max_length=120, required=False)
    agenda = forms.CharField(
        label=_("Agenda"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 8})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def planned_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.cleaned_data["on"], self.cleaned_data["clock"]))


class HeldForm(forms.Form):
    """When it was held, and who was there."""

    held_on = day(_("Held on"))
    there = forms.TypedMultipleChoiceField(
        label=_("Who was there"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever was expected and is not ticked is noted as absent."),
    )  # fmt: skip
    others = forms.CharField(label=_("Others who were there"), required=False, max_length=300)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["there"].choices = people  # type: ignore[attr-defined]


class MinutesForm(Hinted):
    """What was talked about."""

    minutes = forms.CharField(
        label=_("Minutes of the meeting"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 16})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class AgreedForm(Hinted):
    """What someone takes on."""

    what = forms.CharField(label=_("What is to be done"), max_length=300)
    worker = forms.TypedChoiceField(label=_("Who does it"), coerce=int)
    due_on = day(_("By which day"), required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["worker"].choices = people  # type: ignore[attr-defined]
