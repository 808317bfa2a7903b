"""A text file as an office writes it: encoding, separator and records are found out; read in a confined process."""

import codecs
import csv
import hashlib
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from brobygger.base.confined import confined, in_batches

MEGABYTES, SECONDS = 512, 600
LOOK, ROWS = "brobygger.intake.text:_look", "brobygger.intake.text:_rows"
BLOCK = 1 << 20
# Windows-1252 has no character at these; a text that holds one is something else.
NOT_IN_1252 = frozenset(b"\x81\x8d\x8f\x90\x9d")
# A quotation mark that is not closed within this many lines was never meant to open anything.
LONGEST_QUOTE = 20
# One in so many: a program that stopped in the middle of its work leaves some, and text of two bytes has every other.
MOST_NUL = 4
LONGEST_LINE = 1_000_000  # characters
LAST_HEADER, TITLES = 1_000, 20  # a header stands within so many lines, and within so many that hold anything
SEPARATORS = {";": "semicolon", ",": "comma", "\t": "tab"}


def look(path: Path) -> tuple[bytes, str, list[tuple[int, dict[str, list[str]]]]]:
    """The whole file's digest and its encoding, and of its first lines that hold anything the number and the words by
    each separator; of a workbook the digest alone. Raises TooHeavy, or CannotRead with a code."""
    ((digest, encoding, found),) = confined(LOOK, {"path": str(path)}, megabytes=MEGABYTES, seconds=SECONDS)
    return bytes.fromhex(digest), encoding, found


def rows(path: Path, encoding: str, separator: str, width: int) -> Iterator[tuple[int, list[str], str]]:
    """The records with their numbers, and what is wrong with each as a whole. Raises TooHeavy, or CannotRead."""
    told = {"path": str(path), "encoding": encoding, "separator": separator, "width": width}
    for several in confined(ROWS, told, megabytes=MEGABYTES, seconds=SECONDS):
        yield from several


# -- in the confined process ----------------------------------------------------------------------------------------
def _look(path: str) -> Iterator[Any]:
    digest, encoding = _scan(Path(path))
    if not encoding:
        yield digest.hex(), "", []
        return
    try:
        with Path(path).open(encoding=encoding, newline="") as file:
            first = islice(enumerate(_lines(file), start=1), LAST_HEADER)
            lines = ((n, line.rstrip("\r\n").replace("\0", "")) for n, line in first)
            told = islice(((n, line) for n, line in lines if line.strip(" ;,\t\ufeff")), TITLES)
            found = [(n, {one: _split(line, one) for one in SEPARATORS}) for n, line in told]
    except UnicodeError:
        raise ValueError("not_text") from None
    if not found:
        raise ValueError("file_empty")
    yield digest.hex(), encoding, found


def _rows(path: str, encoding: str, separator: str, width: int) -> Iterator[Any]:
    try:
        with Path(path).open(encoding=encoding, newline="") as file:
            yield from in_batches(_records(file, separator, width))
    except UnicodeError:
        raise ValueError("not_text") from None


def _scan(path: Path) -> tuple[bytes, str]:
    """The whole file's digest and its encoding, which is certain since every byte has been looked at."""
    digest, start = hashlib.sha256(), b""
    utf8, nul, size, in_1252 = _Utf8(), 0, 0, True
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            start = start or block[:8]
            digest.update(block)
            utf8.take(block)
            nul, size = nul + block.count(0), size + len(block)
            in_1252 = in_1252 and (utf8.holds or not NOT_IN_1252.intersection(block))
    if start.startswith(b"PK\x03\x04") or start.startswith(b"\xd0\xcf\x11\xe0"):
        return digest.digest(), ""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return digest.digest(), "utf-16"
    if nul * MOST_NUL > size:
        raise ValueError("not_text")
    if utf8.end():
        return digest.digest(), "utf-8-sig" if start.startswith(b"\xef\xbb\xbf") else "utf-8"
    if not in_1252 or start.startswith(b"%PDF"):
        raise ValueError("not_text")
    return digest.digest(), "cp1252"


class _Utf8:
    """Whether blocks of bytes, taken one after another, are UTF-8."""

    def __init__(self) -> None:
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


def _records(file: TextIO, separator: str, width: int) -> Iterator[tuple[int, list[str], str]]:
    """Records of a text file. A quotation mark that is never closed costs its own line, not the rest of the file."""
    lines = (line.rstrip("\r\n") for line in _lines(file))
    waiting: list[str] = []
    number = 0
    while True:
        line = waiting.pop() if waiting else next(lines, None)
        if line is None:
            return
        number += 1
        if '"' not in line:
            yield number, [field.strip() for field in line.split(separator)], ""
            continue
        if line.count('"') % 2 == 0:
            yield number, [field.strip() for field in _split(line, separator)], ""
            continue
        taken = [line]
        while len(taken) < LONGEST_QUOTE:
            more = waiting.pop() if waiting else next(lines, None)
            if more is None:
                break
            taken.append(more)
            if more.count('"') % 2 or _is_whole(line, more, separator, width):
                break
        fields = _split("\n".join(taken), separator)
        closed = taken[-1].count('"') % 2 and not _is_whole(line, taken[-1], separator, width)
        if len(taken) > 1 and closed and len(fields) == width:
            yield number, [" ".join(field.split()) for field in fields], ""
        else:
            waiting.extend(reversed(taken[1:]))
            yield number, line.split(separator), "quote_not_closed"


def _is_whole(line: str, more: str, separator: str, width: int) -> bool:
    """Whether both lines have all the columns: the second is a row by itself, and no more of the first."""
    return min(line.count(separator), more.count(separator)) >= width - 1


# A whole line is in memory already: what is too long for a field is said of that field, and not of the file.
csv.field_size_limit(2**31 - 1)


def _lines(file: TextIO) -> Iterator[str]:
    """The lines of a text file, none of which can fill the memory."""
    for line in iter(partial(file.readline, LONGEST_LINE), ""):
        if len(line) == LONGEST_LINE:
            raise ValueError("line_too_long")
        yield line


def _split(record: str, separator: str) -> list[str]:
    return next(csv.reader([record] if "\n" not in record else record.splitlines(True), delimiter=separator), [])
