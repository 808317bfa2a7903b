"""The police's export goes in: who comes onto the list, who is recognised, who is rung for whom."""

from datetime import date, datetime, timedelta

from django.apps import apps
from django.db import connection

from brobygger.cases.models import Case, Registration
from brobygger.intake.models import Incident
from brobygger.intake.tests import files
from brobygger.people.models import ContactPlan, Person, PersonMark, PhoneNumber
from brobygger.trail.models import Entry


def counts(summary):
    told = summary.counts()
    names = ("rows", "people", "registrations", "already_known", "skipped_other_roles", "rejected")
    return tuple(told[name] for name in names)


def test_a_victim_comes_onto_the_list(bring, cast):
    summary = bring({"cpr": "030480-1234", "birth_date": ""})
    assert counts(summary) == (1, 1, 1, 0, 0, 0)
    case, person, row = Case.objects.get(), Person.objects.get(), Registration.objects.get()
    assert (case.state, case.person, case.role, case.incident_type) == ("to_call", person, "victim", "violence")
    assert (case.age_group, case.may_ring, case.for_minor) == ("40_49", True, False)
    assert case.ring_from == datetime.fromisoformat("2026-11-17T00:00+01:00")
    assert case.window_until == date(2026, 12, 13)
    assert (person.given_name, person.birth_date, person.gender) == ("Åse", date(1980, 4, 3), "female")
    assert (row.person, row.case, row.age, row.state) == (person, case, 46, "to_call")
    assert (row.identified_on, row.occurred_on) == (date(2026, 11, 18), date(2026, 11, 14))
    assert row.criteria.valid_from == date(2019, 5, 1)
    assert person.numbers.get().number == "+4595001234"
    plan = person.contact_plan
    assert (plan.basis, plan.may_ring, plan.may_leave_voicemail) == ("first_contact", True, False)
    assert set(person.marks.values_list("kind", flat=True)) == {"c", "b", "p"}
    incident = Incident.objects.get()
    assert (incident.registration, incident.report_number, incident.place) == (
        row,
        "0700-75321-00001-26",
        "Opdigtet Allé",
    )


def test_the_cpr_number_is_nowhere(bring):
    bring({"cpr": "030480-1234"}, {"cpr": "311399-1234", "person_ref": "2"})
    for model in apps.get_models():
        with connection.cursor() as cursor:
            cursor.execute("SELECT has_table_privilege(to_regclass(%s), 'SELECT')", [model._meta.db_table])
            if cursor.fetchone()[0]:
                cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} t WHERE t::text LIKE '%1234%0480%'")
                cursor.execute(f"SELECT count(*) FROM {model._meta.db_table} t WHERE t::text ~ '030480-?1234'")
                assert cursor.fetchone()[0] == 0, model


def test_the_same_file_again_changes_nothing(bring):
    rows = [
        {},
        {"person_ref": "2", "given_name": "Bo", "phone": ""},
        {"person_ref": "3", "offence_code": files.BURGLARY},
    ]
    bring(*rows)
    Person.objects.filter(given_name="Åse").update(address="Ny Prøvevej 7", language="en")
    PhoneNumber.objects.update(stopped_at=datetime.fromisoformat("2026-11-18T12:00Z"), stopped_because="wrong_number")
    before = everything()
    summary = bring(*rows)
    assert counts(summary) == (3, 0, 0, 3, 0, 0)
    assert everything() == before


def everything():
    models = (Person, PersonMark, PhoneNumber, ContactPlan, Case, Registration, Incident)
    return {model: sorted(map(str, model.objects.values_list())) for model in models}


def test_a_later_file_that_overlaps_adds_only_what_is_new(bring):
    bring({})
    summary = bring({}, {"report_number": "0700-2", "given_name": "Bo", "phone": "95001299"})
    assert counts(summary) == (2, 1, 1, 1, 0, 0)


def test_a_number_that_was_missing_is_added_and_the_person_is_on_the_list(bring):
    bring({"phone": ""})
    assert Case.objects.get().state == "no_number"
    assert Registration.objects.get().has_contact_details is False
    assert counts(bring({})) == (1, 0, 0, 1, 0, 0)
    assert Case.objects.get().state == Registration.objects.get().state == "to_call"


def test_a_person_in_two_incidents_gets_one_call_and_stands_twice_in_the_register(bring):
    summary = bring(
        {"cpr": "030480-1234"},
        {"report_number": "0700-2", "cpr": "0304801234", "offence_code": "75111", "reported_at": "16-11-2026 09:00"},
    )
    assert counts(summary) == (2, 1, 2, 0, 0, 0)
    case = Case.objects.get()
    assert case.registrations.count() == 2
    assert (case.incident_type, case.window_until) == ("robbery", date(2026, 12, 14))
    assert case.ring_from == datetime.fromisoformat("2026-11-17T00:00+01:00")


