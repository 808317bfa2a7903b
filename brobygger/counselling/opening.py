"""Someone is to be helped: from a referral that has arrived, typed in, or anonymous with a code of her own."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.codes import age_group
from brobygger.base.decision import Refused
from brobygger.base.sealed import fingerprint
from brobygger.counselling import queries
from brobygger.counselling.models import Counselling
from brobygger.counselling.states import OPEN, Source
from brobygger.people import actions as people
from brobygger.people.models import Person
from brobygger.people.rules import age_on
from brobygger.referrals import actions as referrals
from brobygger.trail import actions as trail

SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class Needs:
    """What the person needs and wishes, in codes; empty where nobody has said."""

    incident_type: str = ""
    gender: str = ""
    age_group: str = ""
    language: str = ""
    area: str = ""
    organisations: str = ""
    form_wished: str = ""
    gender_wished: str = ""
    days_wished: int = 0
    evenings_wished: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """Who she is, where she is known: a name, her numbers (E.164), what she said of how she may be reached, and the
    words beside the numbers."""

    given_name: str
    family_name: str = ""
    numbers: Sequence[str] = ()
    said: people.Said | None = None
    may_ring: bool = False
    beside: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Code:
    """What someone anonymous has chosen to be found by."""

    name: str
    word: str


@dataclass(frozen=True, slots=True)
class Told:
    """A person typed in by a coordinator: known, or anonymous with a code."""

    source: str
    who: Known | Code
    needs: Needs = field(default_factory=Needs)


def _plain(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).casefold().split())


def code_mark(zone_id: int, code: Code) -> bytes:
    """By what the anonymous one is found again; neither word can be read from it. Refused where one is missing."""
    if not code.name.strip() or not code.word.strip():
        raise Refused("code_missing")
    return fingerprint("counselling-code", str(zone_id), _plain(code.name), _plain(code.word))


@transaction.atomic
def open_counselling(*, zone_id: int, told: Told, by: Actor, at: datetime) -> Counselling:
    """The person waits for a volunteer. Refused without a name or a code, and where the code is someone else's."""
    row = Counselling(zone_id=zone_id, source=Source(told.source), opened_at=at, opened_by_id=by.worker_id, state_at=at)
    may(by, Act.ASSIGN, row).require()
    needs = {name: getattr(told.needs, name) for name in Needs.__dataclass_fields__}
    _set(row, needs)
    if isinstance(told.who, Code):
        _give_code(row, told.who)
    else:
        row.person = _person(zone_id, told, by, at)
    row.save()
    how = "anonymous" if row.person_id is None else "known"
    trail.write("counselling.opened", by=by, at=at, about=row, source=row.source, who=how)
    return row


def _set(row: Counselling, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _person(zone_id: int, told: Told, by: Actor, at: datetime) -> Person:
    who = told.who
    assert isinstance(who, Known)  # noqa: S101 - the caller has told the two apart
    return people.add_person(
        zone_id=zone_id,
        given_name=who.given_name,
        family_name=who.family_name,
        numbers=who.numbers,
        beside=who.beside,
        language=told.needs.language,
        gender=told.needs.gender,
        said=who.said,
        may_ring=who.may_ring,
        by=by,
        at=at,
    )


def _give_code(row: Counselling, code: Code) -> None:
    mark = code_mark(row.zone_id, code)
    if len(code.word.strip()) < SHORTEST_WORD:
        raise Refused("code_too_short")
    if Counselling.objects.filter(zone_id=row.zone_id, code_mark=mark).exists():
        raise Refused("code_is_taken")
    row.code_name, row.code_mark = code.name.strip(), mark


@transaction.atomic
def open_for_arrival(*, arrival_id: int, needs: Needs | None = None, by: Actor, at: datetime) -> Counselling:
    """The referral is accepted, its person is ours too, and waits for a volunteer.

    Refused where it was answered or withdrawn in the meantime, or where she has help under way here.
    """
    arrival = referrals.accept_arrival(arrival_id=arrival_id, by=by, at=at)
    person = arrival.person
    if person is None:
        raise Refused("arrival_cannot_move")
    if Counselling.objects.filter(zone_id=arrival.zone_id, person=person, state__in=OPEN).exists():
        raise Refused("person_has_help_already")
    age = age_on(person.birth_date, timezone.localdate(at))
    row = Counselling(
        zone_id=arrival.zone_id,
        arrival=arrival,
        person=person,
        source=Source.OUTREACH,
        token=arrival.token,
        incident_type=arrival.incident_type,
        gender=arrival.gender or person.gender,
        age_group=arrival.age_group or age_group(age),
        language=person.language,
        opened_at=at,
        opened_by_id=by.worker_id,
        state_at=at,
    )
    may(by, Act.ASSIGN, row).require()
    for name in Needs.__dataclass_fields__ if needs else ():
        if value := getattr(needs, name):
            setattr(row, name, value)
    row.save()
    trail.write("counselling.opened", by=by, at=at, about=row, source=row.source, arrival=arrival.pk)
    return row


@transaction.atomic
def change_needs(*, counselling_id: int, needs: Needs, by: Actor, at: datetime) -> Counselling:
    """What the person needs and wishes is as it says."""
    row = queries.for_writing(by, counselling_id, act=Act.ASSIGN)
    _set(row, {name: getattr(needs, name) for name in Needs.__dataclass_fields__})
    row.save()
    trail.write("counselling.needs_changed", by=by, at=at, about=row)
    return row


@transaction.atomic
def find_by_code(*, zone_id: int, code: Code, by: Actor, at: datetime) -> Counselling | None:
    """The anonymous one who said both words, where she is the actor's to find; that someone looked is in the trail."""
    row = queries.by_code(by, zone_id=zone_id, mark=code_mark(zone_id, code))
    trail.write("counselling.looked_for_code", by=by, at=at, about=row, zone_id=zone_id, found=row is not None)
    return row


@transaction.atomic
def become_known(
    *, counselling_id: int, who: Known, said_yes: bool, act: Act = Act.COUNSEL, by: Actor, at: datetime
) -> Counselling:
    """The anonymous person has chosen to be known by name; the code still finds her. Refused without her yes."""
    row = queries.for_writing(by, counselling_id, act=act)
    if row.person_id is not None:
        raise Refused("is_known_already")
    if not said_yes:
        raise Refused("yes_is_missing")
    told = Told(row.source, replace(who, numbers=()), Needs(language=row.language, gender=row.gender))
    row.person = person = _person(row.zone_id, told, by, at)
    row.save(update_fields=["person"])
    for number in who.numbers:  # now that the person is the volunteer's own
        people.add_number(person=person, number=number, beside=who.beside.get(number, ""), by=by, at=at)
    trail.write("counselling.became_known", by=by, at=at, about=row)
    return row
