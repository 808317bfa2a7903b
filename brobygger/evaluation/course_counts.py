"""Reading what is counted of courses, of what they gave, and of the assessments: rows without identity."""

# ruff: noqa: S608 - SQL is put together from names of this package alone; every value is a parameter.
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from brobygger.evaluation.figures import Question
from brobygger.evaluation.kept import Register

PLACES = Register(
    name="evaluation_keep_places",
    register="courses_placecount",
    day="waited_on",
    reads=("confirmed_on", "state", "state_on", "came", "of", "dropped", "gave"),
)
ENDED = ("completed", "dropped_out")
_HERE = "zone_id = %(zone)s AND programme_id = %(programme)s"
_IN = "{0} BETWEEN coalesce(%(first)s, '-infinity'::date) AND coalesce(%(last)s, 'infinity'::date)"
WAITS = f"""
SELECT CASE WHEN confirmed_on IS NOT NULL THEN 'held' WHEN state IN ('waiting', 'offered') THEN 'waiting'
    ELSE 'ended' END, greatest(coalesce(confirmed_on, %(on)s) - waited_on, 0), count(*)
FROM {{places}} c WHERE {_HERE} AND {_IN.format("waited_on")} GROUP BY 1, 2"""
ENDINGS = f"""
SELECT state, dropped, gave, count(*), coalesce(sum(came), 0), coalesce(sum("of"), 0)
FROM {{places}} c WHERE {_HERE} AND state IN {ENDED} AND {_IN.format("state_on")} GROUP BY 1, 2, 3"""
MEASURED = f"""
SELECT m.of_id, m.moment, k.url, m.chosen FROM {{places}} c
JOIN participants_measurecount m ON m.of_id = c.id AND m.zone_id = c.zone_id AND m.answered_on <= %(on)s
JOIN packs_pack k ON k.id = m.pack_id
WHERE c.{_HERE.replace(" AND ", " AND c.")} AND c.state IN {ENDED} AND {_IN.format("c.state_on")}"""
FOLLOWED = f"""
SELECT f.state, f.goes, count(*) FROM participants_followupcount f
JOIN courses_placecount c ON c.id = f.of_id AND c.zone_id = f.zone_id
WHERE c.{_HERE.replace(" AND ", " AND c.")} AND f.state <> 'tried' AND f.state_on <= %(on)s
    AND {_IN.format("f.state_on")}
GROUP BY 1, 2"""
ASSESSED = f"""
SELECT first, done_on <= due_on, count(*) FROM risk_assessmentcount
WHERE {_HERE} AND done_on <= %(on)s AND {_IN.format("done_on")} GROUP BY 1, 2"""


@dataclass(frozen=True, slots=True)
class CourseCounts:
    """What the municipal programme's figures after the way in are made of."""

    waits: Mapping[str, Counter[int]]  # held, waiting, ended: by days
    ended: Counter[tuple[str, str, str]]  # state, why someone left, what it gave
    came: int  # sessions
    of: int
    measured: Mapping[tuple[str, int], Mapping[str, Mapping[str, Any]]]  # by form and place: what was chosen, by moment
    followed: Counter[tuple[str, str]]
    assessed: Counter[tuple[bool, bool]]  # the first or a later one, and whether in time


def read(asked: Question, on: date) -> CourseCounts:
    """The counts of the question, as of the day `on`. Who may ask is decided by the caller."""
    told: dict[str, Any] = {
        "zone": asked.zone_id, "programme": asked.programme_id, "on": on, "as_of": asked.as_of,
        "first": asked.period.first, "last": asked.period.last,
    }  # fmt: skip
    waits: dict[str, Counter[int]] = {name: Counter() for name in ("held", "waiting", "ended")}
    ended: Counter[tuple[str, str, str]] = Counter()
    measured: dict[tuple[str, int], dict[str, Mapping[str, Any]]] = {}
    came = of = 0
    with connection.cursor() as cursor:

        def rows(statement: str) -> list[Any]:
            cursor.execute(statement.format(places=PLACES.source(asked.as_of)), told)
            return list(cursor.fetchall())

        for course, days, n in rows(WAITS):
            waits[course][days] += n
        for state, dropped, gave, n, came_here, of_here in rows(ENDINGS):
            ended[state, dropped, gave] += n
            came, of = came + int(came_here), of + int(of_here)
        for place, moment, url, chosen in rows(MEASURED):
            measured.setdefault((url, place), {})[moment] = json.loads(chosen)
        followed = Counter({(state, goes): n for state, goes, n in rows(FOLLOWED)})
        assessed = Counter({(first, in_time): n for first, in_time, n in rows(ASSESSED)})
    return CourseCounts(waits, ended, came, of, measured, followed, assessed)
