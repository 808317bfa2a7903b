"""What the law says, from day to day, as it comes with the program; and the deadlines of a zone."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.duties import rules
from brobygger.duties.forms import DeadlineForm
from brobygger.duties.states import UNDER_WAY, DutyKind, DutyState
from brobygger.programmes import policy_actions, policy_queries


@door(Act.SEE_LEGAL_BASES, "GET")
def legal_bases(request: DoorRequest) -> HttpResponse:
    """Each legal basis as it holds today, with the versions before and after it."""
    today = timezone.localdate()
    holding = list(policy_queries.legal_bases(today))
    versions = list(policy_queries.legal_versions())
    shown = [(one, [v for v in versions if v.key == one.key and v.pk != one.pk]) for one in holding]
    zone_id = zone_of(request)
    every = [(kind, step) for kind in DutyKind for step in UNDER_WAY]
    steps = [(kind, step, policy_queries.duty_deadline(kind, step, today, zone_id=zone_id)) for kind, step in every]
    limits = [(kind, step, row, rules.Limit(row.hours, row.working_days)) for kind, step, row in steps if row]
    return render(request, "duties/legal_bases.html", {"bases": shown, "today": today, "limits": limits})


@door(Act.DECIDE_DEADLINES)
def deadline(request: DoorRequest, kind: str, step: str) -> HttpResponse:
    """How long a step may take from a day; what waits already keeps its deadline."""
    if kind not in DutyKind.values or step not in UNDER_WAY:
        raise Http404
    zone_id = zone_of(request)
    newest = policy_queries.duty_deadline(kind, step, timezone.localdate(), zone_id=zone_id)
    form = DeadlineForm(request.POST or None, initial={"source": newest.source if newest else ""})

    def decide(**signed: Any) -> None:
        told = {name: form.cleaned_data[name] for name in ("valid_from", "source")} | form.limit()
        policy_actions.decide_duty_deadline(zone_id=zone_id, kind=kind, step=step, **told, **signed)

    if carried_out(request, decide, form=form, said=_("The deadline holds from the day that you chose.")):
        return redirect("legal_bases")
    shown = {"form": form, "kind": DutyKind(kind), "step": DutyState(step)}
    return render(request, "duties/deadline.html", shown, status=422 if form.errors else 200)
