"""What the police correct of a row that is here already: it is followed, unless someone here has changed it."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from brobygger.base.workdays import day_of
from brobygger.cases import actions as cases
from brobygger.cases.models import Case, Registration
from brobygger.intake import reading
from brobygger.intake.models import Incident
from brobygger.intake.queries import unread_numbers
from brobygger.intake.tests import files
from brobygger.people import actions as people
from brobygger.people import queries as known
from brobygger.people import rules
from brobygger.people.models import ContactPlan, Person, PhoneNumber
from brobygger.trail.models import Entry


def person(number: int, **told):
    """A row of a file with a report of its own."""
    row = {"report_number": f"RET-{number}", "given_name": "Ret", "family_name": f"Rettelse{number}"}
    return {**row, "birth_date": "01-02-1985", "phone": f"9500770{number}", "address": "Vejen 1", **told}


def remarks(summary):
    return {note["code"]: note["rows"] for note in summary.counts()["notes"]}


def case_of(number):
    return Case.objects.get(person__family_name=f"Rettelse{number}")


def in_use(number):
    rows = PhoneNumber.objects.filter(person__family_name=f"Rettelse{number}", stopped_at__isnull=True)
    return sorted(rows.values_list("number", flat=True))


def identified(split, group):
    """How many the kept counts have, which the figures are made of."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(identified) FROM evaluation_tally WHERE split = %s AND grp = %s", [split, group])
        return cursor.fetchone()[0]


@pytest.fixture
def corrected(bring):
    """Seven rows, and then the same seven, each corrected in one thing."""
    bring(*[person(n, **({"phone": ""} if n == 2 else {})) for n in range(1, 8)])
    later = [
        person(1, role="Sigtet"),
        person(2),
        person(3, protected="ja"),
        person(4, family_name="Rettet4"),
        person(5, birth_date="01-02-2012"),
        person(6, reported_at="17-11-2026 08:30"),
        person(7, offence_code=files.BURGLARY),
    ]
    return bring(*later)


def test_seven_differing_rows_are_counted_and_named(corrected):
    told = corrected.counts()
    names = ("rows", "corrected", "registrations", "already_known", "skipped_other_roles", "rejected")
    assert [told[name] for name in names] == [7, 7, 0, 6, 1, 0]
    assert (
        remarks(corrected).items()
        >= {
            "corrected_accused": [2],
            "corrected_phone": [3],
            "corrected_protected": [4],
            "corrected_name": [5],
            "corrected_birth_date": [6],
            "corrected_minor": [6],
            "corrected_reported_at": [7],
            "corrected_offence_code": [8],
        }.items()
    )


def test_the_accused_is_on_no_list_and_nothing_of_her_is_left(corrected):
    assert not Person.objects.filter(family_name="Rettelse1").exists()
    assert Registration.objects.filter(role="").values_list("state", "person").get() == ("not_in_target_group", None)
    assert not PhoneNumber.objects.filter(number="+4595007701").exists()


def test_number_protection_name_day_and_code_follow(corrected):
    assert (in_use(2), case_of(2).state) == (["+4595007702"], "to_call")
    assert (case_of(3).protected, case_of(3).person.protected) == (True, True)
    assert Person.objects.filter(family_name="Rettet4").exists()
    assert not Person.objects.filter(family_name="Rettelse4").exists()
    assert case_of(6).window_until == date(2026, 12, 15)
    row = Registration.objects.get(offence_code=files.BURGLARY)
    assert (row.incident_type, row.state) == ("burglary_and_theft", "not_in_target_group")


def test_the_fourteen_year_old_waits_for_her_guardian(corrected):
    case = case_of(5)
    assert (case.state, case.age_group, case.may_ring) == ("guardian_missing", "0_17", False)
    assert not ContactPlan.objects.get(person=case.person).may_ring


def test_the_figures_follow(corrected):
    assert identified("all", "") == 5  # neither the accused nor the burglary
    assert identified("age_group", "0_17") == 1


def test_the_same_corrections_again_change_nothing(corrected, bring):
    again = bring(person(2), person(3, protected="ja"), person(4, family_name="Rettet4"))
    assert (again.counts()["corrected"], again.counts()["already_known"]) == (0, 3)


