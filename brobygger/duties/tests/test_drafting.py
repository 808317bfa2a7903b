"""The draft: her own words under plain headings, questions for what is missing, nothing that gives a place away."""

from dataclasses import replace
from datetime import date

import pytest

from brobygger.duties.drafting import ChildTold, Material, Seen, build, places_in, questions_left
from brobygger.duties.paper import parts_of, pdf

SCENE = Seen("i fredags", "Bo gemte sig under bordet, da telefonen ringede", "self", "", "yes")
SECRET = Seen("", "Hun sover hos en veninde", "told_by_person", "moderen", "no")
UNASKED = Seen("", "Bo har blå mærker på armen", "told_by_other", "skolen", "")
TOLD = Material(
    kind="underretning_133", law="Barnets lov § 133", number=1, today=date(2026, 11, 18), holder="Sofie Prøvesen",
    email="sofie@brobygger.invalid", organisation="Prøvekredsens Politi", facts=[SCENE],
    children=[ChildTold("Bo", 2018, False)], parents="told", parents_reason="Moderen ved det", address="",
)  # fmt: skip


def test_a_notification_has_who_what_and_how_to_reach_her():
    text = build(TOLD)
    assert text.startswith("Underretning om et barn efter Barnets lov § 133\n18. november 2026")
    for said in ("Sofie Prøvesen, Prøvekredsens Politi", "Bo, født 2018", "– Bo gemte sig under bordet", "i fredags",
                 "Moderen ved det", "sofie@brobygger.invalid"):  # fmt: skip
        assert said in text


def test_what_may_not_be_known_stands_apart_with_a_request_to_protect_the_source():
    text = build(replace(TOLD, facts=[SCENE, SECRET, UNASKED]))
    open_part, protected = text.split("KILDEN SKAL BESKYTTES")
    assert "under bordet" in open_part
    assert "veninde" not in open_part
    assert "veninde" in protected
    assert "blå mærker" in protected
    assert "aktindsigt" in protected


def test_where_everything_must_be_protected_nothing_stands_open():
    assert "HVAD ER SET OG HØRT\n" not in build(replace(TOLD, facts=[SECRET]))


def test_the_address_stands_only_where_it_was_ticked():
    assert "ikke nogen adresse" in build(TOLD)
    assert "Prøvevej 3, 0999" in build(replace(TOLD, address="Prøvevej 3, 0999"))


def test_what_is_missing_is_asked_and_not_concluded():
    text = build(replace(TOLD, facts=[], children=[], parents="", parents_reason=""))
    asked = questions_left(text)
    assert len(asked) >= 5
    assert all("?" in question or "Skriv" in question for question in asked)


@pytest.mark.parametrize(
    ("child", "said"),
    [
        (ChildTold("Bo", None, False), "Bo, alder ikke kendt"),
        (ChildTold("", 2018, False), "Et barn, hvis navn jeg ikke kender, født 2018"),
        (ChildTold("", None, True), "Et barn, der endnu ikke er født"),
        (ChildTold("Bo", None, True), "Bo, ikke født endnu"),
    ],
)
def test_a_child_is_told_of_as_far_as_it_is_known(child, said):
    assert said in build(replace(TOLD, children=[child]))


def test_the_police_are_told_of_danger_and_not_of_parents():
    text = build(replace(TOLD, kind="police_danger", law="Programmets egen regel", children=[]))
    assert text.startswith("Til politiet")
    assert "FORÆLDRENE" not in text
    assert "Bo, født" in build(replace(TOLD, kind="police_danger"))


def test_the_parents_have_not_been_told_and_why():
    text = build(replace(TOLD, parents="not_told", parents_reason="Det kan være farligt"))
    assert "Forældrene har ikke fået at vide" in text
    assert "Det kan være farligt" in text


def test_an_addition_begins_with_its_heading_and_a_question():
    text = build(replace(TOLD, number=2, kind="underretning_135"))
    assert text.startswith("Tilføjelse")
    assert "under bordet" not in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De bor på prøvevej  3 i byen", {"address"}),
        ("Ring på 95 00 12 34", {"number"}),
        ("Bo er bange", set()),
    ],
)
def test_her_own_places_are_found_in_a_text(text, found):
    assert places_in(text, address="Prøvevej 3, 0999", numbers=["+4595001234"]) == found


def test_without_a_known_address_nothing_is_found():
    assert places_in("Prøvevej 3", address="", numbers=[]) == set()


def test_the_paper_has_headings_and_takes_every_sign_as_a_sign():
    parts = parts_of("Underretning\r\n18. november\r\n\r\nHVEM SKRIVER\r\nSofie\r\n\r\n#let *x* = $1$ @ref [?]")
    assert [part["heading"] for part in parts] == ["Underretning", "HVEM SKRIVER", ""]
    made = pdf("Underretning\n\n#let *x* = $1$ @ref [?] \\", sent=True)
    assert made.startswith(b"%PDF")
    assert b"StructTreeRoot" in made
