"""The forms of courses."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import Weekday
from brobygger.courses.codes import Apart, Came, Dropped, Element, Gave
from brobygger.courses.course_actions import Noted, Planned
from brobygger.courses.models import Place, Venue
from brobygger.courses.queries import mark
from brobygger.staff.queries import Colleague

DAY, HOUR = {"type": "date"}, {"type": "time"}
_DAY, _WEEK = r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", r"(0[1-9]|[1-4]\d|5[0-3])"
BREAK = re.compile(f"{_DAY}–{_DAY}|{_WEEK}(–{_WEEK})?")
WEEK = re.compile(r"(?:uge|week)?(\d{1,2})(?:–(\d{1,2}))?", re.IGNORECASE)


def radios(label: Any, choices: Any, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **more)


def rooms(venues: Iterable[Venue]) -> list[tuple[Any, Any]]:
    """Those that are ours still, and until when where one is lost later."""
    here = [one for one in venues if one.is_ours_on(timezone.localdate())]
    return [("", _("Choose")), *((one.pk, _until(one) if one.in_use_until else one.name) for one in here)]


def _until(room: Venue) -> str:
    day = room.in_use_until or timezone.localdate()
    told = {"room": room.name, "day": date_format(day, "SHORT_DATE_FORMAT")}
    return gettext("%(room)s, until %(day)s") % told


def colleagues(team: Iterable[Colleague]) -> list[tuple[Any, Any]]:
    return [("", _("Choose")), *((one.worker_id, one.name) for one in team)]


class WaitForm(forms.Form):
    wishes_a_group = forms.BooleanField(label=_("The person has said that she or he wishes to be in a group"))
    wishes = forms.CharField(
        label=_("What matters for coming?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Days and hours, childcare, the way there."),
    )  # fmt: skip


class OfferForm(forms.Form):
    place = forms.TypedChoiceField(
        label=_("To whom?"), coerce=int, widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("That person has an offer or a place already, or waits no more.")},
    )  # fmt: skip

    def __init__(self, *told: Any, waiting: Iterable[tuple[int, str]], **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["place"].choices = list(waiting)  # type: ignore[attr-defined]


class DropOutForm(forms.Form):
    why = radios(_("Why?"), [one for one in Dropped.choices if one[0] != Dropped.STOPPED])
    words = forms.CharField(
        label=_("In a few words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class GaveForm(forms.Form):
    gave = radios(_("What did the course give?"), Gave.choices)


class PlanForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("Neutral: it may be seen on a phone."))
    venue_id = forms.TypedChoiceField(label=_("Room"), coerce=int)
    first_on = forms.DateField(label=_("First session"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    starts = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(format="%H:%M", attrs=HOUR))
    leader = forms.TypedChoiceField(label=_("Who leads?"), coerce=int)
    second_leader = forms.TypedChoiceField(label=_("Who leads with her or him?"), coerce=int)

    def __init__(
        self, *told: Any, team: Iterable[Colleague], programme_id: int, venues: Iterable[Venue], **more: Any
    ) -> None:  # fmt: skip
        super().__init__(*told, **more)
        self.fields["venue_id"].choices = rooms(venues)  # type: ignore[attr-defined]
        self.programme_id, people = programme_id, colleagues(team)
        for name in ("leader", "second_leader"):
            self.fields[name].choices = people  # type: ignore[attr-defined]

    def planned(self) -> Planned:
        return Planned(programme_id=self.programme_id, **self.cleaned_data)


class VenueForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    seats = forms.IntegerField(label=_("Seats"), min_value=2, max_value=100)
    discretion = forms.CharField(
        label=_("How does one come and go unnoticed?"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("An entrance of its own, a sign that says nothing."),
    )  # fmt: skip
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Days when we can have it"), coerce=int, choices=Weekday.choices, widget=forms.CheckboxSelectMultiple
    )
    opens = forms.TimeField(label=_("From what hour?"), widget=forms.TimeInput(format="%H:%M", attrs=HOUR))
    closes = forms.TimeField(label=_("Until what hour?"), widget=forms.TimeInput(format="%H:%M", attrs=HOUR))
    in_use_from = forms.DateField(label=_("Ours from"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("opens") and told.get("closes") and told["closes"] <= told["opens"]:
            self.add_error("closes", _("It closes after it opens."))
        return told


class LostForm(forms.Form):
    from_day = forms.DateField(label=_("From which day?"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))


class RoomForm(forms.Form):
    venue_id = forms.TypedChoiceField(label=_("Room"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *told: Any, venues: Iterable[Venue], **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["venue_id"].choices = [(one.pk, one.name) for one in venues]  # type: ignore[attr-defined]


class FewForm(forms.Form):
    words = forms.CharField(
        label=_("Why does it begin all the same?"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("About the course, and nobody by name."),
    )  # fmt: skip


class LeadersForm(forms.Form):
    leader = forms.TypedChoiceField(label=_("Who leads?"), coerce=int)
    second_leader = forms.TypedChoiceField(label=_("Who leads with her or him?"), coerce=int)
    stand_in = forms.TypedChoiceField(
        label=_("Who stands in where one of the two is ill?"), coerce=int, required=False, empty_value=None
    )

    def __init__(self, *told: Any, team: Iterable[Colleague], **more: Any) -> None:
        super().__init__(*told, **more)
        people = colleagues(team)
        for name in ("leader", "second_leader", "stand_in"):
            self.fields[name].choices = people  # type: ignore[attr-defined]


class SessionForm(forms.Form):
    """The day and theme of a session; `anyway` is asked once a day off has been chosen."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs=DAY))
    starts = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(format="%H:%M", attrs=HOUR))
    anyway = forms.BooleanField(label=_("It is held that day all the same"), required=False)
    element = radios(_("What is it about?"), Element.choices)
    theme = forms.CharField(label=_("Theme"), max_length=120, required=False)
    material = forms.CharField(
        label=_("Exercises and material"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("The next course begins from it. Nothing about anyone who comes."),
    )  # fmt: skip


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
        help_text=_("One a line: a week, as 7 or 27–32, or days, as 12-24–01-02 (month and day). The same each year."),
    )  # fmt: skip

    def clean_breaks(self) -> list[str]:
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["breaks"].splitlines())):
            told = line.replace(" ", "").replace("--", "–")
            if weeks := WEEK.fullmatch(told):
                told = "–".join(one.zfill(2) for one in weeks.groups() if one)
            if not BREAK.fullmatch(told):
                words = _("“%(line)s” is neither a week, as 7 or 27–32, nor days, as 12-24–01-02.")
                raise forms.ValidationError(words, params={"line": line})
            found.append(told)
        return found

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("fewest") and told.get("most") and told["most"] < told["fewest"]:
            self.add_error("most", _("At most is at least as many as at least."))
        return told


