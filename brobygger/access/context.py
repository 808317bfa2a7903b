"""What every page knows about who looks at it: which doors are hers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from brobygger.access.actor import NOBODY
from brobygger.access.policy import Act, may_somewhere


def who(request: HttpRequest) -> dict[str, Any]:
    """The acts that the actor may do somewhere, as `may.<act>`, for menus and buttons; and whether all is invented."""
    actor = getattr(request, "actor", NOBODY)
    return {"actor": actor, "demo": settings.DEMO, "may": {act.value: bool(may_somewhere(actor, act)) for act in Act}}
