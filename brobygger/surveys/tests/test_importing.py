"""A file of answers goes in: each sheet once, without a person or a day, and what is wrong is told row by row."""

from datetime import date

import pytest

from brobygger.intake.models import ImportRun
from brobygger.intake.tests import files
from brobygger.intake.tests.conftest import bring
from brobygger.intake.tests.test_pages import hand_in, leader
from brobygger.surveys.models import Answer
from brobygger.trail.models import Entry

__all__ = ["bring", "leader"]


@pytest.fixture
def told(bring):
    return lambda *rows, **how: bring(*rows, kind="survey", **how).counts()


def test_a_sheet_stands_without_a_person(told):
    assert told({}) == {
        "rows": 1, "answers": 1, "already_known": 0, "rejected": 0, "unknown_values": {}, "notes": [],
    }  # fmt: skip
    row = Answer.objects.get()
    assert (row.source, row.answer_ref, row.answered_in) == ("import", "s-1", date(2019, 5, 1))
    assert (row.role, row.incident_type, row.outcome) == ("victim", "violence", "declined")
    assert row.chosen == {
        "knew_of_service_before": "no", "useful_information": "partly_agree", "call_positive": "very_positive",
        "considers_contacting_later": "dont_know",
    }  # fmt: skip


def test_the_same_file_again_and_a_longer_one_change_nothing(told):
    told({})
    counts = told({"call_positive": "negative"}, {"response_id": "s-2"})
    assert (counts["answers"], counts["already_known"]) == (1, 1)
    assert Answer.objects.get(answer_ref="s-1").chosen["call_positive"] == "very_positive"


@pytest.mark.parametrize(
    ("written", "month"),
    [("2019-05", 5), ("05-2019", 5), ("5/2019", 5), ("31-05-2019", 5), ("2019-12-24", 12), ("2019.01", 1)],
)
def test_of_whatever_was_written_the_month_is_kept(told, written, month):
    told({"answered_in": written})
    assert Answer.objects.get().answered_in == date(2019, month, 1)


def test_danish_words_are_understood(told):
    told({"knew_of_service_before": "Ved ikke", "useful_information": "Delvist enig", "call_positive": "Meget positivt",
          "role": "Pårørende", "incident_type": "Vold", "outcome": "Nej"})  # fmt: skip
    row = Answer.objects.get()
    assert (row.role, row.incident_type, row.outcome) == ("relative", "violence", "declined")
    assert [row.chosen[one] for one in ("knew_of_service_before", "useful_information", "call_positive")] == [
        "dont_know", "partly_agree", "very_positive",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "column", "reason"),
    [
        ({"answered_in": "2026-12"}, "answered_in", "in_the_future"),
        ({"answered_in": "2019-13"}, "answered_in", "not_a_month"),
        ({"answered_in": "maj"}, "answered_in", "not_a_month"),
        ({"answered_in": "0019-05"}, "answered_in", "not_a_month"),
        ({"answered_in": ""}, "answered_in", "value_missing"),
        ({"response_id": ""}, "response_id", "value_missing"),
        ({"response_id": "9" * 65}, "response_id", "too_long"),
        ({"role": "naboen"}, "role", "not_in_the_closed_list"),
        ({"knew_of_service_before": "enig"}, "knew_of_service_before", "not_in_the_closed_list"),
        ({"call_positive": "10"}, "call_positive", "not_in_the_closed_list"),
        ({"may_be_interviewed": "måske"}, "may_be_interviewed", "not_yes_or_no"),
    ],
)
def test_a_row_that_breaks_the_shape_is_told_by_itself(bring, change, column, reason):
    summary = bring({}, {"response_id": "s-2", **change}, kind="survey")
    assert summary.counts()["rejected"] == 1
    assert Answer.objects.count() == 1
    (rejected,) = ImportRun.objects.get().rejected_rows.all()
    assert (rejected.row, rejected.column, rejected.reason) == (3, column, reason)


def test_a_sheet_without_answers_is_remarked_and_two_that_contradict_are_refused(told):
    blank = dict.fromkeys(("knew_of_service_before", "useful_information", "call_positive"), "")
    counts = told(
        blank | {"considers_contacting_later": ""}, {"response_id": "s-2"}, {"response_id": "s-2", "role": ""}
    )
    assert [note["code"] for note in counts["notes"]] == ["answers_nothing"]
    assert (counts["answers"], counts["rejected"]) == (1, 2)


def test_a_workbook_with_real_dates_goes_in(bring, tmp_path):
    book = files.workbook(tmp_path, [{"answered_in": "15-05-2019"}], kind="survey_responses")
    assert bring(path=book, kind="survey").counts()["answers"] == 1


def test_whether_someone_may_be_interviewed_is_not_kept_beside_the_answers(told):
    told({"may_be_interviewed": "ja"})
    assert "interview" not in str(Answer.objects.values().get())


def test_a_leader_sees_the_first_rows_says_go_and_reads_what_came_of_it(leader, cast):
    page = leader.get(hand_in(leader, cast, {}, {"response_id": "s-2", "role": "naboen"}, kind="survey").url)
    assert "s-1" in page.content.decode()
    assert "naboen" in page.content.decode()
    run = ImportRun.objects.get()
    body = leader.post(f"/import/{run.pk}/start/", follow=True).content.decode()
    assert "naboen" in body
    assert Answer.objects.count() == 1
    run.refresh_from_db()
    assert (run.counts["answers"], run.counts["rejected"]) == (1, 1)
    told = [fact for entry in Entry.objects.all() for fact in entry.facts.values()]
    assert not {"s-1", "naboen"} & set(map(str, told))
