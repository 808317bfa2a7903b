"""The pages behind a one-time link: no sign-in, no one's name, nothing kept by the browser.

Mail programs open every link before a person does, so a GET shows the page and uses nothing up; only the POST does.
The POST carries no cross-site token: such a token leans on a cookie and a referrer, and this page sends neither. The
link itself is the secret, and no signed-in session is read.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from brobygger.access import typed
from brobygger.access.actor import NOBODY
from brobygger.access.doors import open_door
from brobygger.access.tries import Limit, Limits, attempt, forgive
from brobygger.base.decision import Refused
from brobygger.referrals import actions, queries
from brobygger.referrals.states import Declined, Nothing

LINK = Limits(network=Limit(free=30, longest=timedelta(minutes=10)))
GONE = 410  # for a link that opens nothing any more


def quiet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page is kept nowhere, tells no one where it came from, and cannot be tried again and again."""

    @wraps(view)
    def inner(request: HttpRequest, word: str) -> HttpResponse:
        with translation.override(_language(request)):
            told = attempt(request, "referral_link", LINK, at=timezone.now())
            response = view(request, word) if told.until is None else _busy(request, told.until)
        if response.status_code not in (404, GONE):
            forgive(request, at=timezone.now())
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return inner


def _language(request: HttpRequest) -> str:
    """The language that the page's own link asks for; otherwise the browser's, Danish first."""
    return typed.code(request.GET, "l", ("da", "en"), translation.get_language() or "da")


def _busy(request: HttpRequest, until: datetime) -> HttpResponse:
    response = render(request, "referrals/link_busy.html", {"until": until}, status=429)
    response["Retry-After"] = str(int((until - timezone.now()).total_seconds()) + 1)
    return response


@open_door
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@quiet
def link(request: HttpRequest, word: str) -> HttpResponse:
    """What the receiver is asked; or why the link opens nothing."""
    now = timezone.now()
    page = queries.read_link(word, at=now)
    if not page.may:
        return _closed(request, page, page.may.reason)
    if request.method != "POST":
        return _asked(request, page)
    answer, reason = typed.text(request.POST, "answer"), typed.text(request.POST, "reason")
    try:
        done = actions.use_link(word=word, answer=answer, reason=reason, by=NOBODY, at=now)
    except Refused as refused:
        if refused.reason in ("reason_missing", "step_unknown"):
            return _asked(request, page, refused=refused.reason, answer=answer, status=422)
        return _closed(request, queries.read_link(word, at=now), refused.reason)
    return render(request, "referrals/link_done.html", {"page": done, "answer": answer})


def _asked(request: HttpRequest, page: queries.LinkPage, *, status: int = 200, **told: Any) -> HttpResponse:
    choices = {"declined": Declined.choices, "nothing": [c for c in Nothing.choices if c[0] != Nothing.NO_RECEIVER]}
    return render(request, "referrals/link.html", {"page": page, "choices": choices} | told, status=status)


def _closed(request: HttpRequest, page: queries.LinkPage, reason: str) -> HttpResponse:
    status = 404 if reason == "link_altered" else GONE
    return render(request, "referrals/link_closed.html", {"page": page, "reason": reason}, status=status)