class ApartForm(forms.Form):
    second = forms.TypedChoiceField(label=_("Whom must the person not meet?"), coerce=int, required=False)
    worker = forms.TypedChoiceField(label=_("Or which colleague?"), coerce=int, required=False)
    why = radios(_("Why?"), Apart.choices)

    waits_on = forms.TypedChoiceField(
        label=_("Who waits for another course?"), coerce=int, required=False, empty_value=None,
        widget=forms.RadioSelect,
        help_text=_("Ring that person first, when the card says that it is safe. The other keeps the place."),
    )  # fmt: skip

    def __init__(
        self,
        *told: Any,
        people: Iterable[tuple[int, str]],
        team: Iterable[Colleague],
        who: tuple[int, str],
        **more: Any,
    ) -> None:
        super().__init__(*told, **more)
        people = list(people)
        self.who_wait = [who, *people]
        self.fields["waits_on"].choices = self.who_wait  # type: ignore[attr-defined]
        self.fields["second"].choices = [("", _("Nobody")), *people]  # type: ignore[attr-defined]
        self.fields["worker"].choices = colleagues(team)  # type: ignore[attr-defined]

    def ask_who_waits(self, numbers: Iterable[int | None]) -> None:
        """It is asked where they would meet, and of these two alone."""
        asked = [one for one in self.who_wait if one[0] in set(numbers)]
        self.fields["waits_on"].choices = asked  # type: ignore[attr-defined]
        if not asked:
            del self.fields["waits_on"]


class SheetForm(forms.Form):
    """Who came, a line each; nothing is chosen beforehand, and whoever is not noted is not counted."""

    # None is chosen where it was not asked; that is to be done then.
    ASKED = (
        ("no", _("Nothing that worries")),
        ("yes", _("Something that worries")),
        ("not_possible", _("It was not possible to ask")),
    )

    def __init__(self, *told: Any, lines: Iterable[tuple[Place, Any]], wants_why: bool = False, **more: Any) -> None:
        super().__init__(*told, **more)
        self.lines = list(lines)
        if wants_why:
            self.fields["all_the_same"] = forms.CharField(
                label=_("Why does it begin all the same?"), max_length=400, required=False,
                widget=forms.Textarea(attrs={"rows": 2}), help_text=_("About the course, and nobody by name."),
            )  # fmt: skip
        for place, noted in self.lines:
            self.fields[f"stood-{place.pk}"] = forms.CharField(
                required=False, max_length=40, initial=mark(noted), widget=forms.HiddenInput
            )
            came = radios(_("Came?"), Came.choices, required=False)
            came.initial = noted.came if noted else None
            asked = radios(_("Safety, as the person says"), self.ASKED, required=False)
            stood = {True: "yes", False: "no"}.get(noted.worries) if noted else None
            asked.initial = "not_possible" if noted and noted.not_possible else stood
            self.fields[f"came-{place.pk}"], self.fields[f"worries-{place.pk}"] = came, asked

    def noted(self) -> dict[int, Noted]:
        """What has been chosen anew: a line that was left as it stood is not noted again."""
        found = {}
        for place, _before in self.lines:
            came, stood = self.cleaned_data[f"came-{place.pk}"], self.cleaned_data[f"stood-{place.pk}"]
            answer = self.cleaned_data[f"worries-{place.pk}"]
            worries, not_possible = {"yes": True, "no": False}.get(answer), answer == "not_possible"
            if came and f"{came} {'not_possible' if not_possible else worries}" != stood:
                found[place.pk] = Noted(came, worries, stood, not_possible)
        return found
