"""A programme's table, its goal, and its trials, as the actor may see them."""

from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.economy import lines, rules
from brobygger.economy.models import CostLine, CostPrice, Frame, Trial
from brobygger.economy.states import TrialState
from brobygger.programmes.models import Programme
from brobygger.programmes.queries import programmes_for

GOAL = Decimal(15)  # percent of those reached: the evaluation report, chapter 3
YEARS = 1
SHOWN = 10


def programmes(by: Actor, *, zone_id: int) -> list[Programme]:
    """The programmes of the zone whose costs the actor may see, outreach first. NotFound outside her zones."""
    _allowed(by, zone_id)
    return sorted(programmes_for(by, Act.SEE_ECONOMY).filter(zones=zone_id), key=lambda one: one.kind != "outreach")


def _allowed(by: Actor, zone_id: int) -> None:
    if zone_id not in zones_for(by, Act.SEE_ECONOMY):
        raise NotFound("not_found")


def table(by: Actor, *, zone_id: int, programme_id: int) -> list[rules.Line]:
    """The lines of the table with all their prices. Nothing outside the actor's zones."""
    rows = scope(by, Act.SEE_ECONOMY, CostLine.objects.all())
    return lines.read(rows.filter(zone_id=zone_id, programme_id=programme_id))


def line(by: Actor, line_id: int, *, for_update: bool = False) -> CostLine:
    """One line, for whoever keeps the table. NotFound otherwise."""
    rows = scope(by, Act.KEEP_ECONOMY, CostLine.objects.all())
    found = (rows.select_for_update() if for_update else rows).filter(pk=line_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def price(by: Actor, price_id: int) -> CostPrice:
    """One price of a line, for whoever keeps the table. NotFound otherwise."""
    found = scope(by, Act.KEEP_ECONOMY, CostPrice.objects.all()).filter(pk=price_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def last_price(row: CostLine) -> CostPrice | None:
    """What was written of the line last."""
    return row.prices.order_by("-pk").first()


def written(by: Actor, *, zone_id: int, programme_id: int) -> QuerySet[CostPrice]:
    """What was written in the table, the latest first."""
    rows = scope(by, Act.SEE_ECONOMY, CostPrice.objects.filter(line__programme_id=programme_id, zone_id=zone_id))
    return rows.select_related("line", "written_by").order_by("-pk")


def frame(by: Actor, *, zone_id: int, programme_id: int) -> Frame:
    """The goal and the years of the start-up; as the house has them where nothing was decided."""
    _allowed(by, zone_id)
    found = Frame.objects.filter(zone_id=zone_id, programme_id=programme_id).first()
    return found or Frame(zone_id=zone_id, programme_id=programme_id, goal=GOAL, years=YEARS)


def cost(by: Actor, *, zone_id: int, programme_id: int, first: date, last: date) -> rules.Cost:
    """What the period costs by the table as it was priced then."""
    rules.may_reckon(first, last).require()
    years = frame(by, zone_id=zone_id, programme_id=programme_id).years
    return rules.cost(table(by, zone_id=zone_id, programme_id=programme_id), first, last, years=years)


def trial(by: Actor, trial_id: int, *, act: Act = Act.SEE_ECONOMY, for_update: bool = False) -> Trial:
    """One trial. NotFound outside the actor's zones."""
    rows = scope(by, act, Trial.objects.all())
    found = (rows.select_for_update() if for_update else rows).filter(pk=trial_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def trials(by: Actor, *, zone_id: int, programme_id: int) -> list[Trial]:
    """The latest trials of the programme, but for those that were dropped."""
    rows = scope(by, Act.SEE_ECONOMY, Trial.objects.filter(zone_id=zone_id, programme_id=programme_id))
    return list(rows.exclude(state=TrialState.DROPPED).order_by("-pk")[:SHOWN])
