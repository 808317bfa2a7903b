"""Search finds whom was meant, however the name is spelled, and whichever part of it is written."""

import unicodedata

import pytest

from brobygger.access.zones import in_zones
from brobygger.outreach.queries import search
from brobygger.outreach.tests.making import someone
from brobygger.people.models import NamePart

WHO = {
    "Mette Marie Kjær-Lund": ("Mette Marie", "Kjær-Lund"),
    "Åse Ågård": ("Åse", "Ågård"),
    "Signe Aagaard": ("Signe", "Aagaard"),
    "İbrahim Yılmaz": ("İbrahim", "Yılmaz"),
    "Sean O’Connor": ("Sean", "O’Connor"),
    "Lone Bang Olufsen": ("Lone Bang", "Olufsen"),
    "سارة محمد": ("سارة", "محمد"),
    'Tab Gamma "G" Beta': ("Tab", 'Gamma "G" Beta'),
    "Zoë Müller": ("Zoë", "Müller"),
    "Łukasz Żak": ("Łukasz", "Żak"),
    "Søren Björk": ("Søren", "Björk"),
    "\\N \\.": ("\\N", "\\."),
}


@pytest.fixture
def found(cast, now):
    for given, family in WHO.values():
        someone(cast, now, person={"given_name": given, "family_name": family})
    by = cast.actor("owner")
    return lambda words: {one.name for one in search(by, zone_id=cast.zone.pk, words=words, at=now)}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Åse", ["Åse Ågård"]),
        ("aase", ["Åse Ågård"]),
        (unicodedata.normalize("NFD", "Åse"), ["Åse Ågård"]),
        ("Ågård", ["Åse Ågård", "Signe Aagaard"]),
        ("AAGÅRD", ["Åse Ågård", "Signe Aagaard"]),
        ("Marie", ["Mette Marie Kjær-Lund"]),
        ("Lund", ["Mette Marie Kjær-Lund"]),
        ("Mette Lund", ["Mette Marie Kjær-Lund"]),
        ("kjær-l mette", ["Mette Marie Kjær-Lund"]),
        ("Bang Olufsen", ["Lone Bang Olufsen"]),
        ("Olufsen, Lone", ["Lone Bang Olufsen"]),
        ("O'Connor", ["Sean O’Connor"]),
        ("O’Connor", ["Sean O’Connor"]),
        ("o´connor", ["Sean O’Connor"]),
        ("ibrahim YILMAZ", ["İbrahim Yılmaz"]),
        ("İbr", ["İbrahim Yılmaz"]),
        ("\u200fمحمد", ["سارة محمد"]),
        ("tab beta", ['Tab Gamma "G" Beta']),
        ("zoe muller", ["Zoë Müller"]),
        ("lukasz", ["Łukasz Żak"]),
        ("bjørk soeren", ["Søren Björk"]),
        ("Connor", []),
        ("Åse Aagaard Nej", []),
        ("''", []),
        ("%%", []),
    ],
)
def test_found_by_any_part_in_any_spelling(found, words, names):
    assert found(words) == set(names)


def test_found_by_a_number_in_any_writing(cast, now):
    case = someone(cast, now)
    number = case.person.numbers.get().number.removeprefix("+45")
    by = cast.actor("owner")
    parts = f"{number[:4]} {number[4:]}", f"tlf. {number}", f"tlf. {number[:6]}", f"{number} (mor)"
    for written in (f"0045 {number}", f"+45{number}", f"0045{number[:6]}", number, *parts):
        listed = search(by, zone_id=cast.zone.pk, words=written, at=now)
        assert case.pk in {one.case_id for one in listed}


def test_a_name_that_is_changed_is_found_by_the_new_one_alone(found, cast, now):
    case = someone(cast, now, person={"given_name": "Gammel", "family_name": "Navnesen"})
    cast.actor("owner")
    case.person.family_name = "Nybøl"
    case.person.save()
    assert (found("nybøl"), found("navnesen")) == ({"Gammel Nybøl"}, set())


def test_the_parts_of_a_name_lie_behind_the_wall_and_go_with_the_person(found, cast, now):
    assert found("marie")
    with in_zones(cast.actor("stranger")):
        assert not NamePart.objects.exists()
    person = someone(cast, now, person={"given_name": "Borte", "family_name": "Væksen"}).person
    cast.actor("owner")
    person.cases.all().delete()
    person.registrations.all().delete()
    person.delete()
    assert not NamePart.objects.filter(part="borte").exists()
