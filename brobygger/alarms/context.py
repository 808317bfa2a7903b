"""How many alarms wait, for the menu of every page: asked once a request, and only of those who hear alarms."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import connection
from django.http import HttpRequest

from brobygger.access.actor import NOBODY
from brobygger.access.policy import Act, may_somewhere
from brobygger.alarms import queries


def badges(request: HttpRequest) -> dict[str, Any]:
    """A number beside a page of the menu, by the page's name; counted when the menu is drawn."""
    actor = getattr(request, "actor", NOBODY)
    if not may_somewhere(actor, Act.SEE_ALARMS):
        return {}

    @cache
    def waiting() -> int:
        # The page of a refusal is drawn in a transaction that takes no more questions.
        return 0 if connection.needs_rollback else queries.count_live(actor)

    told: dict[str, Callable[[], int]] = {"alarms": waiting}
    return {"badges": told}
