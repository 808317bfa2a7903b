"""The writing door: a document is made, followed by its next version, read, and put away."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from brobygger.access.actor import Actor, Role
from brobygger.access.policy import Act, may
from brobygger.base.decision import Refused, no
from brobygger.handbook import queries, rules
from brobygger.handbook.codes import DocumentKind
from brobygger.handbook.models import Document, DocumentVersion, Reading
from brobygger.trail import actions as trail


@transaction.atomic
def make_document(
    *, zone_id: int, kind: str, title: str, readers: Collection[str], text: str, valid_from: date, by: Actor,
    at: datetime,
) -> Document:  # fmt: skip
    """There is a document with its first version. Refused where the zone has one of that title."""
    row = Document(zone_id=zone_id, kind=DocumentKind(kind), title=title.strip(), made_at=at, made_by_id=by.worker_id)
    may(by, Act.KEEP_HANDBOOK, row).require()
    row.readers = [Role(one) for one in readers]
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused("document_is_there") from None
    trail.write("handbook.document_made", by=by, at=at, about=row)
    _write(row, text, "", valid_from, by, at)
    return row


@transaction.atomic
def write_version(
    *, document_id: int, text: str, news: str, valid_from: date, readers: Collection[str], seen: int, by: Actor,
    at: datetime,
) -> DocumentVersion:  # fmt: skip
    """The next version holds from the day. Refused where someone else has written one since `seen`."""
    row = queries.document(by, document_id, act=Act.KEEP_HANDBOOK, for_update=True)
    newest = queries.newest(row)
    if newest is not None and newest.number != seen:
        no("changed_by_another").require()
    row.readers = [Role(one) for one in readers]
    row.save(update_fields=["readers"])
    return _write(row, text, news, valid_from, by, at)


def _write(row: Document, text: str, news: str, valid_from: date, by: Actor, at: datetime) -> DocumentVersion:
    before = queries.newest(row)
    text = text.strip().replace("\r\n", "\n")
    rules.may_write(
        valid_from=valid_from, today=timezone.localdate(at), newest_from=before.valid_from if before else None,
        is_new=before is None or before.text != text,
    ).require()  # fmt: skip
    made = DocumentVersion.objects.create(
        zone_id=row.zone_id, document=row, number=before.number + 1 if before else 1, text=text, news=news.strip(),
        valid_from=valid_from, written_at=at, written_by_id=by.worker_id,
    )  # fmt: skip
    trail.write("handbook.version_written", by=by, at=at, about=made, number=made.number)
    return made


@transaction.atomic
def note_read(*, version_id: int, by: Actor, at: datetime) -> Reading:
    """She has read the version; said twice, once."""
    row = queries.version(by, version_id)
    made, is_new = Reading.objects.get_or_create(
        version=row, worker_id=by.worker_id, defaults={"zone_id": row.zone_id, "read_at": at}
    )
    if is_new:
        trail.write("handbook.version_read", by=by, at=at, about=row)
    return made


@transaction.atomic
def close_document(*, document_id: int, by: Actor, at: datetime) -> Document:
    """The document is no longer in use, and nobody is asked to read it."""
    row = queries.document(by, document_id, act=Act.KEEP_HANDBOOK, for_update=True)
    row.closed_at, row.closed_by_id = at, by.worker_id
    row.save(update_fields=["closed_at", "closed_by"])
    trail.write("handbook.document_closed", by=by, at=at, about=row)
    return row
