"""Files of offers: ours come back as they were, others' go in as far as they can, and nobody's work is lost."""

import json
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.base.decision import NotFound
from brobygger.base.storable import as_seen
from brobygger.directory import actions, hsds, importing, reading
from brobygger.directory.codes import Language, Need, Relation, WayIn
from brobygger.directory.content import CONTENT, EMPTY
from brobygger.directory.hours import WEEK
from brobygger.directory.hsds_reading import read_service
from brobygger.directory.models import Offer, OfferFile
from brobygger.directory.places import CODES, in_order
from brobygger.directory.reading import FileUnreadable
from brobygger.directory.tests.making import an_offer, only


def said(most=60):
    letters = st.characters(exclude_categories=["Cs", "Cc"])
    return st.text(letters, max_size=most).map(as_seen).filter(lambda text: "\x00" not in text)


def several(codes):
    return st.lists(st.sampled_from(list(codes)), unique=True, max_size=4)


days = st.dates(date(2000, 1, 1), date(2040, 1, 1))
ages = st.tuples(*[st.none() | st.integers(0, 130)] * 2).filter(lambda ends: None in ends or ends[0] <= ends[1])
opening = st.tuples(st.sets(st.sampled_from(WEEK), min_size=1), st.integers(0, 23), st.integers(0, 59)).map(
    lambda told: {"days": sorted(told[0]), "opens": f"{told[1]:02}:{told[2]:02}", "closes": "24:00"}
)
phone = st.builds(
    lambda number, note: {"number": number, "note": note}, st.sampled_from(["1888", "116006", "+4595001234"]), said(40)
)
addresses = st.one_of(
    st.sampled_from(["", "secret"]).map(lambda told: {"address_is": told}),
    st.builds(lambda street, town: {"address_is": "public", "address": street, "city": town}, said(), said()),
)


@st.composite
def offers(draw):
    told = {**EMPTY, "name_da": draw(said()), **draw(addresses)}
    for name in CONTENT:
        if name.endswith(("_da", "_en", "_note")) or name in ("organisation", "source", "postal_code"):
            most = 10 if name == "postal_code" else 60
            told[name] = draw(said(most)) if name != "postal_code" or told["address_is"] == "public" else ""
    told["name_en"] = told["name_en"] or "X"
    told |= {"needs": draw(several(Need.values)), "relations": draw(several(Relation.values))}
    told |= {"languages": draw(several(Language.values)), "ways_in": draw(several(WayIn.values))}
    told["places"] = in_order(draw(several(sorted(CODES))))
    told["other_terms"] = draw(st.lists(said().filter(bool), unique=True, max_size=3))
    told["hours"], told["phones"] = draw(st.lists(opening, max_size=3)), draw(st.lists(phone, max_size=3))
    told["age_from"], told["age_to"] = draw(ages)
    told["waiting_from"], told["waiting_to"] = draw(ages)
    told["waiting_on"] = draw(days)
    told |= {name: draw(st.none() | days) for name in ("assured_on", "noted_on")}
    told |= {name: draw(st.sampled_from([True, False, None])) for name in ("is_free", "anonymous")}
    told |= {"to_be_confirmed": draw(st.booleans()), "check_again_days": draw(st.integers(1, 730))}
    told |= {"gender": draw(st.sampled_from(["", "female", "male"])), "email": draw(st.sampled_from(["", "a@b.dk"]))}
    told |= {"web": draw(st.sampled_from(["", "https://x.invalid/å"]))}
    return told


@given(offers())
@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_an_offer_comes_back_from_a_file_as_it_was(told):
    read = read_service(json.loads(json.dumps(hsds.to_service("uid-1", told))))
    assert read.problems == []
    assert read.notes == []
    assert {**EMPTY, **read.values} == told


def service(**more):
    return {"id": "s1", "name": "Community Counselling", "status": "active", **more}


def term(name, **more):
    return {"id": name, "taxonomy_term": {"id": name, "name": name, "description": name, **more}}


def take_in(cast, now, *services, who="coordinator"):
    by = cast.actor(who)
    return importing.take_in(json.dumps(list(services)), zone_id=min(by.zones()), by=by, at=now)


