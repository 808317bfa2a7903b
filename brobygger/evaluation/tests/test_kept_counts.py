"""The kept counts equal a full count of the register, whatever happens to it and whoever writes."""

import threading
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from typing import Any

import pytest
from django.db import connection, connections
from django.utils import timezone
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.access.actor import machine
from brobygger.access.zones import in_zones
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.cases.models import Case, CounsellingReport, Registration
from brobygger.evaluation import actions, queries
from brobygger.evaluation.figures import Question
from brobygger.evaluation.models import Earlier, Tally
from brobygger.evaluation.rules import Period
from brobygger.evaluation.tests.register import draft, register
from brobygger.people.models import Person
from conftest import Cast

type Changes = list[tuple[str, int, int]]
BATCHES = count()
ON = date(2026, 11, 18)
CHANGES = st.lists(
    st.tuples(st.sampled_from(["insert", "update", "delete", "fold"]), st.integers(0, 2**32), st.integers(1, 8)),
    max_size=6,
)


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_after_any_changes_the_kept_counts_equal_a_full_count(cast: Cast, now: datetime, changes: Changes) -> None:
    cast.actor("owner")
    by = machine(cast.zone.pk)
    for number, (what, seed, rows) in enumerate(changes):
        rng = Random(seed)
        some = list(Registration.objects.order_by("?")[:rows])
        if what == "insert":
            prefix = f"{number}-{next(BATCHES)}"
            register(cast.zone.pk, cast.programme.pk, [draft(rng) for _ in range(rows * 5)], prefix)
        elif what == "update":
            fresh = draft(rng)
            Registration.objects.filter(pk__in=[row.pk for row in some]).update(**fresh)
        elif what == "delete":
            Registration.objects.filter(pk__in=[row.pk for row in some]).delete()
        else:
            actions.fold(zone_id=cast.zone.pk, by=by, at=now, surplus=1)
        assert queries.wrong_counts(by, cast.zone.pk) == 0


@pytest.mark.parametrize("without", [(), ("violence", "mixed")])
@pytest.mark.parametrize(
    "period",
    [
        Period(),
        Period(date(2018, 3, 1), date(2018, 5, 31)),
        Period(date(2018, 3, 7), date(2018, 6, 20)),
        Period(date(2018, 3, 7), date(2018, 3, 9)),
        Period(None, date(2018, 4, 4)),
        Period(date(2018, 4, 4)),
    ],
)
def test_figures_of_any_period_equal_counting_by_hand(cast: Cast, period: Period, without: tuple[str, ...]) -> None:
    by = cast.actor("owner")
    rng = Random(3)
    register(cast.zone.pk, cast.programme.pk, [draft(rng) for _ in range(600)])
    told = {f.key: f for f in queries.figures(by, Question(cast.zone.pk, cast.programme.pk, period, without), on=ON)}
    rows = [
        r
        for r in Registration.objects.exclude(state__in=["not_in_target_group", "awaiting_type"])
        if (period.first or r.identified_on) <= r.identified_on <= (period.last or r.identified_on)
        and r.incident_type not in without
    ]
    funnel = {row.group: row.n for row in told["funnel"].rows}
    assert funnel["identified"] == len(rows)
    assert funnel["no_contact_details"] == sum(r.has_contact_details is False for r in rows)
    assert funnel["reached"] == sum(r.reached for r in rows) == told["outcome"].n
    for split in ("incident_type", "gender", "role", "age_group"):
        figure = told[f"outcome_by_{split}"]
        assert figure.missing == sum(r.reached and not getattr(r, split) for r in rows)
        for row in figure.rows:
            here = [r for r in rows if r.reached and getattr(r, split) == row.group]
            assert row.n == len(here) == sum(row.counts.values())
            assert row.counts["accepted"] == sum(r.outcome == "accepted" for r in here)
        assert not set(without) & {row.group for row in figure.rows}
        assert told[f"profile_by_{split}"].n == sum(bool(getattr(r, split)) for r in rows)
    reasons = told["decline_reasons"]
    assert reasons.n + reasons.missing == funnel["declined"] == sum(r.outcome == "declined" for r in rows)
    no_need = reasons.row("no_need")
    assert no_need is not None
    assert no_need.n == sum(r.decline_reason == "no_need" for r in rows)


