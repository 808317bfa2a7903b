"""Rows of an Excel workbook as text, in the writing that the text files have; read in a confined process."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import Any

from brobygger.base.confined import MEGABYTE, confined, in_batches
from brobygger.intake.text import LAST_HEADER, TITLES
from brobygger.intake.workbook_checked import Looked, opened

FEWEST_MEGABYTES, MOST_MEGABYTES, PACKED, SECONDS = 256, 1_200, 60, 300
HEADERS, ROWS = "brobygger.intake.workbook:_headers", "brobygger.intake.workbook:_rows"


def headers(path: Path) -> Iterator[tuple[str, int, list[str], int, list[int], int]]:
    """Of each visible sheet the name, and the first rows that hold anything: number, words, how many stray cells the
    workbook has, in which rows a cell holds an error, and how many rows the sheet has, where there are any below.
    Raises TooHeavy, or CannotRead with a code."""
    yield from _confined(HEADERS, path)


def rows(path: Path, sheet: str) -> Iterator[tuple[int, list[str], str]]:
    """Every row from the top as text, numbered as Excel does. Raises TooHeavy, or CannotRead with a code."""
    for several in _confined(ROWS, path, sheet=sheet):
        for number, fields in several:
            yield number, fields, ""


def _confined(function: str, path: Path, **told: str) -> Iterator[Any]:
    return confined(function, {"path": str(path), **told}, megabytes=megabytes_for(path), seconds=SECONDS)


def megabytes_for(path: Path) -> int:
    """How much memory a workbook may take: enough for the cells that an honest one of its size has."""
    return min(MOST_MEGABYTES, FEWEST_MEGABYTES + path.stat().st_size * PACKED // MEGABYTE)


# -- in the confined process ----------------------------------------------------------------------------------------
def _headers(path: str) -> Iterator[Any]:
    from python_calamine import SheetVisibleEnum

    book, looked = _open(path)
    for sheet in (one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible):
        found = [row for row in islice(_numbered(book, sheet), LAST_HEADER) if any(row[1])][: TITLES + 1]
        height = book.get_sheet_by_name(sheet).total_height
        for place, (number, fields) in enumerate(found[:TITLES], start=1):
            yield sheet, number, fields, looked.strays, looked.errors, height if place < len(found) else 0


def _rows(path: str, sheet: str) -> Iterator[Any]:
    book, _ = _open(path)
    yield from in_batches(_numbered(book, sheet))


def _open(path: str) -> tuple[Any, Looked]:
    import zipfile

    from python_calamine import CalamineError, PasswordError, load_workbook

    try:
        looked = opened(Path(path))
        return load_workbook(looked.file), looked
    except PasswordError:
        raise ValueError("workbook_locked") from None
    except (CalamineError, OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        raise ValueError("not_text") from None


def _numbered(book: Any, sheet: str) -> Iterator[tuple[int, list[str]]]:
    from python_calamine import CalamineError

    try:
        for number, cells in enumerate(book.get_sheet_by_name(sheet).iter_rows(), start=1):
            yield number, [as_text(cell) for cell in cells]
    except CalamineError:
        raise ValueError("not_text") from None


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
