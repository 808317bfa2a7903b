"""The forms of hours and shifts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.rota.codes import Likes, Part
from brobygger.rota.words import day_of_week

DAY, HOUR = {"type": "date"}, {"type": "time"}


def day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY), **more)


def hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs=HOUR))


def weekdays() -> list[tuple[int | str, str]]:
    return [(number, day_of_week(number)) for number in range(7)]


class _Days(forms.Form):
    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("first_day") and told.get("last_day") and told["last_day"] < told["first_day"]:
            self.add_error("last_day", _("The last day is before the first."))
        return told


class AskForm(_Days):
    first_day = day(_("First day"))
    last_day = day(_("Last day"))
    most_a_week = forms.IntegerField(label=_("Most shifts a week for each"), min_value=1, max_value=14)


class NeedForm(forms.Form):
    weekday = forms.TypedChoiceField(label=_("Weekday"), coerce=int, choices=weekdays)
    starts = hour(_("From"))
    ends = hour(_("To"))
    needed = forms.IntegerField(label=_("How many are needed?"), min_value=1, max_value=50)
    from_on = day(_("From which day?"))

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("starts") and told.get("ends") and told["ends"] <= told["starts"]:
            self.add_error("ends", _("A shift ends after it begins, on the same day."))
        return told


class HoursForm(forms.Form):
    weekly = forms.DecimalField(
        label=_("Hours a week"), min_value=0, max_value=60, max_digits=4, decimal_places=2,
        help_text=_("On average. What an exam period takes is made up for in the other weeks of the plan."),
    )  # fmt: skip
    from_on = day(_("From which day?"))

    def minutes(self) -> int:
        return int(self.cleaned_data["weekly"] * 60)


class ExamForm(_Days):
    first_day = day(_("First day"))
    last_day = day(_("Last day"))
    most = forms.IntegerField(
        label=_("Shifts a week all the same"), min_value=0, max_value=7, help_text=_("0 where there are to be none.")
    )


class WishForm(forms.Form):
    likes = forms.ChoiceField(label=_("What do you wish?"), choices=Likes.choices, widget=forms.RadioSelect)
    weekday = forms.TypedChoiceField(
        label=_("Each week on"), coerce=int, required=False, empty_value=None,
        choices=lambda: [("", _("Choose")), *weekdays()],
    )  # fmt: skip
    on = day(_("Or on one day"), required=False)
    part = forms.ChoiceField(label=_("Which part of the day?"), choices=Part.choices, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if "on" in told and (told.get("weekday") is None) == (told["on"] is None):
            self.add_error("weekday", _("Choose a weekday, or write one day."))
        return told


class TalkForm(forms.Form):
    wished_on = day(_("By which day would you like it?"))


class HeldForm(forms.Form):
    held_on = day(_("When was it held?"))


class GiveForm(forms.Form):
    worker = forms.TypedChoiceField(
        label=_("Who takes the shift?"), coerce=int, required=False, empty_value=None, widget=forms.RadioSelect
    )

    def __init__(self, *told: Any, people: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["worker"].choices = [*people, ("", _("Nobody"))]  # type: ignore[attr-defined]
