"""The reading door to the gate, the approved words and the outbox."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope
from brobygger.base.decision import Decision, NotFound, Refused, no
from brobygger.base.workdays import day_of
from brobygger.contact.models import Message, Sender, Wording
from brobygger.contact.states import Audience
from brobygger.contact.written import Written, written
from brobygger.people import queries as people
from brobygger.people.channels import Channel
from brobygger.people.models import Person
from brobygger.people.rules import may_be_reached, may_contact, may_ring

DENMARK = ZoneInfo("Europe/Copenhagen")
DANISH = "da"
PLAIN_SENDER = "Aftale"  # where a zone has decided none
REACHED_BY_MESSAGE = (Channel.SMS, Channel.EMAIL, Channel.LETTER)


def local(at: datetime) -> datetime:
    """The moment as the clock shows it in Denmark."""
    return at.astimezone(DENMARK)


def gate(by: Actor, *, person: Person, channel: Channel, at: datetime) -> Decision:
    """May the person be reached by the channel now? The one gate, asked with what stands on her card this moment."""
    if not may(by, Act.KEEP_CARD, person):
        return no("not_found")
    now = local(at)
    facts = people.facts_of(by, person, on=day_of(now))
    return may_contact(facts, channel, now, has_address=bool(people.address_for(by, person, channel)))


def at_all(by: Actor, *, person: Person, at: datetime) -> Decision:
    """Whether anyone may reach the person at all, by whatever way; what is ticked on her card comes after that."""
    if not may(by, Act.KEEP_CARD, person):
        return no("not_found")
    return may_be_reached(people.facts_of(by, person, on=day_of(local(at))))


def may_ring_each(by: Actor, persons: Sequence[Person], *, zone_id: int, at: datetime) -> dict[int, Decision]:
    """The gate's answer for the phone, for several of one zone, asked once for a whole list."""
    now = local(at)
    facts = people.facts_of_each(by, persons, zone_id=zone_id, on=day_of(now))
    return {one.pk: may_ring(facts[one.pk], now) if may(by, Act.KEEP_CARD, one) else no("not_found") for one in persons}


def channels(by: Actor, person: Person, at: datetime) -> dict[Channel, Decision]:
    """The gate's answer for every channel."""
    if not may(by, Act.KEEP_CARD, person):
        return dict.fromkeys(Channel, no("not_found"))
    now = local(at)
    facts = people.facts_of(by, person, on=day_of(now))
    return {
        channel: may_contact(facts, channel, now, has_address=bool(people.address_for(by, person, channel)))
        for channel in Channel
    }


def not_from_here(ways: Mapping[Channel, Decision]) -> str:
    """What the card allows and nobody can send from here, said wherever the ways to write are listed."""
    return _("Digital Post is allowed today too, but is not sent from here.") if ways[Channel.DIGITAL_POST] else ""


def sender(zone_id: int, on: date) -> str:
    """The neutral name that the zone's messages come from on the day."""
    decided = Sender.objects.filter(zone_id=zone_id, valid_from__lte=on).order_by("-valid_from")
    return decided.values_list("name", flat=True).first() or PLAIN_SENDER


def wordings(zone_id: int, on: date) -> QuerySet[Wording]:
    """Everything approved that the zone may send on the day: what was shipped, and what its organisation approved."""
    own = Q(organisation__zones=zone_id, approved_at__isnull=False, withdrawn_at__isnull=True)
    return Wording.objects.filter(Q(organisation__isnull=True) | own, valid_from__lte=on)


def wording(zone_id: int, key: str, *, audience: Audience, channel: str, language: str, on: date) -> Wording:
    """The words that hold on the day: the organisation's own before the shipped, her language before Danish.

    Refused where nobody has approved such words.
    """
    wanted = language or DANISH
    rows = wordings(zone_id, on).filter(key=key, audience=audience, channel=channel, language__in={wanted, DANISH})
    found = sorted(
        rows, key=lambda row: (row.language == wanted, row.organisation_id is not None, row.valid_from, row.version)
    )
    if not found:
        raise Refused("wording_unknown")
    return found[-1]


