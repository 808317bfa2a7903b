"""A plan is asked for and found, changed, made into courses, or dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.course_plans import finding, queries, rules, told
from brobygger.course_plans.models import CoursePlan
from brobygger.course_plans.states import OPEN, PLAN, PlanState
from brobygger.courses import course_actions, vacant
from brobygger.courses.course_actions import Planned
from brobygger.trail import actions as trail

S = PlanState
FIND = "brobygger.course_plans.tasks.find_plan"


@transaction.atomic
def ask(*, zone_id: int, programme_id: int, asked: told.Told, by: Actor, at: datetime) -> CoursePlan:
    """A plan is to be found. Refused where another is in the making, and where nothing can be found."""
    if zone_id not in zones_for(by, Act.PLAN_COURSES):
        raise NotFound("not_found")
    rules.may_ask(asked, today=day_of(at)).require()
    fields: dict[str, Any] = {"programme_id": programme_id, "state": S.ASKED, "state_at": at, "asked_at": at}
    fields |= {"asked": told.kept(asked), "asked_by_id": by.worker_id}
    row, is_new = CoursePlan.objects.get_or_create(zone_id=zone_id, state__in=OPEN, defaults=fields)
    if not is_new:
        raise Refused("a_plan_is_in_the_making")
    trail.write("course_plans.asked", by=by, at=at, about=row)
    return _begin(row, at)


@transaction.atomic
def ask_again(*, plan_id: int, asked: told.Told, turn: int, by: Actor, at: datetime) -> CoursePlan:
    """The plan is asked for in another way: nothing that was found before is compared with it."""
    row = _turned(plan_id, turn, by)
    rules.may_ask(asked, today=day_of(at)).require()
    return _anew(row, asked, {}, by, at)


@transaction.atomic
def change(
    *, plan_id: int, number: int, first_on: date | None, starts: time | None, venue: int | None,
    leaders: tuple[int, ...], turn: int, by: Actor, at: datetime,
) -> CoursePlan:  # fmt: skip
    """A person decides something about one of the courses, and the plan is found anew around it."""
    row = _turned(plan_id, turn, by)
    asked = told.read(row.asked)
    lines = told.found_of(asked, row.found).lines
    if not 0 <= number < len(asked.courses):
        raise NotFound("not_found")
    wish = rules.decided(
        asked.courses[number], lines[number] if lines else None, first_on=first_on, starts=starts, venue=venue,
        leaders=leaders,
    )  # fmt: skip
    courses = (*asked.courses[:number], wish, *asked.courses[number + 1 :])
    before = row.found if row.state == S.FOUND else row.before
    return _anew(row, replace(asked, courses=courses), before, by, at)


@transaction.atomic
def make(*, plan_id: int, turn: int, by: Actor, at: datetime) -> int:
    """The courses are planned, all of them or none; how many. Refused in the words of the first that cannot be."""
    row = _turned(plan_id, turn, by)
    PLAN.may_move(row.state, S.MADE).require()
    asked = told.read(row.asked)
    lines = told.found_of(asked, row.found).lines
    if not lines:
        raise Refused("plan_has_changed")
    vacant.hold(row.zone_id, *{line.venue for line in lines})
    for wish, line in zip(asked.courses, lines, strict=True):
        planned = Planned(
            programme_id=row.programme_id, name=wish.name, venue_id=line.venue, first_on=line.first_on,
            starts=line.starts, leader=line.leaders[0], second_leader=line.leaders[1],
        )  # fmt: skip
        course_actions.plan(zone_id=row.zone_id, told=planned, by=by, at=at)
    _end(row, S.MADE, at)
    trail.write("course_plans.made", by=by, at=at, about=row, courses=len(lines))
    return len(lines)


@transaction.atomic
def drop(*, plan_id: int, by: Actor, at: datetime) -> None:
    """Not this plan; another can be asked for."""
    row = queries.plan(by, plan_id, for_update=True)
    PLAN.may_move(row.state, S.DROPPED).require()
    _end(row, S.DROPPED, at)
    trail.write("course_plans.dropped", by=by, at=at, about=row)


def _turned(plan_id: int, turn: int, by: Actor) -> CoursePlan:
    row = queries.plan(by, plan_id, for_update=True)
    if row.turn != turn or row.state not in (S.FOUND, S.NONE):
        raise Refused("plan_has_changed")
    return row


def _anew(row: CoursePlan, asked: told.Told, before: dict[str, Any], by: Actor, at: datetime) -> CoursePlan:
    PLAN.may_move(row.state, S.ASKED).require()
    row.before = before
    row.asked, row.found, row.state, row.state_at, row.asked_at = told.kept(asked), {}, S.ASKED, at, at
    row.turn, row.asked_by_id = row.turn + 1, by.worker_id
    row.save()
    trail.write("course_plans.changed", by=by, at=at, about=row)
    return _begin(row, at)


def _begin(row: CoursePlan, at: datetime) -> CoursePlan:
    job: dict[str, Any] = {"plan_id": row.pk, "zone_id": row.zone_id, "turn": row.turn}
    if getattr(settings, "JOBS_INLINE", False):  # for tests
        finding.find(**job, at=at)
        row.refresh_from_db()
    else:
        app.configure_task(FIND, allow_unknown=False).defer(**job)
    return row


def _end(row: CoursePlan, to: PlanState, at: datetime) -> None:
    row.state, row.state_at, row.asked, row.found, row.before = to, at, {}, {}, {}
    row.save()
