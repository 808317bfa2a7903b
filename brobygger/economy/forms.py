"""The forms of the table, the period and what is tried."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.economy.codes import Follows, How, Paid
from brobygger.economy.rules import MOST_YEARS
from brobygger.evaluation.rules import Period, may_be_counted
from brobygger.evaluation.words import REASONS

HOWS = [(one.value, one.label) for one in (How.AMOUNT, How.HOURS)]
REQUIRED = {How.AMOUNT: ("amount",), How.HOURS: ("hours", "weeks", "hourly")}


def day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d", "%d-%m-%Y"], **more)


def number(label: Any, *, most: int, places: int = 2, **more: Any) -> forms.DecimalField:
    """A number as Danes write it, with a comma, or with a point."""
    told: dict[str, Any] = {"min_value": Decimal(0), "max_value": Decimal(most), "decimal_places": places} | more
    return forms.DecimalField(label=label, localize=True, **told)


class PriceForm(forms.Form):
    """What a line costs from a day on."""

    how = forms.ChoiceField(label=_("How does the sum come about?"), choices=HOWS, widget=forms.RadioSelect)
    amount = number(_("The sum in kroner"), most=999_999_999, required=False)
    hours = number(_("Hours a week"), most=2_000, required=False)
    weeks = number(_("Weeks a year"), most=53, places=1, required=False)
    hourly = number(
        _("Price for an hour, in kroner"), most=10_000, places=4, required=False,
        help_text=_("With what the employer pays besides. Up to four decimals."),
    )  # fmt: skip
    from_on = day(
        _("From which day?"), help_text=_("What is paid once: the day it was paid. Earlier periods keep their prices.")
    )
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False,
        help_text=_("Where the number comes from. Write nothing about persons."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        for name in REQUIRED.get(told.get("how", ""), ()):
            if told.get(name) is None and name not in self.errors:
                self.add_error(name, _("Write a number."))
            elif name in ("hours", "weeks") and told.get(name) == 0:
                self.add_error(name, _("Write a number above 0."))
        return told


class LineForm(PriceForm):
    """A new line."""

    name = forms.CharField(label=_("What is paid for?"), max_length=120)
    paid = forms.ChoiceField(label=_("When is it paid?"), choices=Paid.choices, widget=forms.RadioSelect)
    follows = forms.ChoiceField(label=_("Does it follow the team?"), choices=Follows.choices, widget=forms.RadioSelect)

    field_order = ("name", "paid", "follows")


class StrikeForm(forms.Form):
    from_on = day(_("From which day does it cost nothing?"))


class FrameForm(forms.Form):
    goal = number(
        _("Goal: how many percent of those reached accept?"), most=100, places=1, min_value=Decimal("0.1"),
        help_text=_("The first outreach project aimed at 15 percent."),
    )  # fmt: skip
    years = forms.IntegerField(
        label=_("Over how many years is the start-up spread?"), min_value=1, max_value=MOST_YEARS,
        help_text=_("1: all of it in the first year."),
    )  # fmt: skip


class PeriodForm(forms.Form):
    """The period, all of it in the address; what is left open is the year up to today."""

    def __init__(self, *told: Any, **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["from"] = day(_("From"), required=False)
        self.fields["to"] = day(_("To"), required=False)

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


class TeamForm(forms.Form):
    """Another way for the team."""

    more_hours = forms.DecimalField(
        label=_("Hours a week more, or fewer"), min_value=-500, max_value=500, decimal_places=1, localize=True,
        help_text=_("Fewer with a minus in front. It begins with the hours of one worker more."),
    )  # fmt: skip
    window_days = forms.IntegerField(label=_("Days in which a person may be rung"), min_value=1, max_value=365)
    most_attempts = forms.IntegerField(label=_("Most attempts for each"), min_value=1, max_value=20)
    talk = number(_("Minutes for a call in which someone is reached"), most=180, places=1, min_value=Decimal(1))
    no_answer = number(_("Minutes for an attempt in vain"), most=60, places=1, min_value=Decimal("0.5"))
    burglary = forms.BooleanField(label=_("Burglary and theft are in the target group"), required=False)


class CoursesForm(forms.Form):
    """Another number of courses or places."""

    courses = forms.IntegerField(label=_("Courses a year"), min_value=1, max_value=24)
    seats = forms.IntegerField(label=_("Places in each"), min_value=1, max_value=30)
