"""The call list, opening a person, saving an outcome: through the whole application, against a bare page and bare SQL.

Each request goes through every middleware with permissions, the database's walls and the trail; the bare page reads the
same rows as the tables' owner and writes them into a plain table. CPU is that of this process, the database's apart.
"""

import math
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench._people import far_down, fill, someone_who_rings
from bench._plain import urlpatterns as bare_page
from brobygger.access.zones import at_sign_in, signed
from brobygger.config.urls import urlpatterns as house
from brobygger.staff.models import Worker

SMALL, PAGES, DEEDS = 10_000, 150, 40
OF_THE_TRANSACTION = re.compile(r"SAVEPOINT|RELEASE SAVEPOINT|BEGIN|COMMIT")

urlpatterns = [*house, *bare_page]
ENTERED = re.compile(r"SELECT set_config\('app\.zones', '\{([\d,]*)\}\|([^|]*)\|")


class Cost:
    """The time and this process's CPU of a deed done many times."""

    def __init__(self, deeds: list[Callable[[], Any]]) -> None:
        self.times: list[float] = []
        cpu = time.process_time()
        for deed in deeds:
            start = time.perf_counter()
            deed()
            self.times.append(time.perf_counter() - start)
        self.cpu = (time.process_time() - cpu) / len(deeds)
        self.times.sort()

    @property
    def mean(self) -> float:
        return sum(self.times) / len(self.times)

    @property
    def p95(self) -> float:
        return self.times[math.ceil(0.95 * len(self.times)) - 1]

    def __str__(self) -> str:
        return f"{1 / self.mean:6.0f}/s  p95 {self.p95 * 1000:5.1f} ms  CPU {self.cpu * 1000:5.1f} ms"


def run(rows: int) -> Iterator[str]:
    """Measured at ten thousand and at `rows` registrations, everything else the same."""
    worker, zone_id, programme = someone_who_rings()
    small, large = min(SMALL, rows), max(SMALL, rows)
    static = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(
        ROOT_URLCONF="bench.calls", ALLOWED_HOSTS=["testserver"], DEBUG=False, STORAGES=settings.STORAGES | static
    ):
        p95: dict[str, float] = {}
        for size in (small, large):
            started = time.perf_counter()
            fill(size, zone_id, programme.pk, worker.pk)
            yield f"{size:,} registrations ({time.perf_counter() - started:.0f} s to fill)"
            yield from _list(worker, zone_id, size, p95)
        for place in ("first page", "far down"):
            ratio = p95[f"{place} {large}"] / p95[f"{place} {small}"]
            aim = f"(aim: within 1.5 ×){_verdict(ratio, 1.5)}"
            yield f"the call list, {place}: p95 at {large:,} is {ratio:.2f} × that at {small:,} {aim}"
        yield from _deeds(worker, zone_id)


def _verdict(ratio: float, aim: float) -> str:
    return "" if ratio <= aim else "   MISSED"


def _client(worker: Worker) -> Client:
    client = Client()
    with transaction.atomic(), at_sign_in():
        client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _get(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)


def _list(worker: Worker, zone_id: int, size: int, p95: dict[str, float]) -> Iterator[str]:
    client, bare = _client(worker), Client()
    pages = {"first page": reverse("call_list"), "far down": far_down(zone_id, size)}
    plain_page = _cost(lambda: _get(bare, f"/plain/?zone={zone_id}"))
    yield f"a bare page of 50 rows:        {plain_page}"
    for place, address in pages.items():
        with CaptureQueriesContext(connection) as asked:
            _get(client, address)
        count = sum(1 for told in asked if not OF_THE_TRANSACTION.match(told["sql"]))
        page = _cost(lambda address=address: _get(client, address))  # type: ignore[misc]
        p95[f"{place} {size}"] = page.p95
        cpu = page.cpu / plain_page.cpu
        yield f"the call list, {place}:     {page}  {count} queries (aim: at most 11){_verdict(count, 11)}"
        yield f"    CPU is {cpu:.2f} × that of the bare page (aim: within 1.5 ×){_verdict(cpu, 1.5)}"


def _cost(deed: Callable[[], Any], times: int = PAGES) -> Cost:
    for _ in range(5):
        deed()
    return Cost([deed] * times)


