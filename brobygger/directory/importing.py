"""Taking in someone's file: what would be new, what would change, what a person has decided and is left alone."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may_somewhere, zones_for
from brobygger.base.decision import NotFound
from brobygger.directory import hsds, reading, rules, writing
from brobygger.directory.content import EMPTY, as_meant, as_stored
from brobygger.directory.hsds_read import Read
from brobygger.directory.hsds_reading import read_service
from brobygger.directory.models import Offer, OfferFile, OfferVersion
from brobygger.directory.sight import in_sight, own_for_writing
from brobygger.directory.states import ClosedReason, OfferState
from brobygger.trail import actions as trail

KEPT_FOR = timedelta(days=1)


@dataclass(slots=True)
class Change:
    """An offer that the file says something else about."""

    offer: Offer
    read: Read
    merged: rules.Merge
    closes: bool = False
    closing_kept: bool = False  # the file and we disagree whether it is open, and a person has decided ours


@dataclass(slots=True)
class Plan:
    """What would become of each service in a file."""

    new: list[Read] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)  # nothing changes, and something differs that a person decided
    known: int = 0
    rejected: list[tuple[int, Read]] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)  # id, code, what it is about
    perhaps_same: dict[str, str] = field(default_factory=dict)  # a new one's id: the name of one that is there

    def counts(self) -> dict[str, int]:
        return {
            "new": len(self.new),
            "changed": len(self.changed),
            "kept": len(self.kept),
            "already_known": self.known,
            "rejected": len(self.rejected),
        }

    def note_counts(self) -> list[tuple[str, int, list[str]]]:
        """Each kind of note: how often, and what about, the most frequent first."""
        codes = Counter(code for _uid, code, _about in self.notes)
        return [
            (code, n, list(dict.fromkeys(about for _uid, c, about in self.notes if c == code and about)))
            for code, n in codes.most_common()
        ]


def plan_of(text: str, *, by: Actor) -> Plan:
    """What the file would do to the directory as it stands. FileUnreadable where it is no file of offers."""
    may_somewhere(by, Act.KEEP_DIRECTORY).require()
    plan, seen = Plan(), set()
    reads = [read_service(service) for service in reading.services_of(text)]
    there = {offer.uid: offer for offer in in_sight(by).filter(uid__in=[r.uid for r in reads if r.uid]).order_by("pk")}
    for number, read in enumerate(reads, start=1):
        if read.uid and read.uid in seen:
            read.wrong("id", "stands_twice", read.uid)
        seen.add(read.uid)
        if read.problems:
            plan.rejected.append((number, read))
            continue
        plan.notes += [(read.uid, code, about) for code, about in read.notes]
        if read.uid in there:
            _compare(plan, there[read.uid], read)
        else:
            plan.new.append(read)
    _perhaps_same(plan, by)
    return plan


def _compare(plan: Plan, offer: Offer, read: Read) -> None:
    vouched = offer.checked_at is not None
    merged = rules.merge(as_stored(offer.values()), as_stored(read.values), offer.given, vouched=vouched)
    if rules.problems({**offer.values(), **as_meant(merged.changes)}):
        merged.kept |= merged.changes  # what the file says and what a person has decided cannot stand together
        merged.changes = {}
    is_open = offer.state == OfferState.OPEN
    closes = read.closing is not None and is_open and not vouched
    change = Change(offer, read, merged, closes, (read.closing is None) != is_open and not closes)
    if merged.changes or closes:
        plan.changed.append(change)
    elif merged.kept or change.closing_kept:
        plan.kept.append(change)
    else:
        plan.known += 1


def _perhaps_same(plan: Plan, by: Actor) -> None:
    names = {rules.same_name(n): str(o) for o in in_sight(by) for n in (o.name_da, o.name_en) if n}
    for read in plan.new:
        for name in (read.values.get("name_da"), read.values.get("name_en")):
            if name and rules.same_name(name) in names:
                plan.perhaps_same[read.uid] = names[rules.same_name(name)]


@transaction.atomic
def take_in(text: str, *, zone_id: int, by: Actor, at: datetime) -> Plan:
    """The file is among the zone's own offers, and the plan says what became of each service.

    Nothing that a person has changed since, or has checked, is overwritten. The same file again changes nothing.
    """
    if zone_id not in zones_for(by, Act.KEEP_DIRECTORY):
        raise NotFound("not_found")
    list(Offer.objects.select_for_update().filter(zone=zone_id).order_by("pk"))  # nobody changes them meanwhile
    plan = plan_of(text, by=by)
    for read in plan.new:
        _add(read, zone_id, by, at)
    for change in plan.changed:
        _change(change, zone_id, by, at)
    trail.write("directory.file_read", by=by, at=at, zone_id=zone_id, **plan.counts())
    return plan


def _add(read: Read, zone_id: int, by: Actor, at: datetime) -> None:
    first: dict[str, Any] = {"noted_on": timezone.localdate(at)}
    if "to_be_confirmed" not in read.values:  # not from another Brobygger
        first |= {"to_be_confirmed": True, "source": "Open Referral (HSDS)"}
    values = {**EMPTY, **first, **read.values}
    offer = Offer(zone_id=zone_id, uid=read.uid, number=0, given=as_stored(read.values), **values)
    if read.closing is not None:
        _close(offer, read.closing, at)
    writing.write(offer, deed=OfferVersion.Deed.IMPORTED, fields=(), by=by, at=at)


def _change(change: Change, zone_id: int, by: Actor, at: datetime) -> None:
    offer = own_for_writing(change.offer, zone_id)
    fields = writing.set_values(offer, as_meant(change.merged.changes))
    offer.given = {**offer.given, **as_stored(change.read.values)}
    if change.closes and change.read.closing is not None:
        _close(offer, change.read.closing, at)
        fields.append("state")
    writing.write(offer, deed=OfferVersion.Deed.IMPORTED, fields=fields, by=by, at=at)


def _close(offer: Offer, closing: dict[str, Any], at: datetime) -> None:
    offer.state = OfferState.CLOSED
    offer.closed_on = closing["closed_on"] or timezone.localdate(at)
    offer.closed_reason = closing["closed_reason"] or ClosedReason.OTHER
    offer.closed_note = closing["closed_note"]


def export(by: Actor) -> dict[str, Any]:
    """Every offer that the actor's zone has, open and closed, as a page of HSDS services."""
    may_somewhere(by, Act.SEE_DIRECTORY).require()
    return hsds.to_file([_service(offer) for offer in in_sight(by).order_by("uid")])


