"""The outbox: what waits, went, failed or may have arrived, and what a person decides about it."""

from typing import Any

from django.contrib import messages as told
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.contact import actions, queries
from brobygger.contact.models import Message
from brobygger.contact.states import MESSAGE, Audience, MessageState
from brobygger.people.channels import Channel

PAGE = 50
SECTIONS: dict[str, tuple[Any, tuple[MessageState, ...]]] = {
    "decide": (gettext_lazy("To be decided"), (MessageState.UNCERTAIN, MessageState.FAILED)),
    "waiting": (gettext_lazy("Waiting"), (MessageState.WAITING, MessageState.SENDING)),
    "sent": (gettext_lazy("Sent"), (MessageState.SENT,)),
    "stopped": (gettext_lazy("Stopped"), (MessageState.STOPPED,)),
}


@door(Act.SEE_OUTBOX, "GET")
def outbox(request: DoorRequest) -> HttpResponse:
    """The messages of the zone, without a word of what they say or to whom."""
    section = typed.code(request.GET, "section", SECTIONS, "decide")
    zone_id = zone_of(request)
    counts = queries.counts(request.actor, zone_id=zone_id)
    if not typed.pressed(request.GET, "section") and not any(counts.get(state) for state in SECTIONS["decide"][1]):
        section = "waiting" if any(counts.get(state) for state in SECTIONS["waiting"][1]) else "sent"
    rows = queries.messages(request.actor, zone_id=zone_id).filter(state__in=SECTIONS[section][1])
    if before := typed.number(request.GET, "before"):
        rows = rows.filter(pk__lt=before)
    found = [queries.line(row) for row in rows.order_by("-id")[: PAGE + 1]]
    context = {
        "section": section,
        "sections": [
            (code, words, sum(counts.get(state, 0) for state in states)) for code, (words, states) in SECTIONS.items()
        ],
        "lines": [_shown(line) for line in found[:PAGE]],
        "older": found[PAGE - 1].id if len(found) > PAGE else None,
        "demo": queries.may_read_words(),
    }
    return render(request, "contact/outbox.html", context)


def _shown(line: queries.InOutbox) -> dict[str, Any]:
    return {
        "line": line,
        "state": MessageState(line.state).label,
        "channel": Channel(line.channel).label,
        "to": Audience(line.audience).label,
        "by": line.made_by_name or _("The program itself"),
        "kind": {"sent": "success", "failed": "warning", "uncertain": "warning"}.get(line.state, ""),
    }


@door(Act.SEE_OUTBOX, "GET")
def outbox_message(request: DoorRequest, message_id: int) -> HttpResponse:
    """One message: how far it came and why; in the demonstration also the text as it would arrive."""
    now = timezone.now()
    message = queries.message(request.actor, message_id)
    text = None
    if queries.may_read_words():
        actions.note_reading(message=message, by=request.actor, at=now)
        text = queries.as_it_arrives(message)
    context = {
        **_shown(queries.line(message)),
        "text": text,
        "address": message.address if text else "",
        "again": MESSAGE.may_move(message.state, MessageState.WAITING) and message.state != MessageState.SENDING,
        "leave": MESSAGE.may_move(message.state, MessageState.STOPPED),
        "uncertain": message.state == MessageState.UNCERTAIN,
        "again_no": _gate_now(request, message, now),
    }
    return render(request, "contact/message.html", context)


def _gate_now(request: DoorRequest, message: Message, now: Any) -> str:
    """Why it may not be sent again as the card stands now; empty where it may."""
    if message.person is None or message.state not in (MessageState.UNCERTAIN, MessageState.FAILED):
        return ""
    return queries.gate(request.actor, person=message.person, channel=Channel(message.channel), at=now).reason


@door(Act.SEE_OUTBOX, "POST")
def message_again(request: DoorRequest, message_id: int) -> HttpResponse:
    """It is sent once more, on a person's word."""
    actions.send_again(message_id=message_id, by=request.actor, at=timezone.now())
    told.success(request, _("The message waits to be sent once more."))
    return redirect("outbox")


@door(Act.SEE_OUTBOX, "POST")
def message_leave(request: DoorRequest, message_id: int) -> HttpResponse:
    """It is left as it is."""
    actions.leave_it(message_id=message_id, by=request.actor, at=timezone.now())
    told.success(request, _("The message is left as it is."))
    return redirect("outbox")
