"""Files that would fill the memory, or never end: refused in one clear line, or read without what lies far away."""

import io
import resource
import zipfile

import pytest

from brobygger.cases.models import Registration
from brobygger.intake import reading, workbook, workbook_checked
from brobygger.intake.reading import FileUnreadable
from brobygger.intake.shapes import shape
from brobygger.intake.tests import files


def changed(path, **entries):
    """The workbook with some of its entries made anew by a function of their text."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in book.infolist():
            content = book.read(entry).decode()
            change = entries.get(entry.filename.rsplit("/", 1)[-1].split(".")[0])
            copy.writestr(entry.filename, change(content) if change else content)
    path.write_bytes(out.getvalue())
    return path


def with_cell(place, row):
    cell = f'<row r="{row}"><c r="{place}{row}" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    return lambda text: text.replace("</sheetData>", cell)


def read(path):
    file = reading.understand(path, shape("incident_export"))
    return file, list(reading.rows(file))


@pytest.mark.parametrize(("place", "row"), [("XFD", 1048576), ("A", 1048576), ("XFD", 5), ("AAA", 300_000)])
def test_a_stray_cell_far_away_is_passed_over_and_told_of(bring, tmp_path, place, row):
    path = changed(files.workbook(tmp_path, [{}, {"person_ref": "2"}]), sheet1=with_cell(place, row))
    summary = bring(path=path)
    assert Registration.objects.count() == summary.registrations == 2
    assert {"code": "cells_far_away", "count": 1, "rows": []} in summary.counts()["notes"]


def test_reading_such_a_workbook_takes_no_memory_here(tmp_path):
    path = changed(files.workbook(tmp_path, [{}]), sheet1=with_cell("XFD", 1048576))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(read(path)[1]) == 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


def test_a_stray_row_that_claims_no_cell_does_no_harm(tmp_path):
    path = changed(
        files.workbook(tmp_path, [{}]),
        sheet1=lambda text: text.replace("</sheetData>", '<row r="1048576"/></sheetData>'),
    )
    assert len(read(path)[1]) == 1


def test_one_long_text_in_very_many_cells_is_refused(bring, tmp_path):
    rows = "".join(f'<row r="{n}">' + '<c t="s"><v>0</v></c>' * 20 + "</row>" for n in range(3, 9_000))
    path = changed(
        files.workbook(tmp_path, [{}]),
        sheet1=lambda text: text.replace("</sheetData>", rows + "</sheetData>"),
        sharedStrings=lambda text: text.replace("<si><t", f"<si><t>{'a' * 32_000}</t></si><si><t", 1),
    )
    with pytest.raises(FileUnreadable) as refused:
        bring(path=path)
    assert refused.value.code == "file_too_heavy"


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(tmp_path, monkeypatch):
    path = files.workbook(tmp_path, [{}])
    monkeypatch.setattr(workbook_checked, "MOST_UNPACKED", 1_000)
    with pytest.raises(ValueError, match="file_too_heavy"):
        workbook_checked.opened(path)


def test_too_many_cells_are_refused(tmp_path, monkeypatch):
    path = files.workbook(tmp_path, [{}])
    monkeypatch.setattr(workbook_checked, "MOST_CELLS", 10)
    with pytest.raises(ValueError, match="file_too_heavy"):
        workbook_checked.opened(path)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04" + b"\0" * 500, b"\xd0\xcf\x11\xe0" + b"\0" * 500, b"\x1f\x8b\x08" + b"\0" * 99]
)
def test_what_only_looks_like_one_is_refused(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileUnreadable) as refused:
        read(path)
    assert refused.value.code == "not_text"


def test_a_binary_workbook_is_called_so(tmp_path):
    path = tmp_path / "uge48.xlsb"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("xl/workbook.bin", b"\x83\x01\x00")
    with pytest.raises(FileUnreadable) as refused:
        read(path)
    assert refused.value.code == "binary_workbook"


def test_a_line_without_an_end_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(files.text([{}]).encode() + b"a" * 3_000_000)
    with pytest.raises(FileUnreadable) as refused:
        read(path)
    assert refused.value.code == "line_too_long"
    path.write_bytes(b";" * 3_000_000)
    with pytest.raises(FileUnreadable):
        read(path)


BOMBS = {
    "numbers": (b"<c><v>1</v></c>", 7_000_000),
    "one_text_again_and_again": (b'<c t="s"><v>0</v></c>', 7_000_000),
    "more_cells_than_a_sheet_has": (b"<c/>", 13_000_000),
    "far_more": (b"<c><v>1</v></c>", 21_000_000),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_small_workbook_that_unpacks_to_millions_of_cells_is_refused_in_little_memory(tmp_path, bomb):
    cell, count = BOMBS[bomb]
    rows = (b"<row>" + cell * 20 + b"</row>") * 1_000
    path = changed(
        files.workbook(tmp_path, [{}]),
        sheet1=lambda text: text.replace("</sheetData>", rows.decode() * (count // 20_000) + "</sheetData>"),
    )
    assert path.stat().st_size < 2_000_000
    assert workbook.megabytes_for(path) < 400
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileUnreadable) as refused:
        read(path)
    assert refused.value.code == "file_too_heavy"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes


def test_an_honest_workbook_has_room_enough(tmp_path):
    path = files.workbook(tmp_path, [{"report_number": f"0700-{n}", "phone": f"95{n:06}"} for n in range(3_000)])
    assert len(read(path)[1]) == 3_000


LONG, HALF = "å" * 140_000, "å" * 70_000  # more than the csv module takes of itself


@pytest.mark.parametrize("place", ["place", "family_name", "guardian_of"])
@pytest.mark.parametrize(
    "written",
    [
        LONG,
        f'"{LONG}"',
        f'"{LONG[:70_000]}\n{LONG[:70_000]}"',
        f'"{LONG} ""citat"" {LONG}"',
        "\n".join(["å" * 70_000] * 3),
    ],
    ids=["plain", "quoted", "with_a_line_break", "with_quotes", "broken_line"],
)
def test_a_field_longer_than_a_reader_takes_costs_its_row_at_most(bring, tmp_path, place, written):
    text = files.text([{}, {place: "HER", "report_number": "2"}, {"report_number": "3"}]).replace("HER", written)
    path = tmp_path / "long.csv"
    path.write_bytes(text.encode())
    told = bring(path=path).counts()
    assert told["registrations"] == 2
    assert told["rejected"] == told["rows"] - 2 >= 1
