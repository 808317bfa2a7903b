"""Between the lines and the pages: a request comes to a page whole, at a pace and in a size that are held to.

However many slow lines wait here, they hold a socket each and none of the threads that draw pages. Nothing larger than
anyone may send is stored before it is known who sends it.
"""

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any

# Each `PACE_SECONDS` bring so much or the rest: a tenth of the slowest mobile line.
PACE_SECONDS, PACE_BYTES = 20, 4096
# Enough that one page that reckons for long holds up no other; the core is shared between them.
THREADS = 4
type Environ = dict[str, Any]
type Answer = tuple[int, list[tuple[str, str]], bytes]


class TooSlow(Exception):
    """The body did not come at the pace, or broke off."""


@dataclass
class Edge:
    """An RSGI application in front of a WSGI one. `most_bytes` says how large a body the page takes from the sender."""

    application: Callable[[Environ, Callable[..., Any]], Any]
    most_bytes: Callable[[Environ], int]
    at_first: int
    folder: Path  # where a large body waits, as a file without a name
    said: list[tuple[str, str]] = field(default_factory=list)  # the headers of its own answers

    def __post_init__(self) -> None:
        self.threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")

    async def __rsgi__(self, scope: Any, proto: Any) -> None:
        try:
            await self._serve(scope, proto)
        except Exception:
            self._refuse(proto, 500)
            raise

    async def _serve(self, scope: Any, proto: Any) -> None:
        length = scope.headers.get("content-length", "0")
        if "transfer-encoding" in scope.headers or not (length.isascii() and length.isdecimal() and len(length) < 18):
            self._refuse(proto, 411)
            return
        environ, run = environ_of(scope), asyncio.get_running_loop().run_in_executor
        with SpooledTemporaryFile(self.at_first, dir=str(self.folder)) as body:
            if int(length) <= self.at_first or int(length) <= await run(self.threads, self.most_bytes, environ):
                try:
                    await _read(proto, body, int(length))
                except TooSlow:
                    self._refuse(proto, 408)
                    return
            body.seek(0)
            status, headers, words = await run(self.threads, self._answer, environ | {"wsgi.input": body})
        proto.response_bytes(status, headers, words)

    def _refuse(self, proto: Any, status: int) -> None:
        proto.response_empty(status, [*self.said, ("connection", "close")])

    def _answer(self, environ: Environ) -> Answer:
        begun: list[Any] = []
        response = self.application(environ, lambda status, headers, *_: begun.extend((status, headers)))
        try:
            words = b"".join(response)
        finally:
            response.close()
        return int(begun[0].split(" ", 1)[0]), [(name.lower(), value) for name, value in begun[1]], words


async def _read(proto: Any, body: SpooledTemporaryFile[bytes], length: int) -> None:
    """The whole body is in the file. Raises `TooSlow` where it does not come at the pace, or not whole."""
    loop, came, marked = asyncio.get_running_loop(), 0, 0
    try:
        async with asyncio.timeout(PACE_SECONDS) as patience:
            async for chunk in proto:
                body.write(chunk)
                came += len(chunk)
                if came - marked >= PACE_BYTES:
                    marked = came
                    patience.reschedule(loop.time() + PACE_SECONDS)
    except TimeoutError:
        raise TooSlow from None
    if came != length:
        raise TooSlow


def environ_of(scope: Any) -> Environ:
    """The request as WSGI tells it. A header with an underscore is dropped: it would pass for another."""
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": scope.query_string.encode("utf-8", "replace").decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": scope.server.rpartition(":")[0].strip("[]"),
        "SERVER_PORT": scope.server.rpartition(":")[2],
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" not in name:
            key = name.upper().replace("-", "_")
            key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
            told, between = environ.get(key), "; " if key == "HTTP_COOKIE" else ","
            environ[key] = value if told is None else f"{told}{between}{value}"
    return environ
