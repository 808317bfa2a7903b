"""What never comes as far as a view: what no row can hold, and more than the page takes."""

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, close_old_connections, transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve

from brobygger.access.policy import Act, may_somewhere
from brobygger.access.who import actor_of
from brobygger.access.zones import enter_at_sign_in
from brobygger.base.storable import holdable, storable

ANYONE_MAY_SEND = 64 * 1024
OVERHEAD = 64 * 1024  # what stands around a file in a form


class Refusing:
    """A request with NUL or half a surrogate in its address or body, or with too large a body, ends here in words.

    A cookie with such a character counts as none: nobody can go back and write another. What XML alone cannot hold,
    and marks that nobody sees, come along with what is pasted: they are taken away, and the request goes on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.encoding = "utf-8"  # and not whatever the sender calls it
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if storable(name + value)}
        _require_storable(chain([request.path_info], _words(request.GET)))
        request.GET = _held(request.GET)  # type: ignore[assignment]
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> None:
        """Before anything of the body is read, and before anything of it is believed."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > most_bytes(request, view):
            raise RequestDataTooBig(getattr(view, "takes", 0))
        names = chain.from_iterable((field, file.name or "") for field, file in request.FILES.items())
        _require_storable(chain(_words(request.POST), names))
        request.POST = _held(request.POST)
        for file in request.FILES.values():
            file.name = holdable(file.name or "")


def most_bytes(request: Any, view: Any) -> int:
    """How large a body this view takes from her: little from anyone, a form from a worker, a file where she may."""
    if request.actor.user_id is None:
        return ANYONE_MAY_SEND
    act, takes = getattr(view, "act", None), getattr(view, "takes", 0)
    may = takes and isinstance(act, Act) and may_somewhere(request.actor, act)
    return takes + OVERHEAD if may else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def most_bytes_from(environ: dict[str, Any]) -> int:
    """How large a body the page at this address takes from whoever sends it; asked before any of it is read."""
    request: Any = WSGIRequest(environ | {"CONTENT_LENGTH": "0", "wsgi.input": BytesIO()})
    close_old_connections()
    try:
        view = resolve(request.path_info).func
        for middleware in (SessionMiddleware, AuthenticationMiddleware):
            middleware(_no_page).process_request(request)
        with transaction.atomic():
            enter_at_sign_in()
            request.actor = actor_of(request)
        return most_bytes(request, view)
    except (Resolver404, DatabaseError):
        return 0
    finally:
        close_old_connections()


def _no_page(request: HttpRequest) -> HttpResponse:
    """Middleware wants to know what comes after it; here it is asked who sends, and nothing more."""
    raise NotImplementedError


def _words(told: QueryDict) -> Iterator[str]:
    return (word for name, values in told.lists() for word in (name, *map(str, values)))


def _held(told: QueryDict) -> QueryDict:
    """The same, with every word as a row, a drawing and a workbook can hold it."""
    if all(holdable(word) == word for word in _words(told)):
        return told
    held = told.copy()
    held.clear()
    for name, values in told.lists():
        held.setlist(holdable(name), [holdable(str(value)) for value in values])
    held._mutable = False
    return held


def _require_storable(words: Iterator[str]) -> None:
    if not all(map(storable, words)):
        raise BadRequest
