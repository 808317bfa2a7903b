"""Single values as offices write them."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from stdnum.dk import cpr as standard
from stdnum.exceptions import ValidationError

from brobygger.base import languages
from brobygger.base.phones import as_told, of_told, phone, phones
from brobygger.intake import values
from brobygger.intake.values import BadValue


@pytest.mark.parametrize(
    ("text", "local"),
    [
        ("14-11-2026 22:15", "2026-11-14T22:15:00"),
        ("1-2-2026 7:05", "2026-02-01T07:05:00"),
        ("14.11.2026 kl. 22.15", "2026-11-14T22:15:00"),
        ("2026-11-14T22:15:30", "2026-11-14T22:15:30"),
        ("2026-11-14 22:15:00.000", "2026-11-14T22:15:00"),
        ("14-11-2026", "2026-11-14T00:00:00"),
    ],
)
def test_times(text, local):
    assert values.moment(text).local.isoformat() == local


@pytest.mark.parametrize(
    "text", ["31-02-2026", "14-11-26", "i går", "45123.5", "14-11-2026 25:00", "0001-01-01", "2026-13-01"]
)
def test_what_is_no_time(text):
    with pytest.raises(BadValue, match="not_a_time"):
        values.moment(text)
    with pytest.raises(BadValue, match="not_a_date"):
        values.day(text)


def test_the_hour_that_never_was_and_the_hour_that_came_twice():
    with pytest.raises(BadValue, match="an_hour_that_never_was"):
        values.moment("29-03-2026 02:30")
    first, second = values.moment("25-10-2026 02:50"), values.moment("25-10-2026 02:10")
    assert not second.is_before(first)  # it may have been the second time round
    assert values.moment("25-10-2026 01:50").is_before(first)


def test_a_day_without_its_hour_is_not_before_an_hour_of_that_day():
    assert not values.moment("14-11-2026").is_before(values.moment("14-11-2026 22:15"))
    assert values.moment("13-11-2026").is_before(values.moment("14-11-2026 22:15"))


def test_a_date_takes_a_midnight_but_no_other_hour():
    assert values.day("1980-04-03 00:00:00") == date(1980, 4, 3)
    with pytest.raises(BadValue, match="not_a_date"):
        values.day("03-04-1980 10:00")


@given(st.from_regex(r"[0-3][0-9][01][0-9]{7}", fullmatch=True))
def test_cpr_numbers_as_the_standard_reads_them(text):
    try:
        born = standard.get_birth_date(text)
    except ValidationError:
        with pytest.raises(BadValue):
            values.cpr(text)
        return
    found = values.cpr(text)
    assert found.born == born
    assert found.gender == ("male" if int(text[-1]) % 2 else "female")


@pytest.mark.parametrize("text", ["0304801234", "030480-1234", "030480 1234"])
def test_ways_of_writing_a_cpr_number(text):
    assert values.cpr(text) == values.Cpr("0304801234", date(1980, 4, 3), "female")


def test_an_administrative_number_has_sixty_added_to_its_day():
    assert values.cpr("630480-1234") == values.Cpr("6304801234", date(1980, 4, 3), "female")
    assert values.cpr("910180-1235").born == date(1980, 1, 31)


@pytest.mark.parametrize("text", ["030480-123", "310280-1234", "600480-1234", "920480-1234", "ukendt", "٠٣٠٤٨٠١٢٣٤"])
def test_what_is_no_cpr_number(text):
    with pytest.raises(BadValue, match="not_a_cpr_number"):
        values.cpr(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("95001234", ("+4595001234",)),
        ("+45 95 00 12 34", ("+4595001234",)),
        ("0045-95001234", ("+4595001234",)),
        ("45 95 00 12 34", ("+4595001234",)),
        ("(+45) 9500.1234", ("+4595001234",)),
        ("95001234 / 9500 1234/ +46 8 123 456 78", ("+4595001234", "+46812345678")),
        ("+49 30 123456, 95001234", ("+4930123456", "+4595001234")),
    ],
)
def test_numbers_that_can_be_rung(text, found):
    assert phones(text)[::2] == (found, ())


@pytest.mark.parametrize(
    "text",
    ["0", "12345678", "01234567", "9500123", "ukendt", "+999 1", "950 001110", "25-11-2026", "20.30-22.00"],
)
def test_numbers_that_cannot(text):
    assert phones(text) == ((), (), (text,))


def test_one_of_two_numbers_may_be_unreadable():
    assert phones("95001234 / 950 001110") == (("+4595001234",), ("",), ("950 001110",))


@pytest.mark.parametrize(
    ("text", "numbers", "beside"),
    [
        ("95020005 el. 95020006", ("+4595020005", "+4595020006"), ("", "")),
        ("95020005\n95020006", ("+4595020005", "+4595020006"), ("", "")),
        ("95020005 95020006", ("+4595020005", "+4595020006"), ("", "")),
        ("95 02 00 05 95 02 00 06", ("+4595020005", "+4595020006"), ("", "")),
        ("95020017 ikke om natten", ("+4595020017",), ("ikke om natten",)),
        ("95020017, ikke om natten", ("+4595020017",), ("ikke om natten",)),
        ("ring efter kl 16: 95020015", ("+4595020015",), ("ring efter kl 16",)),
        ("kl. 16.30-18.00 95020015", ("+4595020015",), ("kl. 16.30-18.00",)),
        ("fra 25-11-2026 95020015", ("+4595020015",), ("fra 25-11-2026",)),
        ("95020013 lok. 12", ("+4595020013",), ("lok. 12",)),
        ("95020013 ext 12", ("+4595020013",), ("ext 12",)),
        ("95 02 00 28 (bror, må ikke ringes)", ("+4595020028",), ("bror, må ikke ringes",)),
        ("mor 95020001 far 95020002", ("+4595020001", "+4595020002"), ("mor", "far")),
        ("95020001 mor 95020002 far", ("+4595020001", "+4595020002"), ("mor", "far")),
        ("95001234 / hos naboen", ("+4595001234",), ("hos naboen",)),
        ("arb. 95770004", ("+4595770004",), ("arb.",)),
    ],
)
def test_every_number_in_a_text_is_found_with_the_words_around_it(text, numbers, beside):
    assert phones(text) == (numbers, beside, ())


@pytest.mark.parametrize(("text", "number"), [("tlf. 95770001", "+4595770001"), ("95770001 (mor)", ""), ("a", "")])
def test_a_field_without_room_for_words_takes_a_number_and_what_kind_it_is(text, number):
    assert phone(text) == number


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("95001105 (mor)", "+4595001105", "mor"),
        ("mor: 95 00 11 05", "+4595001105", "mor"),
        ("+45 95001105 søsteren Lis", "+4595001105", "søsteren Lis"),
        ("mobil 95001105 (mor/far)", "+4595001105", "mobil, mor/far"),
        ("0046 8 123 456 78 (arb.)", "+46812345678", "arb."),
        ("tel:+4595001105", "+4595001105", ""),
    ],
)
def test_what_is_written_beside_a_number_is_kept(text, number, words):
    assert phones(text) == ((number,), (words,), ())


def test_a_number_with_words_that_forbid_it_has_them_beside_it():
    found = phones("95001105 (må ikke ringes op); 95001106 (mor/far) eller 95001107, 95001106 (hjem)")
    assert found.numbers == ("+4595001105", "+4595001106", "+4595001107")
    assert found.beside == ("må ikke ringes op", "mor/far, hjem", "")
    assert of_told(as_told(found)) == found


@pytest.mark.parametrize(("text", "yes"), [("ja", True), ("Nej", False), ("TRUE", True), ("0", False)])
def test_yes_and_no(text, yes):
    assert values.yes_or_no(text) is yes


def test_neither_yes_nor_no():
    with pytest.raises(BadValue, match="not_yes_or_no"):
        values.yes_or_no("måske")


@pytest.mark.parametrize(("text", "code"), [("Arabisk", "ar"), ("EN", "en"), ("da", ""), ("dansk", "")])
def test_languages(text, code):
    assert values.language(text) == code


@pytest.mark.parametrize("screen", ["da", "en"])
def test_every_language_that_can_be_chosen_is_read_by_its_name_and_code(screen):
    with translation.override(screen):
        for code, name in [("da", languages.LANGUAGES["da"]), *languages.in_order()[1:]]:
            stored = "" if code == "da" else code
            for written in (code, code.upper(), str(name), str(name).upper()):
                read = [one for one in values.languages(written) if languages.named(one) is not None]
                assert [values.language(one) for one in read[:1]] == [stored], written


def test_what_is_no_language():
    with pytest.raises(BadValue, match="not_a_language_code"):
        values.language("mange")


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("-3", -3)])
def test_whole_numbers(text, number):
    assert values.whole(text) == number


def test_what_is_no_whole_number():
    with pytest.raises(BadValue, match="not_a_whole_number"):
        values.whole("1,5")


def test_ages():
    assert values.age_on(date(2008, 11, 18), date(2026, 11, 18)) == 18
    assert values.age_on(date(2008, 11, 19), date(2026, 11, 18)) == 17
