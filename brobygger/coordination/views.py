"""The pages of a plan: whether there can be one, all of it for those who keep it, a part for whoever takes part."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out, one_form
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act, zones_for
from brobygger.coordination import actions, queries, rules
from brobygger.coordination.codes import Basis, Phase
from brobygger.coordination.forms import EndForm, GoalForm, LeadForm, NotPossibleForm, ParticipantForm, TaskForm
from brobygger.coordination.models import Plan
from brobygger.coordination.plan_meetings import COORDINATION
from brobygger.coordination.states import PlanState, TaskState
from brobygger.meetings.forms import MeetingForm
from brobygger.municipality import queries as municipality
from brobygger.programmes.policy_queries import legal_bases
from brobygger.reception.listing import called, name_of
from brobygger.screening import queries as screenings
from brobygger.screening.states import WITH_THE_TEAM
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail


@door(Act.BEGIN_PLAN)
def coordination_of(request: DoorRequest, pk: int) -> HttpResponse:
    """The plan about someone; or whether there can be one, and why not."""
    row = screenings.for_team(request.actor, pk, act=Act.BEGIN_PLAN)
    found = queries.plan_of(request.actor, pk)
    if found is not None:
        return redirect("plan_across", found.pk)
    begun: list[Plan] = []

    def begin(**signed: Any) -> None:
        begun.append(actions.begin(screening_id=pk, **signed))

    if request.method == "POST":
        done = carried_out(request, begin, said=_("There is a plan, and you lead it."))
        return redirect("plan_across", begun[0].pk) if done else redirect("coordination_of", pk)
    can = rules.may_begin(is_named=row.person_id is not None, is_with_the_team=row.state in WITH_THE_TEAM)
    trail.write("coordination.looked_for", by=request.actor, at=timezone.now(), about=row)
    shown = {"row": row, "name": called(request.actor, row), "can": can}
    return render(request, "coordination/of.html", shown)


@door(Act.SEE_PLAN, "GET")
def plan_across(request: DoorRequest, pk: int) -> HttpResponse:
    """The plan, or as much of it as is hers to see."""
    return _page(request, pk)


def _page(request: DoorRequest, pk: int, *, status: int = 200, **forms: Any) -> HttpResponse:
    told = queries.page(request.actor, pk)
    row = told.row
    trail.write("coordination.read", by=request.actor, at=timezone.now(), about=row)
    shown = {
        "told": told, "row": row, "name": name_of(row.screening), "me": request.actor.user_id,
        "runs": row.state == PlanState.OPEN, "today": timezone.localdate(), "why_not": NotPossibleForm(),
        "goal": GoalForm(auto_id="goal_%s"), "task": _task_form(row, None), "others": _others(row),
        "laws": {one.key: f"{one.reference}: {one.title}" for one in legal_bases(timezone.localdate())},
        "team": row.zone_id in zones_for(request.actor, Act.BEGIN_PLAN),
    }  # fmt: skip
    return render(request, "coordination/plan.html", shown | forms, status=status)


def _others(row: Plan) -> list[tuple[str, Any]]:
    return [(str(one), one.label) for one in Phase if one != row.phase]


def _task_form(row: Plan, data: Any) -> TaskForm:
    return TaskForm(data, people=queries.who_come(row, timezone.now()), auto_id="task_%s")


def _shown(row: Plan, heading: str, button: str, **more: Any) -> dict[str, Any]:
    back = (reverse("plan_across", args=[row.pk]), _("Back to the plan"))
    return {"heading": heading, "button": button, "back": back, "name": name_of(row.screening), **more}


@door(Act.COORDINATE)
def plan_participant(request: DoorRequest, pk: int) -> HttpResponse:
    """Someone takes part."""
    row, today = queries.plan(request.actor, pk, act=Act.COORDINATE), timezone.localdate()
    form = ParticipantForm(
        typed.posted(request), workers=staff.team(row.zone_id, today),
        departments=municipality.departments(request.actor, zone_id=row.zone_id, on=today),
        laws=[one for one in legal_bases(today) if one.key != Basis.CONSENT],
    )  # fmt: skip

    def add(**signed: Any) -> None:
        actions.add_participant(plan_id=pk, part=form.part(), **signed)

    lead = _("Only with the person's yes, or by a legal basis that you can name. A colleague sees aims and own tasks.")
    shown = _shown(row, _("Who takes part?"), _("Add"), lead=lead)
    return one_form(request, form, add, shown=shown, to=shown["back"][0], said=_("Takes part from now on."))


@door(Act.COORDINATE)
def plan_lead(request: DoorRequest, pk: int) -> HttpResponse:
    """Who leads."""
    row = queries.plan(request.actor, pk, act=Act.COORDINATE)
    people = queries.who_come(row, timezone.now())
    form = LeadForm(typed.posted(request), people=people, initial={"worker_id": row.lead_id})

    def name(**signed: Any) -> None:
        actions.name_lead(plan_id=pk, **form.cleaned_data, **signed)

    shown = _shown(
        row, _("Who leads the plan?"), _("Save"), lead=_("One leads across departments. The others hear of it here.")
    )
    return one_form(request, form, name, shown=shown, to=shown["back"][0], said=_("Saved."))


@door(Act.COORDINATE)
def plan_end(request: DoorRequest, pk: int) -> HttpResponse:
    """The plan ends."""
    row, form = queries.plan(request.actor, pk, act=Act.COORDINATE), EndForm(typed.posted(request))

    def end(**signed: Any) -> None:
        actions.end(plan_id=pk, **form.cleaned_data, **signed)

    lead = _("From then on the team alone sees it. It can be opened again.")
    shown = _shown(row, _("Why does the plan end?"), _("End it"), lead=lead)
    return one_form(request, form, end, shown=shown, to=_after(request, row), said=_("The plan has ended."))


def _after(request: DoorRequest, row: Plan) -> str:
    """Whoever leads and is not on the team no longer sees a plan that has ended."""
    team = row.zone_id in zones_for(request.actor, Act.BEGIN_PLAN)
    return reverse("plan_across", args=[row.pk]) if team else reverse("risk_own_steps")


@door(Act.COORDINATE)
def plan_meeting(request: DoorRequest, pk: int) -> HttpResponse:
    """Those who take part meet."""
    row, today = queries.plan(request.actor, pk, act=Act.COORDINATE), timezone.localdate()
    form = MeetingForm(typed.posted(request), hint=COORDINATION.hint, initial={"on": today, "clock": "13:00"})

    def plan(**signed: Any) -> None:
        said = {name: form.cleaned_data[name] for name in ("place", "agenda")}
        actions.plan_meeting(plan_id=pk, planned_at=form.planned_at(), **said, **signed)

    shown = _shown(row, _("Plan a meeting"), _("Plan the meeting"))
    return one_form(request, form, plan, shown=shown, to=shown["back"][0], said=_("The meeting is planned."))


@door(Act.COORDINATE, "POST")
def plan_goal(request: DoorRequest, pk: int) -> HttpResponse:
    """An aim."""
    queries.plan(request.actor, pk, act=Act.COORDINATE)
    form = GoalForm(request.POST, auto_id="goal_%s")

    def add(**signed: Any) -> None:
        actions.add_goal(plan_id=pk, **form.cleaned_data, **signed)

    return (
        redirect("plan_across", pk)
        if carried_out(request, add, form=form)
        else _page(request, pk, status=422, goal=form)
    )


@door(Act.COORDINATE, "POST")
def plan_task(request: DoorRequest, pk: int) -> HttpResponse:
    """Someone does something by a day."""
    row = queries.plan(request.actor, pk, act=Act.COORDINATE)
    form = _task_form(row, request.POST)

    def add(**signed: Any) -> None:
        actions.add_task(plan_id=pk, **form.cleaned_data, **signed)

    return (
        redirect("plan_across", pk)
        if carried_out(request, add, form=form, beside={"task_due_on_a_day_that_has_passed": "due_on"})
        else _page(request, pk, status=422, task=form)
    )


@door(Act.SEE_PLAN, "POST")
def plan_task_do(request: DoorRequest, pk: int) -> HttpResponse:
    """The task is done, not possible, or to be done again."""
    row = queries.task(request.actor, pk)
    to, words = typed.code(request.POST, "to", TaskState.values), typed.text(request.POST, "words", 500)
    if not to:
        raise Http404

    def settle(**signed: Any) -> None:
        actions.settle_task(task_id=pk, to=to, words=words, **signed)

    carried_out(request, settle, said=_("Noted."))
    return redirect("plan_across", row.plan_id)


# What each short button of a plan does: with the number that it was pressed beside, if any.
DEEDS: dict[str, Callable[..., object]] = {
    "phase": lambda pk, told, **signed: actions.choose_phase(
        plan_id=pk, phase=typed.code(told, "phase", Phase.values, Phase.DURING), **signed
    ),
    "reopen": lambda pk, told, **signed: actions.reopen(plan_id=pk, **signed),
    "reached": lambda pk, told, **signed: actions.reach_goal(goal_id=_number(told), reached=True, **signed),
    "not_reached": lambda pk, told, **signed: actions.reach_goal(goal_id=_number(told), reached=False, **signed),
    "leaves": lambda pk, told, **signed: actions.end_participant(participant_id=_number(told), **signed),
}


def _number(told: Any) -> int:
    return typed.number(told, "row") or 0


@door(Act.COORDINATE, "POST")
def plan_do(request: DoorRequest, pk: int) -> HttpResponse:
    """One of the short deeds on a plan."""
    row = queries.plan(request.actor, pk, act=Act.COORDINATE)
    name = typed.code(request.POST, "do", DEEDS)
    if not name:
        raise Http404
    carried_out(request, lambda **signed: DEEDS[name](pk, request.POST, **signed), said=_("Noted."))
    return redirect("plan_across", row.pk)
