"""The figures of the way in: counted by hand, whole in their parts, and the same when the people are erased."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.timezone import localdate
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brobygger.access.actor import machine
from brobygger.base.decision import NotFound, Refused
from brobygger.evaluation import actions, queries
from brobygger.evaluation.detect_queries import departments_of
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.models import DetectionTally
from brobygger.evaluation.rules import Period
from brobygger.evaluation.tests.detections import DAY, detected, drawn
from brobygger.inquiries.models import Begun
from brobygger.people.models import Person
from brobygger.reach.models import Campaign, Opened
from brobygger.screening.models import Detection, Screening
from brobygger.trail.models import Entry
from conftest import Cast

ON = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 10, tzinfo=UTC)


def asked(cast: Cast, **told: Any) -> Question:
    return Question(cast.koege.pk, cast.outpatient.pk, **told)


def figures(cast: Cast, who: str = "project_leader", **told: Any) -> dict[str, Figure]:
    return {one.key: one for one in queries.figures(cast.actor(who), asked(cast, **told), on=ON)}


def counts(figure: Figure) -> dict[str, int]:
    return {row.group: row.n for row in figure.rows if row.n}


def stand(cast: Cast, *drafts: dict[str, Any]) -> None:
    cast.actor("project_leader")
    detected(cast.koege.pk, cast.outpatient.pk, *drafts)


def days(number: int) -> date:
    return DAY + timedelta(days=number)


# -- by hand ---------------------------------------------------------------------------------------------------------


def test_the_pattern_of_koege(cast: Cast) -> None:
    """57 % through the departments that take part and 27 % through trained employees, of thirty."""
    ways = ["own_department"] * 17 + ["trained_employee"] * 8 + ["other_actor"] * 3 + ["web", "not_told"]
    stand(cast, *({"heard": heard} for heard in ways))
    heard = figures(cast)["detected_by_heard"]
    assert {row.group: row.shares["share_of_detected"].percent for row in heard.rows if row.n} == {
        "own_department": 56.7, "trained_employee": 26.7, "other_actor": 10.0, "web": 3.3,
    }  # fmt: skip
    assert (heard.n, heard.missing) == (29, 1)


def test_by_department_the_parts_are_the_whole(cast: Cast) -> None:
    job, family = {"department_id": cast.jobcentre.pk}, {"department_id": cast.family_centre.pk}
    stand(cast, job, job, family, {"way_in": "herself"})
    told = figures(cast)["detected_by_department"]
    assert counts(told) == {"jobcenter": 2, "familiecenter": 1, "no_department": 1}
    assert told.n == 4
    assert [row.label for row in told.rows if row.group != "no_department"] == ["Familiecenter", "Jobcenter"]


def test_everything_registered_is_explained(cast: Cast) -> None:
    states = ["sent", "sent", "started", "thrown_away", "no_sign", "no_sign", "asked_again"]
    joke = {"state": "came_to_nothing", "nothing": "not_a_person"}
    stand(cast, *({"state": state} for state in states), joke, {**joke, "nothing": "not_reached"})
    told = figures(cast)
    assert counts(told["registered"]) == {
        "detected": 3, "asked_again": 1, "no_sign": 2, "started": 1, "thrown_away": 1, "not_a_person": 1,
    }  # fmt: skip
    assert told["registered"].n == 9
    assert told["detected_by_way_in"].n == 3


def test_by_month_without_gaps(cast: Cast) -> None:
    stand(cast, *({"seen_on": day} for day in (date(2025, 12, 31), date(2026, 2, 1), date(2026, 2, 28))))
    told = figures(cast)["detected_by_month"]
    assert [(row.group, row.n) for row in told.rows] == [("2025-12", 1), ("2026-01", 0), ("2026-02", 2)]
    period = Period(date(2026, 2, 1), date(2026, 2, 27))
    assert [(row.group, row.n) for row in figures(cast, period=period)["detected_by_month"].rows] == [("2026-02", 1)]


def test_many_months_become_quarters_and_years(cast: Cast) -> None:
    stand(cast, {"seen_on": date(2023, 5, 1)}, {"seen_on": date(2026, 1, 1)})
    told = figures(cast)["detected_by_month"].rows
    assert (told[0].group, told[-1].group, len(told)) == ("2023-Q2", "2026-Q1", 12)
    stand(cast, {"seen_on": date(2009, 1, 1)})
    told = figures(cast)["detected_by_month"].rows
    assert (told[0].group, told[-1].group, len(told)) == ("2009", "2026", 18)


def test_the_question_and_its_answers(cast: Cast) -> None:
    yes = {"asked": "confirmed", "motivated": "yes"}
    stand(
        cast, yes, yes, yes, {"asked": "confirmed", "motivated": "not_ready"}, {"asked": "not_confirmed"},
        {"asked": "not_asked"}, {"asked": ""}, {"asked": "", "way_in": "herself"},
    )  # fmt: skip
    told = figures(cast)["steps"]
    assert counts(told) == {
        "asked": 5, "confirmed": 4, "wants_help": 3, "not_ready": 1, "not_confirmed": 1, "not_asked": 1,
    }  # fmt: skip
    assert (told.n, told.missing) == (6, 1)  # whoever came by herself is not missing


def test_what_became_of_the_seeds(cast: Cast) -> None:
    seed = {"seed_planted_on": DAY}
    states = ["seed_planted", "seed_planted", "asked_again", "let_lie", "sent", "taken", "conversation_held"]
    stand(cast, *({**seed, "state": state} for state in states), {"state": "sent"})
    told = figures(cast)
    assert counts(told["seeds"]) == {"waits": 2, "asked_again": 1, "let_lie": 1, "came_by_herself": 3}
    assert told["detected_by_way_in"].n == 7  # whoever was asked again is counted by the later registration


def test_from_sign_to_conversation(cast: Cast) -> None:
    held = [{"state": "conversation_held", "first_conversation_on": days(n)} for n in (2, 4, 6, 10)]
    ended = {"state": "came_to_nothing", "state_on": days(9)}
    stand(
        cast, *held, {"seen_on": ON - timedelta(days=5)}, {"seen_on": ON - timedelta(days=20), "state": "taken"},
        ended, {"state": "conversation_held"}, {"state": "seed_planted"}, {"state": "pointed_on"},
        {"state": "withdrawn", "led_there": "wrote_down"},
        {"state": "came_to_nothing", "first_conversation_on": days(70)},
    )  # fmt: skip
    told = figures(cast)["days_to_conversation"]
    assert counts(told) == {"within_7": 3, "within_14": 1, "later": 1, "waiting": 2, "ended": 1}
    assert (told.n, told.missing) == (8, 1)  # a conversation without its day
    # Seven at risk: 6/7 after 2 days, 5/7 after 4, one leaves at 5, then 4 at risk: 15/28 after 6, 10/28 after 10.
    assert told.more["days"] == [4, 10, 70]
    assert told.more["days_of_those_talked_with"] == [4, 6, 10]
    assert told.more["longest_wait"] == 20


def test_doors_suggested_and_chosen(cast: Cast) -> None:
    course, shelter = "risk_assessment_and_course", "shelter"
    stand(
        cast, *[{"suggested": course, "route": course}] * 3, {"suggested": shelter, "route": shelter},
        {"suggested": shelter, "route": course, "override_reason": "her_wish"},
        {"suggested": course, "route": "volunteer_offer", "override_reason": "too_far"},
        {"suggested": shelter, "route": "stalking_centre", "override_reason": "her_wish"},
        {"route": shelter}, {"suggested": course}, {},
    )  # fmt: skip
    told = figures(cast)
    assert counts(told["routes"]) == {course: 4, shelter: 2, "stalking_centre": 1, "volunteer_offer": 1}
    matrix = told["routes_suggested"]
    assert (matrix.n, matrix.missing) == (7, 1)
    row = matrix.row(shelter)
    assert row is not None
    assert {door: n for door, n in row.counts.items() if n} == {shelter: 1, course: 1, "stalking_centre": 1}
    assert (row.shares["as_suggested"].part, row.n) == (1, 3)
    assert counts(told["overrides"]) == {"her_wish": 2, "too_far": 1}


def test_danger_children_and_other_doors(cast: Cast) -> None:
    stand(
        cast, {"danger": "yes", "child_worry": "unknown"}, {"danger": "no", "child_worry": "unknown"},
        {"danger": "unknown"}, {}, {"state": "came_there"}, {"state": "pointed_on"}, {"state": "not_known_there"},
    )  # fmt: skip
    told = figures(cast)
    assert counts(told["danger"]) == {"yes": 1, "no": 1, "unknown": 1}
    assert (told["danger"].n, told["danger"].missing) == (3, 4)
    assert counts(told["child_worry"]) == {"unknown": 2}
    assert counts(told["led_on"]) == {"came_there": 1, "pointed_on": 1, "not_known_there": 1}


def test_anonymous_and_open_pages(cast: Cast) -> None:
    alone = {"way_in": "herself", "open_page": True}
    cast.actor("project_leader")
    for day, times in ((DAY, 3), (days(1), 2)):
        Begun.objects.create(zone=cast.koege, day=day, times=times)
    stand(cast, {**alone, "anonymous": True}, alone, {"way_in": "campaign", "open_page": True, "anonymous": True}, {})
    told = figures(cast)
    row = told["anonymous"].row("herself")
    assert row is not None
    assert (row.shares["anonymous"].part, row.n) == (1, 2)
    assert (told["anonymous"].rows[0].shares["anonymous"].part, told["anonymous"].rows[0].n) == (2, 4)
    assert counts(told["open_pages"]) == {"herself": 2, "campaign": 1}
    assert told["open_pages"].more == {"begun": 5}
    assert figures(cast, period=Period(days(1), None))["open_pages"].more == {"begun": 2}
    assert figures(cast, way_in="herself")["open_pages"].more == {}


def test_openings_beside_those_who_came(cast: Cast, now: datetime) -> None:
    cast.actor("project_leader")
    poster, post = (
        Campaign.objects.create(
            zone=cast.koege, key=key, name=key, channel="poster", first_day=DAY, made_at=now
        )
        for key in ("plakat", "opslag")
    )  # fmt: skip
    for campaign, day, times in ((poster, DAY, 12), (poster, days(1), 3), (post, days(40), 90)):
        Opened.objects.create(zone=cast.koege, campaign=campaign, day=day, times=times)
    stand(cast, {"campaign_id": poster.pk, "way_in": "campaign"}, {})
    told = figures(cast, period=Period(DAY, days(30)))["campaigns"]
    assert [(row.label, row.n, row.counts["opened"]) for row in told.rows] == [("plakat", 1, 15), ("opslag", 0, 0)]
    assert (told.n, told.more["opened"]) == (1, 15)
    assert "campaigns" not in figures(cast, way_in="campaign")  # nobody knows which way an opening was


def test_one_department_or_one_way(cast: Cast) -> None:
    job = {"department_id": cast.jobcentre.pk}
    stand(cast, job, {**job, "way_in": "other_actor"}, {"way_in": "herself"}, {"department_id": cast.family_centre.pk})
    assert figures(cast, department_id=cast.jobcentre.pk)["detected_by_month"].n == 2
    assert figures(cast, way_in="herself")["detected_by_month"].n == 1
    assert figures(cast, department_id=cast.jobcentre.pk, way_in="other_actor")["registered"].n == 1


# -- whatever stands in the register ------------------------------------------------------------------------------

WHOLES = ("registered", "detected_by_department", "detected_by_way_in", "detected_by_month", "seeds", "danger",
          "days_to_conversation", "routes", "routes_suggested", "overrides", "led_on", "child_worry",
          "open_pages", "detected_by_heard", "campaigns")  # fmt: skip


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), rows=st.integers(0, 60))
def test_parts_add_up_and_equal_counting_one_by_one(cast: Cast, now: datetime, seed: int, rows: int) -> None:
    cast.actor("project_leader")
    Detection.objects.all().delete()
    campaign, _new = Campaign.objects.get_or_create(
        zone=cast.koege, key="k", defaults={"name": "k", "channel": "poster", "first_day": DAY, "made_at": now}
    )
    rng = Random(seed)
    departments = [cast.jobcentre.pk, cast.family_centre.pk]
    stand(cast, *(drawn(rng, departments, [campaign.pk]) for _ in range(rows)))
    told = figures(cast)
    kept = [
        row
        for row in Detection.objects.all()
        if row.state not in ("started", "thrown_away", "no_sign", "asked_again", "came_back")
        and row.nothing != "not_a_person"
    ]
    for key in WHOLES:
        assert sum(row.n for row in told[key].rows) == told[key].n, key
    for row in told["routes_suggested"].rows:
        assert sum(row.counts.values()) == row.n
    assert told["registered"].n == rows
    n = told["detected_by_month"].n
    assert n == len(kept) == told["detected_by_way_in"].n == told["anonymous"].rows[0].n
    for key, name in (("danger", "danger"), ("child_worry", "child_worry"), ("detected_by_heard", "heard")):
        assert told[key].n + told[key].missing == n
        assert counts(told[key]) == {
            value: some
            for value in {getattr(row, name) for row in kept} - {"", "not_told"}
            if (some := sum(getattr(row, name) == value for row in kept))
        }
    assert told["campaigns"].n == sum(row.campaign_id is not None for row in kept)
    assert told["routes"].n == sum(row.route != "" for row in kept)
    held = sorted((r.first_conversation_on - r.seen_on).days for r in kept if r.first_conversation_on)
    median = held[(len(held) - 1) // 2] if held else None
    assert told["days_to_conversation"].more["days_of_those_talked_with"][1] == median


@pytest.mark.parametrize(
    "period", [Period(date(2026, 3, 7), date(2026, 6, 20)), Period(date(2026, 3, 7), date(2026, 3, 9)), Period()]
)
@pytest.mark.parametrize("narrowed", [{}, {"way_in": "herself"}])
def test_kept_counts_of_any_period_equal_those_of_the_register(cast: Cast, period: Period, narrowed: Any) -> None:
    """As known today, which reads every row, and from the kept counts, which reads none of a whole month."""
    cast.actor("project_leader")
    rng = Random(9)
    rows = detected(cast.koege.pk, cast.outpatient.pk, *(drawn(rng, [cast.jobcentre.pk], []) for _ in range(150)))
    for row in rows[:40]:
        Detection.objects.filter(pk=row.pk).update(**drawn(rng, [cast.jobcentre.pk], []))
    Detection.objects.filter(pk__in=[row.pk for row in rows[40:60]]).delete()
    by = machine(cast.koege.pk)
    assert queries.wrong_counts(by, cast.koege.pk) == 0
    told = figures(cast, period=period, **narrowed)
    actions.fold(zone_id=cast.koege.pk, by=by, at=NOW, surplus=1)
    assert queries.wrong_counts(by, cast.koege.pk) == 0
    assert DetectionTally.objects.filter(fresh=True).count() == 0
    assert figures(cast, period=period, **narrowed) == told
    today = localdate(timezone.now())
    Detection.objects.filter(first_conversation_on__gt=today).delete()
    kept, read = (
        [one.as_json() for one in queries.figures(cast.actor("project_leader"), one, on=today)]
        for one in (asked(cast, period=period, as_of=day, **narrowed) for day in (None, today))
    )
    assert read == kept


def test_what_was_known_on_an_earlier_day(cast: Cast, now: datetime) -> None:
    """A correction and a conversation of today are not known yesterday; nor is who was registered today."""
    cast.actor("project_leader")
    today = localdate(timezone.now())
    yesterday = today - timedelta(days=1)
    long_ago = {"seen_on": today - timedelta(days=30), "registered_on": today - timedelta(days=29)}
    (row, _other) = detected(
        cast.koege.pk, cast.outpatient.pk, {**long_ago, "danger": "no"}, {**long_ago, "danger": "unknown"}
    )
    detected(cast.koege.pk, cast.outpatient.pk, {**long_ago, "registered_on": today})
    Detection.objects.filter(pk=row.pk).update(danger="unknown")
    Detection.objects.filter(pk=row.pk).update(danger="yes", state="conversation_held", first_conversation_on=today)
    by = cast.actor("project_leader")

    def told(as_of: date | None) -> tuple[int, dict[str, int], dict[str, int]]:
        read = {one.key: one for one in queries.figures(by, asked(cast, as_of=as_of), on=today)}
        return read["registered"].n, counts(read["danger"]), counts(read["days_to_conversation"])

    assert told(None) == (3, {"yes": 1, "unknown": 1}, {"within_30": 1, "waiting": 2})
    assert told(yesterday) == (2, {"no": 1, "unknown": 1}, {"waiting": 2})
    assert told(today) == told(None)
    with pytest.raises(Refused, match="day_has_not_come"):
        queries.figures(by, asked(cast, as_of=today + timedelta(days=1)), on=today)


def test_erasing_the_person_and_what_she_said_changes_no_figure(cast: Cast, now: datetime) -> None:
    cast.actor("project_leader")
    rng = Random(4)
    rows = detected(cast.koege.pk, cast.outpatient.pk, *(drawn(rng, [cast.jobcentre.pk], []) for _number in range(40)))
    person = Person.objects.create(
        zone=cast.koege, given_name="Prøve", created_at=now, created_by_kind="worker"
    )  # fmt: skip
    for row in rows:
        Screening.objects.create(
            zone=cast.koege, programme=cast.outpatient, detection=row, person=person, state="sent", state_at=now,
            started_at=now, said_words="det, hun sagde",
        )  # fmt: skip
    before = [figure.as_json() for figure in queries.figures(cast.actor("project_leader"), asked(cast), on=ON)]
    Screening.objects.all().delete()
    person.delete()
    assert [figure.as_json() for figure in queries.figures(cast.actor("project_leader"), asked(cast), on=ON)] == before


# -- who may ask, and what it costs ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["employee", "resource_person", "assessor", "odense_leader", "leader", "officer"])
def test_others_may_not_ask(cast: Cast, who: str) -> None:
    stand(cast, {})
    by = cast.actor(who)
    with pytest.raises(NotFound):
        queries.figures(by, asked(cast), on=ON)
    with pytest.raises(NotFound):
        departments_of(by, zone_id=cast.koege.pk, on=ON)


def test_odense_sees_nothing_of_koege(cast: Cast) -> None:
    stand(cast, {}, {})
    own = queries.figures(cast.actor("odense_leader"), Question(cast.odense.pk, cast.outpatient.pk), on=ON)
    assert own[0].n == 0
    assert [row.group for row in own[1].rows] == ["krisecenter", "no_department"]


def test_a_period_that_ends_before_it_begins_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused, match="period_ends_before_it_begins"):
        figures(cast, period=Period(days(1), DAY))


def test_the_queries_are_as_many_for_three_rows_as_for_three_hundred(cast: Cast) -> None:
    rng = Random(8)
    by = cast.actor("project_leader")
    made = []
    for rows in (3, 300):
        stand(cast, *(drawn(rng, [cast.jobcentre.pk], []) for _ in range(rows)))
        with CaptureQueriesContext(connection) as asked_of_it:
            queries.figures(by, asked(cast), on=ON)
        made.append(len(asked_of_it))
    # The programme, departments open and closed, the counts, campaigns, what was begun; of what follows: assessments,
    # waiting, places, what was answered, and how they were followed up.
    assert made == [11, 11]


def test_reading_stands_in_the_trail(cast: Cast, now: datetime) -> None:
    stand(cast, {})
    by = cast.actor("project_leader")
    question = asked(cast, period=Period(DAY, days(3)), department_id=cast.jobcentre.pk, way_in="department")
    actions.read_figures(question, by=by, at=now, form="page")
    entry = Entry.objects.filter(what="evaluation.figures_read").get()
    facts = {name: entry.facts[name] for name in ("form", "from", "to", "department", "way_in")}
    assert facts == {
        "form": "page", "from": "2026-03-02", "to": "2026-03-05", "department": cast.jobcentre.pk,
        "way_in": "department",
    }  # fmt: skip
