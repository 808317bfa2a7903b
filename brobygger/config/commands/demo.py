"""`brobygger demo`"""

import os
import secrets
import threading
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import click

from brobygger.config.addresses import data_folder
from brobygger.config.commands.ready import Stop, ready
from brobygger.config.commands.serve import require_free, serve_now

ZONE = "opsoegende-indsats"
OLD_AFTER_DAYS = 14


@click.command("demo")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), help="Antal processer; en for hver kerne · one for each core")
def demo(host: str, port: int, workers: int | None) -> None:
    """Prøv programmet med opdigtede mennesker. Næste start beholder det, der er gjort.

    Try the program with invented people. The next start keeps what has been done.
    """
    began = time.monotonic()
    require_free(host, port)
    os.environ["BROBYGGER_DEMO"] = "true"
    # Invented people never go into a database that someone has for something else.
    for name in ("DATABASE_URL", "BROBYGGER_WEB_DATABASE_URL"):
        os.environ.pop(name, None)
    click.echo("   0 s  Database …", err=True)
    cluster = ready(tables=False)
    from brobygger.config.database import prepare

    prepare()
    password = password_of(data_folder())
    filling = _Filling(password, began)
    filling.start()
    filling.wait_for_colleagues()
    serve_now(
        host,
        port,
        workers,
        cluster=cluster,
        welcome=lambda: _welcome(password, filling.day, began),
        before_upkeep=filling.join,  # which would close those whom nobody has rung yet
    )


class _Filling(threading.Thread):
    """Invented people arrive while the pages are open already; where it is cut off, the next start goes on."""

    def __init__(self, password: str, began: float) -> None:
        super().__init__(daemon=True)
        self.password, self.began = password, began
        self.day: date | None = None
        self.problem: Exception | None = None
        self._colleagues_are_in = threading.Event()

    def run(self) -> None:
        from brobygger.demonstration.arriving import Arriving

        arriving = Arriving()

        def say(line: str) -> None:
            click.echo(f"{time.monotonic() - self.began:4.0f} s  {arriving.step()}  {line} …", err=True)

        def open_doors(day: date) -> None:
            self.day = day
            self._colleagues_are_in.set()

        try:
            fill(self.password, say, open_doors=open_doors)
            arriving.done()
            click.echo(f"{time.monotonic() - self.began:4.0f} s  Alle er kommet · everyone has come", err=True)
        except Exception as problem:
            self.problem = problem
            if self._colleagues_are_in.is_set():
                raise
        self._colleagues_are_in.set()

    def wait_for_colleagues(self) -> None:
        """Those who sign in are there. What stopped the filling before that is raised here."""
        self._colleagues_are_in.wait()
        if self.problem:
            raise self.problem


def fill(password: str, say: Callable[[str], None], *, open_doors: Callable[[date], None] = lambda _: None) -> None:
    """The demonstration is there; where it was there already, nothing is touched. Refused where others work here.

    `open_doors` is told, when all colleagues can sign in, the day that the demonstration is made for.
    """
    from django.utils import timezone

    from brobygger.access.actor import machine
    from brobygger.demonstration.house import fill_house, let_colleagues_in
    from brobygger.demonstration.queries import progress, someone_works_here
    from brobygger.staff.models import Zone

    zone_id = Zone.objects.get(key=ZONE).pk
    so_far = progress(zone_id)
    if so_far.filled and so_far.day is not None:
        return open_doors(so_far.day)
    if so_far.day is None and someone_works_here():
        raise Stop(
            f"her arbejder nogen allerede: vælg en anden mappe med BROBYGGER_DATA end {data_folder()}"
            " · someone works here already: choose another BROBYGGER_DATA"
        )
    day = so_far.day or timezone.localdate()
    at = timezone.now()
    ids = let_colleagues_in(zone_id=zone_id, day=day, password=password, by=machine(zone_id), at=at, say=say)
    open_doors(day)
    fill_house(ids, zone_id=zone_id, day=day, by=machine(zone_id), at=at, say=say)


def password_of(data: Path) -> str:
    """The password of everyone in the demonstration: made once, and kept where only the user of the folder reads it."""
    file = data / "demo.password"
    if not file.exists():
        new = file.with_suffix(f".{os.getpid()}")
        new.touch(mode=0o600)
        new.write_text("-".join(secrets.choice(WORDS.split()) for _ in range(5)))
        new.rename(file)
    return file.read_text().strip()


def _welcome(password: str, day: date | None, began: float) -> None:
    from django.utils import timezone

    from brobygger.access.actor import Role
    from brobygger.demonstration.house import COLLEAGUES, ZONE_NAMES
    from brobygger.demonstration.towns import OFFICIALS

    click.echo(
        f"Klar på {time.monotonic() - began:.0f} s · ready. Alle mennesker er opdigtede · all people are invented.\n"
    )
    for one in (*COLLEAGUES, *OFFICIALS):
        words = str(Role(one.role).label) + (f" ({ZONE_NAMES[one.zone]})" if one.zone else "")
        click.echo(f"  {one.email:<22} {words}")
    click.echo(f"\n  Adgangskode · password: {password}\n")
    if day and (timezone.localdate() - day).days > OLD_AFTER_DAYS:
        click.echo(
            f"Demonstrationen er fra {day:%d-%m-%Y}, og fristerne løber ud: fjern {data_folder()} for at begynde forfra"
            " · remove that folder to start over.\n"
        )
    click.echo("Ctrl-C stopper · stops.")


WORDS = (
    "ager anker bakke birk bjerg blomst bog bro busk by damper dal eng fjer fjord flod fugl gren gry hav hede himmel"
    " hjem kaffe kano kilde klit klokke kort kyst lampe lind lys mark mose muld nat ocean palme pil ravn regn rose sand"
    " sejl sky skov sne sol sti stjerne strand sund tang te tind tog torv urt vand vej vind vinter vugge"
)
