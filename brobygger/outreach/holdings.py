"""What a caller holds: a person who is open, and what she has half written of a call."""

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor, Role
from brobygger.cases import actions as cases
from brobygger.cases.models import Case
from brobygger.outreach.models import Call
from brobygger.outreach.states import CallState
from brobygger.staff.held import Holding

CALLERS = {Role.WORKER, Role.PROGRAMME_LEADER}


def _let_go(case: Case, to: int | None, by: Actor, at: datetime) -> bool:
    """She is on the list again, for whoever rings next."""
    cases.let_go(case=case, by=by, at=at)
    return True


def _half_written(call: Call, to: int | None, by: Actor, at: datetime) -> bool:
    """It is taken up where the one who has it now opens the person; nobody's words are thrown away, or another's."""
    if to is None:
        return False
    call.written_by_id, call.by_id, call.state = call.written_by_id or call.by_id, to, CallState.LEFT
    call.save(update_fields=["by", "written_by", "state"])
    return True


def _hers_again(call: Call, worker: int, passed_at: datetime, at: datetime) -> bool:
    """Hers again where nobody has opened the person and written on."""
    if call.state != CallState.LEFT or call.kept_at is None or call.kept_at > passed_at:
        return False
    call.by_id, call.written_by_id = worker, None if call.written_by_id == worker else call.written_by_id
    call.save(update_fields=["by", "written_by"])
    return True


HOLDINGS = (
    Holding("case", _("persons who are open"), "cases.Case", "held_by", Q(), CALLERS, _let_go, goes_back=True),
    Holding(
        "call",
        _("calls that are half written"),
        "outreach.Call",
        "by",
        Q(state__in=(CallState.OPEN, CallState.LEFT), kept_at__isnull=False, case__ended_at__isnull=True),
        CALLERS,
        _half_written,
        needs_someone=True,
        give_back=_hers_again,
    ),
)
