"""The people of the demonstration: nobody could be any of them, and everything that a worker meets is there."""

import csv
from collections import Counter
from datetime import date, datetime, timedelta

import phonenumbers
import pytest
from stdnum.dk import cpr

from brobygger.demonstration.living import HEADERS, KINDS, UNKNOWN, living, reported_on, write_csv
from brobygger.demonstration.people import NAMES, POSTAL_CODE, STREETS

DAYS = [date(2026, 11, 22), date(2027, 1, 1), date(2028, 2, 29), date(2026, 3, 30)]
DAY = DAYS[0]
ROWS = living(DAY)
NEIGHBOURS = living(DAY, incidents=12, district="Nabokredsen", neighbour=True)
FAMILIES = {family for names in NAMES.values() for family in names.families}


@pytest.mark.parametrize("day", DAYS)
def test_no_number_can_belong_to_anyone(day):
    for row in (*living(day), *living(day, incidents=12, district="Nabokredsen", neighbour=True)):
        for number in filter(None, row["phone"].split("/")):
            assert not phonenumbers.is_valid_number(phonenumbers.parse(number, "DK")), number
        if row["cpr"] and len(row["cpr"].replace("-", "")) == 10:
            digits = row["cpr"].replace("-", "")
            assert cpr.get_birth_date(digits) < day
            assert cpr.get_birth_date(digits).timetuple().tm_yday != 1
            assert sum(w * int(d) for w, d in zip((4, 3, 2, 7, 6, 5, 4, 3, 2, 1), digits, strict=True)) % 11
            assert row["gender"] in ("", "male" if int(digits[9]) % 2 else "female")


def test_names_streets_and_mail_say_that_they_are_invented():
    for row in (*ROWS, *NEIGHBOURS):
        assert row["family_name"] in FAMILIES
        assert not row["address"] or row["address"].rsplit(" ", 1)[0] in STREETS
        assert row["postal_code"] in ("", POSTAL_CODE)
        assert not row["email"] or row["email"].endswith("@demo.invalid")


def eight(row):
    return "".join(letter for letter in row["phone"] if letter.isdigit())[-8:]


def test_nobody_shares_a_number_but_with_two_of_the_accused():
    helped = Counter(eight(row) for row in ROWS if row["phone"] and row["role"] != "other")
    assert Counter(helped.values())[2] == 1  # the one who is in two incidents
    assert max(helped.values()) == 2
    others = {eight(row) for row in ROWS if row["phone"] and row["role"] == "other"}
    assert len(others & set(helped)) == 2


def test_everything_that_a_worker_meets_is_there():
    helped = [row for row in ROWS if row["role"] != "other"]
    assert 250 < len(helped) < 450
    assert {row["role"] for row in ROWS} == {"victim", "witness", "relative", "guardian", "other"}
    codes = {code for codes, *_ in KINDS.values() for code in codes}
    assert codes <= {row["offence_code"] for row in ROWS}
    assert set(UNKNOWN) <= {row["offence_code"] for row in ROWS}
    assert {row["language"] for row in ROWS} == set(NAMES)
    assert 0.10 < sum(not row["phone"] for row in helped) / len(helped) < 0.25
    assert sum(row["protected"] == "ja" for row in ROWS) == 4
    assert sum(row["protected"] == "ja" and not row["address"] for row in ROWS) == 2
    guardians = [row for row in ROWS if row["guardian_of"]]
    assert guardians
    assert any("/" in row["phone"] for row in ROWS)


def test_someone_is_in_two_incidents():
    seen = Counter(row["cpr"] for row in ROWS if row["cpr"])
    assert max(seen.values()) == 2


def minute(text):
    return datetime.strptime(text, "%d-%m-%Y %H:%M")  # noqa: DTZ007  local time throughout


@pytest.mark.parametrize("day", DAYS)
def test_the_weeks_before_the_day_and_nothing_later(day):
    rows = living(day)
    assert all(timedelta(1) <= day - reported_on(row) <= timedelta(34) for row in rows)
    after = 0
    for row in rows:
        occurred, reported = (minute(row[name]) for name in ("occurred_at", "reported_at"))
        after += occurred > reported
    assert after == 1  # the one row that is meant to be rejected
    assert [reported_on(row) for row in rows] == sorted(reported_on(row) for row in rows)


def test_the_same_day_gives_the_same_rows_and_another_day_others():
    assert living(DAY) == ROWS
    assert living(DAY + timedelta(1)) != ROWS


@pytest.mark.parametrize(("rows", "encoding"), [(ROWS, "utf-8-sig"), (NEIGHBOURS, "cp1252")])
def test_the_file_is_what_a_danish_office_sends(tmp_path, rows, encoding):
    path = tmp_path / "file.csv"
    write_csv(rows, path, encoding=encoding)
    with path.open(encoding=encoding, newline="") as file:
        assert [dict(zip(HEADERS, line.values(), strict=True)) for line in csv.DictReader(file, delimiter=";")] == rows
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
