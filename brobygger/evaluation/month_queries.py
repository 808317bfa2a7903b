"""Answers month by month, from the kept counts: what a comparison over time is made from."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.evaluation.models import Tally


@dataclass(frozen=True, slots=True)
class Month:
    """Those identified in a month: how many, how many of them were reached, how many accepted."""

    first: date
    identified: int
    reached: int
    accepted: int


def months(by: Actor, *, zone_id: int, programme_id: int) -> list[Month]:
    """Every month in which someone was identified, the earliest first. NotFound outside the actor's zones."""
    if zone_id not in zones_for(by, Act.SEE_FIGURES):
        raise NotFound("not_found")
    rows = Tally.objects.filter(zone_id=zone_id, programme_id=programme_id, split=Tally.Split.ALL)
    told = rows.values_list("month").annotate(Sum("identified"), Sum("reached"), Sum("accepted")).order_by("month")
    return [Month(*one) for one in told if one[1]]
