"""Who an extract is for, why a line is out, and which words are hidden. Nothing is chosen beforehand."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.extracts.actions import Asked
from brobygger.extracts.codes import MayMeet, Receiver, Why


class AskedForm(forms.Form):
    receiver = forms.ChoiceField(label=_("Who is to read it?"), choices=Receiver.choices, widget=forms.RadioSelect)
    who = forms.CharField(label=_("Name, or office"), max_length=200)
    may_meet = forms.ChoiceField(
        label=_("May they be in contact with the one who uses violence?"), choices=MayMeet.choices, required=False,
        widget=forms.RadioSelect, help_text=_("Also by handing on what they read, or where the case can be read."),
    )  # fmt: skip
    purpose = forms.CharField(label=_("What is it for?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
    with_plan = forms.BooleanField(
        label=_("Take along what is agreed in the safety plan"), required=False,
        help_text=_("Only where the person wants it. It is never in what the one who uses violence reads."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if told.get("receiver") not in (None, Receiver.OTHER_PARTY) and not told.get("may_meet"):
            self.add_error("may_meet", _("Choose one. Not known is an answer too."))
        return told

    def asked(self) -> Asked:
        return Asked(**self.cleaned_data)


class OutForm(forms.Form):
    why = forms.ChoiceField(label=_("Why?"), choices=[("", _("Choose why")), *Why.choices])


class HideForm(forms.Form):
    words = forms.CharField(label=_("Words to hide"), max_length=200, help_text=_("Hidden in every line."))


class SendBackForm(forms.Form):
    words = forms.CharField(
        label=_("What must be looked at again?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
