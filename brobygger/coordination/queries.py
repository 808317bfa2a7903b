"""The reading door: a plan for the team and whoever leads it, and the part of it for whoever takes part."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from brobygger.access.actor import Actor, Role
from brobygger.access.policy import Act, may, scope
from brobygger.base.decision import NotFound
from brobygger.base.menu import address
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import day_of, noon_of
from brobygger.coordination.models import Goal, Participant, Plan, PlanMeeting, Task
from brobygger.coordination.states import PlanState, TaskState
from brobygger.meetings.models import Meeting
from brobygger.reception.listing import name_of
from brobygger.risk.asked import Asked
from brobygger.staff import queries as staff
from brobygger.staff.queries import Colleague

TEAM = frozenset({Role.PROJECT_LEADER, Role.ASSESSOR})
ROWS = Plan.objects.select_related("screening__person", "lead")


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What the actor sees of a plan: all of it, or aims, meetings and her own tasks."""

    row: Plan
    whole: bool
    goals: Sequence[Goal]
    tasks: Sequence[Task]
    meetings: Sequence[PlanMeeting]
    participants: Sequence[Participant] = ()
    once: Sequence[Participant] = ()


def plan(by: Actor, pk: int, *, act: Act = Act.SEE_PLAN, for_update: bool = False) -> Plan:
    """The plan. NotFound where it is not hers to see, or with the act to keep."""
    rows = ROWS.select_for_update(of=("self",)) if for_update else ROWS
    found = scope(by, act, rows).filter(pk=pk).first()
    if found is None:
        raise NotFound("not_found")
    return found


def plan_of(by: Actor, screening_id: int) -> Plan | None:
    """The plan about someone, where there is one that she may see."""
    return scope(by, Act.SEE_PLAN, ROWS).filter(screening_id=screening_id).first()


def page(by: Actor, pk: int) -> PlanPage:
    """As much of the plan as is hers to see. NotFound where none of it is."""
    row = plan(by, pk)
    whole = bool(may(by, Act.COORDINATE, row))
    tasks = row.tasks.select_related("worker").order_by("state", "due_on", "pk")
    meetings = row.meetings.filter(meeting__in=scope(by, Act.SEE_MEETINGS, Meeting.objects.all())).select_related(
        "meeting"
    )
    return PlanPage(
        row,
        whole,
        list(row.goals.order_by("reached_at", "pk")),
        list(tasks if whole else tasks.filter(worker_id=by.user_id or 0)),
        list(meetings.order_by("-meeting__planned_at", "pk")),
        list(taking_part(row).order_by("added_at", "pk")) if whole else (),
        list(took_part(row)) if whole else (),
    )


def task(by: Actor, pk: int, *, for_update: bool = False) -> Task:
    """A task for whoever keeps the plan, or has it herself. NotFound otherwise."""
    rows = Task.objects.select_for_update(of=("self",)) if for_update else Task.objects.all()
    hers = Q(worker_id=by.user_id or 0, plan__in=scope(by, Act.SEE_PLAN, Plan.objects.all()))
    kept = Q(plan__in=scope(by, Act.COORDINATE, Plan.objects.all()))
    found = rows.select_related("plan").filter(hers | kept, pk=pk).first()
    if found is None:
        raise NotFound("not_found")
    return found


def taking_part(row: Plan) -> QuerySet[Participant]:
    """Who takes part now."""
    return row.participants.filter(ended_at=None).select_related("worker", "department")


def took_part(row: Plan) -> QuerySet[Participant]:
    """Who took part once, the last first."""
    return row.participants.exclude(ended_at=None).select_related("worker", "department").order_by("-ended_at", "-pk")


def who_come(row: Plan, at: datetime) -> list[Colleague]:
    """Those who sign in and see the plan as it stands: the team, whoever leads, and colleagues who take part."""
    named = {row.lead_id, *taking_part(row).values_list("worker_id", flat=True)}
    return [one for one in staff.team(row.zone_id, day_of(at)) if one.worker_id in named or one.roles & TEAM]


def asked_of(by: Actor) -> list[Asked]:
    """The tasks that are hers in any plan, and the plans that she takes part in: by the person's first name."""
    seen = scope(by, Act.SEE_PLAN, ROWS).filter(state=PlanState.OPEN)
    own = Q(lead_id=by.user_id or 0) | Q(participants__worker_id=by.user_id or 0, participants__ended_at=None)
    mine = seen.filter(own).distinct()
    todo = Task.objects.filter(worker_id=by.user_id or 0, state=TaskState.AGREED, plan__in=seen)
    tasks = [
        Asked(name_of(one.plan.screening), one.words, one.due_on, address("plan_across", one.plan_id))
        for one in todo.select_related("plan__screening__person").order_by("due_on", "pk")
    ]
    return tasks + [
        Asked(name_of(one.screening), "", None, address("plan_across", one.pk)) for one in mine.order_by("pk")
    ]


def under_way(by: Actor, *, zone_id: int) -> list[UnderWay]:
    """Plans that run: without anyone who leads, or in which nobody writes; and tasks whose day comes."""
    rows = scope(by, Act.SEE_PLAN, Plan.objects.filter(zone_id=zone_id, state=PlanState.OPEN)).order_by("pk")
    plans = [
        UnderWay(
            "coordination", one.pk, "open" if one.lead_id else "no_lead",
            one.touched_at if one.lead_id else one.lead_at,
            one.lead_id, href=address("plan_across", one.pk),
        )
        for one in rows
    ]  # fmt: skip
    tasks = Task.objects.filter(plan__in=rows, state=TaskState.AGREED).order_by("due_on", "pk")
    return plans + [
        UnderWay("plan_task", one.pk, one.state, one.state_at, one.worker_id, href=address("plan_across", one.plan_id))
        for one in tasks
    ]


def own_times(by: Actor, *, zone_id: int) -> dict[tuple[str, int], datetime]:
    """The days by which the tasks are to be done."""
    plans = scope(by, Act.SEE_PLAN, Plan.objects.filter(zone_id=zone_id, state=PlanState.OPEN))
    rows = Task.objects.filter(plan__in=plans, state=TaskState.AGREED).values_list("pk", "due_on")
    return {("plan_task", pk): noon_of(day) for pk, day in rows}
