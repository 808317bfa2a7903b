"""Which zone and which version a page of this room shows."""

from __future__ import annotations

from datetime import date

from brobygger.access.doors import DoorRequest, zone_looked_at
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.routes import queries
from brobygger.routes.models import CourseCriteria


def zone_of(request: DoorRequest, act: Act = Act.SEE_ROUTES) -> int:
    """The zone that she looks at where she may do the act there, else the first where she may. NotFound where none."""
    allowed, chosen = zones_for(request.actor, act), zone_looked_at(request)
    if not allowed:
        raise NotFound("not_found")
    return chosen if chosen is not None and chosen in allowed else min(allowed)


def holding(programme_id: int, today: date) -> CourseCriteria | None:
    """The version that holds today, or None where the programme has none yet."""
    try:
        return queries.in_force(programme_id, today)
    except NotFound:
        return None
