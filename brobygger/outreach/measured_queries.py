"""How long calls last and in which part of the day people are reached: sums over the team, of nobody alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, F, Q, QuerySet, Sum, Value, When
from django.db.models import DurationField as Duration
from django.db.models.functions import ExtractHour, TruncDate

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.outreach.hours import DENMARK
from brobygger.outreach.models import Call, CallCount
from brobygger.outreach.rules import SPOKEN_TO
from brobygger.outreach.states import CallState

NOON, EVENING = 12, 17
# A call that was opened and left lying says nothing of how long one talks.
SHORTEST, LONGEST, MINUTE = timedelta(seconds=10), timedelta(hours=2), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Measured:
    """Of the calls of a period: by part of the day, how many and in how many someone was reached; and how long."""

    parts: dict[int, tuple[int, int]]  # until which hour of the day
    timed: dict[bool, tuple[int, float]]  # reached or not: how many were timed, and their minutes on average


def measured(by: Actor, *, zone_id: int, first: date, last: date) -> Measured:
    """What the calls of a period show. NotFound outside the actor's zones."""
    if zone_id not in zones_for(by, Act.SEE_FIGURES):
        raise NotFound("not_found")
    parts: dict[int, tuple[int, int]] = {}
    timed: dict[bool, tuple[int, float]] = {}
    kept = CallCount.objects.filter(zone_id=zone_id, day__range=(first, last)).order_by()
    saved = Call.objects.filter(zone_id=zone_id, opened_at__date__range=(first, last))
    for one in (*counted(saved), *kept.values("until_hour", "reached", "calls", "timed", "lasted")):
        part, is_reached = one["until_hour"], one["reached"]
        n, r = parts.get(part, (0, 0))
        parts[part] = (n + one["calls"], r + one["calls"] * is_reached)
        many, minutes = timed.get(is_reached, (0, 0.0))
        timed[is_reached] = (many + one["timed"], minutes + (one["lasted"] or timedelta()) / MINUTE)
    return Measured(dict(sorted(parts.items())), {key: (n, total / n) for key, (n, total) in timed.items() if n})


def counted(calls: QuerySet[Call]) -> list[dict[str, Any]]:
    """The saved ones of these calls, by day, part of the day, and whether someone was reached."""
    hour = ExtractHour("opened_at", tzinfo=DENMARK)
    part = Case(When(hour__lt=NOON, then=Value(NOON)), When(hour__lt=EVENING, then=Value(EVENING)), default=Value(24))
    lasted = ExpressionWrapper(F("saved_at") - F("opened_at"), output_field=Duration())
    was_timed = Q(took__range=(SHORTEST, LONGEST))
    rows = calls.filter(state=CallState.SAVED).order_by().annotate(
        hour=hour, took=lasted, day=TruncDate("opened_at", tzinfo=DENMARK), until_hour=part,
        reached=ExpressionWrapper(Q(result__in=[one.value for one in SPOKEN_TO]), output_field=BooleanField()),
    )  # fmt: skip
    told = rows.values("day", "until_hour", "reached").annotate(
        calls=Count("pk"), timed=Count("pk", filter=was_timed), lasted=Sum("took", filter=was_timed)
    )
    return [dict(one) for one in told]
