"""Importing incidents with all that it does, against bulk_create and COPY of the same rows into the same tables.

Ours reads a file, checks each field, recognises persons, asks the criteria, opens cases, writes register and trail, as
the web role behind the zone walls. The peers only write: the rows that ours made, as the tables' owner, no walls asked.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.db import connections, models, transaction

from brobygger.config.database import empty, prepare
from brobygger.intake.shapes import shape
from brobygger.programmes.models import Programme

SMALL = 100_000
BATCH = 5_000
TABLES = (
    *("people.Person", "people.PersonMark", "people.PhoneNumber", "people.ContactPlan"),
    *("cases.Case", "cases.Registration", "intake.Incident"),
)
OURS = """
import json, resource, sys, time
from pathlib import Path
from brobygger.config.commands.ready import ready
ready()
from django.utils import timezone
from brobygger.access.actor import machine
from brobygger.intake import actions
zone = int(sys.argv[3])
idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began, busy = time.perf_counter(), time.process_time()
read = 0.0
def told(phase, done, total):
    global read
    if phase == "keeping" and not read:
        read = time.perf_counter() - began
summary = actions.import_incidents(file=Path(sys.argv[1]), programme_id=int(sys.argv[2]), zone_id=zone,
    by=machine(zone), at=timezone.now(), progress=told)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": time.perf_counter() - began, "cpu": time.process_time() - busy, "peak": peak // 1024,
    "idle": idle // 1024, **summary.counts()}))
