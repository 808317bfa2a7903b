"""All figures over a register of a million, against the same group-bys in DuckDB on the same rows."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
from django.db import connection, connections
from django.utils import timezone

from brobygger.access.actor import Actor, machine
from brobygger.access.policy import Act
from brobygger.access.zones import in_zones
from brobygger.cross_tables.dimensions import OF_OUTREACH
from brobygger.cross_tables.queries import table
from brobygger.evaluation.actions import fold
from brobygger.evaluation.counting import OUTREACH
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.queries import figures, wrong_counts
from brobygger.evaluation.rules import Period

BATCH, TURNS = 50_000, 15
TYPES = "restraining_order_and_stalking rape_and_sexual_offences indecent_exposure threats robbery violence"
TYPES = f"{TYPES} death_and_homicide accidents burglary_and_theft mixed".replace(" ", ",")
# Five years of registrations in random order, as skewed as the report's; each row drawn by its own number.
FILL = f"""
INSERT INTO cases_registration (zone_id, programme_id, source, source_ref, identified_on, incident_type, role, gender,
    age, has_contact_details, reached, attempts, outcome, decline_reason, survey, referral_token, offence_code, state)
SELECT %(zone)s, %(programme)s, 'registrations', 'b-' || n, date '2018-06-01' + (r1 * 1826)::int,
    CASE WHEN r2 < .02 THEN '' ELSE (string_to_array('{TYPES}', ','))[1 + floor(10 * sqrt(r3))::int] END,
    (ARRAY['victim','victim','victim','victim','witness','relative','guardian',''])[1 + floor(8 * r4)::int],
    (ARRAY['female','male','male','female','male',''])[1 + floor(6 * r5)::int],
    CASE WHEN r6 < .02 THEN NULL ELSE floor(95 * r7)::int END, r8 > .17, r9 < .61, 3,
    CASE WHEN r9 < .15 THEN 'accepted' WHEN r9 < .60 THEN 'declined' WHEN r9 < .61 THEN 'will_call_self'
        ELSE '' END,
    CASE WHEN r9 BETWEEN .15 AND .60 AND r10 > .02 THEN (ARRAY['no_need','no_need','no_need','no_need',
        'needs_specialised_help','has_other_help','does_not_want_to_talk','other'])[1 + floor(8 * r10)::int]
        ELSE '' END,
    '', '', '', CASE WHEN r9 < .15 THEN 'accepted' WHEN r9 < .60 THEN 'declined' WHEN r9 < .61 THEN 'will_call_self'
        ELSE 'not_reached' END
