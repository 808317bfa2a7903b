"""What is done from the page about one person: each is a short form, one door, and back to the page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.access.words_back import written
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.people import queries as people
from brobygger.reception import actions, cards, rules
from brobygger.reception.forms import LineForm, NoteForm, TalkForm
from brobygger.reception.views import case_page
from brobygger.routes.codes import Answer
from brobygger.screening import queries as screenings
from brobygger.screening.models import Screening

type Done = Callable[..., Any]


def _press(request: DoorRequest, pk: int, deed: Done, said: str, *, to: str = "", **told: Any) -> HttpResponse:
    """A button: the deed is done, it is said, and the page is shown. A colleague who was quicker is no error page."""
    carried_out(request, lambda **signed: deed(screening_id=pk, **told, **signed), said=said)
    return redirect(to) if to else redirect("received", pk)


def _with_words(
    request: DoorRequest, row: Screening, form: Form, deed: Callable[..., object], said: str,
    *, otherwise: Callable[[], object] = lambda: None,
) -> HttpResponse:  # fmt: skip
    """What was written is kept; or stands in its field to be mended; or is given back where a colleague has her by
    now, since the page has no such field any more."""
    shown, me = {str(form.prefix): form}, request.actor.user_id or 0
    try:
        if not form.is_valid():
            if not isinstance(form, LineForm):
                rules.may_go_on(state=row.state, holder=row.taken_by_id, me=me).require()
            return case_page(request, row.pk, status=422, **shown)
        deed(screening_id=row.pk, by=request.actor, at=timezone.now())
    except NotFound:
        raise
    except Refused as refused:
        if refused.reason.startswith("day_"):
            form.add_error("on", reason(refused.reason))
            return case_page(request, row.pk, status=422, **shown)
        otherwise()
        told = {"reason": refused.reason, "written": written(request), "back": reverse("received", args=[row.pk])}
        return render(request, "refused.html", told, status=409)
    messages.success(request, said)
    return redirect("received", row.pk)


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
    known = [one.pk for one in people.numbers(request.actor, row.person_id)] if row.person_id else []
    rung = typed.number(request.POST, "number")
    number_id = rung if rung in known else known[0] if len(known) == 1 else None

    def do(**signed: Any) -> None:
        actions.note_attempt(number_id=number_id, **form.cleaned_data, **signed)

    return _with_words(request, row, form, do, _("Noted."))


@door(Act.RECEIVE, "POST")
def strike(request: DoorRequest, pk: int, note: int) -> HttpResponse:
    """One's own note was a mistake."""
    screenings.for_team(request.actor, pk, act=Act.RECEIVE)
    carried_out(request, lambda **signed: actions.strike_note(note_id=note, **signed))
    return redirect("received", pk)


@door(Act.RECEIVE)
def talk(request: DoorRequest, pk: int) -> HttpResponse:
    """The first conversation has been held. Danger that was said in it stands, whatever becomes of the rest."""
    row = screenings.for_team(request.actor, pk, act=Act.RECEIVE)
    if request.method != "POST":
        return redirect("received", pk)
    form = TalkForm(request.POST, prefix="talk")

    def do(**signed: Any) -> None:
        actions.note_talk(**form.cleaned_data, **signed)

    danger = typed.text(request.POST, "talk-danger") == Answer.YES

    def danger_stands() -> None:
        if danger:
            actions.note_danger(screening_id=pk, by=request.actor, at=timezone.now())
            messages.warning(request, _("The conversation is not noted. The danger is, and stands with the person."))

    said = _("Noted: the first conversation is held.")
    answer = _with_words(request, row, form, do, said, otherwise=danger_stands)
    if danger and answer.status_code == 302:
        words = _("In danger now: assess at once, and no later than 24 hours after the conversation.")
        messages.warning(request, words)
    return answer


@door(Act.RECEIVE, "POST")
def talk_back(request: DoorRequest, pk: int) -> HttpResponse:
    """The conversation was noted by mistake."""
    return _press(request, pk, actions.take_talk_back, _("Taken back. No conversation is noted."))


@door(Act.RECEIVE)
def line(request: DoorRequest, pk: int) -> HttpResponse:
    """An answer in her mailbox."""
    row = screenings.for_team(request.actor, pk, act=Act.RECEIVE)
    if request.method != "POST":
        return redirect("received", pk)
    form = LineForm(request.POST, prefix="line")
    said = _("It lies in the mailbox. Nothing has been sent: it is read there with the code.")

    def do(**signed: Any) -> None:
        actions.write_line(text=form.cleaned_data["text"], **signed)

    return _with_words(request, row, form, do, said)


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
