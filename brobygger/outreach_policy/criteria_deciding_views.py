"""The irreversible steps of a change, each on a page of its own: send for approval, approve, withdraw."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.access.deeds import moved_on
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.outreach_policy import criteria_shown
from brobygger.outreach_policy.criteria_actions import approve_and_decide
from brobygger.outreach_policy.criteria_forms import ProposeForm, SeenForm
from brobygger.programmes import actions, queries
from brobygger.programmes.rules import may_take_effect
from brobygger.programmes.states import CRITERIA, CriteriaState
from brobygger.programmes.words import REASONS
from brobygger.staff.queries import second_of_two


@door(Act.CHANGE_CRITERIA)
def check(request: DoorRequest, pk: int) -> HttpResponse:
    """Everything that the draft says and would do, before it is sent for approval."""
    found = queries.criteria_for(request.actor, Act.CHANGE_CRITERIA, pk)
    step = CRITERIA.may_move(found.state, CriteriaState.PROPOSED)
    if gone := moved_on(request, step, "criteria_version", pk):
        return gone
    refused = ""
    if request.method == "POST":
        form = ProposeForm(request.POST)
        if form.is_valid():
            try:
                actions.propose_criteria(criteria_id=pk, **form.cleaned_data, by=request.actor, at=timezone.now())
            except Refused as refusal:
                refused = str(REASONS.get(refusal.reason, ""))
                if not refused:
                    raise
            else:
                messages.success(request, _("Sent for approval. Another programme leader can approve it now."))
                return redirect("criteria_version", pk)
    shown = criteria_shown.about(request, found) | criteria_shown.tried(request, found)
    shown |= {"form": ProposeForm(initial={"seen": shown["seen"]}), "refused": refused}
    return render(request, "outreach_policy/criteria/check.html", shown, status=409 if refused else 200)


@door(Act.APPROVE_CRITERIA)
def approve(request: DoorRequest, pk: int) -> HttpResponse:
    """What the second leader reads, and her yes."""
    found = queries.criteria_for(request.actor, Act.APPROVE_CRITERIA, pk)
    step = CRITERIA.may_move(found.state, CriteriaState.APPROVED)
    if gone := moved_on(request, step, "criteria_version", pk):
        return gone
    form = SeenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _approved, decided = approve_and_decide(
            criteria_id=pk, seen=form.cleaned_data["seen"], by=request.actor, at=timezone.now()
        )
        messages.success(request, _("The criteria are approved."))
        if decided:
            words = ngettext(
                "%(n)s person who waited for an offence code is decided.",
                "%(n)s people who waited for an offence code are decided.",
                decided,
            )
            messages.success(request, words % {"n": decided})
        return redirect("criteria_version", pk)
    first = not queries.approved_versions(found.programme_id).exists()
    firsts = (found.drafted_by_id, found.proposed_by_id)
    decision = second_of_two(request.actor, *firsts, changed=found, proposed_at=found.proposed_at)
    decision = decision and may_take_effect(found.valid_from, today=timezone.localdate(), first=first)
    shown = criteria_shown.about(request, found) | criteria_shown.tried(request, found)
    shown |= {"form": SeenForm(initial={"seen": shown["seen"]}), "decision": decision}
    return render(request, "outreach_policy/criteria/approve.html", shown)


@door(Act.CHANGE_CRITERIA, "POST")
def back(request: DoorRequest, pk: int) -> HttpResponse:
    """The proposal is a draft again."""
    actions.return_to_draft(criteria_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("The criteria are a draft again and can be changed."))
    return redirect("criteria_version", pk)


@door(Act.CHANGE_CRITERIA)
def withdraw(request: DoorRequest, pk: int) -> HttpResponse:
    """Check before a draft is given up, and give it up."""
    found = queries.criteria_for(request.actor, Act.CHANGE_CRITERIA, pk)
    step = CRITERIA.may_move(found.state, CriteriaState.WITHDRAWN)
    if gone := moved_on(request, step, "criteria_version", pk):
        return gone
    if request.method == "POST":
        actions.withdraw_criteria(criteria_id=pk, by=request.actor, at=timezone.now())
        messages.success(request, _("The draft is withdrawn."))
        return redirect("criteria")
    return render(request, "outreach_policy/criteria/withdraw.html", criteria_shown.about(request, found))
