"""The pages of the economy: the table is filled in, changed, struck and undone; what it gives; who may see it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.economy import actions, comparing, queries, trying
from brobygger.economy.models import CostLine, CostPrice, Trial
from brobygger.economy.tests.making import a_year, table
from brobygger.evaluation.figures import Question
from brobygger.evaluation.rules import Period
from brobygger.trail.models import Entry
from conftest import give_role


@pytest.fixture
def few_runs(settings, monkeypatch):
    """A trial is reckoned at once, in three short years."""
    settings.JOBS_INLINE = True
    monkeypatch.setattr("brobygger.economy.what_if.RUNS", 3)


def signed_in(cast, who="leader", language="en"):
    client = Client(headers={"accept-language": language})
    client.force_login(getattr(cast, who))
    return client


def page(client, address, status=200):
    answer = client.get(address, follow=True)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())


AMOUNT = {"name": "Tolke", "paid": "yearly", "follows": "fixed", "how": "amount", "amount": "12.500",
          "from_on": "2026-01-01", "note": "Tilbud fra november"}  # fmt: skip


def test_the_table_is_filled_in_changed_struck_and_undone(cast, now):
    leader = signed_in(cast, language="da")
    assert "Tabellen er tom" in page(leader, "/economy/")
    assert leader.post("/economy/line/new/", AMOUNT).status_code == 302
    cast.actor("leader")
    line = CostLine.objects.get()
    assert "12.500" in page(leader, "/economy/")
    told = {"how": "hours", "hours": "10", "weeks": "52", "hourly": "148,5", "from_on": "2026-03-01"}
    assert leader.post(f"/economy/line/{line.pk}/", told).status_code == 302
    shown = page(leader, "/economy/")
    assert "77.220" in shown
    assert "148,5" in shown
    leader.post(f"/economy/line/{line.pk}/strike/", {"from_on": "2026-04-01"})
    assert "Fortryd" in page(leader, "/economy/")
    for left in (2, 1, 0):
        cast.actor("leader")
        last = CostPrice.objects.order_by("-pk").first()
        assert leader.post(f"/economy/undo/{last.pk}/").status_code == 302
        cast.actor("leader")
        assert CostPrice.objects.count() == left
    assert not CostLine.objects.exists()


def test_what_is_wrong_says_what_to_do_and_stays(cast):
    leader = signed_in(cast)
    answer = leader.post("/economy/line/new/", {**AMOUNT, "amount": ""})
    assert answer.status_code == 422
    assert "Write a number." in answer.content.decode()
    assert "Tilbud fra november" in answer.content.decode()
    answer = leader.post("/economy/line/new/", {**AMOUNT, "how": "hours", "hours": "0", "weeks": "52", "hourly": "1"})
    assert "Write a number above 0." in answer.content.decode()


def test_only_the_last_change_can_be_undone_and_a_struck_line_is_struck_once(cast, now):
    line = table(cast, now)[0]
    by, first = cast.actor("leader"), queries.last_price(line)
    actions.price_line(line_id=line.pk, told={"from_on": date(2026, 5, 1), "how": "amount", "amount": Decimal(1)},
                       by=by, at=now)  # fmt: skip
    with pytest.raises(Refused, match="changed_since"):
        actions.undo(price_id=first.pk, by=by, at=now)
    actions.strike_line(line_id=line.pk, from_on=date(2026, 6, 1), by=by, at=now)
    with pytest.raises(Refused, match="line_is_struck"):
        actions.strike_line(line_id=line.pk, from_on=date(2026, 7, 1), by=by, at=now)
    with pytest.raises(Refused, match="line_stands_a_day"):
        actions.undo(price_id=queries.last_price(line).pk, by=by, at=now + timedelta(days=2))


def test_another_districts_table_is_not_there(cast, now):
    line = table(cast, now)[0]
    stranger = cast.actor("strange_leader")
    assert queries.table(stranger, zone_id=cast.zone.pk, programme_id=cast.programme.pk) == []
    with pytest.raises(NotFound):
        actions.strike_line(line_id=line.pk, from_on=date(2026, 6, 1), by=stranger, at=now)
    with pytest.raises(NotFound):
        table(cast, now, who="strange_leader")
    with pytest.raises(NotFound):
        table(cast, now, programme=cast.outpatient)
    page(signed_in(cast, "owner"), "/economy/", 404)


def test_the_cost_for_each_is_the_period_over_those_counted_in_it(cast, now):
    table(cast, now, from_on=day_of(now) - timedelta(days=500))
    a_year(cast.zone, cast.programme, day_of(now), n=100)
    period = Period(day_of(now) - timedelta(days=99), day_of(now))
    told = actions.read_costs(
        cast.programme, period, zone_id=cast.zone.pk, by=cast.actor("leader"), at=now, form="page"
    )
    by_key = {one.key: one for one in told.each}
    assert by_key["identified"].certain == 100
    assert round(told.cost.total) == round(386_000 * 100 / 365)  # the start-up was over
    assert by_key["identified"].lowest == round(386_000 / 365)
    assert by_key["identified"].of_it_fixed + by_key["identified"].of_it_varying == by_key["identified"].lowest
    held = by_key["held"]
    assert held.certain <= held.most
    assert held.highest is None or held.highest >= held.lowest
    assert Entry.objects.filter(what="economy.costs_read").exists()
    shown = page(signed_in(cast), f"/economy/each/?from={period.first}&to={period.last}")
    assert f"{by_key['reached'].lowest:,}" in shown


def test_where_nobody_is_counted_nothing_is_divided(cast, now):
    table(cast, now)
    shown = page(signed_in(cast), "/economy/each/?from=2026-01-01&to=2026-01-31")
    assert "–" in shown
    assert "Nothing was paid" in page(signed_in(cast), "/economy/each/?from=2020-01-01&to=2020-01-31")
    assert "ends before it begins" in page(signed_in(cast), "/economy/each/?from=2026-02-01&to=2026-01-01")


def test_the_municipal_programme_counts_detected_began_and_completed(cast, now):
    table(cast, now, who="project_leader", zone=cast.koege, programme=cast.outpatient)
    shown = page(signed_in(cast, "project_leader"), "/economy/each/")
    for word in ("Detected", "Began a course", "Came to the end of a course"):
        assert word in shown
    assert "Norway" in page(signed_in(cast, "project_leader"), "/economy/compare/")


def test_the_goal_and_the_years_are_decided(cast, now):
    leader = signed_in(cast, language="da")
    assert leader.post("/economy/goal/", {"goal": "17,5", "years": "3"}).status_code == 302
    assert "17,5" in page(leader, "/economy/")
    assert leader.post("/economy/goal/", {"goal": "0", "years": "0"}).status_code == 422


def test_the_comparison_has_quarters_a_funnel_by_name_and_who_is_never_reached(cast, now):
    cast.actor("leader")
    a_year(cast.zone, cast.programme, day_of(now), n=300)
    give_role(cast.leader, cast.other_zone, "programme_leader")
    cast.actor("strange_leader")
    a_year(cast.other_zone, cast.programme, day_of(now), n=200, seed=8)
    by = cast.actor("leader")
    told = actions.read_comparison(
        Question(cast.zone.pk, cast.programme.pk, Period(date(2025, 11, 1))), by=by, at=now, form="page"
    )
    assert sum(one.share.whole for one in told.quarters) == sum(
        one.share.part for title, groups in told.reach[:1] for one in groups
    )
    labels = [one.label for one in told.funnel.points]
    assert len(labels) == 3  # two districts, and the published programme
    assert labels == sorted(labels)
    shown = page(signed_in(cast), "/economy/compare/")
    assert shown.count("chart--wide") == 2
    assert "Nabokredsen" in shown
    for word in ("rank", "best", "worst"):
        assert word not in shown.replace("no order of best and worst here", "")


def test_a_leader_of_one_district_sees_no_other(cast, now):
    cast.actor("leader")
    a_year(cast.zone, cast.programme, day_of(now), n=60)
    cast.actor("strange_leader")
    a_year(cast.other_zone, cast.programme, day_of(now), n=60)
    points = comparing.districts(cast.actor("leader"), Question(cast.zone.pk, cast.programme.pk))
    assert not [one for one in points if "Nabokredsen" in one.label]


def test_without_others_there_is_no_funnel():
    from brobygger.economy.limits import Point

    assert comparing.funnel([Point("A", 1, 2)]) is None
    assert comparing.funnel([Point("A", 0, 2), Point("B", 0, 3)]) is None
    small = comparing.funnel([Point("A", 1, 2), Point("B", 1, 3)])
    assert [letter for letter, *_rest in small.told] == ["A", "B"]


def test_what_others_have_published_has_its_source_and_says_what_was_reckoned_here():
    for kind in ("outreach", "outpatient"):
        told = comparing.published(kind)
        assert told
        for one in told:
            assert one["source"]
            assert one["share"] or one["printed"]
            assert one["calc"] or one["printed"]
    shares = {one["key"]: one["share"].percent for one in comparing.published("outreach") if one["share"]}
    assert (shares["copenhagen_pilot"], shares["slachtofferhulp"], shares["opsoegende_reached"]) == (71.8, 76.8, 61.4)


TRIED = {"more_hours": "40", "window_days": "28", "most_attempts": "5", "talk": "12", "no_answer": "3"}


def test_one_worker_more_is_tried(cast, now, few_runs):
    table(cast, now)
    a_year(cast.zone, cast.programme, day_of(now))
    leader = signed_in(cast)
    assert "assumed" in page(leader, "/economy/capacity/")
    answer = leader.post("/economy/capacity/", {**TRIED, "burglary": "on"})
    assert answer.status_code == 302
    shown = page(leader, answer.url)
    assert "Hours until the first call" in shown
    assert "What the model does not know" in shown
    by = cast.actor("leader")
    row = Trial.objects.get()
    assert row.asked["cost"] == {"now": 386_000.0, "other": 386_000.0 + 308_000}
    assert row.found == trying.tried(row.asked)
    assert row.runs_done == 3
    actions.drop_trial(trial_id=row.pk, by=by, at=now)
    with pytest.raises(Refused, match="trial_cannot_move"):
        actions.drop_trial(trial_id=row.pk, by=by, at=now)
    row.refresh_from_db()
    assert (row.asked, row.found) == ({}, {})
    assert page(leader, answer.url)  # it leads back to the form


def test_what_cannot_be_tried_is_said(cast, now, few_runs):
    leader = signed_in(cast)
    answer = leader.post("/economy/capacity/", TRIED)
    assert answer.status_code == 422
    assert "Nobody was registered" in answer.content.decode()
    cast.actor("leader")
    a_year(cast.zone, cast.programme, day_of(now))
    answer = leader.post("/economy/capacity/", {**TRIED, "more_hours": "-100"})
    assert "With so few hours nobody rings" in answer.content.decode()


def test_a_second_trial_waits_and_the_page_says_how_far_the_first_is(cast, now):
    by = cast.actor("leader")
    a_year(cast.zone, cast.programme, day_of(now))
    asked = {"kind": "team", "runs": 30, "changed": {"more_hours": 5, "window_days": 28, "most_attempts": 5,
                                                     "burglary": False}}  # fmt: skip
    Trial.objects.create(zone=cast.zone, programme=cast.programme, state_at=now, asked=asked, asked_at=now,
                         asked_by=cast.leader, runs_done=7)  # fmt: skip
    with pytest.raises(Refused, match="trial_is_going"):
        actions.ask_trial(zone_id=cast.zone.pk, programme_id=cast.programme.pk, asked={}, by=by, at=now)
    row = Trial.objects.get()
    assert "7 of 30" in page(signed_in(cast), f"/economy/capacity/{row.pk}/progress/")
    assert "7 of 30" in page(signed_in(cast), f"/economy/capacity/{row.pk}/")
    page(signed_in(cast, "strange_leader"), f"/economy/capacity/{row.pk}/", 404)


def test_a_third_course_a_year_is_tried_where_someone_waits(cast, now, few_runs, monkeypatch):
    leader = signed_in(cast, "project_leader")
    assert leader.post("/economy/capacity/", {"courses": "3", "seats": "8"}).status_code == 422
    from brobygger.courses.tests.making import ready, waits

    ready(cast, now)
    waits(cast, now)
    answer = leader.post("/economy/capacity/", {"courses": "3", "seats": "8"})
    assert answer.status_code == 302
    assert "Weeks until a course begins" in page(leader, answer.url)


def test_a_report_takes_the_table_the_costs_and_the_comparison(cast, now):
    table(cast, now)
    a_year(cast.zone, cast.programme, day_of(now), n=60)
    question = Question(cast.zone.pk, cast.programme.pk, Period(date(2026, 1, 1), day_of(now)))
    sections = queries.report_sections(cast.actor("leader"), question, now)
    assert len(sections) == 3
    assert "444" in sections[0].paragraphs[0]
    assert "2026" in sections[2].tables[0].rows[0][0]
    for section in sections:
        for one in section.tables:
            assert all(len(row) == len(one.columns) for row in one.rows)
    with pytest.raises(NotFound):
        queries.report_sections(cast.actor("strange_leader"), question, now)
    municipal = Question(cast.koege.pk, cast.outpatient.pk)
    assert len(queries.report_sections(cast.actor("project_leader"), municipal, now)) == 2


def test_where_no_programme_runs_the_page_says_so(cast):
    give_role(cast.coordinator, cast.counselling_zone, "programme_leader")
    assert "No programme runs here yet" in page(signed_in(cast, "coordinator"), "/economy/")
