"""The meetings of the resource persons: when, what was talked about, and who does what."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.reach import actions, queries
from brobygger.reach.forms import AgreedForm, HeldForm, MeetingForm, MinutesForm, RhythmForm
from brobygger.reach.meeting_queries import MeetingPage
from brobygger.reach.pages import form_page, page, then


@door(Act.SEE_REACH, "GET")
def meetings(request: DoorRequest) -> HttpResponse:
    """The rhythm, the meetings, and what is still to be done."""
    zone_id = zone_of(request)
    shown = {
        "meetings": queries.meetings_page(request.actor, zone_id=zone_id, at=timezone.now()),
        "keeps": zone_id in zones_for(request.actor, Act.KEEP_MEETINGS),
        "now": timezone.now(),
        "today": timezone.localdate(),
    }
    return page(request, "reach/meetings.html", "meetings", shown)


@door(Act.KEEP_MEETINGS)
def rhythm(request: DoorRequest) -> HttpResponse:
    """How often they are to meet."""
    zone_id = zone_of(request)
    known = queries.rhythm_of(zone_id)
    initial = {"months": known.months if known else 3, "begins_on": known.begins_on if known else timezone.localdate()}
    form = RhythmForm(request.POST or None, initial=initial)

    def do(told: Any) -> HttpResponse:
        actions.choose_rhythm(zone_id=zone_id, **told, by=request.actor, at=timezone.now())
        return then(request, _("Saved."), "meetings")

    shown = {
        "title": _("How often do the resource persons meet?"),
        "back": reverse("meetings"),
        "save": _("Save"),
        "hint": _("When the day has passed and no meeting is planned, the leader is told."),
    }
    return form_page(request, form, do, shown, part="meetings")


@door(Act.KEEP_MEETINGS)
def new(request: DoorRequest) -> HttpResponse:
    """A meeting is planned."""
    zone_id = zone_of(request)
    points = (
        _("Since last time: what was agreed"),
        _("How it goes with asking, department by department"),
        _("Cases that make us think, without names"),
        _("What the figures tell"),
        _("New colleagues: who is to be trained"),
        _("Campaigns and material"),
        _("Next meeting"),
    )
    initial = {
        "on": queries.first_day(zone_id, timezone.localdate()),
        "clock": "13:00",
        "agenda": "\n".join(f"{n}. {point}" for n, point in enumerate(points, 1)),
    }
    form = MeetingForm(request.POST or None, initial=initial)

    def do(told: Any) -> HttpResponse:
        made = actions.plan_meeting(
            zone_id=zone_id, planned_at=form.planned_at(), place=told["place"], agenda=told["agenda"],
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
        return then(request, _("The meeting is planned."), "meeting", made.pk)

    shown = {
        "title": _("Plan a meeting"),
        "back": reverse("meetings"),
        "save": _("Plan the meeting"),
        "hint": _("The agenda below is a suggestion. Change it as you like."),
    }
    return form_page(request, form, do, shown, part="meetings")


@door(Act.SEE_REACH, "GET")
def meeting(request: DoorRequest, pk: int) -> HttpResponse:
    """One meeting."""
    told = queries.meeting(request.actor, pk)
    shown = {"told": told, "meeting": told.meeting, "now": timezone.now(), "today": timezone.localdate()}
    return page(request, "reach/meeting.html", "meetings", shown | {"agreed": _agreed_form(request, told)})


@door(Act.SEE_REACH, "GET")
def printed(request: DoorRequest, pk: int) -> HttpResponse:
    """Agenda and minutes on paper, under a neutral heading."""
    told = queries.meeting(request.actor, pk)
    return render(request, "reach/meeting_print.html", {"told": told, "meeting": told.meeting})


def _kept(request: DoorRequest, pk: int) -> MeetingPage:
    told = queries.meeting(request.actor, pk)
    if not told.keeps:
        raise NotFound("not_found")
    return told


def _shown(told: MeetingPage, title: str, save: str, **more: Any) -> dict[str, Any]:
    return {
        "title": title,
        "save": save,
        "back": reverse("meeting", args=[told.meeting.pk]),
        "number": told.meeting.number,
        **more,
    }


@door(Act.KEEP_MEETINGS)
def change(request: DoorRequest, pk: int) -> HttpResponse:
    """Another day, place or agenda."""
    told = _kept(request, pk)
    row = told.meeting
    local = timezone.localtime(row.planned_at)
    known = {"on": day_of(local), "clock": local.time(), "place": row.place, "agenda": row.agenda, "seen": row.number}
    form = MeetingForm(request.POST or None, initial=known)

    def do(said: Any) -> HttpResponse:
        actions.change_meeting(
            pk=pk, planned_at=form.planned_at(), place=said["place"], agenda=said["agenda"], seen=said["seen"] or 0,
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
        return then(request, _("Saved."), "meeting", pk)

    return form_page(
        request, form, do, _shown(told, _("Change the meeting"), _("Save"), stands=row.agenda), part="meetings"
    )


@door(Act.KEEP_MEETINGS)
def held(request: DoorRequest, pk: int) -> HttpResponse:
    """The meeting was held; who was there."""
    told = _kept(request, pk)
    row = told.meeting
    there = [one.worker_id for one in told.attendances if one.was_there] if told.attendances else list(told.expected)
    day = row.held_on or min(timezone.localdate(row.planned_at), timezone.localdate())
    people = [(one.worker_id, one.name) for one in told.may_come]
    known = {"held_on": day, "there": there, "seen": row.number}
    form = HeldForm(request.POST or None, people=people, initial=known)

    def do(said: Any) -> HttpResponse:
        actions.note_held(pk=pk, **said, by=request.actor, at=timezone.now())
        return then(request, _("Noted. Write the minutes now, while you remember."), "meeting", pk)

    return form_page(request, form, do, _shown(told, _("Who was there?"), _("Save")), part="meetings")


@door(Act.KEEP_MEETINGS)
def minutes(request: DoorRequest, pk: int) -> HttpResponse:
    """The minutes are written."""
    told = _kept(request, pk)
    start = told.meeting.minutes or told.meeting.agenda
    form = MinutesForm(request.POST or None, initial={"minutes": start, "seen": told.meeting.number})

    def do(said: Any) -> HttpResponse:
        actions.keep_minutes(pk=pk, **said, by=request.actor, at=timezone.now())
        return then(request, _("The minutes are saved."), "meeting", pk)

    warning = _("The minutes are read by all resource persons. No citizen may be known from them.")
    shown = _shown(
        told, _("Minutes of the meeting"), _("Save the minutes"), warning=warning, stands=told.meeting.minutes
    )
    return form_page(request, form, do, shown, part="meetings")


@door(Act.KEEP_MEETINGS, "POST")
def cancel(request: DoorRequest, pk: int) -> HttpResponse:
    """The meeting is called off."""
    actions.cancel_meeting(pk=pk, seen=_seen(request), by=request.actor, at=timezone.now())
    return then(request, _("The meeting is called off. You can undo it below."), "meeting", pk)


@door(Act.KEEP_MEETINGS, "POST")
def reopen(request: DoorRequest, pk: int) -> HttpResponse:
    """Undo: the meeting is planned again."""
    actions.reopen_meeting(pk=pk, seen=_seen(request), by=request.actor, at=timezone.now())
    return then(request, _("The meeting is planned again."), "meeting", pk)


def _seen(request: DoorRequest) -> int:
    return typed.number(request.POST, "seen") or 0


def _agreed_form(request: DoorRequest, told: MeetingPage) -> AgreedForm:
    people = [(one.worker_id, one.name) for one in told.may_come]
    return AgreedForm(request.POST or None, people=people)


@door(Act.KEEP_MEETINGS)
def agree(request: DoorRequest, pk: int) -> HttpResponse:
    """Someone takes something on."""
    told = _kept(request, pk)

    def do(said: Any) -> HttpResponse:
        actions.add_action(
            pk=pk, what=said["what"], worker_id=said["worker"], due_on=said["due_on"], by=request.actor,
            at=timezone.now(),
        )  # fmt: skip
        return then(request, _("It is noted."), "meeting", pk)

    shown = _shown(told, _("What is to be done?"), _("Note it"))
    return form_page(request, _agreed_form(request, told), do, shown, part="meetings")


@door(Act.KEEP_MEETINGS, "POST")
def done(request: DoorRequest, pk: int) -> HttpResponse:
    """It is done."""
    row = actions.note_done(action_id=pk, done=True, by=request.actor, at=timezone.now())
    return then(request, _("Done. You can undo it on the meeting's page."), "meeting", row.meeting_id)


@door(Act.KEEP_MEETINGS, "POST")
def not_done(request: DoorRequest, pk: int) -> HttpResponse:
    """Undo: it is not done yet."""
    row = actions.note_done(action_id=pk, done=False, by=request.actor, at=timezone.now())
    return then(request, _("It stands as not done again."), "meeting", row.meeting_id)


@door(Act.KEEP_MEETINGS, "POST")
def strike(request: DoorRequest, pk: int) -> HttpResponse:
    """It was written down by mistake."""
    meeting_id = actions.strike_action(action_id=pk, by=request.actor, at=timezone.now())
    return then(request, _("It is struck out."), "meeting", meeting_id)
