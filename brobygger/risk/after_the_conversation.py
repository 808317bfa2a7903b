"""What follows a first conversation that is held: someone assesses, by a day; and it ends where the help ends."""

from datetime import datetime

from brobygger.access.actor import Actor
from brobygger.base.workdays import day_of
from brobygger.reach.codes import Gives
from brobygger.reach.training_queries import certified
from brobygger.risk import rules
from brobygger.risk.codes import Due, Ended
from brobygger.risk.models import RiskCase
from brobygger.risk.states import RiskState
from brobygger.screening.danger_said import IN_DANGER, said_of
from brobygger.screening.models import Screening
from brobygger.screening.states import ScreeningState
from brobygger.trail import actions as trail

S, R = ScreeningState, RiskState
GONE = (S.POINTED_ON, S.CAME_TO_NOTHING, S.WITHDRAWN)


def follow(screening: Screening, before: str, by: Actor, at: datetime) -> None:
    """Called where a screening has moved."""
    if screening.state == S.CONVERSATION_HELD:
        _begin(screening, by, at)
    elif before == S.CONVERSATION_HELD:
        _end(screening, by, at)


def _begin(screening: Screening, by: Actor, at: datetime) -> None:
    """She waits for an assessment from now on: with whoever has talked with her, where that one may assess."""
    held_by = screening.held_by_id
    assessor = held_by if held_by in certified(screening.zone_id, day_of(at), Gives.RISK) else None
    due_at = rules.first_due(held_at=screening.held_at or at, danger=bool(said_of(screening) & IN_DANGER))
    told = {
        "state": R.TO_ASSESS, "state_at": at, "due_at": due_at, "due_because": Due.FIRST, "ended": "", "elsewhere": "",
        "assessor_id": assessor,
    }  # fmt: skip
    begun = RiskCase.objects.filter(screening=screening, state=R.TO_ASSESS).first()
    if begun is not None:  # it was begun before the conversation was noted, and has its own day
        if begun.due_at is not None and due_at < begun.due_at:
            begun.due_at = due_at
            begun.save(update_fields=["due_at"])
        return
    row, _made = RiskCase.objects.update_or_create(
        screening=screening, defaults=told,
        create_defaults=told | {"zone_id": screening.zone_id, "programme_id": screening.programme_id},
    )  # fmt: skip
    trail.write("risk.case_begun", by=by, at=at, about=row)


def _end(screening: Screening, by: Actor, at: datetime) -> None:
    """Nobody looks again. A conversation that was noted by mistake takes nothing away where danger has been said or an
    assessment has been begun: she stays on the board."""
    row = RiskCase.objects.select_for_update(of=("self",)).filter(screening=screening).exclude(state=R.ENDED).first()
    if row is None:
        return
    if screening.state not in GONE and (said_of(screening) & IN_DANGER or row.assessments.exists()):
        return
    row.state, row.state_at, row.due_at, row.due_because = R.ENDED, at, None, ""
    row.ended = Ended.HELP_ENDED if screening.state in GONE else Ended.MISTAKE
    row.save(update_fields=["state", "state_at", "due_at", "due_because", "ended"])
    trail.write("risk.case_ended", by=by, at=at, about=row, why=row.ended)
