"""The writing door to duties: each step is the holder's own, and no one else's."""

from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base import workdays
from brobygger.base.decision import NotFound
from brobygger.duties import rules
from brobygger.duties import what_it_is_about as things
from brobygger.duties.handing_over import ask_to_take_over, decline_to_take_over, stop_asking, take_over
from brobygger.duties.models import Duty
from brobygger.duties.own_duty import due_at, move, note, own, tell
from brobygger.duties.queries import roles_of
from brobygger.duties.sending import note_return, send_notice
from brobygger.duties.states import BASIS, About, Done, DutyKind, DutyState
from brobygger.duties.writing import (
    add_child,
    add_fact,
    draft_notice,
    keep_notice,
    note_parents,
    strike_child,
    strike_fact,
)
from brobygger.programmes import policy_queries

__all__ = [
    "add_child",
    "add_fact",
    "ask_to_take_over",
    "change_kind",
    "close_duty",
    "decide_not_to_notify",
    "decide_to_notify",
    "decline_to_take_over",
    "draft_notice",
    "end_as_mistake",
    "keep_notice",
    "note_112",
    "note_parents",
    "note_return",
    "raise_duty",
    "reopen_duty",
    "send_notice",
    "stop_asking",
    "strike_child",
    "strike_fact",
    "take_over",
]


@transaction.atomic
def raise_duty(
    *, zone_id: int, kind: str, reason: str = "", about: str = About.NOTHING, about_id: int | None = None,
    rang_112: bool = False, by: Actor, at: datetime,
) -> Duty:  # fmt: skip
    """The duty is the actor's own from now on, with the law as it reads today.

    NotFound where she may have no duties in the zone, or may not read there what it is raised on. Refused where she
    chooses another paragraph than her role's without saying why.
    """
    thing = things.read(by, about, about_id) if about else things.Thing(zone_id)
    if zone_id not in zones_for(by, Act.HOLD_DUTY) or thing.zone_id != zone_id:
        raise NotFound("not_found")
    rules.may_take_kind(kind, usual=rules.usual_kind(roles_of(by, zone_id)), reason=reason).require()
    duty = Duty.objects.create(
        zone_id=zone_id, kind=kind, kind_reason=reason.strip(), since=at,
        due_at=due_at(kind, DutyState.RAISED, at, zone_id=zone_id),
        holder_id=by.worker_id, raised_at=at, raised_by_id=by.worker_id, about=about, about_id=about_id,
        person_id=thing.person_id, basis=_law(kind, at), rang_112_at=at if rang_112 else None,
    )  # fmt: skip
    note(duty, Done.RAISED, by=by, at=at)
    if rang_112:
        note(duty, Done.RANG_112, by=by, at=at)
    tell("duties.duty_raised", duty, by=by, at=at, kind=kind, of=about, number=about_id, rang_112=rang_112)
    return duty


def _law(kind: str, at: datetime):  # type: ignore[no-untyped-def]
    return policy_queries.legal_basis(BASIS[DutyKind(kind)], workdays.day_of(at))


@transaction.atomic
def note_112(*, duty_id: int, by: Actor, at: datetime) -> Duty:
    """It stands with the duty that 112 was rung; the first time counts."""
    duty = own(by, duty_id)
    if duty.rang_112_at is None:
        duty.rang_112_at = at
        duty.save(update_fields=["rang_112_at"])
        note(duty, Done.RANG_112, by=by, at=at)
        tell("duties.rang_112", duty, by=by, at=at)
    return duty


@transaction.atomic
def change_kind(*, duty_id: int, kind: str, reason: str, by: Actor, at: datetime) -> Duty:
    """The duty stands on another paragraph from now on. Refused without a reason, and after anything was sent."""
    duty = own(by, duty_id)
    rules.may_strike(duty.state).require()
    rules.with_reason(reason).require()
    duty.kind, duty.kind_reason, duty.basis = kind, reason.strip(), _law(kind, at)
    duty.due_at = due_at(kind, duty.state, duty.since, zone_id=duty.zone_id)
    duty.save(update_fields=["kind", "kind_reason", "basis", "due_at"])
    note(duty, Done.KIND_CHANGED, by=by, at=at, words=reason)
    tell("duties.kind_changed", duty, by=by, at=at, kind=kind)
    return duty


@transaction.atomic
def decide_to_notify(*, duty_id: int, by: Actor, at: datetime) -> Duty:
    """The holder will notify: what is left is the text and the sending."""
    duty = own(by, duty_id)
    move(duty, DutyState.TO_NOTIFY, at=at)
    note(duty, Done.DECIDED, by=by, at=at)
    tell("duties.decided_to_notify", duty, by=by, at=at)
    return duty


@transaction.atomic
def decide_not_to_notify(*, duty_id: int, reason: str, by: Actor, at: datetime) -> Duty:
    """The holder will not notify, and has written why. It can be taken up again when there are new facts."""
    duty = own(by, duty_id)
    rules.with_reason(reason).require()
    move(duty, DutyState.NOT_TO_NOTIFY, at=at)
    note(duty, Done.DECIDED_NOT, by=by, at=at, words=reason)
    tell("duties.decided_not_to_notify", duty, by=by, at=at)
    return duty


@transaction.atomic
def reopen_duty(*, duty_id: int, reason: str, by: Actor, at: datetime) -> Duty:
    """The decision is open again, because of what the holder has written."""
    duty = own(by, duty_id)
    rules.with_reason(reason).require()
    move(duty, DutyState.RAISED, at=at)
    note(duty, Done.REOPENED, by=by, at=at, words=reason)
    tell("duties.reopened", duty, by=by, at=at)
    return duty


@transaction.atomic
def end_as_mistake(*, duty_id: int, reason: str, by: Actor, at: datetime) -> Duty:
    """The duty was raised by mistake; it stays, with the reason."""
    duty = own(by, duty_id)
    rules.with_reason(reason).require()
    move(duty, DutyState.MISTAKE, at=at)
    note(duty, Done.MISTAKE, by=by, at=at, words=reason)
    tell("duties.ended_as_mistake", duty, by=by, at=at)
    return duty


@transaction.atomic
def close_duty(*, duty_id: int, reason: str = "", by: Actor, at: datetime) -> Duty:
    """The holder has done what the duty asks. Without an answer she says why she waits no longer."""
    duty = own(by, duty_id)
    if duty.state != DutyState.ANSWERED:
        rules.with_reason(reason).require()
    move(duty, DutyState.CLOSED, at=at)
    note(duty, Done.CLOSED, by=by, at=at, words=reason)
    tell("duties.closed", duty, by=by, at=at)
    return duty