def test_a_second_incident_joins_the_open_case_of_an_earlier_file(bring):
    bring({})
    bring({"report_number": "0700-2", "offence_code": "74111", "phone": "95001235"})
    case = Case.objects.get()
    assert (case.incident_type, case.registrations.count(), case.person.numbers.count()) == (
        "rape_and_sexual_offences",
        2,
        2,
    )


def test_a_new_incident_after_the_case_has_ended_opens_a_new_one(bring, now):
    bring({})
    Case.objects.update(state="accepted", ended_at=now)
    Registration.objects.update(state="accepted", reached=True, outcome="accepted", ended_at=now)
    bring({"report_number": "0700-2"})
    assert sorted(Case.objects.values_list("state", flat=True)) == ["accepted", "to_call"]
    assert Person.objects.count() == 1


def test_one_who_will_call_herself_and_is_in_a_new_incident_keeps_her_answer(bring, now):
    bring({})
    Case.objects.update(state="will_call_self", follow_until=date(2026, 12, 9))
    Registration.objects.update(
        state="will_call_self", reached=True, reached_on=date(2026, 11, 18), outcome="will_call_self"
    )
    bring({"report_number": "0700-2"})
    assert Case.objects.count() == 1
    assert set(Registration.objects.values_list("state", "reached", "outcome")) == {
        ("will_call_self", True, "will_call_self")
    }


def test_two_people_of_one_name_are_two(bring):
    summary = bring(
        {"cpr": "030480-1234"},
        {"report_number": "0700-2", "cpr": "030480-1236"},
        {"report_number": "0700-3", "birth_date": "03-04-1990"},
    )
    assert counts(summary) == (3, 3, 3, 0, 0, 0)
    # Name and birth date could now be either of two: a third is kept, and nobody is rung about another's incident.
    assert counts(bring({"report_number": "0700-4"}))[1] == 1


def test_a_person_is_recognised_by_name_and_number_alone(bring):
    bring({"birth_date": ""})
    assert counts(bring({"report_number": "0700-2", "cpr": "030480-1234", "given_name": "ÅSE"}))[1] == 0
    assert Person.objects.get().marks.filter(kind="c").count() == 1


def test_outside_the_target_group_stands_in_the_register_without_identity(bring):
    summary = bring({"offence_code": files.BURGLARY})
    assert counts(summary) == (1, 0, 1, 0, 0, 0)
    assert summary.counts()["not_in_target_group"] == 1
    row = Registration.objects.get()
    assert (row.state, row.person, row.case, row.incident_type) == (
        "not_in_target_group",
        None,
        None,
        "burglary_and_theft",
    )
    assert not Person.objects.exists()
    assert not Incident.objects.exists()


def test_reported_before_spring_2019_burglary_was_in_but_it_is_too_late_to_ring(bring):
    bring({"offence_code": files.BURGLARY, "occurred_at": "01-02-2019 10:00", "reported_at": "01-02-2019 12:00"})
    row = Registration.objects.get()
    assert (row.state, row.person, row.criteria.number) == ("window_passed", None, 1)


def test_the_window_is_open_on_its_last_day_and_not_after(bring, now):
    bring({"occurred_at": "20-10-2026 10:00", "reported_at": "21-10-2026 10:00"})
    assert Registration.objects.get().state == "to_call"
    bring({"report_number": "0700-2", "occurred_at": "20-10-2026 10:00", "reported_at": "20-10-2026 10:00"})
    assert Registration.objects.latest("pk").state == "window_passed"


def test_an_unknown_offence_code_is_kept_and_told(bring):
    summary = bring({"offence_code": files.UNKNOWN})
    assert summary.counts()["unknown_offence_codes"] == {files.UNKNOWN: 1}
    assert Registration.objects.get().state == Case.objects.get().state == "awaiting_type"
    assert Registration.objects.get().criteria is None


def test_one_who_waits_for_a_type_and_is_in_another_incident_is_rung(bring):
    bring({"offence_code": files.UNKNOWN})
    bring({"report_number": "0700-2"})
    assert (Case.objects.get().state, Case.objects.get().incident_type) == ("to_call", "violence")
    assert set(Registration.objects.values_list("state", flat=True)) == {"awaiting_type", "to_call"}


CHILD = {"person_ref": "2", "given_name": "Ella", "birth_date": "03-04-2016", "phone": ""}
GUARDIAN = {"person_ref": "3", "role": "guardian", "guardian_of": "2"}


