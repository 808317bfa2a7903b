"""The writing door: a message is made where the gate lets it, and a person decides about what went wrong."""

import json
import uuid
from collections.abc import Mapping
from datetime import datetime, time

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.contact import queries, rules
from brobygger.contact.models import Message, Wording
from brobygger.contact.ports import Envelope, Outcome
from brobygger.contact.ports_set_up import port_for
from brobygger.contact.sending import ask_for_delivery
from brobygger.contact.states import MESSAGE, Audience, MessageState
from brobygger.contact.written import written
from brobygger.people import queries as people
from brobygger.people.channels import Channel
from brobygger.people.models import Person
from brobygger.staff.models import Worker
from brobygger.staff.queries import address_of_worker
from brobygger.trail import actions as trail

REACHED = {Channel.SMS, Channel.EMAIL}


@transaction.atomic
def send(
    *,
    person: Person,
    channel: Channel,
    wording: str,
    values: Mapping[str, str],
    language: str = "",
    by: Actor,
    at: datetime,
) -> Message:
    """The approved words wait to go to the person by the channel.

    Refused with the gate's reason where her card does not allow it now; where a link goes along, her card must allow
    links too; and where the words are not approved or the values are not of their kinds.
    """
    may(by, Act.SEND_MESSAGE, person).require()
    if channel not in REACHED:
        raise Refused("channel_not_for_messages")
    queries.gate(by, person=person, channel=channel, at=at).require()
    words = _words(person.zone_id, wording, Audience.PERSON, channel, language or person.language, values, at)
    if "link" in values:
        queries.gate(by, person=person, channel=Channel.LINK, at=at).require()
    if port_for(channel) is None:
        raise Refused("channel_not_set_up")
    address = people.address_for(by, person, channel)
    made = Message(zone_id=person.zone_id, person=person, audience=Audience.PERSON, channel=channel, address=address)
    return _make(made, words, values, by, at)


@transaction.atomic
def send_unkept(
    *, person: Person, channel: Channel, wording: str, values: Mapping[str, str], by: Actor, at: datetime
) -> None:
    """The approved words have gone to the person, now, and are kept nowhere: neither in the outbox nor in the queue.
    The trail knows that something went, and by which channel.

    Refused as `send` is, and where the other end does not take it. Where nobody knows whether it arrived, it counts as
    sent: nothing is there to be sent again.
    """
    may(by, Act.SEND_MESSAGE, person).require()
    if channel not in REACHED:
        raise Refused("channel_not_for_messages")
    queries.gate(by, person=person, channel=channel, at=at).require()
    words = _words(person.zone_id, wording, Audience.PERSON, channel, person.language, values, at)
    if "link" in values:
        queries.gate(by, person=person, channel=Channel.LINK, at=at).require()
    port = port_for(channel)
    if port is None:
        raise Refused("channel_not_set_up")
    trail.write("contact.sent_unkept", by=by, at=at, about=person, channel=str(channel), wording=words.key)
    told = written(words, values, sender=queries.sender(person.zone_id, day_of(at)))
    address = people.address_for(by, person, channel)
    answer = port.deliver(Envelope(str(uuid.uuid4()), address, told.sender, told.subject, told.text))
    if answer.outcome not in (Outcome.TAKEN, Outcome.UNKNOWN):
        raise Refused("message_not_taken")


@transaction.atomic
def print_letter(
    *, person: Person, wording: str, values: Mapping[str, str], language: str = "", by: Actor, at: datetime
) -> Message:
    """The approved words stand on paper, for the actor to post where the person has said; the outbox remembers it.

    Refused as `send` is.
    """
    may(by, Act.SEND_MESSAGE, person).require()
    queries.gate(by, person=person, channel=Channel.LETTER, at=at).require()
    words = _words(person.zone_id, wording, Audience.PERSON, Channel.LETTER, language or person.language, values, at)
    made = Message(zone_id=person.zone_id, person=person, audience=Audience.PERSON, channel=Channel.LETTER)
    made.address, made.state = people.address_for(by, person, Channel.LETTER), MessageState.SENT
    return _note(made, words, values, by, at)


@transaction.atomic
def tell_worker(
    *, worker_id: int, zone_id: int, wording: str, values: Mapping[str, str], by: Actor, at: datetime
) -> Message:
    """An approved e-mail waits to go to a worker of the zone; it says that something waits, never what.

    Refused where the worker does not work in the zone.
    """
    made = Message(zone_id=zone_id, worker_id=worker_id, audience=Audience.WORKER, channel=Channel.EMAIL)
    may(by, Act.SEND_MESSAGE, made).require()
    made.address, language = address_of_worker(worker_id, zone_id, on=day_of(at))
    words = _words(zone_id, wording, Audience.WORKER, Channel.EMAIL, language, values, at)
    return _make(made, words, values, by, at)


