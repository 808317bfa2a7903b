"""The whole file lies in a temporary table before anything goes in, in parts that hold whole reports.

A temporary table is the session's own, is written to no log, and is gone with it: a run that is killed leaves nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC
from itertools import islice
from typing import Any

from django.db import connection

from brobygger.intake.incident_rows import Accused, Ready, Rejection
from brobygger.intake.reading import Row

BYTES_IN_A_PART = 4_000_000  # about 25,000 rows of text
WORKBOOK_PACKS = 5  # a workbook's rows take this many times its size as text
MOST_PARTS = 400
REJECTED = -1
ROWS_AT_A_TIME = 20_000

COLUMNS = """
    part smallint, "row" integer, fate text, "column" text, reason text, other integer,
    report bytea, ref text, ward_ref text, same bigint, role text, offence_code text, occurred_at timestamptz,
    occurred_on date, reported_at timestamptz, district text, place text, report_number text, given_name text,
    family_name text, birth_date date, gender text, email text, address text, postal_code text, protected boolean,
    language text, cpr_mark bytea, birth_mark bytea, phone_marks bytea[], phones text[], phones_told text[],
    age smallint, verdict text, passed boolean, criteria_id bigint, incident_type text, ring_from timestamptz,
    window_until date
"""


def parts_for(size: int, *, workbook: bool) -> int:
    """How many parts a file of that many bytes is taken in, so that memory and transactions stay small."""
    return max(1, min(MOST_PARTS, size * (WORKBOOK_PACKS if workbook else 1) // BYTES_IN_A_PART + 1))


@contextmanager
def staged(parts: int) -> Iterator[None]:
    """The empty staging table is there, and gone afterwards."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.incoming")
        cursor.execute(f"CREATE TEMP TABLE incoming ({COLUMNS}) PARTITION BY LIST (part)")
        for part in range(REJECTED, parts):
            cursor.execute(f"CREATE TEMP TABLE {part_name(part)} PARTITION OF incoming FOR VALUES IN ({part})")
    try:
        yield
    finally:
        if connection.connection is not None and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("DROP TABLE IF EXISTS pg_temp.incoming")


def part_name(part: int) -> str:
    """The table of one part."""
    return "incoming_rejected" if part == REJECTED else f"incoming_{part}"


def fill(
    rows: Iterable[Row],
    check: Callable[[Row], Ready | Accused | Rejection],
    parts: int,
    progress: Callable[[int], None],
) -> int:
    """Every row lies in the staging table, checked; returns how many rows the file has."""
    count, going = 0, iter(rows)
    while True:
        with connection.cursor() as cursor, cursor.copy("COPY incoming FROM STDIN") as copy:
            taken = 0
            while batch := list(islice(going, 500)):
                copy.write("".join([_line(row.number, check(row), parts) for row in batch]))
                taken += len(batch)
                if taken >= ROWS_AT_A_TIME:
                    break
        count += taken
        if taken < ROWS_AT_A_TIME:
            return count
        progress(count)


def newest_report() -> str:
    """The newest report in the whole file, as a moment that sorts; empty where no row goes in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(reported_at) FROM incoming WHERE fate = 'keep'")
        found = cursor.fetchone()[0]
        return found.astimezone(UTC).isoformat() if found else ""


def analyse(part: int) -> None:
    """The planner knows the part's size; autovacuum never looks at temporary tables."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {part_name(part)} (fate, ref, report)")


def _line(number: int, told: Ready | Accused | Rejection, parts: int) -> str:
    if isinstance(told, Ready):
        return _ready(number, told, told.report[0] * 256 + told.report[1], parts)
    if isinstance(told, Accused):
        part = (told.report[0] * 256 + told.report[1]) % parts
        address, phones = _text(told.address), ",".join(told.phones)
        return _EMPTY.format(
            part=part, row=number, fate="skip", column="", reason="", report="\\\\x" + told.report.hex(),
            ref=told.ref, address=address, postal_code=_text(told.postal_code), phones=f"{{{phones}}}",
        )  # fmt: skip
    return _EMPTY.format(
        part=REJECTED, row=number, fate="rejected", column=told.column, reason=told.reason, report="\\N",
        ref="", address="", postal_code="", phones="{}",
    )  # fmt: skip


# Every column of a row that is not kept, in the staging table's order.
_NULL = "\\N"
_EMPTY = (
    "\t".join(
        {
            "part": "{part}", "row": "{row}", "fate": "{fate}", "column": "{column}", "reason": "{reason}",
            "report": "{report}", "ref": "{ref}", "address": "{address}", "postal_code": "{postal_code}",
            "phones": "{phones}",
        }.get(told.split()[0].strip('"'), _NULL)
        for told in COLUMNS.split(",")
    )
    + "\n"
)  # fmt: skip


def _text(words: str) -> str:
    return words.replace("\\", "\\\\").replace("\t", " ")


def _texts(several: tuple[str, ...]) -> str:
    """An array's elements in quotes; in what COPY reads, each backslash stands twice."""
    quoted = (one.replace("\\", "\\\\").replace('"', '\\"') for one in several)
    return _text("{" + ",".join(f'"{one}"' for one in quoted) + "}")


def _bytes(mark: bytes | None) -> str:
    return _NULL if mark is None else "\\\\x" + mark.hex()


def _ready(number: int, told: Ready, bucket: int, parts: int) -> str:
    marks = ",".join(['"\\\\\\\\x' + mark.hex() + '"' for mark in told.phone_marks])
    return "\t".join(
        (
            str(bucket % parts), str(number), "keep", "", "", _NULL,
            _bytes(told.report), told.ref, told.ward_ref, str(told.same), told.role, told.offence_code,
            told.occurred_at, told.occurred_on, told.reported_at, _text(told.district), _text(told.place),
            _text(told.report_number), _text(told.given_name), _text(told.family_name), told.birth_date or _NULL,
            told.gender, _text(told.email), _text(told.address), told.postal_code, "t" if told.protected else "f",
            told.language, _bytes(told.cpr_mark), _bytes(told.birth_mark), f"{{{marks}}}",
            f"{{{','.join(told.phones)}}}", _texts(told.phones_told),
            _NULL if told.age is None else str(told.age), told.verdict, "t" if told.passed else "f",
            _NULL if told.criteria_id is None else str(told.criteria_id), told.incident_type,
            told.ring_from, told.window_until + "\n",
        )
    )  # fmt: skip


def count_rejected() -> int:
    """How many rows will not go in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM incoming_rejected")
        return int(cursor.fetchone()[0])


def rejected() -> Iterator[tuple[int, str, str, int | None]]:
    """Row number, column, reason and the other row of every rejected row, in the file's order."""
    after = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                'SELECT "row", "column", reason, other FROM incoming_rejected WHERE "row" > %s ORDER BY 1 LIMIT 5000',
                [after],
            )
            found: list[Any] = cursor.fetchall()
        yield from found
        if len(found) < 5000:
            return
        after = found[-1][0]