def test_a_stranger_s_file_is_taken_in_as_far_as_it_can_be():
    read = read_service(
        service(
            description="Talks",
            url="https://eksempel.invalid",
            minimum_age="12",
            maximum_age=100.0,
            assured_date="2025-01-01",
            wait_time="two weeks",
            interpretation_services="Urdu by appointment",
            accreditations="many",
            phones=[
                {"id": "p", "number": "+45 95 00 12 34", "extension": 100, "description": "desk"},
                {"id": "f", "number": "nothing", "type": "fax"},
            ],
            schedules=[
                {"id": "a", "freq": "WEEKLY", "byday": "TH,FR", "opens_at": "10:00:00", "closes_at": "18:00:00+01:00"},
                {"id": "b", "freq": "MONTHLY", "byday": "2MO", "opens_at": "9:00", "closes_at": "10:00"},
                {"id": "c", "description": "Not on holidays"},
                {"id": "d", "byday": "MO", "opens_at": "18:00", "closes_at": "09:00"},
                {"id": "e", "byday": "MO", "opens_at": "08:00Z", "closes_at": "09:00Z"},
            ],
            service_areas=[{"id": "x", "name": "Køge Kommune"}, {"id": "y", "name": "MyCity"}],
            languages=[{"id": "l", "code": "pol"}, {"id": "m", "name": "Turkish"}, {"id": "n", "name": "Elvish"}],
            organization={"id": "o", "name": "Example Org", "email": "org@eksempel.invalid", "contacts": [{"id": "c"}]},
            service_at_locations=[
                {"id": "sl", "location": {"addresses": [{"address_1": "Prøvevej 1", "city": "Prøveby"}, {}]}}
            ],
            attributes=[term("Stalking"), term("Gardening", taxonomy="AIRS"), {"id": "z", "label": "Music"}],
            contacts=[{"id": "c", "name": "Ann Persona"}],
        )
    )
    assert read.problems == []
    told = read.values
    assert told["phones"] == [{"number": "+4595001234", "note": "(100) desk"}]
    assert told["hours"] == [{"days": [4, 5], "opens": "10:00", "closes": "18:00"}]
    assert (
        told["hours_note_da"]
        == "hver måned mandag nr. 2 9:00–10:00; Not on holidays; mandag 18:00–09:00; mandag 08:00Z–09:00Z"
    )
    assert (told["places"], told["place_note"]) == (["0259"], "MyCity")
    assert (told["languages"], told["language_note"]) == (["pl", "tr"], "Urdu by appointment; Elvish")
    assert (told["needs"], told["other_terms"]) == (["stalking"], ["Gardening", "Music"])
    assert (told["address"], told["address_is"], told["organisation"]) == ("Prøvevej 1", "public", "Example Org")
    assert (told["email"], told["age_from"], told["age_to"]) == ("org@eksempel.invalid", 12, 100)
    assert (told["capacity_da"], told["assured_on"]) == ("two weeks", date(2025, 1, 1))
    assert "Persona" not in json.dumps(told, default=str)
    assert {code for code, _about in read.notes} == {
        "fax_left_out", "hours_kept_as_text", "place_kept_as_text", "language_kept_as_text", "people_left_out",
        "extra_address_left_out", "term_kept_as_text", "not_taken_in",
    }  # fmt: skip


def test_the_address_of_a_strangers_shelter_is_not_taken_in():
    told = service(
        attributes=[term("A safe place to stay")],
        service_at_locations=[{"location": {"addresses": [{"address_1": "Prøvevej 1", "city": "Prøveby"}]}}],
    )
    read = read_service(told)
    assert (read.values["address"], read.values["city"], "address_is" in read.values) == ("", "", False)
    assert ("shelter_address_left_out", "") in read.notes


