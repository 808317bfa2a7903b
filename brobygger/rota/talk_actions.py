"""A worker asks to talk about something hard, and it is noted when it was held."""

from datetime import date, datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.rota import queries
from brobygger.rota.models import Talk
from brobygger.trail import actions as trail


@transaction.atomic
def ask_to_talk(*, zone_id: int, wished_on: date, by: Actor, at: datetime) -> Talk:
    """Her leaders know that she would like to talk, and by when; asked again, the day is another."""
    queries.may_keep(by, by.worker_id, zone_id)
    if wished_on < day_of(at):
        raise Refused("wished_day_is_past")
    made, _new = Talk.objects.update_or_create(
        zone_id=zone_id, worker_id=by.worker_id, held_on=None, defaults={"wished_on": wished_on, "asked_at": at}
    )
    trail.write("rota.talk_asked", by=by, at=at, about=made)
    return made


@transaction.atomic
def note_talk(*, talk_id: int, held_on: date, by: Actor, at: datetime) -> Talk:
    """The talk was held on the day; she notes it herself, or her leader."""
    row = scope(by, Act.KEEP_HOURS, Talk.objects.select_for_update()).filter(pk=talk_id, held_on=None).first()
    if row is None:
        raise NotFound("not_found")
    if held_on > day_of(at):
        raise Refused("talk_is_ahead")
    row.held_on, row.noted_at, row.noted_by_id = held_on, at, by.worker_id
    row.save(update_fields=["held_on", "noted_at", "noted_by"])
    trail.write("rota.talk_held", by=by, at=at, about=row, worker=row.worker_id)
    return row
