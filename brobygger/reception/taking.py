"""Someone of the team takes whoever waits, or gives her back; and what she offered becomes her contact card."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.mailbox import queries as mailboxes
from brobygger.people import actions as people
from brobygger.people import queries as known
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.reception import rules
from brobygger.reception.other_party import warn_on_card
from brobygger.screening import queries as screenings
from brobygger.screening import state_change
from brobygger.screening.models import Screening
from brobygger.screening.sealed_sheet import Sheet, sheet_of
from brobygger.screening.states import ScreeningState
from brobygger.trail import actions as trail
from brobygger.trail.queries import entries_of

BASIS = ContactPlan.Basis
WAYS_TO_WRITE = ("email_to", "where_to_write")


def of_mine(by: Actor, screening_id: int) -> Screening:
    """The screening, locked, where it is the actor's to go on with; Refused where a colleague has it."""
    row = screenings.for_team(by, screening_id, act=Act.RECEIVE, for_update=True)
    rules.may_go_on(state=row.state, holder=row.taken_by_id, me=by.worker_id).require()
    return row


@transaction.atomic
def take(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """She is the actor's from now on, and how she wished to be reached has become her card. Never two at once."""
    row = screenings.for_team(by, screening_id, act=Act.RECEIVE, for_update=True)
    rules.may_take(state=row.state, holder=row.taken_by_id, me=by.worker_id).require()
    _use(row, by=by, at=at)
    return state_change.move(row, ScreeningState.TAKEN, by=by, at=at, taken_by_id=by.worker_id, taken_at=at)


@transaction.atomic
def give_back(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """She waits for the team again, since when she has waited: nobody begins her time anew. A colleague may give her
    back too, where the one who has her is away."""
    row = screenings.for_team(by, screening_id, act=Act.RECEIVE, for_update=True)
    if row.state != ScreeningState.TAKEN:
        raise Refused("not_taken_yet" if row.state == ScreeningState.SENT else "with_the_team_no_more")
    moved = entries_of("screening", row.pk, zones=by.zones()).filter(what="screening.moved")
    came = (
        moved.filter(facts__to=ScreeningState.SENT).exclude(facts__before=ScreeningState.TAKEN).order_by("-id").first()
    )
    state_change.move(row, ScreeningState.SENT, by=by, at=at, taken_by_id=None, taken_at=None)
    return state_change.keep(row, state_at=came.at) if came is not None else row


@transaction.atomic
def use_offered(*, screening_id: int, by: Actor, at: datetime) -> Screening:
    """She has come back with something new about how she may be reached, and it stands on her card."""
    row = of_mine(by, screening_id)
    if not row.offered_contact:
        raise Refused("nothing_offered")
    _use(row, by=by, at=at)
    trail.write("reception.offer_used", by=by, at=at, about=row)
    return row


def _use(row: Screening, *, by: Actor, at: datetime) -> None:
    """What lies sealed becomes a person with a card, or goes on the card that there is; the sealed copy is wiped."""
    offered = sheet_of(row)
    if can_be_reached(offered):
        if row.person is None:
            person = _person(row, offered, by=by, at=at)
            warn_on_card(screening_id=row.pk, person=person, by=by, at=at)
        else:
            person = row.person
            _on_the_card(person, offered, by=by, at=at)
        state_change.keep(row, person=person)
    if row.offered_contact:
        state_change.keep(row, offered_contact="")


def can_be_reached(offered: Sheet) -> bool:
    """Whether the sheet holds a name that she wishes to be known by, or any way to her at all."""
    named = bool(offered.given_name) and not offered.anonymous
    return named or bool(offered.numbers) or any(offered.said.get(way) for way in WAYS_TO_WRITE)


def _person(row: Screening, offered: Sheet, *, by: Actor, at: datetime) -> Person:
    person = people.add_person(
        zone_id=row.zone_id,
        given_name=offered.given_name or _called(row, by),
        family_name=offered.family_name,
        numbers=offered.numbers,
        shared_numbers=offered.shared_numbers,
        language=offered.language,
        gender=offered.gender,
        said=offered.told(BASIS.REFERRER if row.registered_by_id else BASIS.HERSELF),
        said_at=row.state_at,
        may_ring=offered.may_ring,
        by=by,
        at=at,
    )
    for number in offered.seen_numbers:
        people.others_may_see(person=person, number=number, by=by, at=at)
    return person


def _called(row: Screening, by: Actor) -> str:
    """Someone who has given a number and no name is called by her code."""
    return mailboxes.code_name(by, row.mailbox_id) if row.mailbox_id else _("No name")


def _on_the_card(person: Person, offered: Sheet, *, by: Actor, at: datetime) -> None:
    """Her newest word counts: she has come by herself, and says anew how she may be reached. A number that she does not
    name any more is not rung again."""
    if known.plan_of(person).do_not_contact:
        people.lift_stop(person=person, by=by, at=at)
    there = {one.number for one in known.numbers(by, person.pk)}
    for one in known.numbers(by, person.pk):
        if offered.numbers and one.number not in offered.numbers and one.stopped_at is None:
            people.stop_number(number_id=one.pk, person=person, because=PhoneNumber.Stopped.ASKED_TO_STOP, by=by, at=at)
    for number in offered.numbers:
        if number not in there:
            people.add_number(person=person, number=number, by=by, at=at)
        if number in offered.shared_numbers:
            people.number_is_shared(person=person, number=number, by=by, at=at)
        if number in offered.seen_numbers:
            people.others_may_see(person=person, number=number, by=by, at=at)
    people.keep_wishes(person=person, said=offered.told(BASIS.HERSELF), by=by, at=at)
    people.allow_ringing(person=person, allowed=offered.may_ring, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Name:
    """Who someone is who was known by a code, as she herself says."""

    given_name: str
    family_name: str = ""
    number: str = ""  # E.164
    may_ring: bool = False
    when: Mapping[str, Any] = field(default_factory=dict)  # the days and hours that have been said


@transaction.atomic
def become_known(*, screening_id: int, who: Name, said_yes: bool, by: Actor, at: datetime) -> Screening:
    """The anonymous one has chosen to be known by name; the code still opens her mailbox. Refused without her yes."""
    row = of_mine(by, screening_id)
    if row.person_id is not None:
        raise Refused("known_by_name_already")
    if not said_yes:
        raise Refused("her_yes_is_missing")
    person = people.add_person(
        zone_id=row.zone_id,
        given_name=who.given_name,
        family_name=who.family_name,
        numbers=[who.number] if who.number else [],
        said=people.Said(basis=BASIS.HERSELF, **who.when) if who.may_ring or any(who.when.values()) else None,
        may_ring=who.may_ring,
        by=by,
        at=at,
    )
    warn_on_card(screening_id=row.pk, person=person, by=by, at=at)
    state_change.keep(row, person=person)
    trail.write("reception.became_known", by=by, at=at, about=row)
    return row
