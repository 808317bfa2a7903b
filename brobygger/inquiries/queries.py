"""The reading door of the open pages: her own unfinished inquiry, and how many were begun."""

import json
from datetime import date
from typing import Any

from django.db.models import Sum

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.inquiries.models import Begun, Inquiry


def inquiry(by: Actor, inquiry_id: int, *, for_update: bool = False) -> Inquiry:
    """One unfinished inquiry. NotFound where it is sent or gone. Whose it is, is decided by the session."""
    rows = Inquiry.objects.select_for_update() if for_update else Inquiry.objects
    found = scope(by, Act.COME_FORWARD, rows.filter(pk=inquiry_id, sent_at=None)).first()
    if found is None:
        raise NotFound("not_found")
    return found


def unfinished(by: Actor, mailbox_id: int) -> Inquiry | None:
    """What was begun with the code and not sent yet."""
    return scope(by, Act.COME_FORWARD, Inquiry.objects.filter(mailbox_id=mailbox_id, sent_at=None)).first()


def answers_of(row: Inquiry) -> dict[str, Any]:
    """What she has answered so far."""
    return dict(json.loads(row.answers)) if row.answers else {}


def begun(by: Actor, *, zone_id: int, first: date, last: date) -> int:
    """How many inquiries were begun on the open pages from the one day to the other."""
    if zone_id not in zones_for(by, Act.SEE_DETECTIONS):
        raise NotFound("not_found")
    rows = Begun.objects.filter(zone_id=zone_id, day__gte=first, day__lte=last)
    return rows.aggregate(n=Sum("times"))["n"] or 0
