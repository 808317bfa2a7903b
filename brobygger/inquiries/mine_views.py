"""What she finds when she comes back: how it stands, what the team wrote, and what she may change herself."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from brobygger.access import typed
from brobygger.base.workdays import day_after
from brobygger.inquiries import actions, guard, queries, sending
from brobygger.inquiries.forms import Line
from brobygger.inquiries.opening import OpenRequest, close, open_page
from brobygger.inquiries.views import HELD_BACK
from brobygger.mailbox import actions as mailbox
from brobygger.mailbox import queries as mailboxes
from brobygger.screening import actions as screening
from brobygger.screening.models import Screening
from brobygger.screening.states import SCREENING, WITH_THE_TEAM, ScreeningState

S = ScreeningState
MAY_BEGIN_AGAIN = frozenset(S) - set(WITH_THE_TEAM) - {S.STARTED}


@require_http_methods(["GET", "HEAD", "POST"])
@open_page
def mine(request: OpenRequest) -> HttpResponse:
    """How it stands, the lines to and fro, and a line from her."""
    opened = request.opened
    if opened is None:
        return redirect("open_closed", request.place)
    form, held = Line(request.POST or None), None
    if request.method == "POST":
        held = guard.hold(request, "line")
        if held is None and form.is_valid():
            mailbox.write_line(
                mailbox_id=opened.mailbox_id, text=form.cleaned_data["text"], by=request.actor, at=request.now
            )
            return redirect("open_mine", request.place)
    lines = mailboxes.lines(request.actor, opened.mailbox_id)
    new = {line.pk for line in lines if not line.from_her and line.read_at is None}
    mailbox.mark_read(mailbox_id=opened.mailbox_id, by=request.actor, at=request.now)
    told = {
        "form": form, "lines": lines, "new": new,
        "code_name": mailboxes.code_name(request.actor, opened.mailbox_id),
        **_state(request, sending.of_code(request.actor, opened.mailbox_id)), **guard.stamp(request, "line", held),
    }  # fmt: skip
    return render(request, "inquiries/mine.html", told, status=HELD_BACK if request.method == "POST" else 200)


def _state(request: OpenRequest, found: Screening | None) -> dict[str, Any]:
    if found is None:
        return {"state": "", "may_begin": True}
    return {
        "state": found.state,
        "day": day_after(request.setup.answer_days, found.state_at),
        "late": found.state == S.SENT and day_after(request.setup.answer_days, found.state_at) < request.now.date(),
        "may_begin": found.state in MAY_BEGIN_AGAIN,
        "may_change": found.state in WITH_THE_TEAM,
        "may_take_back": bool(SCREENING.may_move(found.state, S.WITHDRAWN)),
    }


@require_POST
@open_page
def begin_again(request: OpenRequest) -> HttpResponse:
    """She who has a code answers the questions, or only those about how she may be reached."""
    if request.opened is None:
        return redirect("open_closed", request.place)
    actions.begin_again(
        zone_id=request.setup.zone_id, mailbox_id=request.opened.mailbox_id, language=get_language() or "da",
        change=typed.text(request.POST, "what") == "contact", by=request.actor, at=request.now,
    )  # fmt: skip
    return redirect("open_begin", request.place)


@require_http_methods(["GET", "HEAD", "POST"])
@open_page
def take_back(request: OpenRequest) -> HttpResponse:
    """She says no after all: what that means, and then nobody contacts her."""
    if request.opened is None:
        return redirect("open_closed", request.place)
    found = sending.of_code(request.actor, request.opened.mailbox_id)
    if found is None or not SCREENING.may_move(found.state, S.WITHDRAWN):
        return redirect("open_mine", request.place)
    if request.method == "POST":
        screening.take_back_by_code(screening_id=found.pk, by=request.actor, at=request.now)
        return redirect("open_mine", request.place)
    return render(request, "inquiries/take_back.html", {})


@require_POST
@open_page
def throw_away(request: OpenRequest) -> HttpResponse:
    """What she began is removed, and nothing is left here; what she only meant to change stays as it is."""
    if request.opened is None:
        return redirect("open_closed", request.place)
    found = queries.unfinished(request.actor, request.opened.mailbox_id)
    if found is not None:
        changing = queries.answers_of(found).get("change")
        actions.throw_away(inquiry_id=found.pk, by=request.actor, at=request.now)
        if changing:
            return redirect("open_mine", request.place)
    return close(request, redirect("open_page", request.place))


@require_POST
@open_page
def leave(request: OpenRequest) -> HttpResponse:
    """She closes it in this browser; the code opens it again."""
    return close(request, redirect("open_page", request.place))
