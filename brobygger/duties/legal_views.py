"""What the law says, from day to day: read by all who work by it, kept by leaders."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.duties import rules
from brobygger.duties.forms import DeadlineForm, LegalForm
from brobygger.duties.states import UNDER_WAY, DutyKind, DutyState
from brobygger.programmes import policy_actions, policy_queries
from brobygger.programmes.words import REASONS


@door(Act.SEE_LEGAL_BASES)
@require_safe
def legal_bases(request: DoorRequest) -> HttpResponse:
    """Each legal basis as it holds today, with the versions before and after it."""
    today = timezone.localdate()
    holding = list(policy_queries.legal_bases(today))
    versions = list(policy_queries.legal_versions())
    shown = [(one, [v for v in versions if v.key == one.key and v.pk != one.pk]) for one in holding]
    steps = [(kind, step, policy_queries.duty_deadline(kind, step, today)) for kind in DutyKind for step in UNDER_WAY]
    limits = [(kind, step, row, rules.Limit(row.hours, row.working_days)) for kind, step, row in steps if row]
    return render(request, "duties/legal_bases.html", {"bases": shown, "today": today, "limits": limits})


@door(Act.KEEP_LEGAL_BASES)
@never_cache
def legal_basis(request: DoorRequest, key: str) -> HttpResponse:
    """A new version from a day; the one before stays for what was done by it."""
    newest = policy_queries.legal_versions(key).first()
    if newest is None:
        raise Http404
    names = ("law", "paragraph", "title_da", "title_en", "text_da", "text_en", "source")
    form = LegalForm(request.POST or None, initial={name: getattr(newest, name) for name in names})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            policy_actions.add_legal_basis(
                key=key, law=told["law"], paragraph=told["paragraph"], titles=(told["title_da"], told["title_en"]),
                texts=(told["text_da"], told["text_en"]), valid_from=told["valid_from"], source=told["source"],
                to_be_confirmed=not told["confirmed"], by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refused:
            form.add_error("valid_from", str(REASONS[refused.reason]))
        else:
            messages.success(request, _("The new version stands, from the day that you chose."))
            return redirect("legal_bases")
    return render(
        request, "duties/legal_basis.html", {"form": form, "newest": newest}, status=422 if form.errors else 200
    )


@door(Act.KEEP_LEGAL_BASES)
@never_cache
def deadline(request: DoorRequest, kind: str, step: str) -> HttpResponse:
    """How long a step may take from a day; what waits already keeps its deadline."""
    if kind not in DutyKind.values or step not in UNDER_WAY:
        raise Http404
    newest = policy_queries.duty_deadline(kind, step, timezone.localdate())
    form = DeadlineForm(request.POST or None, initial={"source": newest.source if newest else ""})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        policy_actions.decide_duty_deadline(
            kind=kind, step=step, valid_from=told["valid_from"], source=told["source"], by=request.actor,
            at=timezone.now(), **form.limit(),
        )  # fmt: skip
        messages.success(request, _("The deadline holds from the day that you chose."))
        return redirect("legal_bases")
    shown = {"form": form, "kind": DutyKind(kind), "step": DutyState(step)}
    return render(request, "duties/deadline.html", shown, status=422 if form.errors else 200)
