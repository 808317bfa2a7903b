"""Handing a duty to a colleague: the holder asks, the colleague says yes, and no one else has a say in it."""

from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base import workdays
from brobygger.base.decision import NotFound, Refused
from brobygger.duties import rules
from brobygger.duties.models import Duty
from brobygger.duties.own_duty import note, own, tell
from brobygger.duties.queries import team_with_duties
from brobygger.duties.states import Done


@transaction.atomic
def ask_to_take_over(*, duty_id: int, worker_id: int, by: Actor, at: datetime) -> Duty:
    """A colleague is asked to take over; until she says yes the duty is the holder's and she reads nothing of it."""
    duty = own(by, duty_id)
    team = {one.worker_id for one in team_with_duties(duty.zone_id, workdays.day_of(at))}
    rules.may_ask(asked_id=worker_id, holder_id=duty.holder_id, team=team).require()
    _ask(duty, worker_id, at)
    note(duty, Done.ASKED, by=by, at=at)
    tell("duties.colleague_asked", duty, by=by, at=at, worker=worker_id)
    return duty


def _ask(duty: Duty, worker_id: int | None, at: datetime | None) -> None:
    duty.asked_id, duty.asked_at = worker_id, at
    duty.save(update_fields=["asked", "asked_at"])


@transaction.atomic
def stop_asking(*, duty_id: int, by: Actor, at: datetime) -> Duty:
    """The holder keeps the duty after all. Refused where nobody is asked."""
    duty = own(by, duty_id)
    if duty.asked_id is None:
        raise Refused("nobody_is_asked")
    _ask(duty, None, None)
    note(duty, Done.ASK_ENDED, by=by, at=at)
    tell("duties.asking_ended", duty, by=by, at=at)
    return duty


def _asked_of(by: Actor, duty_id: int) -> Duty:
    rows = Duty.objects.select_for_update().filter(zone_id__in=zones_for(by, Act.HOLD_DUTY))
    found = rows.filter(pk=duty_id, asked_id=by.user_id).first() if by.user_id else None
    if found is None:
        raise NotFound("not_found")
    return found


@transaction.atomic
def take_over(*, duty_id: int, by: Actor, at: datetime) -> Duty:
    """The colleague who was asked has the duty now. NotFound where she was not asked, or is no longer."""
    duty = _asked_of(by, duty_id)
    before = duty.holder_id
    duty.holder_id, duty.asked_id, duty.asked_at = by.worker_id, None, None
    duty.save(update_fields=["holder", "asked", "asked_at"])
    note(duty, Done.HANDED_OVER, by=by, at=at)
    tell("duties.taken_over", duty, by=by, at=at, held_before_by=before)
    return duty


@transaction.atomic
def decline_to_take_over(*, duty_id: int, by: Actor, at: datetime) -> Duty:
    """The duty stays with its holder."""
    duty = _asked_of(by, duty_id)
    _ask(duty, None, None)
    note(duty, Done.ASK_ENDED, by=by, at=at)
    tell("duties.asking_ended", duty, by=by, at=at)
    return duty
