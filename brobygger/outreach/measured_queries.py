"""How long calls last and in which part of the day people are reached: sums over the team, of nobody alone."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Avg, Case, Count, ExpressionWrapper, F, Q, Value, When
from django.db.models import DurationField as Duration
from django.db.models.functions import ExtractHour

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.outreach.hours import DENMARK
from brobygger.outreach.models import Call
from brobygger.outreach.rules import SPOKEN_TO
from brobygger.outreach.states import CallState

NOON, EVENING = 12, 17
# A call that was opened and left lying says nothing of how long one talks.
SHORTEST, LONGEST = timedelta(seconds=10), timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Measured:
    """Of the calls of a period: by part of the day, how many and in how many someone was reached; and how long."""

    parts: dict[int, tuple[int, int]]  # until which hour of the day
    timed: dict[bool, tuple[int, float]]  # reached or not: how many were timed, and their minutes on average


def measured(by: Actor, *, zone_id: int, first: date, last: date) -> Measured:
    """What the calls of a period show. NotFound outside the actor's zones."""
    if zone_id not in zones_for(by, Act.SEE_FIGURES):
        raise NotFound("not_found")
    rows = Call.objects.filter(zone_id=zone_id, state=CallState.SAVED, opened_at__date__range=(first, last)).order_by()
    spoken = Q(result__in=[one.value for one in SPOKEN_TO])
    hour = ExtractHour("opened_at", tzinfo=DENMARK)
    part = Case(When(hour__lt=NOON, then=Value(NOON)), When(hour__lt=EVENING, then=Value(EVENING)), default=Value(24))
    by_part = rows.annotate(hour=hour).values_list(part).annotate(n=Count("pk"), r=Count("pk", filter=spoken))
    timed = rows.annotate(lasted=ExpressionWrapper(F("saved_at") - F("opened_at"), output_field=Duration()))
    timed = timed.filter(lasted__range=(SHORTEST, LONGEST))
    lengths = {
        is_reached: timed.filter(spoken if is_reached else ~spoken).aggregate(n=Count("pk"), mean=Avg("lasted"))
        for is_reached in (True, False)
    }
    return Measured(
        {until: (n, r) for until, n, r in by_part},
        {key: (one["n"], one["mean"].total_seconds() / 60) for key, one in lengths.items() if one["n"]},
    )
