"""My list: whom to ring now, searching, and the filters that a worker has given a name."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.desk import filters as saved
from brobygger.desk import list_html, list_in_words, undo_of_a_call
from brobygger.desk.place_in_list import list_address, remember
from brobygger.outreach import queries
from brobygger.outreach.facts import Filters

# The lists, in the order in which a worker needs them; the first is the address without a section.
SECTIONS: tuple[tuple[str, Promise], ...] = (
    ("now", gettext_lazy("To ring now")),
    ("later", gettext_lazy("Later")),
    ("held", gettext_lazy("Open now")),
    ("no_number", gettext_lazy("No number")),
    ("guardian_missing", gettext_lazy("Guardian missing")),
    ("awaiting_type", gettext_lazy("Code not settled")),
)


@door(Act.SEE_CALL_LIST, "GET")
def call_list(request: DoorRequest) -> HttpResponse:
    """The people to ring, the right next one on top."""
    now, zone_id = timezone.now(), zone_of(request)
    filters = Filters.from_codes(typed.again(request.GET))
    remember(request, filters)
    page = queries.call_list(
        request.actor,
        zone_id=zone_id,
        at=now,
        filters=filters,
        after=typed.text(request.GET, "after"),
        before=typed.text(request.GET, "before"),
    )
    day = queries.day_so_far(request.actor, zone_id=zone_id, at=now)
    counts = queries.how_many(request.actor, zone_id=zone_id, at=now, filters=filters, policy=page.policy)
    agreed = {row.case_id for row in page.agreed}
    empty = () if page.rows or agreed else list_in_words.empty_words(page, day, now=now)
    return render(
        request,
        "desk/call_list.html",
        {
            "people": list_html.rows(
                list_in_words.lines((row for row in page.rows if row.case_id not in agreed), now=now)
            ),
            "mine": list_html.rows(list_in_words.lines(page.held_by_me, now=now)),
            "agreed": list_html.rows(list_in_words.lines(page.agreed, now=now)),
            "page": page,
            "day": list_in_words.day_words(day, now=now, rings_until=page.closes_at),
            "empty": empty,
            "newer": page.newer and list_address(filters, before=page.newer),
            "older": page.older and list_address(filters, after=page.older),
            "undo": undo_of_a_call.undo_of(request, zone_id=zone_id, now=now),
            **_around(request, filters, zone_id, counts),
        },
    )


def _around(
    request: DoorRequest, filters: Filters, zone_id: int, counts: dict[str, tuple[int, bool]]
) -> dict[str, Any]:
    """What stands round the list: its sections, the filters that are set, and the worker's own."""
    bare = {name: value for name, value in filters.codes().items() if name != "section"}
    sections = [
        (
            list_address(Filters.from_codes(bare | {"section": name})),
            label,
            filters.section == name,
            list_in_words.so_many(*counts[name]),
        )
        for name, label in SECTIONS
    ]
    own = [
        (kept.pk, kept.name, list_address(Filters.from_codes(kept.codes)), kept.codes == filters.codes())
        for kept in saved.filters_of(request.actor, zone_id=zone_id)
    ]
    return {
        "sections": sections,
        "filters": filters,
        "filter_fields": list_html.filter_fields(bare),
        "filtered": bool(bare),
        "unfiltered": list_address(Filters.from_codes({"section": filters.section})),
        "own_filters": own,
    }


@door(Act.SEE_CALL_LIST)
def search(request: DoorRequest) -> HttpResponse:
    """People by name or number; the words come by POST and stand in no address."""
    if request.method != "POST":
        return redirect("call_list")
    now, words = timezone.now(), typed.text(request.POST, "words").strip()[:100]
    zone_id = zone_of(request)
    enough = len(words) >= 2
    found = queries.search(request.actor, zone_id=zone_id, words=words, at=now) if enough else ()
    context = {"words": words, "found": list_in_words.found_lines(found), "enough": enough}
    return render(request, "desk/search.html#found" if request.htmx else "desk/search.html", context)


@door(Act.SEE_CALL_LIST, "POST")
def keep_filter(request: DoorRequest) -> HttpResponse:
    """The filters that are set get a name."""
    filters = Filters.from_codes(typed.again(request.POST))
    zone_id = zone_of(request)
    name = typed.text(request.POST, "name").strip()[:40]
    saved.keep_filter(zone_id=zone_id, name=name, filters=filters, by=request.actor, at=timezone.now())
    messages.success(request, _("The filter is kept."))
    return redirect(list_address(filters))


@door(Act.SEE_CALL_LIST, "POST")
def drop_filter(request: DoorRequest, filter_id: int) -> HttpResponse:
    """The worker lets go of a filter of hers."""
    saved.drop_filter(filter_id=filter_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The filter is gone."))
    return redirect("call_list")
