"""What is noted about a volunteer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base.alphabet import alphabetical
from brobygger.base.codes import Gender, Weekday
from brobygger.base.languages import LANGUAGES
from brobygger.volunteers.actions import Ability
from brobygger.volunteers.models import Volunteer
from brobygger.volunteers.states import ConflictKind, Form, NeededFor

TICKS = forms.CheckboxSelectMultiple


def bits(days: list[str]) -> int:
    """ISO weekdays as bits; Monday is bit 0."""
    return sum(1 << (int(day) - 1) for day in days)


def weekdays(bits: int) -> list[str]:
    return [str(day) for day in range(1, 8) if bits >> day - 1 & 1]


class DaysForm(forms.Form):
    """When a volunteer can, and for how many."""

    days = forms.MultipleChoiceField(
        label=_("Days when you can"), required=False, choices=Weekday.choices, widget=TICKS
    )
    evenings = forms.MultipleChoiceField(
        label=_("Evenings when you can"), required=False, choices=Weekday.choices, widget=TICKS
    )
    most_cases = forms.IntegerField(label=_("Most people at once"), min_value=0, max_value=20)

    @staticmethod
    def known(row: Volunteer) -> dict[str, Any]:
        return {"days": weekdays(row.days), "evenings": weekdays(row.evenings), "most_cases": row.most_cases}

    def told(self) -> dict[str, int]:
        said = self.cleaned_data
        return {"days": bits(said["days"]), "evenings": bits(said["evenings"]), "most_cases": said["most_cases"]}


class VolunteerForm(DaysForm):
    """Everything that a coordinator notes."""

    active = forms.BooleanField(label=_("Is active and may be asked"), required=False, initial=True)
    gender = forms.ChoiceField(
        label=_("Gender"),
        required=False,
        choices=[("", _("Not said")), *Gender.choices],
        help_text=_("Only asked because some wish to talk with a woman or a man."),
    )
    languages = forms.MultipleChoiceField(label=_("Speaks"), widget=TICKS)
    areas = forms.CharField(
        label=_("Can meet in"),
        required=False,
        max_length=300,
        help_text=_("Districts or towns, separated by commas; empty is everywhere."),
    )
    forms = forms.MultipleChoiceField(label=_("Talks"), choices=Form.choices, widget=TICKS)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        names = ((str(name), code) for code, name in LANGUAGES.items() if code not in ("da", "en"))
        named = sorted(names, key=lambda one: alphabetical(one[0]))
        first = [("da", str(LANGUAGES["da"])), ("en", str(LANGUAGES["en"]))]
        self.fields["languages"].choices = [*first, *((code, name) for name, code in named)]  # type: ignore[attr-defined]
        self.fields["days"].label, self.fields["evenings"].label = _("Days"), _("Evenings")

    @staticmethod
    def known(row: Volunteer) -> dict[str, Any]:
        return DaysForm.known(row) | {
            "active": row.active,
            "gender": row.gender,
            "languages": row.languages,
            "areas": ", ".join(row.areas),
            "forms": row.forms,
        }

    def ability(self) -> Ability:
        said = self.cleaned_data
        areas = [" ".join(one.split()) for one in said["areas"].split(",")]
        return Ability(
            gender=said["gender"],
            languages=said["languages"],
            areas=sorted({one for one in areas if one}),
            forms=said["forms"],
            active=said["active"],
            **self.told(),
        )


class CertificateForm(forms.Form):
    """A certificate that a volunteer has."""

    kind = forms.ChoiceField(label=_("Certificate"))
    got_on = forms.DateField(label=_("Given on"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    expires_on = forms.DateField(
        label=_("Expires on"),
        required=False,
        help_text=_("Empty where it does not expire."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, kinds: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class KindForm(forms.Form):
    """A certificate that the organisation knows of."""

    name = forms.CharField(label=_("Name"), max_length=80)
    needed_for = forms.ChoiceField(label=_("Required"), choices=NeededFor.choices, widget=forms.RadioSelect)


class ConflictForm(forms.Form):
    """Whom or what a volunteer must not meet here."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=ConflictKind.choices)
    words = forms.CharField(
        label=_("Name, address, workplace or place"),
        max_length=200,
        help_text=_("Kept sealed. It is only compared, never shown to others."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AbsenceForm(forms.Form):
    """The days on which a volunteer is away."""

    first_day = forms.DateField(
        label=_("First day away"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    last_day = forms.DateField(
        label=_("Last day away"),
        required=False,
        help_text=_("Empty is until further notice."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
