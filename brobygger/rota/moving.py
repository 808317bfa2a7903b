"""A plan moves on, and the trail says so."""

from datetime import datetime

from brobygger.access.actor import Actor
from brobygger.rota.models import Rota
from brobygger.rota.states import ROTA, RotaState
from brobygger.trail import actions as trail


def move(row: Rota, to: RotaState, *, by: Actor, at: datetime) -> None:
    """The plan, which the caller has locked, is in the state. Refused where it cannot come there."""
    ROTA.may_move(row.state, to).require()
    before, row.state, row.state_at = row.state, to, at
    row.save(update_fields=["state", "state_at"])
    trail.write("rota.moved", by=by, at=at, about=row, before=before, to=to)
