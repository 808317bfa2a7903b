"""Where in the list the worker is: its filters rest in the session, so that the next person is one of those."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from brobygger.access.doors import DoorRequest, zone_of
from brobygger.base.decision import Refused
from brobygger.outreach import actions, queries
from brobygger.outreach.facts import Filters

KEY = "list"
TRIES = 3  # a colleague may be faster


def list_address(filters: Filters, **more: str) -> str:
    """The list with these filters; only codes stand in an address."""
    codes = {name: value for name, value in (filters.codes() | more).items() if (name, value) != ("section", "now")}
    return reverse("call_list") + (f"?{urlencode(codes)}" if codes else "")


def remember(request: DoorRequest, filters: Filters) -> None:
    """The worker looks at this list; nothing is written where it is the one she looked at before."""
    if request.session.get(KEY, {}) != filters.codes():
        request.session[KEY] = filters.codes()


def back_to_list(request: DoorRequest) -> HttpResponse:
    """The list as she left it."""
    return redirect(list_address(Filters.from_codes(request.session.get(KEY, {}))))


def on_to_the_next(request: DoorRequest) -> HttpResponse:
    """The card of the person who is right to ring next among those she looks at; the list where nobody waits."""
    filters = replace(Filters.from_codes(request.session.get(KEY, {})), section="now")
    for _ in range(TRIES):
        now = timezone.now()
        case_id = queries.next_person(request.actor, zone_id=zone_of(request), at=now, filters=filters)
        if case_id is None:
            break
        try:
            opened = actions.open_case(case_id=case_id, by=request.actor, at=now)
        except Refused:
            continue
        return redirect("call" if opened.call_id else "case", case_id)
    return back_to_list(request)
