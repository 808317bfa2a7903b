"""The way of one message out of the house: sent once, and never silently twice.

'On its way' is committed before the wire is touched, and the process that holds the message holds a lock that ends
with it. Where it dies, nobody knows whether the message left: it becomes uncertain, and a person decides.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from psycopg.errors import UniqueViolation

from brobygger.access.actor import Actor, machine
from brobygger.access.zones import in_zones
from brobygger.base.decision import YES, Decision, no
from brobygger.contact import queries, rules
from brobygger.contact.models import Message
from brobygger.contact.ports import Answer, Envelope, Outcome, Port
from brobygger.contact.ports_set_up import port_for
from brobygger.contact.states import MESSAGE, MessageState
from brobygger.people import queries as people
from brobygger.people.channels import Channel
from brobygger.trail import actions as trail

LOCK = 7303  # the family of advisory locks; the key is the message's id
DELIVER = "brobygger.contact.tasks.deliver_message"
MOVED = ["state", "reason", "state_at", "state_by", "tries", "next_try_at"]


def mail_leaves() -> bool:
    """Whether e-mail really leaves the house: the demonstration keeps it, where colleagues read it in the outbox."""
    return not settings.DEMO and port_for(Channel.EMAIL) is not None


def ask_for_delivery(message: Message) -> None:
    """The message stands in the queue; a job that is lost is asked for again by the upkeep."""
    if getattr(settings, "JOBS_INLINE", False):  # for tests
        return
    job = app.configure_task(DELIVER, queueing_lock=f"{message.zone_id}-message-{message.pk}", allow_unknown=False)
    try:
        with suppress(AlreadyEnqueued), transaction.atomic():  # it stands in the queue already
            job.defer(message_id=message.pk, zone_id=message.zone_id)
    except AssertionError as told:
        # So it does here: of a walled table PostgreSQL withholds the detail that procrastinate counts on.
        if not isinstance(told.__context__, UniqueViolation):
            raise


def deliver(*, message_id: int, zone_id: int, at: datetime) -> str:
    """The job: the message goes out, or says why not. Safe to do twice, or at once. Returns its state, or nothing
    where it was not this job's to send."""
    with _alone(message_id) as alone:
        if not alone:
            return ""
        taken = _take(message_id, zone_id, at)
        if taken is None:
            return ""
        envelope, port, tries = taken
        answer = port.deliver(envelope)
        return _settle(message_id, zone_id, tries, answer, at)


@contextmanager
def _alone(message_id: int) -> Iterator[bool]:
    """Whether no other process has this message in hand; held by the session until it is left, or dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, message_id])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, message_id])


def _take(message_id: int, zone_id: int, at: datetime) -> tuple[Envelope, Port, int] | None:
    """The message is on its way, committed; None where it is not to go now, and then it says why."""
    by = machine(zone_id)
    with in_zones(by):
        rows = Message.objects.select_for_update(of=("self",)).select_related("wording")
        message = rows.filter(pk=message_id).first()
        if message is None or message.state != MessageState.WAITING or message.next_try_at > at:
            return None
        decision, address = _may_go(by, message, at)
        if not decision:
            _not_now(by, message, decision.reason, at)
            return None
        port = port_for(message.channel)
        if port is None:
            message.next_try_at = at + rules.LOOK_AGAIN
            message.save(update_fields=["next_try_at"])
            return None
        text = queries.as_it_arrives(message)
        _move(message, MessageState.SENDING, "", at)
        message.tries += 1
        message.save(update_fields=MOVED)
        envelope = Envelope(str(message.reference), address, text.sender, text.subject, text.text)
        return envelope, port, message.tries


def _may_go(by: Actor, message: Message, at: datetime) -> tuple[Decision, str]:
    """The gate, asked again the moment before: she may have said no since, or the number may have been stopped."""
    if at >= message.go_until:
        return no("too_late_to_go"), ""
    if message.person_id is None:
        return YES, message.address
    person = people.person(by, message.person_id)
    if person is None:
        return no("not_found"), ""
    channel = Channel(message.channel)
    decision = queries.gate(by, person=person, channel=channel, at=at)
    if decision and "link" in (rules.gaps(message.wording.text) or ()):
        decision = queries.gate(by, person=person, channel=Channel.LINK, at=at)
    if decision and people.address_for(by, person, channel) != message.address:
        decision = no("address_has_changed")
    return decision, message.address


def _not_now(by: Actor, message: Message, reason: str, at: datetime) -> None:
    """A closed hour is waited for; any other no stops the message for good."""
    if reason in rules.WAITS_FOR_THE_HOUR:
        message.reason, message.next_try_at = reason, at + rules.LOOK_AGAIN
        message.save(update_fields=["reason", "next_try_at"])
        return
    _move(message, MessageState.STOPPED, reason, at)
    message.save(update_fields=MOVED)
    trail.write("contact.message_stopped", by=by, at=at, about=message, reason=reason)


def _settle(message_id: int, zone_id: int, tries: int, answer: Answer, at: datetime) -> str:
    """What the port answered stands on the message."""
    by = machine(zone_id)
    with in_zones(by):
        message = Message.objects.select_for_update().get(pk=message_id)
        if message.state != MessageState.SENDING or message.tries != tries:
            return ""  # someone has given this sender up; what the message says of itself is true
        again_at = rules.try_again_at(tries, at) if answer.outcome is Outcome.NOT_TAKEN else None
        state = MessageState.WAITING if again_at else AFTER[answer.outcome]
        _move(message, state, answer.reason, at)
        message.next_try_at = again_at or message.next_try_at
        message.save(update_fields=MOVED)
        if state in NOTED:
            trail.write(NOTED[state], by=by, at=at, about=message, tries=tries, reason=answer.reason)
        return state


AFTER = {
    Outcome.TAKEN: MessageState.SENT,
    Outcome.NOT_TAKEN: MessageState.FAILED,
    Outcome.REFUSED: MessageState.FAILED,
    Outcome.UNKNOWN: MessageState.UNCERTAIN,
}
NOTED = {
    MessageState.SENT: "contact.message_sent",
    MessageState.FAILED: "contact.message_failed",
    MessageState.UNCERTAIN: "contact.message_uncertain",
}


def _move(message: Message, state: MessageState, reason: str, at: datetime) -> None:
    MESSAGE.may_move(message.state, state).require()
    message.state, message.reason = state, reason
    message.state_at, message.state_by_id = at, None


@transaction.atomic
def look_after(*, zone_id: int, by: Actor, at: datetime) -> int:
    """The upkeep: a message whose sender has died is uncertain, and whatever should go now stands in the queue.

    Returns how many became uncertain.
    """
    rows = Message.objects.filter(zone_id=zone_id)
    died = 0
    for message in rows.filter(state=MessageState.SENDING).select_for_update(skip_locked=True):
        if not _sender_is_dead(message.pk):
            continue
        _move(message, MessageState.UNCERTAIN, "sender_died", at)
        message.save(update_fields=MOVED)
        trail.write("contact.message_uncertain", by=by, at=at, about=message, tries=message.tries, reason="sender_died")
        died += 1
    for message in rows.filter(state=MessageState.WAITING, next_try_at__lte=at).only("id", "zone_id"):
        ask_for_delivery(message)
    return died


def _sender_is_dead(message_id: int) -> bool:
    """Whether nobody holds the message's lock any more; asked for this transaction alone."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, message_id])
        return bool(cursor.fetchone()[0])
