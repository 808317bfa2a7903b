"""The writing door: a plan is begun, led, shared with those who have a right to it, worked through, ended, reopened."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.coordination import queries, rules
from brobygger.coordination.codes import Basis, Phase, PlanEnd, Who
from brobygger.coordination.models import Goal, Participant, Plan, PlanMeeting, Task
from brobygger.coordination.states import PLAN, TASK, PlanState, TaskState
from brobygger.meetings import actions as meetings
from brobygger.meetings.codes import MeetingKind
from brobygger.meetings.models import Meeting
from brobygger.municipality import queries as municipality
from brobygger.programmes.policy_queries import legal_bases
from brobygger.screening import queries as screenings
from brobygger.screening.states import WITH_THE_TEAM
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Part:
    """Who is to take part, and by which right from which day."""

    basis: str
    basis_on: date
    law: str = ""
    worker: int | None = None
    department: int | None = None
    name: str = ""

    @property
    def kind(self) -> Who:
        return Who.WORKER if self.worker else Who.DEPARTMENT if self.department else Who.OUTSIDE


@transaction.atomic
def begin(*, screening_id: int, by: Actor, at: datetime) -> Plan:
    """There is a plan, led by whoever begins it; pressed twice, there is one. Refused for someone anonymous."""
    row = screenings.for_team(by, screening_id, act=Act.BEGIN_PLAN, for_update=True)
    with_the_team = row.state in WITH_THE_TEAM
    rules.may_begin(is_named=row.person_id is not None, is_with_the_team=with_the_team).require()
    told = {"state_at": at, "lead_id": by.worker_id, "lead_at": at, "touched_at": at, "begun_at": at}
    made, is_new = Plan.objects.get_or_create(
        screening=row, defaults={**told, "zone_id": row.zone_id, "begun_by_id": by.worker_id}
    )
    if is_new:
        trail.write("coordination.begun", by=by, at=at, about=made)
    return made


def _kept(by: Actor, plan_id: int, *, act: Act = Act.COORDINATE) -> Plan:
    """The plan, held, where it runs."""
    row = queries.plan(by, plan_id, act=act, for_update=True)
    if row.state != PlanState.OPEN:
        raise Refused("plan_has_ended")
    return row


def _note(what: str, row: Plan, by: Actor, at: datetime, *, about: Any = None, **facts: Any) -> None:
    """Someone has written in the plan."""
    row.touched_at = at
    row.save(update_fields=["touched_at"])
    trail.write(what, by=by, at=at, about=about or row, **facts)


@transaction.atomic
def name_lead(*, plan_id: int, worker_id: int, by: Actor, at: datetime) -> Plan:
    """One leads from now on: someone of the team, or a colleague who takes part already."""
    row = _kept(by, plan_id)
    team = {one.worker_id for one in staff.team(row.zone_id, day_of(at)) if one.roles & queries.TEAM}
    takes_part = queries.taking_part(row).filter(worker_id=worker_id).exists()
    rules.may_lead(is_on_the_team=worker_id in team, takes_part=takes_part).require()
    row.lead_id, row.lead_at = worker_id, at
    row.save(update_fields=["lead", "lead_at"])
    _note("coordination.lead_named", row, by, at, worker=worker_id)
    return row


@transaction.atomic
def add_participant(*, plan_id: int, part: Part, by: Actor, at: datetime) -> Participant:
    """Someone takes part from now on, by the person's yes or a legal basis of the day. Refused without."""
    row, today = _kept(by, plan_id), day_of(at)
    laws = {one.key for one in legal_bases(part.basis_on)} - {Basis.CONSENT}
    rules.may_take_part(basis=part.basis, law=part.law, laws=laws, on=part.basis_on, today=today).require()
    if part.worker and part.worker not in {one.worker_id for one in staff.team(row.zone_id, today)}:
        raise NotFound("not_found")
    if part.department and municipality.department(by, part.department).zone_id != row.zone_id:
        raise NotFound("not_found")
    for one in queries.taking_part(row):
        if (one.worker_id, one.department_id, one.name) == (part.worker, part.department, part.name.strip()):
            raise Refused("takes_part_already")
    made = Participant.objects.create(
        zone_id=row.zone_id, plan=row, kind=part.kind, worker_id=part.worker, department_id=part.department,
        name=part.name.strip(), basis=Basis(part.basis), law=part.law, basis_on=part.basis_on, added_at=at,
        added_by_id=by.worker_id,
    )  # fmt: skip
    _note("coordination.participant_added", row, by, at, about=made, why=made.basis)
    return made


@transaction.atomic
def end_participant(*, participant_id: int, by: Actor, at: datetime) -> Participant:
    """Takes part no more, as when the person takes the yes back; what she did stands. Her tasks are the lead's from now
    on, or whoever's who says so where nobody leads; and where she led nobody does."""
    found = Participant.objects.filter(pk=participant_id, ended_at=None).select_related("plan").first()
    if found is None:
        raise NotFound("not_found")
    row = _kept(by, found.plan_id)
    found.ended_at, found.ended_by_id = at, by.worker_id
    found.save(update_fields=["ended_at", "ended_by"])
    here = {one.worker_id for one in staff.team(row.zone_id, day_of(at)) if one.roles & queries.TEAM}
    if found.worker_id is not None and found.worker_id == row.lead_id and found.worker_id not in here:
        row.lead, row.lead_at = None, at
        row.save(update_fields=["lead", "lead_at"])
    _note("coordination.participant_ended", row, by, at, about=found)
    if found.worker_id is not None and found.worker_id not in here:
        for one in row.tasks.filter(worker_id=found.worker_id, state=TaskState.AGREED):
            one.worker_id = row.lead_id or by.worker_id
            one.save(update_fields=["worker"])
            trail.write("coordination.task_passed_on", by=by, at=at, about=one, worker=one.worker_id)
    return found


