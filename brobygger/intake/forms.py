"""What a leader tells about a file that she hands in."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from brobygger.intake.states import FileKind
from brobygger.programmes.models import Programme


class UploadForm(forms.Form):
    """A file, what it holds, and for which programme."""

    kind = forms.ChoiceField(
        label=_("What does the file hold?"),
        choices=FileKind.choices,
        widget=forms.RadioSelect,
        initial=FileKind.INCIDENTS,
    )
    programme = forms.ModelChoiceField(label=_("Programme"), queryset=Programme.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "A text file with separators (csv) or an Excel workbook (xlsx). Nothing goes in before you say so."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xls"}),
        allow_empty_file=True,
    )

    def __init__(self, *args: Any, programmes: QuerySet[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["programme"]
        field.queryset = programmes
        only = list(programmes[:2])
        if len(only) == 1:  # nothing to choose between
            field.widget = forms.HiddenInput()
            field.initial = only[0].pk
