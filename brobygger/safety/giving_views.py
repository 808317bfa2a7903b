"""The plan is given in the form that the person chose: on the screen, or on paper; nothing is ever sent."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.safety import actions, queries
from brobygger.safety import paper as on_paper
from brobygger.safety.codes import GivenAs
from brobygger.safety.forms import GivenForm, PaperForm
from brobygger.safety.views import plan_page

GIVEN_ON = {GivenAs.SCREEN: "safety_shown", GivenAs.PRINT: "safety_paper"}


@door(Act.KEEP_SAFETY_PLAN)
def form(request: DoorRequest, pk: int) -> HttpResponse:
    """The person was asked, and chose."""
    queries.plan_of(request.actor, pk)
    asked = GivenForm(typed.posted(request))
    if request.method != "POST":
        return redirect("safety_plan", pk)

    def deed(**signed: Any) -> None:
        actions.choose_form(screening_id=pk, **asked.cleaned_data, **signed)

    if not carried_out(request, deed, form=asked):
        return plan_page(request, pk, status=422, given_form=asked)
    chosen = GivenAs(asked.cleaned_data["form"])
    if chosen not in GIVEN_ON:
        messages.success(request, _("Noted: %(form)s.") % {"form": chosen.label})
    return redirect(GIVEN_ON.get(chosen, "safety_plan"), pk)


@door(Act.SEE_SAFETY_PLAN, "GET")
def shown(request: DoorRequest, pk: int) -> HttpResponse:
    """The person's own page: the plan in large text, and nothing else but the way back."""
    return _given(request, pk, "safety/shown.html", lambda **signed: actions.show_plan(screening_id=pk, **signed))


@door(Act.KEEP_SAFETY_PLAN)
def paper(request: DoorRequest, pk: int) -> HttpResponse:
    """Where it will lie is thought of first, and what goes on it; then it is shown as it is printed, once."""
    now = timezone.now()
    whole = queries.read(request.actor, pk, at=now)
    may_print = queries.may_be_given(whole.given[0] if whole.given else None, GivenAs.PRINT, at=now)
    if not may_print:
        return _ask_first(request, pk, may_print.reason)
    sheet = on_paper.sheet(request.actor, whole)
    chosen = PaperForm(typed.posted(request), sheet=sheet)
    if chosen.is_valid():
        told = {"screening_id": pk, "lines": chosen.cleaned_data["lines"]}
        return _given(request, pk, "safety/paper.html", lambda **signed: actions.print_plan(**told, **signed))
    shown = {"whole": whole, "row": whole.row, "sheet": sheet, "form": chosen}
    return render(request, "safety/before_paper.html", shown, status=422 if chosen.is_bound else 200)


def _given(request: DoorRequest, pk: int, template: str, deed: Callable[..., Any]) -> HttpResponse:
    try:
        given = deed(by=request.actor, at=timezone.now())
    except NotFound:
        raise
    except Refused as refused:
        return _ask_first(request, pk, refused.reason)
    return render(request, template, {"given": given, "pk": pk})


def _ask_first(request: DoorRequest, pk: int, why: str) -> HttpResponse:
    messages.warning(request, reason(why))
    return redirect("safety_plan", pk)
