"""The writing door: someone is to be erased, a second person confirms, and it is done, all of it or nothing."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.models import Max

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.erasure import queries, rules
from brobygger.erasure.codes import HoldWhy, Why
from brobygger.erasure.models import ArchiveDecision, Asked, Hold, Proof
from brobygger.erasure.reach import Reach, goes, relations, stays
from brobygger.outreach.actions import keep_call_counts
from brobygger.outreach.models import Call
from brobygger.people.recognise import COMING_IN
from brobygger.referrals.actions import keep_held_tokens
from brobygger.referrals.models import Referral
from brobygger.staff.queries import second_of_two
from brobygger.trail import actions as trail

AT_ONCE = 1000  # so many rows are erased by one statement


@transaction.atomic
def look(*, kind: str, pk: int, by: Actor, at: datetime) -> queries.Look:
    """What would go with someone, and what stands in the way; that it was looked at stands in the trail."""
    found = queries.look(queries.whose(by, kind, pk))
    trail.write("erasure.looked", by=by, at=at, about=found.row)
    return found


@transaction.atomic
def ask(*, kind: str, pk: int, why: str, by: Actor, at: datetime) -> Asked:
    """Someone is to be erased, and waits for a second person. Refused while something stands in the way."""
    row = queries.whose(by, kind, pk)
    found = queries.look(row)
    if found.asked is not None:
        raise Refused("erasure_is_asked_for")
    rules.may_erase(found.standing, why=why).require()
    made = Asked.objects.create(
        zone_id=row.zone_id, why=Why(why), asked_at=at, asked_by_id=by.worker_id, **{found.kind.value: row}
    )
    trail.write("erasure.asked", by=by, at=at, about=row, why=made.why)
    return made


@transaction.atomic
def withdraw(*, asked_id: int, by: Actor, at: datetime) -> None:
    """Someone is not to be erased after all."""
    row = queries.asked(by, asked_id)
    trail.write("erasure.withdrawn", by=by, at=at, about=row.whose, why=row.why)
    row.delete()


@transaction.atomic
def confirm(*, asked_id: int, by: Actor, at: datetime) -> Proof:
    """Nothing of someone is here any more but the register without her, and the certificate says what went.

    Refused where the actor has asked for it herself, while something stands in the way, and while someone saves
    something about her at this moment.
    """
    row = Asked.objects.select_for_update().filter(pk=asked_id).first()
    if row is None or not may(by, Act.ERASE_PEOPLE, row):
        raise Refused("no_longer_asked")
    second_of_two(by, row.asked_by_id).require()
    try:
        with transaction.atomic():
            return _erase(row, by=by, at=at)
    except (OperationalError, IntegrityError):  # a row is held, or has come, that nobody could see before
        raise Refused("someone_saves_now") from None


def _erase(row: Asked, *, by: Actor, at: datetime) -> Proof:
    whose, zone_id = row.whose, row.zone_id
    _alone_in(zone_id)
    _lock(queries.look(whose).found)
    look = queries.look(whose)
    rules.may_erase(look.standing, why=row.why).require()
    found = look.found
    keep_call_counts(zone_id=zone_id, call_ids=found.rows[Call], by=by, at=at)
    keep_held_tokens(zone_id=zone_id, referral_ids=found.rows[Referral], by=by, at=at)
    number = Proof.objects.filter(zone_id=zone_id).aggregate(last=Max("number"))["last"] or 0
    gone, left = queries.counted(found.gone), queries.counted(found.left)
    _remove(found)
    made = Proof.objects.create(
        zone_id=zone_id, number=number + 1, why=row.why, asked_at=row.asked_at, asked_by_id=row.asked_by_id,
        erased_at=at, erased_by_id=by.worker_id, gone=gone, left=left,
        gone_from_backups_on=day_of(at) + timedelta(days=settings.BACKUP_DAYS),
    )  # fmt: skip
    trail.write("erasure.erased", by=by, at=at, about=made, why=made.why, digest=queries.digest(made))
    return made


def _alone_in(zone_id: int) -> None:
    """No file is read in meanwhile, nobody is merged, and nobody else is erased."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [COMING_IN, zone_id])
        if not cursor.fetchone()[0]:
            raise Refused("people_come_in_now")


def _lock(found: Reach) -> None:
    """It never waits: whoever saves something about her at this moment goes first."""
    for model, pks in ((one, pks) for one, pks in found.rows.items() if goes(one) or stays(one)):
        list(model._base_manager.select_for_update(nowait=True, of=("self",)).filter(pk__in=pks).values_list("pk"))


def _remove(found: Reach) -> None:
    """Rows that stay point at none that goes, and those are gone; the database itself is asked whether it is so."""
    for model, pks in found.gone.items():
        for column in relations(model):
            beside: Any = column.model._base_manager.filter(**{f"{column.name}__in": pks})
            if column.null:
                beside.exclude(pk__in=found.gone.get(column.model, ())).update(**{column.name: None})
    for model, pks in found.gone.items():
        ids = sorted(pks)
        for start in range(0, len(ids), AT_ONCE):
            rows: Any = model._base_manager.filter(pk__in=ids[start : start + AT_ONCE])
            rows._raw_delete(rows.db)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@transaction.atomic
def hold(*, kind: str, pk: int, why: str, by: Actor, at: datetime) -> Hold:
    """Nothing of someone is erased until it is lifted."""
    row = queries.whose(by, kind, pk)
    made = Hold.objects.create(
        zone_id=row.zone_id, why=HoldWhy(why), set_at=at, set_by_id=by.worker_id, **{queries.kind_of(row).value: row}
    )
    trail.write("erasure.held", by=by, at=at, about=row, why=made.why)
    return made


@transaction.atomic
def lift(*, hold_id: int, by: Actor, at: datetime) -> Hold:
    """The reason for keeping all of someone is gone."""
    row = Hold.objects.select_for_update().filter(pk=hold_id, lifted_at=None).first()
    if row is None or not may(by, Act.ERASE_PEOPLE, row):
        raise Refused("hold_is_lifted")
    row.lifted_at, row.lifted_by_id = at, by.worker_id
    row.save(update_fields=["lifted_at", "lifted_by"])
    trail.write("erasure.let_go", by=by, at=at, about=row.whose, why=row.why)
    return row


@transaction.atomic
def note_archive(*, zone_id: int, reference: str, decided_on: Any, by: Actor, at: datetime) -> ArchiveDecision:
    """What the archive authority has decided is noted, and the municipality's zone may erase."""
    made = ArchiveDecision(zone_id=zone_id, noted_at=at, noted_by_id=by.worker_id)
    may(by, Act.ERASE_PEOPLE, made).require()
    if ArchiveDecision.objects.filter(zone_id=zone_id).exists():
        raise Refused("archive_has_decided")
    made.reference, made.decided_on = reference.strip(), decided_on
    made.save()
    trail.write("erasure.archive_decided", by=by, at=at, about=made)
    return made
