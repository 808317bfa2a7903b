"""Every printed figure is recomputed here from the rows alone, without the program's figures."""

import csv
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from brobygger.demonstration.answers import answers
from brobygger.demonstration.cohort import HEADERS, Registration, cohort, write_csv
from brobygger.demonstration.printed import NOTES, PLACES, PRINTED, Printed
from brobygger.surveys.codes import POSITIVE

ROWS, SHEETS = cohort(), answers()
REACHED = [row for row in ROWS if row.reached]
ACCEPTED = [row for row in ROWS if row.outcome == "accepted"]
OUTCOMES = ("accepted", "declined", "will_call_self")
# The one printed figure that its own counts do not give.
DISAGREES = ("funnel", "reached", "share_of_identified")


def age_group(row: Registration) -> str | None:
    if row.age is None:
        return None
    for below, group in (
        (18, "0_17"),
        (30, "18_29"),
        (40, "30_39"),
        (50, "40_49"),
        (60, "50_59"),
    ):
        if row.age < below:
            return group
    return "60_plus"


SPLITS = {
    "outcome_by_incident_type": lambda row: row.incident_type,
    "outcome_by_gender": lambda row: row.gender,
    "outcome_by_role": lambda row: row.role,
    "outcome_by_age_group": age_group,
}


def in_group(rows: list[Registration], key: str, group: str) -> list[Registration]:
    split = SPLITS[key]
    return [row for row in rows if split(row) is not None and group in ("all", split(row))]


def percent(part: int, whole: int) -> int:
    """Whole percent, half up, without floating point."""
    return (200 * part + whole) // (2 * whole)


def share(part: list[Registration], whole: list[Registration]) -> int:
    return percent(len(part), len(whole))


def outcome_share(rows: list[Registration], outcome: str) -> int:
    return share([row for row in rows if row.outcome == outcome], rows)


def funnel_rows(group: str) -> list[Registration]:
    if group in OUTCOMES:
        return [row for row in ROWS if row.outcome == group]
    if group == "no_contact_details":
        return [row for row in ROWS if not row.has_contact_details]
    return REACHED if group == "reached" else ROWS


def profile_rows(group: str) -> list[Registration]:
    if group == "relative_or_guardian":
        return [row for row in ROWS if row.role in ("relative", "guardian")]
    return [row for row in ROWS if group in {split(row) for split in SPLITS.values()}]


def computed(figure: Printed) -> int:
    key, group, measure = figure.key, figure.group, figure.measure
    if key == "funnel":
        return len(funnel_rows(group)) if measure == "n" else share(funnel_rows(group), ROWS)
    if key == "profile":
        return share(profile_rows(group), ROWS)
    if key == "decline_reasons":
        asked = [row for row in ROWS if row.decline_reason]
        same = [row for row in asked if row.decline_reason == group]
        return len(asked) if measure == "n" else share(same, asked)
    if key == "outcome":
        return len(REACHED) if measure == "n" else outcome_share(REACHED, measure)
    if key == "outcome_without_burglary_and_theft":
        rest = [row for row in REACHED if row.incident_type != "burglary_and_theft"]
        return outcome_share(rest, measure)
    if key == "survey":
        return percent(sum(one.chosen[group] in POSITIVE for one in SHEETS), len(SHEETS))
    if key.startswith("survey_"):
        sent = [row for row in ROWS if row.survey == "sent"]
        exempted = [row for row in ROWS if (row.survey or "").startswith("exempt_")]
        found = {"sent": len(sent), "answered": len(SHEETS), "exempted": len(exempted)}[group]
        return found if measure == "n" else percent(found, len(sent))
    if measure == "n":
        return len(in_group(REACHED, key, group))
    if measure == "share_of_accepted":
        return share(in_group(ACCEPTED, key, group), in_group(ACCEPTED, key, "all"))
    return outcome_share(in_group(REACHED, key, group), measure)


OF_THE_COHORT = [f for f in PRINTED if f.key not in ("counselling_by_source", "referral_follow_through")]


