"""Figures as files for a spreadsheet: CSV as Danish offices read it, and a workbook with a sheet for each figure."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.formats import get_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.base.formulas import guarded
from brobygger.evaluation import words
from brobygger.evaluation.figures import HIDDEN, Figure, Share

type Cell = str | int | float | None

HEADINGS = (
    gettext_lazy("Group"), gettext_lazy("Number in the group"), gettext_lazy("What is counted"), gettext_lazy("Count"),
    gettext_lazy("Percent"), gettext_lazy("95% from"), gettext_lazy("95% to"),
)  # fmt: skip


def rows_of(figure: Figure) -> Iterator[tuple[Cell, ...]]:
    """Each share of each group of a figure, in the order of HEADINGS."""
    for row in figure.rows:
        shares: dict[str, Share | None] = dict(row.shares) or {figure.population: None}
        for name, share in shares.items():
            low, high = (share.interval95 if share else None) or (None, None)
            part = share.part if share else row.n
            percent = share.percent if share else None
            yield row.label, count(row.n), str(words.GROUPS[name]), count(part), percent, low, high


def count(n: int) -> int | str:
    """A count, or that it is hidden."""
    return _("hidden") if n is HIDDEN else n


def as_csv(figures: Sequence[Figure]) -> bytes:
    """All figures in one table: separated by semicolons, marked as UTF-8, decimals as the language writes them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    about = (_("Figure"), _("n"), _("Not registered"))
    writer.writerow([str(heading) for heading in (*about[:1], *HEADINGS, *about[1:])])
    mark = str(get_format("DECIMAL_SEPARATOR"))
    for figure in figures:
        for row in rows_of(figure):
            writer.writerow(
                _written(cell, mark) for cell in (figure.title, *row, count(figure.n), count(figure.missing))
            )
    return out.getvalue().encode("utf-8-sig")


def _written(cell: Cell, mark: str) -> str:
    if isinstance(cell, str):
        return guarded(cell)
    return "" if cell is None else str(cell).replace(".", mark)


def as_xlsx(figures: Sequence[Figure], *, about: Sequence[str]) -> bytes:
    """A workbook: what it is about, then a sheet for each figure with its definition and its numbers."""
    import xlsxwriter

    out = io.BytesIO()
    # A text is a text, whatever it begins with.
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, safe) as book:
        book.set_properties({"title": _("Figures"), "author": "Brobygger"})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        heading = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "valign": "top"})
        front = book.add_worksheet(_("About"))
        front.set_column(0, 0, 90)
        for number, line in enumerate(about):
            front.write_string(number, 0, line, bold if number == 0 else wrapped)
        for number, figure in enumerate(figures, start=1):
            name = f"{number} {figure.title}"[:31].translate(_NOT_IN_A_SHEET_NAME)
            _fill(book.add_worksheet(name), figure, bold, heading)
    return out.getvalue()


def _fill(sheet: Any, figure: Figure, bold: Any, heading: Any) -> None:
    """A figure on a sheet of its own; numbers are numbers, to be reckoned on with."""
    sheet.write_string(0, 0, figure.title, bold)
    sheet.write_string(1, 0, figure.definition)
    sheet.write_string(2, 0, _("n"))
    sheet.write(2, 1, count(figure.n))
    sheet.write_string(3, 0, _("Not registered"))
    sheet.write(3, 1, count(figure.missing))
    for column, name in enumerate(HEADINGS):
        sheet.write_string(5, column, str(name), heading)
    for line, row in enumerate(rows_of(figure), start=6):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, column, cell)
            elif cell is not None:
                sheet.write_number(line, column, cell)
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 6, 18)
    sheet.freeze_panes(6, 1)


_NOT_IN_A_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def as_text(figures: Sequence[Figure]) -> str:
    """All figures as plain text for a terminal."""
    lines: list[str] = []
    for figure in figures:
        lines += [
            "",
            f"{figure.title}  (n = {count(figure.n)}, {_('Not registered').lower()}: {count(figure.missing)})",
        ]
        for row in figure.rows:
            several = len(row.shares) > 1
            told = "  ".join(
                (f"{words.GROUPS[name]} {count(share.part)} " if several else "") + f"({share.percent} %)"
                for name, share in row.shares.items()
                if share.percent is not None
            )
            lines.append(f"  {row.label:<36} {count(row.n):>8}  {told}".rstrip())
    return "\n".join(lines).lstrip("\n")
