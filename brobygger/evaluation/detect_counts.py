"""How the municipal register is counted: each set of counts that the figures of the way in are made of."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from brobygger.evaluation.figures import Question
from brobygger.evaluation.kept import Cube, summed
from brobygger.evaluation.rules import Period

type Counts = Mapping[tuple[Any, ...], int]

# Not a detection: counted with the later registration of the same person, or with what she sent herself; no signs after
# all, begun and not finished, begun by mistake; nor what was not from a person at all.
OUTSIDE = ("asked_again", "came_back", "no_sign", "started", "thrown_away")
NOBODY = "not_a_person"
DETECTED = f"state NOT IN ({', '.join(repr(state) for state in OUTSIDE)}) AND nothing <> '{NOBODY}'"

# What became of the wait for the team's first conversation; empty where the team was not the way. Beside it how many
# days it took, or the day from which it lasts.
_COURSE = """CASE
    WHEN first_conversation_on IS NOT NULL THEN 'held|' || (first_conversation_on - seen_on)
    WHEN state IN ('sent', 'taken') THEN 'waiting|' || seen_on
    WHEN state = 'conversation_held' THEN 'undated|'
    WHEN state IN ('came_to_nothing', 'withdrawn') AND led_there = '' THEN 'ended|'
    ELSE '|' END"""


def _detected(*columns: str) -> str:
    cells = " || '|' || ".join(f"({column})::text" for column in columns)
    return f"CASE WHEN {DETECTED} THEN {cells} END"


DETECTION = Cube(
    name="evaluation_keep_detections",
    kept="evaluation_detectiontally",
    register="screening_detection",
    day="seen_on",
    narrow=("department_id", "way_in"),
    perhaps_none=("department_id",),
    splits={
        "all": _detected("''"),
        "anonymous": _detected("anonymous"),
        "open_page": _detected("open_page"),
        "heard": _detected("heard"),
        "steps": _detected("asked", "motivated"),
        "seeds": _detected("(seed_planted_on IS NOT NULL)", "state"),
        "time": _detected(_COURSE),
        "doors": _detected("suggested", "route", "override_reason"),
        "danger": _detected("danger"),
        "child_worry": _detected("child_worry"),
        "campaigns": _detected("coalesce(campaign_id::text, '')"),
        "outside": f"CASE WHEN {DETECTED} THEN NULL WHEN state = 'came_to_nothing' THEN nothing ELSE state END",
    },
    counts={"n": ""},
    reads=(
        "department_id", "way_in", "state", "heard", "campaign_id", "anonymous", "asked", "motivated", "danger",
        "child_worry", "suggested", "route", "override_reason", "open_page", "led_there", "nothing",
        "seed_planted_on", "first_conversation_on",
    ),
    known_on="registered_on",
    at={
        "state": "CASE WHEN state = 'conversation_held' AND first_conversation_on > %(as_of)s THEN 'taken' ELSE state"
        " END",
        **{
            name: f"CASE WHEN {name} <= %(as_of)s THEN {name} END"
            for name in ("seed_planted_on", "first_conversation_on")
        },
    },
)  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class Told:
    """The counts of each set, and what was registered without being a detection, by state."""

    sets: Mapping[str, Counts]
    outside: Mapping[str, int]


def read(asked: Question, on: date) -> Told:
    """Every count of the question; who waits is told by the days until `on`. Who may ask is decided by the caller."""
    where = "(%(department)s::bigint IS NULL OR department_id = %(department)s)"
    where += " AND (%(way_in)s = '' OR way_in = %(way_in)s)"
    only = "CASE WHEN split = 'all' THEN {} END"
    rows = summed(
        DETECTION, ("split", "grp", "way_in", only.format("month"), only.format("department_id")),
        zone_id=asked.zone_id, programme_id=asked.programme_id, period=asked.period, as_of=asked.as_of, where=where,
        values={"department": asked.department_id, "way_in": asked.way_in},
    )  # fmt: skip
    counts: dict[str, Counter[tuple[Any, ...]]] = {name: Counter() for name in SETS}
    outside: Counter[str] = Counter()
    for split, group, way_in, month, department, n in rows:
        told = group.split("|")
        match split:
            case "all":
                counts["month"][month,] += n
                counts["department"][department,] += n
            case "anonymous":
                counts["way_in"][way_in, group == "true"] += n
            case "open_page":
                counts["open_pages"][group == "true", way_in] += n
            case "steps":
                counts["steps"][way_in, *told] += n
            case "seeds":
                counts["seeds"][told[0] == "true", told[1]] += n
            case "time":
                counts["time"][told[0], _days(told[0], told[1], on)] += n
            case "campaigns":
                counts["campaigns"][int(group) if group else None,] += n
            case "outside":
                outside[group] += n
            case _:
                counts[split][tuple(told)] += n
    return Told(counts, outside)


def _days(course: str, told: str, on: date) -> int | None:
    if course == "held":
        return int(told)
    return max((on - date.fromisoformat(told)).days, 0) if course == "waiting" else None


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
