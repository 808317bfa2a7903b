"""The report as a tagged PDF/UA-1: title page, contents, chapters, figures with words for whoever cannot see them."""

import html
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.base import paper
from brobygger.report.codes import Chapter
from brobygger.report.contents import Report, Section, Shown
from brobygger.report.tables import Table, written

_OPENING = re.compile(r"<svg\b([^>]*)>")
_BOX = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
# In centimetres: a drawing, a row of a table, what stands around both, and what a page holds.
WIDTH, HIGHEST, ROW, AROUND, PAGE_HEIGHT = 9.8, 20.0, 0.62, 5.2, 24.5
WIDEST = 70  # letters of a column, beside which the others are weighed
_TOLD = re.compile(r' (?:class|role)="[^"]*"| aria-label="([^"]*)"')

PAGE = (Path(__file__).parent / "page.typ").read_text()


def pdf(report: Report) -> bytes:
    """The report as a PDF, in the language of the moment."""
    about = report.about
    counted = _("Counted on %(day)s") % {"day": date_format(about.counted_on, "DATE_FORMAT")}
    told: dict[str, Any] = {
        "title": report.title, "subtitle": report.subtitle, "notice": report.notice, "language": about.language,
        "organisation": about.organisation, "counted": counted, "day": about.counted_on.isoformat(),
        "footer": report.subtitle, "contents": _("Contents"),
        "steps_caption": _("Figure 1. The four steps"), "counted_word": _("What is counted:"),
        "chapters": [
            {
                "heading": one.heading,
                # What is told in a few lines follows on the page; the others begin one.
                "long": one.key == Chapter.SUMMARY or any(part.figures or part.tables for part in one.sections),
                "written": [asdict(block) for block in one.written.blocks] if one.written else [],
                "dated": one.written.dated if one.written else "",
                "sections": [_section(section) for section in one.sections],
            }
            for one in report.chapters
        ],
    }  # fmt: skip
    return paper.pdf(PAGE, told)


def _section(one: Section) -> dict[str, Any]:
    return {
        "heading": one.heading, "paragraphs": one.paragraphs, "points": one.points,
        "steps": [asdict(step) | {"n": "" if step.n is None else written(step.n)} for step in one.steps],
        "figures": [_figure(shown) for shown in one.figures], "tables": [_table(table) for table in one.tables],
    }  # fmt: skip


def _table(one: Table) -> dict[str, Any]:
    """The table, and how wide each column is to be beside the others: as its cells need, its heading may break."""
    widths = []
    for at, heading in enumerate(one.columns):
        word = max(map(len, heading.split()), default=0) + 3
        cell = max((len(row[at]) for row in one.rows), default=0) + 2
        cell = min(cell, 26) if at in one.words and len(one.columns) > 6 else cell  # words break, numbers do not
        widths.append(min(max(word, cell, len(heading) // 2), WIDEST))
    return asdict(one) | {"widths": widths}


def _figure(one: Shown) -> dict[str, Any]:
    card = one.card
    svg, alt = drawing(str(card.chart))
    return {
        "caption": one.caption, "sentence": card.sentence, "svg": svg, "alt": alt, "measure": card.measure,
        "basis": card.basis, "notes": card.notes, "definition": card.figure.definition, "table": _table(one.table),
        **_size(svg, len(one.table.rows)),
    }  # fmt: skip


def _size(svg: str, rows: int) -> dict[str, Any]:
    """How wide the drawing is, never higher than a page; and whether it stands on one page with its table."""
    box = _BOX.search(svg)
    across, down = (float(box[1]), float(box[2])) if box else (1.0, 0.0)
    width = min(WIDTH, HIGHEST * across / down) if down else WIDTH
    height = width * down / across + rows * ROW + AROUND
    return {"width": round(width, 2), "whole": height < PAGE_HEIGHT}


def drawing(chart: str) -> tuple[str, str]:
    """The chart as a picture of its own, and its words for whoever cannot see it; both empty where there is none."""
    opening = _OPENING.search(chart)
    if opening is None:
        return "", ""
    told = next((one[1] for one in _TOLD.finditer(opening[1]) if one[1] is not None), "")
    kept = _TOLD.sub("", opening[1])
    names = ' xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg{names}{kept}>{chart[opening.end() :]}", html.unescape(told)
