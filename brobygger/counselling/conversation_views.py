"""One conversation on the volunteer's phone: what came of it, kept as it is written, and its calendar files."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.contact import queries as contact
from brobygger.counselling import actions, own_people, queries, rules
from brobygger.counselling.calendars import calendar_file
from brobygger.counselling.forms import NOTE_AT_MOST, OutcomeForm, written
from brobygger.counselling.models import Conversation
from brobygger.counselling.states import ConversationState
from brobygger.people.channels import Channel


def _conversation_page(
    request: DoorRequest, row: Conversation, form: OutcomeForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "row": row,
        "thread": row.counselling,
        "form": form,
        "stopped": queries.why_stopped(row.counselling),
        "not_yet": rules.may_note("held", starts_at=row.starts_at, now=timezone.now()).reason,
    }
    return render(request, "counselling/conversation.html", context, status=status)


def _over(request: DoorRequest, conversation_id: int) -> Conversation | None:
    """The conversation, where it had begun when the person was no longer hers to help, and is still to be noted."""
    return queries.broken_off(request.actor, at=timezone.now()).filter(pk=conversation_id).first()


@door(Act.COUNSEL)
def my_conversation(request: DoorRequest, conversation_id: int) -> HttpResponse:
    """What came of a conversation."""
    if (over := _over(request, conversation_id)) is not None:
        return _broken_off(request, over)
    if request.method == "POST" and (done := queries.noted_when_over(request.actor, conversation_id)) is not None:
        return _noted_when_over(request, done)  # the page was loaded again
    row = own_people.conversation(request.actor, conversation_id)
    if row.state != ConversationState.PLANNED:
        return redirect("my_person", row.counselling_id)
    if request.method != "POST":
        follow = row.counselling.follow_up_on
        begun = json.loads(row.draft) if row.draft else {}
        initial = {"follow_up_on": follow} | begun
        return _conversation_page(request, row, OutcomeForm(initial=initial))
    form, now = OutcomeForm(request.POST), timezone.now()
    if carried_out(
        request,
        lambda **signed: actions.note_outcome(conversation_id=row.pk, outcome=form.outcome(), **signed),
        form=form,
    ):
        if form.follow_up_day() != row.counselling.follow_up_on:
            actions.follow_up(counselling_id=row.counselling_id, on=form.follow_up_day(), by=request.actor, at=now)
        return redirect("my_person", row.counselling_id)
    if (over := _over(request, conversation_id)) is not None:  # this moment
        return _broken_off(request, over)
    actions.keep_draft(conversation_id=row.pk, form=written(request.POST), by=request.actor, at=now)
    return _conversation_page(request, row, form, status=422)


@door(Act.COUNSEL, "GET")
def my_conversation_still(request: DoorRequest, conversation_id: int) -> HttpResponse:
    """Asked by the open page every half minute: no words while the person is the actor's, else what has happened, and
    what is kept of the conversation that had begun."""
    if (over := _over(request, conversation_id)) is not None:
        told = {"row": over, "stopped": queries.why_stopped(over.counselling)}
        return render(request, "counselling/over.html", told, status=409)
    row = own_people.conversation(request.actor, conversation_id)
    if not typed.text(request.GET, "stopped"):
        queries.require_may_be_contacted(row.counselling)
    return HttpResponse(status=204)


def _broken_off(request: DoorRequest, row: Conversation) -> HttpResponse:
    """What came of a conversation that had begun when the person was no longer hers to help; her words stand there."""
    form, stopped = OutcomeForm(typed.posted(request)), queries.why_stopped(row.counselling)
    words = typed.text(request.POST, "note", NOTE_AT_MOST).strip()

    def note(**signed: Any) -> None:
        actions.note_broken_off(conversation_id=row.pk, outcome=form.outcome(), **signed)

    if not carried_out(request, note, form=form):
        shown = {"row": row, "form": form, "stopped": stopped, "words": words}
        return render(request, "counselling/broken_off.html", shown, status=422 if form.is_bound else 200)
    if stopped and words:
        row.refresh_from_db(fields=["state", "minutes_held"])
        return _noted_when_over(request, row)
    messages.success(request, _noted(form.outcome()))
    return redirect("my_people")


def _noted_when_over(request: DoorRequest, row: Conversation) -> HttpResponse:
    """What has been noted, and what of her words has not been kept."""
    noted = _noted(actions.Outcome(row.state, row.minutes_held))
    shown = {"row": row, "stopped": queries.why_stopped(row.counselling), "noted": noted}
    words = typed.text(request.POST, "note", NOTE_AT_MOST).strip()
    return render(request, "counselling/broken_off.html", shown | {"words": words})


def _noted(outcome: actions.Outcome) -> str:
    label = ConversationState(outcome.state).label
    if outcome.state != ConversationState.HELD:
        return _("Noted: %(result)s.") % {"result": label}
    minutes = outcome.minutes or 0
    return ngettext(
        "Noted: %(result)s, %(n)d minute.", "Noted: %(result)s, %(n)d minutes.", minutes
    ) % {"result": label, "n": minutes}  # fmt: skip


@door(Act.COUNSEL, "POST")
def my_conversation_keep(request: DoorRequest, conversation_id: int) -> HttpResponse:
    """What has been written so far is kept; asked for by the page itself. Where the person is no longer hers to help,
    nothing is kept, and Save notes what came of it."""
    if (over := _over(request, conversation_id)) is not None:
        why = queries.why_stopped(over.counselling) or _("No longer with you")
        told = _("%(why)s. What you write is not saved. Press Save: then it is noted what came of the conversation.")
        return JsonResponse({"words": told % {"why": why}, "save": True}, status=409)
    try:
        at = actions.keep_draft(
            conversation_id=conversation_id, form=written(request.POST), by=request.actor, at=timezone.now()
        )
    except NotFound:
        raise
    except Refused as refused:
        return JsonResponse({"words": str(reason(refused.reason))}, status=409)
    return JsonResponse({"words": _("Saved at %(time)s") % {"time": f"{timezone.localtime(at):%H:%M}"}})


@door(Act.COUNSEL, "POST")
def my_conversation_undo(request: DoorRequest, conversation_id: int) -> HttpResponse:
    """Within the minute it is as if nothing had been noted, and the text is there again."""
    row = actions.undo_outcome(conversation_id=conversation_id, by=request.actor, at=timezone.now())
    messages.info(request, _("Undone. What you wrote is here again."))
    return redirect("my_conversation", row.pk)


@door(Act.COUNSEL, "GET")
def my_calendar(request: DoorRequest, conversation_id: int) -> HttpResponse:
    """The volunteer's own calendar file: 'Appointment', no name, and no place unless she asked for it."""
    row = own_people.conversation(request.actor, conversation_id)
    place = row.place if row.place_in_calendar else ""
    return _ics(row, place)


@door(Act.COUNSEL, "GET")
def their_calendar(request: DoorRequest, conversation_id: int) -> HttpResponse:
    """The file for the person's calendar: only where she or he has said that an entry there is safe."""
    row = own_people.conversation(request.actor, conversation_id)
    person = row.counselling.person
    if person is None:
        raise Refused("calendar_not_said")
    contact.gate(request.actor, person=person, channel=Channel.CALENDAR, at=timezone.now()).require()
    return _ics(row, "")


def _ics(row: Conversation, place: str) -> HttpResponse:
    file = calendar_file(
        conversation_id=row.pk, starts_at=row.starts_at, minutes=row.minutes, place=place, made_at=row.planned_at
    )
    response = HttpResponse(file, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_("appointment")}.ics"'
    return response
