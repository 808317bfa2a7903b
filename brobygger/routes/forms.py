"""What a leader fills in about a question, about a version, and about a door."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.directory.models import Offer
from brobygger.routes.codes import Route
from brobygger.routes.models import CourseCriteria, Criterion
from brobygger.routes.queries import CONTENT
from brobygger.routes.rules import OPPOSITE, OTHERWISE

FOR_ALL = _("Everyone who works here can read this. Write nothing about a person.")


def _text(label: Any, length: int, hint: Any = "", *, required: bool = True, long: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput()
    return forms.CharField(label=label, help_text=hint, max_length=length, required=required, widget=widget)


class QuestionForm(forms.Form):
    """One question in both languages, the answer that fits, and the door where it is the other."""

    question_da = _text(_("The question in Danish"), 240, _("Short and plain, so that it can be asked aloud."))
    help_da = _text(_("Help in Danish"), 600, _("What an employee without special knowledge is to think of."),
                    required=False, long=True)  # fmt: skip
    name_da = _text(_("Short name in Danish"), 60, _("The heading of the question in the table."))
    question_en = _text(_("The question in English"), 240)
    help_en = _text(_("Help in English"), 600, required=False, long=True)
    name_en = _text(_("Short name in English"), 60)
    fits = forms.ChoiceField(
        label=_("Which answer fits the course?"),
        choices=[(answer.value, answer.label) for answer in OPPOSITE],
        widget=forms.RadioSelect,
    )
    otherwise = forms.ChoiceField(
        label=_("Which door is right where the answer is the other?"),
        choices=[(route.value, route.label) for route in OTHERWISE],
        widget=forms.RadioSelect,
    )
    kind = forms.ChoiceField(
        label=_("Is it an inclusion or an exclusion?"), choices=Criterion.Kind.choices, widget=forms.RadioSelect
    )
    for_team = forms.BooleanField(
        label=_("The team asks it"), required=False,
        help_text=_("It stands as not known until then; an employee may answer it where she or he knows already."),
    )  # fmt: skip
    source = _text(_("Where it comes from"), 120, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def told(self) -> dict[str, Any]:
        """The question as it is to stand."""
        return {name: self.cleaned_data[name] for name in CONTENT}

    @staticmethod
    def of(question: Criterion, seen: str) -> dict[str, Any]:
        """What the form shows of a question at first."""
        return {name: getattr(question, name) for name in CONTENT} | {"seen": seen}


class FrameForm(forms.Form):
    """From which day the version holds, why, and whom nothing keeps out."""

    valid_from = forms.DateField(
        label=_("Holds from"),
        help_text=_("For whoever is registered on this day or later."),
        input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = _text(_("Why"), 2000, FOR_ALL, required=False, long=True)
    also_welcome_da = _text(_("The course is also for, in Danish"), 2000,
                            _("What keeps nobody out. It is said, never asked. One sentence a line."),
                            required=False, long=True)  # fmt: skip
    also_welcome_en = _text(_("The course is also for, in English"), 2000, required=False, long=True)
    seen = forms.CharField(widget=forms.HiddenInput)

    @staticmethod
    def of(criteria: CourseCriteria, seen: str) -> dict[str, Any]:
        """What the form shows of a version at first."""
        names = ("valid_from", "note", "also_welcome_da", "also_welcome_en")
        return {name: getattr(criteria, name) for name in names} | {"seen": seen}


class SeenForm(forms.Form):
    """What someone has read before she decides."""

    seen = forms.CharField(widget=forms.HiddenInput)


class DoorForm(forms.Form):
    """An offer of the directory behind a route, and how one refers there."""

    route = forms.ChoiceField(widget=forms.HiddenInput, choices=Route.choices)
    offer = forms.ModelChoiceField(
        label=_("Offer of the directory"), queryset=Offer.objects.none(), empty_label=_("Choose …")
    )
    note = _text(_("How we refer there"), 300, FOR_ALL, required=False)

    def __init__(self, *args: Any, offers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offer"].queryset = offers  # type: ignore[attr-defined]
