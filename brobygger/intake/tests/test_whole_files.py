"""Whole files: workbooks, and sums that always hold."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.cases.models import Case, Registration
from brobygger.intake.tests import files
from brobygger.people.models import Person


def test_a_workbook_goes_in_as_the_text_does(bring, tmp_path):
    rows = [{"cpr": "0304801234", "postal_code": "0999"}, {"person_ref": "2", "given_name": "Bo", "phone": "95001299"}]
    summary = bring(path=files.workbook(tmp_path, rows))
    assert (summary.rows, summary.registrations, summary.people, summary.rejected) == (2, 2, 2, 0)
    assert bring(*rows).already_known == 2
    assert set(Person.objects.values_list("postal_code", flat=True)) == {"0999"}


def test_zeros_that_excel_took_away_are_put_back_and_told(bring, tmp_path):
    path = files.workbook(tmp_path, [{"cpr": "0304801234", "postal_code": "0999", "birth_date": ""}], numbers=True)
    summary = bring(path=path)
    assert summary.counts()["notes"] == [{"code": "leading_zero_put_back", "count": 2, "rows": [2, 2]}]
    assert Person.objects.get().postal_code == "0999"
    bring({"report_number": "0700-2", "cpr": "0304801234", "given_name": "Gift", "phone": ""})
    assert Person.objects.count() == 1


def test_a_register_as_it_is_with_utf8_names_and_commas(bring):
    assert bring({}, kind="registrations", separator=",", danish=False, encoding="utf-8").registrations == 1


ROW = st.fixed_dictionaries(
    {},
    optional={
        "report_number": st.sampled_from(["0700-1", "0700-2", ""]),
        "person_ref": st.sampled_from(["1", "2", "3"]),
        "role": st.sampled_from(["victim", "witness", "guardian", "other", "", "?"]),
        "offence_code": st.sampled_from(["76111", "81111", "55555", "x"]),
        "given_name": st.sampled_from(["Åse", "Bo", ""]),
        "cpr": st.sampled_from(["", "030480-1234", "030480-1236", "1"]),
        "birth_date": st.sampled_from(["", "03-04-1980", "03-04-2016"]),
        "phone": st.sampled_from(["", "95001234", "95001235 / 95001234", "?"]),
        "reported_at": st.sampled_from(["15-11-2026 08:30", "15-09-2026 08:30"]),
        "occurred_at": st.just("01-09-2026 10:00"),
        "guardian_of": st.sampled_from(["", "1", "2"]),
        "protected": st.sampled_from(["ja", "nej", ""]),
    },
)


@given(st.lists(ROW, max_size=12), st.lists(ROW, max_size=6))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sums_always_hold_and_again_changes_nothing(bring, first, second):
    with tempfile.TemporaryDirectory() as folder:
        for rows in (first, second, first):
            known = Registration.objects.count()
            people = Person.objects.count()
            summary = bring(path=files.file(Path(folder), rows, name=f"{len(rows)}.csv"))
            told = summary.counts()
            parts = ("registrations", "already_known", "skipped_other_roles", "rejected")
            assert told["rows"] == sum(told[name] for name in parts) == len(rows)
            assert Registration.objects.count() == known + told["registrations"]
            forgotten = people + told["people"] - Person.objects.count()
            assert 0 <= forgotten <= told["corrected"]
    assert summary.registrations == 0
    for case in Case.objects.filter(state__in=["to_call", "no_number"]):
        assert case.registrations.exists()
        assert case.may_ring
