"""Reading something from outside where it can do no harm: in a process of its own with little memory and little time.

`python -m brobygger.base.confined MODULE:FUNCTION MEMORY SECONDS`, with the arguments as JSON on standard input: what
the function yields comes back as lines of JSON. The child has none of our environment: no keys, no database.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = str(Path(__file__).parents[2])
MEGABYTE = 1 << 20
MOST_AT_A_TIME, LONGEST_AT_A_TIME = 200, 1_000_000  # rows; characters


class TooHeavy(Exception):
    """It took more memory or time than it may."""


class CannotRead(Exception):
    """The function raised ValueError: a code."""


def confined(function: str, told: dict[str, Any], *, megabytes: int, seconds: int) -> Iterator[Any]:
    """What the function (`module:name`) yields. Refused with TooHeavy, or with CannotRead and the function's code."""
    child = subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", __name__, function, str(megabytes), str(seconds)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": os.pathsep.join([ROOT, *filter(None, sys.path)]), "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert child.stdin is not None and child.stdout is not None  # noqa: S101, PT018
    try:
        with child.stdin as out:
            out.write(json.dumps(told).encode())
        last: Any = None
        for line in child.stdout:
            last = json.loads(line)
            if isinstance(last, dict) and "refused" in last:
                raise CannotRead(last["refused"])
            if last is None:  # it has come to its end
                return
            yield last
        raise TooHeavy
    except BrokenPipeError:
        raise TooHeavy from None
    finally:
        child.kill()
        child.stdout.close()
        child.wait()


def in_batches(rows: Iterable[tuple[int, list[str], *tuple[str, ...]]]) -> Iterator[list[Any]]:
    """Numbered rows of texts, several at a time, and never so many that a batch of long ones fills the memory."""
    batch: list[Any] = []
    length = 0
    for row in rows:
        batch.append(row)
        length += sum(map(len, row[1]))
        if len(batch) == MOST_AT_A_TIME or length > LONGEST_AT_A_TIME:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def _main(function: str, megabytes: str, seconds: str) -> None:
    module, name = function.split(":")
    act = getattr(import_module(module), name)
    told = json.load(sys.stdin)
    memory = int(megabytes) * MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    say = sys.stdout.write
    try:
        for one in act(**told):
            say(json.dumps(one) + "\n")
        say("null\n")
    except ValueError as problem:
        say(json.dumps({"refused": str(problem)}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _main(*sys.argv[1:])