def test_what_a_worker_changed_here_stays_and_is_named(bring, cast, now):
    bring(person(1), person(2))
    by = cast.actor("owner")
    people.change_language(person=case_of(1).person, language="ar", by=by, at=now)
    number = PhoneNumber.objects.get(number="+4595007702")
    people.stop_number(number_id=number.pk, person=number.person, because="wrong_number", by=by, at=now)
    Person.objects.filter(family_name="Rettelse2").update(address="Nyvej 3")
    summary = bring(person(1, language="so"), person(2, phone="95007702/95007712", address="Vejen 2"))
    assert Person.objects.get(family_name="Rettelse1").language == "ar"
    assert Person.objects.get(family_name="Rettelse2").address == "Nyvej 3"
    assert number.pk not in PhoneNumber.objects.filter(stopped_at__isnull=True).values_list("pk", flat=True)
    assert remarks(summary)["kept_changed_here"] == [2, 3]
    assert in_use(2) == ["+4595007712"]
    again = bring(person(1, language="so"), person(2, phone="95007702/95007712", address="Vejen 2"))
    assert "kept_changed_here" not in remarks(again)


def test_a_corrected_number_takes_the_place_of_the_one_before(bring):
    bring(person(1))
    bring(person(1, phone="95007799"))
    assert in_use(1) == ["+4595007799"]
    assert case_of(1).state == "to_call"
    bring(person(1, phone="95007701", email="a@b.invalid"))  # and it was right after all
    assert in_use(1) == ["+4595007701"]
    summary = bring(person(1, phone=""))
    assert (summary.corrected, in_use(1), case_of(1).state) == (0, ["+4595007701"], "to_call")


def test_what_was_said_of_one_number_is_said_of_no_other(bring, cast, now):
    """The number that she spoke of stays, whatever the police correct; of the other nobody has said anything."""
    bring(person(1))
    her = case_of(1).person
    said = {"basis": "herself", "may_ring": True, "days": 127, "hour_from": 0, "hour_to": 24, "confirmed_at": now}
    said |= {"may_leave_voicemail": True, "may_say_who_we_are": True, "confirmed_by_id": cast.owner.pk}
    ContactPlan.objects.filter(person=her).update(**said)
    PhoneNumber.objects.filter(person=her).update(added_at=now - timedelta(days=1))
    summary = bring(person(1, phone="95007799"), at=now + timedelta(hours=1))
    assert in_use(1) == ["+4595007701", "+4595007799"]
    assert remarks(summary).items() >= {"corrected_phone": [2], "kept_changed_here": [2]}.items()
    by = cast.actor("owner")
    her = Person.objects.select_related("contact_plan").get(pk=her.pk)
    facts = known.facts_of(by, her, on=day_of(now))
    assert rules.may_leave_voicemail(facts, now).reason == "number_came_since"
    assert rules.may_say_who_we_are(facts, now).reason == "number_came_since"
    assert known.hazards_of(by, [her])[her.pk].number_came_since
    ContactPlan.objects.filter(person=her).update(confirmed_at=now + timedelta(hours=2))
    her = Person.objects.select_related("contact_plan").get(pk=her.pk)
    facts = known.facts_of(cast.actor("owner"), her, on=day_of(now))
    assert rules.may_leave_voicemail(facts, now + timedelta(hours=3))
    assert not known.hazards_of(cast.actor("owner"), [her])[her.pk].number_came_since


def test_the_guardian_whom_a_worker_found_is_nobody_to_ring_and_no_victim(bring, cast, now):
    bring(person(1, birth_date="01-02-2012"))
    case = case_of(1)
    by, told = cast.actor("owner"), {"family_name": "Værgedatter", "number": "+4595007709", "language": ""}
    found = people.add_guardian(zone_id=cast.zone.pk, given_name="Gudrun", **told, by=by, at=now)
    cases.give_guardian(case=case, person_id=found.pk, language="", has_number=True, by=by, at=now)
    summary = bring(person(1))
    assert remarks(summary)["ward_is_adult"] == [2]
    case.refresh_from_db()
    assert (case.person.family_name, case.state, case.role, case.age_group) == (
        "Værgedatter",
        "stopped",
        "guardian",
        "",
    )
    assert case_of(1).state == "to_call"


