"""The two configurations that come with the program: the seed's facts, in both languages, and nothing invented."""

import pytest
from django.utils.translation import override

from brobygger.municipality import rules
from brobygger.municipality.models import Department, Room, Setup
from brobygger.municipality.shipping import KEYS, shipped


def every_text(told):
    """Each text that stands in two languages."""
    if isinstance(told, dict):
        if {"da", "en"} <= set(told):
            yield told
        for value in told.values():
            yield from every_text(value)
    elif isinstance(told, list):
        for value in told:
            yield from every_text(value)


def test_koege_is_wide_in_five_departments():
    koege = shipped()["koege"]
    assert [row["name_da"] for row in koege.departments] == [
        "Jobcenter",
        "Familiecenter",
        "Myndighed i socialforvaltningen",
        "Åben Rådgivning (§ 82)",
        "Center for Dansk og Integration",
    ]
    assert all(row["takes_part"] for row in koege.departments)
    assert koege.setup["ways_in"] == ["department", "other_actor", "herself"]
    assert [(room["name"], room["is_at_shelter"]) for room in koege.rooms] == [("Sundhedscenteret", False)]


def test_odense_is_around_the_shelter_and_anonymous():
    odense = shipped()["odense"]
    assert odense.setup["anonymity"] == "throughout"
    assert set(odense.setup["ways_in"]) == {"campaign", "social_media", "department", "herself"}
    assert all(room["is_at_shelter"] for room in odense.rooms)
    with override("da"):
        assert "muligvis" in odense.note("rooms")


@pytest.mark.parametrize("key", KEYS)
def test_a_shipped_configuration_is_whole_and_can_be_stored(key):
    one = shipped()[key]
    assert one.told["key"] == one.key == key
    told = {field: getattr(Setup(), field) for field in rules.SETUP_VALUES} | one.setup
    assert rules.setup_problems(told, is_open=True) == {}
    assert {told[name] for name in ("public_phone", "public_hours_da", "public_hours_en")} == {""}
    for model, rows in ((Department, one.departments), (Room, one.rooms)):
        for row in rows:
            for name, value in row.items():
                most = getattr(model._meta.get_field(name), "max_length", None)
                assert most is None or len(value) <= most
    for text in every_text(one.told):
        assert text["da"]
        assert text["en"]
    with override("en"):
        assert one.text("source") == one.told["source"]["en"]
        assert len(one.texts("advantages")) >= 2
        assert len(one.texts("costs")) >= 2
    assert one.note("nothing of the kind") == ""


@pytest.mark.parametrize("key", KEYS)
def test_the_figures_of_the_two_stand_elsewhere(key):
    assert not any("%" in text["da"] for text in every_text(shipped()[key].told))
