"""The training of staff: which kinds there are, what was held, and who took part."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope
from brobygger.base.decision import NotFound, Refused
from brobygger.reach import departments_taking_part, rules
from brobygger.reach.models import Training, TrainingDone, TrainingKind
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Held:
    """A training as someone tells of it."""

    kind_id: int
    held_on: date
    provider: str = ""
    hours: Decimal | None = None
    workers: Collection[int] = ()
    heads: Mapping[int, int] | None = None  # by department: how many without an account


@transaction.atomic
def keep_kind(
    *, zone_id: int, name: str, gives: Collection[str], renewal_months: int | None, by: Actor, at: datetime,
    kind_id: int | None = None,
) -> TrainingKind:  # fmt: skip
    """The kind of training is as told; a new length counts for what is noted from now on. Refused for a name in use."""
    row = TrainingKind(zone_id=zone_id) if kind_id is None else _kind(by, kind_id, zone_id)
    may(by, Act.KEEP_REACH, row).require()
    if TrainingKind.objects.filter(zone_id=zone_id, name__iexact=name).exclude(pk=row.pk).exists():
        raise Refused("kind_of_training_is_there")
    row.name, row.gives, row.renewal_months = name, sorted(gives), renewal_months
    row.changed_at, row.changed_by_id = at, by.worker_id
    row.save()
    trail.write("reach.training_kind_kept", by=by, at=at, about=row, months=renewal_months)
    return row


@transaction.atomic
def note_training(*, zone_id: int, held: Held, by: Actor, at: datetime) -> Training:
    """The training was held, and those who took part have it, for as long as its kind says.

    Refused for a day to come, and where nobody took part.
    """
    kind, heads = _kind(by, held.kind_id, zone_id), {k: n for k, n in (held.heads or {}).items() if n}
    rules.may_note_training(
        held_on=held.held_on,
        today=timezone.localdate(at),
        workers=len(held.workers),
        heads=sum(heads.values()),
    ).require()
    row = Training.objects.create(
        zone_id=zone_id, kind=kind, gives=kind.gives, provider=held.provider, held_on=held.held_on, hours=held.hours,
        noted_at=at, noted_by_id=by.worker_id,
    )  # fmt: skip
    until = rules.valid_until(held.held_on, kind.renewal_months)
    signed: dict[str, Any] = {"zone_id": zone_id, "training": row, "valid_until": until, "noted_at": at}
    signed["noted_by_id"] = by.worker_id
    works_in = {
        one.worker_id: one.department_id for one in departments_taking_part.placed(by, zone_id, timezone.localdate(at))
    }
    here = {one.worker_id for one in staff.team(zone_id, timezone.localdate(at))}
    known = {one.pk for one in departments_taking_part.departments(by, zone_id, timezone.localdate(at))}
    if not set(held.workers) <= here or not set(heads) <= known:
        raise NotFound("not_found")
    TrainingDone.objects.bulk_create(
        [TrainingDone(worker_id=who, department_id=works_in.get(who), **signed) for who in sorted(set(held.workers))]
        + [TrainingDone(department_id=where, heads=n, **signed) for where, n in sorted(heads.items())]
    )
    trail.write(
        "reach.training_noted", by=by, at=at, about=row, kind=kind.pk, workers=len(held.workers),
        heads=sum(heads.values()),
    )  # fmt: skip
    return row


@transaction.atomic
def strike_training(*, pk: int, by: Actor, at: datetime) -> None:
    """Undo: the training was noted by mistake and is gone, with those who took part."""
    row = scope(by, Act.KEEP_REACH, Training.objects.select_for_update(of=("self",)).filter(pk=pk)).first()
    if row is None:
        raise NotFound("not_found")
    trail.write("reach.training_struck", by=by, at=at, about=row)
    row.delete()


@transaction.atomic
def strike_done(*, pk: int, by: Actor, at: datetime) -> int:
    """Undo: she, or that many of the department, did not take part after all; the number of the training."""
    row = scope(by, Act.KEEP_REACH, TrainingDone.objects.select_for_update(of=("self",)).filter(pk=pk)).first()
    if row is None:
        raise NotFound("not_found")
    trail.write("reach.participant_struck", by=by, at=at, about=row, worker=row.worker_id)
    row.delete()
    return row.training_id


def _kind(by: Actor, kind_id: int, zone_id: int) -> TrainingKind:
    found = scope(by, Act.KEEP_REACH, TrainingKind.objects.filter(pk=kind_id, zone_id=zone_id)).first()
    if found is None:
        raise NotFound("not_found")
    return found
