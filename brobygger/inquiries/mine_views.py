"""What she finds when she comes back: how it stands, what the team wrote, and what she may change herself."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language

from brobygger.access import typed
from brobygger.base.workdays import day_after, day_of
from brobygger.inquiries import actions, guard, once_more, opening, queries, sending
from brobygger.inquiries.forms import Line
from brobygger.inquiries.models import Inquiry
from brobygger.inquiries.opening import MINE, OpenRequest, close, go_on, turn_to
from brobygger.mailbox import actions as mailbox
from brobygger.mailbox import queries as mailboxes
from brobygger.mailbox.models import Line as LineWritten
from brobygger.screening import actions as screening
from brobygger.screening.models import Screening
from brobygger.screening.states import SCREENING, WITH_THE_TEAM, ScreeningState

S = ScreeningState
# Also while an employee asks anew: her own way in stays open, whatever becomes of that.
MAY_BEGIN_AGAIN = frozenset(S) - set(WITH_THE_TEAM)


def mine(request: OpenRequest, begun: Inquiry | None = None) -> HttpResponse:
    """How it stands, the lines to and fro, and a line from her; and what she has begun beside it."""
    opened = request.opened
    assert opened is not None  # noqa: S101 - the one address of these pages has asked
    if request.method == "POST":
        return _write(request, opened.mailbox_id)
    again = once_more.found(request, "line", keep=True)
    form = Line(again.typed if again and again.wrong else None, initial=again.typed.dict() if again else None)
    lines = mailboxes.lines(request.actor, opened.mailbox_id)
    new = {line.pk for line in lines if not line.from_her and line.read_at is None}
    mailbox.mark_read(mailbox_id=opened.mailbox_id, by=request.actor, at=request.now)
    told = {
        # Whatever she said before: what is so now nobody knows who does not stand beside her.
        "form": form, "keeps": "line", "lines": lines, "new": new, "begun": begun, "danger": True,
        "answer_by": _answer_by(request, lines),
        "begun_change": begun is not None and bool(queries.answers_of(begun).get("change")),
        "code_name": mailboxes.code_name(request.actor, opened.mailbox_id),
        **_state(request, sending.of_code(request.actor, opened.mailbox_id)),
        **guard.stamp(request, "line", again.held if again else None),
    }  # fmt: skip
    return render(request, "inquiries/mine.html", told)


def _answer_by(request: OpenRequest, lines: list[LineWritten]) -> date | None:
    """The day by which what she wrote last is answered; None where the team wrote last, or that day has passed."""
    if not lines or not lines[-1].from_her:
        return None
    day = day_after(request.setup.answer_days, lines[-1].written_at)
    return day if day >= day_of(request.now) else None


def _write(request: OpenRequest, mailbox_id: int) -> HttpResponse:
    """A line, or half of one with another language chosen."""
    form = Line(request.POST)
    if typed.text(request.POST, "do") != "line" or typed.text(request.POST, "l"):
        return once_more.ask_again(request, "line", form, wrong=False)
    held = guard.hold(request, "line")
    if held is not None or not form.is_valid():
        return once_more.ask_again(request, "line", form, wrong=held is None, held=held)
    mailbox.write_line(mailbox_id=mailbox_id, text=form.cleaned_data["text"], by=request.actor, at=request.now)
    once_more.done(request)
    return go_on(request)


def look(request: OpenRequest) -> HttpResponse:
    """Her own page, with what the team has written; what she has begun waits."""
    turn_to(request, MINE)
    return go_on(request)


def go_on_with_it(request: OpenRequest) -> HttpResponse:
    """The first question of what she has begun that she has not seen."""
    turn_to(request, None)
    return go_on(request)


def _state(request: OpenRequest, found: Screening | None) -> dict[str, Any]:
    if found is None:
        return {"state": "", "may_begin": True}
    return {
        "state": found.state,
        "day": day_after(request.setup.answer_days, found.state_at),
        "late": found.state == S.SENT and day_after(request.setup.answer_days, found.state_at) < day_of(request.now),
        "may_begin": found.state in MAY_BEGIN_AGAIN,
        "may_change": found.state in WITH_THE_TEAM,
        "may_take_back": bool(SCREENING.may_move(found.state, S.WITHDRAWN)),
    }


def begin_again(request: OpenRequest, *, change: bool = False) -> HttpResponse:
    """She who has a code answers the questions, or only those about how she may be reached."""
    assert request.opened is not None  # noqa: S101
    actions.begin_again(
        zone_id=request.setup.zone_id, mailbox_id=request.opened.mailbox_id, language=get_language() or "da",
        change=change, by=request.actor, at=request.now,
    )  # fmt: skip
    turn_to(request, None)
    return go_on(request)


def change_contact(request: OpenRequest) -> HttpResponse:
    """How she may be reached, asked anew."""
    return begin_again(request, change=True)


def take_back(request: OpenRequest) -> HttpResponse:
    """She says no after all, and nobody contacts her."""
    assert request.opened is not None  # noqa: S101
    found = sending.of_code(request.actor, request.opened.mailbox_id)
    if found is not None and SCREENING.may_move(found.state, S.WITHDRAWN):
        screening.take_back_by_code(screening_id=found.pk, by=request.actor, at=request.now)
    return go_on(request)


def throw_away(request: OpenRequest) -> HttpResponse:
    """What she began is removed, and nothing is left here; what she only meant to change stays as it is."""
    assert request.opened is not None  # noqa: S101
    found = queries.unfinished(request.actor, request.opened.mailbox_id)
    if found is not None:
        changing = queries.answers_of(found).get("change")
        actions.throw_away(inquiry_id=found.pk, by=request.actor, at=request.now)
        if changing:
            return go_on(request)
    return leave(request)


def leave(request: OpenRequest) -> HttpResponse:
    """She closes it in this browser; the code opens it again."""
    address = reverse("open_page", args=[request.place])
    return close(request, redirect(address + opening.asked_for(request)))
