"""Keeping a zone's directory: adding, changing, checking, closing. What others see is changed by nobody here."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, no
from brobygger.directory import queries, rules, writing
from brobygger.directory.content import CONTENT, EMPTY
from brobygger.directory.models import Offer, OfferVersion
from brobygger.directory.sight import in_sight, own_for_writing
from brobygger.directory.states import OFFER, ClosedReason, OfferState
from brobygger.trail import actions as trail

Deed = OfferVersion.Deed


def _may_keep(by: Actor, zone_id: int) -> None:
    if zone_id not in zones_for(by, Act.KEEP_DIRECTORY):
        raise NotFound("not_found")


def _held(offer_id: int, by: Actor, zone_id: int, seen: int | None = None) -> Offer:
    """The zone's own row of the offer, held until the transaction ends; of a shared one it is made now.

    Refused where another has changed it since version `seen`.
    """
    _may_keep(by, zone_id)
    shown = Offer.objects.filter(pk=offer_id).first()
    if shown is None or shown.zone_id not in (None, zone_id):
        raise NotFound("not_found")
    found = own_for_writing(shown, zone_id)
    if seen is not None and found.number != seen:
        no("changed_by_another").require()
    return found


def _can_be(values: Mapping[str, Any]) -> None:
    for problem in rules.problems(values):
        no(problem.reason).require()


@transaction.atomic
def add_offer(*, values: Mapping[str, Any], zone_id: int, by: Actor, at: datetime) -> Offer:
    """The offer stands in the directory; whoever wrote it has looked, so it counts as checked today."""
    _may_keep(by, zone_id)
    told = {**EMPTY, "noted_on": timezone.localdate(at), **values}
    _can_be(told)
    made = Offer(zone_id=zone_id, uid=str(uuid.uuid4()), number=0, **told)
    if not made.to_be_confirmed:
        made.checked_at, made.checked_by_id = at, by.worker_id
    writing.write(made, deed=Deed.ADDED, fields=(), by=by, at=at)
    trail.write("directory.offer_added", by=by, at=at, about=made, zone_id=zone_id)
    return made


@transaction.atomic
def change_offer(
    *, offer_id: int, values: Mapping[str, Any], seen: int, zone_id: int, by: Actor, at: datetime
) -> Offer:
    """The offer says what was told. Nothing happens where nothing differs.

    An address that turns out to be secret is taken out of the earlier versions too.
    """
    held = _held(offer_id, by, zone_id, seen)
    before = held.values()
    told = {name: value for name, value in values.items() if name in CONTENT}
    _can_be({**before, **told})
    fields = writing.set_values(held, told)
    if not fields:
        return held
    writing.write(held, deed=Deed.CHANGED, fields=fields, by=by, at=at)
    trail.write("directory.offer_changed", by=by, at=at, about=held, zone_id=zone_id, number=held.number)
    return held


@transaction.atomic
def check_offer(*, offer_id: int, seen: int, zone_id: int, by: Actor, at: datetime) -> Offer:
    """A worker has made sure today that everything in the offer holds; it is no longer to be confirmed."""
    held = _held(offer_id, by, zone_id, seen)
    if held.is_closed_on(timezone.localdate(at)):
        no("the_offer_is_closed").require()
    fields = ["to_be_confirmed"] if held.to_be_confirmed else []
    held.to_be_confirmed, held.checked_at, held.checked_by_id = False, at, by.worker_id
    writing.write(held, deed=Deed.CHECKED, fields=fields, by=by, at=at)
    trail.write("directory.offer_checked", by=by, at=at, about=held, zone_id=zone_id, number=held.number)
    return held


@transaction.atomic
def keep_offer(*, offer_id: int, kept: bool, zone_id: int, by: Actor, at: datetime) -> Offer:
    """The zone's organisation sees to the offer from now on, and is reminded; or no longer does.

    Refused where another organisation sees to it.
    """
    held = _held(offer_id, by, zone_id)
    own = queries.organisation_of(zone_id)
    if held.kept_by_id not in (None, own):
        no("another_organisation_keeps_the_offer").require()
    held.kept_by_id = own if kept else None
    held.save(update_fields=["kept_by"])
    trail.write("directory.offer_kept", by=by, at=at, about=held, zone_id=zone_id, kept=kept)
    return held


@transaction.atomic
def close_offer(
    *,
    offer_id: int,
    reason: str,
    note: str,
    closed_on: date,
    same_as_id: int | None = None,
    zone_id: int,
    by: Actor,
    at: datetime,
) -> Offer:
    """The offer is no longer found, from the day and for the reason; it can still be read, and opened again.

    Refused where it stands for the one that it is said to be the same as, or where that one is closed.
    """
    held = _held(offer_id, by, zone_id)
    OFFER.may_move(held.state, OfferState.CLOSED).require()
    if ClosedReason(reason) is ClosedReason.DOUBLE:
        other = in_sight(by).filter(pk=same_as_id or 0, state=OfferState.OPEN).exclude(uid=held.uid).first()
        if other is None:
            no("name_the_offer_that_stays").require()
        held.same_as = other
    held.state, held.closed_on, held.closed_reason, held.closed_note = OfferState.CLOSED, closed_on, reason, note
    writing.write(held, deed=Deed.CLOSED, fields=("state",), by=by, at=at)
    trail.write("directory.offer_closed", by=by, at=at, about=held, zone_id=zone_id, reason=str(reason))
    return held


@transaction.atomic
def reopen_offer(*, offer_id: int, zone_id: int, by: Actor, at: datetime) -> Offer:
    """The offer is found again, and is to be confirmed; where it has not closed yet, it only stays."""
    held = _held(offer_id, by, zone_id)
    OFFER.may_move(held.state, OfferState.OPEN).require()
    was_found = not held.is_closed_on(timezone.localdate(at))
    held.state, held.closed_on, held.closed_reason, held.closed_note = OfferState.OPEN, None, "", ""
    held.same_as, held.to_be_confirmed = None, held.to_be_confirmed or not was_found
    writing.write(held, deed=Deed.REOPENED, fields=("state", "to_be_confirmed"), by=by, at=at)
    trail.write("directory.offer_reopened", by=by, at=at, about=held, zone_id=zone_id)
    return held
