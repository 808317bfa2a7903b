"""How many of the invented people have come, told by the one who brings them to the pages that are open already."""

import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest

# What each step of filling the house takes of the whole, in the order in which they come.
SHARES = (3, 5, 4, 1, 3, 40, 10, 34)


def _file() -> Path:
    return settings.DATA / "demo.arriving"


class Arriving:
    """Counts the steps, and writes down for the pages what has come and when all will be there."""

    def __init__(self) -> None:
        self.began, self.steps = time.time(), 0

    def step(self) -> str:
        """The next step begins; says the share that has come, and the seconds left."""
        share = sum(SHARES[: self.steps])
        self.steps += 1
        seconds = (time.time() - self.began) * (100 - share) / share if share else 0
        _file().write_text(f"{share} {time.time() + seconds:.0f}")
        return f"{share:3} %" + (f", {seconds:.0f} s" if share else "")

    def done(self) -> None:
        """Nobody is on the way any more."""
        _file().unlink(missing_ok=True)


def so_far(_request: HttpRequest) -> dict[str, Any]:
    """For every page: whether all is invented; while people are arriving, the share that has come and seconds left."""
    if settings.DEMO:
        with suppress(OSError, ValueError):
            share, end = map(int, _file().read_text().split())
            return {"demo": True, "arriving": {"share": share, "left": max(0, round(end - time.time()))}}
    return {"demo": settings.DEMO}
