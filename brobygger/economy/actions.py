"""The table is kept, the goal decided, another staffing tried, and what all of it gives is read."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from procrastinate.contrib.django import app

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.economy import comparing, costing, reckoning, rules, table_queries
from brobygger.economy.codes import How
from brobygger.economy.models import CostLine, CostPrice, Frame, Trial
from brobygger.economy.states import TRIAL, TrialState
from brobygger.evaluation.figures import Question
from brobygger.evaluation.rules import Period
from brobygger.programmes.models import Programme
from brobygger.trail import actions as trail

RECKON = "brobygger.economy.tasks.reckon"
PRICED = ("from_on", "how", "amount", "hours", "weeks", "hourly", "note")


def _keeps(by: Actor, zone_id: int, programme_id: int) -> None:
    here = zone_id in zones_for(by, Act.KEEP_ECONOMY)
    if not here or programme_id not in {one.pk for one in table_queries.programmes(by, zone_id=zone_id)}:
        raise NotFound("not_found")


def _signed(by: Actor, at: datetime) -> dict[str, Any]:
    return {"written_at": at, "written_by_id": by.worker_id}


@transaction.atomic
def write_line(
    *, zone_id: int, programme_id: int, told: Mapping[str, Any], by: Actor, at: datetime
) -> CostLine:  # fmt: skip
    """The table has one line more, with its first price. NotFound outside the actor's zones."""
    _keeps(by, zone_id, programme_id)
    of = {name: told[name] for name in ("name", "paid", "follows")}
    made = CostLine.objects.create(zone_id=zone_id, programme_id=programme_id, **of, **_signed(by, at))
    _price(made, {name: told.get(name) for name in PRICED}, by, at)
    trail.write("economy.line_written", by=by, at=at, about=made, paid=made.paid)
    return made


@transaction.atomic
def price_line(*, line_id: int, told: Mapping[str, Any], by: Actor, at: datetime) -> CostPrice:
    """The line has another price from a day on; before that day it keeps those that it had."""
    row = table_queries.line(by, line_id, for_update=True)
    made = _price(row, {name: told.get(name) for name in PRICED}, by, at)
    trail.write("economy.line_priced", by=by, at=at, about=row, how=made.how)
    return made


@transaction.atomic
def strike_line(*, line_id: int, from_on: date, by: Actor, at: datetime) -> CostPrice:
    """The line costs nothing from the day on. Refused where it costs nothing on that day already."""
    row = table_queries.line(by, line_id, for_update=True)
    here = table_queries.table(by, zone_id=row.zone_id, programme_id=row.programme_id)
    if next(one for one in here if one.id == row.pk).price_on(from_on) is None:
        raise Refused("line_is_struck")
    made = _price(row, {"from_on": from_on, "how": How.NOTHING}, by, at)
    trail.write("economy.line_struck", by=by, at=at, about=row)
    return made


def _price(row: CostLine, told: Mapping[str, Any], by: Actor, at: datetime) -> CostPrice:
    """Only what its kind needs is kept: a sum has no hours."""
    keep = {How.AMOUNT: {"amount"}, How.HOURS: {"hours", "weeks", "hourly"}}.get(How(told["how"]), set())
    fields = {name: told.get(name) for name in ("amount", "hours", "weeks", "hourly") if name in keep}
    return CostPrice.objects.create(
        zone_id=row.zone_id, line=row, from_on=told["from_on"], how=told["how"], note=told.get("note") or "",
        **fields, **_signed(by, at),
    )  # fmt: skip


@transaction.atomic
def undo(*, price_id: int, by: Actor, at: datetime) -> None:
    """What was written last of a line is gone; with its first price the line itself. Refused after a day, and where the
    line has been changed since."""
    line_id = table_queries.price(by, price_id).line_id
    row = table_queries.line(by, line_id, for_update=True)
    last = table_queries.last_price(row)
    found = table_queries.price(by, price_id)  # once more: it may have been undone meanwhile
    is_last = last is not None and last.pk == found.pk
    rules.may_undo(written_at=found.written_at, is_last=is_last, at=at).require()
    trail.write("economy.undone", by=by, at=at, about=row)
    found.delete()
    if not row.prices.exists():
        row.delete()


@transaction.atomic
def decide_frame(*, zone_id: int, programme_id: int, goal: Decimal, years: int, by: Actor, at: datetime) -> Frame:
    """The programme aims at the share, and its start-up is spread over so many years."""
    _keeps(by, zone_id, programme_id)
    made, _new = Frame.objects.update_or_create(
        zone_id=zone_id, programme_id=programme_id, defaults={"goal": goal, "years": years, **_signed(by, at)}
    )
    trail.write("economy.frame_decided", by=by, at=at, about=made, years=years)
    return made


@transaction.atomic
def ask_trial(*, zone_id: int, programme_id: int, asked: Mapping[str, Any], by: Actor, at: datetime) -> Trial:
    """A trial is to be reckoned. Refused where another is."""
    _keeps(by, zone_id, programme_id)
    fields = {"programme_id": programme_id, "state_at": at, "asked": dict(asked), "asked_at": at}
    row, is_new = Trial.objects.get_or_create(
        zone_id=zone_id, state=TrialState.ASKED, defaults={**fields, "asked_by_id": by.worker_id}
    )
    if not is_new:
        raise Refused("trial_is_going")
    trail.write("economy.trial_asked", by=by, at=at, about=row)
    if getattr(settings, "JOBS_INLINE", False):  # for tests
        reckoning.reckon(trial_id=row.pk, zone_id=zone_id, at=at)
        row.refresh_from_db()
    else:
        app.configure_task(RECKON, allow_unknown=False).defer(trial_id=row.pk, zone_id=zone_id)
    return row


@transaction.atomic
def drop_trial(*, trial_id: int, by: Actor, at: datetime) -> None:
    """The trial is looked at no more; its numbers are gone."""
    row = table_queries.trial(by, trial_id, act=Act.KEEP_ECONOMY, for_update=True)
    TRIAL.may_move(row.state, TrialState.DROPPED).require()
    row.state, row.state_at, row.asked, row.found = TrialState.DROPPED, at, {}, {}
    row.save(update_fields=["state", "state_at", "asked", "found"])
    trail.write("economy.trial_dropped", by=by, at=at, about=row)


@transaction.atomic
def read_costs(
    programme: Programme, period: Period, *, zone_id: int, by: Actor, at: datetime, form: str
) -> costing.Costed:  # fmt: skip
    """The cost for each in the period. Refused where it ends before it begins; the trail knows who read it."""
    told = costing.costed(programme, period, zone_id=zone_id, by=by, at=at, form=form)
    trail.write("economy.costs_read", by=by, at=at, zone_id=zone_id, programme=programme.pk, form=form)
    return told


@transaction.atomic
def read_comparison(question: Question, *, by: Actor, at: datetime, form: str) -> comparing.Comparison:
    """The comparison; the trail knows who read it."""
    told = comparing.compared(question, by=by, at=at, form=form)
    trail.write("economy.compared", by=by, at=at, zone_id=question.zone_id, programme=question.programme_id, form=form)
    return told
