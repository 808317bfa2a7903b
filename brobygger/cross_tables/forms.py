"""What a table is asked for, all of it in the address, so that a link is a table."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from brobygger.cross_tables.dimensions import Asks
from brobygger.evaluation.forms import as_known, day
from brobygger.evaluation.rules import Period, may_be_counted
from brobygger.evaluation.words import REASONS


class AskedTable(forms.Form):
    """Rows, columns, percent of what, the period, and the groups that alone are counted."""

    def __init__(self, data: QueryDict, *, asks: Asks, programmes: list[tuple[int, str]]) -> None:
        super().__init__(data)
        choices = [(one.key, one.label) for one in asks.dimensions]
        keys = [(str(key), name) for key, name in programmes]
        self.fields["programme"] = forms.ChoiceField(
            label=_("Programme"), required=False, choices=keys, widget=None if len(keys) > 1 else forms.HiddenInput
        )
        self.fields["rows"] = forms.ChoiceField(label=_("Rows"), choices=choices)
        self.fields["columns"] = forms.ChoiceField(
            label=_("Columns"), required=False, choices=[("", _("None")), *choices]
        )
        self.fields["percent"] = forms.ChoiceField(
            label=_("Percent"),
            required=False,
            choices=[("", _("None")), ("row", _("Of the row")), ("column", _("Of the column")), ("all", _("Of all"))],
        )
        self.fields["from"] = day(_("From"))
        self.fields["to"] = day(_("To"))
        self.fields["as_of"] = as_known()
        self.filters = [one for one in asks.dimensions if one.groups]
        for one in self.filters:
            self.fields[f"only_{one.key}"] = forms.MultipleChoiceField(
                label=str(one.label), required=False, choices=[(group, str(told)) for group, told in one.groups],
                widget=forms.CheckboxSelectMultiple,
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        if told.get("rows") and told.get("rows") == told.get("columns"):
            self.add_error("columns", str(_("Choose something else than in the rows.")))
        decision = may_be_counted(Period(told.get("from"), told.get("to")))
        if not decision:
            self.add_error("to", str(REASONS[decision.reason]))
        return told

    @property
    def filter_fields(self) -> list[forms.BoundField]:
        return [self[f"only_{one.key}"] for one in self.filters]

    @property
    def only(self) -> dict[str, list[str]]:
        """The groups that alone are counted."""
        return {one.key: told for one in self.filters if (told := self.cleaned_data.get(f"only_{one.key}"))}