def test_folding_leaves_one_row_for_each_sum_and_the_same_figures(cast: Cast, now: datetime) -> None:
    by = cast.actor("owner")
    rng = Random(5)
    for number in range(4):
        register(cast.zone.pk, cast.programme.pk, [draft(rng) for _ in range(100)], f"{number}")
    question = Question(cast.zone.pk, cast.programme.pk)
    before = [figure.as_json() for figure in queries.figures(by, question, on=ON)]
    many = Tally.objects.count()
    actions.fold(zone_id=cast.zone.pk, by=machine(cast.zone.pk), at=now, surplus=1)
    keys = Tally.objects.values_list("month", "incident_type", "split", "grp")
    assert Tally.objects.count() == len(set(keys)) < many
    assert [figure.as_json() for figure in queries.figures(by, question, on=ON)] == before
    assert actions.fold(zone_id=cast.zone.pk, by=machine(cast.zone.pk), at=now, surplus=1) == 0


def test_a_few_changes_are_left_as_they_are(cast: Cast, now: datetime) -> None:
    cast.actor("owner")
    for number in range(2):
        register(cast.zone.pk, cast.programme.pk, [draft(Random(5))], f"{number}")
    rows = Tally.objects.count()
    assert actions.fold(zone_id=cast.zone.pk, by=machine(cast.zone.pk), at=now) == 0
    assert Tally.objects.count() == rows


def test_a_recount_mends_what_was_spoilt(cast: Cast, now: datetime) -> None:
    cast.actor("owner")
    rng = Random(7)
    register(cast.zone.pk, cast.programme.pk, [draft(rng) for _ in range(50)])
    Tally.objects.filter(pk__in=Tally.objects.filter(split="all").values("pk")[:1]).delete()
    assert queries.wrong_counts(machine(cast.zone.pk), cast.zone.pk) > 0
    actions.recount(zone_id=cast.zone.pk, by=machine(cast.zone.pk), at=now)
    assert queries.wrong_counts(machine(cast.zone.pk), cast.zone.pk) == 0


def test_erasing_the_person_changes_no_figure(cast: Cast, now: datetime) -> None:
    by = cast.actor("owner")
    zone, programme = cast.zone.pk, cast.programme.pk
    person = Person.objects.create(zone_id=zone, given_name="Prøve", created_at=now, created_by_kind="worker")
    case = Case.objects.create(
        zone_id=zone, programme_id=programme, person=person, state="accepted",
        opened_at=now, window_until=day_of(now), ring_from=now,
    )  # fmt: skip
    rng = Random(11)
    register(zone, programme, [draft(rng, person=person, case=case, state="accepted") for _ in range(30)])
    before = [figure.as_json() for figure in queries.figures(by, Question(zone, programme), on=ON)]
    written = Tally.objects.count()
    person.delete()
    assert not Registration.objects.exclude(person=None, case=None).exists()
    assert [figure.as_json() for figure in queries.figures(by, Question(zone, programme), on=ON)] == before
    assert Tally.objects.count() == written
    assert queries.wrong_counts(by, zone) == 0


def test_another_zone_sees_no_counts_and_may_not_ask(cast: Cast, now: datetime) -> None:
    cast.actor("owner")
    register(cast.zone.pk, cast.programme.pk, [draft(Random(1), state="to_call") for _ in range(5)])
    stranger = cast.actor("stranger")
    assert not Tally.objects.exists()
    with pytest.raises(NotFound):
        queries.figures(stranger, Question(cast.zone.pk, cast.programme.pk), on=ON)
    own = queries.figures(stranger, Question(cast.other_zone.pk, cast.programme.pk), on=ON)
    assert own[0].n == 0
    with pytest.raises(NotFound):
        actions.fold(zone_id=cast.zone.pk, by=stranger, at=now)
    with pytest.raises(NotFound):
        queries.wrong_counts(stranger, cast.zone.pk)


def _write(zone: int, programme: int, worker: int, failures: list[BaseException]) -> None:
    try:
        rng = Random(worker)
        for turn in range(12):
            with in_zones(machine(zone)):
                rows = register(zone, programme, [draft(rng) for _ in range(20)], f"{worker}-{turn}")
                Registration.objects.filter(pk=rows[0].pk).update(**draft(rng))
                rows[1].delete()
    except BaseException as problem:  # told to the test, which fails
        failures.append(problem)
    finally:
        connections.close_all()


