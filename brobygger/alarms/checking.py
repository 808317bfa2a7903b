"""Searching for leaks and keeping what was found: by night, or when someone asks."""

from datetime import date, datetime

from django.db import connection, transaction

from brobygger.access.actor import Actor
from brobygger.alarms import notices, rules
from brobygger.alarms.leaks import Account, search
from brobygger.alarms.models import LeakCheck
from brobygger.alarms.states import Level
from brobygger.base.workdays import COPENHAGEN, day_of
from brobygger.trail import actions as trail

NIGHT_ENDS = 2  # o'clock in Copenhagen: by then the day before has passed everywhere, and nobody is at work
LOCK = 7204


@transaction.atomic
def search_for_leaks(*, zone_id: int, by: Actor, at: datetime, programme_id: int | None = None) -> Account:
    """The zone has been searched, and what was found of the whole zone is kept. NotFound for strangers."""
    account = search(by, zone_id=zone_id, at=at, programme_id=programme_id)
    if programme_id is None:
        _keep(account, night=None, by=by, at=at)
    return account


@transaction.atomic
def check_leaks(*, zone_id: int, by: Actor, at: datetime) -> LeakCheck | None:
    """The zone has been searched tonight, once; the leaders have been told where it leaks.

    Run as often as one likes, and by several at once: None where it is not yet time, or has been done.
    """
    night = day_of(at)
    if at.astimezone(COPENHAGEN).hour < NIGHT_ENDS:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, zone_id])
    if LeakCheck.objects.filter(zone_id=zone_id, night=night).exists():
        return None
    kept = _keep(search(by, zone_id=zone_id, at=at), night=night, by=by, at=at)
    if kept.total:
        told = rules.who_is_told(Level.LEADER, notices.Zone(zone_id, at).team())
        notices.tell(told.workers, zone_id=zone_id, by=by, at=at)
    return kept


def _keep(account: Account, *, night: date | None, by: Actor, at: datetime) -> LeakCheck:
    kept = LeakCheck.objects.create(
        zone_id=account.zone_id,
        at=at,
        by_id=by.user_id,
        night=night,
        counts=account.leaks,
        explained=account.explained | account.ahead,
        total=account.total,
    )
    trail.write("alarms.leaks_searched", by=by, at=at, about=kept, leaks=account.total)
    return kept
