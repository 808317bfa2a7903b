"""What a plan is asked for, and what is decided about one of its courses."""

from collections.abc import Iterable, Iterator
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import Weekday
from brobygger.course_plans.asked import Wanted
from brobygger.course_plans.told import Told, Wish
from brobygger.courses.forms import DAY, HOUR, colleagues, rooms
from brobygger.courses.models import Venue
from brobygger.staff.queries import Colleague

WEEKDAYS = [("", _("No matter")), *Weekday.choices[:5]]


def day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY), **more)


def hour(label: Any, **more: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs=HOUR), **more)


class AskForm(forms.Form):
    first = day(_("From which day can the first course begin?"))
    last = day(_("By which day are they all over?"))
    venues = forms.TypedMultipleChoiceField(label=_("Rooms"), coerce=int, widget=forms.CheckboxSelectMultiple)
    leaders = forms.TypedMultipleChoiceField(label=_("Who may lead?"), coerce=int, widget=forms.CheckboxSelectMultiple)
    most_a_week = forms.IntegerField(label=_("Most sessions that one leads in a week"), min_value=1, max_value=5)
    first_hour = hour(_("A course may begin at"))
    second_hour = hour(_("Or at"), required=False)

    def __init__(
        self, *told: Any, count: int, venues: Iterable[Venue], leaders: Iterable[tuple[int, str]], **more: Any
    ) -> None:  # fmt: skip
        super().__init__(*told, **more)
        self.count = count
        self.fields["venues"].choices = rooms(venues)[1:]  # type: ignore[attr-defined]
        self.fields["leaders"].choices = list(leaders)  # type: ignore[attr-defined]
        for n in range(count):
            self.fields[f"name-{n}"] = forms.CharField(
                label=_("Name"), max_length=60, help_text=_("Neutral: it may be seen on a phone.")
            )
            self.fields[f"weekday-{n}"] = forms.TypedChoiceField(
                label=_("Wished weekday"), choices=WEEKDAYS, required=False, coerce=int, empty_value=None
            )
            self.fields[f"hour-{n}"] = hour(_("Wished hour"), required=False)

    def common(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in self.base_fields)

    def courses(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        return ((n + 1, [self[f"{name}-{n}"] for name in ("name", "weekday", "hour")]) for n in range(self.count))

    def told(self) -> Told:
        said = self.cleaned_data
        wishes = [
            Wish(said[f"name-{n}"].strip(), Wanted(said[f"weekday-{n}"], said[f"hour-{n}"])) for n in range(self.count)
        ]
        hours: list[time | None] = [said["first_hour"], said["second_hour"], *(one.wanted.hour for one in wishes)]
        return Told(
            courses=tuple(wishes), first=said["first"], last=said["last"],
            hours=tuple(sorted({one for one in hours if one})),
            venues=tuple(said["venues"]), leaders=tuple(said["leaders"]), most_a_week=said["most_a_week"],
        )  # fmt: skip


def as_asked(told: Told) -> dict[str, Any]:
    """What the form begins with where a plan is asked for again."""
    found: dict[str, Any] = {
        name: getattr(told, name) for name in ("first", "last", "venues", "leaders", "most_a_week")
    }
    found |= {"first_hour": told.hours[0], "second_hour": told.hours[1] if len(told.hours) > 1 else None}
    for n, one in enumerate(told.courses):
        found |= {f"name-{n}": one.name, f"weekday-{n}": one.wanted.weekday, f"hour-{n}": one.wanted.hour}
    return found


class CourseForm(forms.Form):
    first_on = day(_("First session"), required=False)
    starts = hour(_("Begins at"), required=False)
    venue = forms.TypedChoiceField(label=_("Room"), coerce=int, required=False, empty_value=None)
    leader = forms.TypedChoiceField(label=_("Who leads?"), coerce=int, required=False, empty_value=None)
    second_leader = forms.TypedChoiceField(
        label=_("Who leads with her or him?"), coerce=int, required=False, empty_value=None
    )
    turn = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *told: Any, venues: Iterable[Venue], team: Iterable[Colleague], **more: Any) -> None:
        super().__init__(*told, **more)
        people = [("", _("Let the plan choose")), *colleagues(team)[1:]]
        self.fields["venue"].choices = [("", _("Let the plan choose")), *rooms(venues)[1:]]  # type: ignore[attr-defined]
        for name in ("leader", "second_leader"):
            self.fields[name].choices = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("leader") and said.get("leader") == said.get("second_leader"):
            self.add_error("second_leader", _("Two different colleagues lead a course."))
        return said

    def decided(self) -> dict[str, Any]:
        said = self.cleaned_data
        leaders = tuple(one for one in (said["leader"], said["second_leader"]) if one)
        return {name: said[name] for name in ("first_on", "starts", "venue", "turn")} | {"leaders": leaders}


class TurnForm(forms.Form):
    turn = forms.IntegerField(widget=forms.HiddenInput)
