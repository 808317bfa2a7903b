"""A counselling organisation's register goes in: each conversation once, without identity, and nothing guessed."""

from datetime import date

import pytest

from brobygger.cases.models import CounsellingReport
from brobygger.intake import queries, rejecting
from brobygger.intake.models import ImportRun
from brobygger.intake.tests import files
from brobygger.intake.tests.files import REPORTED
from brobygger.intake.tests.test_pages import hand_in, leader

__all__ = ["leader"]


@pytest.fixture
def told(bring):
    """Imports rows and gives what was counted of them."""
    return lambda *rows, **how: bring(*rows, kind="counselling", **how).counts()


def test_a_report_stands_in_the_register(told):
    counts = told({})
    assert counts == {
        "rows": 1,
        "reports": 1,
        "already_known": 0,
        "rejected": 0,
        "unknown_values": {},
        "notes": [],
    }
    row = CounsellingReport.objects.get()
    assert (row.source, row.report_ref, row.held_on) == ("import", "E-1", date(2019, 5, 20))
    assert (row.referral_source, row.referral_token, row.form, row.minutes) == (
        "outreach",
        "BRO-7K3M-9QXP",
        "phone",
        50,
    )
    assert (row.incident_type, row.gender, row.age_group, row.unknown) == ("violence", "female", "30_39", {})


def test_what_is_not_registered_is_empty(told):
    told(dict.fromkeys(REPORTED, "") | {"report_id": "1", "held_on": "2019-05-20", "referral_source": "other"})
    row = CounsellingReport.objects.get()
    assert (row.referral_token, row.incident_type, row.gender, row.age_group, row.form, row.minutes) == (
        *("", "", "", "", ""),
        None,
    )


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"held_on": "19-11-2026"}, "held_on", "in_the_future"),
        ({"held_on": "31-02-2019"}, "held_on", "not_a_date"),
        ({"held_on": ""}, "held_on", "value_missing"),
        ({"report_id": ""}, "report_id", "value_missing"),
        ({"report_id": "9" * 65}, "report_id", "too_long"),
        ({"referral_source": ""}, "referral_source", "value_missing"),
        ({"referral_source": "naboen"}, "referral_source", "not_in_the_closed_list"),
        ({"minutes": "0"}, "minutes", "below_the_least"),
        ({"minutes": "601"}, "minutes", "above_the_most"),
        ({"minutes": "en time"}, "minutes", "not_a_whole_number"),
        ({"referral_token": "Sofie Prøvesen"}, "referral_token", "not_a_token"),
        ({"referral_token": "ja"}, "referral_token", "not_a_token"),
        ({"referral_token": "95001234"}, "referral_token", "not_a_token"),
        ({"referral_token": "4595001234"}, "referral_token", "not_a_token"),
        ({"referral_token": "020380-1234"}, "referral_token", "not_a_token"),
        ({"referral_token": "A" * 41}, "referral_token", "not_a_token"),
        ({"incident_type": "x" * 41}, "incident_type", "too_long"),
    ],
)
def test_a_row_that_breaks_the_shape_is_told_by_itself(bring, change, column, reason):
    summary = bring({}, {"report_id": "E-2", **change}, kind="counselling")
    assert summary.counts()["rejected"] == 1
    assert CounsellingReport.objects.count() == 1
    run = ImportRun.objects.get()
    (rejected,) = run.rejected_rows.all()
    assert (rejected.row, rejected.column, rejected.reason) == (3, column, reason)


def test_the_line_names_file_row_column_value_and_reason(bring, cast):
    summary = bring({"minutes": "0"}, {"report_id": "E-2", "referral_token": "Sofie P"}, kind="counselling")
    by = cast.actor("leader")
    found = rejecting.in_file(summary.file, rejecting.of_run(summary.run_id, by))
    words = [words for _one, words in rejecting.lines(found, summary.file, "rapporter.csv")]
    assert words == [
        "rapporter.csv, række 2: Varighed »0«: er under den mindste værdi",
        "rapporter.csv, række 3: Henvisningskode »Sofie P«: er ikke en henvisningskode:"
        " kun bogstaver, cifre og bindestreg, og aldrig et menneskes nummer",
    ]


