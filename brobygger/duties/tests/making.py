"""A duty to work with in tests; everyone is invented."""

from datetime import datetime, timedelta
from itertools import count

from brobygger.access.actor import Actor, machine
from brobygger.access.zones import enter
from brobygger.base.workdays import day_of
from brobygger.cases.actions import keep_in_step
from brobygger.cases.models import Case
from brobygger.duties import actions, queries
from brobygger.duties.models import Duty, Notice
from brobygger.duties.states import DutyKind
from brobygger.people.models import ContactPlan, Person, PhoneNumber

SECRET = "Drengen sover hos naboen, når faren har drukket"

_numbers = count(1)


def someone(cast, now: datetime, *, person=None) -> Case:
    """A person with a number, whom the zone is to ring."""
    enter(machine(cast.zone.pk))
    who = {"given_name": "Karla", "family_name": "Prøvesen"} | (person or {})
    her = Person.objects.create(zone=cast.zone, created_at=now, created_by_kind="machine", **who)
    ContactPlan.objects.create(person=her, zone=cast.zone, basis="first_contact", may_ring=True)
    PhoneNumber.objects.create(zone=cast.zone, person=her, number=f"+459509{next(_numbers):04}", added_at=now)
    case = Case.objects.create(
        zone=cast.zone, programme=cast.programme, person=her, state="to_call", opened_at=now - timedelta(days=3),
        window_until=day_of(now) + timedelta(days=20), ring_from=now - timedelta(days=1), incident_type="violence",
        role="victim",
    )  # fmt: skip
    keep_in_step(person_ids=[her.pk], by=machine(cast.zone.pk), at=now)
    return case


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
