"""How much waits behind a page of the menu, for every page: alarms for those who hear them, and what is to be read."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from brobygger.access.actor import NOBODY
from brobygger.access.doors import zone_of
from brobygger.access.policy import Act, may_somewhere
from brobygger.alarms import queries
from brobygger.handbook import queries as handbook
from brobygger.staff.waiting import waits_for_her


def badges(request: HttpRequest) -> dict[str, Any]:
    """A number beside a page of the menu, by the page's name; counted when the menu is drawn."""
    actor = getattr(request, "actor", NOBODY)

    @cache
    def waiting() -> int:
        # The page of a refusal is drawn in a transaction that takes no more questions.
        return 0 if connection.needs_rollback else queries.count_live(actor)

    @cache
    def unread() -> int:
        return 0 if connection.needs_rollback else handbook.unread(actor, on=timezone.localdate()).count()

    @cache
    def to_approve() -> int:
        if connection.needs_rollback:
            return 0
        return waits_for_her(actor, zone_id=zone_of(request, Act.SEE_OVERVIEW), at=timezone.now())  # type: ignore[arg-type]

    told: dict[str, Callable[[], int]] = {}
    if may_somewhere(actor, Act.SEE_ALARMS):
        told["alarms"] = waiting
    # Not while one is with a person: a call costs no more for what can wait.
    at = request.resolver_match
    if may_somewhere(actor, Act.SEE_HANDBOOK) and at is not None and not at.kwargs:
        told["handbook"] = unread
    if may_somewhere(actor, Act.SEE_OVERVIEW) and at is not None and not at.kwargs:
        told["overview"] = to_approve
    return {"badges": told} if told else {}
