"""What is told of a talk, and what is quoted from it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.base.codes import IncidentType
from brobygger.interviews.codes import Kind, Spoke
from brobygger.interviews.models import Theme
from brobygger.interviews.rules import LONGEST_QUOTATION
from brobygger.report.rules import LONGEST

SURE = _("I have looked at each of them: none tells who someone is whom we help.")


class TalkForm(forms.Form):
    """The talk; `sure` is asked where something in it may tell who someone is."""

    kind = forms.ChoiceField(label=_("What was it?"), choices=Kind.choices, widget=forms.RadioSelect)
    spoke = forms.ChoiceField(label=_("Who spoke?"), choices=Spoke.choices, widget=forms.RadioSelect)
    incident_type = forms.ChoiceField(
        label=_("About which kind of incident?"),
        required=False,
        choices=[("", _("No certain one")), *IncidentType.choices],
    )
    people = forms.IntegerField(label=_("How many took part?"), min_value=1, max_value=200)
    held_on = forms.DateField(
        label=_("When was it?"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    text = forms.CharField(
        label=_("What was said"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Write or paste it without names, places and numbers: role and kind of incident are enough."),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    sure = forms.BooleanField(label=SURE, required=False)

    def told(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "sure")}


class QuotationForm(forms.Form):
    text = forms.CharField(
        label=_("Quotation"), max_length=LONGEST_QUOTATION, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Copied from the text above. What you leave out is written […], what you put in stands in [ ]."),
    )  # fmt: skip
    theme = forms.TypedChoiceField(label=_("Theme"), coerce=int, required=False, empty_value=None)
    new_theme = forms.CharField(label=_("Or a new theme"), max_length=80, required=False)
    sure = forms.BooleanField(label=SURE, required=False)

    def __init__(self, *told: Any, themes: Iterable[Theme], **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["theme"].choices = [("", _("Choose")), *((one.pk, one.name) for one in themes)]  # type: ignore[attr-defined]