@pytest.mark.parametrize(
    ("wrong", "field", "reason"),
    [
        ("not a service", "", "not_hsds"),
        ({"name": "X"}, "id", "has_no_id"),
        (service(id="x" * 81), "id", "too_long"),
        (service(name=""), "name_da", "an_offer_has_a_name"),
        (service(name={"da": "X"}), "name_da", "not_text"),
        (service(name="x" * 201), "name_da", "too_long"),
        (service(name="x\x00"), "name_da", "not_text"),
        (service(status="perhaps"), "status", "status_unknown"),
        (service(minimum_age="twelve"), "minimum_age", "not_a_number"),
        (service(minimum_age=50, maximum_age=40), "age_to", "ages_the_wrong_way_round"),
        (service(email="nej"), "email", "not_an_email"),
        (service(url="javascript:alert(1)"), "web", "not_a_web_address"),
        (service(phones="1888"), "phones", "not_hsds"),
        (service(assured_date="yesterday"), "assured_on", "not_a_date"),
        (service(attributes=[{"link_type": "brobygger", "label": "gender", "value": '"x"'}]), "gender", "not_a_code"),
        (service(attributes=[{"link_type": "brobygger", "label": "is_free", "value": "3"}]), "is_free", "not_a_code"),
        (service(attributes=[{"link_type": "brobygger", "label": "source", "value": "{"}]), "source", "not_text"),
        (service(attributes=[{"link_type": "brobygger", "label": "ways_in", "value": "[1]"}]), "ways_in", "not_a_code"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_is_rejected_with_its_field_value_and_reason(wrong, field, reason):
    assert (field, reason) in [(p.field, p.reason) for p in read_service(wrong).problems]


def test_the_shapes_in_which_services_come():
    one = service()
    for whole in ([one], {"contents": [one]}, one, {"id": "o", "name": "Org", "services": [one]}):
        found = reading.services_of(json.dumps(whole))
        assert [s["id"] for s in found] == ["s1"]
    tables = {
        "organization": [{"id": "o", "name": "Org"}],
        "service": [service(organization_id="o"), "rubbish"],
        "phone": [{"id": "p", "service_id": "s1", "number": "1888"}],
        "location": [{"id": "l"}],
        "address": [{"id": "a", "location_id": "l", "address_1": "Prøvevej 1", "city": "Prøveby"}],
        "service_at_location": [{"id": "sl", "service_id": "s1", "location_id": "l"}],
        "attribute": [{"id": "t", "link_id": "s1", "taxonomy_term_id": "tt"}],
        "taxonomy_term": [{"id": "tt", "name": "Stalking"}],
    }
    told, rubbish = reading.services_of(json.dumps(tables))
    read = read_service(told)
    assert (read.values["organisation"], read.values["needs"]) == ("Org", ["stalking"])
    assert (read.values["address"], read.values["phones"][0]["number"]) == ("Prøvevej 1", "1888")
    assert read_service(rubbish).problems


@pytest.mark.parametrize(
    ("raw", "reason"),
    [(b"{", "not_json"), (b"3", "not_hsds"), (b'{"a": 1}', "not_hsds"), (b"\xff\xfe", "not_utf8"),
     (b" " * (reading.LARGEST + 1), "too_large"), (b"[" * 100_000, "not_json")],
)  # fmt: skip
def test_what_is_no_file_of_offers_says_so(raw, reason):
    with pytest.raises(FileUnreadable) as problem:
        reading.services_of(reading.text_of(raw))
    assert problem.value.reason == reason


# -- into the directory ----------------------------------------------------------------------------------------------


def test_everything_goes_out_and_comes_back_the_same(cast, now):
    an_offer(cast, now, who="leader", waiting_from=3, waiting_on=date(2026, 11, 1), other_terms=["Andet"])
    closed = Offer.objects.get(name_da="Exitcirklen")
    by = cast.actor("leader")
    actions.close_offer(
        offer_id=closed.pk,
        reason="moved",
        note="Flyttet",
        closed_on=date(2026, 11, 2),
        zone_id=cast.zone.pk,
        by=by,
        at=now,
    )
    before = json.dumps(importing.export(by), sort_keys=True)
    there, own = Offer.objects.filter(zone=None).count() + 1, Offer.objects.exclude(zone=None)
    own.delete()
    plan = importing.take_in(before, zone_id=cast.zone.pk, by=by, at=now + timedelta(days=9))
    assert plan.counts() == {"new": 1, "changed": 1, "kept": 0, "already_known": there - 2, "rejected": 0}
    assert plan.notes == []
    assert {row.name_da: row.state for row in own} == {"Prøvehuset": "open", "Exitcirklen": "closed"}
    assert json.dumps(importing.export(by), sort_keys=True) == before
    again = importing.take_in(before, zone_id=cast.zone.pk, by=by, at=now)
    assert again.counts()["already_known"] == there


def test_what_a_person_has_changed_or_checked_is_not_overwritten(cast, now):
    only()
    take_in(cast, now, service(description="Old", phones=[{"number": "1888"}]), service(id="s2", email="a@b.invalid"))
    offer, other = Offer.objects.get(uid="s1"), Offer.objects.get(uid="s2")
    by = cast.actor("coordinator")
    zone = cast.counselling_zone.pk
    actions.change_offer(offer_id=offer.pk, values={"description_da": "Ours"}, seen=1, zone_id=zone, by=by, at=now)
    actions.check_offer(offer_id=other.pk, seen=1, zone_id=zone, by=by, at=now)
    plan = take_in(
        cast, now, service(description="New", phones=[{"number": "114"}]),
        service(id="s2", email="c@d.invalid", url="https://x.invalid"),
    )  # fmt: skip
    assert plan.counts() == {"new": 0, "changed": 2, "kept": 0, "already_known": 0, "rejected": 0}
    offer.refresh_from_db()
    other.refresh_from_db()
    assert (offer.description_da, offer.phones[0]["number"]) == ("Ours", "114")
    assert (other.email, other.web) == ("a@b.invalid", "https://x.invalid")
    assert [sorted(change.merged.kept) for change in plan.changed] == [["description_da"], ["email"]]
    newest = offer.versions.order_by("-number").first()
    assert (newest.deed, newest.fields) == ("imported", ["phones"])


def test_a_file_that_closes_an_offer_closes_only_what_nobody_has_checked(cast, now):
    only()
    take_in(cast, now, service(), service(id="s2"))
    by = cast.actor("coordinator")
    checked = Offer.objects.get(uid="s2")
    actions.check_offer(offer_id=checked.pk, seen=1, zone_id=cast.counselling_zone.pk, by=by, at=now)
    plan = take_in(cast, now, service(status="defunct"), service(id="s2", status="defunct"))
    assert dict(Offer.objects.filter(uid__startswith="s").values_list("uid", "state")) == {"s1": "closed", "s2": "open"}
    assert [change.closing_kept for change in plan.kept] == [True]
    assert take_in(cast, now, service()).kept[0].closing_kept  # nor is it opened again by a file
    assert Offer.objects.get(uid="s1").state == "closed"


def test_a_merge_that_cannot_be_is_left_to_a_person(cast, now):
    only()
    take_in(cast, now, service(minimum_age=18, maximum_age=30))
    offer = Offer.objects.get(uid="s1")
    by = cast.actor("coordinator")
    actions.change_offer(
        offer_id=offer.pk, values={"age_from": 25}, seen=1, zone_id=cast.counselling_zone.pk, by=by, at=now
    )
    plan = take_in(cast, now, service(minimum_age=18, maximum_age=20))
    assert plan.counts()["kept"] == 1
    offer.refresh_from_db()
    assert (offer.age_from, offer.age_to) == (25, 30)


def test_bad_rows_stay_out_and_the_rest_goes_in(cast, now):
    plan = take_in(cast, now, service(), service(), service(id="s3", email="nej"), "x")
    assert plan.counts()["new"] == 1
    told = [(n, r.uid, p.field, p.value, p.reason) for n, r in plan.rejected for p in r.problems]
    assert told == [
        (2, "s1", "id", "s1", "stands_twice"), (3, "s3", "email", "nej", "not_an_email"), (4, "", "", "x", "not_hsds")
    ]  # fmt: skip
    first = Offer.objects.get(uid="s1")
    assert (first.to_be_confirmed, first.checked_by, first.source) == (True, None, "Open Referral (HSDS)")


def test_one_that_is_perhaps_there_already_is_pointed_out(cast, now):
    assert take_in(cast, now, service(name="danner")).perhaps_same == {"s1": "Danner"}


@pytest.mark.parametrize("who", ["owner", "counsellor", "officer"])
def test_only_those_who_keep_the_directory_take_files_in(cast, now, who):
    with pytest.raises(NotFound):
        take_in(cast, now, service(), who=who)


def test_a_file_that_was_handed_in_is_its_owners_alone_and_lies_for_a_day(cast, now):
    by = cast.actor("leader")
    told = json.dumps([service()])
    first = importing.hand_in(told, zone_id=cast.zone.pk, by=by, at=now)
    with pytest.raises(NotFound):
        importing.file_for(cast.actor("second_leader"), first.pk)
    later = importing.hand_in(told, zone_id=cast.zone.pk, by=cast.actor("leader"), at=now + timedelta(hours=25))
    assert list(OfferFile.objects.all()) == [later]
    importing.drop_file(file_id=later.pk, zone_id=cast.zone.pk, by=by, at=now)
    assert not OfferFile.objects.exists()
    assert not Offer.objects.filter(uid="s1").exists()


def test_an_import_that_fails_half_way_leaves_nothing(cast, now, monkeypatch):
    calls = []

    def fails(*args, **kwargs):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError
        return real(*args, **kwargs)

    real = importing._add
    monkeypatch.setattr(importing, "_add", fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        take_in(cast, now, service(), service(id="s2"))
    assert not Offer.objects.filter(uid__in=["s1", "s2"]).exists()


WEEKLY = {"freq": "WEEKLY", "opens_at": "09:00", "closes_at": "15:00"}
MONDAYS = {"days": [1], "opens": "09:00", "closes": "15:00"}


@pytest.mark.parametrize(
    ("told", "numbers"),
    [
        ("70 20 30 82 / 70 20 30 83", [("+4570203082", ""), ("+4570203083", "")]),
        ("70 20 30 82 (hverdage 9-15)", [("+4570203082", "hverdage 9-15")]),
        ("\u202a70 20 30 82\u202c", [("+4570203082", "")]),
        ("Ring til vagten: 70 20 30 82 efter kl. 17", [("+4570203082", "Ring til vagten, efter kl. 17")]),
        ("116 006", [("116006", "")]),
        ("oplyses ved henvendelse", []),
        ("12345678", []),
    ],
)
def test_phones_are_read_as_feeds_write_them_and_nothing_is_rejected_for_one(told, numbers):
    read = read_service(service(phones=[{"number": told}]))
    assert read.problems == []
    assert [(one["number"], one["note"]) for one in read.values.get("phones", [])] == numbers
    assert [code for code, _about in read.notes] == ([] if numbers else ["phone_left_out"])


@pytest.mark.parametrize(
    ("rule", "hours", "in_words"),
    [
        (WEEKLY | {"byday": "MO"}, [MONDAYS], ""),
        (WEEKLY | {"dtstart": "2026-11-30"}, [MONDAYS], ""),
        (WEEKLY | {"freq": "DAILY"}, [MONDAYS | {"days": [1, 2, 3, 4, 5, 6, 7]}], ""),
        (WEEKLY | {"byday": "MO", "valid_from": "2020-01-01"}, [MONDAYS], ""),
        (
            WEEKLY | {"byday": "MO,TU", "valid_from": "2091-06-01"},
            [],
            "hver uge mandag tirsdag 09:00–15:00 fra 01.06.2091",
        ),
        (WEEKLY | {"byday": "MO", "interval": 2}, [], "hver 2. uge mandag 09:00–15:00"),
        (WEEKLY | {"byday": "MO", "until": "2027-01-01"}, [], "hver uge mandag 09:00–15:00 til og med 01.01.2027"),
        (WEEKLY | {"byday": "FR", "closes_at": "02:00"}, [], "hver uge fredag 09:00–02:00"),
        (WEEKLY, [], "hver uge 09:00–15:00"),
    ],
)
def test_opening_hours_that_cannot_be_counted_with_say_all_that_they_said(rule, hours, in_words):
    read = read_service(service(schedules=[rule]))
    assert read.values.get("hours", []) == hours
    assert in_words in read.values.get("hours_note_da", "")
    assert [code for code, _about in read.notes] == ([] if hours else ["hours_kept_as_text"])


def test_a_place_lends_its_hours_and_phone_to_what_has_none_of_its_own():
    place = {"name": "Hus", "schedules": [WEEKLY | {"byday": "MO"}], "phones": [{"number": "20304050"}]}
    read = read_service(service(service_at_locations=[{"location": place}]))
    assert (read.values["hours"], read.values["phones"]) == ([MONDAYS], [{"number": "+4520304050", "note": ""}])
    own = read_service(service(service_at_locations=[{"location": place}], phones=[{"number": "95 00 00 12"}]))
    assert [one["number"] for one in own.values["phones"]] == ["+4595000012"]


def test_a_web_address_without_its_scheme_and_a_status_with_a_capital_are_what_they_mean():
    read = read_service(service(url="www.proeve.invalid/hjælp", status="Active"))
    assert read.problems == []
    assert read.values["web"] == "https://www.proeve.invalid/hjælp"


@pytest.mark.parametrize(
    "page",
    [
        [{"id": "1", "name": "Foreningen Prøve", "legal_status": "Forening"}, {"id": "2", "name": "Kommunen Prøve"}],
        {"contents": [{"id": "1", "name": "Vold", "taxonomy": "T", "code": "V1", "term_uri": "https://x.invalid/1"}]},
        [{"id": "1", "name": "Hus", "latitude": 55.4}],
    ],
)
def test_a_page_of_organisations_of_terms_or_of_places_is_no_page_of_offers(page):
    with pytest.raises(FileUnreadable) as refused:
        reading.services_of(json.dumps(page))
    assert refused.value.reason == "no_services"
