"""A table as a file: CSV as Danish offices read it, a workbook, and a drawing."""

import csv
import io
from collections.abc import Iterator, Sequence

from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from brobygger.base.formulas import guarded
from brobygger.cross_tables.queries import Table
from brobygger.evaluation.charts import Bar, drawing

type Cell = str | int | float | None


def lines(table: Table, percent: str) -> Iterator[list[Cell]]:
    """The headings, a line for each row, and what they add up to; beside each number its percent, where it is asked."""
    columns: list[str | None] = [*table.column_groups, None]
    told = [table.columns.told(column) if table.columns and column is not None else _("Total") for column in columns]
    yield [str(table.rows.label), *(cell for name in told for cell in ([name, f"{name} (%)"] if percent else [name]))]
    for row in (*table.row_groups, None):
        line: list[Cell] = [_("Total") if row is None else table.rows.told(row)]
        for column in columns:
            line.append(table.count(row, column))
            line += [table.percent(row, column, percent)] if percent else []
        yield line


def as_csv(table: Table, percent: str) -> bytes:
    """Separated by semicolons, marked as UTF-8, decimals as the language writes them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    mark = str(get_format("DECIMAL_SEPARATOR"))
    for line in lines(table, percent):
        writer.writerow(
            guarded(cell) if isinstance(cell, str) else "" if cell is None else str(cell).replace(".", mark)
            for cell in line
        )
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table, percent: str, *, about: Sequence[str]) -> bytes:
    """A workbook: what it is about, and then the table, whose numbers are numbers."""
    import xlsxwriter

    out = io.BytesIO()
    safe = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, safe) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        front, sheet = book.add_worksheet(_("About")), book.add_worksheet(_("Table"))
        front.set_column(0, 0, 90)
        for number, line in enumerate(about):
            front.write_string(number, 0, line)
        for number, cells in enumerate(lines(table, percent)):
            for place, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(number, place, cell, bold if 0 in (number, place) else None)
                elif cell is not None:
                    sheet.write_number(number, place, cell)
        sheet.set_column(0, 0, 36)
        sheet.freeze_panes(1, 1)
    return out.getvalue()


def as_svg(table: Table, *, about: str) -> bytes:
    """The counts as bars, one for each row, or for each column of each row; its title says what it is about."""
    bars = []
    for row in table.row_groups:
        of_row: list[tuple[str, str | None]] = [(table.rows.told(row), None)]
        if table.columns:
            of_row = [(f"{table.rows.told(row)} · {table.columns.told(one)}", one) for one in table.column_groups]
        for name, column in of_row:
            n = table.count(row, column)
            bars.append(Bar(name, n, n, n, str(n)))
    title = format_html("<title>{}</title>", about)
    return drawing(tuple(bars)).replace(">", f">{title}", 1).encode()