@pytest.mark.parametrize("state", ["to_call", "will_call_self", "accepted", "declined", "no_number"])
def test_an_accused_is_rung_no_more_whatever_came_of_it_and_whoever_has_her_open(bring, cast, now, state):
    bring(person(1))
    case = case_of(1)
    held = {"held_by": cast.owner, "held_at": now} if state == "to_call" else {}
    ended = now if state in ("accepted", "declined") else None
    Case.objects.update(state=state, attempts=1, ended_at=ended, **held)
    Registration.objects.update(state=state, attempts=1, ended_at=ended)
    bring(person(1, role="Tiltalt"))
    case.refresh_from_db()
    assert (case.state, case.held_by) == ("not_in_target_group", None)
    plan = ContactPlan.objects.get(person=case.person)
    assert (plan.may_ring, plan.basis) == (False, "none")
    assert Registration.objects.get().state == "not_in_target_group"


def test_an_accused_who_was_a_victim_all_along_comes_in_again(bring):
    bring(person(1))
    bring(person(1, role="Sigtet"))
    summary = bring(person(1, place="Torvet 2"))
    assert (summary.counts()["corrected"], case_of(1).state, Registration.objects.get().role) == (
        1,
        "to_call",
        "victim",
    )


def test_the_guardian_who_is_accused_answers_for_no_child(bring):
    child = {"report_number": "RET-1", "person_ref": "1", "given_name": "Ella", "birth_date": "03-04-2016", "phone": ""}
    guardian = person(1, person_ref="2", role="guardian", guardian_of="1")
    other = person(1, person_ref="3", role="guardian", guardian_of="1", family_name="Anden", phone="95007709")
    bring(child, guardian)
    assert case_of(1).for_minor
    bring({**guardian, "role": "Sigtet"})
    case = Case.objects.get(ended_at__isnull=True)
    assert (case.state, case.person.given_name, case.for_minor) == ("guardian_missing", "Ella", False)
    bring(other)
    case.refresh_from_db()
    assert (case.state, case.person.family_name, case.for_minor) == ("to_call", "Anden", True)


def test_a_girl_turned_out_to_be_fourteen_is_given_the_guardian_who_is_known(bring):
    guardian = person(1, person_ref="2", role="guardian", guardian_of="1", family_name="Værgesen", phone="95007709")
    bring(person(1), guardian)
    bring(person(1, birth_date="01-02-2012"), guardian)
    case = Case.objects.get(ended_at__isnull=True)
    assert (case.person.family_name, case.for_minor, case.state) == ("Værgesen", True, "to_call")


@pytest.mark.parametrize("with_guardian", [False, True])
def test_a_girl_who_had_said_yes_and_is_fourteen_waits_for_her_guardian(bring, now, with_guardian):
    guardian = person(1, person_ref="2", role="guardian", guardian_of="1", family_name="Værgesen", phone="95007709")
    rest = [guardian] if with_guardian else []
    bring(person(1), *rest)
    case = case_of(1)
    ContactPlan.objects.filter(person=case.person).update(basis="herself", confirmed_at=now)
    Case.objects.filter(pk=case.pk).update(state="accepted", ended_at=now)
    Registration.objects.filter(case=case).update(state="accepted", outcome="accepted", reached=True, ended_at=now)
    summary = bring(person(1, birth_date="01-02-2012"), *rest)
    assert remarks(summary)["corrected_minor"] == [2]
    herself = Person.objects.get(family_name="Rettelse1")
    assert not ContactPlan.objects.get(person=herself).may_ring
    row = Registration.objects.get(person=herself)
    open_case = Case.objects.get(ended_at__isnull=True)
    assert (row.case, row.outcome, row.ended_at) == (open_case, "", None)
    who = ("Værgesen", "to_call") if with_guardian else ("Rettelse1", "guardian_missing")
    assert (open_case.person.family_name, open_case.state) == who


