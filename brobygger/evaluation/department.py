"""A department's own counts: by quarter and by where it stands, with the small ones withheld."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import LEADERS, Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.evaluation.detect_counts import DETECTED
from brobygger.evaluation.detect_spans import Span, quarter
from brobygger.evaluation.withheld import Shown, shown
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
    """A quarter that has ended, and what may be shown of it."""

    span: Span
    shown: Shown


@dataclass(frozen=True, slots=True)
class OwnCounts:
    """A department's quarters, newest first; `choices` are the departments that the reader may look at."""

    department: Department | None
    quarters: tuple[Quarter, ...]
    choices: Sequence[Department]


def own_counts(by: Actor, *, zone_id: int, key: str, on: date) -> OwnCounts:
    """The counts of the actor's own department; a leader may look at each. NotFound for any other.

    Only quarters that have ended, by the day of registration, so that what is shown does not grow from day to day and
    tell who was registered yesterday.
    """
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
    return OwnCounts(chosen, _quarters(zone_id, chosen.pk, on) if chosen else (), choices)


def _quarters(zone_id: int, department_id: int, on: date) -> tuple[Quarter, ...]:
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
        return ()
    places = range(now - 1, min(start.year * 4 + quarter(start) - 1 for start in counts) - 1, -1)
    none = dict.fromkeys(Stands.values, 0)
    return tuple(Quarter(Span(_first_day(p), 3), shown(counts.get(_first_day(p), none))) for p in places)


def _first_day(place: int) -> date:
    return date(place // 4, place % 4 * 3 + 1, 1)
