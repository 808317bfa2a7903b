"""The figures of courses, outcome and assessments: by hand, by period, as known on a day, and without identity."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from brobygger.courses.models import PlaceCount
from brobygger.evaluation import queries
from brobygger.evaluation.course_figures import change
from brobygger.evaluation.detect_cards import card
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.rules import Period
from brobygger.packs.models import Pack
from brobygger.participants.models import FollowUpCount, MeasureCount
from brobygger.risk.models import AssessmentCount
from conftest import Cast

ON = date(2026, 11, 18)
ITEMS = ("glad", "rolig", "aktiv", "udhvilet", "interesse")


def place(cast: Cast, **told: Any) -> PlaceCount:
    plain = {"waited_on": ON - timedelta(days=100), "state": "waiting", "state_on": ON - timedelta(days=10)}
    return PlaceCount.objects.create(zone=cast.koege, programme=cast.outpatient, **{**plain, **told})


def measured(place: PlaceCount, pack: Pack, **sums: list[int]) -> None:
    for moment, answers in sums.items():
        chosen = {name: [str(answer)] for name, answer in zip(ITEMS, answers, strict=False)}
        MeasureCount.objects.create(
            zone_id=place.zone_id, of=place, moment=moment, pack=pack, answered_on=ON, chosen=chosen
        )


def figures(cast: Cast, on: date = ON, **told: Any) -> dict[str, Figure]:
    question = Question(cast.koege.pk, cast.outpatient.pk, **told)
    return {one.key: one for one in queries.figures(cast.actor("project_leader"), question, on=on)}


def counts(figure: Figure) -> dict[str, int]:
    return {row.group: row.n for row in figure.rows if row.n}


@pytest.fixture
def leader(cast: Cast) -> None:
    cast.actor("project_leader")


@pytest.mark.usefixtures("leader")
def test_waiting_is_told_with_those_who_still_wait(cast: Cast) -> None:
    for days in (5, 20, 40):
        place(cast, state="completed", confirmed_on=ON - timedelta(days=100 - days), came=8, of=10)
    place(cast, waited_on=ON - timedelta(days=50))
    place(cast, state="withdrawn")
    told = figures(cast)["course_waiting"]
    assert counts(told) == {"within_7": 1, "within_30": 1, "within_60": 1, "waiting": 1, "ended": 1}
    assert told.more["days"] == [5, 20, 40]
    assert told.more["longest_wait"] == 50
    assert "20" in card(told).sentence
    assert figures(cast, period=Period(ON, None))["course_waiting"].n == 0


@pytest.mark.usefixtures("leader")
def test_attendance_is_not_outcome(cast: Cast) -> None:
    """She came to four of ten and completed; he came each time and left."""
    place(cast, state="completed", came=4, of=10, gave="much")
    place(cast, state="dropped_out", came=6, of=6, dropped="work")
    told = figures(cast)
    assert counts(told["course_completed"]) == {"completed": 1, "dropped_out": 1}
    assert counts(told["course_attendance"]) == {"came": 10, "stayed_away": 6}
    assert counts(told["course_dropped"]) == {"work": 1}
    assert (counts(told["course_gave"]), told["course_gave"].missing) == ({"much": 1}, 1)
    assert figures(cast, period=Period(ON, None))["course_completed"].n == 0


@pytest.mark.usefixtures("leader")
def test_the_change_is_of_those_who_answered_both_times_whole(cast: Cast) -> None:
    who = Pack.objects.get(url="urn:brobygger:form:who-5")
    ended = [place(cast, state="completed") for _ in range(5)]
    measured(ended[0], who, before=[1, 1, 1, 1, 1], at_end=[3, 3, 3, 3, 3], later=[1, 1, 1, 1, 2])  # +40, +4
    measured(ended[1], who, before=[2, 2, 2, 2, 2], at_end=[2, 2, 2, 2, 3])  # +4
    measured(ended[2], who, before=[3, 3, 3, 3, 3], at_end=[2, 2, 2, 2, 2])  # -20
    measured(ended[3], who, before=[3, 3, 3, 3], at_end=[2, 2, 2, 2, 2])  # one left out: not nought
    measured(place(cast), who, before=[0, 0, 0, 0, 0], at_end=[5, 5, 5, 5, 5])  # has not ended
    told = figures(cast)["outcome_change_who_5"]
    assert (told.n, told.missing) == (3, 2)
    assert counts(told) == {"at_end_better": 1, "at_end_same": 1, "at_end_worse": 1, "later_same": 1}
    low, high = stats.ttest_1samp([40, 4, -20], 0).confidence_interval()
    assert told.more["change"]["at_end"] == {"n": 3, "mean": 8.0, "interval95": [round(low, 1), round(high, 1)]}
    assert told.more["change"]["later"] == {"n": 1, "mean": None, "interval95": None}
    assert "+8" in card(told).sentence


@given(st.lists(st.integers(-100, 100), min_size=2, max_size=30))
def test_the_interval_is_students(differences: list[int]) -> None:
    told = change(differences)
    assert told.interval95 is not None
    if len(set(differences)) == 1:
        assert told.interval95 == (told.mean, told.mean)
        return
    low, high = stats.ttest_1samp(differences, 0).confidence_interval()
    assert told.interval95 == pytest.approx((low, high), abs=0.06)


@pytest.mark.usefixtures("leader")
def test_assessments_in_time_and_follow_ups(cast: Cast) -> None:
    for due, done, first in ((3, 3, True), (3, 2, True), (3, 5, True), (1, 9, False)):
        day = date(2026, 10, 1)
        AssessmentCount.objects.create(
            zone=cast.koege, programme=cast.outpatient, due_on=day + timedelta(days=due),
            done_on=day + timedelta(days=done), first=first,
        )  # fmt: skip
    for state, goes in (("held", "better"), ("held", ""), ("not_reached", ""), ("tried", "")):
        FollowUpCount.objects.create(
            zone=cast.koege, of=place(cast, state="completed"), state=state, state_on=date(2026, 11, 1), goes=goes
        )
    told = figures(cast)
    assert counts(told["assessments_in_time"]) == {"first_in_time": 2, "first_late": 1, "again_late": 1}
    assert counts(told["follow_up"]) == {"held": 2, "not_reached": 1}
    assert (counts(told["follow_up_goes"]), told["follow_up_goes"].missing) == ({"better": 1}, 1)
    assert figures(cast, on=date(2026, 10, 4))["assessments_in_time"].n == 2


@pytest.mark.usefixtures("leader")
def test_a_place_is_told_as_it_stood_on_an_earlier_day(cast: Cast) -> None:
    today = localdate(timezone.now())
    row = place(cast, waited_on=today - timedelta(days=30), state_on=today - timedelta(days=30))
    PlaceCount.objects.filter(pk=row.pk).update(state="completed", state_on=today, confirmed_on=today, came=1, of=1)
    before, after = (figures(cast, on=today, as_of=day) for day in (today - timedelta(days=1), today))
    assert counts(before["course_waiting"]) == {"waiting": 1}
    assert before["course_completed"].n == 0
    assert counts(after["course_completed"]) == {"completed": 1}


@pytest.mark.usefixtures("leader")
def test_narrowed_to_a_department_they_are_left_out(cast: Cast) -> None:
    place(cast, state="completed")
    assert "course_completed" in figures(cast)
    assert "course_completed" not in figures(cast, department_id=cast.jobcentre.pk)