@pytest.mark.parametrize("token", ["BRO-7K3M-9QXP", "ab12", "00004711", "991380-1234", "A-1-2"])
def test_a_token_may_look_in_many_ways(told, token):
    told({"referral_token": token})
    assert CounsellingReport.objects.get().referral_token == token


def test_values_that_are_on_no_list_are_kept_and_reported(told):
    counts = told(
        {"incident_type": "cyberchikane", "form": "Zoom"},
        {"report_id": "E-2", "incident_type": "cyberchikane"},
        {"report_id": "E-3", "gender": "x", "age_group": "ukendt"},
    )
    assert (counts["reports"], counts["rejected"]) == (3, 0)
    assert counts["unknown_values"] == {
        "age_group": {"ukendt": 1},
        "form": {"Zoom": 1},
        "gender": {"x": 1},
        "incident_type": {"cyberchikane": 2},
    }
    assert counts["notes"] == [{"code": "values_not_on_the_list", "count": 3, "rows": [2, 3, 4]}]
    row = CounsellingReport.objects.get(report_ref="E-1")
    assert (row.incident_type, row.form) == ("", "")
    assert row.unknown == {"incident_type": "cyberchikane", "form": "Zoom"}


@pytest.mark.parametrize(("word", "code"), [("Andet", "other"), ("POI", "outreach"), ("Politiet", "police")])
def test_danish_words_for_where_she_came_from(told, word, code):
    told({"referral_source": word})
    assert CounsellingReport.objects.get().referral_source == code


def test_again_overlapping_and_changed_nothing_is_doubled_or_overwritten(told):
    told({}, {"report_id": "E-2"})
    CounsellingReport.objects.filter(report_ref="E-2").update(minutes=90)
    counts = told({"minutes": "10"}, {"report_id": "E-2"}, {"report_id": "E-3"})
    assert (counts["reports"], counts["already_known"]) == (1, 2)
    assert dict(CounsellingReport.objects.values_list("report_ref", "minutes")) == {"E-1": 50, "E-2": 90, "E-3": 50}


def test_the_same_number_twice(told):
    counts = told({}, {}, {"report_id": "E-2"}, {"report_id": "E-2", "minutes": "1"})
    assert counts == counts | {"rows": 4, "reports": 1, "already_known": 1, "rejected": 2}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "cp1252"])
def test_every_writing_of_an_office(told, encoding):
    told({"referral_source": "opsøgende indsats"}, encoding=encoding)
    assert CounsellingReport.objects.get().referral_source == "outreach"


def test_a_workbook_with_real_dates(told, tmp_path):
    told(path=files.workbook(tmp_path, [{}, {"report_id": "E-2"}], kind="counselling_reports"))
    assert set(CounsellingReport.objects.values_list("held_on", flat=True)) == {date(2019, 5, 20)}


def test_neutral_names_and_commas(told):
    told({}, separator=",", danish=False)
    assert CounsellingReport.objects.count() == 1


def test_another_zones_register_is_its_own(told, cast):
    told({})
    cast.actor("strange_leader")
    assert not CounsellingReport.objects.exists()


def test_in_the_browser(leader, cast):
    rows = ({}, {"report_id": "E-2", "minutes": "0"}, {"report_id": "E-3", "form": "Zoom", "incident_type": ""})
    answer = hand_in(leader, cast, *rows, kind="counselling")
    page = leader.get(answer.url).content.decode()
    assert "BRO-7K3M-9QXP" in page
    assert "række 3: Varighed »0«" in page
    assert not CounsellingReport.objects.exists()
    leader.post(f"{answer.url}start/")
    page = leader.get(answer.url).content.decode()
    assert "Nye samtaler" in page
    assert "Zoom" in page
    assert CounsellingReport.objects.count() == 2
    corrected = leader.get(f"{answer.url}rejected/").content.decode("utf-8-sig").replace(";0;", ";45;")
    again = hand_in(leader, cast, kind="counselling", content=corrected.encode("utf-8-sig"))
    leader.post(f"{again.url}start/")
    assert CounsellingReport.objects.count() == 3
    run = ImportRun.objects.order_by("id").last()
    assert run.counts["reports"] == 1
    by = cast.actor("leader")
    assert [row.kind for row in queries.runs(by, zone_id=cast.zone.pk)] == ["counselling"] * 2
