"""The only place where rows of two zones are touched in one breath: a referral and the arrival that it became.

Wherever both are locked, the sender's row is locked first, so that two who act at once wait for one another and never
for each other. Each zone's trail is written by the program itself: who acted in the other zone is that zone's business.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from brobygger.access.actor import Actor, machine
from brobygger.access.zones import among
from brobygger.base.decision import NotFound
from brobygger.cases import actions as cases
from brobygger.people import actions as people
from brobygger.people.models import Person
from brobygger.referrals.models import Arrival, Package, Referral
from brobygger.referrals.state_change import RECEIVER, move, note
from brobygger.referrals.states import (
    ARRIVAL,
    AT_THE_RECEIVER,
    STOPPED_HERE,
    UNANSWERED,
    ArrivalState,
    Field,
    ReferralState,
)
from brobygger.trail import actions as trail

LIVE = (ArrivalState.ARRIVED, ArrivalState.ACCEPTED, ArrivalState.ENDED)
CODES = (Field.INCIDENT_TYPE, Field.GENDER, Field.AGE_GROUP, Field.ROLE)


@dataclass(frozen=True, slots=True)
class Ends:
    """Both ends of one referral, locked; the sender's may have been erased."""

    arrival: Arrival
    referral: Referral | None
    package: Package | None


def arrive(package: Package, *, told: dict[str, Any], contents: str, at: datetime) -> None:
    """The receiver's zone has a row of its own, with the ticked fields and no others."""
    referral, to_zone = package.referral, package.receiver.to_zone_id
    if to_zone is None:
        raise ValueError("an outside receiver has no zone here")
    consent, sender, spoken = referral.consent, referral.zone, told.get(Field.LANGUAGE) or {}
    with among({package.zone_id, to_zone}):
        arrival = Arrival.objects.create(
            zone_id=to_zone,
            token=referral.token,
            programme_id=referral.case.programme_id,
            from_zone_id=referral.zone_id,
            sender_name=f"{sender.organisation.name} · {sender.name}",
            purpose=package.purpose,
            basis=package.basis,
            basis_text=package.basis_text,
            wording_text=consent.wording_text,
            language=consent.language,
            consent_given_at=consent.given_at,
            consent_until=consent.until,
            fields=package.fields,
            contents=contents,
            state_at=at,
            arrived_at=at,
            for_minor=bool(told.get(Field.CHILD)),
            spoken=spoken.get("language", ""),
            interpreter=bool(spoken.get("interpreter")),
            **{str(name): told.get(name, "") for name in CODES},
        )
        trail.write("referrals.arrived", by=machine(to_zone), at=at, about=arrival)


@contextmanager
def both_ends(arrival: Arrival) -> Iterator[Ends]:
    """Both ends of the arrival, locked and read anew, while both zones are entered."""
    with among({arrival.zone_id, arrival.from_zone_id}):
        referral = _locked(Referral.objects.filter(zone_id=arrival.from_zone_id, token=arrival.token))
        fresh = Arrival.objects.select_for_update(of=("self",)).filter(pk=arrival.pk).first()
        if fresh is None:
            raise NotFound("not_found")
        package = None
        if referral is not None:
            open_ones = Package.objects.filter(referral=referral, closed_at__isnull=True)
            package = open_ones.filter(receiver__to_zone_id=arrival.zone_id).first()
        yield Ends(fresh, referral, package)


def _locked(rows: Any) -> Referral | None:
    found: Referral | None = rows.select_for_update(of=("self",)).select_related("consent").first()
    return found


def tell_sender(ends: Ends, to: ReferralState, *, at: datetime, reason: str = "") -> None:
    """The sender's referral stands in the state too: a code and a date. Nothing where it is not with this receiver."""
    referral = ends.referral
    if referral is None or ends.package is None:
        return
    by = machine(referral.zone_id)
    if to == ReferralState.ACCEPTED and referral.state == ReferralState.SENT:
        move(referral, ReferralState.RECEIVED, by=by, at=at, told_by=RECEIVER, package=ends.package)
    move(referral, to, by=by, at=at, told_by=RECEIVER, package=ends.package, reason=reason)


def tell_contact(ends: Ends, reason: str, *, at: datetime) -> None:
    """The sender's referral has a step that says so, and stands where it stood."""
    referral = ends.referral
    if referral is None or not is_with_receiver(ends):
        return
    by, state = machine(referral.zone_id), ReferralState(referral.state)
    note(referral, state, by=by, at=at, told_by=RECEIVER, package=ends.package, reason=reason)
    trail.write("referrals.contact_told", by=by, at=at, about=referral, reason=reason)


def is_with_receiver(ends: Ends) -> bool:
    """Whether the sender's referral is with this receiver."""
    return ends.referral is not None and ends.package is not None and ends.referral.state in AT_THE_RECEIVER


def is_unanswered(ends: Ends) -> bool:
    """Whether the sender waits for this receiver's answer."""
    return ends.referral is not None and ends.package is not None and ends.referral.state in UNANSWERED


def stop_at_receiver(package: Package, to: ArrivalState, *, at: datetime, reason: str = "") -> None:
    """The receiver's arrival is called back or withdrawn, its contents wiped; withdrawn, contact stops at once.

    The caller has locked the referral. Nothing where the receiver is outside, or where it has let go already.
    """
    to_zone, referral = package.receiver.to_zone_id, package.referral
    if to_zone is None:
        return
    with among({package.zone_id, to_zone}):
        rows = Arrival.objects.select_for_update(of=("self",)).filter(zone_id=to_zone, token=referral.token)
        arrival = rows.filter(state__in=LIVE).first()
        if arrival is not None:
            stop_arrival(arrival, to, at=at, reason=reason)


def stop_arrival(arrival: Arrival, to: ArrivalState, *, at: datetime, reason: str = "") -> None:
    """The locked arrival is called back or withdrawn; the one that it became here is no longer contacted."""
    ARRIVAL.may_move(arrival.state, to).require()
    by = machine(arrival.zone_id)
    arrival.state, arrival.state_at, arrival.contents = to, at, ""
    arrival.reason = reason or arrival.reason.replace(STOPPED_HERE, "")
    arrival.save(update_fields=["state", "state_at", "contents", "reason"])
    if to == ArrivalState.WITHDRAWN and arrival.person is not None:
        stop_person(arrival.person, by=by, at=at)
    trail.write("referrals.arrival_stopped", by=by, at=at, about=arrival, state=str(to))


def state_before_held(ends: Ends) -> ReferralState:
    """Where the sender's referral stood before the conversation was told of."""
    if ends.package is None:
        return ReferralState.FIRST_CONTACT if ends.arrival.step else ReferralState.ACCEPTED
    told = ends.package.steps.exclude(state=ReferralState.HELD).order_by("-at", "-id").first()
    return ReferralState(told.state) if told else ReferralState.ACCEPTED


def stop_person(person: Person, *, by: Actor, at: datetime) -> None:
    """The person is not contacted any more; the list says so too."""
    people.stop_contact(person=person, by=by, at=at)
    cases.keep_in_step(person_ids=[person.pk], by=by, at=at)


@contextmanager
def by_link(zone_id: int) -> Iterator[None]:
    """What someone does with a signed link happens in the one zone that the link is signed for."""
    with among({zone_id}):
        yield
