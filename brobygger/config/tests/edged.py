"""A small application behind the edge, for its tests: `python -m brobygger.config.tests.edged PORT`.

It tells what came to it, and its edge waits a second.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from brobygger.config import edge

SMALL, LARGE = 10_000, 1_000_000
edge.PACE_SECONDS = 1


class Told(list[bytes]):
    """An answer as Django gives it."""

    def close(self) -> None:
        """Nothing is open."""


def tell(environ: edge.Environ, start: Any) -> Told:
    """What came, as JSON."""
    kept = {name: value for name, value in environ.items() if isinstance(value, str)}
    start("200 OK", [("Content-Type", "application/json")])
    return Told([json.dumps(kept | {"came": len(environ["wsgi.input"].read())}).encode()])


def application() -> edge.Edge:
    """A signed-in sender may send more; here that is whoever asks for `/signed-in/`."""

    def most_bytes(told: edge.Environ) -> int:
        if told["PATH_INFO"] == "/broken/":
            raise ValueError
        return LARGE if told["PATH_INFO"] == "/signed-in/" else 0

    return edge.Edge(tell, most_bytes, SMALL, Path(tempfile.gettempdir()), [("x-said", "by the edge")])


if __name__ == "__main__":
    from granian import Granian
    from granian.constants import HTTPModes, Interfaces
    from granian.http import HTTP1Settings

    Granian(
        "brobygger.config.tests.edged:application",
        factory=True,
        interface=Interfaces.RSGI,
        address="127.0.0.1",
        port=int(sys.argv[1]),
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=1000),
        log_enabled=False,
    ).serve()
