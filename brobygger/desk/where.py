"""Which zone a worker looks at: her only one, or the one that she has chosen."""

from __future__ import annotations

from brobygger.access.doors import ZONE_KEY, DoorRequest
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound


def zone_of(request: DoorRequest, act: Act) -> int:
    """The zone that the page shows; raises NotFound where the actor has none for the act."""
    allowed = zones_for(request.actor, act)
    if not allowed:
        raise NotFound("not_found")
    chosen = request.session.get(ZONE_KEY) if len(allowed) > 1 else None
    return chosen if chosen in allowed else min(allowed)
