"""What an assessor leaves: those whose next look is hers, whom she is the second of, and steps that she was to take."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import NOBODY, Actor, Role
from brobygger.risk.models import ManagementStep, RiskCase
from brobygger.risk.states import OPEN, StepState
from brobygger.risk.who_writes import pass_the_pen
from brobygger.staff.held import Holding

TEAM = {Role.ASSESSOR, Role.PROJECT_LEADER}
WHO_DO_STEPS = {*TEAM, Role.EMPLOYEE, Role.RESOURCE_PERSON}


def _another_assesses(row: RiskCase, to: int | None, by: Actor, at: datetime) -> bool:
    """Without anyone named it is nobody's, and stands on everyone's board."""
    row.assessor_id = to
    if row.second_id == to:
        row.second_id = None
    row.save(update_fields=["assessor", "second"])
    pass_the_pen(row)
    return True


def _another_is_the_second(row: RiskCase, to: int | None, by: Actor, at: datetime) -> bool:
    row.second_id = to if to != row.assessor_id else None
    row.save(update_fields=["second"])
    return True


def _another_does_it(row: ManagementStep, to: int | None, by: Actor, at: datetime) -> bool:
    if to is not None:
        row.worker_id = to
        row.save(update_fields=["worker"])
    return to is not None


HOLDINGS = (
    Holding(
        "risk_case", _("persons whose risk she or he assesses"), "risk.RiskCase", "assessor",
        Q(state__in=OPEN), TEAM, _another_assesses,
        give_back=lambda row, worker, passed_at, at: (
            row.state_at <= passed_at and _another_assesses(row, worker, NOBODY, at)
        ),
    ),
    Holding(
        "risk_second", _("persons of whom she or he is the second assessor"), "risk.RiskCase", "second",
        Q(state__in=OPEN), TEAM, _another_is_the_second,
        give_back=lambda row, worker, passed_at, at: (
            row.state_at <= passed_at and _another_is_the_second(row, worker, NOBODY, at)
        ),
    ),
    Holding(
        "risk_step", _("steps agreed for someone's safety"), "risk.ManagementStep", "worker",
        Q(state=StepState.AGREED), WHO_DO_STEPS, _another_does_it, needs_someone=True,
        give_back=lambda row, worker, passed_at, at: _another_does_it(row, worker, NOBODY, at),
    ),
)  # fmt: skip
