"""Which figures of the way in are asked for, all of it in the address, so that a link is a figure."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from brobygger.evaluation.detect_counts import Asked, Named
from brobygger.evaluation.forms import day
from brobygger.evaluation.rules import Period, may_be_counted
from brobygger.evaluation.words import REASONS
from brobygger.municipality.codes import WayIn


class AskedOfTheWayIn(forms.Form):
    """The period by the day first seen, and one department or one way in."""

    def __init__(self, data: QueryDict, *, departments: Sequence[Named]) -> None:
        super().__init__(data)
        self.fields["from"] = day(_("First seen from"))
        self.fields["to"] = day(_("First seen to"))
        self.departments = {one.key: one for one in departments}
        self.fields["department"] = forms.ChoiceField(
            label=_("Department"),
            required=False,
            choices=[("", _("All")), *((one.key, str(one)) for one in departments)],
        )
        self.fields["way"] = forms.ChoiceField(
            label=_("Way in"), required=False, choices=[("", _("All")), *WayIn.choices]
        )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        decision = may_be_counted(Period(told.get("from"), told.get("to")))
        if not decision:
            self.add_error("to", str(REASONS[decision.reason]))
        return told

    def asked(self, *, zone_id: int, programme_id: int, on: date) -> Asked:
        """What a valid form asks."""
        told = self.cleaned_data
        department = self.departments.get(told["department"])
        period = Period(told["from"], told["to"])
        return Asked(zone_id, programme_id, on, period, department.id if department else None, told["way"])
