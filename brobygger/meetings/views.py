"""The meetings: when, what was talked about, and who does what."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out, one_form
from brobygger.access.doors import DoorRequest, door, zone_looked_at
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.meetings import actions, queries
from brobygger.meetings.forms import AgreedForm, HeldForm, MeetingForm, MinutesForm, RhythmForm
from brobygger.meetings.kinds import KINDS, Kind
from brobygger.meetings.pages import around, back_to, written

HELD_ON = ("meeting_in_the_future", "meeting_too_long_ago")


def _here(request: DoorRequest, kind: str) -> tuple[int, Kind]:
    """The zone where she looks, if she may do the door's act to such a meeting there, else the first where so."""
    zones = [
        (zone, one)
        for zone in sorted(zones_for(request.actor, request.act))
        for one in queries.seen_in(request.actor, zone, request.act)
        if one.key == kind
    ]
    if not zones:
        raise NotFound("not_found")
    chosen = zone_looked_at(request)
    return next((one for one in zones if one[0] == chosen), zones[0])


@door(Act.SEE_MEETINGS, "GET")
def meetings(request: DoorRequest) -> HttpResponse:
    """The first kind of meetings that she sees where she looks."""
    zones, chosen = zones_for(request.actor, Act.SEE_MEETINGS), zone_looked_at(request)
    zone_id = chosen if chosen in zones else min(zones)
    kinds = queries.seen_in(request.actor, zone_id or 0)
    return redirect("meetings_of", kinds[0].key) if kinds else render(request, "meetings/none.html")


@door(Act.SEE_MEETINGS, "GET")
def meetings_of(request: DoorRequest, kind: str) -> HttpResponse:
    """The rhythm, the meetings, and what is still to be done."""
    zone_id, told = _here(request, kind)
    shown = {
        "meetings": queries.meetings_page(request.actor, zone_id=zone_id, kind=kind, at=timezone.now()),
        "keeps": told in queries.seen_in(request.actor, zone_id, Act.KEEP_MEETINGS),
        "mine": [one for one in queries.asked_of(request.actor) if one.zone_id == zone_id],
        "now": timezone.now(),
        "today": timezone.localdate(),
    }
    return render(request, "meetings/meetings.html", shown | around(request, told, zone_id))


@door(Act.KEEP_MEETINGS)
def rhythm(request: DoorRequest, kind: str) -> HttpResponse:
    """How often they are to meet."""
    zone_id, told = _here(request, kind)
    known, today = queries.rhythm_of(zone_id, kind), timezone.localdate()
    initial = {"months": known.months if known else told.months, "begins_on": known.begins_on if known else today}
    form, to = RhythmForm(typed.posted(request), initial=initial), reverse("meetings_of", args=[kind])

    def choose(**signed: Any) -> None:
        actions.choose_rhythm(zone_id=zone_id, kind=told.key, **form.cleaned_data, **signed)

    shown = {
        "heading": _("How often do you meet?"), "back": (to, told.key.label), "button": _("Save"),
        "lead": _("When the day has passed and no meeting is planned, the leader is told."),
    }  # fmt: skip
    return one_form(request, form, choose, shown=shown, to=to, said=_("Saved."))


@door(Act.KEEP_MEETINGS)
def new(request: DoorRequest, kind: str) -> HttpResponse:
    """A meeting is planned."""
    zone_id, told = _here(request, kind)
    initial = {
        "on": queries.first_day(zone_id, told, timezone.localdate()),
        "clock": "13:00",
        "agenda": "\n".join(f"{n}. {point}" for n, point in enumerate(told.agenda, 1)),
    }
    form, to = MeetingForm(typed.posted(request), hint=told.hint, initial=initial), reverse("meetings_of", args=[kind])

    made = []

    def plan(**signed: Any) -> None:
        said = {name: form.cleaned_data[name] for name in ("place", "agenda")}
        made.append(
            actions.plan_meeting(zone_id=zone_id, kind=told.key, planned_at=form.planned_at(), **said, **signed)
        )

    if carried_out(request, plan, form=form, beside={"meeting_too_long_ago": "on"}, said=_("The meeting is planned.")):
        return redirect("meeting", made[0].pk)

    shown = {
        "heading": _("Plan a meeting"), "back": (to, told.key.label), "button": _("Plan the meeting"),
        "lead": _("The agenda below is a suggestion. Change it as you like."),
    }  # fmt: skip
    return render(request, "one_form.html", {**shown, "form": form}, status=422 if form.errors else 200)


@door(Act.SEE_MEETINGS, "GET")
def meeting(request: DoorRequest, pk: int) -> HttpResponse:
    """One meeting."""
    told = queries.meeting(request.actor, pk)
    shown = {"told": told, "meeting": told.meeting, "now": timezone.now(), "today": timezone.localdate()}
    shown |= {"agreed": _agreed_form(request, told), "back": back_to(told.meeting)}
    shown |= {"there": [one for one in told.attendances if one.was_there]}
    shown |= {"absent": [one for one in told.attendances if not one.was_there]}
    return render(request, "meetings/meeting.html", shown)


@door(Act.SEE_MEETINGS, "GET")
def printed(request: DoorRequest, pk: int) -> HttpResponse:
    """Agenda and minutes on paper, under a neutral heading."""
    told = queries.meeting(request.actor, pk)
    shown = {"told": told, "meeting": told.meeting}
    shown |= {"absent": [one for one in told.attendances if not one.was_there]}
    return render(request, "meetings/meeting_print.html", shown)


