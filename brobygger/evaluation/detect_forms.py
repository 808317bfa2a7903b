"""Which figures of the way in are asked for, all of it in the address, so that a link is a figure."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from brobygger.evaluation.detect_counts import Named
from brobygger.evaluation.figures import Question
from brobygger.evaluation.forms import as_known, day
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
        self.fields["as_of"] = as_known()

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        decision = may_be_counted(Period(told.get("from"), told.get("to")))
        if not decision:
            self.add_error("to", str(REASONS[decision.reason]))
        return told

    def asked(self, *, zone_id: int, programme_id: int) -> Question:
        """What a valid form asks."""
        told = self.cleaned_data
        period, department = Period(told["from"], told["to"]), self.departments.get(told["department"])
        return Question(
            zone_id, programme_id, period, department_id=department.id if department else None, way_in=told["way"],
            as_of=told["as_of"],
        )  # fmt: skip
