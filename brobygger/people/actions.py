"""The writing door to people, one at a time: their numbers, their contact cards, a guardian who was missing.

Many at a time, from a file, is the door of `recognise` and `first_contact`.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import Refused
from brobygger.people.marks import marks_of
from brobygger.people.models import CardRule, ContactPlan, Person, PersonMark, PhoneNumber
from brobygger.people.queries import PLAN_WORDS, SAID_YES_IN, plan_of
from brobygger.trail import actions as trail

MOST_DAYS = 90


@dataclass(frozen=True, slots=True)
class Said:
    """What has been said about how she may be reached; `basis` says by whom. What is not said is no."""

    basis: str
    days: int = 0
    hour_from: int = 0
    hour_to: int = 0
    may_say_who_we_are: bool = False
    may_leave_voicemail: bool = False
    who_else_may_answer: str = ""
    wishes: str = ""
    interpreter: bool = False
    interpreter_language: str = ""
    may_sms: bool = False
    sms_number_id: int | None = None
    may_email: bool = False
    email_to: str = ""
    may_letter: bool = False
    where_to_write: str = ""
    may_digital_post: bool = False
    may_calendar: bool = False
    may_use_links: bool = False
    word_when_safe: str = ""
    word_when_unsafe: str = ""
    cover_story: str = ""


@transaction.atomic
def keep_wishes(*, person: Person, said: Said, by: Actor, at: datetime) -> ContactPlan:
    """The card holds what was said, by whom, to whom and when.

    Refused where she has asked not to be contacted, or the police say that she is accused.
    """
    may(by, Act.KEEP_CARD, person).require()
    plan = plan_of(person)
    if plan.is_accused or plan.do_not_contact:
        raise Refused("is_accused" if plan.is_accused else "do_not_contact")
    _write_down(plan, said)
    plan.confirmed_at, plan.confirmed_by_id = at, by.user_id
    plan.save()
    trail.write("people.wishes_kept", by=by, at=at, about=person, basis=said.basis)
    return plan


def _write_down(plan: ContactPlan, said: Said) -> None:
    for name in Said.__dataclass_fields__:
        setattr(plan, name, getattr(said, name))


@transaction.atomic
def need_interpreter(*, person: Person, language: str, by: Actor, at: datetime) -> ContactPlan:
    """The card says that an interpreter is needed; nothing else on it changes."""
    may(by, Act.KEEP_CARD, person).require()
    plan = plan_of(person)
    plan.interpreter, plan.interpreter_language = True, language
    plan.save()
    trail.write("people.interpreter_needed", by=by, at=at, about=person, language=language)
    return plan


@transaction.atomic
def allow_ringing(*, person: Person, allowed: bool, by: Actor, at: datetime) -> ContactPlan:
    """The card allows ringing, or no longer: with no basis, or after a stop, it stays forbidden."""
    may(by, Act.KEEP_CARD, person).require()
    plan = plan_of(person)
    plan.may_ring = allowed and not plan.do_not_contact and plan.basis != ContactPlan.Basis.NONE
    plan.save()
    trail.write("people.ringing_allowed" if plan.may_ring else "people.ringing_forbidden", by=by, at=at, about=person)
    return plan


@transaction.atomic
def allow_first_contact(*, person: Person, by: Actor, at: datetime) -> ContactPlan:
    """She is not accused, and may be rung for the first time; a card on which anyone has said anything stays else."""
    may(by, Act.KEEP_CARD, person).require()
    plan = plan_of(person)
    if plan.is_accused:
        plan.is_accused = False
        plan.save()
        trail.write("people.not_accused", by=by, at=at, about=person)
    if plan.basis == ContactPlan.Basis.NONE and not plan.do_not_contact and plan.confirmed_at is None:
        plan.basis, plan.may_ring = ContactPlan.Basis.FIRST_CONTACT, True
        plan.save()
        trail.write("people.ringing_allowed", by=by, at=at, about=person)
    return plan


@transaction.atomic
def no_longer_speaks(*, person: Person, by: Actor, at: datetime) -> ContactPlan:
    """The guardian of someone who is 18 by now is neither rung nor written to any more."""
    may(by, Act.KEEP_CARD, person).require()
    plan = plan_of(person)
    for name in ("may_ring", *SAID_YES_IN.values()):
        setattr(plan, name, False)
    plan.save()
    trail.write("people.ringing_forbidden", by=by, at=at, about=person)
    return plan


@transaction.atomic
def note_hazards(
    *, person: Person, shares_phone: bool | None, shares_address: bool | None, by: Actor, at: datetime
) -> ContactPlan:
    """The card warns of a phone or an address shared with the one who uses violence; None leaves it as it stands."""
    may(by, Act.KEEP_CARD, person).require()
    plan = plan_of(person)
    if shares_phone is not None:
        plan.shares_phone_with_accused = shares_phone
    if shares_address is not None:
        plan.shares_address_with_accused = shares_address
    plan.save()
    trail.write("people.hazards_noted", by=by, at=at, about=person)
    return plan


@transaction.atomic
def stop_contact(*, person: Person, by: Actor, at: datetime) -> ContactPlan:
    """She is not contacted any more, in any programme."""
    may(by, Act.KEEP_CARD, person).require()
    plan = plan_of(person)
    plan.may_ring, plan.do_not_contact = False, True
    for name in SAID_YES_IN.values():
        setattr(plan, name, False)
    plan.save()
    trail.write("people.contact_stopped", by=by, at=at, about=person)
    return plan


@transaction.atomic
def lift_stop(*, person: Person, by: Actor, at: datetime) -> ContactPlan:
    """She wants to hear from us again. Nothing is allowed by that: it is asked about and written down anew."""
    may(by, Act.KEEP_CARD, person).require()
    plan = plan_of(person)
    plan.do_not_contact = False
    plan.save()
    trail.write("people.stop_lifted", by=by, at=at, about=person)
    return plan


@transaction.atomic
def put_plan_back(*, person: Person, standing: dict[str, Any], words: dict[str, str], by: Actor, at: datetime) -> None:
    """The card stands as it stood before."""
    may(by, Act.KEEP_CARD, person).require()
    plan = plan_of(person)
    for name, value in standing.items():
        setattr(plan, name, datetime.fromisoformat(value) if name == "confirmed_at" and value else value)
    for name in PLAN_WORDS:
        setattr(plan, name, words[name])
    plan.save()
    trail.write("people.card_put_back", by=by, at=at, about=person)


@transaction.atomic
def stop_number(*, number_id: int, person: Person, because: str, by: Actor, at: datetime) -> None:
    """The number is never shown again. Refused where she has no such number in use."""
    may(by, Act.KEEP_CARD, person).require()
    rows = PhoneNumber.objects.filter(pk=number_id, person=person, stopped_at__isnull=True)
    if not rows.update(stopped_at=at, stopped_by=by.user_id, stopped_because=PhoneNumber.Stopped(because)):
        raise Refused("no_number")
    trail.write("people.number_stopped", by=by, at=at, about=person, number=number_id, because=because)


@transaction.atomic
def use_number_again(*, number_id: int, person: Person, by: Actor, at: datetime) -> None:
    """The number is in use as before it was stopped; only undo asks for this."""
    may(by, Act.KEEP_CARD, person).require()
    rows = PhoneNumber.objects.filter(pk=number_id, person=person)
    rows.update(stopped_at=None, stopped_by=None, stopped_because="")
    trail.write("people.number_in_use_again", by=by, at=at, about=person, number=number_id)


@transaction.atomic
def add_number(
    *, person: Person, number: str, beside: str = "", shared_with_accused: bool = False, by: Actor, at: datetime
) -> PhoneNumber:
    """The person has the number (E.164) too, with what is written beside it.

    Refused where it is there already, or was stopped.
    """
    may(by, Act.KEEP_CARD, person).require()
    if not number:
        raise Refused("number_not_understood")
    known = PhoneNumber.objects.filter(person=person, number=number).first()
    if known:
        raise Refused("number_known_as_stopped" if known.stopped_at else "number_known")
    made = PhoneNumber.objects.create(
        zone_id=person.zone_id, person=person, number=number, source="worker", added_at=at, added_by_id=by.user_id,
        shared_with_accused=shared_with_accused, beside=beside,
    )  # fmt: skip
    _recognise_by(person, number)
    trail.write("people.number_added", by=by, at=at, about=person, number=made.pk)
    return made


@transaction.atomic
def number_is_shared(*, person: Person, number: str, by: Actor, at: datetime) -> None:
    """The one who uses violence uses or sees this number of hers; it stands at the number and on the card."""
    may(by, Act.KEEP_CARD, person).require()
    PhoneNumber.objects.filter(person=person, number=number).update(shared_with_accused=True)
    note_hazards(person=person, shares_phone=True, shares_address=None, by=by, at=at)


@transaction.atomic
def others_may_see(*, person: Person, number: str, by: Actor, at: datetime) -> None:
    """Others may see or use this number of hers, as she has said; nobody has said who."""
    may(by, Act.KEEP_CARD, person).require()
    found = PhoneNumber.objects.filter(person=person, number=number)
    found.update(others_may_see=True)
    trail.write("people.others_may_see", by=by, at=at, about=person)


def _recognise_by(person: Person, number: str) -> None:
    """The next file that brings her name and this number brings her, and not someone new."""
    for mark in marks_of(person.given_name, person.family_name, None, "", [number]).phones:
        kind = PersonMark.Kind.NAME_AND_PHONE
        PersonMark.objects.get_or_create(zone_id=person.zone_id, person=person, kind=kind, mark=mark)


@transaction.atomic
def change_language(*, person: Person, language: str, by: Actor, at: datetime) -> None:
    """The language that she prefers; empty is Danish."""
    may(by, Act.KEEP_CARD, person).require()
    person.language = language
    person.save(update_fields=["language"])
    trail.write("people.language_changed", by=by, at=at, about=person, language=language)


@transaction.atomic
def add_person(
    *,
    zone_id: int,
    given_name: str,
    family_name: str = "",
    numbers: Sequence[str] = (),
    beside: Mapping[str, str] | None = None,
    language: str = "",
    birth_date: date | None = None,
    gender: str = "",
    protected: bool = False,
    address_withheld: bool = False,
    said: Said | None = None,
    said_at: datetime | None = None,
    may_ring: bool = False,
    shared_numbers: Collection[str] = (),
    shares_address: bool = False,
    about_minor: str = "",
    speaks_until: date | None = None,
    by: Actor,
    at: datetime,
) -> Person:
    """One person, typed in or arrived by a referral, with her numbers (E.164), the words beside them, and her card.

    The numbers that the accused uses too, and an address shared with the accused, stand on the card as its hazards. It
    allows what `said` says was allowed and when it was said; without it, nothing. Refused without a name.
    """
    person = Person(
        zone_id=zone_id,
        given_name=given_name.strip(),
        family_name=family_name.strip(),
        language=language,
        birth_date=birth_date,
        gender=gender,
        protected=protected or address_withheld,
        address_withheld=address_withheld,
        about_minor=about_minor[:100],
        speaks_until=speaks_until,
        created_at=at,
        created_by_kind=by.kind,
    )
    may(by, Act.KEEP_CARD, person).require()
    if not person.given_name:
        raise Refused("name_missing")
    person.save()
    trail.write("people.person_added", by=by, at=at, about=person)
    words = beside or {}
    made = [
        add_number(person=person, number=number, beside=words.get(number, ""), by=by, at=at)
        for number in dict.fromkeys(numbers)
    ]
    plan = ContactPlan(person=person, zone_id=zone_id, shares_address_with_accused=shares_address)
    for number in made:
        if number.number in shared_numbers:
            number.shared_with_accused = plan.shares_phone_with_accused = True
            number.save(update_fields=["shared_with_accused"])
    if said is not None:
        _write_down(plan, said)
        plan.may_ring = may_ring and plan.basis != ContactPlan.Basis.NONE
        plan.sms_number = made[0] if plan.may_sms and made else None
        plan.confirmed_at, plan.confirmed_by_id = said_at or at, by.user_id
    plan.save()
    return person


@transaction.atomic
def take_back_person(*, person: Person, by: Actor, at: datetime) -> None:
    """Someone who was added a moment ago is not here after all: her numbers and her card are gone with her.

    Refused where she has been merged with another since.
    """
    may(by, Act.KEEP_CARD, person).require()
    if person.earlier.exists():
        raise Refused("merged_since")
    trail.write("people.person_taken_back", by=by, at=at, about=person)
    person.delete()


@transaction.atomic
def decide_card_rule(*, zone_id: int, ask_again_days: int, valid_from: date, by: Actor, at: datetime) -> CardRule:
    """From the day on, what was said longer ago than this many days is asked again in the zone."""
    may(by, Act.KEEP_WORDINGS, CardRule(zone_id=zone_id)).require()
    if not 1 <= ask_again_days <= MOST_DAYS:
        raise Refused("days_from_1_to_90")
    told = {"ask_again_days": ask_again_days, "decided_by_id": by.worker_id, "decided_at": at}
    rule, _ = CardRule.objects.update_or_create(zone_id=zone_id, valid_from=valid_from, defaults=told)
    trail.write("people.card_rule_decided", by=by, at=at, about=rule, days=ask_again_days)
    return rule


@transaction.atomic
def add_guardian(
    *,
    zone_id: int,
    given_name: str,
    family_name: str,
    number: str,
    beside: str = "",
    language: str,
    by: Actor,
    at: datetime,
) -> Person:
    """A minor's guardian is known, and may be rung for the first time; the words by the number stand beside it.

    Refused without a name.
    """
    guardian = Person(
        zone_id=zone_id, given_name=given_name.strip(), family_name=family_name.strip(), language=language
    )
    may(by, Act.KEEP_CARD, guardian).require()
    if not guardian.given_name:
        raise Refused("name_missing")
    guardian.created_at, guardian.created_by_kind = at, by.kind
    guardian.save()
    ContactPlan.objects.create(person=guardian, zone_id=zone_id, basis=ContactPlan.Basis.FIRST_CONTACT, may_ring=True)
    trail.write("people.guardian_added", by=by, at=at, about=guardian)
    if number:
        add_number(person=guardian, number=number, beside=beside, by=by, at=at)
    return guardian
