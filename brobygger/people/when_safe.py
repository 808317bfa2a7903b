"""When it is safe to ring or write: the one piece of every form that asks, and the one way in which it is said.

Nothing is chosen until it has been said. No day, or no hours, is stored as none, allows nothing, and reads 'not said'.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dateformat import format as as_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import Weekday
from brobygger.people.rules import EVERY_DAY, SPOKEN_FOR

NOT_SAID = ("", _("Not said yet"))
MONDAY = date(2026, 11, 16)
WHEN = ("days", "hour_from", "hour_to")


def hours(first: int, last: int) -> list[tuple[Any, Any]]:
    """The full hours of the clock from the first to the last, after a choice that says that none has been said."""
    return [NOT_SAID, *((hour, f"{hour:02}.00") for hour in range(first, last + 1))]


class WhenSafe(forms.Form):
    """The days and hours that she has said; none of them is filled in beforehand."""

    days = forms.MultipleChoiceField(
        label=_("Days when it is safe"), required=False, widget=forms.CheckboxSelectMultiple, choices=Weekday.choices
    )
    hour_from = forms.TypedChoiceField(label=_("From"), required=False, coerce=int, choices=hours(0, 23))
    hour_to = forms.TypedChoiceField(label=_("To"), required=False, coerce=int, choices=hours(1, 24))

    def ask_when(self, told: dict[str, Any], *, needed: bool) -> None:
        """Errors where hours do not hold together; and, where it is needed, where the days or hours are not said."""
        first, last = told.get("hour_from", ""), told.get("hour_to", "")
        if needed and not told.get("days"):
            self.add_error("days", _("Ask which days are safe, and tick them."))
        if "" in (first, last):
            if needed or first != last:
                self.add_error("hour_to", _("Ask between which hours it is safe, and choose them."))
        elif first >= last:
            self.add_error("hour_to", _("The hours end before they begin."))


def said_when(told: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as the card keeps them; what has not been said is none."""
    first, last = told.get("hour_from", ""), told.get("hour_to", "")
    has_hours = "" not in (first, last) and int(first) < int(last)
    return {
        "days": sum(1 << (int(day) - 1) for day in told.get("days", ())),
        "hour_from": int(first) if has_hours else 0,
        "hour_to": int(last) if has_hours else 0,
    }


def shown_when(basis: str, days: int, hour_from: int, hour_to: int) -> dict[str, Any]:
    """The card's answers as the form shows them: only what someone has said, which a programme's first call is not."""
    if basis not in SPOKEN_FOR:
        return {"days": [], "hour_from": "", "hour_to": ""}
    has_hours = hour_from < hour_to
    return {
        "days": [str(day) for day in range(1, 8) if days >> (day - 1) & 1],
        "hour_from": hour_from if has_hours else "",
        "hour_to": hour_to if has_hours else "",
    }


def in_words(basis: str, days: int, hour_from: int, hour_to: int) -> str:
    """Mon–Fri at 9–16, as a card says it; and 'not said yet' of whatever nobody has said."""
    if basis not in SPOKEN_FOR or (not days and hour_from >= hour_to):
        return gettext("Not said yet")
    parts = [weekdays(days) if days else gettext("days not said yet")]
    if hour_from >= hour_to:
        parts.append(gettext("hours not said yet"))
    elif (hour_from, hour_to) == (0, 24):
        parts.append(gettext("at all hours"))
    else:
        parts.append(gettext("at %(from)s–%(to)s") % {"from": hour_from, "to": hour_to})
    words = " ".join(parts) if hour_from < hour_to and days else ", ".join(parts)
    return words[:1].upper() + words[1:]


def weekdays(days: int) -> str:
    """Mon–Fri, or Mon, Wed: the runs of days named by their ends."""
    if days & EVERY_DAY == EVERY_DAY:
        return gettext("every day")
    runs: list[list[int]] = []
    for day in range(7):
        if days >> day & 1:
            if runs and runs[-1][-1] == day - 1:
                runs[-1].append(day)
            else:
                runs.append([day])
    return ", ".join(_day(run[0]) if len(run) == 1 else f"{_day(run[0])}–{_day(run[-1])}" for run in runs)


def _day(day: int) -> str:
    return as_format(MONDAY + timedelta(day), "D")
