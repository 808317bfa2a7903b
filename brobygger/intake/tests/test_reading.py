"""What a file is: encodings, separators, headers, workbooks; and what costs one row or the whole file."""

import pytest

from brobygger.intake import reading
from brobygger.intake.reading import FileUnreadable
from brobygger.intake.shapes import match, shape
from brobygger.intake.tests import files

INCIDENTS = shape("incident_export")


def read(path):
    understood = reading.understand(path, INCIDENTS)
    return understood, list(reading.rows(understood))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("danish", [True, False])
def test_every_way_of_writing_the_same_file_reads_the_same(tmp_path, encoding, separator, danish):
    path = files.file(tmp_path, [{}, {"person_ref": "2"}], encoding=encoding, separator=separator, danish=danish)
    understood, rows = read(path)
    assert (understood.encoding, understood.separator) == (encoding, separator)
    assert understood.header.language == ("da" if danish else "en")
    assert [row.fields[8] for row in rows] == ["Åse", "Åse"]
    assert [row.number for row in rows] == [2, 3]


def test_ascii_alone_is_utf8(tmp_path):
    path = files.file(
        tmp_path, [{"given_name": "Bo", "place": "", "address": "", "role": ""}], danish=False, encoding="ascii"
    )
    assert read(path)[0].encoding == "utf-8"


def test_the_encoding_is_certain_though_the_first_danish_letter_comes_late(tmp_path):
    plain = {"given_name": "Bo", "place": "x" * 250, "address": ""}
    path = files.file(tmp_path, [plain] * 6000 + [{}], danish=False, encoding="cp1252")
    understood, rows = read(path)
    assert understood.encoding == "cp1252"
    assert rows[-1].fields[8] == "Åse"


def test_headers_are_known_without_regard_to_case_and_spaces():
    found = match([" journal-NUMMER", "report number", "Gerningskode ", "person_ref", "Hat", "reason"], INCIDENTS)
    assert found.places == {"report_number": 0, "offence_code": 2, "person_ref": 3}
    assert found.twice == ("report number",)
    assert found.unknown == ("Hat",)


def test_quotation_marks_line_breaks_and_separators_within_a_field(tmp_path):
    path = files.file(tmp_path, [{"place": 'Cafe "Sol"; 2. sal\nbaghuset'}, {"person_ref": "2"}])
    _, rows = read(path)
    assert rows[0].fields[5] == 'Cafe "Sol"; 2. sal baghuset'
    assert [row.broken for row in rows] == ["", ""]


def test_a_quotation_mark_that_is_not_closed_costs_its_own_row(tmp_path):
    rows = [{"person_ref": str(n), "place": "Hjørnet"} for n in range(40)]
    path = tmp_path / "a.csv"
    path.write_text(files.text(rows).replace("Hjørnet", '"Hjørnet', 1), encoding="utf-8")
    found = read(path)[1]
    assert [row.broken for row in found] == ["quote_not_closed"] + [""] * 39


def test_two_quotation_marks_that_are_not_closed_do_not_swallow_what_lies_between(tmp_path):
    lines = files.text([{"person_ref": str(n), "place": "Hjørnet"} for n in range(10)]).splitlines()
    for broken in (2, 6):
        lines[broken] = lines[broken].replace("Hjørnet", '"Hjørnet')
    path = tmp_path / "a.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = read(path)[1]
    assert [row.number for row in found if row.broken] == [3, 7]
    assert len(found) == 10


def test_a_row_with_more_or_fewer_columns_is_told_by_itself_and_blank_ones_are_let_go(tmp_path):
    lines = files.text([{}, {"person_ref": "2"}, {"person_ref": "3"}]).splitlines()
    lines[1] += ";for meget"
    lines[2] = lines[2].rsplit(";", 2)[0]
    path = tmp_path / "a.csv"
    path.write_text("\n".join([*lines[:3], "", ";" * 19, lines[3] + ";;"]), encoding="utf-8")
    found = read(path)[1]
    assert [(row.number, row.broken) for row in found] == [
        (2, "wrong_number_of_columns"),
        (3, "wrong_number_of_columns"),
        (6, ""),
    ]


def test_a_workbook_reads_as_the_text_does(tmp_path):
    rows = [{"birth_date": "03-04-1980"}, {"person_ref": "2", "place": "To\nlinjer"}]
    understood, found = read(files.workbook(tmp_path, rows))
    assert understood.is_workbook
    assert found[0].fields[2] == "2026-11-14 22:15:00"
    assert found[0].fields[11] == "1980-04-03"
    assert found[1].fields[5] == "To linjer"


def test_the_sheet_is_the_one_that_has_the_columns(tmp_path):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    book.add_worksheet("Forside").write(0, 0, "Udtræk")
    sheet = book.add_worksheet("Data")
    sheet.write_row(3, 0, [column.title for column in INCIDENTS.columns])
    sheet.write_row(5, 0, ["0700-1"])
    book.close()
    understood, found = read(tmp_path / "a.xlsx")
    assert (understood.sheet, understood.header_row) == ("Data", 4)
    assert [row.number for row in found] == [6]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\n;;;\n", "file_empty"),
        (b"%PDF-1.4 \xff\xfe\x81", "not_text"),
        (b"PK\x03\x04 not really", "not_text"),
        (b"\x00\x01\x02", "not_text"),
        ("Navn;Hat\nBo;høj".encode(), "no_header"),
        (b"Journalnummer;Gerningskode\n1;2", "columns_missing"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, code):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(FileUnreadable) as refusal:
        reading.understand(path, INCIDENTS)
    assert refusal.value.code == code


def test_a_column_that_stands_twice_is_not_guessed_at(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(files.text([{}]).replace("Gerningssted", "Telefon", 1), encoding="utf-8")
    with pytest.raises(FileUnreadable) as refusal:
        reading.understand(path, INCIDENTS)
    assert (refusal.value.code, refusal.value.columns) == ("columns_twice", ("Telefon",))


def test_a_file_that_is_not_there_says_so(tmp_path):
    with pytest.raises(FileUnreadable, match="file_not_there"):
        reading.understand(tmp_path / "b.csv", INCIDENTS)


def with_remarks(tmp_path, *remarks):
    """Rows with a column last that is not read."""
    head, *rows = files.text([{"report_number": f"0700-{n}"} for n in range(len(remarks))]).splitlines()
    path = tmp_path / "a.csv"
    lines = [f"{head};Bemærkning", *(f"{row};{remark}" for row, remark in zip(rows, remarks, strict=True))]
    path.write_text("\r\n".join(lines), "utf-8-sig", newline="")
    return [(row.fields[-1], row.broken) for row in read(path)[1]]


def test_line_breaks_in_the_last_column_are_its_own(tmp_path):
    told = with_remarks(
        tmp_path, "ingen", '"Ringede 112.\nNaboen åbnede."', '"Hun sagde ""nej""\nog gik; hurtigt.\n\nSlut"', ""
    )
    assert told == [
        ("ingen", ""),
        ("Ringede 112. Naboen åbnede.", ""),
        ('Hun sagde "nej" og gik; hurtigt. Slut', ""),
        ("", ""),
    ]


@pytest.mark.parametrize("second", ["ingen", '"også', 'det" var', '"hel"'])
def test_a_quotation_mark_in_the_last_column_that_nothing_closes_costs_its_own_row(tmp_path, second):
    told = with_remarks(tmp_path, '"åben', second, "sidste")
    assert [broken for _, broken in told] == [
        "quote_not_closed",
        "quote_not_closed" if second.count('"') % 2 else "",
        "",
    ]
