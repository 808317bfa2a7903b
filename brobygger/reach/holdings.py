"""What a resource person leaves: what she took on at a meeting, and that she is named in a department."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import NOBODY, Actor, Role
from brobygger.base.workdays import day_of
from brobygger.reach.models import MeetingAction, ResourcePerson
from brobygger.staff.held import Holding

AT_MEETINGS = {Role.RESOURCE_PERSON, Role.PROJECT_LEADER}


def _another_does_it(row: MeetingAction, to: int | None, by: Actor, at: datetime) -> bool:
    if to is not None:
        row.worker_id = to
        row.save(update_fields=["worker"])
    return to is not None


def _hers_again(row: MeetingAction, worker: int, passed_at: datetime, at: datetime) -> bool:
    return _another_does_it(row, worker, NOBODY, at)


def _named_no_more(row: ResourcePerson, to: int | None, by: Actor, at: datetime) -> bool:
    row.until, row.ended_at, row.ended_by_id = max(row.since, day_of(at) - timedelta(days=1)), at, by.user_id
    row.save(update_fields=["until", "ended_at", "ended_by"])
    return True


HOLDINGS = (
    Holding(
        "meeting_action", _("what was agreed at meetings and is not done"), "reach.MeetingAction", "worker",
        Q(done_at__isnull=True), AT_MEETINGS, _another_does_it, needs_someone=True,
        give_back=_hers_again,
    ),
    Holding(
        "resource_person", _("departments where she or he is the resource person"), "reach.ResourcePerson", "worker",
        Q(until__isnull=True), {Role.RESOURCE_PERSON}, _named_no_more, goes_back=True,
    ),
)  # fmt: skip
