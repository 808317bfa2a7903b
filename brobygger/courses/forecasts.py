"""How long one waits, and how many stay, reckoned from the zone's own courses; nothing from fewer than ten.

The wait: Kaplan and Meier's product-limit estimate, so that whoever still waits counts as well (*J. Am. Stat. Assoc.*
53, 1958). How many stay: the beta-binomial that follows from those who stayed, with Jeffreys' prior.
"""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Coalesce

from brobygger.base.workdays import day_of
from brobygger.courses.codes import NOT_HERS
from brobygger.courses.models import Course, Place, PlaceCount
from brobygger.courses.states import PlaceState

ENOUGH = 10
LOOKS_BACK = timedelta(days=3 * 365)
LOW, MIDDLE, HIGH = 0.1, 0.5, 0.9
P = PlaceState


@dataclass(frozen=True, slots=True)
class Wait:
    """Eight of ten wait from `low` to `high` days more; `high` is nothing where too few have got so far."""

    n: int  # who got a place
    low: int
    middle: int | None
    high: int | None

    @property
    def weeks(self) -> tuple[int, int | None]:
        """As people say it: the last week begun counts."""
        return math.ceil(self.low / 7), None if self.high is None else math.ceil(self.high / 7)


@dataclass(frozen=True, slots=True)
class Stay:
    """Of those who have said yes, from `low` to `high` come to the end, eight times in ten."""

    began: int
    stayed: int
    low: int
    high: int
    enough: float  # how likely it is that at least as many stay as the course needs

    @property
    def of_ten(self) -> int:
        """In how many of ten such courses enough stay."""
        return round(self.enough * 10)


def wait_from(got: list[int], still: list[int], *, waited: int) -> Wait | None:
    """How many days more someone waits who has waited so many: of those who waited as long, when they got a place."""
    from scipy import stats

    if len(got) < ENOUGH:
        return None
    told = stats.CensoredData(uncensored=got, right=still)
    curve = stats.ecdf(told).sf
    left = float(curve.evaluate(waited)) if waited else 1.0
    if left <= 0:
        return None

    def when(share: float) -> int | None:
        reached = [
            day for day, over in zip(curve.quantiles, curve.probabilities, strict=True) if over <= left * (1 - share)
        ]
        return max(0, round(float(reached[0])) - waited) if reached else None

    low = when(LOW)
    return Wait(len(got), low, when(MIDDLE), when(HIGH)) if low is not None else None


def stay_from(began: int, stayed: int, *, confirmed: int, fewest: int) -> Stay | None:
    """How many of those who have said yes come to the end, where so many of those who began did."""
    from scipy import stats

    if began < ENOUGH or not confirmed:
        return None
    shape = stats.betabinom(confirmed, stayed + 0.5, began - stayed + 0.5)
    low, high = int(shape.ppf(LOW)), int(shape.ppf(HIGH))
    return Stay(began, stayed, low, high, float(shape.sf(fewest - 1)) if fewest <= confirmed else 0.0)


def wait_of(row: Place, *, at: datetime) -> Wait | None:
    """For someone who waits. The caller may read the place."""
    if row.state != P.WAITING:
        return None
    today = day_of(at)
    rows = PlaceCount.objects.filter(zone_id=row.zone_id, waited_on__gte=today - LOOKS_BACK)
    seen_until = Case(When(state__in=(P.WAITING, P.OFFERED), then=Value(today)), default=F("state_on"))
    times = rows.values(got=Q(confirmed_on__isnull=False), days=Coalesce("confirmed_on", seen_until) - F("waited_on"))
    got, still = (
        [days for one in times.annotate(n=Count("pk")) if one["got"] is has for days in [one["days"].days] * one["n"]]
        for has in (True, False)
    )
    return wait_from(got, still, waited=(at - row.waits_since).days)


def stay_of(row: Course, *, confirmed: int) -> Stay | None:
    """For a course that has not begun."""
    if row.state != "planned":
        return None
    left = PlaceCount.objects.filter(zone_id=row.zone_id, state__in=(P.COMPLETED, P.DROPPED_OUT), of__gt=0)
    left = left.exclude(dropped__in=NOT_HERS)
    told = left.aggregate(began=Count("pk"), stayed=Count("pk", filter=Q(state=P.COMPLETED)))
    return stay_from(told["began"], told["stayed"], confirmed=confirmed, fewest=row.fewest)
