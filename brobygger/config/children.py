"""The processes that `brobygger serve` looks after: started, started again where one ends, and ended together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

PAUSE_SECONDS = (1, 2, 5, 15, 30)  # before a child is started again, longer where it ends at once each time
STEADY_SECONDS = 60
GRACE_SECONDS = 8


@dataclass
class Child:
    """One process in a group of its own, so that nothing it started is left when it goes."""

    name: str
    arguments: list[str]
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0
    falls: int = 0
    start_at: float = field(default=0)

    def start(self) -> None:
        command = [sys.executable, "-m", "brobygger.config.child", *self.arguments]
        self.process = subprocess.Popen(  # noqa: S603  our own program
            command, env=self.environment, stdin=subprocess.DEVNULL, start_new_session=True
        )
        self.started = time.monotonic()

    def look(self, say: Callable[[str], None]) -> None:
        """Runs, or will be started again after a pause."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.signal(signal.SIGKILL)
            self.falls = 0 if now - self.started > STEADY_SECONDS else self.falls
            pause = PAUSE_SECONDS[min(self.falls, len(PAUSE_SECONDS) - 1)]
            say(f"{self.name} stoppede ({self.process.returncode}) og startes igen om {pause} s · ended, starts again")
            self.falls, self.start_at, self.process = self.falls + 1, now + pause, None
        if self.process is None and now >= self.start_at:
            self.start()

    def signal(self, number: int) -> None:
        """The whole group has the signal, also where its first process has gone."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)


class Children:
    """All of them, until a signal asks to stop."""

    def __init__(self, children: list[Child], say: Callable[[str], None]) -> None:
        self.children, self.say = children, say
        self.asked_to_stop = threading.Event()

    def run(self, *, answers: Callable[[], bool], when_answers: Callable[[], None]) -> None:
        """Keeps them running; calls `when_answers` once. Comes back when asked to stop and all have ended."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self.asked_to_stop.set())
        told = False
        try:
            while not self.asked_to_stop.is_set():
                for child in self.children:
                    child.look(self.say)
                if not told and answers():
                    told = True
                    when_answers()
                self.asked_to_stop.wait(0.2)
        finally:
            self._end()

    def _end(self) -> None:
        for child in self.children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            if child.process is not None:
                with suppress(subprocess.TimeoutExpired):
                    child.process.wait(max(0.1, until - time.monotonic()))
        for child in self.children:
            child.signal(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
