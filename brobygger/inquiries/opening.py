"""The door of the open pages: which municipality, which language, and what this browser has opened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, as_citizen, open_door
from brobygger.base.decision import NotFound, Refused
from brobygger.inquiries import rules
from brobygger.mailbox import queries as mailboxes
from brobygger.municipality import queries as municipality
from brobygger.municipality.queries import PublicSetup
from brobygger.staff import queries as staff

KEY = "h"  # in the session: numbers, the mark of the code, a time and a language
AGAIN = "h_again"  # in the session: what could not be taken yet, sealed
MINE = -1  # in the place of a question's number: she looks at her own page, with something begun beside it


@dataclass(frozen=True, slots=True)
class Opened:
    """What this browser has opened here, as numbers of rows."""

    mailbox_id: int
    inquiry_id: int | None
    at: int | None = None  # the question that she turned to last
    to_check: bool = False  # from the check page, to go back there


class OpenRequest(DoorRequest):
    """A request to the open pages of one municipality."""

    setup: PublicSetup
    place: str
    opened: Opened | None
    closed: bool  # what was open here is no more, since this request
    now: datetime
    own_language: str  # the browser's
    in_language: str  # what a link says of another one, where there is no session to keep it
    may_be_found: bool
    ticket: str  # of a page that told to wait


type OpenView = Callable[..., HttpResponse]


def open_page(view: OpenView) -> OpenView:
    """The view is for anyone, as someone on the open pages of the zone in the address; 404 where it has none."""

    @open_door
    @wraps(view)
    def inner(request: OpenRequest, place: str = "", **kwargs: Any) -> HttpResponse:
        request.now = timezone.now()
        request.place = place
        request.opened, request.closed = None, False
        request.own_language = translation.get_language() or settings.LANGUAGE_CODE
        request.in_language = ""
        with translation.override(_language(request)):
            try:
                request.in_language = asked_for(request)
                _enter(request, place)
                return view(request, **kwargs)
            except (Http404, NotFound):
                transaction.set_rollback(True)
                return render(request, "inquiries/not_here.html", {"place": place}, status=404)
            except Refused as refused:
                transaction.set_rollback(True)
                return render(request, "inquiries/not_now.html", {"reason": refused.reason, "place": place}, status=409)

    return inner


def _enter(request: OpenRequest, place: str) -> None:
    zone_id = staff.zone_by_key(place)
    if zone_id is None:
        raise Http404
    as_citizen(request, zone_id)
    setup = municipality.public_setup(request.actor, zone_id=zone_id, closed_too=True)
    if setup is None:
        raise Http404
    request.setup = setup
    request.opened = _opened(request)
    request.in_language = "" if request.opened else request.in_language


def codes() -> list[str]:
    """The languages in which the open pages can be read."""
    return [code for code, _name in settings.LANGUAGES]


def _language(request: OpenRequest) -> str:
    """What the page's own link asks for; else what was chosen before; else the browser's, Danish first."""
    if asked := typed.code(request.GET, "l", codes()) or typed.code(request.POST, "l", codes()):
        return asked
    kept = request.session.get(KEY) or {}
    return str(kept.get("language") or translation.get_language() or settings.LANGUAGE_CODE)


def _opened(request: OpenRequest) -> Opened | None:
    """What is open in this browser, where it was touched a short while ago; else nothing, and it is closed."""
    kept = request.session.get(KEY)
    if not kept or kept.get("zone") != request.setup.zone_id:
        return None
    left_alone = request.now - datetime.fromisoformat(kept["touched"]) > rules.IDLE
    if left_alone or kept.get("mark") != mailboxes.mark_now(request.actor, kept["mailbox"]):  # or she has a new code
        del request.session[KEY]
        request.closed = True
        return None
    kept["touched"] = request.now.isoformat()
    kept["language"] = translation.get_language()
    request.session[KEY] = kept
    return Opened(kept["mailbox"], kept["inquiry"], kept.get("at"), bool(kept.get("to_check")))


def turn_to(request: OpenRequest, step: int | None, *, back_to_check: bool = False) -> None:
    """The one address of what is open here shows this question next; None: the first that she has not seen."""
    request.session[KEY] = request.session[KEY] | {"at": step, "to_check": back_to_check}


def go_on(request: OpenRequest) -> HttpResponseRedirect:
    """To what is open here, at its one address."""
    return HttpResponseRedirect(reverse("open_inside", args=[request.place]))


def keep_open(request: OpenRequest, *, mailbox_id: int, inquiry_id: int | None, at: int | None = None) -> None:
    """This browser may go on, until it has been left alone for a while or is closed."""
    if KEY not in request.session:
        request.session.cycle_key()
    request.session[KEY] = {
        "zone": request.setup.zone_id,
        "mailbox": mailbox_id,
        "mark": mailboxes.mark_now(request.actor, mailbox_id),
        "inquiry": inquiry_id,
        "at": at,
        "touched": request.now.isoformat(),
        "language": translation.get_language(),
    }
    request.session.set_expiry(0)  # with the browser
    request.opened = Opened(mailbox_id, inquiry_id)


def forget(request: HttpRequest) -> None:
    """Nothing is open in this browser any more; a worker who is signed in in it stays so, since a link signs nobody
    out."""
    if SESSION_KEY in request.session:
        for key in (KEY, AGAIN):
            request.session.pop(key, None)
    else:
        request.session.flush()


def close(request: OpenRequest, response: HttpResponse) -> HttpResponse:
    """Nothing is open in this browser any more, and it keeps no cookie of ours."""
    forget(request)
    response.delete_cookie(settings.CSRF_COOKIE_NAME, samesite="Lax")
    return response


def asked_for(request: OpenRequest) -> str:
    """What an address of ours says of the language while there is no session to keep it; nothing where it is the
    browser's own."""
    chosen = translation.get_language() or settings.LANGUAGE_CODE
    return f"?{urlencode({'l': chosen})}" if chosen != request.own_language else ""
