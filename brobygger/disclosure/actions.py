"""The writing door: what is given out is remembered, once and for ever."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.sealed import fingerprint
from brobygger.disclosure import queries
from brobygger.disclosure.models import FrozenMonth, Release, ShownRow
from brobygger.disclosure.rows import Row, cells_of
from brobygger.disclosure.tables import LEAST
from brobygger.disclosure.turns import one_at_a_time
from brobygger.trail import actions as trail


@dataclass(frozen=True, slots=True)
class Given:
    """What is to be remembered of a release."""

    zone_id: int
    programme_id: int
    first_month: date
    last_month: date
    without: tuple[str, ...]
    months: Mapping[date, queries.Counts]  # those that are given out for the first time
    hidden: tuple[str, ...]
    base: int = 0
    least: int = LEAST
    rounded: Mapping[str, int] = field(default_factory=dict)
    apart: Mapping[str, Any] = field(default_factory=dict)
    crossed: str = ""


@transaction.atomic
def remember(given: Given, *, by: Actor, at: datetime) -> Release:
    """The release and the counts of its months stand for ever. NotFound where it is not hers to give figures out."""
    if given.zone_id not in zones_for(by, Act.RELEASE_FIGURES):
        raise NotFound("not_found")
    where = {"zone_id": given.zone_id, "programme_id": given.programme_id}
    FrozenMonth.objects.bulk_create(
        FrozenMonth(**where, month=month, counts=counts, frozen_at=at) for month, counts in given.months.items()
    )
    made = Release.objects.create(
        **where,
        first_month=given.first_month, last_month=given.last_month, without=list(given.without), base=given.base,
        least=given.least, hidden=list(given.hidden), rounded=dict(given.rounded), apart=dict(given.apart),
        crossed=given.crossed, released_at=at, released_by_id=by.user_id,
    )  # fmt: skip
    trail.write(
        "disclosure.figures_released",
        by=by,
        at=at,
        zone_id=given.zone_id,
        programme=given.programme_id,
        left_out=len(given.without),
        crossed=given.crossed,
        hidden=len(given.hidden),
        base=given.base,
        **{"from": given.first_month.isoformat(), "to": given.last_month.isoformat()},
    )
    return made


@transaction.atomic
def show_rows(*, zone_id: int, rows: Mapping[str, Mapping[str, int]], by: Actor, at: datetime) -> dict[str, Row]:
    """Each row of counts with what must be hidden of it; whoever sees one first decides how it stands from then on.

    NotFound where such rows are not hers to see.
    """
    if zone_id not in zones_for(by, Act.SEE_DEPARTMENT_COUNTS):
        raise NotFound("not_found")
    known = _known(by, zone_id, rows)
    if len(known) == len(rows):
        return known
    one_at_a_time(zone_id)
    stand = queries.shown(by, zone_id=zone_id, rows=rows)
    new = [
        ShownRow(
            zone_id=zone_id, row=row, counts=dict(counts), shown_at=at, shown_by_id=by.user_id,
            hidden=cells_of(counts, seed=int.from_bytes(fingerprint("a row that is shown", str(zone_id), row))),
        )
        for row, counts in rows.items()
        if row not in stand
    ]  # fmt: skip
    ShownRow.objects.bulk_create(new)
    if new:
        trail.write("disclosure.rows_shown", by=by, at=at, zone_id=zone_id, rows=len(new))
    return _known(by, zone_id, rows)


def _known(by: Actor, zone_id: int, rows: Iterable[str]) -> dict[str, Row]:
    stand = queries.shown(by, zone_id=zone_id, rows=rows)
    return {row: Row.of(one.counts, one.hidden, one.shown_at) for row, one in stand.items()}
