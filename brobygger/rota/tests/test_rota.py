"""From what is needed to the week that the team works by; an illness; a role that ends."""

from datetime import date, time, timedelta

import pytest
from django.test import override_settings

from brobygger.access.actor import machine
from brobygger.access.zones import enter
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.rota import actions, making, plan_actions, queries
from brobygger.rota import faults as breaks
from brobygger.rota.models import Change, Hours, ShiftNeed, Wish
from brobygger.rota.states import RotaState
from brobygger.rota.tests.making import begins, planned, published, ready, refused
from brobygger.staff import actions as staff
from conftest import give_role

pytestmark = pytest.mark.django_db


def had(row):
    return {(one.on, one.worker_id) for one in row.shifts.all()}


def covered(cast, row, now):
    with override_settings(JOBS_INLINE=True):
        plan_actions.find_cover(rota_id=row.pk, by=cast.actor("leader"), at=now)
    cast.actor("leader")
    row.refresh_from_db()
    return list(Change.objects.order_by("shift__on"))


def test_a_plan_covers_what_is_needed_and_gives_each_her_share(cast, now):
    row = planned(cast, now)
    assert (row.state, row.cost) == (RotaState.DRAFT, row.bound)
    shares = [row.shifts.filter(worker=who).count() for who in (cast.owner, cast.colleague)]
    assert shares == [3, 3]
    first = row.shifts.order_by("starts_at").first()
    assert (first.on, first.starts_at) == (begins(now), queries.moment(first.on, time(9)))
    by = cast.actor("owner")
    span = {"zone_id": cast.zone.pk, "first": row.first_day, "last": row.last_day}
    assert queries.published(by, **span) == []
    with pytest.raises(NotFound):
        queries.rota(by, row.pk)
    plan_actions.publish(rota_id=row.pk, by=cast.actor("leader"), at=now)
    assert len(queries.published(cast.actor("colleague"), **span)) == 6
    assert len(queries.mine(cast.actor("owner"), zone_id=cast.zone.pk, since=row.first_day)) == 3
    assert queries.published(cast.actor("stranger"), **span) == []


def test_days_have_one_plan_and_a_dropped_one_makes_room(cast, now):
    with refused("no_shift_is_needed"):
        planned(cast, now, weekdays=())
    actions.need_shift(
        zone_id=cast.zone.pk, by=cast.actor("leader"), at=now,
        told={"weekday": 0, "starts": time(9), "ends": time(13), "needed": 1, "from_on": date(2020, 1, 1)},
    )  # fmt: skip
    Hours.objects.all().delete()
    with refused("nobody_has_said_hours"):
        planned(cast, now, set_up=False)
    row = planned(cast, now)
    with refused("days_are_planned_already"):
        planned(cast, now, set_up=False, first=row.last_day)
    with refused("plan_begins_ahead"):
        planned(cast, now, set_up=False, first=day_of(now))
    plan_actions.drop(rota_id=row.pk, by=cast.actor("leader"), at=now)
    assert not row.shifts.exists()
    planned(cast, now, set_up=False)
    with refused("rota_cannot_move"):
        plan_actions.publish(rota_id=row.pk, by=cast.actor("leader"), at=now)


def test_what_cannot_hold_together_is_kept_and_a_plan_with_gaps_says_who_is_missing(cast, now):
    ready(cast, now, needed=2, weekdays=(0,))
    actions.wish(
        zone_id=cast.zone.pk, worker_id=cast.owner.pk, likes="cannot", weekday=0, on=None, part="morning",
        by=cast.actor("owner"), at=now,
    )  # fmt: skip
    row = planned(cast, now, set_up=False)
    assert row.state == RotaState.IMPOSSIBLE
    assert {(one["what"], one["worker"]) for one in row.conflict} == {("nobody", 0), ("cannot", cast.owner.pk)}
    with override_settings(JOBS_INLINE=True):
        plan_actions.ask_again(rota_id=row.pk, with_gaps=True, by=cast.actor("leader"), at=now)
    cast.actor("leader")
    row.refresh_from_db()
    assert row.state == RotaState.DRAFT
    assert sorted(row.shifts.values_list("worker", flat=True), key=str) == [cast.colleague.pk] * 2 + [None] * 2


