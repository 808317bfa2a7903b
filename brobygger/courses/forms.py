"""The forms of courses."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.courses.codes import Apart, Came, Dropped, Element, Gave
from brobygger.courses.course_actions import Noted, Planned
from brobygger.courses.models import Place
from brobygger.staff.queries import Colleague

DAY, HOUR = {"type": "date"}, {"type": "time"}
BREAK = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])–(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def radios(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


def colleagues(team: Iterable[Colleague]) -> list[tuple[Any, Any]]:
    return [("", _("Choose")), *((one.worker_id, one.name) for one in team)]


class WaitForm(forms.Form):
    wishes_a_group = forms.BooleanField(label=_("The person has said that she or he wishes to be in a group"))
    wishes = forms.CharField(
        label=_("What matters for coming?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Days and hours, childcare, the way there."),
    )  # fmt: skip


class OfferForm(forms.Form):
    place = forms.TypedChoiceField(label=_("To whom?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *told: Any, waiting: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["place"].choices = list(waiting)  # type: ignore[attr-defined]


class DropOutForm(forms.Form):
    why = radios(_("Why?"), Dropped.choices)
    words = forms.CharField(
        label=_("In a few words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class GaveForm(forms.Form):
    gave = radios(_("What did the course give?"), Gave.choices)


class PlanForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("Neutral: it may be seen on a phone."))
    room = forms.CharField(label=_("Room"), max_length=120, help_text=_("Somewhere one can come and go unnoticed."))
    first_on = forms.DateField(label=_("First session"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    starts = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(format="%H:%M", attrs=HOUR))
    leader = forms.TypedChoiceField(label=_("Who leads?"), coerce=int)
    second_leader = forms.TypedChoiceField(label=_("Who leads with her or him?"), coerce=int)

    def __init__(self, *told: Any, team: Iterable[Colleague], programme_id: int, **more: Any) -> None:
        super().__init__(*told, **more)
        self.programme_id, people = programme_id, colleagues(team)
        for name in ("leader", "second_leader"):
            self.fields[name].choices = people  # type: ignore[attr-defined]

    def planned(self) -> Planned:
        return Planned(programme_id=self.programme_id, **self.cleaned_data)


class LeadersForm(forms.Form):
    leader = forms.TypedChoiceField(label=_("Who leads?"), coerce=int)
    second_leader = forms.TypedChoiceField(label=_("Who leads with her or him?"), coerce=int)

    def __init__(self, *told: Any, team: Iterable[Colleague], **more: Any) -> None:
        super().__init__(*told, **more)
        people = colleagues(team)
        for name in ("leader", "second_leader"):
            self.fields[name].choices = people  # type: ignore[attr-defined]


class SessionForm(forms.Form):
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    starts = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(format="%H:%M", attrs=HOUR))
    element = radios(_("What is it about?"), Element.choices)
    theme = forms.CharField(label=_("Theme"), max_length=120, required=False)


class DesignForm(forms.Form):
    sessions = forms.IntegerField(label=_("Sessions"), min_value=1, max_value=30)
    minutes = forms.IntegerField(label=_("Minutes each"), min_value=30, max_value=480)
    weeks_between = forms.IntegerField(label=_("Every how many weeks?"), min_value=1, max_value=4)
    fewest = forms.IntegerField(label=_("At least so many"), min_value=2, max_value=30)
    most = forms.IntegerField(label=_("At most so many"), min_value=2, max_value=30)
    closes_after = forms.IntegerField(label=_("Closed after session"), min_value=0, max_value=30)
    answer_days = forms.IntegerField(label=_("Working days to answer an offer"), min_value=1, max_value=60)
    breaks = forms.CharField(
        label=_("School breaks"), required=False, widget=forms.Textarea(attrs={"rows": 4}), max_length=400,
        help_text=_("One a line, as 10-12–10-18: month and day, the same each year."),
    )  # fmt: skip

    def clean_breaks(self) -> list[str]:
        lines = [line.strip().replace(" ", "").replace("--", "–") for line in self.cleaned_data["breaks"].splitlines()]
        for line in filter(None, lines):
            if not BREAK.fullmatch(line):
                raise forms.ValidationError(_("‘%(line)s’ is not written as 10-12–10-18."), params={"line": line})
        return [line for line in lines if line]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("fewest") and told.get("most") and told["most"] < told["fewest"]:
            self.add_error("most", _("At most is at least as many as at least."))
        return told


class ApartForm(forms.Form):
    second = forms.TypedChoiceField(label=_("Whom must the person not meet?"), coerce=int, required=False)
    worker = forms.TypedChoiceField(label=_("Or which colleague?"), coerce=int, required=False)
    why = radios(_("Why?"), Apart.choices)

    def __init__(self, *told: Any, people: Iterable[tuple[int, str]], team: Iterable[Colleague], **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["second"].choices = [("", _("Nobody")), *people]  # type: ignore[attr-defined]
        self.fields["worker"].choices = colleagues(team)  # type: ignore[attr-defined]


class SheetForm(forms.Form):
    """Who came, a line each; nothing is chosen beforehand, and whoever is not noted is not counted."""

    # Neither is chosen where it was not asked.
    ASKED = (("no", _("Nothing that worries")), ("yes", _("Something that worries")))

    def __init__(self, *told: Any, lines: Iterable[tuple[Place, Any]], **more: Any) -> None:
        super().__init__(*told, **more)
        self.lines = list(lines)
        for place, noted in self.lines:
            came = radios(_("Came?"), Came.choices, required=False)
            came.initial = noted.came if noted else None
            asked = radios(_("Safety, as the person says"), self.ASKED, required=False)
            asked.initial = {True: "yes", False: "no"}.get(noted.worries) if noted else None
            self.fields[f"came-{place.pk}"], self.fields[f"worries-{place.pk}"] = came, asked

    def noted(self) -> dict[int, Noted]:
        found = {}
        for place, _before in self.lines:
            came = self.cleaned_data[f"came-{place.pk}"]
            asked = self.cleaned_data[f"worries-{place.pk}"]
            if came:
                found[place.pk] = Noted(came, {"yes": True, "no": False}.get(asked))
        return found