@transaction.atomic
def write_to_worker(
    *, worker: Worker, zone_id: int, wording: str, values: Mapping[str, str], by: Actor, at: datetime
) -> Message:
    """An approved e-mail waits to go to the address by which a worker signs in, whatever zone she works in."""
    made = Message(zone_id=zone_id, worker=worker, audience=Audience.WORKER, channel=Channel.EMAIL)
    may(by, Act.SEND_MESSAGE, made).require()
    made.address = worker.email
    words = _words(zone_id, wording, Audience.WORKER, Channel.EMAIL, worker.language, values, at)
    return _make(made, words, values, by, at)


@transaction.atomic
def tell_organisation(
    *,
    email: str,
    zone_id: int,
    wording: str,
    values: Mapping[str, str],
    language: str = "",
    by: Actor,
    at: datetime,
) -> Message:
    """An approved e-mail waits to go to another organisation; it holds a link, and nothing about anyone.

    Refused where the address is none.
    """
    made = Message(zone_id=zone_id, audience=Audience.ORGANISATION, channel=Channel.EMAIL, address=email.strip())
    may(by, Act.SEND_MESSAGE, made).require()
    if not rules.EMAIL.fullmatch(made.address):
        raise Refused("email_not_understood")
    words = _words(zone_id, wording, Audience.ORGANISATION, Channel.EMAIL, language, values, at)
    return _make(made, words, values, by, at)


def _words(
    zone_id: int,
    key: str,
    audience: Audience,
    channel: Channel,
    language: str,
    values: Mapping[str, str],
    at: datetime,
) -> Wording:
    on = day_of(at)
    found = queries.wording(zone_id, key, audience=audience, channel=channel, language=language, on=on)
    rules.may_fill(rules.gaps(found.subject, found.text) or frozenset(), values).require()
    return found


def _make(made: Message, words: Wording, values: Mapping[str, str], by: Actor, at: datetime) -> Message:
    _note(made, words, values, by, at)
    ask_for_delivery(made)
    return made


def _note(made: Message, words: Wording, values: Mapping[str, str], by: Actor, at: datetime) -> Message:
    made.reference, made.wording, made.language = uuid.uuid4(), words, words.language
    made.filled = json.dumps(dict(values), ensure_ascii=False)
    made.made_at = made.state_at = made.next_try_at = at
    made.made_by_id = made.state_by_id = by.user_id
    made.go_until = min([at + rules.GO_WITHIN, *_moment(values)])
    if made.go_until <= at:
        raise Refused("time_has_passed")
    made.save()
    trail.write(
        "contact.message_made", by=by, at=at, about=made, channel=str(made.channel), wording=words.key, to=made.audience
    )
    return made


def _moment(values: Mapping[str, str]) -> list[datetime]:
    """The moment that a message is about: news of it after that would only confuse."""
    if not {"day", "time"} <= set(values):
        return []
    day = datetime.fromisoformat(values["day"]).date()
    return [datetime.combine(day, time.fromisoformat(values["time"]), queries.DENMARK)]


@transaction.atomic
def send_again(*, message_id: int, by: Actor, at: datetime) -> Message:
    """A person has decided that what failed, or may have arrived, is sent once more: the gate is asked as ever."""
    message = queries.message(by, message_id, lock=True)
    may(by, Act.SEND_MESSAGE, message).require()
    MESSAGE.may_move(message.state, MessageState.WAITING).require()
    if message.person is not None:
        queries.gate(by, person=message.person, channel=Channel(message.channel), at=at).require()
    trail.write("contact.message_sent_again", by=by, at=at, about=message, after=message.state)
    if (moment := _moment(json.loads(message.filled or "{}"))) and moment[0] <= at:
        raise Refused("time_has_passed")
    message.state, message.reason, message.tries = MessageState.WAITING, "", 0
    message.state_at, message.state_by_id, message.next_try_at = at, by.user_id, at
    message.go_until = min([at + rules.GO_WITHIN, *moment])
    message.save(update_fields=["state", "reason", "tries", "state_at", "state_by", "next_try_at", "go_until"])
    ask_for_delivery(message)
    return message


@transaction.atomic
def leave_it(*, message_id: int, by: Actor, at: datetime) -> Message:
    """A person has decided that it is not sent, or not again: what waits, failed or may have arrived stays as it is."""
    message = queries.message(by, message_id, lock=True)
    may(by, Act.SEND_MESSAGE, message).require()
    MESSAGE.may_move(message.state, MessageState.STOPPED).require()
    trail.write("contact.message_left", by=by, at=at, about=message, after=message.state)
    message.reason = "left_after_uncertain" if message.state == MessageState.UNCERTAIN else "left_by_worker"
    message.state, message.state_at, message.state_by_id = MessageState.STOPPED, at, by.user_id
    message.save(update_fields=["state", "reason", "state_at", "state_by"])
    return message


@transaction.atomic
def note_reading(*, message: Message, by: Actor, at: datetime) -> None:
    """That the words of a message were read, in the demonstration, stands in the trail."""
    trail.write("contact.message_read", by=by, at=at, about=message)
