"""Which figures are to be published, all of it in the address until it is decided."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from brobygger.evaluation.forms import Asked
from brobygger.evaluation.public_crossed import crossed
from brobygger.evaluation.words import SPLITS

BASE = 5


class AskedToPublish(Asked):
    """The months, what is left out, and whether small numbers are hidden or every number is rounded."""

    def __init__(self, data: QueryDict, *, programmes: list[tuple[int, str]]) -> None:
        super().__init__(data, programmes=programmes)
        del self.fields["as_of"]  # what is published is what is known now
        self.fields["one"], self.fields["other"] = (
            forms.ChoiceField(
                label=label, required=False, choices=[("", none), *((key, str(told)) for key, told in SPLITS.items())]
            )
            for label, none in ((_("Figures"), _("Every figure")), (_("Split also by"), _("None")))
        )
        self.fields["way"] = forms.ChoiceField(
            label=_("How small numbers are protected"),
            required=False,
            choices=[("", _("Hidden, and as few others as it takes")), ("round", _("Every number rounded to fives"))],
        )

    @property
    def base(self) -> int:
        """What is rounded to; nought where small numbers are hidden."""
        return BASE if self.cleaned_data["way"] == "round" else 0

    @property
    def crossed(self) -> str:
        """Two splits beside each other, in place of every figure; only of a valid form."""
        return crossed(self.cleaned_data["one"], self.cleaned_data["other"])

    def refuse(self, why: str) -> None:
        self.add_error(None, why)

    def clean(self) -> dict[str, Any]:
        told = super().clean()
        for name in ("from", "to"):
            if not told.get(name) and name not in self.errors:
                self.add_error(name, str(_("Write the first day of the first month, and the last day of the last.")))
        one, other = told.get("one"), told.get("other")
        if bool(one) != bool(other) or (one and one == other):
            self.add_error("other", str(_("Choose two different splits, or every figure.")))
        return told