def wordings_for_person(zone_id: int, channel: str, language: str, on: date) -> list[Wording]:
    """The words that may be sent to a person by the channel, one for each key."""
    keys = wordings(zone_id, on).filter(audience=Audience.PERSON, channel=channel).values_list("key", flat=True)
    return [
        wording(zone_id, key, audience=Audience.PERSON, channel=channel, language=language, on=on)
        for key in sorted(set(keys))
    ]


def as_it_arrives(message: Message) -> Written:
    """The message's text as it arrives."""
    values = json.loads(message.filled or "{}")
    return written(message.wording, values, sender=sender(message.zone_id, day_of(message.made_at)))


def messages(by: Actor, *, zone_id: int) -> QuerySet[Message]:
    """The zone's messages, newest first; without words or address, which only the delivery reads."""
    rows = scope(by, Act.SEE_OUTBOX, Message.objects.filter(zone_id=zone_id))
    return rows.select_related("made_by", "wording").defer("filled", "address").order_by("-made_at", "-id")


@dataclass(frozen=True, slots=True)
class InOutbox:
    """One line of the outbox: codes, times and who made it; nothing of the person."""

    id: int
    state: str
    reason: str
    channel: str
    audience: str
    key: str
    made_at: datetime
    made_by_name: str
    state_at: datetime
    tries: int
    next_try_at: datetime


def line(message: Message) -> InOutbox:
    """A message as the outbox shows it."""
    return InOutbox(
        id=message.pk,
        state=message.state,
        reason=message.reason,
        channel=message.channel,
        audience=message.audience,
        key=message.wording.key,
        made_at=local(message.made_at),
        made_by_name=message.made_by.name if message.made_by else "",
        state_at=local(message.state_at),
        tries=message.tries,
        next_try_at=local(message.next_try_at),
    )


def message(by: Actor, message_id: int, *, lock: bool = False) -> Message:
    """The message; NotFound where the actor may not see the outbox of its zone."""
    rows = scope(by, Act.SEE_OUTBOX, Message.objects.all())
    found = (rows.select_for_update() if lock else rows).filter(pk=message_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def may_read_words() -> bool:
    """Only in the demonstration, where everyone is invented, does the outbox show what a message says."""
    return bool(settings.DEMO)


def counts(by: Actor, *, zone_id: int) -> dict[str, int]:
    """How many messages stand in each state."""
    rows = scope(by, Act.SEE_OUTBOX, Message.objects.filter(zone_id=zone_id))
    return dict(rows.values_list("state").annotate(Count("id")).order_by())


@dataclass(frozen=True, slots=True)
class InUse:
    """One text that may be sent, and the channels it goes by."""

    wording: Wording
    channels: tuple[str, ...]


def in_use(zone_id: int, on: date) -> list[tuple[str, list[InUse]]]:
    """What may be sent to persons on the day, by the key of the words; a text that goes several ways stands once."""
    rows = wordings(zone_id, on).filter(audience=Audience.PERSON)
    groups: dict[str, dict[tuple[str, str], list[Wording]]] = {}
    for key, channel, language in sorted(set(rows.values_list("key", "channel", "language"))):
        found = wording(zone_id, key, audience=Audience.PERSON, channel=channel, language=language, on=on)
        groups.setdefault(key, {}).setdefault((language, found.text), []).append(found)
    return [(key, [_together(same) for _, same in sorted(texts.items())]) for key, texts in sorted(groups.items())]


def _together(same: list[Wording]) -> InUse:
    return InUse(same[0], tuple(str(Channel(one.channel).label) for one in same))


def drafts(zone_id: int) -> QuerySet[Wording]:
    """What waits for another leader of the zone's organisation."""
    rows = Wording.objects.filter(organisation__zones=zone_id, approved_at__isnull=True, withdrawn_at__isnull=True)
    return rows.select_related("drafted_by").order_by("drafted_at")


def coming(zone_id: int, on: date) -> QuerySet[Wording]:
    """What has been approved and holds from a later day."""
    rows = Wording.objects.filter(organisation__zones=zone_id, approved_at__isnull=False, withdrawn_at__isnull=True)
    return rows.filter(valid_from__gt=on).order_by("valid_from")
