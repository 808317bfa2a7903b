"""The search for leaks over a whole register: every reason in one go, against one plain scan of the same rows.

The plain scan reads the register beside its cases once, as the tables' owner, without walls, permissions, reasons or
the list of who leaks; a plain count by state in DuckDB's own columns stands beside it. What is found is what was put
there: so many leaks of each kind.
"""

import time
from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import polars
from django.db import connections
from django.utils import timezone

from bench._people import fill, someone_who_rings
from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.alarms.leaks import Account, search
from brobygger.alarms.states import Leak

ROUNDS = 5
LIMIT = 6.0  # times the plain scan; and no more than so many seconds for a million
SECONDS = 10.0
PLAIN = """SELECT r.state, c.state, count(*) FROM cases_registration r LEFT JOIN cases_case c ON c.id = r.case_id
    WHERE r.zone_id = %s GROUP BY r.state, c.state"""
# One in a thousand of what is open leaks, each way in its turn.
SPOIL = (
    "UPDATE cases_case SET window_until = current_date - 9 WHERE id %% 1000 = 1",
    "UPDATE cases_case SET held_at = now() - interval '2 days', held_by_id = %(worker)s WHERE id %% 1000 = 2",
    "UPDATE cases_registration SET state = 'to_call' WHERE case_id %% 1000 = 17",
    "UPDATE cases_registration SET case_id = NULL, person_id = NULL WHERE case_id %% 1000 = 4",
    "UPDATE cases_case SET opened_at = now() - interval '9 days' WHERE id %% 1000 = 16",
    "UPDATE cases_registration SET state = 'accepted', outcome = 'accepted', reached = true WHERE case_id %% 1000 = 7",
)
EXPECTED = (
    *(Leak.OPEN_PAST_WINDOW, Leak.HELD_TOO_LONG, Leak.STATES_DISAGREE, Leak.OPEN_WITHOUT_CASE),
    *(Leak.CASE_WITHOUT_REGISTRATION, Leak.NO_NUMBER_UNSEEN, Leak.ACCEPTED_WITHOUT_REFERRAL),
)


def run(rows: int) -> Iterator[str]:
    """Measured in one zone that holds every row; the best of a few rounds of each."""
    worker, zone_id, programme = someone_who_rings("leaks")
    fill(rows, zone_id, programme.pk, worker.pk)
    with connections["owner"].cursor() as cursor:
        for statement in SPOIL:
            cursor.execute(statement, {"worker": worker.pk})
        cursor.execute("VACUUM (ANALYZE) cases_case, cases_registration")
    by = machine(zone_id)

    def searched() -> Account:
        with in_zones(by):
            return search(by, zone_id=zone_id, at=timezone.now())

    account, spent = _best(searched)
    scan = _best(lambda: _plain(zone_id))[1]
    columns = _best(_in_columns(zone_id))[1]
    each = rows // 1000
    wrong = {code: n for code in EXPECTED if (n := account.leaks.get(code, 0)) != each}
    counted = sum(account.explained.values()) + sum(account.ahead.values())
    leaking = account.total - account.leaks.get(Leak.CASE_WITHOUT_REGISTRATION, 0)
    found = f"{spent:.2f} s for {account.total:,} leaks by {len(account.leaks)} reasons"
    yield f"{account.registrations:,} registrations: {found}"
    yield (
        "    every one is accounted for" if counted + leaking == rows else f"    {counted + leaking:,} counted   MISSED"
    )
    yield "    each reason finds what was put there" if not wrong else f"    WRONG {wrong}   MISSED"
    aim, ratio = f"(aim: within {LIMIT:.0f} ×)", spent / scan
    yield f"    {ratio:.1f} × one plain scan ({scan:.2f} s) {aim}{'' if ratio <= LIMIT else '   MISSED'}"
    yield f"    {spent / columns:.0f} × a plain count in DuckDB's columns ({columns:.3f} s), which knows no reasons"
    limit = max(SECONDS * rows / 1_000_000, 2.0)
    yield f"    {spent:.2f} s (aim: within {limit:.1f} s){'' if spent <= limit else '   MISSED'}"


def _best[T](deed: Callable[[], T]) -> tuple[T, float]:
    times: list[float] = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        told = deed()
        times.append(time.perf_counter() - start)
    return told, min(times)


def _plain(zone_id: int) -> list[Any]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(PLAIN, [zone_id])
        return list(cursor.fetchall())


def _in_columns(zone_id: int) -> Callable[[], Any]:
    """The same columns of the same rows, read once into DuckDB, and counted there."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT zone_id, state, case_id, source FROM cases_registration")
        told = cursor.fetchall()
    names = ["zone_id", "state", "case_id", "source"]
    within = duckdb.connect()
    with TemporaryDirectory() as folder:
        file = f"{folder}/register.parquet"
        polars.DataFrame(told, schema=names, orient="row", infer_schema_length=None).write_parquet(file)
        within.execute("CREATE TABLE register AS SELECT * FROM read_parquet(?)", [file])
    count = "SELECT state, count(*) FROM register WHERE zone_id = ? GROUP BY state"
    return lambda: within.execute(count, [zone_id]).fetchall()
