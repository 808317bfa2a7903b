"""What every page knows about who looks at it: which doors are hers, and where."""

from functools import partial
from typing import Any

from django.http import HttpRequest

from brobygger.access.actor import NOBODY
from brobygger.access.doors import zone_looked_at
from brobygger.access.policy import Act, may_somewhere, zones_for
from brobygger.access.words_back import is_sent_again


def who(request: HttpRequest) -> dict[str, Any]:
    """The acts that the actor may do somewhere, as `may.<act>`, for menus and buttons."""
    actor = getattr(request, "actor", NOBODY)
    told: dict[str, Any] = {"actor": actor, "may": {act.value: bool(may_somewhere(actor, act)) for act in Act}}
    told["sent_again"] = partial(is_sent_again, request)  # asked by the page that is not there alone
    if actor.user_id is not None:
        told["kinds"] = actor.kinds(zone_looked_at(request))  # type: ignore[arg-type]
    return told | _where(request) if len(actor.zones()) > 1 else told


def _where(request: Any) -> dict[str, Any]:
    """The zones of a worker with several, the one she looks at marked, and the acts that she may do there."""
    here = zone_looked_at(request)
    return {
        "my_zones": [(pk, name, pk == here) for pk, name in request.actor.zone_names],
        "may_here": {act.value: here in zones_for(request.actor, act) for act in Act},
    }
