"""Which report is asked for, and what is written for a chapter."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.evaluation.forms import day
from brobygger.evaluation.rules import Period, may_be_counted
from brobygger.evaluation.words import REASONS
from brobygger.programmes.models import Programme
from brobygger.report.codes import Form, Language
from brobygger.report.rules import LONGEST


class ReportForm(forms.Form):
    """Programme, period, language and form of the report."""

    def __init__(self, *args: Any, programmes: Sequence[Programme], **more: Any) -> None:
        super().__init__(*args, **more)
        keys = [(one.key, str(one)) for one in programmes]
        widget = forms.RadioSelect if len(keys) > 1 else forms.HiddenInput
        self.fields["programme"] = forms.ChoiceField(label=_("Programme"), choices=keys, widget=widget)
        self.fields["first"], self.fields["last"] = day(_("From")), day(_("To"))
        self.fields["language"] = forms.ChoiceField(
            label=_("Language"), choices=Language.choices, widget=forms.RadioSelect
        )
        self.fields["form"] = forms.ChoiceField(label=_("Form"), choices=Form.choices, widget=forms.RadioSelect)

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        decision = may_be_counted(Period(told.get("first"), told.get("last")))
        if not decision:
            self.add_error("last", str(REASONS[decision.reason]))
        return told


class TextForm(forms.Form):
    """The text of a chapter; `sure` is asked where something in it may tell who someone is."""

    text = forms.CharField(
        label=_("The text"), required=False, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_(
            "A blank line begins a paragraph. A line that begins with - is a point in a list. **Two stars** around "
            "words make them bold."
        ),
    )  # fmt: skip
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)
    sure = forms.BooleanField(
        label=_("I have looked at each of them: none tells who someone is whom we help."), required=False
    )
