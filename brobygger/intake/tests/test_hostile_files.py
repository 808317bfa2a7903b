"""Whatever stands in a field of a file: the row goes in or is rejected, and the rest of the file goes in."""

import pytest

from brobygger.intake.reading import FileUnreadable
from brobygger.intake.shapes import shape
from brobygger.intake.tests import files

HALF = "\ud800"

HOSTILE = (
    *("9" * 5000, "9" * 12, "²", "٣", "-1", "31-12-9999", "01-01-0001", "01-01-0001 00:00", "31-12-9999 23:59"),
    *("a\u2028b", "å" * 200_000, 'a;"b', '[{"a":[]}]', "nan", "1e999", "=1+1", "\ufffd", "\u202e\u200b", "24:61"),
)


@pytest.mark.parametrize("kind", sorted(files.SCHEMAS))
def test_a_hostile_field_costs_its_row_at_most(bring, kind):
    columns = [column.name for column in shape(files.SCHEMAS[kind]).columns]
    rows = [{name: value} for name in columns for value in HOSTILE]
    summary = bring(*rows, {}, kind=kind)
    counted = summary.counts()
    assert counted["rows"] == len(rows) + 1


def test_a_character_that_no_row_holds_costs_no_file(bring, tmp_path):
    assert bring(path=_utf_16(tmp_path, "\0")).counts()["rows"] == 2


def test_a_file_that_is_no_text_is_refused_in_words(bring, tmp_path):
    with pytest.raises(FileUnreadable) as problem:
        bring(path=_utf_16(tmp_path, HALF))
    assert problem.value.code == "not_text"


def _utf_16(folder, hostile):
    path = folder / "utf-16.csv"
    text = files.text([{"family_name": f"Prø{hostile}ve"}, {"given_name": "Anna", "report_number": "2"}])
    path.write_bytes(text.encode("utf-16", "surrogatepass"))
    return path