# -- opening and saving, against the same statements by psycopg -------------------------------------------------------
def _deeds(worker: Worker, zone_id: int) -> Iterator[str]:
    client, bare = _client(worker), _psycopg()
    with _owner() as cursor:
        cursor.execute(
            "SELECT id FROM cases_case WHERE state = 'to_call' AND attempts = 0 AND zone_id = %s"
            " ORDER BY window_until, id LIMIT %s",
            [zone_id, DEEDS + 3],
        )
        ids = [row[0] for row in cursor.fetchall()]

    def open_person(pk: int) -> None:
        assert client.post(reverse("open_call"), {"case": pk}).status_code == 302
        _get(client, reverse("call", args=[pk]))

    def make_ready(pk: int) -> None:
        client.post(reverse("open_call"), {"case": pk})
        client.post(reverse("call_card", args=[pk]))

    def save_outcome(pk: int) -> None:
        answer = client.post(reverse("call_save", args=[pk]), {"result": "no_answer", "note": "intet svar"})
        assert answer.status_code == 302, answer.status_code

    yield _against_sql("opening a person, with the trail", ids, lambda pk: None, open_person, _closed, bare)
    yield _against_sql("saving an outcome", ids, make_ready, save_outcome, _open_again, bare)


def _against_sql(
    name: str,
    ids: list[int],
    make_ready: Callable[[int], None],
    deed: Callable[[int], None],
    put_back: Callable[[int], None],
    bare: psycopg.Connection[Any],
) -> str:
    """The deed about each person, then, from the same beginning, its statements again by psycopg alone."""
    statements, own = [], []
    for pk in ids:
        make_ready(pk)
        with CaptureQueriesContext(connection) as asked:  # not while it is timed: writing statements down costs, too
            deed(pk)
        statements.append([told["sql"] for told in asked if not OF_THE_TRANSACTION.match(told["sql"])])
    for pk in ids:
        put_back(pk)
    for pk in ids:
        make_ready(pk)
        own.append(Cost([partial(deed, pk)]))
    for pk in ids:
        put_back(pk)
    theirs = [Cost([partial(_replay, bare, told)]) for told in statements]
    for pk in ids:
        put_back(pk)
    mine, sql = _mean(own[3:]), _mean(theirs[3:])  # the first three warm up
    cpu = sum(cost.cpu for cost in own[3:]) / len(own[3:])
    return (
        f"{name}: {mine * 1000:.1f} ms, CPU {cpu * 1000:.1f} ms; its {len(statements[-1])} statements by psycopg"
        f" {sql * 1000:.1f} ms: {mine / sql:.1f} × (aim: within 8 ×){_verdict(mine / sql, 8)}"
    )


def _mean(costs: list[Cost]) -> float:
    return sum(cost.mean for cost in costs) / len(costs)


def _psycopg() -> psycopg.Connection[Any]:
    told = connection.get_connection_params()
    wanted = {name: told[name] for name in ("dbname", "user", "password", "host", "port") if told.get(name)}
    return psycopg.connect(**wanted)


def _replay(bare: psycopg.Connection[Any], statements: list[str]) -> None:
    """The same statements in the same order in one transaction, every row fetched and nothing made of it."""
    with bare.transaction(), bare.cursor() as cursor:
        here = ""
        for statement in statements:
            if entered := ENTERED.match(statement):  # signed for the connection that it was said on
                zones, who = entered.groups()
                told = signed(map(int, filter(None, zones.split(","))), who, here)
                cursor.execute("SELECT set_config('app.zones', %s, true)", [told])
            else:
                cursor.execute(statement.encode())
            if "pg_backend_pid()" in statement:
                here = (cursor.fetchone() or ("", ""))[1]
            if cursor.description:
                cursor.fetchall()


@contextmanager
def _owner() -> Iterator[Any]:
    with connections["owner"].cursor() as cursor:
        yield cursor


def _closed(pk: int) -> None:
    with _owner() as cursor:
        cursor.execute("DELETE FROM outreach_call WHERE case_id = %s AND state <> 'saved'", [pk])
        cursor.execute("UPDATE cases_case SET held_by_id = NULL, held_at = NULL WHERE id = %s", [pk])


def _open_again(pk: int) -> None:
    with _owner() as cursor:
        cursor.execute(
            "UPDATE outreach_call SET state = 'open', saved_at = NULL, result = '' WHERE case_id = %s"
            " AND id = (SELECT max(id) FROM outreach_call WHERE case_id = %s)",
            [pk, pk],
        )
        cursor.execute("UPDATE cases_case SET state = 'to_call', attempts = 0 WHERE id = %s", [pk])
