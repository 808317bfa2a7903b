"""Every way in which a row breaks its schema costs that row alone, and is told in one clear line."""

import csv
import stat

import pytest

from brobygger.intake import rejecting
from brobygger.intake.models import RejectedRow
from brobygger.intake.tests import files

BROKEN = [
    ({"report_number": ""}, "report_number", "value_missing"),
    ({"offence_code": ""}, "offence_code", "value_missing"),
    ({"occurred_at": ""}, "occurred_at", "value_missing"),
    ({"reported_at": ""}, "reported_at", "value_missing"),
    ({"district": ""}, "district", "value_missing"),
    ({"person_ref": ""}, "person_ref", "value_missing"),
    ({"given_name": "x" * 101}, "given_name", "too_long"),
    ({"offence_code": "7a111"}, "offence_code", "not_an_offence_code"),
    ({"offence_code": "12"}, "offence_code", "not_an_offence_code"),
    ({"occurred_at": "i går"}, "occurred_at", "not_a_time"),
    ({"reported_at": "32-11-2026 10:00"}, "reported_at", "not_a_time"),
    ({"occurred_at": "29-03-2026 02:30"}, "occurred_at", "an_hour_that_never_was"),
    ({"reported_at": "14-11-2026 22:14"}, "reported_at", "before_it_happened"),
    ({"reported_at": "19-11-2026 10:00"}, "reported_at", "in_the_future"),
    ({"role": "bisidder"}, "role", "not_in_the_closed_list"),
    ({"birth_date": "03-04-80"}, "birth_date", "not_a_date"),
    ({"birth_date": "03-04-2027"}, "birth_date", "age_out_of_range"),
    ({"protected": "måske"}, "protected", "not_yes_or_no"),
    ({"guardian_of": "1"}, "guardian_of", "guardian_of_herself"),
]


@pytest.mark.parametrize(("wrong", "column", "reason"), BROKEN)
def test_a_broken_row_is_rejected_by_itself(bring, wrong, column, reason):
    summary = bring(wrong, {"person_ref": "7", "report_number": "0700-9"})
    assert (summary.registrations, summary.rejected) == (1, 1)
    assert RejectedRow.objects.values_list("row", "column", "reason").get() == (2, column, reason)


REGISTERED = [
    ({"registration_id": ""}, "registration_id", "value_missing"),
    ({"registration_id": "x" * 65}, "registration_id", "too_long"),
    ({"identified_on": ""}, "identified_on", "value_missing"),
    ({"identified_on": "maj 2019"}, "identified_on", "not_a_date"),
    ({"identified_on": "19-11-2026", "reached_on": ""}, "identified_on", "in_the_future"),
    ({"incident_type": "noise"}, "incident_type", "not_in_the_closed_list"),
    ({"role": "other"}, "role", "not_in_the_closed_list"),
    ({"gender": "x"}, "gender", "not_in_the_closed_list"),
    ({"age": "121"}, "age", "age_out_of_range"),
    ({"age": "-1"}, "age", "below_the_least"),
    ({"age": "4½"}, "age", "not_a_whole_number"),
    ({"has_contact_details": "?"}, "has_contact_details", "not_yes_or_no"),
    ({"reached": ""}, "reached", "value_missing"),
    ({"reached": "nej"}, "outcome", "only_the_reached"),
    ({"reached": "nej", "outcome": ""}, "reached_on", "only_the_reached"),
    ({"reached_on": "01-05-2019"}, "reached_on", "before_identified"),
    ({"reached_on": "01-05-2027"}, "reached_on", "in_the_future"),
    ({"attempts": "-1"}, "attempts", "below_the_least"),
    ({"outcome": "yes"}, "outcome", "not_in_the_closed_list"),
    ({"decline_reason": "no_need"}, "decline_reason", "only_the_declined"),
    ({"outcome": "declined", "decline_reason": "x"}, "decline_reason", "not_in_the_closed_list"),
    ({"survey": "x"}, "survey", "not_in_the_closed_list"),
    ({"referral_token": "x" * 41}, "referral_token", "too_long"),
]


@pytest.mark.parametrize(("wrong", "column", "reason"), REGISTERED)
def test_a_broken_registration_is_rejected_by_itself(bring, wrong, column, reason):
    summary = bring(wrong, {"registration_id": "2"}, kind="registrations")
    assert (summary.registrations, summary.rejected) == (1, 1)
    assert RejectedRow.objects.values_list("row", "column", "reason").get() == (2, column, reason)


def test_the_rejected_rows_come_back_as_a_file_are_corrected_and_go_in(bring, tmp_path, cast):
    wrong = {"place": 'Cafe "Sol"; bag', "protected": "99", "person_ref": "2"}
    summary = bring({}, wrong)
    target, shown = tmp_path / "a.rejected.csv", []
    rejecting.write_beside(
        target, summary.run_id, summary.file, by=cast.actor("leader"), name="a.csv", shown=shown, most=5
    )
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with target.open(encoding="utf-8-sig", newline="") as file:
        header, row = list(csv.reader(file, delimiter=";"))
    assert header == [*summary.file.words, "reason"]
    assert row[5] == 'Cafe "Sol"; bag'
    assert shown == [row[-1]]
    assert row[-1] == "a.csv, række 3: Navne- og adressebeskyttelse »99«: skal være ja eller nej"
    target.write_text(target.read_text(encoding="utf-8-sig").replace(";99;", ";nej;"), encoding="utf-8-sig")
    again = bring(path=target)
    assert (again.rows, again.registrations, again.rejected) == (1, 1, 0)
    assert again.counts()["notes"] == []


def test_a_torn_row_comes_back_torn(bring, tmp_path, cast):
    path = files.file(tmp_path, [{}])
    path.write_text(path.read_text(encoding="utf-8-sig") + "kun;to\n", encoding="utf-8")
    summary = bring(path=path)
    target = tmp_path / "a.rejected.csv"
    rejecting.write_beside(target, summary.run_id, summary.file, by=cast.actor("leader"), name="a", shown=[], most=5)
    assert bring(path=target).rejected == 1


def test_what_is_kept_of_a_rejected_row_is_sealed(bring):
    bring({"protected": "måske", "given_name": "Kildevæld"})
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(raw, 'escape') FROM intake_rejectedrow")
        assert "Kildev" not in cursor.fetchone()[0]
    assert "Kildevæld" in RejectedRow.objects.get().raw
