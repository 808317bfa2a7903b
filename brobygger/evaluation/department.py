"""A department's own counts: by quarter and by where people stood, with the small ones hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import LEADERS, Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.disclosure import actions as disclosure
from brobygger.disclosure.rows import Row
from brobygger.evaluation.detect_counts import DETECTED
from brobygger.evaluation.detect_spans import Span, quarter
from brobygger.municipality import queries as municipality

if TYPE_CHECKING:
    from brobygger.municipality.models import Department

# So many quarters back: two years.
MOST = 8


class Stands(TextChoices):
    """Where people stand, as much of it as a department needs to know."""

    WITH_THE_TEAM = "with_the_team", _("With the programme’s team")
    ELSEWHERE = "elsewhere", _("Led to another door")
    SEED = "seed", _("A seed is planted")
    ENDED = "ended", _("Came to an end")


_STANDS = f"""CASE
    WHEN state IN ('sent', 'taken', 'conversation_held') THEN '{Stands.WITH_THE_TEAM.value}'
    WHEN state IN ('pointed_on', 'came_there', 'did_not_come_there', 'not_known_there') THEN '{Stands.ELSEWHERE.value}'
    WHEN state IN ('seed_planted', 'let_lie') THEN '{Stands.SEED.value}'
    ELSE '{Stands.ENDED.value}' END"""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter that has ended, and what may be shown of it, as it stood when it was first looked at."""

    span: Span
    shown: Row


@dataclass(frozen=True, slots=True)
class OwnCounts:
    """A department's quarters, newest first; `choices` are the departments that the reader may look at."""

    department: Department | None
    quarters: tuple[Quarter, ...]
    choices: Sequence[Department]


def own_counts(*, zone_id: int, key: str, by: Actor, at: datetime) -> OwnCounts:
    """The counts of the actor's own department; a leader may look at each. NotFound for any other.

    Only quarters that have ended, by the day of registration, so that what is shown does not grow from day to day and
    tell who was registered yesterday; and as they stood when somebody first looked, so that no later change tells
    whose way went on.
    """
    on = day_of(at)
    if zone_id not in zones_for(by, Act.SEE_DEPARTMENT_COUNTS):
        raise NotFound("not_found")
    own = municipality.department_of(by.worker_id, zone_id=zone_id, on=on)
    if any(zone_id in by.zones(role) for role in LEADERS):
        choices = municipality.departments(by, zone_id=zone_id, on=on)
    else:
        choices = [own] if own else []
    chosen = next((one for one in choices if one.key == key), None) if key else own or next(iter(choices), None)
    if key and chosen is None:
        raise NotFound("not_found")
    return OwnCounts(chosen, _shown(by, zone_id, chosen.pk, at) if chosen else (), choices)


def _shown(by: Actor, zone_id: int, department_id: int, at: datetime) -> tuple[Quarter, ...]:
    counts = _quarters(zone_id, department_id, day_of(at))
    names = {first: f"department:{department_id}:{first.isoformat()}" for first in counts}
    rows = {name: counts[first] for first, name in names.items()}
    told = disclosure.show_rows(zone_id=zone_id, rows=rows, by=by, at=at) if rows else {}
    return tuple(Quarter(Span(first, 3), told[name]) for first, name in names.items())


def _quarters(zone_id: int, department_id: int, on: date) -> dict[date, dict[str, int]]:
    """The counts of each quarter since the first, the newest first."""
    now = on.year * 4 + quarter(on) - 1
    end, first = _first_day(now), _first_day(now - MOST)
    statement = f"""
        SELECT date_trunc('quarter', registered_on::timestamp)::date, {_STANDS}, count(*) FROM screening_detection
        WHERE zone_id = %s AND department_id = %s AND registered_on >= %s AND registered_on < %s AND {DETECTED}
        GROUP BY 1, 2"""  # noqa: S608 - SQL is put together from names of this package alone
    counts: dict[date, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(statement, [zone_id, department_id, first, end])
        for start, stands, count in cursor.fetchall():
            counts.setdefault(start, dict.fromkeys(Stands.values, 0))[stands] = count
    if not counts:
        return {}
    places = range(now - 1, min(start.year * 4 + quarter(start) - 1 for start in counts) - 1, -1)
    none = dict.fromkeys(Stands.values, 0)
    return {_first_day(p): counts.get(_first_day(p), none) for p in places}


def _first_day(place: int) -> date:
    return date(place // 4, place % 4 * 3 + 1, 1)
