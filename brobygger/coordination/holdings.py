"""What someone leaves in plans across departments: that she leads them, and her tasks. Her part ends with her role."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import NOBODY, Actor, Role
from brobygger.coordination import queries
from brobygger.coordination.models import Plan, Task
from brobygger.coordination.states import PlanState, TaskState
from brobygger.staff.held import Holding

ROLES = {Role.PROJECT_LEADER, Role.ASSESSOR, Role.EMPLOYEE, Role.RESOURCE_PERSON}


def _sees(plan: Plan, worker: int | None, at: datetime) -> bool:
    return worker in {one.worker_id for one in queries.who_come(plan, at)}


def _another_leads(row: Plan, to: int | None, by: Actor, at: datetime) -> bool:
    """Whoever takes over sees the plan already; else nobody leads, which is an alarm of the team's."""
    row.lead_id, row.lead_at = (to if to != row.lead_id and _sees(row, to, at) else None), at
    row.save(update_fields=["lead", "lead_at"])
    return True


def _leads_again(row: Plan, worker: int, passed_at: datetime, at: datetime) -> bool:
    return _another_leads(row, worker, NOBODY, at)


def _another_does_it(row: Task, to: int | None, by: Actor, at: datetime) -> bool:
    if to is None or not _sees(row.plan, to, at):
        return False
    row.worker_id = to
    row.save(update_fields=["worker"])
    return True


HOLDINGS = (
    Holding(
        "plan_lead", _("plans across departments that she or he leads"), "coordination.Plan", "lead",
        Q(state=PlanState.OPEN), ROLES, _another_leads, give_back=_leads_again,
    ),
    Holding(
        "plan_task", _("tasks in plans across departments"), "coordination.Task", "worker",
        Q(state=TaskState.AGREED, plan__state=PlanState.OPEN), ROLES, _another_does_it, needs_someone=True,
        give_back=lambda row, worker, passed_at, at: _another_does_it(row, worker, NOBODY, at),
    ),
)  # fmt: skip
