"""The call list from the real server with eight clients at once, against a plain page from the same server.

`brobygger serve` runs whole, background work and upkeep included; eight workers are signed in, each with a connection
that is kept. The plain page is served by the same web process in its place. CPU is that of the web processes alone;
what PostgreSQL spent stands beside it. The clients share the machine.
"""

import http.client
import math
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.db import connection, connections, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench._people import far_down, fill, someone_who_rings
from brobygger.access.zones import at_sign_in
from brobygger.config.children import Child
from brobygger.config.commands.serve import answers, collect_static, compile_words, environment_of_children
from brobygger.staff.models import Worker

SMALL, CLIENTS, ROUNDS, PAGES = 10_000, 8, 4, 30
HOST, TICK = "127.0.0.1", os.sysconf("SC_CLK_TCK")
OF_THE_TRANSACTION = re.compile(r"SAVEPOINT|RELEASE SAVEPOINT|BEGIN|COMMIT")
SERVE = "from brobygger.config.command_line import main; main()"
type Page = tuple[str, str]  # the address and the cookie


@dataclass
class Served:
    """What the pages of some rounds took."""

    times: list[float] = field(default_factory=list)
    elapsed: float = 0
    cpu: float = 0
    database: float = 0

    def at(self, share: float) -> float:
        """So large a share of the pages came within this time."""
        return sorted(self.times)[math.ceil(share * len(self.times)) - 1]

    @property
    def cpu_each(self) -> float:
        return self.cpu / len(self.times)

    def __str__(self) -> str:
        pages, each = len(self.times) / self.elapsed, 1000 * self.database / len(self.times)
        return (
            f"{pages:6.0f}/s  p50 {self.at(0.5) * 1000:4.0f}  p95 {self.at(0.95) * 1000:4.0f} ms"
            f"  CPU {self.cpu_each * 1000:4.1f} ms, PostgreSQL's {each:4.1f} ms"
        )


def run(rows: int) -> Iterator[str]:
    """Measured at ten thousand and at `rows` registrations."""
    compile_words()
    collect_static()
    _, zone_id, programme = someone_who_rings("serving")
    workers = [someone_who_rings(f"serving-{n}")[0] for n in range(CLIENTS)]
    small, large = min(SMALL, rows), max(SMALL, rows)
    p95: dict[str, float] = {}
    for size in (small, large):
        started = time.perf_counter()
        fill(size, zone_id, programme.pk, workers[0].pk)
        yield f"{size:,} registrations ({time.perf_counter() - started:.0f} s to fill)"
        yield from _size(size, zone_id, workers, p95)
    for place in ("first page", "far down"):
        ratio = p95[f"{place} {large}"] / p95[f"{place} {small}"]
        missed = "" if ratio <= 1.5 else "   MISSED"
        yield f"the call list, {place}: p95 at {large:,} is {ratio:.2f} x that at {small:,} (aim: within 1.5 x){missed}"


def _size(size: int, zone_id: int, workers: list[Worker], p95: dict[str, float]) -> Iterator[str]:
    places = {"first page": reverse("call_list"), "far down": far_down(zone_id, size)}
    with _plain_server() as (port, processes):
        plain = _ask(port, processes, [(f"/plain/?zone={zone_id}", "")] * CLIENTS, Served())
        for _ in range(ROUNDS - 1):
            _ask(port, processes, [(f"/plain/?zone={zone_id}", "")] * CLIENTS, plain)
    yield f"a plain page of 50 rows:    {plain}"
    cookies = [_signed_in(worker) for worker in workers]
    found = {place: Served() for place in places}
    with _server() as (port, processes):
        for _ in range(ROUNDS):
            for place, address in places.items():
                _ask(port, processes, [(address, cookie) for cookie in cookies], found[place])
    for place, page in found.items():
        p95[f"{place} {size}"] = page.at(0.95)
        yield f"the call list, {place}:  {page}  {_queries(workers[0], places[place])} queries"
        yield f"    CPU is {page.cpu_each / plain.cpu_each:.2f} x that of the plain page"