FROM (SELECT n, random() r1, random() r2, random() r3, random() r4, random() r5, random() r6, random() r7, random() r8,
    random() r9, random() r10 FROM generate_series(%(first)s, %(last)s) n) drawn"""
SAVE = "UPDATE cases_registration SET reached = true, outcome = 'accepted', state = 'accepted' WHERE id = %s"
COPY_OUT = (
    "COPY (SELECT zone_id, programme_id, identified_on, incident_type, gender, role, age_group, decline_reason,"
    " has_contact_details, reached, outcome, state FROM cases_registration) TO STDOUT (FORMAT csv, HEADER)"
)
COLUMNS = (
    "count(*) AS identified, count(*) FILTER (has_contact_details = false) AS no_contact_details,"
    " count(*) FILTER (reached) AS reached, count(*) FILTER (outcome = 'accepted') AS accepted,"
    " count(*) FILTER (outcome = 'declined') AS declined, count(*) FILTER (outcome = 'will_call_self') AS self"
)
PERIODS = {
    "everything": Period(),
    "18 whole months": Period(date(2018, 6, 1), date(2019, 11, 30)),
    "an odd period": Period(date(2018, 6, 11), date(2022, 11, 19)),
}


def run(rows: int) -> Iterator[str]:
    """Fill, compare, and say what the kept counts cost those who write."""
    from brobygger.programmes.models import Programme

    programme = Programme.objects.get(key="opsoegende-indsats")
    zone = programme.zones.get().pk
    yield from _fill(rows, zone, programme.pk)
    by = machine(zone)
    started = time.perf_counter()
    with in_zones(by):
        fold(zone_id=zone, by=by, at=timezone.now(), surplus=1)
    yield f"folding the kept counts once: {1000 * (time.perf_counter() - started):,.0f} ms"
    with connections["owner"].cursor() as cursor:
        cursor.execute("VACUUM ANALYZE evaluation_tally")
        cursor.execute("VACUUM ANALYZE cases_registration")
    duck = _duck()
    for name, period in PERIODS.items():
        question = Question(zone, programme.pk, period)
        ours, told = _timed(partial(_ours, by, question))
        theirs, found = _timed(partial(_theirs, duck, period))
        same = "equal" if _same(told, found) else "NOT EQUAL"
        yield f"all figures, {name}: {ours:.1f} ms, DuckDB {theirs:.1f} ms, {theirs / ours:.1f} times faster, {same}"
    with in_zones(by):
        yield _own_table(by, zone, programme.pk, duck)
        yield f"kept counts that differ from a full recount: {wrong_counts(by, zone)}"
    yield _one_row(zone)


def _own_table(by: Actor, zone: int, programme: int, duck: duckdb.DuckDBPyConnection) -> str:
    """A table that somebody asks for is kept nowhere: it is counted in the register each time."""
    asks = partial(table, by, OF_OUTREACH, Question(zone, programme), act=Act.SEE_FIGURES)
    ours, told = _timed(partial(asks, rows="age_group", columns="gender", only={}))
    groups = f"SELECT age_group, gender, count(*) FROM register WHERE {OUTREACH.only} GROUP BY ALL"
    theirs, found = _timed(lambda: duck.execute(groups).fetchall())
    same = "equal" if dict(told.counts) == {(row, column): n for row, column, n in found} else "NOT EQUAL"
    return f"a table of one's own, age by gender: {ours:,.0f} ms, DuckDB {theirs:,.0f} ms, {same}"


def _fill(rows: int, zone: int, programme: int) -> Iterator[str]:
    seconds = {}
    with connections["owner"].cursor() as cursor:
        for kept in (False, True):
            cursor.execute("TRUNCATE cases_registration, evaluation_tally CASCADE")
            cursor.execute("SELECT setseed(0.5)")
            cursor.execute(f"ALTER TABLE cases_registration {'ENABLE' if kept else 'DISABLE'} TRIGGER USER")
            started = time.perf_counter()
            for first in range(1, rows + 1, BATCH):
                last = min(first + BATCH - 1, rows)
                cursor.execute(FILL, {"zone": zone, "programme": programme, "first": first, "last": last})
            seconds[kept] = time.perf_counter() - started
    yield (
        f"{rows:,} rows by INSERT in parts of {BATCH:,}: {rows / seconds[True]:,.0f} rows/s with kept counts,"
        f" {rows / seconds[False]:,.0f} without ({seconds[True] / seconds[False]:.2f} times the time)"
    )


def _duck() -> duckdb.DuckDBPyConnection:
    """The same rows in a DuckDB table in memory, its closed lists as ENUMs, which it counts fastest."""
    duck = duckdb.connect()
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        with connections["owner"].cursor() as cursor, cursor.copy(COPY_OUT) as copied:
            for block in copied:
                file.write(block)
        file.flush()
        duck.execute(f"CREATE TABLE raw AS SELECT * FROM read_csv('{Path(file.name)}', nullstr='', all_varchar=true)")
    lists = ("incident_type", "gender", "role", "age_group", "decline_reason", "outcome", "state")
    for name in lists:
        duck.execute(f"CREATE TYPE {name}_list AS ENUM (SELECT DISTINCT coalesce({name}, '') FROM raw)")
    enums = ", ".join(f"coalesce({name}, '')::{name}_list AS {name}" for name in lists)
    duck.execute(
        "CREATE TABLE register AS SELECT zone_id::BIGINT AS zone_id, programme_id::BIGINT AS programme_id,"
        " identified_on::DATE AS identified_on, has_contact_details::BOOLEAN AS has_contact_details,"
        f" reached::BOOLEAN AS reached, {enums} FROM raw"
    )
    duck.execute("DROP TABLE raw")
    return duck


def _ours(by: Actor, question: Question) -> list[Figure]:
    with in_zones(by):
        return figures(by, question, on=date(2026, 11, 18))


def _theirs(duck: duckdb.DuckDBPyConnection, period: Period) -> dict[str, list[Any]]:
    """The group-bys that the same figures need: five of the register."""
    where = "WHERE zone_id > 0 AND state NOT IN ('not_in_target_group', 'awaiting_type')"
    where += f" AND identified_on >= '{period.first}'" if period.first else ""
    where += f" AND identified_on <= '{period.last}'" if period.last else ""
    found = {
        split: duck.execute(f"SELECT {split}::VARCHAR, {COLUMNS} FROM register {where} GROUP BY 1").fetchall()
        for split in ("incident_type", "gender", "role", "age_group")
    }
    reasons = f"SELECT decline_reason::VARCHAR, count(*) FROM register {where} AND outcome = 'declined' GROUP BY 1"
    return {**found, "decline_reason": duck.execute(reasons).fetchall()}


def _same(told: list[Figure], found: dict[str, list[Any]]) -> bool:
    for figure in told:
        split = figure.key.removeprefix("outcome_by_").removeprefix("profile_by_")
        if split not in found:
            continue
        column = 3 if figure.population == "reached" else 1
        if {r.group: r.n for r in figure.rows} != {r[0]: r[column] for r in found[split] if r[0]}:
            return False
    reasons = next(figure for figure in told if figure.key == "decline_reasons")
    return {r.group: r.n for r in reasons.rows} == {r[0]: r[1] for r in found["decline_reason"] if r[0]}


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """The median of several turns in milliseconds, after one to warm up, and what came out."""
    told, times = work(), []
    for _ in range(TURNS):
        started = time.perf_counter()
        told = work()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times), told


def _one_row(zone: int) -> str:
    """What saving one outcome costs with and without the kept counts."""
    times = {}
    for kept in (True, False):
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"ALTER TABLE cases_registration {'ENABLE' if kept else 'DISABLE'} TRIGGER USER")
        with in_zones(machine(zone)), connection.cursor() as cursor:
            cursor.execute("SELECT id FROM cases_registration WHERE zone_id = %s AND NOT reached LIMIT 300", [zone])
            ids = [row[0] for row in cursor.fetchall()]
            each = []
            for one in ids:
                started = time.perf_counter()
                cursor.execute(SAVE, [one])
                each.append(1000 * (time.perf_counter() - started))
            times[kept] = statistics.median(each)
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE cases_registration ENABLE TRIGGER USER")
    return f"saving one outcome in the register: {times[True]:.2f} ms with kept counts, {times[False]:.2f} ms without"
