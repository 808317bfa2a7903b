"""The receiver's writing door: open, accept or decline what has arrived, and tell the sender of each step."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor, machine
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.people import actions as people
from brobygger.people.actions import Said
from brobygger.people.models import Person
from brobygger.people.rules import SPOKEN_FOR
from brobygger.people.when_safe import WHEN
from brobygger.referrals import crossing
from brobygger.referrals.contents import Contents, from_text
from brobygger.referrals.models import Arrival, Package
from brobygger.referrals.rules import refused_as
from brobygger.referrals.state_change import RECEIVER, close, move
from brobygger.referrals.states import (
    ARRIVAL,
    OPEN_AGAIN,
    STOPPED_HERE,
    ArrivalState,
    Declined,
    Field,
    Nothing,
    ReferralState,
    Step,
)
from brobygger.trail import actions as trail

ORDER = (Step.FIRST_CONTACT, Step.HELD)


def _mine(by: Actor, arrival_id: int) -> Arrival:
    found = scope(by, Act.ANSWER_REFERRAL, Arrival.objects.all()).filter(pk=arrival_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def _told_about(by: Actor, arrival_id: int) -> Arrival:
    """Those who counsel tell of their own people's steps, and the program of all; whose they are, counselling has
    asked."""
    zones = zones_for(by, Act.ANSWER_REFERRAL) | zones_for(by, Act.COUNSEL) | zones_for(by, Act.PASS_DATES)
    found = Arrival.objects.filter(zone_id__in=zones, pk=arrival_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def _require(arrival: Arrival, to: ArrivalState) -> None:
    if arrival.state == ArrivalState.WITHDRAWN:
        raise Refused("consent_withdrawn")
    if arrival.state == ArrivalState.CALLED_BACK:
        raise Refused("arrival_called_back")
    ARRIVAL.may_move(arrival.state, to).require()


@transaction.atomic
def receive_arrival(*, arrival_id: int, by: Actor, at: datetime) -> Arrival:
    """Someone here has opened it; the sender sees that it has been received. Opened again, nothing more happens."""
    with crossing.both_ends(_mine(by, arrival_id)) as ends:
        arrival = ends.arrival
        if arrival.opened_at is None:
            arrival.opened_at, arrival.opened_by_id = at, by.user_id
            arrival.save(update_fields=["opened_at", "opened_by"])
            if ends.referral is not None and ends.referral.state == ReferralState.SENT:
                crossing.tell_sender(ends, ReferralState.RECEIVED, at=at)
            trail.write("referrals.arrival_opened", by=by, at=at, about=arrival)
    return arrival


@transaction.atomic
def accept_arrival(*, arrival_id: int, by: Actor, at: datetime) -> Arrival:
    """The person is ours now: a person of our own, with the card that was carried on; the sender sees 'accepted'.

    Refused where it has been answered, called back or withdrawn meanwhile.
    """
    with crossing.both_ends(_mine(by, arrival_id)) as ends:
        arrival = ends.arrival
        _require(arrival, ArrivalState.ACCEPTED)
        if crossing.is_unanswered(ends):
            crossing.tell_sender(ends, ReferralState.ACCEPTED, at=at)
    arrival.person = _person_of(arrival, from_text(arrival.contents), by=by, at=at)
    _answer(arrival, ArrivalState.ACCEPTED, by=by, at=at)
    trail.write("referrals.arrival_accepted", by=by, at=at, about=arrival)
    return arrival


def _answer(arrival: Arrival, state: ArrivalState, *, by: Actor, at: datetime) -> None:
    arrival.state, arrival.state_at = state, at
    arrival.answered_at, arrival.answered_by_id = at, by.user_id
    arrival.save(update_fields=["state", "state_at", "answered_at", "answered_by", "person", "contents", "reason"])


def _person_of(arrival: Arrival, told: Contents, *, by: Actor, at: datetime) -> Person:
    """The receiver's own person: what was carried on, on the word of the one who referred."""
    name, card, spoken = (told.get(field) or {} for field in (Field.NAME, Field.CONTACT, Field.LANGUAGE))
    numbers = told.get(Field.NUMBERS) or []
    carried = told.get(Field.CHILD)
    child: dict[str, str] = carried if isinstance(carried, dict) else {}
    said = Said(
        basis="referrer",
        **_when(card),
        interpreter=bool(spoken.get("interpreter")),
        interpreter_language=spoken.get("interpreter_language", ""),
        **{name: card.get(name) or kind() for name, kind in _CARD.items()},
    )
    person = people.add_person(
        zone_id=arrival.zone_id,
        given_name=name.get("given_name") or name.get("family_name", ""),
        family_name=name.get("family_name", "") if name.get("given_name") else "",
        numbers=[one["number"] for one in numbers],
        beside={one["number"]: one.get("beside", "") for one in numbers},
        language=spoken.get("language", ""),
        gender=arrival.gender,
        said=said,
        said_at=_said_at(arrival, card),
        may_ring=bool(numbers and card),
        shared_numbers=[one["number"] for one in numbers if one.get("shared_with_accused")],
        about_minor=child.get("given_name", ""),
        speaks_until=date.fromisoformat(child["adult_on"]) if child.get("adult_on") else None,
        by=by,
        at=at,
    )
    shares = {what: card.get(f"shares_{what}_with_accused") or None for what in ("phone", "address")}
    if any(shares.values()):
        people.note_hazards(person=person, shares_phone=shares["phone"], shares_address=shares["address"], by=by, at=at)
    return person


