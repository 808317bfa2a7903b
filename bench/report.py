"""The whole report over a register of a million (`--rows 10000000` for ten), against DuckDB counting the same rows.

DuckDB only counts: no sentence, chart, table or page. What is compared is how much of a report the counting is.
"""

import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from bench import figures as counts
from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.evaluation.actions import fold
from brobygger.evaluation.figures import Question
from brobygger.evaluation.queries import wrong_counts
from brobygger.evaluation.rules import Period
from brobygger.report import as_html, as_pdf, making, reading

TURNS = 3
PERIOD = Period(date(2018, 6, 11), date(2022, 11, 19))


def run(rows: int) -> Iterator[str]:
    """Fill, count, draw, set; and whether what stands in the report is what a full count gives."""
    from brobygger.programmes.models import Programme

    programme = Programme.objects.get(key="opsoegende-indsats")
    zone = programme.zones.get().pk
    yield from counts._fill(rows, zone, programme.pk)
    by, now = machine(zone), timezone.now()
    with in_zones(by):
        fold(zone_id=zone, by=by, at=now, surplus=1)
    duck = counts._duck()
    theirs, found = _timed(lambda: counts._theirs(duck, PERIOD))
    question = Question(zone, programme.pk, PERIOD)

    def read() -> Any:
        with in_zones(by):
            return making.report(question, programme, "da", by=by, at=now)

    def figures() -> Any:
        with in_zones(by):
            return reading.figures_of(question, by=by, at=now)

    counted, told = _timed(figures)
    drawn, report = _timed(read)
    with override("da"):
        pdf, _file = _timed(lambda: as_pdf.pdf(report))
        html, _page = _timed(lambda: as_html.page(report))
    same = "equal" if counts._same(told, found) and _stands(report, told) else "NOT EQUAL"
    yield f"counting {counted:.0f} ms (DuckDB {theirs:.0f} ms, {theirs / counted:.1f} times as long), {same}"
    yield f"the whole report: counted and drawn {drawn:.0f} ms, PDF {pdf:.0f} ms, page {html:.0f} ms"
    yield f"PDF and counting together {(drawn + pdf) / theirs:.1f} times DuckDB's counting alone"
    with in_zones(by):
        yield f"kept counts that differ from a full recount: {wrong_counts(by, zone)}"


def _stands(report: Any, figures: Any) -> bool:
    """Whether each group's number stands in the table of its figure."""
    tables = [table for chapter in report.chapters for section in chapter.sections for table in section.tables]
    with override("da"):
        for figure in figures:
            rows = next(table.rows for table in tables if table.title.endswith(f". {figure.title}"))
            there = {(cells[0], cells[1]) for cells in rows}
            if not {(row.label, f"{row.n:,}".replace(",", ".")) for row in figure.rows} <= there:
                return False
    return True


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """The best of several turns in milliseconds, and what came out."""
    times, told = [], None
    for _ in range(TURNS):
        started = time.perf_counter()
        told = work()
        times.append(1000 * (time.perf_counter() - started))
    return min(times), told
