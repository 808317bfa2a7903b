"""What the source of a person's data corrects: the writing door for corrections, beside that for many at a time."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.people.models import ContactPlan, Person, PersonMark, PhoneNumber
from brobygger.people.queries import SAID_YES_IN, plan_of, was_said_of
from brobygger.trail import actions as trail

CORRECTED = PhoneNumber.Stopped.CORRECTED


@transaction.atomic
def correct_person(*, person: Person, values: Mapping[str, str], by: Actor, at: datetime) -> None:
    """She is written down as the source says now. Who is protected and has no address has it withheld."""
    may(by, Act.KEEP_CARD, person).require()
    for name, value in values.items():
        setattr(person, name, _typed(name, value))
    person.address_withheld = person.protected and not person.address
    person.save(update_fields=[*values, "address_withheld"])
    trail.write("people.corrected", by=by, at=at, about=person, fields="+".join(sorted(values)))


def _typed(name: str, value: str) -> str | bool | date | None:
    if name == "protected":
        return bool(value)
    if name == "birth_date":
        return date.fromisoformat(value) if value else None
    return value


@transaction.atomic
def correct_numbers(*, person: Person, gone: Sequence[str], told: Mapping[str, str], by: Actor, at: datetime) -> bool:
    """Numbers that the source has taken back are shown no more, apart from those that she had when it was said what is
    safe; those that it tells, each with the words beside it, are in use, apart from what a worker has stopped. Returns
    whether she has a number now."""
    may(by, Act.KEEP_CARD, person).require()
    rows = PhoneNumber.objects.filter(person=person)
    plan = plan_of(person)
    taken_back = [one.pk for one in rows.filter(number__in=gone, stopped_at=None) if not was_said_of(plan, one)]
    rows.filter(pk__in=taken_back).update(stopped_at=at, stopped_by=by.user_id, stopped_because=CORRECTED)
    again = rows.filter(number__in=told, stopped_because=CORRECTED)
    again.update(stopped_at=None, stopped_by=None, stopped_because="")
    known = set(rows.values_list("number", flat=True))
    PhoneNumber.objects.bulk_create(
        PhoneNumber(zone_id=person.zone_id, person=person, number=number, added_at=at, added_by_id=by.user_id)
        for number in told
        if number not in known
    )
    for number, words in told.items():
        if words:
            rows.filter(number=number).exclude(beside__contains=words).update(beside=words)
    has_number = rows.filter(stopped_at__isnull=True).exists()
    if has_number and plan.basis == ContactPlan.Basis.FIRST_CONTACT and not plan.do_not_contact:
        plan.may_ring = True  # the last number had been stopped, and ringing with it
        plan.save(update_fields=["may_ring"])
    trail.write("people.numbers_corrected", by=by, at=at, about=person, gone=len(gone), told=len(told))
    return has_number


@transaction.atomic
def correct_marks(
    *, person: Person, marks: Mapping[str, Sequence[bytes]], only_these: bool, by: Actor, at: datetime
) -> None:
    """She is recognised by these too. Where nothing else tells of her, not by another CPR number or birth date."""
    may(by, Act.KEEP_CARD, person).require()
    if only_these:
        wrong = PersonMark.objects.filter(person=person, kind__in=("c", "b"))
        wrong.exclude(mark__in=[mark for several in marks.values() for mark in several]).delete()
    known = {bytes(mark) for mark in PersonMark.objects.filter(person=person).values_list("mark", flat=True)}
    PersonMark.objects.bulk_create(
        (
            PersonMark(zone_id=person.zone_id, person=person, kind=kind, mark=mark)
            for kind, several in marks.items()
            for mark in several
            if mark not in known
        ),
        ignore_conflicts=True,
    )
    trail.write("people.marks_corrected", by=by, at=at, about=person)


@transaction.atomic
def end_first_contact(*, person: Person, is_accused: bool = False, by: Actor, at: datetime) -> None:
    """Nothing is allowed on her card any more: she was not one to be rung. That she asked for no contact stays.

    Where the police say that she is accused, nothing that is said later allows anything either.
    """
    may(by, Act.KEEP_CARD, person).require()
    plan = plan_of(person)
    plan.is_accused = plan.is_accused or is_accused
    plan.basis, plan.may_ring = ContactPlan.Basis.NONE, False
    plan.may_say_who_we_are = plan.may_leave_voicemail = False
    for name in SAID_YES_IN.values():
        setattr(plan, name, False)
    plan.confirmed_at = plan.confirmed_by = None
    plan.save()
    trail.write("people.first_contact_ended", by=by, at=at, about=person)
