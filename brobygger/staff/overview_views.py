"""Where whoever leads begins: what waits for her."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.staff.waiting import TO_APPROVE, TO_LOOK_AT, waiting_in


@door(Act.SEE_OVERVIEW, "GET")
def overview(request: DoorRequest) -> HttpResponse:
    """What waits for the leader's yes, for another's, and what is to be looked at, each with a way there."""
    by, zone_id, now = request.actor, zone_of(request), timezone.now()
    to_approve = waiting_in(TO_APPROVE, by, zone_id=zone_id, at=now)
    shown = {
        "hers": [one for one in to_approve if not one.another],
        "anothers": [one for one in to_approve if one.another],
        "to_look_at": waiting_in(TO_LOOK_AT, by, zone_id=zone_id, at=now),
    }
    return render(request, "staff/overview.html", shown)
