"""The forms of a plan. Nothing is chosen beforehand."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from brobygger.coordination.actions import Part
from brobygger.coordination.codes import Basis, PlanEnd
from brobygger.meetings.forms import day
from brobygger.staff.queries import Colleague

READ_BY_ALL = _("Read by everyone who takes part. Write nothing of the assessment.")


def _choice(label: Any, **more: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, coerce=int, required=False, empty_value=None, **more)


def _set(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    form.fields[name].choices = [("", _("Choose")), *choices]  # type: ignore[attr-defined]


class ParticipantForm(forms.Form):
    worker = _choice(_("A colleague"))
    department = _choice(_("Or a department"))
    name = forms.CharField(
        label=_("Or someone from outside"), max_length=120, required=False, help_text=_("Who, and from where.")
    )
    basis = forms.ChoiceField(label=_("By which right?"), choices=Basis.choices, widget=forms.RadioSelect)
    law = forms.ChoiceField(label=_("Which legal basis?"), required=False)
    basis_on = day(
        _("From which day?"), help_text=_("When the person said yes, or the legal basis was judged to hold.")
    )

    def __init__(
        self, *told: Any, workers: Iterable[Colleague], departments: Sequence[Any], laws: Iterable[Any], **more: Any
    ) -> None:
        super().__init__(*told, **more)
        _set(self, "worker", ((one.worker_id, one.name) for one in workers))
        _set(self, "department", ((one.pk, str(one)) for one in departments))
        _set(self, "law", ((one.key, f"{one.reference}: {one.title}") for one in laws))

    def clean(self) -> dict[str, Any]:
        told = super().clean() or self.cleaned_data
        if sum(bool(told.get(name)) for name in ("worker", "department", "name")) != 1:
            self.add_error("worker", _("Choose one: a colleague, a department, or someone from outside."))
        if told.get("basis") == Basis.CONSENT:
            told["law"] = ""
        elif told.get("basis") == Basis.LAW and not told.get("law"):
            self.add_error("law", _("Choose the legal basis by name, or that the person has said yes."))
        return told

    def part(self) -> Part:
        return Part(**self.cleaned_data)


class LeadForm(forms.Form):
    worker_id = forms.TypedChoiceField(label=_("Who leads the plan?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *told: Any, people: Iterable[Colleague], **more: Any) -> None:
        super().__init__(*told, **more)
        self.fields["worker_id"].choices = [(one.worker_id, one.name) for one in people]  # type: ignore[attr-defined]


class GoalForm(forms.Form):
    words = forms.CharField(label=_("What is to be reached?"), max_length=300, help_text=READ_BY_ALL)


class TaskForm(forms.Form):
    words = forms.CharField(label=_("What is to be done"), max_length=300, help_text=READ_BY_ALL)
    worker_id = forms.TypedChoiceField(label=_("Who does it"), coerce=int)
    due_on = day(_("By which day"))

    def __init__(self, *told: Any, people: Iterable[Colleague], **more: Any) -> None:
        super().__init__(*told, **more)
        _set(self, "worker_id", ((one.worker_id, one.name) for one in people))


class NotPossibleForm(forms.Form):
    words = forms.CharField(label=_("Why is it not possible?"), max_length=500)


class EndForm(forms.Form):
    why = forms.ChoiceField(label=_("Why does it end?"), choices=PlanEnd.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Anything more?"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