def test_an_illness_is_covered_by_few_changes_that_are_made_when_the_leader_says_so(cast, now):
    row = published(cast, now)
    before = had(row)
    ill = row.shifts.filter(worker=cast.owner).order_by("on").first()
    by = cast.actor("leader")
    staff.note_absence(
        worker_id=cast.owner.pk,
        zone_id=cast.zone.pk,
        first_day=ill.on,
        last_day=ill.on,
        substitute_id=None,
        by=by,
        at=now,
    )
    (change,) = covered(cast, row, now)
    assert (change.shift_id, change.was_id, change.to_id) == (ill.pk, cast.owner.pk, cast.colleague.pk)
    assert had(row) == before
    assert plan_actions.make_changes(rota_id=row.pk, by=cast.actor("leader"), at=now) == 1
    ill.refresh_from_db()
    assert (ill.worker_id, ill.sequence) == (cast.colleague.pk, 1)
    assert len(had(row) - before) == 1
    staff.note_absence(
        worker_id=cast.colleague.pk, zone_id=cast.zone.pk, first_day=ill.on, last_day=ill.on, substitute_id=None,
        by=cast.actor("leader"), at=now,
    )  # fmt: skip
    (change,) = covered(cast, row, now)
    assert change.to_id is None
    plan_actions.leave_changes(rota_id=row.pk, by=cast.actor("leader"), at=now)
    assert not Change.objects.exists()
    covered(cast, row, now)
    plan_actions.give_shift(shift_id=ill.pk, worker_id=None, by=cast.actor("leader"), at=now)
    with refused("shifts_changed_since"):
        plan_actions.make_changes(rota_id=row.pk, by=cast.actor("leader"), at=now)


def test_a_shift_is_given_by_hand_to_one_who_works_here_and_is_free(cast, now):
    row = planned(cast, now, needed=2, weekdays=(0,))
    first, second = row.shifts.order_by("starts_at", "seat")[:2]
    by = cast.actor("leader")
    with refused("has_a_shift_then"):
        plan_actions.give_shift(shift_id=first.pk, worker_id=second.worker_id, by=by, at=now)
    with refused("does_not_work_here_then"):
        plan_actions.give_shift(shift_id=first.pk, worker_id=cast.stranger.pk, by=by, at=now)
    with refused("shift_is_past"):
        plan_actions.give_shift(shift_id=first.pk, worker_id=None, by=by, at=now + timedelta(days=400))
    with pytest.raises(NotFound):
        plan_actions.give_shift(shift_id=first.pk, worker_id=None, by=cast.actor("owner"), at=now)
    plan_actions.give_shift(shift_id=first.pk, worker_id=None, by=cast.actor("leader"), at=now)
    found = breaks.faults(queries.facts(row), queries.plan_of(row.shifts.order_by("seat")))
    assert [one.amount for one in found if one.is_must] == [1]


def test_what_was_made_up_for_by_one_plan_is_remembered_by_the_next(cast, now):
    row = published(cast, now)
    row.shifts.filter(worker=cast.owner).update(worker=None)
    after = planned(cast, now, set_up=False, first=row.last_day + timedelta(days=1))
    asked = queries.facts(after)
    assert {one.id: one.owed for one in asked.people} == {cast.owner.pk: 720, cast.colleague.pk: 0}
    assert after.shifts.filter(worker=cast.owner).count() > after.shifts.filter(worker=cast.colleague).count()


def test_hours_are_ones_own_and_the_leaders(cast, now):
    told = {"zone_id": cast.zone.pk, "worker_id": cast.owner.pk, "at": now}
    span = {"first_day": begins(now), "last_day": begins(now) + timedelta(days=4), "most": 0}
    with pytest.raises(NotFound):
        actions.say_exam(**told, **span, by=cast.actor("colleague"))
    for _twice in range(2):
        exam = actions.say_exam(**told, **span, by=cast.actor("owner"))
    row = planned(cast, now)
    assert min(row.shifts.filter(worker=cast.owner).values_list("on", flat=True)) > exam.last_day
    actions.take_back(kind="exam", row_id=exam.pk, by=cast.actor("leader"), at=now)
    day = {"likes": "cannot", "weekday": None, "on": day_of(now), "part": "all"}
    with refused("wished_day_is_past"):
        actions.wish(**told, **day | {"on": day_of(now) - timedelta(days=1)}, by=cast.actor("owner"))
    once = actions.wish(**told, **day, by=cast.actor("owner"))
    Wish.objects.update(on=date(2024, 1, 5))
    with pytest.raises(NotFound):
        actions.take_back(kind="wish", row_id=once.pk, by=cast.actor("colleague"), at=now)
    by = machine(cast.zone.pk)
    enter(by)
    assert actions.forget(zone_id=cast.zone.pk, by=by, at=now) == 1
    assert not Wish.objects.exists()
    need = ShiftNeed.objects.first()
    actions.need_no_more(need_id=need.pk, last_day=day_of(now), by=cast.actor("leader"), at=now)
    need.refresh_from_db()
    assert need.until == day_of(now)
    actions.need_no_more(need_id=need.pk, last_day=date(2019, 1, 1), by=cast.actor("leader"), at=now)
    assert not ShiftNeed.objects.filter(pk=need.pk).exists()


def test_a_job_that_comes_twice_or_late_changes_nothing(cast, now):
    row = planned(cast, now)
    before = had(row)
    making.make(rota_id=row.pk, zone_id=cast.zone.pk, at=now)
    cast.actor("leader")
    assert had(row) == before
    give_role(cast.colleague, cast.other_zone, "worker")
    with pytest.raises(NotFound):
        plan_actions.ask(zone_id=cast.zone.pk, first_day=row.first_day, last_day=row.last_day, most_a_week=3,
                         by=cast.actor("strange_leader"), at=now)  # fmt: skip
