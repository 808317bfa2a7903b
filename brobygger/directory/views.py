"""Finding help on the screen: search as one writes, one offer whole, what must be checked, and a list on paper."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act, may_somewhere
from brobygger.base.codes import Gender
from brobygger.directory import history_in_words, in_words, places, queries
from brobygger.directory.codes import Language, Need, Relation
from brobygger.directory.queries import Asked
from brobygger.staff import queries as staff

# What was looked for last, as codes; the words that someone wrote are kept nowhere.
KEY = "offers"
ON_PAPER = 200


@door(Act.SEE_DIRECTORY)
def offers(request: DoorRequest) -> HttpResponse:
    """The offers that fit what is asked for; the question comes by POST and stands in no address."""
    now = timezone.now()
    asked = _asked(request)
    after = typed.number(request.POST, "after")
    found = queries.search(request.actor, asked, at=now, after=after)
    context = {
        "asked": asked,
        "found": found,
        "lines": [in_words.line(offer, now=now) for offer in found.offers],
        "later_page": bool(after),
        "narrowed": bool(asked.codes() or asked.words),
    }
    if request.htmx:
        return render(request, "directory/offers.html#found", context)
    stale = queries.stale(request.actor, at=now).count() if may_somewhere(request.actor, Act.KEEP_DIRECTORY) else 0
    return render(request, "directory/offers.html", context | _choices() | {"stale": stale})


def _asked(request: DoorRequest) -> Asked:
    if request.method != "POST":
        return Asked.of(request.session.get(KEY, {}))
    asked = Asked() if typed.pressed(request.POST, "clear") else Asked.of(typed.again(request.POST))
    if asked.codes() != request.session.get(KEY, {}):
        request.session[KEY] = asked.codes()
    return asked


def _choices() -> dict[str, Any]:
    return {
        "needs": Need.choices,
        "languages": Language.choices,
        "relations": Relation.choices,
        "genders": Gender.choices,
        "regions": list(places.REGIONS.items()),
        "municipalities": places.BY_NAME,
    }


@door(Act.SEE_DIRECTORY, "GET")
def offers_print(request: DoorRequest) -> HttpResponse:
    """What the codes of the last search find, whole, for paper."""
    now = timezone.now()
    asked = Asked.of(request.session.get(KEY, {}))
    found = queries.search(request.actor, asked, at=now, most=ON_PAPER)
    pages = [in_words.page(offer, now=now) for offer in found.offers]
    return render(request, "directory/print.html", {"pages": pages, "asked": asked, "day": now})


@door(Act.SEE_DIRECTORY, "GET")
def one(request: DoorRequest, pk: int) -> HttpResponse:
    """One offer whole, with who last checked it."""
    offer, now = queries.offer(request.actor, pk), timezone.now()
    names = staff.called([offer.checked_by_id, offer.changed_by_id])
    keeps = may_somewhere(request.actor, Act.KEEP_DIRECTORY)
    context = {
        "offer": offer,
        "checked_by": names.get(offer.checked_by_id, ""),
        "changed_by": names.get(offer.changed_by_id, ""),
        "perhaps_same": queries.perhaps_same(request.actor, offer) if keeps and offer.closed_on is None else [],
        "own": keeps and queries.kept_by_own(request.actor, offer),
    }
    return render(request, "directory/offer.html", context | in_words.page(offer, now=now))


@door(Act.SEE_DIRECTORY, "GET")
def history(request: DoorRequest, pk: int) -> HttpResponse:
    """Who changed what in an offer, the newest first."""
    offer = queries.offer(request.actor, pk)
    told = history_in_words.history(request.actor, list(queries.versions(request.actor, pk)))
    return render(request, "directory/history.html", {"offer": offer, "versions": told})


@door(Act.KEEP_DIRECTORY, "GET")
def to_check(request: DoorRequest) -> HttpResponse:
    """The offers whose day to be checked has come."""
    now = timezone.now()
    rows = list(queries.stale(request.actor, at=now)[:ON_PAPER])
    names = staff.called([row.checked_by_id for row in rows])
    lines = [in_words.line(row, now=now) | {"checked_by": names.get(row.checked_by_id, "")} for row in rows]
    return render(request, "directory/to_check.html", {"lines": lines})
