"""The forms of this room: whom one looks for, why someone is erased or must not be, and what an archive has decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.erasure.codes import HoldWhy, Why

CHOOSE = {"required": _("Choose one.")}


class LookForm(forms.Form):
    words = forms.CharField(label=_("Name, or the first digits of a phone number"), max_length=100)


class AskForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Why is the person to be erased?"), choices=Why.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )


class HoldForm(forms.Form):
    why = forms.ChoiceField(
        label=_("Why must nothing be erased?"), choices=HoldWhy.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )


class ArchiveForm(forms.Form):
    reference = forms.CharField(label=_("The archive's reference"), max_length=60)
    decided_on = forms.DateField(label=_("Day of the decision"), widget=forms.DateInput(attrs={"type": "date"}))
