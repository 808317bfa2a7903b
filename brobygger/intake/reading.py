"""A file as an office sends it becomes rows of text: encoding, separator and header are found out, never guessed."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TextIO

from brobygger.base.storable import storable, without_what_no_row_holds
from brobygger.intake import workbook
from brobygger.intake.shapes import Header, Shape, match

BLOCK = 1 << 20
# Windows-1252 has no character at these; a text that holds one is something else.
NOT_IN_1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
# A quotation mark that is not closed within this many lines was never meant to open anything.
LONGEST_QUOTE = 20
LONGEST_LINE = 1_000_000  # characters
LAST_HEADER = 1_000  # a header stands within so many lines
SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}


class FileUnreadable(Exception):
    """The file as a whole cannot be read; a code and the names of columns, nothing of a person's."""

    def __init__(self, code: str, *columns: str) -> None:
        super().__init__(code)
        self.code, self.columns = code, columns


class Row(NamedTuple):
    """A data row: its number as a spreadsheet shows it, its fields, and what is wrong with it as a whole."""

    number: int
    fields: list[str]
    broken: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was found out about a file, to be shown before anything goes in."""

    path: Path
    shape: Shape
    header: Header
    header_row: int
    words: tuple[str, ...]  # the header as it stands
    encoding: str  # `utf-8-sig`, `utf-8`, `cp1252`, `utf-16`; empty for a workbook
    separator: str  # empty for a workbook
    sheet: str
    size: int
    digest: bytes
    strays: int = 0  # cells of a workbook far from its table, which are passed over

    @property
    def is_workbook(self) -> bool:
        return not self.encoding


def understand(path: Path, shape: Shape) -> Understood:
    """What the file is. Refused with FileUnreadable where it is empty, not text, or lacks a required column."""
    try:
        size = path.stat().st_size
        if not size:
            raise FileUnreadable("file_empty")
        digest, encoding = _scan(path)
    except OSError:
        raise FileUnreadable("file_not_there") from None
    strays = 0
    if not encoding:
        sheet, row, words, header, strays = _sheet_with_header(path, shape)
        separator = ""
    else:
        sheet = ""
        row, words, separator, header = _header_line(path, encoding, shape)
    if header.twice:
        raise FileUnreadable("columns_twice", *header.twice)
    if header.missing_required:
        raise FileUnreadable("columns_missing", *header.missing_required)
    return Understood(path, shape, header, row, tuple(words), encoding, separator, sheet, size, digest, strays)


def rows(of: Understood) -> Iterator[Row]:
    """The data rows one by one; blank ones are left out, and one that is broken is told so by itself."""
    try:
        yield from _rows(of)
    except workbook.NotAWorkbook as problem:
        raise FileUnreadable(str(problem)) from None


def _rows(of: Understood) -> Iterator[Row]:
    width, places = len(of.words), of.header.places.values()
    found = workbook.rows(of.path, of.sheet) if of.is_workbook else _records(of)
    for number, fields, broken in found:
        if number <= of.header_row or (not broken and not any(fields)):
            continue
        if not broken and len(fields) == width and not any(fields[place] for place in places):
            continue  # nothing in any column that is known: a reason alone, say
        if not broken and len(fields) != width:
            while len(fields) > width and not fields[-1]:  # a spreadsheet's empty columns to the right
                fields = fields[:-1]
            if len(fields) != width:
                broken = "wrong_number_of_columns"
        yield Row(number, fields if storable("".join(fields)) else without_what_no_row_holds(fields), broken)


def _scan(path: Path) -> tuple[bytes, str]:
    """The whole file's digest and its encoding, which is certain since every byte has been looked at."""
    digest, start = hashlib.sha256(), b""
    utf8, has_nul, in_1252 = _Utf8(), False, True
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            start = start or block[:8]
            digest.update(block)
            utf8.take(block)
            has_nul = has_nul or b"\0" in block
            in_1252 = in_1252 and (utf8.holds or not NOT_IN_1252.intersection(block))
    if start.startswith(b"PK\x03\x04") or start.startswith(b"\xd0\xcf\x11\xe0"):
        return digest.digest(), ""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return digest.digest(), "utf-16"
    if has_nul:
        raise FileUnreadable("not_text")
    if utf8.end():
        return digest.digest(), "utf-8-sig" if start.startswith(b"\xef\xbb\xbf") else "utf-8"
    if not in_1252 or start.startswith(b"%PDF"):
        raise FileUnreadable("not_text")
    return digest.digest(), "cp1252"


