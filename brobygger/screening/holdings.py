"""What an employee leaves: what she has begun, her seeds and those she follows up; and what the team has taken."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor, Role
from brobygger.base.workdays import day_of
from brobygger.municipality import queries as municipality
from brobygger.screening import state_change
from brobygger.screening.models import Screening
from brobygger.screening.states import ScreeningState as S
from brobygger.staff import queries as staff
from brobygger.staff.held import Holding

WHO_REGISTER = {Role.EMPLOYEE, Role.RESOURCE_PERSON, Role.ASSESSOR}
TEAM = {Role.ASSESSOR, Role.PROJECT_LEADER}


def _a_colleague_goes_on(row: Screening, to: int | None, by: Actor, at: datetime) -> bool:
    """Only who registered it sees it: without anyone named it is the resource person's of the department, else a
    colleague's there."""
    to = to or _of_the_department(row, at)
    if to is None:
        return False
    state_change.keep(row, registered_by_id=to)
    return True


def _of_the_department(row: Screening, at: datetime) -> int | None:
    if row.department_id is None:
        return None
    on = day_of(at)
    placed = municipality.placed_on(row.zone_id, on).filter(department_id=row.department_id)
    there = set(placed.values_list("worker_id", flat=True))
    team = [one for one in staff.team(row.zone_id, on) if one.worker_id in there and one.roles & WHO_REGISTER]
    named = sorted(team, key=lambda one: (Role.RESOURCE_PERSON not in one.roles, one.worker_id))
    return named[0].worker_id if named else None


def _the_team_has_her(row: Screening, to: int | None, by: Actor, at: datetime) -> bool:
    if to is None and row.state == S.TAKEN:
        state_change.move(row, S.SENT, by=by, at=at, taken_by_id=None, taken_at=None)
    else:
        state_change.keep(row, taken_by_id=to)
    return True


def _hers_again(row: Screening, worker: int, passed_at: datetime, at: datetime) -> bool:
    """Hers again where it has not moved, and nothing has been noted in it, since it passed to another.

    Of a form that is under way nobody knows who has written in it: it stays.
    """
    later = row.state_at > passed_at or row.safety_notes.filter(noted_at__gt=passed_at).exists()
    if later or row.state == S.STARTED:
        return False
    field = "taken_by_id" if row.taken_by_id else "registered_by_id"
    state_change.keep(row, **{field: worker})
    return True


HOLDINGS = (
    Holding(
        "registration", _("registrations, seeds and follow-ups"), "screening.Screening", "registered_by",
        Q(state__in=(S.STARTED, S.SEED_PLANTED)) | Q(state=S.POINTED_ON, taken_by__isnull=True), WHO_REGISTER,
        _a_colleague_goes_on, give_back=_hers_again,
    ),
    Holding(
        "reception", _("persons in the reception"), "screening.Screening", "taken_by",
        Q(state__in=(S.TAKEN, S.CONVERSATION_HELD, S.POINTED_ON)), TEAM, _the_team_has_her,
        give_back=_hers_again,
    ),
)  # fmt: skip
