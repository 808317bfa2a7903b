"""All figures of the way in over a million detections, against the same group-bys in DuckDB on the same rows."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from django.db import connections, transaction
from django.utils import timezone

from brobygger.access.actor import Actor, machine
from brobygger.access.zones import among, in_zones
from brobygger.evaluation.actions import fold
from brobygger.evaluation.detect_counts import SETS, read
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.queries import figures, wrong_counts
from brobygger.evaluation.rules import Period

BATCH, TURNS = 50_000, 5
SECONDS = 1.0  # all figures of a million in no more; a real municipality has some hundreds
TIMES = 2.0  # nor more than so many times DuckDB, which keeps its columns in memory, by themselves, and knows no walls
ON = date(2026, 11, 18)
DEPARTMENTS = ("Jobcenter", "Familiecenter", "Myndighed", "Åben Rådgivning", "Dansk og Integration")
# Five years of detections in random order; each row drawn by its own number, and as skewed as the seed tells.
FILL = """
INSERT INTO screening_detection (zone_id, programme_id, seen_on, registered_on, way_in, heard, department_id, anonymous,
    open_page, signs, asked, danger, child_worry, motivated, suggested, route, override_reason, led_there, state,
    state_on, first_conversation_on, nothing, gender, age_group, seed_planted_on)
SELECT %(zone)s, %(programme)s, seen, seen + (r1 * 3)::int, way, heard,
    CASE WHEN way = 'department' THEN (%(departments)s)[1 + floor(5 * sqrt(r2))::int] END,
    r3 < .2, way <> 'department' AND r3 < .7, '{}',
    CASE WHEN way = 'department'
        THEN (ARRAY['confirmed','confirmed','not_confirmed','not_asked'])[1 + floor(4 * r4)::int] ELSE '' END,
    (ARRAY['no','no','unknown','yes',''])[1 + floor(5 * r5)::int],
    (ARRAY['no','yes','unknown',''])[1 + floor(4 * r6)::int],
    CASE WHEN way = 'department' THEN (ARRAY['yes','yes','not_ready'])[1 + floor(3 * r4)::int] ELSE '' END,
    CASE WHEN r7 < .7 THEN door ELSE '' END, CASE WHEN r7 < .6 THEN door WHEN r7 < .8 THEN 'shelter' ELSE '' END,
    CASE WHEN r7 BETWEEN .6 AND .7 AND door <> 'shelter'
        THEN (ARRAY['her_wish','too_far','other'])[1 + floor(3 * r1)::int] ELSE '' END,
    CASE WHEN state LIKE '%%there' OR state = 'pointed_on' THEN 'wrote_down' ELSE '' END, state, seen + (r8 * 40)::int,
    CASE WHEN state = 'conversation_held' THEN seen + (60 * r9 * r9)::int END,
    CASE WHEN state = 'came_to_nothing'
        THEN (ARRAY['not_reached','changed_mind','not_a_person'])[1 + floor(3 * r9)::int] ELSE '' END,
    '', '', CASE WHEN state IN ('seed_planted','asked_again','let_lie') OR r9 < .03 THEN seen END