@pytest.mark.parametrize("order", ["ward_first", "guardian_first", "later_file"])
def test_the_guardian_of_an_adult_is_nobody_to_ring(bring, order):
    ward = person(1, person_ref="1", birth_date="01-02-2006")
    guardian = person(1, person_ref="2", role="guardian", guardian_of="1", family_name="Værgesen", phone="95007709")
    if order == "later_file":
        bring(ward)
        summary = bring(guardian)
    else:
        summary = bring(*((ward, guardian) if order == "ward_first" else (guardian, ward)))
    assert remarks(summary)["ward_is_adult"] == [{"ward_first": 3}.get(order, 2)]
    assert not Person.objects.filter(family_name="Værgesen").exists()
    assert not PhoneNumber.objects.filter(number="+4595007709").exists()
    assert Registration.objects.get(role="guardian").state == "not_in_target_group"
    assert Case.objects.get().person.family_name == "Rettelse1"


def test_one_who_is_both_victim_and_accused_in_one_file_is_not_rung(bring):
    summary = bring(person(1), person(1, role="Sigtet"))
    assert (summary.counts()["rejected"], Person.objects.count()) == (1, 0)
    bring(person(2))
    bring(person(2), person(2, role="Sigtet"))
    assert not Case.objects.filter(ended_at__isnull=True).exists()


def test_only_new_leaves_what_is_known_apart_from_what_safety_hangs_on(bring):
    bring(*[person(n) for n in range(1, 6)])
    summary = bring(
        person(1, role="Sigtet"),
        person(2, phone="95007712"),
        person(3, protected="ja", address="", postal_code=""),
        person(4, family_name="Rettet4"),
        person(5, birth_date="01-02-2012"),
        known="only_new",
    )
    assert not Person.objects.filter(family_name="Rettelse1").exists()
    assert in_use(2) == ["+4595007702"]
    three = case_of(3).person
    assert (three.protected, three.address, three.address_withheld) == (True, "", True)
    assert Person.objects.filter(family_name="Rettelse4").exists()
    assert case_of(5).state == "guardian_missing"
    assert remarks(summary)["kept_only_new"] == [3, 5]
    later = bring(person(2, phone="95007712"), person(4, family_name="Rettet4"))
    assert later.counts()["corrected"] == 2


def test_a_file_that_could_not_be_finished_has_not_been_read(bring, tmp_path, monkeypatch):
    """It stopped before anything had gone in; what it says is new when it is read after all."""
    newer = files.file(tmp_path, [{**person(1), "family_name": "Rettet"}], name="newer.csv")
    with monkeypatch.context() as broken:
        broken.setattr(reading, "rows", lambda *_told: (_ for _ in ()).throw(RuntimeError("power")))
        with pytest.raises(RuntimeError):
            bring(path=newer)
    bring(person(1))
    summary = bring(path=newer)
    assert (summary.corrected, Person.objects.get().family_name) == (1, "Rettet")


def test_an_older_file_read_again_overwrites_nothing(bring, tmp_path):
    older = files.file(tmp_path, [person(1), person(2)], name="older.csv")
    bring(path=older)
    bring(person(1, family_name="Ny1"), person(2, role="Sigtet"))
    summary = bring(path=older)
    assert Person.objects.get().family_name == "Ny1"
    assert summary.counts()["corrected"] == 0
    assert remarks(summary)["kept_older_file"] == [2, 3]


def test_burglary_that_was_violence_brings_her_onto_the_list(bring):
    bring(person(1, offence_code=files.BURGLARY))
    assert not Person.objects.exists()
    summary = bring(person(1))
    assert (case_of(1).state, Registration.objects.count()) == ("to_call", 1)
    assert remarks(summary)["corrected_comes_in"] == [2]


def test_a_report_day_that_was_too_early_brings_her_onto_the_list(bring):
    bring(person(1, occurred_at="01-10-2026 10:00", reported_at="02-10-2026 10:00"))
    assert Registration.objects.get().state == "window_passed"
    bring(person(1, occurred_at="01-10-2026 10:00", reported_at="12-11-2026 10:00"))
    assert case_of(1).state == "to_call"


def test_another_human_being_at_the_same_number_is_left_for_a_person_to_look_at(bring):
    bring(person(1, cpr="010285-1234"))
    summary = bring(person(1, given_name="Bo", family_name="Helt", cpr="030480-1236", birth_date=""))
    assert Person.objects.get().given_name == "Ret"
    assert remarks(summary)["kept_another_person"] == [2]


