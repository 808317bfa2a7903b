"""The invented counselling register: figures 4 and 5 counted by hand from its rows alone."""

from collections import Counter
from datetime import date, timedelta

from brobygger.demonstration.cohort import cohort
from brobygger.demonstration.register import BOX_FROM, HEADERS, register, with_tokens, write_csv

ROWS = cohort()
REPORTS = register(ROWS)
ACCEPTED = {row.registration_id: row for row in ROWS if row.outcome == "accepted"}


def test_figures_4a_and_4b():
    sources = Counter(report.referral_source for report in REPORTS)
    assert len(REPORTS) == 2225
    assert (sources["outreach"], sources["outreach"] + sources["other"]) == (438, 602)
    assert round(100 * 438 / 2225) == 20
    assert round(100 * 602 / 2225) == 27


def test_the_box_for_the_outreach_team_came_in_spring():
    assert min(report.held_on for report in REPORTS if report.referral_source == "outreach") >= BOX_FROM
    assert not any(report.referral_token for report in REPORTS)
    assert min(report.held_on for report in REPORTS) >= date(2018, 9, 1)
    assert max(report.held_on for report in REPORTS) <= date(2019, 12, 31)


def test_what_came_of_a_referral_came_after_the_call():
    ours = [report for report in REPORTS if report.of]
    assert len(ours) == len({report.of for report in ours}) == 438 + 136
    for report in ours:
        row = ACCEPTED[report.of]
        assert timedelta(0) <= report.held_on - row.reached_on <= timedelta(days=90)
        assert report.incident_type in ("", row.incident_type)
        assert report.gender in ("", row.gender)


def test_seven_in_ten_are_women():
    known = [report.gender for report in REPORTS if report.gender and report.held_on.year == 2019]
    assert 67 <= 100 * known.count("female") / len(known) <= 73


def test_the_same_seed_gives_the_same_register():
    assert register(ROWS) == REPORTS
    assert register(ROWS, seed=1) != REPORTS


def test_with_tokens_what_is_certain_is_what_was_invented():
    told = with_tokens()
    assert told.referrals == 701
    assert (told.certain, told.by_source, told.perhaps, told.no_trace) == (438 + 136, 0, 28, 99)


def test_the_file_is_what_a_survey_tool_sends(tmp_path):
    path = tmp_path / "rapporter.csv"
    write_csv(REPORTS, path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 2226
    assert lines[0] == ";".join(HEADERS)
    assert "POI-" not in path.read_text(encoding="utf-8")
