"""The pages on which anyone answers: no sign-in, no session, no cookie, no script, and the way out always in reach.

As a link of the bridge they take no cross-site token, which leans on a cookie: the code itself is the secret. A GET
uses nothing up, since programs open links before people do. Nothing is counted of who comes: guessing a code is
hopeless, and without one nothing is kept.
"""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, as_citizen, open_door
from brobygger.access.policy import Act
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.packs import queries as packs
from brobygger.packs.forms import PackForm
from brobygger.staff import queries as staff
from brobygger.surveys import actions, queries, spoken_codes
from brobygger.surveys.forms import CodeForm, WishForm

FORM = "urn:brobygger:form:outreach-survey"
GONE = 410


class OpenRequest(DoorRequest):
    """As the open pages' own template reads it; of no place, so that it names none."""

    setup: None
    opened: None
    place: str
    in_language: str
    may_be_found: bool
    now: datetime


def quiet(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Anyone may come, in the language that the page's own link asks for; the page tells nobody where it is."""

    @open_door
    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def inner(request: OpenRequest, **told: Any) -> HttpResponse:
        request.setup, request.opened, request.place, request.may_be_found = None, None, "", False
        request.now = timezone.now()
        codes = [code for code, _name in settings.LANGUAGES]
        own = translation.get_language() or settings.LANGUAGE_CODE
        language = typed.code(request.GET, "l", codes, own)
        request.in_language = f"?l={language}" if language != own else ""
        with translation.override(language):
            response = view(request, **told)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return inner


def _enter(request: OpenRequest, code: str, use: str) -> int | None:
    zone_id = spoken_codes.zone_of(code, use, zones=staff.every_zone(), on=day_of(request.now))
    if zone_id is not None:
        as_citizen(request, zone_id)
    return zone_id


@quiet
def type_code(request: OpenRequest) -> HttpResponse:
    """Where a code is typed that was read aloud, or stands on a slip."""
    form = CodeForm(typed.posted(request))
    if form.is_valid():
        told = spoken_codes.plain(form.cleaned_data["code"])
        if _enter(request, told, spoken_codes.ANSWER) is not None:
            response = redirect("survey_answer", told)
            response["Location"] += request.in_language
            return response
        form.add_error("code", translation.gettext("The code is not right. Look at it once more."))
    return render(request, "surveys/open_code.html", {"form": form}, status=422 if form.errors else 200)


@quiet
def answer(request: OpenRequest, code: str) -> HttpResponse:
    """The questions; then thanks, and the wish to be interviewed, which leads to no answer."""
    zone_id = _enter(request, code, spoken_codes.ANSWER)
    if zone_id is None:
        return _closed(request, "code_is_none", 404)
    if queries.is_spent(request.actor, zone_id=zone_id, mark=spoken_codes.spent_mark(code, zone_id)):
        return _closed(request, "code_is_used", GONE)
    pack = packs.newest(request.actor, zone_id=zone_id, url=FORM, act=Act.ANSWER_SURVEY)
    form = PackForm(pack.questions, answers={}, data=typed.posted(request))
    shown: dict[str, Any] = {"form": form, "refused": ""}
    if form.is_bound and form.is_valid():
        chosen = {name: told[0] for name, told in form.answers().items() if told}
        try:
            ticket = actions.answer(code=code, chosen=chosen, zone_id=zone_id, by=request.actor, at=request.now)
        except Refused as refused:
            if refused.reason != "nothing_is_answered":
                return _closed(request, refused.reason, GONE)
            shown["refused"] = refused.reason
        else:
            return render(request, "surveys/open_thanks.html", {"ticket": ticket, "form": WishForm()})
    wrong = form.is_bound
    return render(request, "surveys/open_answer.html", shown | {"drawn": form.drawn()}, status=422 if wrong else 200)


@quiet
def interview_wish(request: OpenRequest) -> HttpResponse:
    """The wish to be interviewed, in a form of its own."""
    if request.method != "POST":
        return redirect("survey_code")
    ticket = typed.text(request.POST, "ticket")
    zone_id, form = _enter(request, ticket, spoken_codes.INTERVIEW), WishForm(request.POST)
    if zone_id is None:
        return _closed(request, "code_is_none", 404)
    if not form.is_valid():
        return render(request, "surveys/open_thanks.html", {"ticket": ticket, "form": form}, status=422)
    try:
        actions.wish_interview(code=ticket, words=form.cleaned_data, zone_id=zone_id, by=request.actor, at=request.now)
    except Refused as refused:
        return _closed(request, refused.reason, GONE)
    return render(request, "surveys/open_wished.html", {})


def _closed(request: OpenRequest, reason: str, status: int) -> HttpResponse:
    return render(request, "surveys/open_closed.html", {"reason": reason}, status=status)
