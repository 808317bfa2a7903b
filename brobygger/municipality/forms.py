"""What a leader is asked about her municipality's way in."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.directory.in_words import phone_words
from brobygger.municipality import rules
from brobygger.municipality.codes import Anonymity, WayIn
from brobygger.municipality.models import Department, Room, Setup
from brobygger.municipality.words import REASONS

NAMELESS = {"required": REASONS["write_a_name"]}


class SetupForm(forms.Form):
    """A part of a setup, as it was seen; what cannot be is said at its field."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, setup: Setup, **kwargs: Any) -> None:
        names = [name for name in self.base_fields if name != "seen"]
        told = {name: getattr(setup, name) for name in names} | {"seen": setup.changed_at.isoformat()}
        if told.get("public_phone"):
            told["public_phone"] = phone_words(told["public_phone"])
        kwargs["initial"] = told
        super().__init__(*args, **kwargs)
        self.setup = setup

    def clean_seen(self) -> datetime:
        try:
            return datetime.fromisoformat(self.cleaned_data["seen"])
        except ValueError:
            return datetime.min.replace(tzinfo=self.setup.changed_at.tzinfo)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        whole = {name: getattr(self.setup, name) for name in rules.SETUP_VALUES} | told
        for name, reason in rules.setup_problems(whole, is_open=self.setup.is_open).items():
            if name in self.fields and name not in self.errors:
                self.add_error(name, REASONS[reason])
        return told

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class PageForm(SetupForm):
    """What the open page is called, and how one reaches the team by it."""

    name = forms.CharField(
        label=_("What the open page is called"),
        help_text=_("Neutral words: someone else may see the screen. Not 'violence'."),
        max_length=80,
        error_messages=NAMELESS,
    )
    name_en = forms.CharField(label=_("The same in English (may be left empty)"), max_length=80, required=False)
    public_phone = forms.CharField(
        label=_("Phone (may be left empty)"),
        help_text=_("The number that anyone may ring. Without one the page shows only the national numbers."),
        max_length=20,
        required=False,
    )
    public_hours_da = forms.CharField(
        label=_("When the phone is answered (may be left empty)"), max_length=120, required=False
    )
    public_hours_en = forms.CharField(
        label=_("When the phone is answered, in English (may be left empty)"), max_length=120, required=False
    )
    come_back_da = forms.CharField(
        label=_("What is said to someone who wants to come back, where there is neither page nor phone"),
        help_text=_("Employees read it aloud, for example: “Come to the library on Tuesdays and ask for Anne.”"),
        max_length=200,
        required=False,
    )
    come_back_en = forms.CharField(label=_("The same in English (may be left empty)"), max_length=200, required=False)
    answer_days = forms.IntegerField(
        label=_("Working days before you answer at the latest"),
        help_text=_("The page promises this to everyone who writes."),
        error_messages=dict.fromkeys(("required", "invalid"), REASONS["answer_days_out_of_range"]),
    )
    safe_site = forms.CharField(
        label=_("Where the quick exit leads"),
        help_text=_("A page that anyone could be reading, such as the weather."),
        max_length=200,
        error_messages={"required": REASONS["not_a_safe_site"]},
    )


class WaysForm(SetupForm):
    """By which ways people come, and how far they may be anonymous."""

    ways_in = forms.MultipleChoiceField(
        label=_("Ways in"), choices=WayIn.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    anonymity = forms.ChoiceField(
        label=_("How far someone may be anonymous"),
        help_text=_("It holds for those who come from now on. The first talks may always be anonymous."),
        choices=Anonymity.choices,
        widget=forms.RadioSelect,
    )


class DepartmentForm(forms.Form):
    """A department of the municipality."""

    name_da = forms.CharField(label=_("What the department is called"), max_length=80, error_messages=NAMELESS)
    name_en = forms.CharField(label=_("The same in English (may be left empty)"), max_length=80, required=False)
    takes_part = forms.BooleanField(
        label=_("Asks about violence and has resource persons"),
        help_text=_("Leave it empty for a department that only tells people of the offer."),
        required=False,
    )

    @staticmethod
    def told_by(row: Department) -> dict[str, Any]:
        return {"name_da": row.name_da, "name_en": row.name_en, "takes_part": row.takes_part}


class RoomForm(forms.Form):
    """A room where the programme meets people."""

    name = forms.CharField(label=_("What the room is called"), max_length=80, error_messages=NAMELESS)
    note = forms.CharField(
        label=_("How one comes there unseen (may be left empty)"),
        help_text=_("Which door, what stands on it, who else sits there. It is shown to those who work here only."),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    is_at_shelter = forms.BooleanField(
        label=_("It is at the shelter"),
        help_text=_("In Odense the rooms at the shelter may have kept some people away."),
        required=False,
    )

    @staticmethod
    def told_by(row: Room) -> dict[str, Any]:
        return {"name": row.name, "note": row.note, "is_at_shelter": row.is_at_shelter}


class WorkerForm(forms.Form):
    """Who is placed in a department."""

    worker = forms.TypedChoiceField(label=_("Who"), coerce=int)

    def __init__(self, *args: Any, workers: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = list(workers)  # type: ignore[attr-defined]


class PlaceForm(forms.Form):
    """In which department someone is placed."""

    department = forms.TypedChoiceField(
        label=_("Department"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a department."), "invalid_choice": _("Choose a department.")},
    )

    def __init__(self, *args: Any, departments: Iterable[Department], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].choices = [(row.pk, str(row)) for row in departments]  # type: ignore[attr-defined]
