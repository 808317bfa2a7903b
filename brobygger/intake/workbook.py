"""Rows of an Excel workbook as text, in the writing that the text files have."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook


class NotAWorkbook(Exception):
    """The file cannot be opened as a workbook."""


def _open(path: Path) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError, ValueError):
        raise NotAWorkbook from None


def sheets(path: Path) -> list[str]:
    """The names of the sheets. Refused with NotAWorkbook."""
    with _open(path) as book:
        return list(book.sheet_names)


def first_row(path: Path, sheet: str) -> tuple[int, list[str]]:
    """The first row that holds anything, and its number; 0 and nothing for an empty sheet."""
    return next(((number, fields) for number, fields, _ in rows(path, sheet) if any(fields)), (0, []))


def rows(path: Path, sheet: str) -> Iterator[tuple[int, list[str], str]]:
    """Every row from the top as text, numbered as Excel does."""
    with _open(path) as book:
        try:
            for number, cells in enumerate(book.get_sheet_by_name(sheet).iter_rows(), start=1):
                yield number, [as_text(cell) for cell in cells], ""
        except CalamineError:
            raise NotAWorkbook from None


def as_text(cell: Any) -> str:
    """A cell as an office would have written it: real dates as ISO, whole numbers without decimals, ja and nej."""
    if isinstance(cell, str):
        return " ".join(cell.split()) if "\n" in cell or "\r" in cell else cell.strip()
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
