"""A plan for several courses: asked for, looked at, changed, and made."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.access import typed
from brobygger.access.deeds import carried_out, one_form
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound
from brobygger.course_plans import actions, finding, in_words, queries, rules, told
from brobygger.course_plans.asked import Key
from brobygger.course_plans.forms import AskForm, CourseForm, TurnForm, as_asked
from brobygger.course_plans.in_words import Names
from brobygger.course_plans.models import CoursePlan
from brobygger.course_plans.states import PlanState
from brobygger.programmes.queries import programmes_for
from brobygger.trail import actions as trail

S = PlanState
USUAL = 2  # courses


@door(Act.PLAN_COURSES, "GET")
def course_plan(request: DoorRequest) -> HttpResponse:
    """The plan in the making, as it stands; or the form that asks for one."""
    row = queries.in_the_making(request.actor, zone_id=zone_of(request))
    if row is None:
        return redirect("course_plan_new")
    trail.write("course_plans.seen", by=request.actor, at=timezone.now(), about=row)
    if row.state == S.ASKED:
        return render(request, "course_plans/going.html", {"row": row, "seconds": round(finding.SECONDS)})
    return render(request, "course_plans/plan.html", _shown(request, row))


def _shown(request: DoorRequest, row: CoursePlan) -> dict[str, Any]:
    """What stands on the page; of a plan that cannot be read any more that alone."""
    try:
        asked, names = told.read(row.asked), _names(request, row)
    except NotFound:
        return {"row": row, "unreadable": True}
    found, before = told.found_of(asked, row.found), told.found_of(asked, row.before)

    def said(keys: Iterable[Key]) -> list[str]:
        return [in_words.broken(one, names) for one in keys if in_words.is_there(one, names)]

    lines = [
        (number, wish, line, names.room(line.venue), [names.worker(one) for one in line.leaders])
        for number, (wish, line) in enumerate(zip(asked.courses, found.lines, strict=False))
    ]
    worse, better = rules.costs(before.broken, found.broken) if before.lines and found.lines else ([], [])
    has_before = bool(before.lines and found.lines)
    moved = rules.moved(before.lines, found.lines) if has_before else []
    return {
        "row": row, "lines": lines, "clashes": in_words.clashes(found.lines, names), "found": found,
        "share": rules.share(found.cost, found.bound),
        "broken": said(sorted(found.broken, key=_by_course)),
        "conflict": in_words.conflict(found.conflict, names), "has_before": has_before,
        "moved": [in_words.moved(course, days, names) for course, days in moved],
        "worse": said(worse), "better": said(better),
        "decided": [(n, one.name) for n, one in enumerate(asked.courses) if not rules.is_free(one.wanted)],
    }  # fmt: skip


def _by_course(key: Key) -> tuple[str, ...]:
    return tuple(map(str, (*key[1:], *key[:1])))


def _names(request: DoorRequest, row: CoursePlan) -> Names:
    here = queries.means(request.actor, zone_id=row.zone_id)
    return Names(
        told.read(row.asked), queries.asked(request.actor, row), {one.pk: one for one in here.venues},
        {one.worker_id: one.name for one in here.team}, queries.booked(request.actor, row),
    )  # fmt: skip


@door(Act.PLAN_COURSES, "GET")
def course_plan_progress(request: DoorRequest, pk: int) -> HttpResponse:
    """How far it has come, for the page that watches; when it is found the page comes anew."""
    row = queries.plan(request.actor, pk)
    shown = {"row": row, "seconds": round(finding.SECONDS)}
    response = render(request, "course_plans/_progress.html", shown)
    if row.state != S.ASKED:
        response["HX-Refresh"] = "true"
    return response


@door(Act.PLAN_COURSES)
def course_plan_new(request: DoorRequest) -> HttpResponse:
    """What is the plan for?"""
    zone_id, today = zone_of(request), timezone.localdate()
    if request.method == "GET" and queries.in_the_making(request.actor, zone_id=zone_id) is not None:
        messages.info(request, _("There is a plan in the making already: go on with it, or drop it first."))
        return redirect("course_plan")
    programme = programmes_for(request.actor, Act.PLAN_COURSES).filter(kind="outpatient", zones=zone_id).first()
    if programme is None:
        raise Http404
    here = queries.means(request.actor, zone_id=zone_id)
    stood: dict[str, Any] = {
        "first": today + timedelta(weeks=4), "last": today + timedelta(weeks=30), "most_a_week": 2,
        "first_hour": "16:30", "venues": [one.pk for one in here.venues],
        "leaders": [one.worker_id for one in here.team],
    }  # fmt: skip

    def ask(form: AskForm, **signed: Any) -> None:
        actions.ask(zone_id=zone_id, programme_id=programme.pk, asked=form.told(), **signed)

    return _ask_page(request, zone_id, stood, ask, USUAL)


@door(Act.PLAN_COURSES)
def course_plan_again(request: DoorRequest, pk: int) -> HttpResponse:
    """The same plan, asked for in another way."""
    row = queries.plan(request.actor, pk)
    if row.state not in (S.FOUND, S.NONE):
        return redirect("course_plan")
    asked = told.read(row.asked)

    def ask(form: AskForm, **signed: Any) -> None:
        actions.ask_again(plan_id=pk, asked=form.told(), turn=row.turn, **signed)

    return _ask_page(request, row.zone_id, as_asked(asked), ask, len(asked.courses))


def _ask_page(request: DoorRequest, zone_id: int, stood: dict[str, Any], ask: Any, usual: int) -> HttpResponse:
    here = queries.means(request.actor, zone_id=zone_id)
    count = min(max(typed.number(typed.sent(request), "n") or usual, 1), rules.MOST_COURSES)
    leaders = [(one.id, _of_leader(one, here)) for one in queries.leaders(request.actor, zone_id=zone_id, means=here)]
    form = AskForm(typed.posted(request), count=count, venues=here.venues, leaders=leaders, initial=stood)
    if carried_out(request, lambda **signed: ask(form, **signed), form=form):
        return redirect("course_plan")
    shown = {"form": form, "count": count, "most": rules.MOST_COURSES, "has_rooms": bool(here.venues)}
    return render(request, "course_plans/ask.html", shown, status=422 if form.errors else 200)


def _of_leader(leader: Any, here: queries.Means) -> str:
    name = next(one.name for one in here.team if one.worker_id == leader.id)
    return " · ".join(filter(None, (name, in_words.certificate(leader), in_words.absences(leader))))


@door(Act.PLAN_COURSES)
def course_plan_change(request: DoorRequest, pk: int, number: int) -> HttpResponse:
    """Another start, room or leader for one of the courses; what it costs stands on the plan."""
    row = queries.plan(request.actor, pk)
    asked = told.read(row.asked)
    lines = told.found_of(asked, row.found).lines
    if number >= len(asked.courses):
        raise Http404
    here, wanted = queries.means(request.actor, zone_id=row.zone_id, row=row), asked.courses[number].wanted
    line = lines[number] if lines else None
    leaders = line.leaders if line else (*wanted.leaders, None, None)
    stood = {
        "first_on": line.first_on if line else wanted.first_on, "starts": line.starts if line else wanted.starts,
        "venue": line.venue if line else wanted.venue, "leader": leaders[0], "second_leader": leaders[1],
        "turn": row.turn,
    }  # fmt: skip
    form = CourseForm(typed.posted(request), venues=here.venues, team=here.team, initial=stood)

    def change(**signed: Any) -> None:
        actions.change(plan_id=pk, number=number, **form.decided(), **signed)

    shown = {
        "heading": asked.courses[number].name, "button": _("Find the plan anew"),
        "lead": _("What you change is kept, and the rest is found anew around it. Empty what the plan may choose."),
        "back": (reverse("course_plan"), _("Back to the plan")),
    }  # fmt: skip
    return one_form(request, form, change, shown=shown, to=reverse("course_plan"), said="")


@door(Act.PLAN_COURSES, "POST")
def course_plan_make(request: DoorRequest, pk: int) -> HttpResponse:
    """The plan becomes courses, all or none."""
    row, form = queries.plan(request.actor, pk), TurnForm(request.POST)
    count = len(told.read_found(row.found).lines)

    def make(**signed: Any) -> None:
        actions.make(plan_id=pk, turn=form.cleaned_data["turn"] if form.is_valid() else 0, **signed)

    said = ngettext("%(n)s course is planned.", "%(n)s courses are planned.", count) % {"n": count}
    return redirect("courses" if carried_out(request, make, said=said) else "course_plan")


@door(Act.PLAN_COURSES, "POST")
def course_plan_anew(request: DoorRequest, pk: int) -> HttpResponse:
    """The same is asked once more, as rooms and who lead stand now."""
    row, form = queries.plan(request.actor, pk), TurnForm(request.POST)

    def anew(**signed: Any) -> None:
        turn = form.cleaned_data["turn"] if form.is_valid() else 0
        actions.ask_again(plan_id=pk, asked=told.read(row.asked), turn=turn, **signed)

    carried_out(request, anew, said="")
    return redirect("course_plan")


@door(Act.PLAN_COURSES, "POST")
def course_plan_drop(request: DoorRequest, pk: int) -> HttpResponse:
    """Not this plan."""
    carried_out(request, lambda **signed: actions.drop(plan_id=pk, **signed), said=_("The plan is dropped."))
    return redirect("courses")