def _kept(request: DoorRequest, pk: int) -> queries.MeetingPage:
    told = queries.meeting(request.actor, pk)
    if not told.keeps:
        raise NotFound("not_found")
    return told


@door(Act.KEEP_MEETINGS)
def change(request: DoorRequest, pk: int) -> HttpResponse:
    """Another day, place or agenda."""
    row = _kept(request, pk).meeting
    local = timezone.localtime(row.planned_at)
    known = {"on": day_of(local), "clock": local.time(), "place": row.place, "agenda": row.agenda, "seen": row.number}
    form = MeetingForm(typed.posted(request), hint=KINDS[row.kind].hint, initial=known)

    def keep(**signed: Any) -> None:
        said = form.cleaned_data
        actions.change_meeting(
            pk=pk, planned_at=form.planned_at(), place=said["place"], agenda=said["agenda"], seen=said["seen"] or 0,
            **signed,
        )  # fmt: skip

    shown = {"heading": _("Change the meeting"), "button": _("Save"), "stands": row.agenda}
    beside = {"meeting_too_long_ago": "on"}
    return written(request, form, keep, row=row, shown=shown, said=_("Saved."), beside=beside)


@door(Act.KEEP_MEETINGS)
def held(request: DoorRequest, pk: int) -> HttpResponse:
    """The meeting was held; who was there."""
    told = _kept(request, pk)
    row = told.meeting
    there = [one.worker_id for one in told.attendances if one.was_there] if told.attendances else list(told.expected)
    day = row.held_on or min(timezone.localdate(row.planned_at), timezone.localdate())
    people = [(one.worker_id, one.name) for one in told.may_come]
    known = {"held_on": day, "there": there, "others": row.others, "seen": row.number}
    form = HeldForm(typed.posted(request), people=people, initial=known)

    def note(**signed: Any) -> None:
        actions.note_held(pk=pk, **form.cleaned_data, **signed)

    said = _("Noted. Write the minutes now, while you remember.")
    shown, beside = {"heading": _("Who was there?"), "button": _("Save")}, dict.fromkeys(HELD_ON, "held_on")
    return written(request, form, note, row=row, shown=shown, said=said, beside=beside)


@door(Act.KEEP_MEETINGS)
def minutes(request: DoorRequest, pk: int) -> HttpResponse:
    """The minutes are written."""
    row = _kept(request, pk).meeting
    known = {"minutes": row.minutes or row.agenda, "seen": row.number}
    form = MinutesForm(typed.posted(request), hint=KINDS[row.kind].hint, initial=known)

    def keep(**signed: Any) -> None:
        actions.keep_minutes(pk=pk, **form.cleaned_data, **signed)

    shown = {"heading": _("Minutes of the meeting"), "button": _("Save the minutes"), "stands": row.minutes}
    shown |= {"warning": KINDS[row.kind].warning}
    return written(request, form, keep, row=row, shown=shown, said=_("The minutes are saved."))


@door(Act.KEEP_MEETINGS, "POST")
def cancel(request: DoorRequest, pk: int) -> HttpResponse:
    """The meeting is called off."""
    actions.cancel_meeting(pk=pk, seen=_seen(request), by=request.actor, at=timezone.now())
    return _then(request, pk, _("The meeting is called off. You can undo it below."))


@door(Act.KEEP_MEETINGS, "POST")
def reopen(request: DoorRequest, pk: int) -> HttpResponse:
    """Undo: the meeting is planned again."""
    actions.reopen_meeting(pk=pk, seen=_seen(request), by=request.actor, at=timezone.now())
    return _then(request, pk, _("The meeting is planned again."))


def _seen(request: DoorRequest) -> int:
    return typed.number(request.POST, "seen") or 0


def _then(request: DoorRequest, pk: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("meeting", pk)


def _agreed_form(request: DoorRequest, told: queries.MeetingPage) -> AgreedForm:
    people = [(one.worker_id, one.name) for one in told.may_come]
    return AgreedForm(typed.posted(request), people=people, hint=KINDS[told.meeting.kind].hint)


@door(Act.KEEP_MEETINGS)
def agree(request: DoorRequest, pk: int) -> HttpResponse:
    """Someone takes something on."""
    told = _kept(request, pk)
    form = _agreed_form(request, told)

    def add(**signed: Any) -> None:
        said = form.cleaned_data
        actions.add_action(pk=pk, what=said["what"], worker_id=said["worker"], due_on=said["due_on"], **signed)

    shown = {"heading": _("What is to be done?"), "button": _("Note it")}
    beside = {"agreed_for_a_day_that_has_passed": "due_on"}
    return written(request, form, add, row=told.meeting, shown=shown, said=_("It is noted."), beside=beside)


@door(Act.KEEP_MEETINGS, "POST")
def done(request: DoorRequest, pk: int) -> HttpResponse:
    """It is done."""
    row = actions.note_done(action_id=pk, done=True, by=request.actor, at=timezone.now())
    return _then(request, row.meeting_id, _("Done. You can undo it on the meeting's page."))


@door(Act.KEEP_MEETINGS, "POST")
def not_done(request: DoorRequest, pk: int) -> HttpResponse:
    """Undo: it is not done yet."""
    row = actions.note_done(action_id=pk, done=False, by=request.actor, at=timezone.now())
    return _then(request, row.meeting_id, _("It stands as not done again."))


@door(Act.KEEP_MEETINGS, "POST")
def strike(request: DoorRequest, pk: int) -> HttpResponse:
    """It was written down by mistake."""
    meeting_id = actions.strike_action(action_id=pk, by=request.actor, at=timezone.now())
    return _then(request, meeting_id, _("It is struck out."))
