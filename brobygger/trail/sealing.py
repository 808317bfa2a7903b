"""The chain of seals over the trail: what makes a later change of an entry visible.

All of it runs as the tables' owner, the `owner` connection: the web role may add entries and read them, no more.
"""

import hashlib
import json
from datetime import datetime

from django.db import connections, transaction
from django.db.models import Func, Max, Sum

from brobygger.trail.models import Entry, Seal, SealCheck

OWNER = "owner"
GIVES = "brobygger_transaction_id"  # the function that numbers an entry by its transaction
NO_TRANSACTION = 2**61  # a PostgreSQL that counts a million in a second comes there in 70,000 years
FIELDS = ("id", "at", "what", "by_kind", "by_id", "zone_id", "about_kind", "about_id", "facts", "transaction")


@transaction.atomic(using=OWNER)
def seal(*, at: datetime) -> Seal | None:
    """Every entry of a settled transaction is under a seal that includes the seal before; None where nothing is new."""
    settled = _settled()
    last = Seal.objects.using(OWNER).order_by("-to_transaction").first()
    start = last.to_transaction if last else 0
    if settled <= start:
        return None
    digest, entries = digest_of(start, settled, before=bytes(last.digest) if last else b"")
    if not entries:
        return None
    return Seal.objects.using(OWNER).create(
        at=at, from_transaction=start, to_transaction=settled, entries=entries, digest=digest
    )


def _settled() -> int:
    """Every transaction with a lower number has ended; two who seal at once wait for one another."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7201)")
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
            " + brobygger_transaction_id() - pg_current_xact_id()::text::bigint"
        )
        return int(cursor.fetchone()[0])


def digest_of(start: int, end: int, *, before: bytes) -> tuple[bytes, int]:
    """The SHA-256 over the seal before and the entries of transactions from `start` to `end`, and how many they are."""
    running, entries = hashlib.sha256(before), 0
    rows = Entry.objects.using(OWNER).filter(transaction__gte=start, transaction__lt=end).order_by("transaction", "id")
    for row in rows.values_list(*FIELDS).iterator():
        running.update(json.dumps(row, sort_keys=True, default=str).encode())
        entries += 1
    return running.digest(), entries


@transaction.atomic(using=OWNER)
def check_seals(*, at: datetime) -> SealCheck:
    """The chain has been read through from its beginning, and what was found is kept for the page to tell."""
    seals = Seal.objects.using(OWNER)
    entries = seals.aggregate(n=Sum("entries"))["n"] or 0
    broken = first_broken_seal()
    return SealCheck.objects.using(OWNER).create(at=at, seals=seals.count(), entries=entries, broken=broken)


def first_broken_seal() -> Seal | None:
    """The first seal that does not match the entries below it, or None where the whole chain holds."""
    before, end = b"", 0
    for found in Seal.objects.using(OWNER).order_by("from_transaction"):
        digest, count = digest_of(found.from_transaction, found.to_transaction, before=before)
        if found.from_transaction != end or (digest, count) != (bytes(found.digest), found.entries):
            return found
        before, end = digest, found.to_transaction
    return None


@transaction.atomic(using=OWNER)
def keep_numbers_rising() -> None:
    """New entries are numbered above every earlier one, also where a back-up was read into another PostgreSQL.

    PostgreSQL counts transactions anew there, and an entry with a low number would lie below a seal already made. An
    entry with a number that no transaction has lies above every seal: it is numbered with what is written now.
    """
    newest = max(
        Entry.objects.using(OWNER).filter(transaction__lt=NO_TRANSACTION).aggregate(n=Max("transaction"))["n"] or 0,
        Seal.objects.using(OWNER).aggregate(n=Max("to_transaction"))["n"] or 0,
    )
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "SELECT pg_current_xact_id()::text::bigint, prosrc FROM pg_proc WHERE oid = %s::regproc", [GIVES]
        )
        own, given = cursor.fetchone()
        ahead = int(given.rpartition("+")[2]) if "+" in given else 0
        if not 0 <= ahead < NO_TRANSACTION or own + ahead <= newest:
            cursor.execute(
                f"CREATE OR REPLACE FUNCTION {GIVES}() RETURNS bigint LANGUAGE sql VOLATILE"
                f" AS 'SELECT pg_current_xact_id()::text::bigint + {int(newest - own + 1)}'"
            )
    forged = Entry.objects.using(OWNER).filter(transaction__gte=NO_TRANSACTION)
    forged.update(transaction=Func(function=GIVES))
