"""Reading the trail, and what is known of its seals."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.alphabet import ByName
from brobygger.trail.models import Entry, Seal, SealCheck
from brobygger.trail.sealing import first_broken_seal

__all__ = ["SealState", "entries", "first_broken_seal", "page", "seal_state", "workers_seen"]

PAGE = 50


def entries(by: Actor) -> QuerySet[Entry]:
    """The entries of the zones where the actor may see the trail, newest first."""
    return scope(by, Act.SEE_TRAIL, Entry.objects.order_by("-id"))


def entries_of(kind: str, pk: int, *, zones: Iterable[int]) -> QuerySet[Entry]:
    """What the trail of these zones says of one thing: for a room that asks about its own rows."""
    return Entry.objects.filter(zone__in=zones, about_kind=kind, about_id=pk)


def times(what: str, kind: str, pks: Collection[int], *, zones: Iterable[int]) -> dict[int, tuple[int, datetime]]:
    """How often each of these has had it done to it, and when last."""
    rows = Entry.objects.filter(zone__in=zones, what=what, about_kind=kind, about_id__in=pks).order_by()
    told = rows.values_list("about_id").annotate(count=Count("pk"), last=Max("at"))
    return {pk: (count, last) for pk, count, last in told if pk is not None}


def page(
    by: Actor, *, what: str = "", worker: int | None = None, day: date | None = None, before: int | None = None
) -> tuple[Sequence[Entry], bool]:
    """Fifty entries older than `before`, newest first, and whether there are still older ones."""
    rows = entries(by).select_related("by", "zone")
    if what:
        rows = rows.filter(what=what)
    if worker:
        rows = rows.filter(by_id=worker)
    if day:
        start = timezone.make_aware(datetime.combine(day, time.min))
        rows = rows.filter(
            at__gte=start, at__lt=timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
        )
    if before:
        rows = rows.filter(id__lt=before)
    found = list(rows[: PAGE + 1])
    return found[:PAGE], len(found) > PAGE


def workers_seen(by: Actor) -> Sequence[tuple[int, str]]:
    """The workers who have or had a role where the actor may see the trail, by name."""
    worker = Entry._meta.get_field("by").related_model
    zones = zones_for(by, Act.SEE_TRAIL)
    rows = worker._default_manager.filter(memberships__zone__in=zones).distinct().order_by(ByName("name"))
    return list(rows.values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class SealState:
    """The newest seal and the newest reading of the whole chain; either may be missing in a new installation."""

    seal: Seal | None
    check: SealCheck | None


def seal_state() -> SealState:
    """How far the chain reaches, and what the last reading of it found. It tells nothing about any person."""
    return SealState(
        seal=Seal.objects.order_by("-to_transaction").first(),
        check=SealCheck.objects.select_related("broken").order_by("-at").first(),
    )