def test_for_a_minor_the_guardian_is_rung(bring):
    bring(CHILD, GUARDIAN)
    case = Case.objects.get()
    child = Registration.objects.get(role="victim")
    assert (case.person.given_name, case.for_minor, case.state, case.age_group) == ("Åse", True, "to_call", "0_17")
    assert (child.person.given_name, child.case, child.state, child.has_contact_details) == (
        "Ella",
        case,
        "to_call",
        True,
    )
    assert Registration.objects.get(role="guardian").case == case
    assert not child.person.contact_plan.may_ring


def test_a_minor_without_a_guardian_waits_for_one(bring):
    bring({**CHILD, "phone": "95001234"})
    case = Case.objects.get()
    assert (case.state, case.person.given_name, case.may_ring, case.for_minor) == (
        "guardian_missing",
        "Ella",
        False,
        False,
    )


def test_the_guardian_who_comes_with_a_later_file_is_rung(bring):
    bring(CHILD)
    bring(CHILD, GUARDIAN)
    case = Case.objects.get()
    assert (case.state, case.person.given_name, case.for_minor, case.may_ring) == ("to_call", "Åse", True, True)
    assert set(Registration.objects.values_list("state", "case_id")) == {("to_call", case.pk)}


def test_two_children_who_waited_for_one_guardian_share_her_case(bring):
    other = {**CHILD, "report_number": "0700-2", "given_name": "Elmer"}
    bring(CHILD, other)
    bring({**GUARDIAN, "cpr": "030480-1234"}, {**GUARDIAN, "report_number": "0700-2", "cpr": "030480-1234"})
    assert sorted(Case.objects.values_list("state", flat=True)) == ["stopped", "to_call"]
    assert Registration.objects.filter(case__state="to_call").count() == 4


def test_the_minor_whose_row_is_corrected_later_finds_her_guardian(bring):
    bring({**CHILD, "birth_date": "31-02-2016"}, GUARDIAN)
    bring(CHILD)
    case = Case.objects.get()
    assert (case.person.given_name, case.for_minor, case.registrations.count()) == ("Åse", True, 2)


def test_of_two_guardians_the_one_with_a_number_is_rung_and_the_other_not(bring):
    bring(CHILD, {**GUARDIAN, "given_name": "Bo", "phone": ""}, {**GUARDIAN, "person_ref": "4"})
    case = Case.objects.get()
    assert (case.person.given_name, case.registrations.count()) == ("Åse", 3)
    assert not Person.objects.get(given_name="Bo").contact_plan.may_ring


def test_a_minor_is_one_by_her_age_today(bring, now):
    turned_18 = (now - timedelta(days=1)).replace(year=2008).strftime("%d-%m-%Y")
    bring({"birth_date": turned_18})
    assert Case.objects.get().state == "to_call"


def test_protected_and_withheld_addresses_are_told(bring):
    bring({"protected": "ja"}, {"report_number": "0700-2", "given_name": "Bo", "protected": "ja", "address": ""})
    assert set(Case.objects.values_list("protected", "address_withheld")) == {(True, False), (True, True)}


def test_protection_that_comes_later_is_told_though_nothing_else_is_overwritten(bring):
    bring({})
    bring({"report_number": "0700-2", "protected": "ja", "address": "Et andet sted"})
    person = Person.objects.get()
    assert (person.protected, person.address) == (True, "Prøvevej 1")
    assert Case.objects.get().protected


def test_a_number_that_cannot_be_read_does_not_cost_the_row(bring):
    summary = bring({"phone": "spørg moderen"})
    assert Case.objects.get().state == "no_number"
    assert summary.counts()["notes"] == [{"code": "phone_not_readable", "count": 1, "rows": [2]}]


def test_several_numbers_are_kept_in_their_order(bring):
    bring({"phone": "95 00 12 34 / +49 30 123456"})
    assert list(PhoneNumber.objects.order_by("pk").values_list("number", flat=True)) == ["+4595001234", "+4930123456"]


def test_the_trail_has_the_run_begun_and_ended_with_its_counts(bring):
    bring({})
    begun, ended = Entry.objects.filter(what__startswith="intake.import").order_by("id")
    assert (begun.what, ended.what, ended.facts["registrations"]) == ("intake.import_begun", "intake.import_ended", 1)


def test_rows_alike_count_once_and_rows_that_differ_are_both_rejected(bring):
    summary = bring({}, {}, {"person_ref": "2"}, {"person_ref": "2", "given_name": "Bo"})
    assert counts(summary) == (4, 1, 1, 1, 0, 2)
    from brobygger.intake.models import RejectedRow

    assert list(RejectedRow.objects.order_by("row").values_list("row", "reason", "other")) == [
        (4, "two_rows_differ", 5),
        (5, "two_rows_differ", 4),
    ]


def test_the_stranger_from_another_zone_sees_nothing(bring, cast):
    bring({})
    cast.actor("strange_leader")
    assert not Case.objects.exists()
    assert not Incident.objects.exists()
