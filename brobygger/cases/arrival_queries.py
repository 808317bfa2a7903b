"""How many come onto the list, on which weekdays, and after how many attempts people are reached: counts alone."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import ExtractIsoWeekDay

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.cases.models import Registration
from brobygger.cases.states import CaseState


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Those identified in a period, and what came of them."""

    n: int
    first: date | None
    last: date | None
    without_number: int
    by_day: dict[tuple[int, str], int] = field(default_factory=dict)  # weekday (0 is Monday), incident type
    by_type: dict[str, tuple[int, int]] = field(default_factory=dict)  # reached, accepted
    tried: dict[int, tuple[int, int]] = field(default_factory=dict)  # attempts made: people, of them reached


def arrivals(by: Actor, *, zone_id: int, programme_id: int, first: date, last: date) -> Arrivals:
    """The counts of a period. NotFound outside the actor's zones."""
    if zone_id not in zones_for(by, Act.SEE_FIGURES):
        raise NotFound("not_found")
    rows = Registration.objects.filter(
        zone_id=zone_id, programme_id=programme_id, identified_on__range=(first, last)
    ).exclude(state__in=(CaseState.NOT_IN_TARGET_GROUP, CaseState.AWAITING_TYPE))
    all_of = rows.aggregate(
        n=Count("pk"), first=Min("identified_on"), last=Max("identified_on"),
        without=Count("pk", filter=Q(has_contact_details=False)),
    )  # fmt: skip
    days = rows.values_list(ExtractIsoWeekDay("identified_on"), "incident_type").annotate(n=Count("pk")).order_by()
    reached, accepted = Q(reached=True), Q(outcome="accepted")
    types = rows.values_list("incident_type").annotate(r=Count("pk", filter=reached), a=Count("pk", filter=accepted))
    tried = rows.filter(attempts__gt=0).values_list("attempts")
    told = tried.annotate(n=Count("pk"), r=Count("pk", filter=reached)).order_by()
    return Arrivals(
        all_of["n"], all_of["first"], all_of["last"], all_of["without"],
        {(day - 1, kind): n for day, kind, n in days}, {kind: (r, a) for kind, r, a in types.order_by()},
        {attempts: (n, r) for attempts, n, r in told},
    )  # fmt: skip