FROM (SELECT *, date '2021-11-01' + (1800 * r0)::int AS seen,
        (ARRAY['department','department','department','herself','campaign','other_actor','social_media'])
            [1 + floor(7 * r10)::int] AS way,
        (ARRAY['own_department','own_department','own_department','trained_employee','social_media','web','other_actor',
            'friend_or_family','not_told'])[1 + floor(9 * r11)::int] AS heard,
        (ARRAY['risk_assessment_and_course','risk_assessment_and_course','risk_assessment_and_course','shelter',
            'security_consultants','stalking_centre','other_municipal_offer','volunteer_offer','none_for_now'])
            [1 + floor(9 * r12)::int] AS door,
        (ARRAY['conversation_held','conversation_held','conversation_held','conversation_held','sent','taken','pointed_on',
            'came_there','seed_planted','let_lie','asked_again','came_to_nothing','withdrawn','no_sign','started'])
            [1 + floor(15 * r13)::int] AS state
    FROM (SELECT n, random() r0, random() r1, random() r2, random() r3, random() r4, random() r5, random() r6,
        random() r7, random() r8, random() r9, random() r10, random() r11, random() r12, random() r13
        FROM generate_series(%(first)s, %(last)s) n) drawn) row_of"""
COPY_OUT = "COPY (SELECT * FROM screening_detection) TO STDOUT (FORMAT csv, HEADER)"
LISTS = ["state", "way_in", "heard", "asked", "motivated", "danger", "child_worry", "suggested", "route"]
LISTS += ["override_reason", "nothing", "led_there"]
# The same words as in evaluation/detect_counts.py, as DuckDB says them.
DETECTED = (
    "state NOT IN ('asked_again', 'came_back', 'no_sign', 'started', 'thrown_away') AND nothing <> 'not_a_person'"
)
COURSE = """CASE WHEN first_conversation_on IS NOT NULL THEN 'held' WHEN state IN ('sent', 'taken') THEN 'waiting'
    WHEN state = 'conversation_held' THEN 'undated'
    WHEN state IN ('came_to_nothing', 'withdrawn') AND led_there = '' THEN 'ended' ELSE '' END"""
VIEW = f"""CREATE OR REPLACE VIEW seen AS SELECT *, seed_planted_on IS NOT NULL AS seed,
    date_trunc('month', seen_on)::DATE AS month, {COURSE} AS course,
    CASE WHEN first_conversation_on IS NOT NULL THEN first_conversation_on - seen_on
        WHEN state IN ('sent', 'taken') THEN greatest(DATE '{ON}' - seen_on, 0) END AS days
    FROM register WHERE {DETECTED}"""
QUESTIONS: dict[str, dict[str, Any]] = {
    "everything": {},
    "a year": {"period": Period(date(2024, 1, 1), date(2024, 12, 31))},
    "an odd month by one way": {"period": Period(date(2025, 3, 7), date(2025, 4, 9)), "way_in": "herself"},
}


def run(rows: int) -> Iterator[str]:
    """Fill, compare the counts and the days, and say whether the limits are kept."""
    zone, programme = _municipality()
    yield _fill(rows, zone, programme)
    duck = _duck()
    by = machine(zone)
    started = time.perf_counter()
    with in_zones(by):
        fold(zone_id=zone, by=by, at=timezone.now(), surplus=1)
    yield f"folding the kept counts once: {1000 * (time.perf_counter() - started):,.0f} ms"
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE evaluation_detectiontally")
    for name, told in QUESTIONS.items():
        asked = Question(zone, programme, **told)
        spent, read_figures = _timed(partial(_ours, by, asked))
        theirs, found = _timed(partial(_theirs, duck, asked))
        with in_zones(by):
            counted = read(asked, ON).sets
        same = "equal" if counted == found and _median(read_figures) == _their_median(duck, asked) else "NOT EQUAL"
        ratio = spent / theirs
        kept = "kept" if spent <= 1000 * SECONDS and ratio <= TIMES else "NOT KEPT"
        yield (
            f"all figures, {name}: {spent:,.0f} ms, DuckDB {theirs:,.0f} ms, {ratio:.1f} times the time, {same};"
            f" limit {SECONDS:.0f} s and {TIMES:.0f} times: {kept}"
        )
    with in_zones(by):
        yield f"kept counts that differ from a full recount: {wrong_counts(by, zone)}"


def _municipality() -> tuple[int, int]:
    """A zone that runs outpatient help, with five departments."""
    from brobygger.municipality.models import Department
    from brobygger.programmes.models import Programme
    from brobygger.staff.models import Organisation, Zone

    programme = Programme.objects.get(key="ambulant-indsats")
    owner = Organisation.objects.create(name="Målekommunen")
    zone = Zone.objects.create(key="maalekommunen", name="Målekommunen", organisation=owner)
    with transaction.atomic(), among({zone.pk}):
        zone.programmes.add(programme)
        for number, name in enumerate(DEPARTMENTS):
            Department.objects.create(zone=zone, key=f"afdeling-{number}", name_da=name, since=date(2020, 1, 1))
    return zone.pk, programme.pk


def _fill(rows: int, zone: int, programme: int) -> str:
    started = time.perf_counter()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT array_agg(id ORDER BY id) FROM municipality_department WHERE zone_id = %s", [zone])
        (departments,) = cursor.fetchone()
        cursor.execute("SELECT setseed(0.5)")
        for first in range(1, rows + 1, BATCH):
            told = {"zone": zone, "programme": programme, "departments": departments}
            cursor.execute(FILL, {**told, "first": first, "last": min(first + BATCH - 1, rows)})
        cursor.execute("VACUUM (ANALYZE) screening_detection")
    return f"{rows:,} detections in {time.perf_counter() - started:.0f} s"


def _duck() -> duckdb.DuckDBPyConnection:
    """The same rows in a DuckDB table in memory, its closed lists as ENUMs, which it counts fastest."""
    duck = duckdb.connect()
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        with connections["owner"].cursor() as cursor, cursor.copy(COPY_OUT) as copied:
            for block in copied:
                file.write(block)
        file.flush()
        duck.execute(f"CREATE TABLE raw AS SELECT * FROM read_csv('{Path(file.name)}', nullstr='', all_varchar=true)")
    for name in LISTS:
        duck.execute(f"CREATE TYPE {name}_list AS ENUM (SELECT DISTINCT coalesce({name}, '') FROM raw)")
    enums = ", ".join(f"coalesce({name}, '')::{name}_list AS {name}" for name in LISTS)
    days = ", ".join(f"{name}::DATE AS {name}" for name in ("seen_on", "first_conversation_on", "seed_planted_on"))
    rest = "department_id::BIGINT AS department_id, campaign_id::BIGINT AS campaign_id"
    rest += ", anonymous::BOOLEAN AS anonymous, open_page::BOOLEAN AS open_page"
    duck.execute(f"CREATE TABLE register AS SELECT {rest}, {days}, {enums} FROM raw")
    duck.execute("DROP TABLE raw")
    duck.execute(VIEW)
    return duck


def _ours(by: Actor, asked: Question) -> list[Figure]:
    with in_zones(by):
        return figures(by, asked, on=ON)


def _where(asked: Question) -> str:
    where = "WHERE true"
    where += f" AND seen_on >= DATE '{asked.period.first}'" if asked.period.first else ""
    where += f" AND seen_on <= DATE '{asked.period.last}'" if asked.period.last else ""
    return where + (f" AND way_in = '{asked.way_in}'" if asked.way_in else "")


def _theirs(duck: duckdb.DuckDBPyConnection, asked: Question) -> dict[str, dict[tuple[Any, ...], int]]:
    """The group-bys that the same figures need."""
    found = {}
    for name, columns in SETS.items():
        names = ", ".join(f"{one}::VARCHAR" if one in LISTS else one for one in columns)
        rows = duck.execute(f"SELECT {names}, count(*) FROM seen {_where(asked)} GROUP BY ALL").fetchall()
        found[name] = {tuple(row[:-1]): row[-1] for row in rows}
    return found


def _their_median(duck: duckdb.DuckDBPyConnection, asked: Question) -> int | None:
    where = f"{_where(asked)} AND course = 'held'"
    (told,) = duck.execute(f"SELECT quantile_disc(days, 0.5) FROM seen {where}").fetchone() or (None,)
    return None if told is None else int(told)


def _median(figures: list[Figure]) -> int | None:
    told: list[int | None] = next(one for one in figures if one.key == "days_to_conversation").more[
        "days_of_those_talked_with"
    ]
    return told[1]


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """The median of several turns in milliseconds, after one to warm up, and what came out."""
    told, times = work(), []
    for _ in range(TURNS):
        started = time.perf_counter()
        told = work()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times), told