def _signed_in(worker: Worker) -> str:
    client = Client()
    with transaction.atomic(), at_sign_in():
        client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def _queries(worker: Worker, address: str) -> int:
    """The statements of one page, counted in this process."""
    client = Client()
    with transaction.atomic(), at_sign_in():
        client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    with override_settings(ALLOWED_HOSTS=["testserver"]), CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return sum(1 for told in asked if not OF_THE_TRANSACTION.match(told["sql"]))


# -- the servers ------------------------------------------------------------------------------------------------------
@contextmanager
def _server() -> Iterator[tuple[int, list[int]]]:
    """`brobygger serve`, whole, and the process ids of its web part."""
    port = _free_port()
    began = subprocess.Popen([sys.executable, "-c", SERVE, "serve", "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        # The web process's own workers carry its command.
        yield port, [pid for pid in _below(began.pid) if f"child\0web\0{HOST}" in _command(pid)]
    finally:
        began.terminate()
        began.wait()


@contextmanager
def _plain_server() -> Iterator[tuple[int, list[int]]]:
    """The same web process with a plain Django site in it."""
    port = _free_port()
    environment = {**os.environ, **environment_of_children(), "DATABASE_URL": os.environ["DATABASE_URL"]}
    environment["DJANGO_SETTINGS_MODULE"] = "bench._plain_settings"
    cores = str(len(os.sched_getaffinity(0)))
    child = Child("web", ["web", HOST, str(port), cores], environment)
    child.start()
    assert child.process is not None
    try:
        _wait_for(port)
        yield port, [child.process.pid, *_below(child.process.pid)]
    finally:
        child.process.terminate()
        child.process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while not answers(HOST, port):
        assert time.monotonic() < until, "the server does not answer"
        time.sleep(0.2)


# -- the clients ------------------------------------------------------------------------------------------------------
def _ask(port: int, processes: list[int], pages: list[Page], found: Served) -> Served:
    """Each client asks for its page again and again, all at once; the first pages warm up and are not counted."""
    _together(port, pages, 5, [])
    postgresql = _postgresql()
    before, database, began = _cpu(processes), _cpu_of_family(postgresql), time.perf_counter()
    _together(port, pages, PAGES, found.times)
    found.elapsed += time.perf_counter() - began
    found.cpu += _cpu(processes) - before
    found.database += _cpu_of_family(postgresql) - database
    return found


def _together(port: int, pages: list[Page], times: int, taken: list[float]) -> None:
    wrong: list[str] = []
    threads = [threading.Thread(target=_client, args=(port, page, times, taken, wrong)) for page in pages]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong, wrong[0]


def _client(port: int, page: Page, times: int, taken: list[float], wrong: list[str]) -> None:
    address, cookie = page
    kept = http.client.HTTPConnection(HOST, port, timeout=60)
    for _ in range(times):
        began = time.perf_counter()
        kept.request("GET", address, headers={"Cookie": cookie, "Accept-Language": "da"})
        answer = kept.getresponse()
        body = answer.read()
        taken.append(time.perf_counter() - began)
        rows = body.count(b'"/case/') if not cookie else body.count(b" data-row>")
        if (answer.status, rows) != (200, 50):
            wrong.append(f"{answer.status} with {rows} rows")
            break
    kept.close()


# -- what the processes spent -----------------------------------------------------------------------------------------
def _stat(pid: int) -> list[str]:
    """The fields of a process after its name: state, parent, …"""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()


def _cpu(processes: list[int]) -> float:
    """Their seconds of CPU so far, in the program and in the kernel."""
    return sum(int(told[11]) + int(told[12]) for told in map(_stat, processes)) / TICK


def _cpu_of_family(parent: int) -> float:
    """Those of a process, of those it started, and of those of them that have ended."""
    ended = _stat(parent)
    return _cpu([parent, *_below(parent)]) + (int(ended[13]) + int(ended[14])) / TICK


def _below(parent: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            children.setdefault(int(_stat(int(folder.name))[1]), []).append(int(folder.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    found, left = [], [parent]
    while left:
        nearest = children.get(left.pop(), [])
        found += nearest
        left += nearest
    return found


def _postgresql() -> int:
    """The process that all of PostgreSQL's others come from."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(_stat(cursor.fetchone()[0])[1])
