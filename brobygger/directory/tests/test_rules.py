"""When an offer is stale, which values can be, and what a file may change."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brobygger.directory import hours, places, rules
from brobygger.directory.content import EMPTY
from brobygger.directory.hours import NotHours, Opening

DAY = date(2026, 11, 18)
openings = st.lists(
    st.builds(
        lambda days, ends: Opening(tuple(sorted(days)), ends[0], ends[1]),
        st.sets(st.integers(1, 7), min_size=1),
        st.tuples(st.integers(0, 1439), st.integers(1, 1440)).filter(lambda ends: ends[0] < ends[1]),
    ),
    max_size=4,
).map(tuple)


@given(openings, st.sampled_from(["da", "en"]))
def test_hours_are_read_as_they_are_written(told, language):
    assert hours.read(hours.written(told, language)) == told
    assert hours.of([one.stored() for one in told]) == told


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ma-fr 9-16, lø 10-14", "ma–fr 9–16, lø 10–14"),
        ("Mandag til fredag", None),
        ("hverdage 9.30-16", "ma–fr 9:30–16"),
        ("døgnet rundt", "døgnet rundt"),
        ("ma-to 22-02", "ma–to 22–24, ti–fr 0–2"),
        ("tirsdag og torsdag kl. 18-20", "ti+to 18–20"),
        ("fr-ma 9-10", "ma+fr–sø 9–10"),
        ("9-9", None),
        ("ma 25-26", None),
        ("xx 9-10", None),
        ("ma 9:75-10", None),
    ],
)
def test_hours_as_people_write_them(text, shown):
    if shown is None:
        with pytest.raises(NotHours):
            hours.read(text)
    else:
        assert hours.written(hours.read(text), "da") == shown


def test_open_now_and_when_it_opens_next():
    told = hours.read("ma-fr 9-16")
    wednesday = datetime(2026, 11, 18, 11, 30)  # noqa: DTZ001
    assert hours.is_open(told, wednesday)
    assert not hours.is_open(told, wednesday.replace(hour=16, minute=0))
    assert hours.opens_next(told, wednesday.replace(hour=8)) == (3, 540)
    assert hours.opens_next(told, wednesday) == (4, 540)
    assert hours.opens_next(told, wednesday.replace(day=21)) == (1, 540)
    assert hours.is_open((), wednesday) is None
    assert hours.opens_next((), wednesday) is None


@pytest.mark.parametrize(
    ("checked", "noted", "confirmed", "stale"),
    [
        (None, None, True, True),
        (None, None, False, True),
        (DAY, None, True, False),
        (date(2026, 5, 22), None, True, True),  # 180 days ago
        (date(2026, 5, 23), None, True, False),
        (DAY, DAY, False, True),
        (None, DAY, True, False),
    ],
)
def test_an_offer_is_checked_again_in_time(checked, noted, confirmed, stale):
    due = rules.check_due(checked, noted, 180, confirmed=confirmed)
    assert rules.is_stale(due, DAY) is stale


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("72 21 72 21", "+4572217221"),
        ("+45 72217221", "+4572217221"),
        ("0045 7221 7221", "+4572217221"),
        ("116 006", "116006"),
        ("1888", "1888"),
        ("112", "112"),
        ("+46 8 123 456", "+468123456"),
        ('"+44 1234 234567"', "+441234234567"),
        ("12345678", ""),
        ("+45 1888", "1888"),
        ("+45 12345678", ""),
        ("7221721", ""),
        ("spørg", ""),
        ("", ""),
    ],
)
def test_phone_numbers(told, number):
    assert rules.phone_number(told) == number


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, []),
        ({"name_da": "", "name_en": ""}, [("name_da", "an_offer_has_a_name")]),
        ({"name_da": "", "name_en": "Help"}, []),
        ({"email": "hjælp"}, [("email", "not_an_email")]),
        ({"web": "javascript:alert(1)"}, [("web", "not_a_web_address")]),
        ({"web": "https://eksempel.invalid/x"}, []),
        ({"source_url": "www.x.dk"}, [("source_url", "not_a_web_address")]),
        ({"age_from": 30, "age_to": 18}, [("age_to", "ages_the_wrong_way_round")]),
        ({"age_to": 131}, [("age_to", "number_out_of_range")]),
        ({"waiting_from": 1}, [("waiting_on", "waiting_time_has_a_day")]),
        ({"waiting_from": 9, "waiting_to": 3, "waiting_on": DAY}, [("waiting_to", "waiting_the_wrong_way_round")]),
        ({"check_again_days": 9999}, [("check_again_days", "number_out_of_range")]),
        ({"address_is": "secret", "city": "Byen"}, [("address", "a_secret_address_is_not_written_down")]),
        ({"address": "Prøvevej 1"}, [("address", "say_that_the_address_is_public")]),
        ({"address_is": "public", "address": "Prøvevej 1"}, []),
        ({"phones": [{"number": "12", "note": ""}]}, [("phones", "not_a_phone_number")]),
    ],
)
def test_values_that_cannot_be(values, found):
    told = rules.problems({**EMPTY, "name_da": "Hjælp", **values})
    assert [(p.field, p.reason) for p in told] == found


def test_a_shelters_address_is_left_out_unless_someone_knows_that_it_is_public():
    told = {"needs": ["shelter"], "address": "Prøvevej 1", "postal_code": "0999", "city": "Prøveby"}
    left, out = rules.without_address_in_doubt(told)
    assert out
    assert (left["address"], left["postal_code"], left["city"]) == ("", "", "")
    for known in ({**told, "address_is": "public"}, {**told, "needs": ["legal"]}, {"needs": ["shelter"]}):
        assert rules.without_address_in_doubt(known) == (known, False)


@pytest.mark.parametrize(
    ("stands", "given", "before", "vouched", "becomes"),
    [
        ("a", "a", {}, False, "same"),
        ("a", "b", {"x": "a"}, False, "changed"),  # nobody has touched it since the file gave it
        ("mine", "b", {"x": "a"}, False, "kept"),
        ("mine", "a", {"x": "a"}, False, "same"),  # the file has nothing new to say
        ("", "b", {}, False, "changed"),
        ("mine", "b", {}, False, "kept"),
        ("a", "b", {"x": "a"}, True, "kept"),  # someone has checked that it is a
        ("", "b", {"x": ""}, True, "changed"),
        ("", "b", {"x": "a"}, False, "kept"),  # someone has emptied it
    ],
)
def test_a_file_never_overwrites_what_a_person_has_decided(stands, given, before, vouched, becomes):
    merged = rules.merge({"x": stands}, {"x": given}, before, vouched=vouched)
    assert (bool(merged.changes), bool(merged.kept)) == (becomes == "changed", becomes == "kept")


def test_a_field_that_we_do_not_have_is_not_merged():
    assert rules.merge({}, {"x": 1}, {}, vouched=False) == rules.Merge()


def test_every_municipality_is_there_once_in_its_region():
    assert len(places.MUNICIPALITIES) == 98
    assert set(places.REGION_OF.values()) == set(places.REGIONS)
    assert places.known_by("Køge") == places.known_by("Køge Kommune") == places.known_by("259") == "0259"
    assert places.known_by("Hele landet") == "DK"
    assert places.known_by("Københavns Kommune") == "0101"
    assert places.known_by("Langtbortistan") == ""
    assert places.taking_from("0259") == (("0259",), ("1085",), ("DK",))
    assert "0259" in places.taking_from("1085")[1]
    assert places.taking_from("DK") == (("DK",),)
    assert places.taking_from("nej") == ()


def test_words_are_found_however_they_are_spelt():
    assert rules.words_of(["Ældre, økonomi & gæld på Å"]) == "aeldre oekonomi gaeld paa aa"
    assert rules.same_name("RED – Safehouse") == rules.same_name("red safehouse")