def _when(card: Contents) -> dict[str, Any]:
    """The days and hours that she, or her guardian, has told the sender; what nobody has said allows nothing here."""
    has_said = card.get("basis") in SPOKEN_FOR
    return {name: card.get(name, 0) if has_said else 0 for name in WHEN}


def _said_at(arrival: Arrival, card: Contents) -> datetime:
    """When the card was last confirmed at the sender's: as old as it was there it is here."""
    said_on = card.get("said_at")
    return datetime.fromisoformat(said_on) if said_on else arrival.consent_given_at


_CARD: dict[str, type] = {
    "may_leave_voicemail": bool,
    "may_say_who_we_are": bool,
    "who_else_may_answer": str,
    "wishes": str,
    "word_when_safe": str,
    "word_when_unsafe": str,
    "cover_story": str,
}


@transaction.atomic
def decline_arrival(*, arrival_id: int, reason: str, by: Actor, at: datetime) -> Arrival:
    """We cannot take it: the sender sees why, and sends it to another; what was carried on is wiped here."""
    if reason not in Declined.values:
        raise Refused("reason_missing")
    with crossing.both_ends(_mine(by, arrival_id)) as ends:
        arrival = ends.arrival
        _require(arrival, ArrivalState.DECLINED)
        if crossing.is_unanswered(ends):
            crossing.tell_sender(ends, ReferralState.TO_BE_SENT, at=at, reason=reason)
            if ends.package is not None:
                close(ends.package, Package.Closed.DECLINED, at=at)
    arrival.contents, arrival.reason = "", reason
    _answer(arrival, ArrivalState.DECLINED, by=by, at=at)
    trail.write("referrals.arrival_declined", by=by, at=at, about=arrival, reason=reason)
    return arrival


@transaction.atomic
def tell_step(*, arrival_id: int, step: str, reason: str = "", by: Actor, at: datetime) -> Arrival:
    """The sender sees the step: a code and a date. Told again, or after a later one, nothing happens.

    That it came to nothing ends the arrival, and says why. Refused where it was never accepted, or is withdrawn.
    """
    step = _known_step(step, reason)
    with crossing.both_ends(_told_about(by, arrival_id)) as ends:
        arrival = ends.arrival
        if arrival.state == ArrivalState.WITHDRAWN:
            raise Refused(refused_as(arrival.reason))
        if _is_old_news(arrival, step):
            return arrival
        if arrival.state != ArrivalState.ACCEPTED:
            raise Refused("arrival_cannot_move")
        if crossing.is_with_receiver(ends):
            crossing.tell_sender(ends, ReferralState(step.value), at=at, reason=reason)
        arrival.step, arrival.reason = step, reason
        if step == Step.CAME_TO_NOTHING:
            arrival.state, arrival.state_at = ArrivalState.ENDED, at
        arrival.save(update_fields=["step", "reason", "state", "state_at"])
        trail.write("referrals.step_told", by=by, at=at, about=arrival, step=str(step), reason=reason)
    return arrival


