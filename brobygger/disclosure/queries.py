"""The reading door: what has been given out, for whoever may see the figures."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.decision import NotFound
from brobygger.disclosure.models import FrozenMonth, Release, ShownRow

type Counts = list[list[str | int]]  # of a month: what is counted, in codes, and how many


def releases(by: Actor, *, zone_id: int, programme_id: int | None = None) -> QuerySet[Release]:
    """What has been given out of the zone's figures, the latest first."""
    rows = scope(by, Act.SEE_FIGURES, Release.objects.filter(zone_id=zone_id).select_related("released_by"))
    return (rows.filter(programme_id=programme_id) if programme_id else rows).order_by("-released_at", "-pk")


def release(by: Actor, release_id: int) -> Release:
    """One release. NotFound where the figures are not hers to see."""
    found = scope(by, Act.SEE_FIGURES, Release.objects.select_related("released_by")).filter(pk=release_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def frozen(by: Actor, *, zone_id: int, programme_id: int, months: Iterable[date]) -> dict[date, Counts]:
    """The months of these that have been given out, as they stood then."""
    rows = scope(by, Act.SEE_FIGURES, FrozenMonth.objects.filter(zone_id=zone_id, programme_id=programme_id))
    return dict(rows.filter(month__in=list(months)).values_list("month", "counts"))


def shown(by: Actor, *, zone_id: int, rows: Iterable[str]) -> dict[str, ShownRow]:
    """The rows of these that have been shown, as they stood then."""
    found = scope(by, Act.SEE_DEPARTMENT_COUNTS, ShownRow.objects.filter(zone_id=zone_id, row__in=list(rows)))
    return {one.row: one for one in found}
