"""The pages on which a duty is written down: facts, children, parents, and the text."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base import workdays
from brobygger.base.decision import Refused
from brobygger.duties import actions, drafting, queries
from brobygger.duties.forms import ChildForm, FactForm, ParentsForm, TextForm
from brobygger.duties.states import BEFORE_SENDING, MayKnow
from brobygger.duties.views import step_page


@door(Act.HOLD_DUTY)
def facts(request: DoorRequest, pk: int) -> HttpResponse:
    """What was seen and heard, one thing at a time."""

    def do(told: Any, now: Any) -> None:
        actions.add_fact(duty_id=pk, by=request.actor, at=now, **told)

    return step_page(
        request, pk, "duties/facts.html", lambda told: FactForm(request.POST or None), do, page="facts",
        said=_("It is written down."), then="duty_facts",
        more=lambda told: {"may_strike": told.duty.state in BEFORE_SENDING},
    )  # fmt: skip


@door(Act.HOLD_DUTY, "POST")
def strike_fact(request: DoorRequest, pk: int, fact: int) -> HttpResponse:
    """The fact goes out of what will be sent."""
    actions.strike_fact(duty_id=pk, fact_id=fact, by=request.actor, at=timezone.now())
    messages.success(request, _("It is taken out, and is not sent."))
    return redirect("duty_facts", pk)


@door(Act.HOLD_DUTY)
def children(request: DoorRequest, pk: int) -> HttpResponse:
    """Which children, as far as is known."""
    this_year = workdays.day_of(timezone.now()).year

    def do(told: Any, now: Any) -> None:
        actions.add_child(duty_id=pk, by=request.actor, at=now, **told)

    return step_page(
        request, pk, "duties/children.html", lambda told: ChildForm(request.POST or None, this_year=this_year), do,
        page="children", said=_("It is written down."), then="duty_children",
        more=lambda told: {"may_strike": told.duty.state in BEFORE_SENDING},
    )  # fmt: skip


@door(Act.HOLD_DUTY, "POST")
def strike_child(request: DoorRequest, pk: int, child: int) -> HttpResponse:
    """The child goes out of what will be sent."""
    actions.strike_child(duty_id=pk, child_id=child, by=request.actor, at=timezone.now())
    messages.success(request, _("It is taken out, and is not sent."))
    return redirect("duty_children", pk)


@door(Act.HOLD_DUTY)
def parents(request: DoorRequest, pk: int) -> HttpResponse:
    """Whether the parents know."""

    def do(told: Any, now: Any) -> None:
        actions.note_parents(duty_id=pk, by=request.actor, at=now, **told)

    def form(told: queries.Whole) -> ParentsForm:
        initial = {"told": told.duty.parents, "reason": told.duty.parents_reason}
        return ParentsForm(request.POST or None, initial=initial)

    return step_page(request, pk, "duties/parents.html", form, do, page="parents", said=_("It is written down."))


@door(Act.HOLD_DUTY, "POST")
def draft(request: DoorRequest, pk: int) -> HttpResponse:
    """The text is assembled anew from what stands with the duty."""
    actions.draft_notice(
        duty_id=pk, write_address=typed.text(request.POST, "write_address") == "on", by=request.actor, at=timezone.now()
    )
    return redirect("duty_text", pk)


@door(Act.HOLD_DUTY)
def text(request: DoorRequest, pk: int) -> HttpResponse:
    """The text, to be read and changed before it is sent; what may give someone away is said beside it."""
    now = timezone.now()
    told = queries.whole(request.actor, pk, page="text", at=now)
    form = TextForm(request.POST or None)
    again, status = False, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.keep_notice(duty_id=pk, by=request.actor, at=now, **form.cleaned_data)
            except Refused as refused:
                if refused.reason != "text_changed_meanwhile":
                    raise
                again, status = True, 409
                form = TextForm(typed.again(request.POST, seen=queries.stamp(told.writing)))
            else:
                messages.success(request, _("The text is kept."))
                return redirect("duty_send" if typed.pressed(request.POST, "on") else "duty_text", pk)
    elif told.writing:
        form = TextForm(initial={"text": told.writing.text, "seen": queries.stamp(told.writing)})
    return render(request, "duties/text.html", {**_beside(request, told), "form": form, "again": again}, status=status)


def _beside(request: DoorRequest, told: queries.Whole) -> dict[str, Any]:
    """What is said beside the text: where it could give her away, and what is still a question."""
    where = queries.whereabouts(request.actor, told.duty)
    written = told.writing.text if told.writing else ""
    return {
        "whole": told,
        "duty": told.duty,
        "where": where,
        "places": drafting.places_in(written, address=where.address, numbers=where.numbers),
        "questions": drafting.questions_left(written),
        "protected_facts": sum(fact.may_know != MayKnow.YES for fact in told.facts),
        "addition": bool(told.notices),
    }
