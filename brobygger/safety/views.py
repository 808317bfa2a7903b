"""The plan, and the page on which a section is written: it saves by itself, and every press saves too."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act, may
from brobygger.base.workdays import day_of
from brobygger.safety import actions, queries
from brobygger.safety.codes import Section
from brobygger.safety.forms import GivenForm, LookForm, SectionForm
from brobygger.safety.suggestions import SUGGESTIONS


@door(Act.SEE_SAFETY_PLAN, "GET")
def plan(request: DoorRequest, pk: int) -> HttpResponse:
    """The whole plan, what is due, and how it was given."""
    return plan_page(request, pk)


def plan_page(request: DoorRequest, pk: int, *, status: int = 200, **more: Any) -> HttpResponse:
    """The plan with what has been filled in so far."""
    now = timezone.now()
    whole = queries.read(request.actor, pk, at=now)
    forms = {"given_form": GivenForm(), "look": LookForm(today=day_of(now))}
    return render(request, "safety/plan.html", {"whole": whole, "row": whole.row, **forms, **more}, status=status)


@door(Act.KEEP_SAFETY_PLAN, "POST")
def begin(request: DoorRequest, pk: int) -> HttpResponse:
    """There is a plan from now on."""
    carried_out(request, lambda **signed: actions.begin_plan(screening_id=pk, **signed))
    return redirect("safety_plan", pk)


@door(Act.KEEP_SAFETY_PLAN, "POST")
def mark(request: DoorRequest, pk: int, line: int) -> HttpResponse:
    """How a line stands, in one press."""
    status = typed.text(request.POST, "status")
    carried_out(request, lambda **signed: actions.mark_line(screening_id=pk, line_id=line, status=status, **signed))
    return redirect("safety_plan", pk)


@door(Act.KEEP_SAFETY_PLAN)
def looked(request: DoorRequest, pk: int) -> HttpResponse:
    """The plan has been gone through."""
    queries.plan_of(request.actor, pk)
    look = LookForm(typed.posted(request), today=day_of(timezone.now()))
    if request.method != "POST":
        return redirect("safety_plan", pk)

    def deed(**signed: Any) -> None:
        actions.look_through(screening_id=pk, again_on=look.cleaned_data["again_on"], **signed)

    if carried_out(request, deed, form=look, field="again_on", said=_("Noted: you have gone through it together.")):
        return redirect("safety_plan", pk)
    return plan_page(request, pk, status=422, look=look)


def _section(request: DoorRequest, pk: int, name: str) -> tuple[queries.Whole, queries.Part, SectionForm]:
    """The section as it stands, and as the page says it."""
    if name not in Section.values:
        raise Http404
    look = queries.read if request.method == "GET" else queries.whole
    whole = look(request.actor, pk, at=timezone.now())
    if whole.plan is None or not may(request.actor, Act.KEEP_SAFETY_PLAN, whole.row):
        raise Http404
    part = whole.part(name)
    colleagues = queries.colleagues(whole.row.zone_id, on=day_of(timezone.now()))
    return whole, part, SectionForm(part.lines, colleagues=colleagues, data=typed.posted(request))


@door(Act.KEEP_SAFETY_PLAN)
def section(request: DoorRequest, pk: int, name: str) -> HttpResponse:
    """A section is written. Each button keeps all that is typed, and then does its own."""
    whole, part, form = _section(request, pk, name)
    if not whole.may_write:
        return redirect("safety_plan", pk)
    if request.method == "POST" and form.is_valid():
        found: list[bool] = []

        def deed(**signed: Any) -> None:
            told: dict[str, Any] = {"screening_id": pk, "section": name}
            found.append(actions.keep_section(**told, page=form.page, lines=form.written(), **signed))
            _pressed(request, told, signed)

        if carried_out(request, deed):
            if found[0]:
                messages.warning(request, _("Someone else has changed the same line. Both texts stand."))
            return _next(request, pk, name)
    sections = list(Section)
    place = sections.index(Section(name))
    taken = {one.row.suggestion for one in part.lines}
    shown = {
        "whole": whole,
        "row": whole.row,
        "part": part,
        "form": form,
        "number": place + 1,
        "before": sections[place - 1] if place else None,
        "suggestions": [one for one in SUGGESTIONS[Section(name)].items() if one[0] not in taken],
    }
    return render(request, "safety/section.html", shown, status=422 if request.method == "POST" else 200)


def _pressed(request: DoorRequest, told: dict[str, Any], signed: dict[str, Any]) -> None:
    """What the button does beside keeping what is typed."""
    if suggestion := typed.text(request.POST, "take"):
        actions.take_suggestion(**told, suggestion=suggestion, **signed)
    for button, deed in (("remove", actions.remove_line), ("put_back", actions.put_line_back)):
        if typed.pressed(request.POST, button):
            line_id = typed.number(request.POST, button) or 0
            deed(screening_id=told["screening_id"], line_id=line_id, **signed)


def _next(request: DoorRequest, pk: int, name: str) -> HttpResponse:
    sections = [one.value for one in Section]
    if typed.pressed(request.POST, "on"):
        after = sections[sections.index(name) + 1 :]
        return redirect("safety_section", pk, after[0]) if after else redirect("safety_plan", pk)
    return redirect("safety_section", pk, name)


@door(Act.KEEP_SAFETY_PLAN, "POST")
def keep(request: DoorRequest, pk: int, name: str) -> HttpResponse:
    """The page saves by itself while one writes."""
    _whole, _part, form = _section(request, pk, name)
    valid = form.is_valid()
    now, lines = timezone.now(), form.written()
    beside = actions.keep_section(
        screening_id=pk, section=name, page=form.page, lines=lines, passing=True, by=request.actor, at=now
    )
    answer = render(request, "safety/kept.html", {"now": now, "beside": beside, "valid": valid})
    answer["X-Kept"] = "yes"
    return answer