@pytest.mark.parametrize("figure", OF_THE_COHORT, ids=lambda f: f"{f.key}-{f.group}-{f.measure}")
def test_every_printed_figure_comes_out(figure):
    if (figure.key, figure.group, figure.measure) == DISAGREES:
        assert (computed(figure), figure.value, figure.note_code) == (
            61,
            62,
            "reached_61_4",
        )
    else:
        assert computed(figure) == figure.value


def test_printed_list_is_whole_and_points_to_what_is_there():
    assert len({(f.key, f.group, f.measure) for f in PRINTED}) == len(PRINTED) == 96
    assert {f.where for f in PRINTED} == set(PLACES)
    assert {f.note_code for f in PRINTED} - {None} == set(NOTES)
    assert all(text.da and text.en for text in (*PLACES.values(), *NOTES.values()))
    assert all(type(f.value) is int and f.unit in ("n", "pct") for f in PRINTED)


def test_the_superlatives_of_the_text():
    types = Counter(row.incident_type for row in ROWS if row.incident_type)
    assert types.most_common(1)[0][0] == "violence"
    ages = Counter(age_group(row) for row in ROWS if row.age is not None)
    assert ages.most_common(1)[0][0] == "18_29"
    rates = {
        group: outcome_share(in_group(REACHED, "outcome_by_age_group", group), "accepted") for group in ages if group
    }
    assert all(16 < rate < 28 for group, rate in rates.items() if group not in ("30_39", "60_plus"))
    assert len(rates) == 6


def test_readings_the_report_leaves_open_hold_both_ways():
    kept = [row for row in REACHED if row.incident_type not in ("burglary_and_theft", None)]
    assert outcome_share(kept, "accepted") == 28
    women = [row for row in ACCEPTED if row.gender == "female"]
    assert share(women, ACCEPTED) == 65
    thirties = in_group(ACCEPTED, "outcome_by_age_group", "30_39")
    assert share(thirties, in_group(ACCEPTED, "outcome_by_age_group", "all")) == 28
    assert share(thirties, ACCEPTED) == 28
    for field, group, value in (("gender", "male", 52), ("gender", "female", 48)):
        registered = [row for row in ROWS if getattr(row, field)]
        assert share([row for row in registered if row.gender == group], registered) == value


def test_the_numbers_that_the_notes_name():
    """Changing the counts must change the notes; this says so."""

    def both(key: str, group: str) -> tuple[int, int]:
        return len(in_group(ACCEPTED, key, group)), len(in_group(REACHED, key, group))

    assert both("outcome_by_incident_type", "burglary_and_theft") == (58, 496)
    assert both("outcome_by_incident_type", "all") == (686, 2768)
    assert both("outcome_by_gender", "female") == (455, 1365)
    assert both("outcome_by_gender", "male") == (240, 1398)
    assert both("outcome_by_gender", "all") == (695, 2763)
    assert both("outcome_by_age_group", "all")[0] == 688
    assert both("outcome_by_age_group", "30_39") == (193, 695)
    assert both("outcome_by_role", "all")[0] == 701 - 42


EXEMPT = {"exempt_no_digital_link", "exempt_language", "exempt_not_defensible"}
REASONS = "no_need needs_specialised_help has_other_help does_not_want_to_talk other"
CLOSED_LISTS = {
    "incident_type": {f.group for f in PRINTED if f.key == "outcome_by_incident_type"} - {"all"},
    "role": {"victim", "witness", "relative", "guardian"},
    "gender": {"female", "male"},
    "outcome": set(OUTCOMES),
    "decline_reason": set(REASONS.split()),
    "survey": {"sent", "not_wanted"} | EXEMPT,
}


