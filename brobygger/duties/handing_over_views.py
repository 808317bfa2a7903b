"""Asking a colleague to take over a duty, and her answer."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base import workdays
from brobygger.duties import actions, queries
from brobygger.duties.forms import AskForm
from brobygger.duties.queries import Whole
from brobygger.duties.views import step_page


@door(Act.HOLD_DUTY)
def ask(request: DoorRequest, pk: int) -> HttpResponse:
    """A colleague is asked; the duty stays with its holder until she has said yes."""

    def form(told: Whole) -> Form:
        team = queries.team_with_duties(told.duty.zone_id, workdays.day_of(timezone.now()))
        others = [(one.worker_id, one.name) for one in team if one.worker_id != told.duty.holder_id]
        return AskForm(request.POST or None, colleagues=others)

    def do(told: Any, now: Any) -> None:
        actions.ask_to_take_over(duty_id=pk, worker_id=told["worker"], by=request.actor, at=now)

    said = _("Your colleague is asked. Until there is a yes, the duty is yours.")
    return step_page(request, pk, "duties/ask.html", form, do, page="ask", said=said)


@door(Act.HOLD_DUTY, "POST")
def stop_asking(request: DoorRequest, pk: int) -> HttpResponse:
    """The holder keeps it after all."""
    actions.stop_asking(duty_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("You keep the duty."))
    return redirect("duty", pk)


@door(Act.HOLD_DUTY, "POST")
def take_over(request: DoorRequest, pk: int) -> HttpResponse:
    """The colleague says yes, and the duty is hers."""
    actions.take_over(duty_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("The duty is yours now. Nobody but you decides what becomes of it."))
    return redirect("duty", pk)


@door(Act.HOLD_DUTY, "POST")
def decline(request: DoorRequest, pk: int) -> HttpResponse:
    """The colleague says no."""
    actions.decline_to_take_over(duty_id=pk, by=request.actor, at=timezone.now())
    messages.success(request, _("The duty stays with the one who has it."))
    return redirect("duties")
