"""A workbook before it is opened: how much it unpacks to, how far its cells lie, and a copy without those far away.

A reader of workbooks makes room for every cell up to the last one, so that a single forgotten cell in the far corner
costs as much as seventeen thousand million cells. No Django; read in a confined process.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MOST_UNPACKED = 400 << 20
MOST_ENTRIES = 5_000
MOST_CELLS = 12_000_000
WIDEST = 256  # columns; what lies further to the right belongs to no table of ours
GAP = 10_000  # empty rows; what lies further down belongs to no table either
BLOCK = 1 << 20
PLACE = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"|<row\b[^>]*?\br="([0-9]{1,7})"')
ROWS = re.compile(rb'<row\b[^>]*?\br="([0-9]{1,7})"[^>]*?(?:/>|>.*?</row>)', re.S)
CELLS = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})[0-9]{1,7}"[^>]*?(?:/>|>.*?</c>)', re.S)
CELL = re.compile(rb"<c[ />]")  # with a place of its own, or without
# An error, or a formula that a program wrote and no spreadsheet has reckoned, so that nothing stands for it.
ERROR = re.compile(
    rb'<c\b[^>]*?\br="[A-Z]{1,3}([0-9]{1,7})"(?:[^>]*?\bt="e"|(?![^>]*\bt="str")[^>/]*><f\b(?:[^>]*/>|[^<]*</f>)'
    rb"(?:<v ?/>|<v></v>)?</c>)"
)
MOST_ERRORS = 1_000
LOCKED = "EncryptedPackage".encode("utf-16-le")
DIMENSION = re.compile(rb"<dimension\b[^>]*?/>")
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.I)


class Extent(NamedTuple):
    """Where a sheet's table ends, and how many cells lie beyond."""

    last_row: int
    last_column: int
    strays: int
    errors: list[int]


class Looked(NamedTuple):
    """The workbook to open, without its stray cells where it has any; how many it had, and in which rows a cell holds
    an error in place of what should stand there."""

    file: Path | io.BytesIO
    strays: int = 0
    errors: tuple[int, ...] = ()


def opened(path: Path) -> Looked:
    """The workbook, looked through before it is opened.

    ValueError(`workbook_locked`) where it has a password, (`file_too_heavy`) where it unpacks to too much, or holds too
    many cells, and `binary_workbook` where its cells are not written as XML, so that nobody knows how many there are.
    """
    with path.open("rb") as file:
        if not zipfile.is_zipfile(file):
            if _is_locked(path):
                raise ValueError("workbook_locked")
            return Looked(path)  # the older format, which is no archive
    with zipfile.ZipFile(path) as book:
        entries = book.infolist()
        if any(one.filename.lower() == "xl/workbook.bin" for one in entries):
            raise ValueError("binary_workbook")
        if len(entries) > MOST_ENTRIES or sum(one.file_size for one in entries) > MOST_UNPACKED:
            raise ValueError("file_too_heavy")
        extents = {one.filename: _extent(book, one) for one in entries if SHEET.fullmatch(one.filename)}
        if sum(one.last_row * one.last_column for one in extents.values()) > MOST_CELLS:
            raise ValueError("file_too_heavy")
        strays = sum(one.strays for one in extents.values())
        errors = tuple(sorted({row for one in extents.values() for row in one.errors})[:MOST_ERRORS])
        return Looked(_without(book, extents) if strays else path, strays, errors)


def _is_locked(path: Path) -> bool:
    """Whether it is the container in which an office program puts a workbook that has a password."""
    before = b""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            if LOCKED in before + block:
                return True
            before = block[-len(LOCKED) :]
    return False


def _blocks(book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The sheet in blocks that end where a cell begins, so that no cell is cut in two."""
    rest = b""
    with book.open(entry) as file:
        while block := file.read(BLOCK):
            whole = rest + block
            end = max(whole.rfind(b"<c "), 0) or whole.rfind(b">") + 1
            rest = whole[end:]
            if len(rest) > BLOCK:
                raise ValueError("file_too_heavy")
            yield whole[:end]
    yield rest


def _extent(book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Extent:
    last_row = last_column = strays = cells = 0
    errors: list[int] = []
    for block in _blocks(book, entry):
        cells += sum(1 for _ in CELL.finditer(block))
        if cells > MOST_CELLS:
            raise ValueError("file_too_heavy")
        if len(errors) < MOST_ERRORS:
            errors += [int(row) for row in ERROR.findall(block)]
        for letters, number, of_row in PLACE.findall(block):
            row, column = int(number or of_row), _column(letters)
            if row > last_row + GAP or column > WIDEST:
                strays += bool(letters)
            else:
                last_row, last_column = max(last_row, row), max(last_column, column)
    return Extent(last_row, last_column, strays, errors)


def _column(letters: bytes) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + letter - 64
    return found


def _without(book: zipfile.ZipFile, extents: dict[str, Extent]) -> io.BytesIO:
    """A copy in memory, for it holds what people have written."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as copy:
        for entry in book.infolist():
            content = book.read(entry)
            extent = extents.get(entry.filename)
            if extent is not None and extent.strays:
                content = DIMENSION.sub(b"", content)
                content = ROWS.sub(lambda m, last=extent.last_row: m[0] if int(m[1]) <= last else b"", content)  # type: ignore[misc]
                content = CELLS.sub(lambda m: m[0] if _column(m[1]) <= WIDEST else b"", content)
            copy.writestr(entry.filename, content)
    out.seek(0)
    return out