def check_row(row: Registration) -> None:
    for field, allowed in CLOSED_LISTS.items():
        assert getattr(row, field) in allowed | {None}
    assert date(2018, 6, 25) <= row.identified_on <= date(2019, 11, 30)
    assert row.reached == (row.outcome is not None) == (row.reached_on is not None)
    assert row.outcome == "declined" or row.decline_reason is None
    assert row.has_contact_details or not row.reached
    assert 1 <= row.attempts <= 5 if row.has_contact_details else row.attempts == 0
    assert row.age is None or 0 <= row.age <= 100
    assert row.role != "guardian" or row.age is None or row.age >= 18
    assert row.referral_token is None
    if row.incident_type == "burglary_and_theft":
        assert row.identified_on <= date(2019, 4, 30)
    if row.reached_on:
        assert timedelta(2) <= row.reached_on - row.identified_on <= timedelta(21)
        assert row.reached_on.weekday() < 5
        assert row.reached_on <= date(2019, 12, 13)
    if row.survey:
        assert row.reached_on
        assert row.reached_on >= date(2019, 1, 28)


@pytest.mark.parametrize("seed", [2020, 1, 7, 99])
def test_rows_are_consistent_whatever_the_seed(seed):
    rows = cohort(seed)
    for row in rows:
        check_row(row)
    assert [row.registration_id for row in rows] == [f"POI-{n:05d}" for n in range(1, 4532)]
    assert all(a.identified_on <= b.identified_on for a, b in pairwise(rows))
    for split in SPLITS.values():
        same = Counter((row.outcome, split(row)) for row in rows)
        assert same == Counter((row.outcome, split(row)) for row in ROWS)


def test_survey_counts():
    answers = Counter(row.survey for row in ROWS)
    assert answers["sent"] == 1090
    assert sum(answers[answer] for answer in EXEMPT) == 367
    sent = [row for row in ROWS if row.survey == "sent"]
    assert 22 <= outcome_share(sent, "accepted") <= 29
    assert max(row.reached_on for row in sent if row.reached_on) <= date(2019, 11, 30)


def test_the_reason_is_missing_only_at_the_start():
    declined = [row for row in ROWS if row.outcome == "declined"]
    unasked = [row.reached_on for row in declined if row.decline_reason is None and row.reached_on]
    assert len(unasked) == 42
    assert max(unasked) <= min(row.reached_on for row in declined if row.decline_reason and row.reached_on)


def test_people_are_identified_ever_more_often_and_without_a_jump():
    per_day = Counter(row.identified_on for row in ROWS)
    months: dict[str, list[int]] = {}
    for day in sorted(per_day):
        months.setdefault(f"{day:%Y-%m}", []).append(per_day[day])
    pace = [sum(counts) / len(counts) for month, counts in months.items() if month != "2018-06"]
    assert all(0.7 < after / before < 1.45 for before, after in pairwise(pace))
    assert sum(pace[-4:]) > 1.4 * sum(pace[:4])


def test_the_joint_picture_is_lifelike():
    def women(kind: str) -> int:
        rows = [row for row in ROWS if row.incident_type == kind and row.gender]
        return share([row for row in rows if row.gender == "female"], rows)

    assert women("violence") < 45
    assert women("robbery") < 30
    assert women("rape_and_sexual_offences") > 85
    assert women("restraining_order_and_stalking") > 85
    deaths = Counter(row.role for row in ROWS if row.incident_type == "death_and_homicide")
    assert deaths["relative"] > deaths["victim"]
    assert len({row.age for row in ROWS}) > 75


def test_the_same_seed_gives_the_same_rows_and_another_seed_others():
    assert cohort() == ROWS
    assert cohort(1) != ROWS


def test_csv_is_what_a_danish_office_sends(tmp_path):
    path = tmp_path / "registreringer.csv"
    write_csv(ROWS, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfL\xc3\xb8benr.;Identificeret dato;")
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    assert len(lines) == 4531
    assert tuple(lines[0]) == HEADERS
    for line, row in zip(lines, ROWS, strict=True):
        assert line["Identificeret dato"] == row.identified_on.strftime("%d-%m-%Y")
        assert line["Kontakt opnået"] == ("ja" if row.reached else "nej")
        assert line["Alder"] == ("" if row.age is None else str(row.age))
        assert bool(line["Kontakt dato"]) == row.reached