class _Utf8:
    """Whether blocks of bytes, taken one after another, are UTF-8."""

    def __init__(self) -> None:
        import codecs

        self.decoder, self.holds = codecs.getincrementaldecoder("utf-8")(), True

    def take(self, block: bytes) -> None:
        if self.holds:
            try:
                self.decoder.decode(block)
            except UnicodeDecodeError:
                self.holds = False

    def end(self) -> bool:
        try:
            self.decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            self.holds = False
        return self.holds


def _header_line(path: Path, encoding: str, shape: Shape) -> tuple[int, list[str], str, Header]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            first = islice(enumerate(_lines(file), start=1), LAST_HEADER)
            number, line = next(((n, line) for n, line in first if line.strip(" ;,\t\r\n\ufeff")), (0, ""))
    except UnicodeError:
        raise FileUnreadable("not_text") from None
    if not number:
        raise FileUnreadable("file_empty")
    best = None
    for separator in SEPARATORS:
        words = _split(line.rstrip("\r\n"), separator)
        header = match(words, shape)
        if best is None or len(header.places) > len(best[2].places):
            best = words, separator, header
    words, separator, header = best or ([], ";", match([], shape))
    if not header.places:
        raise FileUnreadable("no_header")
    while words and not words[-1].strip():
        words.pop()
    return number, words, separator, header


def _sheet_with_header(path: Path, shape: Shape) -> tuple[str, int, list[str], Header, int]:
    """The first sheet whose header has all that is required, else the first whose header has anything."""
    best = None
    try:
        for sheet, number, words, strays in workbook.headers(path):
            header = match(words, shape)
            if best is None or len(header.places) > len(best[3].places):
                best = sheet, number, words, header, strays
    except workbook.NotAWorkbook as problem:
        raise FileUnreadable(str(problem)) from None
    if best is None or not best[3].places:
        raise FileUnreadable("no_header")
    while best[2] and not best[2][-1].strip():
        best[2].pop()
    return best


def _records(of: Understood) -> Iterator[tuple[int, list[str], str]]:
    """Records of a text file. A quotation mark that is never closed costs its own line, not the rest of the file."""
    width = len(of.words)
    with of.path.open(encoding=of.encoding, newline="") as file:
        lines = (line.rstrip("\r\n") for line in _lines(file))
        waiting: list[str] = []
        number = 0
        while True:
            line = waiting.pop() if waiting else next(lines, None)
            if line is None:
                return
            number += 1
            if '"' not in line:
                yield number, [field.strip() for field in line.split(of.separator)], ""
                continue
            if line.count('"') % 2 == 0:
                yield number, [field.strip() for field in _split(line, of.separator)], ""
                continue
            taken = [line]
            # A line that has all its columns is a row by itself: its quotation mark opens nothing.
            while line.count(of.separator) < width - 1 and len(taken) < LONGEST_QUOTE:
                more = waiting.pop() if waiting else next(lines, None)
                if more is None:
                    break
                taken.append(more)
                if more.count('"') % 2:
                    break
            fields = _split("\n".join(taken), of.separator)
            if len(taken) > 1 and taken[-1].count('"') % 2 and len(fields) == width:
                yield number, [" ".join(field.split()) for field in fields], ""
            else:
                waiting.extend(reversed(taken[1:]))
                yield number, line.split(of.separator), "quote_not_closed"


# A whole line is in memory already: what is too long for a field is said of that field, and not of the file.
csv.field_size_limit(2**31 - 1)


def _lines(file: TextIO) -> Iterator[str]:
    """The lines of a text file, none of which can fill the memory. Refused with FileUnreadable."""
    for line in iter(partial(file.readline, LONGEST_LINE), ""):
        if len(line) == LONGEST_LINE:
            raise FileUnreadable("line_too_long")
        yield line


def _split(record: str, separator: str) -> list[str]:
    return next(csv.reader([record] if "\n" not in record else record.splitlines(True), delimiter=separator), [])
