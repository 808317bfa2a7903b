"""The reading door: the documents of a zone, one of them as it differs from what she read, and who has not read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, may, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.handbook import rules
from brobygger.handbook.models import Document, DocumentVersion, Reading
from brobygger.staff import queries as staff


@dataclass(frozen=True, slots=True)
class Reader:
    """A colleague and the newest version that she has said she has read, and when; nothing where there is none."""

    name: str
    number: int | None = None
    read_at: datetime | None = None
    to_read: bool = True  # it is hers to read


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document as it is read: what is new since she read it, and for its keeper who has read which version."""

    row: Document
    version: DocumentVersion | None  # the one that holds; none before the first day
    coming: Sequence[DocumentVersion]
    earlier: Sequence[DocumentVersion]
    pieces: Sequence[rules.Piece]
    news: Sequence[DocumentVersion]  # what each version since the one that she read has said is new
    read: bool
    last_read: int | None
    keeps: bool
    not_read: Sequence["Reader"] = ()
    readers: Sequence["Reader"] = ()


def _holding(on: date) -> QuerySet[DocumentVersion]:
    """Of each document in use the version that holds on the day."""
    later = DocumentVersion.objects.filter(
        document=OuterRef("document"), number__gt=OuterRef("number"), valid_from__lte=on
    )
    rows = DocumentVersion.objects.filter(~Exists(later), valid_from__lte=on, document__closed_at=None)
    return rows.select_related("document")


def unread(by: Actor, *, on: date) -> QuerySet[DocumentVersion]:
    """What she is to read and has not, wherever she works."""
    asked = Q(pk__in=())
    for zone in zones_for(by, Act.SEE_HANDBOOK):
        roles = [role for role, there in by.roles if there == zone]
        asked |= Q(zone_id=zone, document__readers__overlap=roles)
    hers = Reading.objects.filter(version=OuterRef("pk"), worker_id=by.user_id or 0)
    return _holding(on).filter(asked).exclude(Exists(hers))


def documents(by: Actor, *, zone_id: int, on: date) -> list[tuple[Document, DocumentVersion | None]]:
    """The documents in use in the zone, each with the version that holds, by title."""
    rows = scope(by, Act.SEE_HANDBOOK, Document.objects.filter(zone_id=zone_id, closed_at=None))
    holds = {one.document_id: one for one in _holding(on).filter(zone_id=zone_id)}
    return [(one, holds.get(one.pk)) for one in rows.order_by("kind", "title", "pk")]


def document(by: Actor, pk: int, *, act: Act = Act.SEE_HANDBOOK, for_update: bool = False) -> Document:
    """One document. NotFound where it is not hers."""
    rows = Document.objects.select_for_update(of=("self",)) if for_update else Document.objects.all()
    found = scope(by, act, rows.filter(pk=pk, closed_at=None)).first()
    if found is None:
        raise NotFound("not_found")
    return found


def version(by: Actor, pk: int) -> DocumentVersion:
    """One version, old or new. NotFound where it is not hers."""
    rows = DocumentVersion.objects.select_related("document").filter(pk=pk)
    found = scope(by, Act.SEE_HANDBOOK, rows).first()
    if found is None:
        raise NotFound("not_found")
    return found


def newest(row: Document) -> DocumentVersion | None:
    """The newest version, whether it holds yet or not."""
    return row.versions.order_by("-number").first()


def page(by: Actor, pk: int, *, on: date) -> DocumentPage:
    """A document for whoever works there. NotFound otherwise."""
    row = document(by, pk)
    versions = list(row.versions.order_by("-number"))
    holds = next((one for one in versions if one.valid_from <= on), None)
    read = Reading.objects.filter(version__document=row, worker_id=by.user_id or 0).order_by("-version__number")
    known = read.select_related("version").first()
    since = known.version if known is not None and holds is not None and known.version.number < holds.number else None
    keeps = bool(may(by, Act.KEEP_HANDBOOK, row))
    told = _readers(row, on) if keeps and holds else []
    return DocumentPage(
        row,
        holds,
        [one for one in versions if one.valid_from > on],
        [one for one in versions if holds is not None and one.number < holds.number],
        rules.pieces(holds.text, since.text if since else None) if holds else [],
        [one for one in versions if since and holds and since.number < one.number <= holds.number and one.news],
        known is not None and holds is not None and known.version_id == holds.pk,
        known.version.number if known else None,
        keeps,
        [one for one in told if one.to_read and (one.number is None or one.number < (holds.number if holds else 0))],
        [one for one in told if one.number is not None],
    )


def _readers(row: Document, on: date) -> list[Reader]:
    """Everyone who works here and is to read it or has read a version, by name, with the newest that she has read."""
    newest: dict[int, Reading] = {}
    for one in Reading.objects.filter(version__document=row).select_related("version").order_by("version__number"):
        newest[one.worker_id] = one
    told = []
    for colleague in staff.team(row.zone_id, on):
        known, asked = newest.get(colleague.worker_id), bool(colleague.roles & set(row.readers))
        if known is not None:
            told.append(Reader(colleague.name, known.version.number, known.read_at, asked))
        elif asked:
            told.append(Reader(colleague.name))
    return told
