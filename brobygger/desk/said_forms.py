"""What a person has said about how she or he may safely be reached: the same fields in the call and on the card."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import Weekday
from brobygger.people.models import ContactPlan

EVERY_DAY = 127
# What messages may be sent, where to, and what is agreed for those who might read or listen along.
TICKS = ("may_sms", "may_email", "may_letter", "may_digital_post", "may_calendar", "may_use_links")
TEXTS = ("email_to", "where_to_write", "word_when_safe", "word_when_unsafe", "cover_story")


def hours(first: int, last: int) -> list[tuple[int, str]]:
    """The full hours of the clock from the first to the last."""
    return [(hour, f"{hour:02}.00") for hour in range(first, last + 1)]


def _short(label: Any, **more: Any) -> forms.CharField:
    shown = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=200, widget=shown, **more)


class SaidFields(forms.Form):
    """Nothing said is no: what is not ticked is not allowed."""

    days = forms.MultipleChoiceField(
        label=_("Days when it is safe"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hour_from = forms.TypedChoiceField(label=_("From"), required=False, coerce=int)
    hour_to = forms.TypedChoiceField(label=_("To"), required=False, coerce=int)
    may_say_who_we_are = forms.BooleanField(label=_("We may say who we are to others who answer"), required=False)
    may_leave_voicemail = forms.BooleanField(label=_("We may leave a message on the voicemail"), required=False)
    who_else_may_answer = forms.CharField(label=_("Who else may answer the phone?"), required=False, max_length=200)
    wishes = forms.CharField(
        label=_("Other wishes about contact"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    may_sms = forms.BooleanField(label=_("SMS"), required=False)
    may_email = forms.BooleanField(label=_("E-mail"), required=False)
    may_letter = forms.BooleanField(label=_("Letter"), required=False)
    may_digital_post = forms.BooleanField(label=_("Digital Post, today only"), required=False)
    may_calendar = forms.BooleanField(label=_("Calendar entry"), required=False)
    may_use_links = forms.BooleanField(label=_("Link to open"), required=False)
    email_to = _short(_("E-mail address that others cannot read"))
    where_to_write = _short(_("Where to write"))
    word_when_safe = _short(_("Code word: I can talk"))
    word_when_unsafe = _short(_("Code word: I cannot talk"))
    cover_story = _short(_("If someone asks who we are"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        listed: dict[str, Any] = {"days": Weekday.choices, "hour_from": hours(0, 23), "hour_to": hours(1, 24)}
        for name, choices in listed.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def ticks(self) -> list[dict[str, Any]]:
        """The kinds of messages, as they are drawn by hand."""
        return [self._drawn(name) for name in TICKS]

    @property
    def texts(self) -> list[dict[str, Any]]:
        """Where to, and what is agreed, as they are drawn by hand."""
        return [self._drawn(name) | {"errors": self.errors.get(name, ())} for name in TEXTS]

    def _drawn(self, name: str) -> dict[str, Any]:
        return {"name": name, "label": self.fields[name].label, "value": self[name].value()}

    def check_said(self, told: dict[str, Any]) -> None:
        """Errors where what was said does not hold together."""
        if int(told.get("hour_from") or 0) >= int(told.get("hour_to") or 24):
            self.add_error("hour_to", _("The hours end before they begin."))
        if told.get("may_email"):
            try:
                validate_email(told.get("email_to", ""))
            except ValidationError:
                self.add_error("email_to", _("Write the e-mail address that may be used."))
        if told.get("may_letter") and not told.get("where_to_write"):
            self.add_error("where_to_write", _("Write where a letter may be sent."))


def said(told: dict[str, Any]) -> dict[str, Any]:
    """The answers by the names of the card's fields; an address without its yes is not kept."""
    plain = ("may_leave_voicemail", "may_say_who_we_are", "who_else_may_answer", "wishes", *TICKS, *TEXTS)
    kept = {name: told[name] for name in plain}
    if not told["may_email"]:
        kept["email_to"] = ""
    if not told["may_letter"]:
        kept["where_to_write"] = ""
    return kept | {
        "days": sum(1 << (int(day) - 1) for day in told["days"]) or EVERY_DAY,
        "hour_from": int(told["hour_from"] or 0),
        "hour_to": int(told["hour_to"] or 24),
    }


class CardForm(SaidFields):
    """The contact card itself, with who said it."""

    basis = forms.ChoiceField(
        label=_("Who has said it?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who has told you this.")},
    )
    may_ring = forms.BooleanField(label=_("We may ring"), required=False)
    sms_number = forms.TypedChoiceField(
        label=_("The number that an SMS may go to"), required=False, coerce=int, empty_value=None
    )
    interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)

    def __init__(self, *args: Any, numbers: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        basis = ContactPlan.Basis
        self.fields["basis"].choices = [(one.value, one.label) for one in (basis.HERSELF, basis.GUARDIAN)]  # type: ignore[attr-defined]
        self.fields["sms_number"].choices = [("", _("No number")), *numbers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The answers, where they hold together."""
        told = super().clean() or self.cleaned_data
        self.check_said(told)
        if told.get("may_sms") and not told.get("sms_number"):
            self.add_error("sms_number", _("Choose the number that an SMS may go to."))
        return told