def test_protection_stays_where_another_report_still_says_it(bring):
    bring(person(1, cpr="010285-1234", protected="ja"), person(1, report_number="B", cpr="010285-1234", protected="ja"))
    bring(person(1, cpr="010285-1234", protected="nej"))
    assert Person.objects.get().protected
    bring(person(1, report_number="B", cpr="010285-1234", protected="nej", place="Torvet 9"))
    assert not Person.objects.get().protected


def test_each_correction_is_in_the_trail_in_codes_and_in_the_story(corrected):
    told = Entry.objects.filter(what="intake.row_corrected").values_list("facts__fields", flat=True)
    assert sorted(told) == ["accused", "birth_date", "name", "offence_code", "phone", "protected", "reported_at"]
    assert Incident.objects.get(report_number="RET-2").corrections[0]["fields"] == ["phone"]


def test_registered_earlier_than_today_the_age_is_that_of_the_day(bring, now):
    bring(person(1))
    bring(person(1, birth_date="19-11-1985"), at=now + timedelta(days=2))
    row = Registration.objects.get()
    assert (row.age, row.identified_on) == (40, timezone.localdate(now))


def test_what_cannot_be_read_in_a_later_file_takes_nothing_away(bring):
    bring(person(1, language="so", cpr="010285-1234", gender="kvinde"))
    stood = sorted(map(str, Person.objects.values_list("language", "gender", "marks__mark")))
    assert "so" in stood[0]
    summary = bring(person(1, language="klingon", cpr="ukendt", gender="X"))
    assert summary.counts()["corrected"] == 0
    assert sorted(map(str, Person.objects.values_list("language", "gender", "marks__mark"))) == stood


@pytest.mark.parametrize("written", ["abcdef", "nummer ukendt??", "ukendt", "950 07"])
def test_a_number_that_cannot_be_read_in_a_later_file_takes_no_number_away(bring, cast, written):
    bring(person(1))
    summary = bring(person(1, phone=written))
    assert (summary.corrected, in_use(1), case_of(1).state) == (0, ["+4595007701"], "to_call")
    assert Incident.objects.get().corrections == []
    her = case_of(1).person_id
    if written == "ukendt":
        assert remarks(summary)["nothing_was_written"] == [2]
    else:
        assert remarks(summary)["kept_not_read"] == [2]
        assert unread_numbers(cast.actor("owner"), her) == (written,)
    assert "kept_not_read" not in remarks(bring(person(1, phone=written)))
    bring(person(1, phone="95007799"))
    assert in_use(1) == ["+4595007799"]
    assert unread_numbers(cast.actor("owner"), her) == ()


def test_of_two_numbers_the_one_that_can_no_longer_be_read_stays(bring):
    bring(person(1, phone="95007701 / 95007711"))
    summary = bring(person(1, phone="95007721 / 9500 77O1"))
    assert in_use(1) == ["+4595007701", "+4595007711", "+4595007721"]
    assert remarks(summary).items() >= {"corrected_phone": [2], "kept_not_read": [2]}.items()


def test_what_is_left_empty_in_a_later_file_takes_nothing_away(bring):
    bring(person(1, email="a@b.invalid", postal_code="0999", place="Torvet 2"))
    names = ("given_name", "family_name", "birth_date", "email", "address", "postal_code")
    stood = Person.objects.values_list(*names).get()
    empty = dict.fromkeys(("email", "address", "postal_code", "birth_date", "place", "phone", "given_name"), "")
    assert bring(person(1, **empty)).corrected == 0
    assert (Person.objects.values_list(*names).get(), Incident.objects.get().place) == (stood, "Torvet 2")
    bring(person(1, **empty, offence_code=files.UNKNOWN))
    assert Incident.objects.get().place == "Torvet 2"
    assert Registration.objects.get().has_contact_details


@pytest.mark.parametrize("told", [{"gender": "ukendt køn"}, {"email": "a@b"}, {"postal_code": "99"}])
def test_what_cannot_be_read_does_not_keep_her_protection_out(bring, told):
    bring(person(1, gender="kvinde"))
    column = next(iter(told))
    summary = bring(person(1, protected="ja", **told))
    assert (summary.rejected, Person.objects.get().protected, Person.objects.get().gender) == (0, True, "female")
    assert remarks(summary)[f"{column}_not_readable"] == [2]
    assert bring(person(2, **told)).rejected == 0
    assert getattr(case_of(2).person, column) == ""


