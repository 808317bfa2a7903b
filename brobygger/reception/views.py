"""The team's list, and the page about one person."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.menu import address
from brobygger.programmes import queries as programmes
from brobygger.reception import by_code, listing, page
from brobygger.reception.beside import told_beside
from brobygger.reception.forms import LineForm, ListForm, NoteForm, TalkForm
from brobygger.screening.danger_said import way_back_of


@door(Act.SEE_RECEPTION, "GET")
def reception(request: DoorRequest) -> HttpResponse:
    """Who waits, who is taken, who has been talked with, and who has ended lately."""
    zone_id, now = zone_of(request), timezone.now()
    form = ListForm(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {"way": "", "state": ""}
    filters = listing.Filters(chosen["way"], chosen["state"])
    listed = listing.see_list(request.actor, zone_id=zone_id, filters=filters, at=now)
    runs = programmes.programmes_for(request.actor, Act.SEE_RECEPTION).filter(kind="outpatient", zones=zone_id).exists()
    shown = {"listed": listed, "form": form, "filtered": bool(filters.way or filters.state), "now": now, "runs": runs}
    shown["written"] = by_code.written(request.actor, zone_id=zone_id) if not shown["filtered"] else []
    return render(request, "reception/reception.html", shown)


@door(Act.SEE_RECEPTION, "GET")
def received(request: DoorRequest, pk: int) -> HttpResponse:
    """One person: what has happened, what is due, and what may be done."""
    return case_page(request, pk)


def case_page(request: DoorRequest, pk: int, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page with what has been filled in so far, and what has just been shown."""
    now = timezone.now()
    seen = page.read(request.actor, pk, at=now)
    row = seen.row
    shown: dict[str, Any] = {
        "page": seen,
        "row": row,
        "now": now,
        "note": NoteForm(prefix="note"),
        "talk": TalkForm(prefix="talk", initial={"on": timezone.localdate(now)}),
        "line": LineForm(prefix="line"),
        "card_page": address("card", row.person_id) if row.person_id else "",
        "duty_page": address("raise_duty", "screening", row.pk),
        "beside": told_beside(request.actor, row, at=now),
        "way": way_back_of(request.actor, row),
        "has_code": row.mailbox_id is not None,
        "other_number": page.other_party_of(request.actor, seen),
    }
    return render(request, "reception/received.html", shown | more, status=status)


@door(Act.SEE_RECEPTION, "GET")
def on_paper(request: DoorRequest, pk: int) -> HttpResponse:
    """The page to be printed: a neutral heading, no number to ring, and never anything about the other party."""
    seen = page.read(request.actor, pk, at=timezone.now(), on_paper=True)
    return render(request, "reception/print.html", {"page": seen, "row": seen.row})
