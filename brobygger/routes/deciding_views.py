"""The steps of a change that cannot be undone, each on a page of its own: send for approval, approve, drop."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.deeds import moved_on
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.programmes.rules import may_take_effect
from brobygger.programmes.words import REASONS as PROGRAMME_REASONS
from brobygger.routes import actions, queries
from brobygger.routes.changing_views import about
from brobygger.routes.forms import SeenForm
from brobygger.routes.models import COURSE_CRITERIA, CourseCriteriaState
from brobygger.routes.words import REASONS
from brobygger.staff.queries import second_of_two


@door(Act.CHANGE_ROUTES)
def check(request: DoorRequest, pk: int) -> HttpResponse:
    """Everything that the draft says and would do, before it is sent for approval."""
    found = queries.criteria_by_id(request.actor, pk, Act.CHANGE_ROUTES)
    step = COURSE_CRITERIA.may_move(found.state, CourseCriteriaState.PROPOSED)
    if gone := moved_on(request, step, "routes_version", pk):
        return gone
    refused = ""
    form = SeenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose_criteria(
                criteria_id=pk, seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            refused = str((REASONS | PROGRAMME_REASONS).get(refusal.reason, ""))
            if not refused:
                raise
        else:
            messages.success(request, _("Sent for approval. Another project leader can approve it now."))
            return redirect("routes_version", pk)
    told = about(request, found)
    told |= {"form": SeenForm(initial={"seen": told["seen"]}), "refused": refused}
    return render(request, "routes/check.html", told, status=409 if refused else 200)


@door(Act.APPROVE_ROUTES)
def approve(request: DoorRequest, pk: int) -> HttpResponse:
    """What the second leader reads, and her yes."""
    found = queries.criteria_by_id(request.actor, pk, Act.APPROVE_ROUTES)
    step = COURSE_CRITERIA.may_move(found.state, CourseCriteriaState.APPROVED)
    if gone := moved_on(request, step, "routes_version", pk):
        return gone
    form = SeenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.approve_criteria(criteria_id=pk, seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now())
        messages.success(request, _("The questions are approved."))
        return redirect("routes_version", pk)
    first = not queries.approved_versions(found.programme_id).exists()
    firsts = (found.drafted_by_id, found.proposed_by_id)
    decision = second_of_two(request.actor, *firsts, changed=found, proposed_at=found.proposed_at)
    decision = decision and may_take_effect(found.valid_from, today=timezone.localdate(), first=first)
    told = about(request, found)
    told |= {"form": SeenForm(initial={"seen": told["seen"]}), "decision": decision}
    return render(request, "routes/approve.html", told)


@door(Act.CHANGE_ROUTES, "POST")
def back(request: DoorRequest, pk: int) -> HttpResponse:
    """The proposal is a draft again."""
    actions.return_to_draft(criteria_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("The questions are a draft again and can be changed."))
    return redirect("routes_version", pk)


@door(Act.CHANGE_ROUTES)
def drop(request: DoorRequest, pk: int) -> HttpResponse:
    """Check before a draft is given up, and give it up."""
    found = queries.criteria_by_id(request.actor, pk, Act.CHANGE_ROUTES)
    step = COURSE_CRITERIA.may_move(found.state, CourseCriteriaState.DROPPED)
    if gone := moved_on(request, step, "routes_version", pk):
        return gone
    if request.method == "POST":
        actions.drop_criteria(criteria_id=pk, by=request.actor, at=timezone.now())
        messages.success(request, _("The draft is dropped."))
        return redirect("routes")
    return render(request, "routes/drop.html", about(request, found))
