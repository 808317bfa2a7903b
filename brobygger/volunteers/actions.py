"""The writing door to volunteers: what they can and when, their certificates, and the conflicts of interest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope
from brobygger.base.decision import NotFound, Refused
from brobygger.trail import actions as trail
from brobygger.volunteers import queries
from brobygger.volunteers.marks import mark_of
from brobygger.volunteers.models import Certificate, CertificateKind, Conflict, Volunteer
from brobygger.volunteers.states import ConflictKind


@dataclass(frozen=True, slots=True)
class Ability:
    """What a volunteer can, and when."""

    gender: str
    languages: Sequence[str]
    areas: Sequence[str]
    forms: Sequence[str]
    days: int
    evenings: int
    most_cases: int
    active: bool


@transaction.atomic
def add_volunteer(*, zone_id: int, worker_id: int, ability: Ability, by: Actor, at: datetime) -> Volunteer:
    """The counsellor is noted as a volunteer. Refused for one without the role, or who is noted already."""
    row = Volunteer(zone_id=zone_id, worker_id=worker_id, added_at=at, added_by_id=by.worker_id)
    may(by, Act.MANAGE_VOLUNTEERS, row).require()
    if Volunteer.objects.filter(zone_id=zone_id, worker_id=worker_id).exists():
        raise Refused("volunteer_already")
    waiting = queries.not_yet_volunteers(by, zone_id=zone_id, on=timezone.localdate(at))
    if worker_id not in {known for known, _name in waiting}:
        raise Refused("not_a_counsellor")
    _can(row, ability)
    row.save()
    trail.write("volunteers.volunteer_added", by=by, at=at, about=row, worker=worker_id)
    return row


@transaction.atomic
def change_volunteer(*, volunteer_id: int, ability: Ability, by: Actor, at: datetime) -> Volunteer:
    """The volunteer can what the ability says."""
    row = queries.volunteer(by, volunteer_id)
    _can(row, ability)
    row.changed_at, row.changed_by_id = at, by.worker_id
    row.save()
    trail.write("volunteers.volunteer_changed", by=by, at=at, about=row, active=row.active)
    return row


def _can(row: Volunteer, ability: Ability) -> None:
    for name in Ability.__dataclass_fields__:
        value = getattr(ability, name)
        setattr(row, name, list(value) if name in ("languages", "areas", "forms") else value)


@transaction.atomic
def keep_my_days(*, days: int, evenings: int, most_cases: int, by: Actor, at: datetime) -> Volunteer:
    """The volunteer's own days are as she says. NotFound for one about whom nothing is noted."""
    row = queries.myself(by)
    if row is None:
        raise NotFound("not_found")
    row.days, row.evenings, row.most_cases = days, evenings, most_cases
    row.changed_at, row.changed_by_id = at, by.worker_id
    row.save()
    trail.write("volunteers.days_kept", by=by, at=at, about=row)
    return row


@transaction.atomic
def add_certificate_kind(*, zone_id: int, name: str, needed_for: str, by: Actor, at: datetime) -> CertificateKind:
    """The zone knows of the certificate; one that is there already is from now on needed for whom it says."""
    row = CertificateKind.objects.filter(zone_id=zone_id, name=name.strip()).first()
    row = row or CertificateKind(zone_id=zone_id, name=name.strip(), added_at=at, added_by_id=by.worker_id)
    may(by, Act.MANAGE_VOLUNTEERS, row).require()
    row.needed_for = needed_for
    row.save()
    trail.write("volunteers.certificate_kind_kept", by=by, at=at, about=row, needed_for=needed_for)
    return row


@transaction.atomic
def note_certificate(
    *, volunteer_id: int, kind_id: int, got_on: date, expires_on: date | None, by: Actor, at: datetime
) -> Certificate:
    """The volunteer has the certificate. Refused where it expires before it is given."""
    row = queries.volunteer(by, volunteer_id)
    kind = queries.kinds(by, zone_id=row.zone_id).filter(pk=kind_id).first()
    if kind is None:
        raise NotFound("not_found")
    if expires_on and expires_on < got_on:
        raise Refused("certificate_ends_before_it_begins")
    made = Certificate.objects.create(
        zone_id=row.zone_id,
        volunteer=row,
        kind=kind,
        got_on=got_on,
        expires_on=expires_on,
        noted_at=at,
        noted_by_id=by.worker_id,
    )
    trail.write("volunteers.certificate_noted", by=by, at=at, about=row, kind=kind.pk)
    return made


@transaction.atomic
def remove_certificate(*, certificate_id: int, by: Actor, at: datetime) -> int:
    """A certificate that was noted by mistake is gone; returns whose it was."""
    row = scope(by, Act.MANAGE_VOLUNTEERS, Certificate.objects.all()).filter(pk=certificate_id).first()
    if row is None:
        raise NotFound("not_found")
    volunteer_id = row.volunteer_id
    trail.write("volunteers.certificate_removed", by=by, at=at, about=row.volunteer, kind=row.kind_id)
    row.delete()
    return volunteer_id


@transaction.atomic
def declare_conflict(
    *,
    volunteer_id: int | None,
    kind: str,
    words: str = "",
    person_id: int | None = None,
    by: Actor,
    at: datetime,
) -> Conflict:
    """The volunteer is not given anyone of whom the words are true, or the person. Without a volunteer: herself.

    What a coordinator declares is never shown to the volunteer. Refused where it says nothing.
    """
    row = queries.volunteer(by, volunteer_id) if volunteer_id is not None else queries.myself(by)
    if row is None:
        raise NotFound("not_found")
    mark = mark_of(row.zone_id, ConflictKind(kind), words)
    if not mark and person_id is None:
        raise Refused("conflict_says_nothing")
    made = Conflict.objects.create(
        zone_id=row.zone_id,
        volunteer=row,
        kind=kind,
        person_id=person_id,
        words=words.strip(),
        mark=mark,
        declared_at=at,
        declared_by_id=by.worker_id,
    )
    trail.write("volunteers.conflict_declared", by=by, at=at, about=row, kind=kind)
    return made


@transaction.atomic
def lift_conflict(*, conflict_id: int, by: Actor, at: datetime) -> Conflict:
    """The conflict does not hold any more. Refused where it was lifted before; NotFound for strangers."""
    row = Conflict.objects.select_for_update(of=("self",)).select_related("volunteer").filter(pk=conflict_id).first()
    if row is None or not _may_lift(by, row):
        raise NotFound("not_found")
    if row.lifted_at:
        raise Refused("conflict_lifted_already")
    row.lifted_at, row.lifted_by_id = at, by.worker_id
    row.save(update_fields=["lifted_at", "lifted_by"])
    trail.write("volunteers.conflict_lifted", by=by, at=at, about=row.volunteer, kind=row.kind)
    return row


def _may_lift(by: Actor, row: Conflict) -> bool:
    """A coordinator may lift any; the volunteer only what she has declared about herself by words."""
    own = row.declared_by_id == by.user_id == row.volunteer.worker_id and row.person_id is None
    return bool(may(by, Act.MANAGE_VOLUNTEERS, row)) or own
