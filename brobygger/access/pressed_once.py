"""The same form of the same page, pressed twice, is carried out once: the second press arrives where the first did.

Every page that is shown has a token of its own in its forms (Django's masked CSRF token), so the same token with the
same words at the same address is the same press. Two at once wait for one another; a form that was not taken may be
sent again, and a file is told from another by what reads it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from brobygger.access import typed
from brobygger.access.doors import DoorRequest
from brobygger.access.models import Pressed
from brobygger.base.sealed import fingerprint, seal, unseal

TOKEN, MASKED = "csrfmiddlewaretoken", 64  # signs; one that a script has renewed is shorter, and no page's own
HOLDS = timedelta(hours=2)
ABOUT, FIRST = "access_pressed:leads_to", "first_press"


class PressedOnce:
    """Stands inside the request's transaction: what is undone has not been pressed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: DoorRequest) -> HttpResponse:
        response = self.get_response(request)
        mark: bytes | None = request.__dict__.get(FIRST)
        if mark is None or transaction.get_rollback():
            return response
        if isinstance(response, HttpResponseRedirect):
            Pressed.objects.filter(mark=mark).update(leads_to=seal(response.url, about=ABOUT))
        else:
            Pressed.objects.filter(mark=mark).delete()
        return response

    def process_view(self, request: DoorRequest, _view: Any, _args: Any, _told: Any) -> HttpResponse | None:
        """Here the size of what was sent has been looked at, and its token."""
        mark = _mark(request)
        if mark is None:
            return None
        if not _is_first(mark, timezone.now()):
            return HttpResponseRedirect(unseal(bytes(Pressed.objects.get(mark=mark).leads_to), about=ABOUT))
        request.__dict__[FIRST] = mark
        return None


def forget(*, at: datetime) -> None:
    """Presses whose time is over are gone."""
    Pressed.objects.filter(forgotten_at__lte=at).delete()


def _mark(request: DoorRequest) -> bytes | None:
    if request.method != "POST" or request.actor.user_id is None:
        return None
    if typed.brings_files(request) or len(typed.text(request.POST, TOKEN)) != MASKED:
        return None
    words = [f"{name}={value}" for name, value in sorted(typed.fields(request))]
    return fingerprint("pressed", str(request.actor.user_id), request.get_full_path(), *words)


def _is_first(mark: bytes, at: datetime) -> bool:
    """Whether nobody has pressed this before; one who presses at the same moment is waited for."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO access_pressed (mark, leads_to, forgotten_at) VALUES (%s, '', %s) ON CONFLICT DO NOTHING",
            [mark, at + HOLDS],
        )
        return bool(cursor.rowcount == 1)
