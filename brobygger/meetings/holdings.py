"""What a worker leaves at meetings: what she took on and has not done."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import NOBODY, Actor, Role
from brobygger.meetings.models import MeetingAction
from brobygger.staff.held import Holding

AT_MEETINGS = {Role.RESOURCE_PERSON, Role.PROJECT_LEADER, Role.WORKER, Role.PROGRAMME_LEADER}


def _another_does_it(row: MeetingAction, to: int | None, by: Actor, at: datetime) -> bool:
    if to is not None:
        row.worker_id = to
        row.save(update_fields=["worker"])
    return to is not None


def _hers_again(row: MeetingAction, worker: int, passed_at: datetime, at: datetime) -> bool:
    return _another_does_it(row, worker, NOBODY, at)


HOLDINGS = (
    Holding(
        "meeting_action", _("what was agreed at meetings and is not done"), "meetings.MeetingAction", "worker",
        Q(done_at__isnull=True), AT_MEETINGS, _another_does_it, needs_someone=True,
        give_back=_hers_again,
    ),
)  # fmt: skip