"""


def run(rows: int) -> Iterator[str]:
    """A hundred thousand rows, then all."""
    for count in sorted({min(rows, SMALL), rows}):
        yield from _measure(count)


def _measure(count: int) -> Iterator[str]:
    empty()
    prepare()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "incidents.csv"
        write_file(file, count)
        yield f"{count:,} incident rows, {file.stat().st_size / 1e6:.0f} MB"
        ours = _ours(file)
        speed = count / ours["seconds"]
        made = {label: apps.get_model(label)._base_manager.using("owner").count() for label in TABLES}
        yield (
            f"ours: {speed:,.0f} rows/s ({ours['seconds']:.1f} s; {1e3 * ours['cpu'] / count:.3f} ms of our CPU a row),"
            f" peak memory {ours['peak']} MB ({ours['idle']} MB before it began)"
        )
        yield "which made " + ", ".join(f"{made[label]:,} {label.split('.')[1]}" for label in TABLES)
        again = _ours(file)
        yield f"the same file again: {count / again['seconds']:,.0f} rows/s, {again['registrations']} new registrations"
        _set_aside()
        copied = _by_copy(Path(folder))
        yield f"COPY of the same rows: {count / copied:,.0f} rows/s; ours is {copied / ours['seconds']:.2f} of it"
        created = _by_bulk_create()
        speed = count / created
        yield f"bulk_create of the same rows: {speed:,.0f} rows/s; ours is {created / ours['seconds']:.2f} x it"
    with connections["owner"].cursor() as cursor:
        for label in TABLES:
            cursor.execute(f"DROP TABLE aside_{_table(label)}")
    empty()
    prepare()


def _ours(file: Path) -> dict[str, float]:
    programme = Programme.objects.get(key="opsoegende-indsats")
    words = [sys.executable, "-c", OURS, str(file), str(programme.pk), str(programme.zones.get().pk)]
    done = subprocess.run(words, check=True, capture_output=True, text=True, env=dict(os.environ))
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _table(label: str) -> str:
    return str(apps.get_model(label)._meta.db_table)


def _columns(label: str) -> list[str]:
    fields = apps.get_model(label)._meta.concrete_fields
    return [field.column for field in fields if not isinstance(field, models.GeneratedField)]


def _set_aside() -> None:
    """The rows that ours made lie beside their tables, which are empty again."""
    with connections["owner"].cursor() as cursor:
        for label in TABLES:
            cursor.execute(f"CREATE UNLOGGED TABLE aside_{_table(label)} AS SELECT * FROM {_table(label)}")
    _clear()


def _clear() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(map(_table, TABLES))} CASCADE")
        cursor.execute("CHECKPOINT")


def _by_copy(folder: Path) -> float:
    spent = 0.0
    with connections["owner"].cursor() as cursor:
        for label in TABLES:
            columns = ", ".join(f'"{column}"' for column in _columns(label))
            file = folder / "table"
            with (
                file.open("wb") as out,
                cursor.copy(f"COPY (SELECT {columns} FROM aside_{_table(label)}) TO STDOUT") as copy,
            ):
                for block in copy:
                    out.write(block)
            began = time.perf_counter()
            with file.open("rb") as rows, cursor.copy(f"COPY {_table(label)} ({columns}) FROM STDIN") as copy:
                while block := rows.read(1 << 16):
                    copy.write(block)
            spent += time.perf_counter() - began
            file.unlink()
    _clear()
    return spent


def _by_bulk_create() -> float:
    """Only the calls are timed; building the objects is not."""
    spent = 0.0
    for label in TABLES:
        model = apps.get_model(label)
        names = [f.attname for f in model._meta.concrete_fields if not isinstance(f, models.GeneratedField)]
        after, key = 0, model._meta.pk.column
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"CREATE INDEX ON aside_{_table(label)} ({key})")
            cursor.execute(f"ANALYZE aside_{_table(label)}")
        while True:
            raw = f"SELECT * FROM aside_{_table(label)} WHERE {key} > %s ORDER BY {key} LIMIT {BATCH}"
            found = list(model._base_manager.using("owner").raw(raw, [after]))
            if not found:
                break
            after = found[-1].pk
            rows = [model(**{name: getattr(row, name) for name in names}) for row in found]
            began = time.perf_counter()
            with transaction.atomic(using="owner"):
                model._base_manager.using("owner").bulk_create(rows)
            spent += time.perf_counter() - began
    _clear()
    return spent


GIVEN = [
    "Anna",
    "Bo",
    "Åse",
    "Mette",
    "Ida",
    "Freja",
    "Noah",
    "Oscar",
    "Malthe",
    "Aksel",
    "Clara",
    "Emma",
    "Ali",
    "Fatima",
    "Jens",
    "Karen",
    "Sofie",
    "Emil",
    "Liv",
    "Storm",
]
CODES = ("76111", "76112", "74111", "77111", "75111", "79111", "91111", "81111", "81112", "55555")


def write_file(path: Path, count: int) -> None:
    """Incidents of the last four weeks: one to three people in each, one in ten accused, one in twelve seen before."""
    draw = random.Random(2026)
    now = datetime.now(UTC).replace(tzinfo=None)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(";".join(column.title for column in shape("incident_export").columns) + "\r\n")
        report, left, number = "", 0, 0
        for n in range(count):
            if not left:
                left, number = draw.choice((1, 2, 2, 3)), 0
                report = f"0700-{75000 + n}-26"
                reported = now - timedelta(minutes=draw.randrange(2_000, 60 * 24 * 27))
                told = [f"{report}", draw.choice(CODES), _hour(reported - timedelta(hours=3)), _hour(reported)]
            left, number = left - 1, number + 1
            file.write(
                ";".join([*told, "Opdigtet Politi", "Prøvevej ud for nr. 7", str(number), *_person(draw, n)]) + "\r\n"
            )


def _hour(at: datetime) -> str:
    return at.strftime("%d-%m-%Y %H:%M")


def _person(draw: random.Random, n: int) -> list[str]:
    role = draw.choices(("victim", "witness", "relative", "other"), (6, 2, 1, 1))[0]
    who = draw.randrange(max(n, 1)) if draw.random() < 0.08 else n  # someone may come again
    one = random.Random(who)
    born = date(1940, 1, 2) + timedelta(days=one.randrange(21_900))
    born = born.replace(day=max(born.day, 2))
    cpr = f"{born:%d%m%y}{one.randrange(1000, 4000):04d}" if one.random() < 0.6 else ""
    phone = f"9500{one.randrange(10_000):04d}" if one.random() < 0.83 else ""
    return [
        role,
        one.choice(GIVEN),
        f"Prøve{one.randrange(40_000)}",
        cpr,
        "" if cpr else f"{born:%d-%m-%Y}",
        one.choice(("female", "male", "")),
        f"{phone[:2]} {phone[2:4]} {phone[4:6]} {phone[6:]}" if phone else "",
        "",
        f"Prøvevej {one.randrange(400)}",
        "0999",
        "ja" if one.random() < 0.02 else "nej",
        "",
        "",
    ]
