"""The day's board and what is pressed on it, and what one is asked to do oneself."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out, one_form
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, may, may_somewhere
from brobygger.meetings import queries as meetings
from brobygger.reception.listing import called
from brobygger.risk import board, case_actions, queries
from brobygger.risk.asked import asked_elsewhere
from brobygger.risk.forms import EventForm, FirstForm
from brobygger.risk.states import StepState
from brobygger.risk.words import SAFEGUARDS
from brobygger.screening import queries as screenings
from brobygger.staff.waiting import TO_APPROVE, waiting_in
from brobygger.trail import actions as trail


@door(Act.SEE_RISK_BOARD, "GET")
def risk_board(request: DoorRequest) -> HttpResponse:
    """What is due today, and whose it is."""
    assesses = bool(may_somewhere(request.actor, Act.ASSESS))
    whose = typed.code(request.GET, "whose", ("team", "mine"), "mine" if assesses else "team")
    now = timezone.now()
    seen = board.see_board(
        request.actor, zone_id=zone_of(request), mine=whose != "team", after=typed.text(request.GET, "after"), at=now
    )
    waits = waiting_in(TO_APPROVE, request.actor, zone_id=zone_of(request), at=now)
    shown = {"board": seen, "whose": whose, "now": now, "approvals": [one for one in waits if not one.another]}
    return render(request, "risk/board.html", shown)


@door(Act.SEE_RISK_BOARD, "POST")
def risk_take(request: DoorRequest, pk: int) -> HttpResponse:
    """The next look is mine."""
    said = _("It is yours now.")
    if carried_out(request, lambda **signed: case_actions.take(case_id=pk, **signed), said=said):
        return redirect("risk_case", pk)
    return redirect("risk_board")


@door(Act.SEE_RISK_BOARD)
def risk_of(request: DoorRequest, pk: int) -> HttpResponse:
    """Whether someone who was received is assessed here, by whom and when the next look is; or to begin it now."""
    person = screenings.for_team(request.actor, pk)
    if request.method == "POST":
        said = _("It is yours now. The first assessment is due within 24 hours.")
        carried_out(request, lambda **signed: case_actions.begin_now(screening_id=pk, **signed), said=said)
    row = queries.case_of(request.actor, pk)
    if row is not None and may(request.actor, Act.SEE_RISK, row):
        return redirect("risk_case", row.pk)
    trail.write("risk.asked_of", by=request.actor, at=timezone.now(), about=person)
    shown = {"row": row, "person": person, "name": called(request.actor, person), "now": timezone.now()}
    return render(request, "risk/of.html", shown)


def _back_to_board() -> tuple[str, str]:
    return reverse("risk_board"), _("Back to the board")


@door(Act.SEE_RISK_BOARD)
def risk_event(request: DoorRequest, pk: int) -> HttpResponse:
    """Something has happened, and a new look is due."""
    row, form = queries.on_board(request.actor, pk), EventForm.today(typed.posted(request))

    def note(**signed: Any) -> None:
        case_actions.note_event(case_id=pk, **form.cleaned_data, **signed)

    shown = {
        "heading": _("Something has happened"), "name": called(request.actor, row.screening), "back": _back_to_board(),
        "lead": _("A new look is due within three days, or before the day that you write. It is never put off."),
        "button": _("Save"),
    }  # fmt: skip
    said = _("Noted. A new look is due.")
    return one_form(request, form, note, shown=shown, to=reverse("risk_board"), said=said)


@door(Act.SEE_RISK_BOARD)
def risk_first(request: DoorRequest, pk: int) -> HttpResponse:
    """Someone comes before others, for a reason that is stated; or no more."""
    row = queries.on_board(request.actor, pk)
    form = FirstForm(typed.posted(request), initial={"because": row.first_because} if row.first_because else None)

    def put(**signed: Any) -> None:
        case_actions.set_first(case_id=pk, because=form.cleaned_data["because"], **signed)

    shown = {
        "heading": _("Who comes first?"), "name": called(request.actor, row.screening), "back": _back_to_board(),
        "lead": _("You decide it, for one of the stated reasons. It is an order of work, and judges nobody's danger."),
        "button": _("Save"),
    }  # fmt: skip
    return one_form(request, form, put, shown=shown, to=reverse("risk_board"), said=_("Saved."))


@door(Act.SEE_OWN_STEPS, "GET")
def risk_own_steps(request: DoorRequest) -> HttpResponse:
    """What I am asked to do for someone's safety."""
    rows, elsewhere = list(queries.asked_of(request.actor)[:200]), asked_elsewhere(request.actor)
    if rows or elsewhere:
        zone_id, shown = zone_of(request), len(rows) + len(elsewhere)
        trail.write("risk.own_steps_seen", by=request.actor, at=timezone.now(), zone_id=zone_id, shown=shown)
    lines = [(row, called(request.actor, row.case.screening)) for row in rows]
    told = {"lines": lines, "elsewhere": elsewhere, "agreed": meetings.asked_of(request.actor), "now": timezone.now()}
    return render(request, "risk/own_steps.html", told)


@door(Act.SEE_OWN_STEPS, "POST")
def risk_step(request: DoorRequest, pk: int) -> HttpResponse:
    """A step is done, or not possible, or agreed again."""
    to = typed.code(request.POST, "to", StepState.values, StepState.DONE)
    words = typed.text(request.POST, "words", 1000)

    def settle(**signed: Any) -> None:
        case_actions.settle_step(step_id=pk, to=to, words=words, **signed)

    carried_out(request, settle, said=_("Noted."))
    case = typed.number(request.POST, "case")
    if case is not None:
        return redirect("risk_case", case)
    return redirect(typed.code(request.POST, "page", ("risk_board", "risk_own_steps"), "risk_own_steps"))


@door(Act.SEE_RISK_BOARD, "GET")
def risk_safeguards(request: DoorRequest) -> HttpResponse:
    """The safeguards, as anyone can read them."""
    return render(request, "risk/safeguards.html", {"safeguards": SAFEGUARDS})
