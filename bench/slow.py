"""The call list while fifteen slow clients hold lines open and a file is imported, against the same list at rest.

Five lines send a request's head, five a sign-in, five a signed-in form, each at one byte in two seconds. The file goes
in by the page, and the background work of the same server reads it.
"""

import http.client
import re
import secrets
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from django.db import transaction
from django.urls import reverse

from bench._people import fill, someone_who_rings
from bench.imports import write_file
from bench.serving import HOST, PAGES, Served, _server, _signed_in, _together
from brobygger.access.zones import at_sign_in
from brobygger.config.commands.serve import collect_static, compile_words
from brobygger.staff.models import Membership, Worker

ROWS, IMPORTED, CLIENTS, ROUNDS, AIM = 100_000, 40_000, 4, 3, 2.0
SECONDS_A_BYTE = 2


def run(rows: int) -> Iterator[str]:
    """The list's p95 at rest, with slow lines, and with slow lines and an import; each as a ratio to the first."""
    compile_words()
    collect_static()
    worker, zone_id, programme = someone_who_rings("slow")
    workers = [worker, *(someone_who_rings(f"slow-{n}")[0] for n in range(CLIENTS - 1))]
    with transaction.atomic(), at_sign_in({zone_id}):
        leader = Worker.objects.create_user("slow-leader@brobygger.invalid", name="Lene")
        Membership.objects.create(worker=leader, zone_id=zone_id, role="programme_leader", since=date(2020, 1, 1))
    fill(min(rows, ROWS), zone_id, programme.pk, worker.pk)
    pages = [(reverse("call_list"), _signed_in(one)) for one in workers]
    with _server() as (port, _processes):
        rest = _rounds(port, pages)
        yield f"the call list at rest:                   {_said(rest)}"
        with _slow_lines(port, _signed_in(leader)) as let_go:
            slow = _rounds(port, pages)
            yield f"beside fifteen slow lines:               {_said(slow)}"
            run_id = _hand_in(port, _signed_in(leader), programme.pk)
            both = _rounds(port, pages)
            state = _state(run_id)
            yield f"beside them and an import ({state}):  {_said(both)}"
    yield f"{len(let_go)} of the slow lines had been let go"
    for name, found in (("fifteen slow lines", slow), ("slow lines and an import", both)):
        ratio = found.at(0.95) / rest.at(0.95)
        missed = "" if ratio <= AIM else "   MISSED"
        yield f"{name}: p95 is {ratio:.2f} x that at rest (aim: within {AIM:.0f} x){missed}"


def _rounds(port: int, pages: list[tuple[str, str]]) -> Served:
    """The pages of some rounds; those of the first warm up and are not counted."""
    found = Served()
    _together(port, pages, 5, [])
    for _ in range(ROUNDS):
        _together(port, pages, PAGES, found.times)
    return found


def _said(found: Served) -> str:
    return f"p50 {found.at(0.5) * 1000:4.0f}  p95 {found.at(0.95) * 1000:4.0f} ms"


# -- the slow ones ----------------------------------------------------------------------------------------------------
@contextmanager
def _slow_lines(port: int, cookie: str) -> Iterator[list[str]]:
    """Fifteen of them, each opened again as soon as it has been let go."""
    done = threading.Event()
    let_go: list[str] = []
    body = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n"
    heads = [
        (b"", b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"a" * 900),
        (f"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\n{body}\r\n".encode(), b"a" * 900),
        (f"POST /search/ HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n{body}\r\n".encode(), b"a" * 900),
    ]
    threads = [threading.Thread(target=_slow, args=(port, *head, done, let_go)) for head in heads for _ in range(5)]
    for thread in threads:
        thread.start()
    try:
        yield let_go
    finally:
        done.set()
        for thread in threads:
            thread.join()


def _slow(port: int, at_once: bytes, rest: bytes, done: threading.Event, let_go: list[str]) -> None:
    while not done.is_set():
        with socket.create_connection((HOST, port)) as line:
            try:
                line.sendall(at_once)
                for byte in rest:
                    line.sendall(bytes([byte]))
                    if done.wait(SECONDS_A_BYTE):
                        return
            except OSError:
                let_go.append("let go")


# -- the import -------------------------------------------------------------------------------------------------------
def _hand_in(port: int, cookie: str, programme_id: int) -> int:
    """The file is handed in by the page and said go to; the number of its run."""
    kept = http.client.HTTPConnection(HOST, port, timeout=120)
    kept.request("GET", "/import/", headers={"Cookie": cookie})
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', _read(kept))
    assert token
    told = {"Cookie": f"{cookie}; csrftoken={token[1]}", "X-CSRFToken": token[1]}
    edge = secrets.token_hex(8)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "incidents.csv"
        write_file(file, IMPORTED)
        words = file.read_bytes()
    fields = "".join(
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("kind", "incidents"), ("programme", programme_id))
    )
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="incidents.csv"\r\n\r\n'
    body = fields.encode() + head.encode() + words + f"\r\n--{edge}--\r\n".encode()
    kept.request("POST", "/import/", body, told | {"Content-Type": f"multipart/form-data; boundary={edge}"})
    answer = kept.getresponse()
    answer.read()
    where = answer.headers["Location"]
    assert where, f"the file was not taken: {answer.status}"
    kept.request("POST", f"{where}start/", "", told)
    assert "errors" not in _read(kept)
    return int(where.strip("/").rpartition("/")[2])


def _read(kept: http.client.HTTPConnection) -> str:
    return kept.getresponse().read().decode()


def _state(run_id: int) -> str:
    """Where the import stands; it must not have ended before the pages were measured beside it."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT state, rows_done FROM intake_importrun WHERE id = %s", [run_id])
        return " ".join(map(str, cursor.fetchone()))
