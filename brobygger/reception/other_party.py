"""The one who uses violence: noted, opened and found apart from her, so that nothing about him leads to her."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.people import actions as people
from brobygger.people.models import Person
from brobygger.reception import rules
from brobygger.reception.codes import Answered, Ground, Known, Relation
from brobygger.reception.models import AccessAnswer, OtherParty
from brobygger.screening import queries as screenings
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Told:
    """What is noted of him."""

    name: str = ""
    relation: str = Relation.NOT_KNOWN
    lives_together: str = Known.UNKNOWN
    shares_phone: str = Known.UNKNOWN
    shares_address: str = Known.UNKNOWN
    knows: str = Known.UNKNOWN
    ground: str = Ground.NECESSARY
    note: str = ""


def number_of(by: Actor, *, screening_id: int) -> int | None:
    """The number of what is noted of the other party in her case; None where nothing is, or it is not the actor's."""
    rows = scope(by, Act.SEE_OTHER_PARTY, OtherParty.objects.filter(screening_id=screening_id))
    return rows.values_list("pk", flat=True).first()


def name_in(by: Actor, *, screening_id: int) -> str:
    """What the other party is called, for what is to be kept off a paper of hers; it is shown nowhere by this."""
    rows = scope(by, Act.SEE_OTHER_PARTY, OtherParty.objects.filter(screening_id=screening_id))
    found = rows.first()
    return found.name if found is not None else ""


def _one(by: Actor, other_party_id: int, act: Act, *, lock: bool = False) -> OtherParty:
    rows = scope(by, act, OtherParty.objects.all())
    found = (rows.select_for_update() if lock else rows).filter(pk=other_party_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


@transaction.atomic
def open_other_party(*, other_party_id: int, by: Actor, at: datetime) -> OtherParty:
    """What is noted of him was read: an entry of its own in the trail, which names nobody else."""
    row = _one(by, other_party_id, Act.SEE_OTHER_PARTY)
    trail.write("reception.other_party_read", by=by, at=at, about=row)
    return row


@transaction.atomic
def add_other_party(*, screening_id: int, told: Told, by: Actor, at: datetime) -> OtherParty:
    """Something is noted of the other party; where there was something already, that is changed."""
    case = screenings.for_team(by, screening_id, for_update=True)
    row = OtherParty(zone_id=case.zone_id, screening=case, added_at=at, added_by_id=by.worker_id)
    may(by, Act.SEE_OTHER_PARTY, row).require()
    known = OtherParty.objects.select_for_update().filter(screening=case).first()
    return _keep(known or row, told, case.person, by=by, at=at)


@transaction.atomic
def change_other_party(*, other_party_id: int, told: Told, by: Actor, at: datetime) -> OtherParty:
    """What is noted of him is as it says."""
    row = _one(by, other_party_id, Act.SEE_OTHER_PARTY, lock=True)
    return _keep(row, told, row.screening.person, by=by, at=at)


def _keep(row: OtherParty, told: Told, person: Person | None, *, by: Actor, at: datetime) -> OtherParty:
    for name in Told.__dataclass_fields__:
        value = getattr(told, name)
        setattr(row, name, value.strip() if name in ("name", "note") else value)
    row.changed_at, row.changed_by_id = at, by.worker_id
    row.save()
    trail.write("reception.other_party_kept", by=by, at=at, about=row)
    if person is not None:
        _warn(row, person, by=by, at=at)
    return row


def warn_on_card(*, screening_id: int, person: Person, by: Actor, at: datetime) -> None:
    """Her card, made later than what is noted of him, warns of the phone and the address that they share."""
    row = OtherParty.objects.filter(screening_id=screening_id).first()
    if row is not None:
        _warn(row, person, by=by, at=at)


_SAYS: dict[str, bool | None] = {Known.YES: True, Known.NO: False, Known.UNKNOWN: None}


def _warn(row: OtherParty, person: Person, *, by: Actor, at: datetime) -> None:
    address = _SAYS[row.shares_address]
    if row.lives_together == Known.YES:
        address = True
    phone = _SAYS[row.shares_phone]
    if (phone, address) != (None, None):
        people.note_hazards(person=person, shares_phone=phone, shares_address=address, by=by, at=at)


# -- when he asks to see what is kept about him ------------------------------------------------------------------------


def _parts(name: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFKC", name).casefold().split())


@transaction.atomic
def look_for(*, zone_id: int, name: str, by: Actor, at: datetime) -> list[OtherParty]:
    """Those noted in the zone who may be called so. That someone looked stands in the trail, and not for whom."""
    if zone_id not in zones_for(by, Act.ANSWER_ACCESS):
        raise NotFound("not_found")
    asked = _parts(name)
    rows = scope(by, Act.ANSWER_ACCESS, OtherParty.objects.filter(zone_id=zone_id)).order_by("id")
    found = [row for row in rows if asked and (kept := _parts(row.name)) and (asked <= kept or kept <= asked)]
    trail.write("reception.access_looked_for", by=by, at=at, zone_id=zone_id)
    return found


@transaction.atomic
def answer_access(
    *, other_party_id: int, answer: str, reason: str, asked_on: date, by: Actor, at: datetime
) -> AccessAnswer:
    """A request for access is answered by databeskyttelsesloven § 22, with its reason. Refused without one."""
    row = _one(by, other_party_id, Act.ANSWER_ACCESS, lock=True)
    rules.may_answer_access(reason=reason, asked_on=asked_on, today=timezone.localdate(at)).require()
    made = AccessAnswer.objects.create(
        zone_id=row.zone_id,
        other_party=row,
        asked_on=asked_on,
        answer=Answered(answer),
        reason=reason.strip(),
        decided_at=at,
        decided_by_id=by.worker_id,
    )
    trail.write("reception.access_answered", by=by, at=at, about=row, answer=made.answer)
    return made


@dataclass(frozen=True, slots=True)
class Extract:
    """What a letter to him may hold. Never her words or name, no date, no worker, and not what he is to her."""

    other_party_id: int
    told: bool  # False: the same letter as someone gets about whom nothing is kept
    name: str
    ground: str


def noted(by: Actor, *, other_party_id: int) -> tuple[OtherParty, list[AccessAnswer]]:
    """For the one who answers: that something is noted, and how he was answered before, newest first."""
    row = _one(by, other_party_id, Act.ANSWER_ACCESS)
    return row, list(row.answers.select_related("decided_by").order_by("-id"))


@transaction.atomic
def extract_about_other_party(*, other_party_id: int, by: Actor, at: datetime) -> Extract:
    """What may be told to the one who uses violence: nothing, unless someone has decided otherwise and said why."""
    row, answers = noted(by, other_party_id=other_party_id)
    told = bool(answers) and answers[0].answer == Answered.TOLD_IN_PART
    trail.write("reception.extract_made", by=by, at=at, about=row)
    return Extract(row.pk, told, row.name if told else "", row.ground if told else "")
