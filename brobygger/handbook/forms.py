"""What is written of a document."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Role
from brobygger.handbook.codes import DocumentKind


class VersionForm(forms.Form):
    text = forms.CharField(
        label=_("The text"), max_length=100_000, widget=forms.Textarea(attrs={"rows": 20}),
        help_text=_("Plain text. A blank line begins a paragraph; a line that begins with # is a heading."),
    )  # fmt: skip
    news = forms.CharField(label=_("What is new, in a sentence"), max_length=300, required=False)
    valid_from = forms.DateField(
        label=_("It holds from"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    readers = forms.MultipleChoiceField(label=_("Who is to read it?"), widget=forms.CheckboxSelectMultiple)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, roles: list[Role], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["readers"].choices = [(one.value, one.label) for one in roles]  # type: ignore[attr-defined]


class DocumentForm(VersionForm):
    kind = forms.ChoiceField(label=_("What is it?"), choices=DocumentKind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=80)
    field_order = ("kind", "title", "text", "valid_from", "readers")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        del self.fields["news"], self.fields["seen"]
