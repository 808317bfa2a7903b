"""Which zone a page of this room shows."""

from __future__ import annotations

from brobygger.access.doors import DoorRequest, zone_looked_at
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound


def zone_of(request: DoorRequest, act: Act) -> int:
    """The zone that she looks at where she may do the act there, else the first where she may. NotFound where none."""
    allowed, chosen = zones_for(request.actor, act), zone_looked_at(request)
    if not allowed:
        raise NotFound("not_found")
    return chosen if chosen is not None and chosen in allowed else min(allowed)
