"""What may be done to a municipality's setup, to the last branch."""

import pytest

from brobygger.municipality import rules
from brobygger.municipality.rules import CopyFacts, PlaceFacts, UseFacts

GOOD = {
    "name": "Samtale og gruppe",
    "name_en": "",
    "ways_in": ["department", "herself"],
    "anonymity": "first_talk",
    "public_phone": "",
    "public_hours_da": "",
    "public_hours_en": "",
    "safe_site": "https://www.dmi.dk/",
    "answer_days": 2,
}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (CopyFacts(), ""),
        (CopyFacts(departments=3, rooms=1), ""),  # departments of another programme, no setup of this one
        (CopyFacts(has_setup=True), ""),
        (CopyFacts(has_setup=True, departments=1), "setup_is_there"),
        (CopyFacts(has_setup=True, rooms=1), "setup_is_there"),
        (CopyFacts(has_setup=True, is_open=True), "setup_is_there"),
        (CopyFacts(has_setup=True, was_open=True), "setup_is_there"),
    ],
)
def test_a_copy_never_lands_on_what_someone_has_set_up(facts, reason):
    assert rules.may_copy(facts).reason == reason


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (UseFacts(), ""),
        (UseFacts(is_open=True, was_open=True), "close_the_page_first"),
        (UseFacts(was_open=True), "setup_is_used"),
        (UseFacts(placements=1), "setup_is_used"),
        (UseFacts(used_elsewhere=True), "setup_is_used"),
    ],
)
def test_only_a_copy_that_was_used_for_nothing_is_thrown_away(facts, reason):
    assert rules.may_take_back(facts).reason == reason


@pytest.mark.parametrize(
    ("is_open", "ways", "receivers", "reason"),
    [
        (False, ["herself"], 1, ""),
        (False, ["campaign"], 1, ""),
        (False, ["social_media", "department"], 2, ""),
        (False, ["department", "other_actor"], 1, "no_way_in_by_herself"),
        (False, ["herself"], 0, "nobody_receives"),
        (True, ["herself"], 1, "page_is_open"),
    ],
)
def test_the_page_opens_only_where_someone_receives(is_open, ways, receivers, reason):
    assert rules.may_open_page(is_open=is_open, ways_in=ways, receivers=receivers).reason == reason


def test_only_an_open_page_is_closed():
    assert rules.may_close_page(is_open=True)
    assert rules.may_close_page(is_open=False).reason == "page_is_closed"


@pytest.mark.parametrize(
    ("change", "problems"),
    [
        ({}, {}),
        ({"name": "  "}, {"name": "write_a_name"}),
        ({"ways_in": []}, {"ways_in": "choose_a_way_in"}),
        ({"ways_in": ["the_window"]}, {"ways_in": "choose_a_way_in"}),
        ({"anonymity": "never"}, {"anonymity": "choose_how_anonymous"}),
        ({"public_phone": "95 00 12 34"}, {}),
        ({"public_phone": "12"}, {"public_phone": "not_a_phone"}),
        ({"safe_site": "http://www.dmi.dk/"}, {"safe_site": "not_a_safe_site"}),
        ({"name": "Vold og gruppe"}, {"name": "names_violence"}),
        ({"name": "Partnervold"}, {"name": "names_violence"}),
        ({"name_en": "Victims' group"}, {"name_en": "names_violence"}),
        ({"safe_site": "https://www.levudenvold.dk/"}, {"safe_site": "names_violence"}),
        ({"safe_site": "https://dmi"}, {"safe_site": "not_a_safe_site"}),
        ({"safe_site": "javascript:alert(1)"}, {"safe_site": "not_a_safe_site"}),
        ({"safe_site": 'https://dmi.dk/" onclick="x'}, {"safe_site": "not_a_safe_site"}),
        ({"answer_days": 0}, {"answer_days": "answer_days_out_of_range"}),
        ({"answer_days": 1}, {}),
        ({"answer_days": 10}, {}),
        ({"answer_days": 11}, {"answer_days": "answer_days_out_of_range"}),
        ({"name": "", "answer_days": 0}, {"name": "write_a_name", "answer_days": "answer_days_out_of_range"}),
    ],
)
def test_what_a_setup_can_say(change, problems):
    assert rules.setup_problems(GOOD | change, is_open=False) == problems


def test_the_way_by_herself_is_not_taken_from_an_open_page():
    without = GOOD | {"ways_in": ["department"]}
    assert rules.setup_problems(without, is_open=False) == {}
    assert rules.setup_problems(without, is_open=True) == {"ways_in": "close_the_page_first"}
    assert rules.setup_problems(GOOD | {"ways_in": ["campaign"]}, is_open=True) == {}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (PlaceFacts(), ""),
        (PlaceFacts(works_here=False), "works_not_in_the_municipality"),
        (PlaceFacts(has_a_role_for_it=False), "has_no_role_in_departments"),
        (PlaceFacts(department_is_open=False), "department_is_closed"),
        (PlaceFacts(is_there_already=True), "is_there_already"),
    ],
)
def test_who_is_placed_where(facts, reason):
    assert rules.may_place(facts).reason == reason


@pytest.mark.parametrize(
    ("is_closed", "people", "reason"),
    [(False, 0, ""), (False, 1, "people_work_there"), (True, 0, "department_is_closed")],
)
def test_a_department_is_closed_when_nobody_works_there(is_closed, people, reason):
    assert rules.may_close_department(is_closed=is_closed, people=people).reason == reason


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("Borgerservice", ""),
        ("  ", "write_a_name"),
        ("jobCENTER ", "name_is_taken"),
        ("Åben  Rådgivning", "name_is_taken"),
        ("Biblioteket", "name_was_closed"),
    ],
)
def test_two_departments_do_not_share_a_name(name, reason):
    told = rules.name_problem(name, among=["Jobcenter", "åben rådgivning"], closed=["Biblioteket"])
    assert told.reason == reason


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Åben Rådgivning (§ 82)", "aaben-raadgivning-82"),
        ("Børn & Øre", "boern-oere"),
        ("!!!", "afdeling"),
        ("Jobcenter", "jobcenter-3"),
        ("x" * 60, "x" * 36),
    ],
)
def test_a_department_gets_a_short_key_of_its_own(name, key):
    assert rules.key_of(name, {"jobcenter", "jobcenter-2"}) == key
