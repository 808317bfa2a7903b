"""What is done from the page about one person: each is a short form, one door, and back to the page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.people import queries as people
from brobygger.reception import actions, cards
from brobygger.reception.forms import LineForm, NoteForm, TalkForm
from brobygger.reception.views import case_page
from brobygger.routes.codes import Answer
from brobygger.screening import queries as screenings

type Done = Callable[..., Any]


def _press(request: DoorRequest, pk: int, deed: Done, said: str, *, to: str = "", **told: Any) -> HttpResponse:
    """A button: the deed is done, it is said, and the page is shown. A colleague who was quicker is no error page."""
    carried_out(request, lambda **signed: deed(screening_id=pk, **told, **signed), said=said)
    return redirect(to) if to else redirect("received", pk)


@door(Act.RECEIVE, "POST")
def take(request: DoorRequest, pk: int) -> HttpResponse:
    """She is mine from now on."""
    return _press(request, pk, actions.take, _("It is yours now. Read the card before you get in touch."))


@door(Act.RECEIVE, "POST")
def give_back(request: DoorRequest, pk: int) -> HttpResponse:
    """Undo of taking: she waits for the team again."""
    return _press(request, pk, actions.give_back, _("Given back. It waits for the team again."))


@door(Act.RECEIVE, "POST")
def use_offered(request: DoorRequest, pk: int) -> HttpResponse:
    """What she has offered anew stands on her card."""
    return _press(request, pk, actions.use_offered, _("The card holds what was said now."))


@door(Act.RECEIVE)
def number(request: DoorRequest, pk: int) -> HttpResponse:
    """The card has been read: her numbers, where the gate lets her be rung now."""
    if request.method != "POST":
        return redirect("received", screenings.for_team(request.actor, pk).pk)
    try:
        found = actions.see_number(screening_id=pk, by=request.actor, at=timezone.now())
    except NotFound:
        raise
    except Refused as refused:
        messages.warning(request, reason(refused.reason))
        return redirect("received", pk)
    row = screenings.for_team(request.actor, pk)
    prefix = row.zone.withheld_number_prefix
    return case_page(request, pk, dials=cards.dials(found, prefix), prefix=prefix)


@door(Act.RECEIVE)
def note(request: DoorRequest, pk: int) -> HttpResponse:
    """A try, or a remark."""
    row = screenings.for_team(request.actor, pk, act=Act.RECEIVE)
    form = NoteForm(typed.posted(request), prefix="note")
    if request.method != "POST":
        return redirect("received", pk)
    if not form.is_valid():
        return case_page(request, pk, status=422, note=form)
    known = [one.pk for one in people.numbers(request.actor, row.person_id)] if row.person_id else []
    rung = typed.number(request.POST, "number")
    number_id = rung if rung in known else known[0] if len(known) == 1 else None
    told = form.cleaned_data
    return _press(request, pk, actions.note_attempt, _("Noted."), number_id=number_id, **told)


@door(Act.RECEIVE, "POST")
def strike(request: DoorRequest, pk: int, note: int) -> HttpResponse:
    """One's own note was a mistake."""
    screenings.for_team(request.actor, pk, act=Act.RECEIVE)
    carried_out(request, lambda **signed: actions.strike_note(note_id=note, **signed))
    return redirect("received", pk)


@door(Act.RECEIVE)
def talk(request: DoorRequest, pk: int) -> HttpResponse:
    """The first conversation has been held."""
    screenings.for_team(request.actor, pk, act=Act.RECEIVE)
    if request.method != "POST":
        return redirect("received", pk)
    form = TalkForm(request.POST, prefix="talk")
    if form.is_valid():
        try:
            actions.note_talk(screening_id=pk, by=request.actor, at=timezone.now(), **form.cleaned_data)
        except NotFound:
            raise
        except Refused as refused:
            form.add_error("on" if refused.reason.startswith("day_") else None, reason(refused.reason))
        else:
            messages.success(request, _("Noted: the first conversation is held."))
            if form.cleaned_data["danger"] == Answer.YES:
                messages.warning(
                    request, _("In danger now: assess at once, and no later than 24 hours after the conversation.")
                )
            return redirect("received", pk)
    return case_page(request, pk, status=422, talk=form)


@door(Act.RECEIVE, "POST")
def talk_back(request: DoorRequest, pk: int) -> HttpResponse:
    """The conversation was noted by mistake."""
    return _press(request, pk, actions.take_talk_back, _("Taken back. No conversation is noted."))


@door(Act.RECEIVE)
def line(request: DoorRequest, pk: int) -> HttpResponse:
    """An answer in her mailbox."""
    screenings.for_team(request.actor, pk, act=Act.RECEIVE)
    if request.method != "POST":
        return redirect("received", pk)
    form = LineForm(request.POST, prefix="line")
    if not form.is_valid():
        return case_page(request, pk, status=422, line=form)
    said = _("It lies in the mailbox. Nothing has been sent: it is read there with the code.")
    return _press(request, pk, actions.write_line, said, text=form.cleaned_data["text"])


@door(Act.RECEIVE, "POST")
def mark_read(request: DoorRequest, pk: int) -> HttpResponse:
    """What she wrote has been read."""
    return _press(request, pk, actions.mark_read, _("Marked as read."))


@door(Act.RECEIVE, "POST")
def again(request: DoorRequest, pk: int) -> HttpResponse:
    """It came to something after all."""
    return _press(request, pk, actions.take_up_again, _("Taken up again. It waits for the team."))


@door(Act.RECEIVE, "POST")
def onward_back(request: DoorRequest, pk: int) -> HttpResponse:
    """She was not led to another door after all."""
    return _press(request, pk, actions.undo_pointing_on, _("Taken back. It is with the team again."))


@door(Act.RECEIVE, "POST")
def follow_up(request: DoorRequest, pk: int) -> HttpResponse:
    """Whether she came to the other door."""
    return _press(request, pk, actions.follow_up, _("Noted."), came=typed.text(request.POST, "came"))
