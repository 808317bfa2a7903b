"""The writing door: a plan is begun, written, gone through, and given in the form that the person chose."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.safety import paper, queries, rules
from brobygger.safety.codes import GivenAs
from brobygger.safety.models import Given, Plan
from brobygger.safety.writing import (
    keep_section,
    mark_line,
    plan_for_writing,
    put_line_back,
    remove_line,
    take_suggestion,
)
from brobygger.screening import queries as screenings
from brobygger.trail import actions as trail

__all__ = [
    "begin_plan",
    "choose_form",
    "keep_section",
    "look_through",
    "mark_line",
    "print_plan",
    "put_line_back",
    "remove_line",
    "show_plan",
    "take_suggestion",
]


@transaction.atomic
def begin_plan(*, screening_id: int, by: Actor, at: datetime) -> Plan:
    """The person has a plan, to be looked at again in two weeks; one who has one keeps it. Refused where the team does
    not have the person."""
    row = screenings.for_team(by, screening_id, act=Act.KEEP_SAFETY_PLAN, for_update=True)
    rules.may_write(row.state).require()
    there = Plan.objects.filter(screening=row).first()
    if there is not None:
        return there
    made = Plan.objects.create(
        zone_id=row.zone_id, screening=row, made_at=at, made_by_id=by.worker_id, looked_at=at,
        looked_by_id=by.worker_id, look_again_on=day_of(at) + timedelta(days=rules.FIRST_LOOK),
    )  # fmt: skip
    trail.write("safety.plan_begun", by=by, at=at, about=row)
    return made


@transaction.atomic
def look_through(*, screening_id: int, again_on: date, by: Actor, at: datetime) -> Plan:
    """The plan has been gone through with the person, and is so again on the day. Refused for a day that is not within
    a year."""
    plan = plan_for_writing(by, screening_id)
    rules.may_look_again_on(again_on, today=day_of(at)).require()
    plan.looked_at, plan.looked_by_id, plan.look_again_on = at, by.worker_id, again_on
    plan.save(update_fields=["looked_at", "looked_by", "look_again_on"])
    trail.write("safety.plan_looked_through", by=by, at=at, about=plan.screening)
    return plan


@transaction.atomic
def choose_form(*, screening_id: int, form: str, who: str = "", by: Actor, at: datetime) -> Given:
    """The person was asked today in which form the plan is wanted, and chose. Refused for an empty plan, and without
    who keeps it where someone does."""
    plan = plan_for_writing(by, screening_id)
    if form not in GivenAs.values:
        raise NotFound("not_found")
    if form == GivenAs.TRUSTED and not who.strip():
        raise Refused("who_keeps_it")
    if not queries.lines_of(plan).exists():
        raise Refused("plan_is_empty")
    made = Given.objects.create(
        zone_id=plan.zone_id, plan=plan, form=GivenAs(form), who=who.strip() if form == GivenAs.TRUSTED else "",
        chosen_at=at, chosen_by_id=by.worker_id,
    )  # fmt: skip
    trail.write("safety.form_chosen", by=by, at=at, about=plan.screening, form=form)
    return made


def _to_give(plan: Plan | None, form: GivenAs, at: datetime) -> Given:
    """The person's choice of today. NotFound without a plan; Refused where it is another form, or has been used."""
    if plan is None:
        raise NotFound("not_found")
    last = queries.chosen(plan)
    if last is None:
        raise Refused("ask_for_the_form")
    queries.may_be_given(last, form, at=at).require()
    return last


@transaction.atomic
def show_plan(*, screening_id: int, by: Actor, at: datetime) -> queries.Whole:
    """The plan as the person looks at it on the screen. Refused unless the person chose so today."""
    row, plan = queries.plan_of(by, screening_id)
    _to_give(plan, GivenAs.SCREEN, at)
    trail.write("safety.plan_shown", by=by, at=at, about=row)
    return queries.whole(by, screening_id, at=at)


@transaction.atomic
def print_plan(*, screening_id: int, lines: Collection[str], by: Actor, at: datetime) -> paper.Sheet:
    """The lines that were looked at and ticked as they lie on paper, once. Refused unless the person chose so today."""
    plan = plan_for_writing(by, screening_id)
    last = _to_give(plan, GivenAs.PRINT, at)
    last.printed_at, last.printed_by_id = at, by.worker_id
    last.save(update_fields=["printed_at", "printed_by"])
    trail.write("safety.plan_printed", by=by, at=at, about=plan.screening)
    return paper.sheet(by, queries.whole(by, screening_id, at=at), ticked=lines)
