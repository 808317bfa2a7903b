"""What someone fills in about an offer: hours and places as one writes them, numbers as one dials them."""

import re
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import Gender
from brobygger.directory import hours, places, rules
from brobygger.directory.codes import Address, Language, Need, Relation, WayIn
from brobygger.directory.content import BILINGUAL
from brobygger.directory.in_words import phone_words, place_name
from brobygger.directory.models import Offer
from brobygger.directory.states import ClosedReason
from brobygger.directory.words import REASONS

KNOWN = [("", _("Not known")), ("yes", _("Yes")), ("no", _("No"))]
DAYS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]


def _text(label: Any, most: int, hint: Any = "", rows: int = 0) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, help_text=hint, max_length=most, required=False, widget=widget)


def _number(label: Any, most: int, hint: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, help_text=hint, min_value=0, max_value=most, required=False)


def _day(label: Any, hint: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=False, input_formats=DAYS, widget=widget)


def _several(label: Any, codes: Any, hint: Any = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, help_text=hint, choices=codes.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class OfferForm(forms.Form):
    """Everything an offer says."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name_da = _text(_("Name"), 200)
    name_en = _text(_("Name in English"), 200)
    organisation = _text(_("Who runs it"), 200)
    description_da = _text(
        _("What it is"), 4000, _("Everyone who works here can read this. Write nothing about a person."), rows=4
    )
    description_en = _text(_("What it is, in English"), 4000, rows=4)
    needs = _several(_("What it helps with"), Need)
    other_terms = _text(_("Other words for what it helps with"), 1000, _("With a comma between them."))
    relations = _several(_("Who it is for"), Relation, _("None ticked means everyone."))
    gender = forms.ChoiceField(label=_("Gender"), choices=[("", _("Everyone")), *Gender.choices], required=False)
    age_from = _number(_("From age"), rules.OLDEST)
    age_to = _number(_("Up to and including age"), rules.OLDEST)
    who_da = _text(_("More about who it is for"), 1000, rows=2)
    who_en = _text(_("More about who it is for, in English"), 1000, rows=2)
    places = _text(
        _("Where it takes people from"), 2000, _("The whole country, a region, or municipalities with a comma between.")
    )
    place_note = _text(_("More about the place"), 300)
    languages = _several(_("Languages spoken there"), Language, _("Without an interpreter."))
    language_note = _text(_("More about language and interpreters"), 300)
    hours = _text(_("Opening hours"), 500, _("For example: Mon-Fri 9-16, Sat 10-14. Or: day and night."))
    hours_note_da = _text(_("More about the hours"), 300)
    hours_note_en = _text(_("More about the hours, in English"), 300)
    phones = _text(_("Phone numbers"), 500, _("One on each line; words after the number are shown beside it."), rows=3)
    email = _text(_("E-mail"), 254)
    web = _text(_("Web address"), 500)
    address_is = forms.ChoiceField(
        label=_("Address"), choices=Address.choices, required=False, widget=forms.RadioSelect,
        help_text=_("Never write the secret address of a shelter, here or in any other field."),
    )  # fmt: skip
    address = _text(_("Street and number"), 200)
    postal_code = _text(_("Postal code"), 10)
    city = _text(_("Town"), 100)
    is_free = forms.ChoiceField(label=_("Is it free?"), choices=KNOWN, required=False)
    price_note_da = _text(_("More about the price"), 300)
    price_note_en = _text(_("More about the price, in English"), 300)
    anonymous = forms.ChoiceField(label=_("Can one be anonymous?"), choices=KNOWN, required=False)
    waiting_from = _number(_("Shortest wait, in days"), rules.LONGEST_WAIT)
    waiting_to = _number(_("Longest wait, in days"), rules.LONGEST_WAIT)
    waiting_on = _day(_("Told on"))
    ways_in = _several(_("How one comes in"), WayIn)
    how_da = _text(_("How to refer"), 2000, rows=3)
    how_en = _text(_("How to refer, in English"), 2000, rows=3)
    capacity_da = _text(_("Room just now"), 300, _("For example: takes no one new until January."))
    capacity_en = _text(_("Room just now, in English"), 300)
    source = _text(_("Where this is known from"), 300)
    source_url = _text(_("Address of the source"), 500)
    to_be_confirmed = forms.BooleanField(label=_("Is to be confirmed before it is used"), required=False)
    check_again_days = forms.IntegerField(
        label=_("Check again after, in days"), min_value=1, max_value=rules.LONGEST_CHECK, initial=180
    )

    @staticmethod
    def told_by(offer: Offer) -> dict[str, Any]:
        """What the form shows of an offer at first."""
        told = offer.values() | {"seen": offer.number}
        for name in ("is_free", "anonymous"):
            told[name] = {True: "yes", False: "no", None: ""}[told[name]]
        told["hours"] = hours.written(hours.of(offer.hours), get_language() or "da")
        told["places"] = ", ".join(place_name(code) for code in offer.places)
        told["phones"] = "\n".join(f"{phone_words(p['number'])} {p['note']}".strip() for p in offer.phones)
        told["other_terms"] = ", ".join(offer.other_terms)
        return told

    def english(self) -> list[forms.BoundField]:
        """The fields in English, which are folded under the others."""
        return [self[f"{name}_en"] for name in BILINGUAL]

    def clean_hours(self) -> list[dict[str, Any]]:
        try:
            return [opening.stored() for opening in hours.read(self.cleaned_data["hours"])]
        except hours.NotHours as part:
            raise forms.ValidationError(
                gettext("This cannot be read as opening hours: %(part)s") % {"part": part}
            ) from None

    def clean_places(self) -> list[str]:
        told = [part.strip() for part in self.cleaned_data["places"].split(",") if part.strip()]
        unknown = [part for part in told if not places.known_by(part)]
        if unknown:
            raise forms.ValidationError(
                gettext("There is no such region or municipality: %(places)s") % {"places": ", ".join(unknown[:5])}
            )
        return places.in_order(places.known_by(part) for part in told)

    def clean_phones(self) -> list[dict[str, str]]:
        found = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["phones"].splitlines())):
            split = re.fullmatch(r"([+\d][\d\s().\-–]*)(.*)", line)
            number = rules.phone_number(split[1]) if split else ""
            if not split or not number:
                raise forms.ValidationError(gettext("This is not a phone number: %(line)s") % {"line": line[:40]})
            found.append({"number": number, "note": split[2].strip()[:100]})
        return found

    def clean_other_terms(self) -> list[str]:
        return list(dict.fromkeys(t.strip()[:200] for t in self.cleaned_data["other_terms"].split(",") if t.strip()))

    def clean_is_free(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["is_free"])

    def clean_anonymous(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data["anonymous"])

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            for problem in rules.problems(self.cleaned_data):
                self.add_error(problem.field, REASONS[problem.reason])
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """The offer as told."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class CloseForm(forms.Form):
    """Why an offer is no longer to be found."""

    reason = forms.ChoiceField(label=_("Why"), choices=ClosedReason.choices, widget=forms.RadioSelect)
    same_as = forms.ModelChoiceField(
        label=_("The one that stays"), queryset=Offer.objects.none(), required=False,
        help_text=_("Only where it stood here twice."),
    )  # fmt: skip
    closed_on = _day(_("Closed from"), _("Until a day to come it is found as before."))
    note = _text(_("More about why"), 300, _("Everyone who works here can read this. Write nothing about a person."))

    def __init__(self, *args: Any, offers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["same_as"].queryset = offers  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        if told.get("reason") == ClosedReason.DOUBLE and not told.get("same_as"):
            self.add_error("same_as", REASONS["name_the_offer_that_stays"])
        return told


class FileForm(forms.Form):
    """A file of offers from someone else."""

    file = forms.FileField(label=_("File"), help_text=_("Open Referral HSDS 3 as JSON, at most 10 MB."))
