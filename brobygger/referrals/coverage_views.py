"""The leaders' page of what the words of each consent cover."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act, zones_for
from brobygger.programmes import speaking_queries
from brobygger.programmes.models import ConsentWording, Programme
from brobygger.referrals import actions, coverage, in_words
from brobygger.referrals.deciding import MOST_DAYS
from brobygger.referrals.models import Coverage
from brobygger.referrals.states import Field


class CoverageForm(forms.Form):
    """The fields that the words name, and for how long the yes holds."""

    fields_ = forms.MultipleChoiceField(
        label=gettext_lazy("What the words say may be passed on"),
        help_text=gettext_lazy("Name, phone number and safe hours always belong to it."),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days that the yes may be leaned on"),
        min_value=1,
        max_value=MOST_DAYS,
        initial=coverage.DAYS,
    )

    def __init__(self, *args: Any, wording: ConsentWording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        always = coverage.required_by(wording)
        self.fields["fields_"].choices = [one for one in Field.choices if one[0] not in always]  # type: ignore[attr-defined]


@door(Act.APPROVE_CRITERIA, "GET")
def coverages(request: DoorRequest) -> HttpResponse:
    """The words of every consent, and what each of them covers."""
    zones = zones_for(request.actor, Act.APPROVE_CRITERIA)
    programmes = Programme.objects.filter(zones__in=zones).distinct().order_by("pk")
    rows = [one for programme in programmes for one in speaking_queries.wordings(programme.pk)]
    decided = set(Coverage.objects.filter(wording__in=rows).values_list("wording_id", flat=True))
    return render(request, "referrals/coverages.html", {"rows": [_row(one, one.pk in decided) for one in rows]})


def _row(wording: ConsentWording, is_decided: bool) -> dict[str, object]:
    covered = coverage.of_wording(wording)
    return {
        "wording": wording,
        "language": in_words.language_name(wording.language),
        "fields": ", ".join(str(Field(name).label) for name in covered.fields),
        "days": covered.days,
        "decided": is_decided,
    }


@door(Act.APPROVE_CRITERIA)
def coverage_decide(request: DoorRequest, wording_id: int) -> HttpResponse:
    """A leader says what the words cover; once."""
    wording = speaking_queries.wording_for(request.actor, Act.APPROVE_CRITERIA, wording_id)
    form = CoverageForm(request.POST if request.method == "POST" else None, wording=wording)

    def decide(**signed: Any) -> None:
        fields, days = form.cleaned_data["fields_"], form.cleaned_data["days"]
        actions.decide_coverage(wording_id=wording_id, fields=fields, days=days, **signed)

    if carried_out(request, decide, form=form, said=_("Decided. It holds for every yes from now on.")):
        return redirect("coverages")
    context = {"wording": wording, "form": form, "language": in_words.language_name(wording.language)}
    return render(request, "referrals/coverage_decide.html", context, status=422 if form.errors else 200)