def _fold(zone: int, now: datetime, stop: threading.Event, failures: list[BaseException]) -> None:
    try:
        turn = 0
        while not stop.is_set():
            with in_zones(machine(zone)):
                if turn % 3 == 2:
                    actions.recount(zone_id=zone, by=machine(zone), at=now)
                else:
                    actions.fold(zone_id=zone, by=machine(zone), at=now, surplus=1)
            turn += 1
    except BaseException as problem:
        failures.append(problem)
    finally:
        connections.close_all()


@pytest.mark.usefixtures("committed")
def test_writers_at_the_same_time_lose_no_count(now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT z.zone_id, z.programme_id FROM staff_zone_programmes z"
            " JOIN programmes_programme p ON p.id = z.programme_id AND p.key = 'opsoegende-indsats'"
        )
        zone, programme = cursor.fetchone()
    failures: list[BaseException] = []
    stop = threading.Event()
    folders = [threading.Thread(target=_fold, args=(zone, now, stop, failures)) for _ in range(2)]
    writers = [threading.Thread(target=_write, args=(zone, programme, n, failures)) for n in range(4)]
    for thread in (*folders, *writers):
        thread.start()
    for thread in writers:
        thread.join(60)
    stop.set()
    for thread in folders:
        thread.join(60)
    assert not failures
    with in_zones(machine(zone)):
        assert Registration.objects.count() == 4 * 12 * 19
        assert queries.wrong_counts(machine(zone), zone) == 0


def test_what_was_known_on_an_earlier_day_is_told_as_it_was_then(cast: Cast) -> None:
    """A later call, and a correction of today, were not known; a file that came in later counts by its own days."""
    by = cast.actor("owner")
    today = localdate(timezone.now())
    call, found = today - timedelta(days=3), today - timedelta(days=9)
    rows = register(
        cast.zone.pk, cast.programme.pk,
        [
            {"identified_on": found, "incident_type": "violence", "gender": "female", "reached": True,
             "reached_on": call, "outcome": "accepted", "state": "accepted"},
            {"identified_on": found, "incident_type": "threats", "gender": "", "reached": False, "state": "to_call"},
            {"identified_on": call, "incident_type": "threats", "gender": "", "reached": False, "state": "to_call"},
        ],
    )  # fmt: skip
    Registration.objects.filter(pk=rows[1].pk).update(incident_type="robbery")
    Registration.objects.filter(pk=rows[1].pk).update(incident_type="burglary_and_theft", gender="male")

    def told(as_of: date | None, **more: Any) -> tuple[dict[str, int], dict[str, int], int]:
        asked = Question(cast.zone.pk, cast.programme.pk, as_of=as_of, **more)
        read = {one.key: one for one in queries.figures(by, asked, on=today)}
        funnel = {row.group: row.n for row in read["funnel"].rows if row.n}
        types = {row.group: row.n for row in read["profile_by_incident_type"].rows if row.n}
        return funnel, types, read["referral_follow_through"].n

    for held in (call, today):  # a register of conversations stands there, too
        CounsellingReport.objects.create(
            zone_id=cast.zone.pk, programme_id=cast.programme.pk, source="import", report_ref=str(held), held_on=held,
            referral_source="outreach",
        )  # fmt: skip
    assert told(found - timedelta(days=1)) == ({}, {}, 0)
    assert told(found) == ({"identified": 2}, {"violence": 1, "threats": 1}, 0)
    assert told(today - timedelta(days=1)) == (
        {"identified": 3, "reached": 1, "accepted": 1}, {"violence": 1, "threats": 2}, 1,
    )  # fmt: skip
    assert told(today) == told(None)
    assert told(None)[1] == {"violence": 1, "threats": 1, "burglary_and_theft": 1}
    assert told(found, period=Period(found, found), without_types=("violence",))[1] == {"threats": 1}


def test_erasing_a_person_keeps_nothing_of_her_in_what_was_known(cast: Cast, now: datetime) -> None:
    cast.actor("owner")
    person = Person.objects.create(zone=cast.zone, given_name="Prøve", created_at=now, created_by_kind="worker")
    (row,) = register(cast.zone.pk, cast.programme.pk, [draft(Random(2), person=person, gender="female")])
    Registration.objects.filter(pk=row.pk).update(gender="male")
    person.delete()
    (was,) = Earlier.objects.values_list("was", flat=True)
    assert was["gender"] == "female"
    assert not {"person_id", "case_id", "source_ref"} & set(was)