@transaction.atomic
def add_goal(*, plan_id: int, words: str, by: Actor, at: datetime) -> Goal:
    """An aim of the plan; pressed twice, once."""
    row = _kept(by, plan_id)
    for one in row.goals.filter(reached_at=None):
        if one.words == words.strip():
            return one
    made = Goal.objects.create(
        zone_id=row.zone_id, plan=row, words=words.strip(), made_at=at, made_by_id=by.worker_id
    )  # fmt: skip
    _note("coordination.goal_added", row, by, at, about=made)
    return made


@transaction.atomic
def reach_goal(*, goal_id: int, reached: bool, by: Actor, at: datetime) -> Goal:
    """The aim is reached, or not after all."""
    found = Goal.objects.filter(pk=goal_id).first()
    if found is None:
        raise NotFound("not_found")
    row = _kept(by, found.plan_id)
    found.reached_at, found.reached_by_id = (at, by.worker_id) if reached else (None, None)
    found.save(update_fields=["reached_at", "reached_by"])
    _note("coordination.goal_reached" if reached else "coordination.goal_open", row, by, at, about=found)
    return found


@transaction.atomic
def add_task(*, plan_id: int, words: str, worker_id: int, due_on: date, by: Actor, at: datetime) -> Task:
    """Someone who sees the plan does something by the day; pressed twice, once."""
    row = _kept(by, plan_id)
    if worker_id not in {one.worker_id for one in queries.who_come(row, at)}:
        raise NotFound("not_found")
    for one in row.tasks.filter(worker_id=worker_id, due_on=due_on, state=TaskState.AGREED):
        if one.words == words.strip():
            return one
    if due_on < day_of(at):
        raise Refused("task_due_on_a_day_that_has_passed")
    made = Task.objects.create(
        zone_id=row.zone_id, plan=row, words=words.strip(), worker_id=worker_id, due_on=due_on, state_at=at, made_at=at,
        made_by_id=by.worker_id,
    )  # fmt: skip
    _note("coordination.task_added", row, by, at, about=made, worker=worker_id)
    return made


@transaction.atomic
def settle_task(*, task_id: int, to: str, words: str = "", by: Actor, at: datetime) -> Task:
    """The task is done, or not possible for the reason told, or to be done again; by its holder or whoever keeps the
    plan."""
    row = queries.task(by, task_id, for_update=True)
    plan = _kept(by, row.plan_id, act=Act.SEE_PLAN)
    rules.may_settle(to=to, words=words).require()
    TASK.may_move(row.state, TaskState(to)).require()
    row.state, row.state_at = TaskState(to), at
    row.why_not = words.strip() if to == TaskState.NOT_POSSIBLE else ""
    row.save(update_fields=["state", "state_at", "why_not"])
    _note("coordination.task_settled", plan, by, at, about=row, to=row.state)
    return row


@transaction.atomic
def choose_phase(*, plan_id: int, phase: str, by: Actor, at: datetime) -> Plan:
    """The plan is for the time during the course, or after it."""
    row = _kept(by, plan_id)
    row.phase = Phase(phase)
    row.save(update_fields=["phase"])
    _note("coordination.phase_chosen", row, by, at, phase=row.phase)
    return row


@transaction.atomic
def plan_meeting(*, plan_id: int, planned_at: datetime, place: str, agenda: str, by: Actor, at: datetime) -> Meeting:
    """Those who take part meet about the plan; pressed twice, once."""
    row = _kept(by, plan_id)
    twice = row.meetings.filter(meeting__planned_at=planned_at, meeting__state="planned").select_related("meeting")
    if (found := twice.first()) is not None:
        return found.meeting
    made = meetings.plan_meeting(
        zone_id=row.zone_id, kind=MeetingKind.COORDINATION, planned_at=planned_at, place=place, agenda=agenda, by=by,
        at=at,
    )  # fmt: skip
    PlanMeeting.objects.create(zone_id=row.zone_id, plan=row, meeting=made)
    _note("coordination.meeting_planned", row, by, at)
    return made


@transaction.atomic
def end(*, plan_id: int, why: str, words: str = "", by: Actor, at: datetime) -> Plan:
    """The plan ends for the reason; from now on the team alone sees it."""
    row = queries.plan(by, plan_id, act=Act.COORDINATE, for_update=True)
    row.ended, row.ended_words = PlanEnd(why), words.strip()
    return _moved(row, PlanState.ENDED, by, at)


@transaction.atomic
def reopen(*, plan_id: int, by: Actor, at: datetime) -> Plan:
    """The plan runs again, with those who took part. Refused where the person has become anonymous or left the team."""
    row = queries.plan(by, plan_id, act=Act.COORDINATE, for_update=True)
    named, state = row.screening.person_id is not None, row.screening.state
    rules.may_begin(is_named=named, is_with_the_team=state in WITH_THE_TEAM).require()
    row.ended, row.ended_words, row.touched_at = "", "", at
    return _moved(row, PlanState.OPEN, by, at)


def _moved(row: Plan, to: PlanState, by: Actor, at: datetime) -> Plan:
    PLAN.may_move(row.state, to).require()
    row.state, row.state_at = to, at
    row.save()
    trail.write("coordination.moved", by=by, at=at, about=row, to=to)
    return row
