"""Rooms: the list, one that is kept or lost, a course's other room; and a course that begins with few."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out, one_form
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.workdays import day_of
from brobygger.courses import course_actions, queries, vacant, venue_actions
from brobygger.courses.forms import FewForm, LostForm, RoomForm, VenueForm
from brobygger.courses.models import Session, Venue
from brobygger.trail import actions as trail


@door(Act.PLAN_COURSES, "GET")
def venues(request: DoorRequest) -> HttpResponse:
    """The rooms in which courses meet."""
    zone_id = zone_of(request)
    trail.write("courses.venues_seen", by=request.actor, at=timezone.now(), zone_id=zone_id)
    return render(request, "courses/venues.html", {"rows": queries.venues(request.actor, zone_id=zone_id)})


@door(Act.PLAN_COURSES)
def venue_new(request: DoorRequest) -> HttpResponse:
    """A room more."""
    return _keep(request, zone_of(request), None)


@door(Act.PLAN_COURSES)
def venue_change(request: DoorRequest, pk: int) -> HttpResponse:
    """What is known of a room."""
    row = queries.venue(request.actor, pk)
    return _keep(request, row.zone_id, row)


def _keep(request: DoorRequest, zone_id: int, row: Venue | None) -> HttpResponse:
    stood: dict[str, Any] = {"weekdays": range(1, 6), "opens": "08:00", "closes": "21:00", "seats": 10}
    stood |= (
        {"in_use_from": timezone.localdate()}
        if row is None
        else {one: getattr(row, one) for one in VenueForm.base_fields}
    )
    form = VenueForm(typed.posted(request), initial=stood)

    def keep(**signed: Any) -> None:
        number = row.pk if row else None
        venue_actions.keep_venue(zone_id=zone_id, venue_id=number, told=form.cleaned_data, **signed)

    shown = {
        "heading": _("The room") if row else _("A new room"), "button": _("Save"), "lead": "",
        "back": (reverse("venues"), _("Back to the rooms")),
    }  # fmt: skip
    return one_form(request, form, keep, shown=shown, to=reverse("venues"), said=_("Saved."))


@door(Act.PLAN_COURSES)
def venue_lost(request: DoorRequest, pk: int) -> HttpResponse:
    """The room is not ours from a day on."""
    row = queries.venue(request.actor, pk)
    form = LostForm(typed.posted(request), initial={"from_day": timezone.localdate()})

    def lose(**signed: Any) -> None:
        venue_actions.lose_venue(venue_id=pk, **form.cleaned_data, **signed)

    shown = {
        "heading": _("We lose the room"), "button": _("We do not have it from that day"),
        "lead": _("Later sessions stand without a room, and you hear of each course until it has another one."),
        "back": (reverse("venues"), row.name),
    }  # fmt: skip
    said = _("Noted. A course that stands without a room says so on its page.")
    beside = {"session_day_has_passed": "from_day"}
    return one_form(request, form, lose, shown=shown, to=reverse("venues"), said=said, beside=beside)


@door(Act.PLAN_COURSES, "POST")
def venue_ours(request: DoorRequest, pk: int) -> HttpResponse:
    """The room is ours after all."""
    taken: list[Session] = []

    def keep(**signed: Any) -> None:
        taken.extend(venue_actions.keep_after_all(venue_id=pk, **signed))

    carried_out(request, keep, said=_("The room is yours on. Sessions that had lost it have it again."))
    if taken:
        days = (f"{one.course.name}, {date_format(day_of(one.starts_at), 'SHORT_DATE_FORMAT')}" for one in taken)
        words = _("It is not free any more for these, which need another room: %(sessions)s.")
        messages.warning(request, words % {"sessions": "; ".join(days)})
    return redirect("venues")


@door(Act.PLAN_COURSES)
def course_room(request: DoorRequest, pk: int) -> HttpResponse:
    """Another room for the sessions that have none, or for all to come: those that are free on all the days."""
    row = queries.course(request.actor, pk, act=Act.PLAN_COURSES)
    free = vacant.free_for(row, queries.venues(request.actor, zone_id=row.zone_id), timezone.now())
    form = RoomForm(typed.posted(request), venues=free)

    def give(**signed: Any) -> None:
        venue_actions.give_room(course_id=pk, venue_id=form.cleaned_data["venue_id"], **signed)

    lead = (
        _("These are free on all days that need a room.")
        if free
        else _("No room is free on all days that need one. Move a session, or note another room first.")
    )
    shown = {
        "heading": _("Another room"), "button": _("Save"), "lead": lead,
        "back": (reverse("course", args=[pk]), row.name),
    }  # fmt: skip
    said = _("Saved. Tell those who come.")
    return one_form(request, form, give, shown=shown, to=reverse("course", args=[pk]), said=said)


@door(Act.PLAN_COURSES)
def course_few(request: DoorRequest, pk: int) -> HttpResponse:
    """It begins all the same, with fewer than it needs."""
    row = queries.course(request.actor, pk, act=Act.PLAN_COURSES)
    form = FewForm(typed.posted(request), initial={"words": row.few_words})

    def begin(**signed: Any) -> None:
        course_actions.begin_with_few(course_id=pk, **form.cleaned_data, **signed)

    shown = {
        "heading": _("Begin with few"), "button": _("Begin all the same"), "lead": "",
        "back": (reverse("course", args=[pk]), row.name),
    }  # fmt: skip
    return one_form(request, form, begin, shown=shown, to=reverse("course", args=[pk]), said=_("Noted."))
