"""Which of her zones a worker with several looks at."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from brobygger.access import typed
from brobygger.access.doors import ZONE_KEY, DoorRequest, signed_in
from brobygger.base.decision import NotFound


@signed_in
@require_POST
def choose_zone(request: DoorRequest) -> HttpResponse:
    """From now on the pages show this zone; she comes to the first page that she may open there."""
    chosen = typed.number(request.POST, "zone")
    if chosen not in request.actor.zones():
        raise NotFound("not_found")
    request.session[ZONE_KEY] = chosen
    return redirect("start")
