"""What every action on a duty begins and ends with: her own duty, locked; a step in its history and in the trail."""

from datetime import datetime
from typing import Any

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base import workdays
from brobygger.base.decision import NotFound
from brobygger.duties.models import Duty, Happening
from brobygger.duties.rules import Limit, due
from brobygger.duties.states import DUTY, Done
from brobygger.programmes import policy_queries
from brobygger.trail import actions as trail


def own(by: Actor, duty_id: int) -> Duty:
    """The actor's own duty, locked until the transaction ends. NotFound where it is another's."""
    found = scope(by, Act.HOLD_DUTY, Duty.objects.all()).select_for_update().filter(pk=duty_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def due_at(kind: str, state: str, since: datetime, *, zone_id: int) -> datetime | None:
    """When the duty should have left the state, by the zone's deadlines of the day."""
    row = policy_queries.duty_deadline(kind, state, workdays.day_of(since), zone_id=zone_id)
    return due(since, Limit(row.hours, row.working_days) if row else None)


def move(duty: Duty, state: str, *, at: datetime) -> None:
    """The duty is in the state from now on, with its new deadline. Refused where the machine has no such move."""
    DUTY.may_move(duty.state, state).require()
    duty.state, duty.since, duty.due_at = state, at, due_at(duty.kind, state, at, zone_id=duty.zone_id)
    duty.save(update_fields=["state", "since", "due_at"])


def note(duty: Duty, done: Done, *, by: Actor, at: datetime, words: str = "") -> None:
    """The history has what was done and why."""
    Happening.objects.create(zone_id=duty.zone_id, duty=duty, done=done, at=at, by_id=by.worker_id, words=words.strip())


def tell(what: str, duty: Duty, *, by: Actor, at: datetime, **facts: Any) -> None:
    """The trail has it: codes and numbers, none of the words."""
    trail.write(what, by=by, at=at, about=duty, **facts)
