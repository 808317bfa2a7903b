"""A duty to work with in tests; everyone is invented."""

from __future__ import annotations

from datetime import datetime

from brobygger.access.actor import Actor
from brobygger.duties import actions, queries
from brobygger.duties.models import Duty, Notice
from brobygger.duties.states import DutyKind

SECRET = "Drengen sover hos naboen, når faren har drukket"


def raised(by: Actor, at: datetime, zone, *, kind=DutyKind.PROFESSIONAL, **more) -> Duty:
    """A duty that has just been raised by the actor."""
    return actions.raise_duty(zone_id=zone.pk, kind=kind, by=by, at=at, **more)


def written(by: Actor, at: datetime, zone, **more) -> Duty:
    """A duty with one fact, a decision to notify and a draft."""
    duty = raised(by, at, zone, **more)
    actions.add_fact(duty_id=duty.pk, words=SECRET, when="i fredags", how="self", who="", may_know="yes", by=by, at=at)
    actions.decide_to_notify(duty_id=duty.pk, by=by, at=at)
    actions.draft_notice(duty_id=duty.pk, by=by, at=at)
    duty.refresh_from_db()
    return duty


def sent(by: Actor, at: datetime, zone, **more) -> Duty:
    """A duty that has been sent by secure mail."""
    duty = written(by, at, zone, **more)
    send(duty, by, at)
    duty.refresh_from_db()
    return duty


def send(duty: Duty, by: Actor, at: datetime) -> Notice:
    """The text that is being written is noted as sent."""
    writing = Notice.objects.get(duty=duty, sent_at__isnull=True)
    return actions.send_notice(
        duty_id=duty.pk, seen=queries.stamp(writing), to="Prøveby Kommune", where="95 00 00 01", how="secure_mail",
        sent_at=at, by=by, at=at,
    )  # fmt: skip
