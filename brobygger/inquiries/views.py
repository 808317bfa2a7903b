"""The pages that anyone may open: the front page, who helps now, and the way out."""

import sys
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import loader
from django.views.csrf import csrf_failure as plain_failure
from django.views.decorators.http import require_GET, require_safe

from brobygger.access import typed
from brobygger.access.doors import open_door
from brobygger.access.words_back import came_from_here, words_back
from brobygger.base.workdays import day_of
from brobygger.inquiries import opening
from brobygger.inquiries.help import ALWAYS, CHILDREN, numbers
from brobygger.inquiries.opening import OpenRequest, open_page
from brobygger.reach import actions as reach
from brobygger.reach import queries as campaigns

FETCHED_AHEAD = ("prefetch", "prerender", "preview")


@require_safe
@open_page
def front(request: OpenRequest, key: str = "") -> HttpResponse:
    """What this is, and the door. With a campaign's key the opening is counted, and nothing of who opened it."""
    campaign = None
    if not request.setup.is_open:
        return not_open(request)
    if key:
        campaign = campaigns.campaign_by_key(
            request.actor, zone_id=request.setup.zone_id, key=key, on=day_of(request.now)
        )
        if campaign is not None and request.method == "GET" and not _fetched_ahead(request):
            reach.count_opening(
                zone_id=request.setup.zone_id, campaign_id=campaign.pk, by=request.actor, at=request.now
            )
    request.may_be_found = not key
    told = {"campaign": campaign.key if campaign else "", "numbers": numbers(request.actor, *ALWAYS)}
    return render(request, "inquiries/front.html", told)


def not_open(request: OpenRequest) -> HttpResponse:
    """The municipality takes nobody new here just now; whoever has a code is still answered."""
    return render(request, "inquiries/not_open.html", {"numbers": numbers(request.actor, *ALWAYS, *CHILDREN)})


def _fetched_ahead(request: HttpRequest) -> bool:
    """Whether a browser or a program looks ahead for someone who has not pressed yet."""
    told = " ".join(request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    return any(word in told.lower() for word in FETCHED_AHEAD)


@require_safe
@open_page
def exit_page(request: OpenRequest) -> HttpResponse:
    """Quick exit: nothing is open in this browser any more, and it is sent to a page that tells nothing."""
    if _fetched_ahead(request):
        return HttpResponse(status=204)
    return opening.close(request, HttpResponseRedirect(request.setup.safe_site))


@require_GET
@open_door
def exit_anywhere(request: HttpRequest) -> HttpResponse:
    """Quick exit from a page that knows no place, such as an error page."""
    opening.forget(request)
    return HttpResponseRedirect(SAFE_SITE)


SAFE_SITE = "https://www.dmi.dk/"


@require_safe
@open_page
def about_exit(request: OpenRequest) -> HttpResponse:
    """What quick exit does and what it cannot do; how to remove traces; who can see what."""
    return render(request, "inquiries/about_exit.html", {})


@require_safe
@open_page
def help_now(request: OpenRequest) -> HttpResponse:
    """Who helps now."""
    return render(request, "inquiries/help.html", {"numbers": numbers(request.actor, *ALWAYS, *CHILDREN)})


@open_page
def anywhere_else(request: OpenRequest, rest: str = "") -> HttpResponse:
    """An address below the open pages that is none."""
    raise Http404


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came from a page too old, or from elsewhere; on the open pages in their own words."""
    if request.path_info.startswith("/h/"):
        return render(request, "inquiries/too_old.html", {}, status=403)
    return words_back(request) or plain_failure(request, reason=reason)


def server_error(request: HttpRequest) -> HttpResponse:
    """Something went wrong on our side; where the database does not answer, what was sent can be sent again.

    Whoever leaves is let out all the same, and her browser keeps no cookie of ours.
    """
    if request.path_info.startswith("/h/") and request.path_info.endswith("/exit/"):
        if hasattr(request, "session"):
            request.session.modified = False  # and is not written over the cookie that goes
        response: HttpResponse = HttpResponseRedirect(SAFE_SITE)
        response.delete_cookie(settings.SESSION_COOKIE_NAME, samesite="Lax")
        return response
    if not _is_away(sys.exception()):
        return _plainly(request, "failed", 500)
    # What a stranger wrote is never shown as ours, nor a code of the second step to anyone.
    shown = came_from_here(request) and not request.path_info.startswith("/account/steps/")
    again = typed.fields(request) if shown else []
    response = _plainly(request, "away", 503, address=request.get_full_path(), again=again)
    response["Retry-After"], response["Cache-Control"] = "5", "no-store, private"
    return response


def _is_away(problem: BaseException | None) -> bool:
    """Whether it began with a database that does not answer."""
    return problem is not None and (
        isinstance(problem, OperationalError | InterfaceError) or _is_away(problem.__context__)
    )


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read, or is more than a page takes; what was written stands in the page before. How
    large a file may be is said."""
    if not isinstance(exception, RequestDataTooBig):
        return _plainly(request, "unreadable", 400)
    takes = exception.args[0] if exception.args and isinstance(exception.args[0], int) else 0
    return _plainly(request, "unreadable", 413, megabytes=takes // 1024**2)


def _plainly(request: HttpRequest, what: str, status: int, **told: Any) -> HttpResponse:
    """A page in both languages, drawn without asking the database anything."""
    name = f"inquiries/{what}.html" if request.path_info.startswith("/h/") else f"{what}.html"
    return HttpResponse(loader.render_to_string(name, told), status=status)
