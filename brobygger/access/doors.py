"""The door of every page: which act it is for, and what a refusal looks like."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

from brobygger.access.actor import Actor, citizen
from brobygger.access.policy import Act, may_somewhere, zones_for
from brobygger.access.tries import count_again
from brobygger.access.words_back import words_back, written
from brobygger.access.zones import at_sign_in, enter, enter_at_sign_in
from brobygger.base.decision import NotFound, Refused

type View = Callable[..., HttpResponse]

# A page that several workers keep open shows each her own zone; the choice lives in the session.
ZONE_KEY = "zone"

# The mark of a door that asks no more than to be signed in: one's own account.
SIGNED_IN = "signed_in"


class DoorRequest(HttpRequest):
    """A request that has come through the middleware: it knows who acts."""

    actor: Actor
    act: Act  # what its door asks for
    htmx: Any


def zone_looked_at(request: DoorRequest) -> int | None:
    """The zone that a worker with several has chosen, else her first; None where she has no zone."""
    zones = request.actor.zones()
    chosen = request.session.get(ZONE_KEY)
    return chosen if chosen in zones else min(zones, default=None)


def zone_of(request: DoorRequest, act: Act | None = None) -> int:
    """The zone that a page shows: where she looks, if she may do the act (her door's) there, else the first where so.

    NotFound where she may nowhere.
    """
    allowed, chosen = zones_for(request.actor, act or request.act), zone_looked_at(request)
    if not allowed:
        raise NotFound("not_found")
    return chosen if chosen is not None and chosen in allowed else min(allowed)


def door(act: Act, method: str = "", *, takes: int = 0) -> Callable[[View], View]:
    """The view is for those who may do the act somewhere; others meet sign-in, or a page that does not exist.

    It is only read (`GET`), only pressed (`POST`), or both; it takes no more than a form, or a file of so many bytes.
    """
    methods = {"GET": ("GET", "HEAD"), "POST": ("POST",)}.get(method, ("GET", "HEAD", "POST"))

    def wrap(view: View) -> View:
        @wraps(view)
        def inner(request: DoorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.actor.user_id is None:
                return words_back(request) or redirect_to_login(request.get_full_path())
            if not may_somewhere(request.actor, act):
                raise Http404
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            request.act = act
            return view(request, *args, **kwargs)

        inner.act, inner.takes = act, takes  # type: ignore[attr-defined]
        return inner

    return wrap


def signed_in(view: View) -> View:
    """The view is for everyone who is signed in, whatever her roles; others meet sign-in."""

    @wraps(view)
    def inner(request: DoorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.user_id is None:
            return words_back(request) or redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    inner.act = SIGNED_IN  # type: ignore[attr-defined]
    return inner


def open_door(view: View) -> View:
    """The view is for anyone, signed in or not."""

    @wraps(view)
    def inner(request: DoorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    inner.act = None  # type: ignore[attr-defined]
    return inner


def sign_in_door(view: View) -> View:
    """The view is for anyone, and finds whoever signs in by it; one who is signed in already stays herself."""

    @wraps(view)
    def inner(request: DoorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.user_id is not None:
            return view(request, *args, **kwargs)
        with at_sign_in():
            return view(request, *args, **kwargs)

    inner.act = None  # type: ignore[attr-defined]
    return inner


def as_citizen(request: DoorRequest, zone_id: int) -> None:
    """The rest of the request is by someone on the open pages of the zone, whoever is signed in in the browser."""
    request.actor = citizen(zone_id)
    enter(request.actor)


def as_worker(request: DoorRequest, by: Actor) -> None:
    """The rest of the request is by the worker whose own secret it was opened by, whoever is signed in."""
    request.actor = by
    enter(by)


class OneTransaction:
    """Each request is one transaction in the actor's zones; anything that goes wrong undoes all of it but its tries."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: DoorRequest) -> HttpResponse:
        from brobygger.access.who import actor_of

        with transaction.atomic():
            # First of all, so that even who she is is asked of the program's own tables.
            here = enter_at_sign_in()
            request.actor = actor_of(request)
            enter(request.actor, here=here)
            response = self.get_response(request)
            undone = transaction.get_rollback()
        if undone:
            count_again(request)
        return response

    def process_exception(self, request: DoorRequest, exception: Exception) -> HttpResponse | None:
        transaction.set_rollback(True)
        if isinstance(exception, NotFound):
            return render(request, "404.html", {"written": written(request)}, status=404)
        if isinstance(exception, Refused):
            told = {"reason": exception.reason, "written": written(request)}
            return render(request, "refused.html", told, status=409)
        return None
