"""What someone who leads leaves: her courses that are not over."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import NOBODY, Actor, Role
from brobygger.courses import queries
from brobygger.courses.models import Course
from brobygger.courses.states import COMING
from brobygger.staff.held import Holding

WHO_LEAD = {Role.ASSESSOR, Role.PROJECT_LEADER}


def _another_leads(field: str, other: str, row: Course, to: int | None, by: Actor, at: datetime) -> bool:
    """The other one never leads alone with herself, meets nobody whom she must not, and is in one place at a time."""
    if to is None or to == getattr(row, f"{other}_id") or queries.know_one_another(row, to):
        return False
    if queries.leads_elsewhere(row.zone_id, {to}, queries.hours_to_come(row), but=row.pk) is not None:
        return False
    setattr(row, f"{field}_id", to)
    row.save(update_fields=[field])
    return True


def _another_stands_in(row: Course, to: int | None, by: Actor, at: datetime) -> bool:
    """Or nobody: the two still lead."""
    if to in (row.leader_id, row.second_leader_id) or (to is not None and queries.know_one_another(row, to)):
        return False
    row.stand_in_id = to
    row.save(update_fields=["stand_in"])
    return True


def _holding(key: str, field: str, other: str) -> Holding:
    return Holding(
        key, _("courses that she or he leads"), "courses.Course", field, Q(state__in=COMING), WHO_LEAD,
        lambda row, to, by, at: _another_leads(field, other, row, to, by, at), needs_someone=True,
        give_back=lambda row, worker, passed_at, at: _another_leads(field, other, row, worker, NOBODY, at),
    )  # fmt: skip


HOLDINGS = (
    _holding("course", "leader", "second_leader"),
    _holding("course_second", "second_leader", "leader"),
    Holding(
        "course_stand_in",
        _("courses in which she or he stands in"),
        "courses.Course",
        "stand_in",
        Q(state__in=COMING),
        WHO_LEAD,
        _another_stands_in,
        give_back=lambda row, worker, passed_at, at: _another_stands_in(row, worker, NOBODY, at),
    ),
)