def test_after_an_unreadable_language_the_next_one_is_followed(bring):
    bring(person(1, language="arabisk"))
    bring(person(1, language="klingon"))
    summary = bring(person(1, language="polsk"))
    assert (Person.objects.get().language, summary.corrected) == ("pl", 1)


def test_a_corrected_language_is_the_one_that_the_case_shows(bring, cast, client):
    bring(person(1, language="arabisk"))
    bring(person(1, language="polsk"))
    assert (case_of(1).language, case_of(1).person.language) == ("pl", "pl")
    client.force_login(cast.owner)
    shown = client.get(reverse("case", args=[case_of(1).pk])).content.decode()
    assert "<li>polsk</li>" in shown
    assert "arabisk" not in shown


def test_the_language_that_was_spoken_in_a_call_stays_and_is_not_called_corrected(bring, cast, now):
    bring(person(1, language="arabisk"))
    case, by = case_of(1), cast.actor("owner")
    people.change_language(person=case.person, language="ku", by=by, at=now)
    Case.objects.update(language="ku")
    summary = bring(person(1, language="polsk"))
    assert (case_of(1).language, case_of(1).person.language) == ("ku", "ku")
    assert remarks(summary)["kept_changed_here"] == [2]
    assert "corrected_other" not in remarks(summary)
    assert Incident.objects.get().corrections == []


LATER = person(9, reported_at="16-11-2026 09:00", phone="95007719")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"family_name": "Gammel"}, {"family_name": "Rettelse1"}),
        ({"phone": "95007702"}, {}),
        ({"role": "relative"}, {}),
        ({"birth_date": "01-02-2012"}, {}),
        ({"email": "gammel@b.invalid", "address": "Gammelvej 1"}, {"email": "", "address": "Vejen 1"}),
    ],
)
def test_an_older_file_that_was_never_read_takes_nothing_back(bring, first, second):
    bring(person(1, **first))
    bring(person(1, **second), LATER)
    stands = Registration.objects.order_by("pk").values_list("role", "person__family_name", "person__email").first()
    summary = bring(person(1, **first, language="so"))  # written before the second file, and handed in after it
    assert summary.counts()["corrected"] == 0
    assert remarks(summary)["kept_goes_back"] == [2]
    row = Registration.objects.order_by("pk").values_list("role", "person__family_name", "person__email").first()
    assert row == stands
    assert Person.objects.order_by("pk").first().language == ""
    again = bring(person(1, **first, language="so"), person(10, reported_at="17-11-2026 09:00", phone="95007720"))
    assert again.counts()["corrected"] == 1  # a newer file says so: it was right after all


@pytest.mark.parametrize("opened", [False, True])
def test_an_older_file_brings_no_accused_back_onto_the_list(bring, opened):
    bring(person(1))
    if opened:
        Case.objects.update(attempts=1)
    bring(person(1, role="Sigtet"), LATER)
    summary = bring(person(1, place="Torvet 9"))
    assert remarks(summary)["kept_goes_back"] == [2]
    assert [case.person.family_name for case in Case.objects.filter(ended_at=None)] == ["Rettelse9"]
    bring(person(1, place="Torvet 9"), person(10, reported_at="17-11-2026 09:00", phone="95007720"))
    assert Case.objects.filter(ended_at=None).count() == 3


def test_an_older_file_may_still_say_that_she_is_protected(bring):
    bring(person(1, protected="ja", family_name="Gammel"))
    bring(person(1), LATER)
    summary = bring(person(1, protected="ja", family_name="Gammel"))
    row = Person.objects.get(family_name="Rettelse1")
    assert (row.protected, remarks(summary)["kept_goes_back"]) == (True, [2])


def test_a_file_that_may_be_an_older_one_is_named(bring):
    bring(person(1, family_name="Ny1"), LATER)
    summary = bring(person(1))  # nobody has said this before, so that nothing tells whether it is older
    assert (summary.counts()["corrected"], remarks(summary)["perhaps_older_file"]) == (1, [])
    bring(person(2))
    assert "perhaps_older_file" not in remarks(bring(person(2), person(1)))
    newer = person(10, reported_at="17-11-2026 09:00", phone="95007720")
    assert "perhaps_older_file" not in remarks(bring(person(2, phone="95007730"), newer))
