"""The one reading of the municipal register: every count of every figure in one pass, from one moment."""

# ruff: noqa: S608 - SQL is put together from names of this package alone; every value is a parameter.
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from brobygger.evaluation.figures import EVER
from brobygger.evaluation.rules import Period

type Counts = Mapping[tuple[Any, ...], int]

# Not a detection: counted with the later registration of the same person, or with what she sent herself; no signs after
# all, begun and not finished,
# begun by mistake; nor what was not from a person at all.
OUTSIDE = ("asked_again", "came_back", "no_sign", "started", "thrown_away")
NOBODY = "not_a_person"
DETECTED = f"state NOT IN ({', '.join(repr(state) for state in OUTSIDE)}) AND nothing <> '{NOBODY}'"

# What became of the wait for the team's first conversation; empty where the team was not the way.
_COURSE = """CASE
    WHEN first_conversation_on IS NOT NULL THEN 'held'
    WHEN state IN ('sent', 'taken') THEN 'waiting'
    WHEN state = 'conversation_held' THEN 'undated'
    WHEN state IN ('came_to_nothing', 'withdrawn') AND led_there = '' THEN 'ended'
    ELSE '' END"""
_READ = f"""
    SELECT state, way_in, heard, department_id, campaign_id, anonymous, asked, motivated, danger, child_worry,
        suggested, route, override_reason, open_page, seed_planted_on IS NOT NULL AS seed,
        date_trunc('month', seen_on::timestamp)::date AS month, {_COURSE} AS course, ({DETECTED}) AS detected,
        CASE WHEN {DETECTED} THEN '' WHEN state = 'came_to_nothing' THEN nothing ELSE state END AS outside,
        CASE WHEN first_conversation_on IS NOT NULL THEN first_conversation_on - seen_on
            WHEN state IN ('sent', 'taken') THEN greatest(%(on)s - seen_on, 0) END AS days
    FROM screening_detection"""

# What is counted, and by which columns.
SETS: dict[str, tuple[str, ...]] = {
    "month": ("month",),
    "department": ("department_id",),
    "way_in": ("way_in", "anonymous"),
    "heard": ("heard",),
    "steps": ("way_in", "asked", "motivated"),
    "seeds": ("seed", "state"),
    "time": ("course", "days"),
    "doors": ("suggested", "route", "override_reason"),
    "danger": ("danger",),
    "child_worry": ("child_worry",),
    "campaigns": ("campaign_id",),
    "open_pages": ("open_page", "way_in"),
}
# The database groups by a few wide sets in one pass over the rows, which is twice as fast as by each set alone; what
# each set needs is then summed up from some thousand groups.
_WIDE: tuple[tuple[str, ...], ...] = (
    ("way_in", "anonymous", "open_page", "asked", "motivated", "danger", "child_worry"),
    ("outside", "seed", "state", "heard", "department_id"),
    ("month", "campaign_id"),
    ("course", "days"),
    ("suggested", "route", "override_reason"),
)
_COLUMNS = tuple(dict.fromkeys(column for columns in _WIDE for column in columns))


@dataclass(frozen=True, slots=True)
class Asked:
    """Which detections are asked for: whose, seen when, by which department and way; `on` is the day of asking."""

    zone_id: int
    programme_id: int
    on: date
    period: Period = EVER
    department_id: int | None = None
    way_in: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The counts of each set, and what was registered without being a detection, by state."""

    sets: Mapping[str, Counts]
    outside: Mapping[str, int]


def read(asked: Asked) -> Told:
    """Every count of the question. Who may ask is decided by the caller."""
    where, values = _where(asked)
    sets, names = ", ".join(f"({', '.join(columns)})" for columns in _WIDE), ", ".join(_COLUMNS)
    statement = f"""
        SELECT grouping({names}), count(*) FILTER (WHERE detected), count(*), {names} FROM ({_READ} {where}) register
        GROUP BY GROUPING SETS ({sets})"""
    counts: dict[str, Counter[tuple[Any, ...]]] = {name: Counter() for name in SETS}
    outside: Counter[str] = Counter()
    with connection.cursor() as cursor:
        # The planner takes what is computed for as many groups as rows, and would sort them all on disk.
        cursor.execute("SET LOCAL enable_sort = off; SET LOCAL work_mem = '64MB'")
        cursor.execute(statement, values)
        groups = cursor.fetchall()
        cursor.execute("SET LOCAL enable_sort = on; SET LOCAL work_mem TO DEFAULT")
        for mask, detected, everyone, *cells in groups:
            for name, places in _FOUND_IN[mask] if detected else ():
                counts[name][tuple(cells[place] for place in places)] += detected
            if why := cells[_OUTSIDE]:  # only in the set that has this column
                outside[why] += everyone
    return Told(counts, outside)


def _where(asked: Asked) -> tuple[str, dict[str, Any]]:
    values: dict[str, Any] = {"zone": asked.zone_id, "programme": asked.programme_id, "on": asked.on}
    where = "WHERE zone_id = %(zone)s AND programme_id = %(programme)s"
    for name, value, condition in (
        ("first", asked.period.first, "seen_on >= %(first)s"),
        ("last", asked.period.last, "seen_on <= %(last)s"),
        ("department", asked.department_id, "department_id = %(department)s"),
        ("way_in", asked.way_in, "way_in = %(way_in)s"),
    ):
        if value:
            values[name] = value
            where += f" AND {condition}"
    return where, values


def _mask(columns: tuple[str, ...]) -> int:
    """What PostgreSQL's grouping() says of a set: a bit for each column that is not in it, the first one highest."""
    told = 0
    for column in _COLUMNS:
        told = 2 * told + (column not in columns)
    return told


# For each wide set, which of SETS it answers, and where their columns stand among all.
_FOUND_IN = {
    _mask(wide): tuple(
        (name, tuple(_COLUMNS.index(column) for column in columns))
        for name, columns in SETS.items()
        if set(columns) <= set(wide)
    )
    for wide in _WIDE
}
_OUTSIDE = _COLUMNS.index("outside")


@dataclass(frozen=True, slots=True)
class Named:
    """A department or a campaign: its key, and its name in both languages."""

    id: int
    key: str
    name_da: str
    name_en: str
    gone: bool = False
    opened: int = 0

    def __str__(self) -> str:
        from django.utils.translation import get_language

        return self.name_en if get_language() == "en" and self.name_en else self.name_da


def campaigns(zone_id: int, period: Period) -> list[Named]:
    """The zone's campaigns by their first day, each with how often its link was opened in the period."""
    statement = """
        SELECT c.id, c.key, c.name, c.name, false, coalesce(sum(o.times), 0)::bigint FROM reach_campaign c
        LEFT JOIN reach_opened o ON o.campaign_id = c.id AND o.zone_id = c.zone_id
            AND o.day >= coalesce(%(first)s::date, '-infinity') AND o.day <= coalesce(%(last)s::date, 'infinity')
        WHERE c.zone_id = %(zone)s GROUP BY c.id ORDER BY c.first_day, c.id"""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"zone": zone_id, "first": period.first, "last": period.last})
        return [Named(*row) for row in cursor.fetchall()]