def _known_step(step: str, reason: str) -> Step:
    if step not in Step.values:
        raise Refused("step_unknown")
    if step == Step.CAME_TO_NOTHING and reason not in Nothing.values:
        raise Refused("reason_missing")
    return Step(step)


def _is_old_news(arrival: Arrival, step: Step) -> bool:
    """A conversation after the first, a first contact told late, an end after what was held."""
    if not arrival.step:
        return False
    if arrival.step in (Step.HELD, Step.CAME_TO_NOTHING):
        return True
    return step == arrival.step


@transaction.atomic
def take_back_held(*, arrival_id: int, by: Actor, at: datetime) -> Arrival:
    """The conversation was noted as held by mistake: both sides stand as before. Nothing where none was told."""
    with crossing.both_ends(_told_about(by, arrival_id)) as ends:
        arrival = ends.arrival
        if arrival.step != Step.HELD or arrival.state != ArrivalState.ACCEPTED:
            return arrival
        back = crossing.state_before_held(ends)
        if ends.referral is not None and ends.referral.state == ReferralState.HELD:
            crossing.tell_sender(ends, back, at=at, reason="noted_by_mistake")
        arrival.step = Step.FIRST_CONTACT if back == ReferralState.FIRST_CONTACT else ""
        arrival.save(update_fields=["step"])
        trail.write("referrals.step_taken_back", by=by, at=at, about=arrival)
    return arrival


@transaction.atomic
def tell_contact(*, arrival_id: int, stopped: bool, by: Actor, at: datetime) -> None:
    """The sender knows that the person wants no contact from us, or that contact is open again. Told again, or where
    what arrived has ended or was stopped, nothing happens."""
    with crossing.both_ends(_told_about(by, arrival_id)) as ends:
        arrival = ends.arrival
        if arrival.state != ArrivalState.ACCEPTED or (arrival.reason == STOPPED_HERE) == stopped:
            return
        reason = STOPPED_HERE if stopped else OPEN_AGAIN
        crossing.tell_contact(ends, reason, at=at)
        arrival.reason = STOPPED_HERE if stopped else ""
        arrival.save(update_fields=["reason"])
        trail.write("referrals.contact_told", by=by, at=at, about=arrival, reason=reason)


@transaction.atomic
def end_arrival(*, arrival_id: int, by: Actor, at: datetime) -> Arrival:
    """What arrived has been seen to its end here. Refused where the sender has been told of no outcome."""
    with crossing.both_ends(_told_about(by, arrival_id)) as ends:
        arrival = ends.arrival
        if arrival.state == ArrivalState.ENDED:
            return arrival
        _require(arrival, ArrivalState.ENDED)
        if arrival.step != Step.HELD:
            raise Refused("outcome_missing")
        arrival.state, arrival.state_at = ArrivalState.ENDED, at
        arrival.save(update_fields=["state", "state_at"])
        trail.write("referrals.arrival_ended", by=by, at=at, about=arrival)
    return arrival


@transaction.atomic
def withdraw_arrival(*, arrival_id: int, by: Actor, at: datetime) -> Arrival:
    """The person has told us, the receiver, that the consent is withdrawn: contact stops here, and the sender knows."""
    with crossing.both_ends(_told_about(by, arrival_id)) as ends:
        arrival = ends.arrival
        _require(arrival, ArrivalState.WITHDRAWN)
        crossing.stop_arrival(arrival, ArrivalState.WITHDRAWN, at=at)
        if ends.referral is not None and crossing.is_with_receiver(ends):
            by_there = machine(ends.referral.zone_id)
            consent = ends.referral.consent
            consent.withdrawn_at = at
            consent.save(update_fields=["withdrawn_at"])
            crossing.stop_person(ends.referral.case.person, by=by_there, at=at)
            move(
                ends.referral,
                ReferralState.WITHDRAWN,
                by=by_there,
                at=at,
                told_by=RECEIVER,
                package=ends.package,
            )
            if ends.package is not None:
                close(ends.package, Package.Closed.WITHDRAWN, at=at)
        trail.write("referrals.arrival_withdrawn", by=by, at=at, about=arrival)
    return arrival