def _service(offer: Offer) -> dict[str, Any]:
    values = offer.values()
    if offer.checked_at:  # whoever reads the file learns when someone last made sure
        values["assured_on"] = max(filter(None, (timezone.localdate(offer.checked_at), offer.assured_on)))
    if not offer.is_closed_on(timezone.localdate()):
        return hsds.to_service(offer.uid, values)
    closing = {name: getattr(offer, name) for name in hsds.CLOSING}
    return hsds.to_service(offer.uid, values, {**closing, "closed_on": closing["closed_on"].isoformat()})


@transaction.atomic
def hand_in(text: str, *, zone_id: int, by: Actor, at: datetime) -> OfferFile:
    """The file waits for its go for a day, seen by no one else; what others left lying is gone."""
    if zone_id not in zones_for(by, Act.KEEP_DIRECTORY):
        raise NotFound("not_found")
    plan_of(text, by=by)
    OfferFile.objects.filter(handed_in_at__lt=at - KEPT_FOR).delete()
    made = OfferFile.objects.create(text=text, handed_in_at=at, handed_in_by_id=by.worker_id)
    trail.write("directory.file_handed_in", by=by, at=at, about=made, zone_id=zone_id)
    return made


def file_for(by: Actor, file_id: int) -> OfferFile:
    """A file that the actor has handed in herself. NotFound otherwise."""
    found = OfferFile.objects.filter(pk=file_id, handed_in_by_id=by.user_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


@transaction.atomic
def take_in_file(*, file_id: int, zone_id: int, by: Actor, at: datetime) -> Plan:
    """The file that was handed in is in the directory, and no longer lies here."""
    file = file_for(by, file_id)
    plan = take_in(file.text, zone_id=zone_id, by=by, at=at)
    file.delete()
    return plan


@transaction.atomic
def drop_file(*, file_id: int, zone_id: int, by: Actor, at: datetime) -> None:
    """The file is gone and nothing of it went in."""
    file = file_for(by, file_id)
    trail.write("directory.file_dropped", by=by, at=at, about=file, zone_id=zone_id)
    file.delete()
