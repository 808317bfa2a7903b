"""What may be sent in: the ticked fields, a reason, a receiver. Bad input is told beside its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base.alphabet import ByName
from brobygger.base.decision import Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.referrals.preparing import Prepared
from brobygger.referrals.receivers import MOST_LINK_DAYS
from brobygger.referrals.rules import MOST_NOTE
from brobygger.referrals.sending import clean_note
from brobygger.referrals.states import Field, Gone, Nothing
from brobygger.referrals.words import REASONS
from brobygger.staff.models import Zone

CHOOSE = ("", _("Choose"))
_NO_RECEIVER: Any = REASONS["receiver_missing"]
_RECEIVER_GONE: Any = REASONS["receiver_gone"]


class SendForm(forms.Form):
    """Which fields cross, to whom; those that must go along are ticked from the beginning."""

    receiver = forms.TypedChoiceField(
        label=_("Send to"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _NO_RECEIVER, "invalid_choice": _RECEIVER_GONE},
    )
    fields_ = forms.MultipleChoiceField(label=_("What goes along"), required=False)
    note = forms.CharField(
        label=_("Note to the counsellor"),
        help_text=_("Only what the person has asked to be passed on. At most 1,000 characters, no CPR number."),
        required=False,
        max_length=MOST_NOTE,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, page: Prepared, **options: Any) -> None:
        super().__init__(data, **options)
        receivers = [(one.pk, one.name) for one in page.receivers]
        self.page = page
        self._choices("receiver", receivers)
        if len(receivers) == 1 and data is None:
            self.initial["receiver"] = receivers[0][0]
        self.initial.setdefault("fields_", [one.field.value for one in page.offered if one.required])
        self._choices("fields_", [(one.field.value, one.field.label) for one in page.offered if one.covered])
        if not page.note_is_covered:
            del self.fields["note"]

    def _choices(self, name: str, choices: list[tuple[Any, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean_note(self) -> str:
        try:
            return clean_note(self.cleaned_data["note"])
        except Refused as refused:
            raise forms.ValidationError(reason(refused.reason)) from None

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        ticked = list(told.get("fields_", []))
        missing = [one.field.label for one in self.page.offered if one.required and one.field.value not in ticked]
        if missing:
            self.add_error("fields_", reason("required_field_missing"))
        if told.get("note"):
            ticked.append(Field.NOTE.value)
        told["ticked"] = ticked
        return told


class ReasonForm(forms.Form):
    """Why a referral came to nothing."""

    reason = forms.ChoiceField(label=_("Why"), choices=lambda: [CHOOSE, *Nothing.choices])


class GoneForm(forms.Form):
    """Why a receiver is taken off the list."""

    reason = forms.ChoiceField(label=_("Why"), choices=lambda: [CHOOSE, *Gone.choices])


class ReceiverForm(forms.Form):
    """A receiver: another zone here, or an organisation outside with its address."""

    to_zone = forms.TypedChoiceField(
        label=_("Who it is"), coerce=lambda value: int(value) if value else None, required=False, empty_value=None
    )
    name = forms.CharField(
        label=_("Name"), max_length=120, required=False, help_text=_("May be left empty for one who works here.")
    )
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("The one-time links go here, with nothing about any person. Use a shared mailbox."),
    )
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    language = forms.ChoiceField(label=_("Language of e-mails"), choices=[("da", "Dansk"), ("en", "English")])
    link_days = forms.IntegerField(
        label=_("Days that a link can be used"), min_value=1, max_value=MOST_LINK_DAYS, initial=14
    )

    def __init__(self, *told: Any, zone_id: int, **options: Any) -> None:
        super().__init__(*told, **options)
        zones = (
            Zone.objects.exclude(pk=zone_id)
            .select_related("organisation")
            .order_by(ByName("organisation__name"), ByName("name"))
        )
        field: Any = self.fields["to_zone"]
        field.choices = [
            ("", _("An organisation outside")),
            *((zone.pk, f"{zone.organisation.name} · {zone.name}") for zone in zones),
        ]

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not all(letter.isdigit() or letter in "+ ()-" for letter in phone):
            raise forms.ValidationError(reason("number_not_understood"))
        return phone
