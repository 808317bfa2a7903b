"""The edge before the pages, as it is run: slow lines hold no page, and nothing comes half or too large."""

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from brobygger.config.tests.edged import LARGE, SMALL
from brobygger.config.tests.test_serve import ROOT, free_port, until

LINES = 15  # more than there are threads for pages


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "brobygger.config.tests.edged", str(port)], cwd=ROOT)
    try:
        until(lambda: not _refused(port), "answer")
        yield port
    finally:
        process.terminate()
        process.wait()


def _refused(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def opened(port: int, head: str, body: bytes = b"") -> socket.socket:
    line = socket.create_connection(("127.0.0.1", port), timeout=30)
    line.sendall(f"{head} HTTP/1.1\r\nHost: localhost\r\n".encode() + body)
    return line


def answer(line: socket.socket) -> tuple[int, dict[str, Any]]:
    return whole(line)[0::2]


def whole(line: socket.socket) -> tuple[int, dict[str, str], dict[str, Any]]:
    with line, line.makefile("rb") as read:
        first = read.readline()
        head: dict[str, str] = {}
        while told := read.readline().decode().strip().lower():
            name, _, value = told.partition(": ")
            head[name] = value
        words = read.read(int(head.get("content-length", 0)))
        return int(first.split()[1]) if first else 0, head, json.loads(words) if words else {}


def test_slow_lines_hold_no_page(port: int) -> None:
    slow = [opened(port, "POST /", b"Content-Length: 9000\r\n\r\na") for _ in range(LINES)]
    slow += [opened(port, "GET /") for _ in range(LINES)]
    assert answer(opened(port, "GET /page/", b"\r\n"))[0] == 200
    said = [answer(line)[0] for line in slow]
    assert said == [408] * LINES + [0] * LINES


def test_an_honest_slow_line_comes_through(port: int) -> None:
    part, parts = b"a" * 5000, 8
    line = opened(port, "POST /signed-in/", f"Content-Length: {len(part) * parts}\r\n\r\n".encode())
    for _ in range(parts):  # longer in all than anyone is waited for who sends nothing
        line.sendall(part)
        time.sleep(0.3)
    assert answer(line)[1]["came"] == len(part) * parts


@pytest.mark.parametrize(("address", "length"), [("/", SMALL + 1), ("/signed-in/", LARGE + 1)])
def test_what_is_too_large_is_not_read_and_the_page_is_told_how_large_it_is(
    port: int, address: str, length: int
) -> None:
    status, told = answer(opened(port, f"POST {address}", f"Content-Length: {length}\r\n\r\n".encode()))
    assert (status, told["came"], told["CONTENT_LENGTH"]) == (200, 0, str(length))


def test_a_body_that_breaks_off_is_no_request(port: int) -> None:
    line = opened(port, "POST /", b"Content-Length: 10\r\n\r\nabc")
    line.shutdown(socket.SHUT_WR)
    assert answer(line)[0] != 200


@pytest.mark.parametrize(
    "length", ["Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", "Content-Length: ²\r\n\r\n"]
)
def test_a_body_without_a_length_is_refused(port: int, length: str) -> None:
    assert answer(opened(port, "POST /", length.encode("latin-1")))[0] in (400, 411)


def test_a_header_with_an_underscore_passes_for_no_other(port: int) -> None:
    told = answer(opened(port, "GET /", b"X_Forwarded_For: 192.0.2.1\r\nX-Forwarded-For: 192.0.2.2\r\n\r\n"))[1]
    assert told["HTTP_X_FORWARDED_FOR"] == "192.0.2.2"


def test_an_address_comes_as_it_was_written(port: int) -> None:
    told = answer(opened(port, "GET /k%C3%B8ge/?q=%00", b"\r\n"))[1]
    assert told["PATH_INFO"].encode("latin-1").decode() == "/køge/"
    assert told["QUERY_STRING"] == "q=%00"


def test_what_the_edge_answers_itself_carries_the_headers_of_the_house(port: int) -> None:
    large = f"Content-Length: {SMALL + 1}\r\n\r\n".encode()
    for line, status in (
        (opened(port, "POST /", b"Content-Length: 9000\r\n\r\na"), 408),
        (opened(port, "POST /", b"Content-Length: 9x\r\n\r\n"), 411),
        (opened(port, "POST /broken/", large), 500),
    ):
        told, head, words = whole(line)
        if told == 400:  # the server itself, before the edge
            continue
        assert (told, head.get("x-said"), words) == (status, "by the edge", {})
