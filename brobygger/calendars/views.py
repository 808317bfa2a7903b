"""One's own calendar: its page, and the file that a phone asks for by the secret address."""

from collections.abc import Callable

from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, as_worker, open_door, signed_in, zone_looked_at
from brobygger.calendars import actions, files, queries
from brobygger.staff.guessing import slowed
from brobygger.staff.models import Worker

DEEDS = ("open", "close")


@signed_in
def calendar(request: DoorRequest) -> HttpResponse:
    """The address of one's calendar, a new one, or none any more."""
    zone_id = zone_looked_at(request)
    if zone_id is None:
        raise Http404
    if request.method == "POST":
        had, closes = queries.feed(request.actor) is not None, typed.code(request.POST, "do", DEEDS) == "close"
        deed: Callable[..., object] = actions.close_feed if closes else actions.open_feed
        said = (
            _("Closed. No phone hears of changes any more.")
            if closes
            else _("The address is new. Older ones are closed.")
            if had
            else _("The address is made. Copy it into your calendar.")
        )
        carried_out(request, lambda **signed: deed(zone_id=zone_id, **signed), said=said)
        return redirect("calendar")
    row = queries.feed(request.actor)
    address = request.build_absolute_uri(reverse("calendar_feed", args=[row.secret])) if row else ""
    return render(request, "calendars/calendar.html", {"row": row, "address": address})


@open_door
@slowed("calendar")
def calendar_feed(request: DoorRequest, secret: str) -> HttpResponse:
    """The file. Whoever has the address reads it: it says when, and nothing else."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(("GET", "HEAD"))
    by = queries.whose(secret)
    as_worker(request, by)
    language = Worker.objects.filter(pk=by.worker_id).values_list("language", flat=True).first() or "da"
    with translation.override(language):
        told = files.calendar_file(queries.entries(by, at=timezone.now()), worker_id=by.worker_id)
    answer = HttpResponse(told, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer["Cache-Control"], answer["X-Robots-Tag"] = "private, no-cache", "noindex"
    return answer
