"""A file as an office sends it becomes rows of text: encoding, separator and header are found out, never guessed."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from brobygger.base.confined import CannotRead, TooHeavy
from brobygger.base.formulas import is_guarded
from brobygger.base.storable import as_seen, holdable
from brobygger.intake import text, workbook
from brobygger.intake.remarks import Remarks
from brobygger.intake.shapes import Header, Shape, match
from brobygger.intake.text import SEPARATORS as SEPARATORS

FEWEST_APART = 1_000  # the rows of a second sheet are numbered from so many and one


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


class Sheet(NamedTuple):
    """One more sheet of a workbook with the same columns: where its header stands, which place each column has in it,
    and how many are added to its rows' numbers, so that none has that of a row of another sheet."""

    name: str
    header_row: int
    places: dict[str, int]
    width: int
    offset: int


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
    errors: tuple[int, ...] = ()  # rows of a workbook in which a cell holds an error
    more: tuple[Sheet, ...] = ()

    @property
    def is_workbook(self) -> bool:
        return not self.encoding


def understand(path: Path, shape: Shape) -> Understood:
    """What the file is. Refused with FileUnreadable where it is empty, not text, or lacks a required column."""
    try:
        size = path.stat().st_size
        if not path.is_file():  # a pipe may never end, and is read once
            raise FileUnreadable("file_not_there")
        with path.open("rb"):
            pass
    except OSError:
        raise FileUnreadable("file_not_there") from None
    if not size:
        raise FileUnreadable("file_empty")
    with _as_unreadable():
        digest, encoding, found = text.look(path)
    strays, errors, more = 0, list[int](), list[Sheet]()
    if not encoding:
        sheet, row, words, header, strays, errors, more = _sheets_with_header(path, shape)
        separator = ""
    else:
        sheet = ""
        row, words, separator, header = _header_line(found, shape)
    if header.twice:
        raise FileUnreadable("columns_twice", *header.twice)
    if header.missing_required:
        raise FileUnreadable("columns_missing", *header.missing_required)
    return Understood(
        path, shape, header, row, tuple(words), encoding, separator, sheet, size, digest, strays, tuple(errors),
        tuple(more),
    )  # fmt: skip


def rows(of: Understood, remarks: Remarks | None = None) -> Iterator[Row]:
    """The data rows one by one; blank ones are left out, and one that is broken is told so by itself. What was left out
    of one stands among the remarks."""
    with _as_unreadable():
        for row in _every_row(of):
            if remarks is not None and any("\0" in field for field in row.fields):
                remarks.add("nul_dropped", row.number)
            yield Row(row.number, _clean(row.fields), row.broken)


def _every_row(of: Understood) -> Iterator[Row]:
    """The rows of the file; of a workbook with several such sheets those of each, in the first one's order."""
    how = of.encoding, of.separator, len(of.words)
    found = workbook.rows(of.path, of.sheet) if of.is_workbook else text.rows(of.path, *how)
    yield from _rows(found, of.header_row, of.header.places, len(of.words))
    for sheet in of.more:
        found = workbook.rows(of.path, sheet.name)
        for row in _rows(found, sheet.header_row, sheet.places, sheet.width):
            fields = row.fields
            if not row.broken:
                fields = [""] * len(of.words)
                for name, place in of.header.places.items():
                    fields[place] = row.fields[sheet.places[name]] if name in sheet.places else ""
            yield Row(row.number + sheet.offset, fields, row.broken)


def _rows(
    found: Iterable[tuple[int, list[str], str]], header_row: int, known: dict[str, int], width: int
) -> Iterator[Row]:
    places = known.values()
    for number, fields, broken in found:
        if number <= header_row or (not broken and not any(fields)):
            continue
        if not broken and len(fields) == width and not any(fields[place] for place in places):
            continue  # nothing in any column that is known: a reason alone, say
        if not broken and len(fields) != width:
            while len(fields) > width and not fields[-1]:  # a spreadsheet's empty columns to the right
                fields = fields[:-1]
            if len(fields) != width:
                broken = "wrong_number_of_columns"
        yield Row(number, fields, broken)


def _clean(fields: list[str]) -> list[str]:
    """The fields as they were meant: without what nothing here holds or nobody sees, and our guard against formulas."""
    whole = "\t".join(fields)
    if "\0" in whole:
        fields = [field.replace("\0", "") for field in fields]
    if holdable(whole) != whole:
        fields = [holdable(field) for field in fields]
    if not whole.isascii():
        fields = [as_seen(field) for field in fields]
    return [field[1:] if is_guarded(field) else field for field in fields] if "'" in whole else fields


@contextmanager
def _as_unreadable() -> Iterator[None]:
    """What a confined process could not read, or not in the memory and time that it may take, is said by its code."""
    try:
        yield
    except TooHeavy:
        raise FileUnreadable("file_too_heavy") from None
    except CannotRead as problem:
        raise FileUnreadable(str(problem)) from None


def _header_line(found: list[tuple[int, dict[str, list[str]]]], shape: Shape) -> tuple[int, list[str], str, Header]:
    """The line, of the first ones, and the separator by which it has most of the columns: a title may stand above."""
    read = [(n, words, one, match(words, shape)) for n, several in found for one, words in several.items()]
    number, words, separator, header = max(read, key=lambda one: len(one[3].places))
    if not header.places:
        raise FileUnreadable("no_header")
    return number, _without_empty_end(words), separator, header


def _without_empty_end(words: list[str]) -> list[str]:
    while words and not words[-1].strip():
        words.pop()
    return words


def _sheets_with_header(path: Path, shape: Shape) -> tuple[str, int, list[str], Header, int, list[int], list[Sheet]]:
    """The first visible sheet with rows whose header has all that is required, and the others that are such."""
    with _as_unreadable():
        told = [
            (sheet, number, words, match(words, shape), strays, errors, height)
            for sheet, number, words, strays, errors, height in workbook.headers(path)
        ]
    best: dict[str, Any] = {}
    for one in told:
        if one[0] not in best or len(one[3].places) > len(best[one[0]][3].places):
            best[one[0]] = one
    whole = [one for one in best.values() if not one[3].missing_required and one[6]]
    found, *others = whole or [max(best.values(), key=lambda one: len(one[3].places), default=None)]
    if found is None or not found[3].places:
        raise FileUnreadable("no_header")
    for one in others:
        if one[3].twice:
            raise FileUnreadable("columns_twice", *one[3].twice)
    apart = max(FEWEST_APART, 10 ** len(str(max(one[6] for one in best.values()))))
    more = [
        Sheet(sheet, number, header.places, len(_without_empty_end(words)), place * apart)
        for place, (sheet, number, words, header, *_) in enumerate(others, start=1)
    ]
    sheet, number, words, header, strays, errors, *_ = found
    return sheet, number, _without_empty_end(words), header, strays, errors, more
