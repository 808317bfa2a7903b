"""Courses and who waits: planning, offering, answering; and the page about someone's place."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.access import typed
from brobygger.access.deeds import carried_out, one_form
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import Decision, Refused
from brobygger.base.menu import address
from brobygger.contact import queries as contact
from brobygger.courses import course_actions, forecasts, place_actions, queries, rules, words
from brobygger.courses.forms import DesignForm, DropOutForm, GaveForm, LeadersForm, OfferForm, PlanForm, WaitForm
from brobygger.courses.models import Attendance, Course, Place
from brobygger.courses.states import COMING, CURRENT, CourseState, PlaceState
from brobygger.people.channels import Channel
from brobygger.programmes.queries import programmes_for
from brobygger.reception.listing import called
from brobygger.screening import queries as screenings
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail

MOST = 50
RUNG = (PlaceState.OFFERED, PlaceState.CONFIRMED, PlaceState.DROPPED_OUT)  # someone is to be rung in these


def _back(name: str, words: str, *args: Any) -> tuple[str, str]:
    return reverse(name, args=args), words


@door(Act.SEE_COURSES, "GET")
def courses(request: DoorRequest) -> HttpResponse:
    """The courses, and who waits for one."""
    zone_id, now = zone_of(request), timezone.now()
    keeps = zone_id in zones_for(request.actor, Act.KEEP_PLACES)
    waits = list(queries.waiting(request.actor, zone_id=zone_id)[: MOST + 1]) if keeps else []
    trail.write("courses.seen", by=request.actor, at=now, zone_id=zone_id, shown=len(waits))
    shown = {
        "rows": queries.courses(request.actor, zone_id=zone_id), "now": now, "more": len(waits) > MOST,
        "waits": [(one, called(request.actor, one.screening)) for one in waits[:MOST]],
        "meet": _who_would_meet(request, zone_id),
        "follow_ups": address("follow_ups") if keeps else "",
        "design": queries.design_of(zone_id), "plans": zone_id in zones_for(request.actor, Act.PLAN_COURSES),
    }  # fmt: skip
    return render(request, "courses/courses.html", shown)


def _who_would_meet(request: DoorRequest, zone_id: int) -> list[tuple[str, int, Course]]:
    found = queries.would_meet(request.actor, zone_id=zone_id)
    return [(called(request.actor, one.first), one.first_id, there) for one, there in found]


@door(Act.PLAN_COURSES)
def course_new(request: DoorRequest) -> HttpResponse:
    """A course is planned: its days follow from the first one."""
    zone_id, today = zone_of(request), timezone.localdate()
    programme = programmes_for(request.actor, Act.PLAN_COURSES).filter(kind="outpatient", zones=zone_id).first()
    if programme is None:
        raise Http404
    team = [one for one in staff.team(zone_id, today) if one.roles & {"assessor", "project_leader"}]
    told: dict[str, Any] = {"team": team, "programme_id": programme.pk, "initial": {"starts": "17:00"}}
    form = PlanForm(typed.posted(request), venues=queries.venues(request.actor, zone_id=zone_id), **told)

    def plan(**signed: Any) -> None:
        course_actions.plan(zone_id=zone_id, told=form.planned(), **signed)

    shown = {
        "heading": _("A new course"), "button": _("Plan it"), "back": _back("courses", _("Back to the courses")),
        "lead": _("The other days follow by themselves, without holidays and school breaks."),
    }  # fmt: skip
    said = _("The course is planned.")
    return one_form(request, form, plan, shown=shown, to=reverse("courses"), said=said, beside=words.BESIDE)


@door(Act.SEE_COURSES, "GET")
def course(request: DoorRequest, pk: int) -> HttpResponse:
    """Who has a place, which sessions there are, and whether the course can begin."""
    return _course_page(request, queries.course(request.actor, pk))


def _course_page(
    request: DoorRequest, row: Course, form: OfferForm | None = None, *, status: int = 200
) -> HttpResponse:
    actor, now = request.actor, timezone.now()
    trail.write("courses.course_read", by=actor, at=now, about=row)
    keeps = row.zone_id in zones_for(actor, Act.KEEP_PLACES)
    seated = queries.seated(row)
    confirmed = sum(1 for one in seated if one.state == PlaceState.CONFIRMED)
    unasked = {one.pk for one in queries.unasked(row)} if row.state == CourseState.PLANNED else set()
    shown = {
        "row": row, "now": now, "sessions": queries.sessions(row), "keeps": keeps, "leads": queries.leads(actor, row),
        "seated": [(one, called(actor, one.screening)) for one in seated], "confirmed": confirmed,
        "stay": forecasts.stay_of(row, confirmed=confirmed), "untold": queries.untold_in(row),
        "goes_on": row.state in COMING, "rooms": queries.rooms_of(row, now),
        "quorum": rules.has_quorum(confirmed=confirmed, fewest=row.fewest),
        "closed": rules.is_closed(held=queries.held(row), closes_after=row.closes_after),
        "plans": row.zone_id in zones_for(actor, Act.PLAN_COURSES),
        "to_ring": [(one, called(actor, one.screening)) for one in queries.to_ring(row)] if keeps else [],
        "not_asked": [(one.session, called(actor, one.place.screening)) for one in queries.not_asked(row)],
        "unasked": unasked,
        "lacks": queries.lacks(row, now), "form": form or (_offer_form(request, row, None) if keeps else None),
    }  # fmt: skip
    return render(request, "courses/course.html", shown, status=status)


def _offer_form(request: DoorRequest, row: Course, data: Any) -> OfferForm:
    waits = queries.waiting(request.actor, zone_id=row.zone_id)[:MOST]
    return OfferForm(data, waiting=[(one.pk, called(request.actor, one.screening)) for one in waits])


@door(Act.KEEP_PLACES, "POST")
def course_offer(request: DoorRequest, pk: int) -> HttpResponse:
    """A place is offered to someone who waits."""
    row = queries.course(request.actor, pk, act=Act.KEEP_PLACES)
    form = _offer_form(request, row, request.POST)

    def offer(**signed: Any) -> None:
        found = place_actions.offer(place_id=form.cleaned_data["place"], course_id=pk, **signed)
        if found.state != PlaceState.OFFERED:
            raise Refused("not_this_course")

    said = _("Offered. Ring and ask; the card says when it is safe.")
    if carried_out(request, offer, form=form, field="place", said=said):
        return redirect("course_place", form.cleaned_data["place"])
    return _course_page(request, row, form, status=422)


@door(Act.PLAN_COURSES)
def course_leaders(request: DoorRequest, pk: int) -> HttpResponse:
    """Others lead from now on."""
    row, today = queries.course(request.actor, pk, act=Act.PLAN_COURSES), timezone.localdate()
    team = [one for one in staff.team(row.zone_id, today) if one.roles & {"assessor", "project_leader"}]
    stood = {"leader": row.leader_id, "second_leader": row.second_leader_id, "stand_in": row.stand_in_id}
    form = LeadersForm(typed.posted(request), team=team, initial=stood)

    def change(**signed: Any) -> None:
        course_actions.change_leaders(course_id=pk, **form.cleaned_data, **signed)

    shown = {
        "heading": _("Who leads?"), "button": _("Save"), "back": _back("course", row.name, pk),
        "lead": _("At least one of the two holds a certificate in violence to the last day."),
    }  # fmt: skip
    return one_form(request, form, change, shown=shown, to=reverse("course", args=[pk]), said=_("Saved."))


@door(Act.PLAN_COURSES, "POST")
def course_call_off(request: DoorRequest, pk: int) -> HttpResponse:
    """The course does not take place."""
    said = _("Everyone who was in it waits on from the same day as before: ring those who stand here.")
    carried_out(request, lambda **signed: course_actions.call_off(course_id=pk, **signed), said=said)
    return redirect("course", pk)


@door(Act.KEEP_PLACES, "POST")
def course_rung(request: DoorRequest, pk: int, place: int) -> HttpResponse:
    """Someone has rung one whose course was called off."""
    queries.place(request.actor, place)
    carried_out(request, lambda **signed: place_actions.note_rung(place_id=place, **signed), said=_("Noted."))
    return redirect("course", pk)


@door(Act.LEAD_COURSE, "POST")
def course_end(request: DoorRequest, pk: int) -> HttpResponse:
    """The course is over."""
    said = _("The course has ended. Ask each what it gave.")
    carried_out(request, lambda **signed: course_actions.end(course_id=pk, **signed), said=said)
    return redirect("course", pk)


@door(Act.KEEP_PLACES)
def course_of(request: DoorRequest, pk: int) -> HttpResponse:
    """Where someone who was received stands with a course; or waits for one from now on, once more too (`?more`)."""
    row = screenings.for_team(request.actor, pk)
    found = queries.place_of(request.actor, pk)
    asks = request.method == "POST" or typed.pressed(request.GET, "more")
    if found is not None and (found.state in CURRENT or not asks):
        return redirect("course_place", found.pk)
    form = WaitForm(typed.posted(request), initial={"wishes": found.wishes if found else ""})

    def wait(**signed: Any) -> None:
        place_actions.wait(screening_id=pk, **form.cleaned_data, **signed)

    shown = {
        "heading": _("To wait for a course"), "name": called(request.actor, row), "button": _("Put on the list"),
        "back": _back("received", _("Back to the person"), pk),
        "lead": _("A risk assessment comes first, and the person's own wish. Whoever has waited longest stands first."),
    }  # fmt: skip
    return one_form(request, form, wait, shown=shown, to=reverse("course_of", args=[pk]), said=_("On the list."))


@door(Act.KEEP_PLACES, "GET")
def course_place(request: DoorRequest, pk: int) -> HttpResponse:
    """Someone's place or wait, and what can be done with it."""
    return _place_page(request, queries.place(request.actor, pk))


def _gate(request: DoorRequest, row: Place) -> Decision | None:
    """Whether the person may be rung now; nothing where nobody is known to ring."""
    person = row.screening.person
    return contact.gate(request.actor, person=person, channel=Channel.PHONE, at=timezone.now()) if person else None


def _place_page(request: DoorRequest, row: Place, *, status: int = 200, **forms: Any) -> HttpResponse:
    trail.write("courses.place_read", by=request.actor, at=timezone.now(), about=row)
    shown = {
        "row": row, "name": called(request.actor, row.screening), "now": timezone.now(), "drop": DropOutForm(),
        "gave": GaveForm(initial={"gave": row.gave} if row.gave else {}),
        "gate": _gate(request, row), "asks": row.state in RUNG or row.called_off_id is not None,
        "came": _came(row), "before": queries.before(request.actor, row), "next": _next(row),
        "once_more": _once_more(request, row), "may_undo": _may_undo(row), "may_ask": _may_ask(row),
        "asked": _asked(row),
        "participant": address("participant", row.pk), "waits": forecasts.wait_of(row, at=timezone.now()),
        "untold": queries.untold(row), "leads": row.course is not None and queries.leads(request.actor, row.course),
    }  # fmt: skip
    return render(request, "courses/place.html", shown | forms, status=status)


def _came(row: Place) -> QuerySet[Attendance]:
    """What was noted of her in the course; of whoever has none any more, in the one that she was in."""
    rows = row.attendances.select_related("session").order_by("session__starts_at")
    return rows.filter(session__course=row.course_id) if row.course_id else rows


def _next(row: Place) -> datetime | None:
    """When the course meets next that she has left, or that was taken from her."""
    course = row.course if row.state == PlaceState.DROPPED_OUT else row.called_off
    return queries.first_to_come(course, timezone.now()) if course is not None and course.state in COMING else None


def _once_more(request: DoorRequest, row: Place) -> bool:
    there = queries.place_of(request.actor, row.screening_id)
    return there is not None and there.state not in CURRENT


def _may_undo(row: Place) -> bool:
    return bool(rules.may_undo(state=row.state, state_at=row.state_at, at=timezone.now()))


def _may_ask(row: Place) -> bool:
    """Whether the first session of the course to come is near enough to ask again."""
    asks = row.course is not None and row.state == PlaceState.CONFIRMED and row.course.state == CourseState.PLANNED
    return asks and rules.counts_as_asked(timezone.now(), first=queries.first_session(row.course))  # type: ignore[arg-type]


def _asked(row: Place) -> bool:
    return row.course is not None and rules.counts_as_asked(row.asked_again_at, first=queries.first_session(row.course))


# What each short button does, and what is said of it.
DEEDS: dict[str, tuple[Callable[..., object], Any]] = {
    "yes": (partial(place_actions.answer, yes=True), gettext_lazy("Has a place.")),
    "no": (partial(place_actions.answer, yes=False), gettext_lazy("Waits on.")),
    "comes": (partial(place_actions.ask_again, comes=True), gettext_lazy("Noted.")),
    "comes_otherwise": (partial(place_actions.ask_again, comes=True, otherwise=True), gettext_lazy("Noted.")),
    "comes_not": (partial(place_actions.ask_again, comes=False), gettext_lazy("Waits on.")),
    "not_safe": (
        partial(place_actions.ask_again, comes=False, is_safe=False),
        gettext_lazy("Waits on, and is on the day's board: look at the person's safety now."),
    ),
    "withdraw": (place_actions.withdraw, ""),
    "undo": (place_actions.undo_withdrawal, gettext_lazy("Waits as before.")),
    "told": (place_actions.note_told, gettext_lazy("Noted.")),
    "rung": (place_actions.note_rung, gettext_lazy("Noted.")),
    "back": (place_actions.come_back, gettext_lazy("Has the place again.")),
}


@door(Act.KEEP_PLACES, "POST")
def course_place_do(request: DoorRequest, pk: int) -> HttpResponse:
    """One of the short deeds on someone's place."""
    queries.place(request.actor, pk)
    name = typed.code(request.POST, "do", DEEDS)
    if not name:
        raise Http404
    deed, said = DEEDS[name]
    carried_out(request, lambda **signed: deed(place_id=pk, **signed), said=str(said))
    return redirect("course_place", pk)


@door(Act.KEEP_PLACES, "POST")
def course_drop_out(request: DoorRequest, pk: int) -> HttpResponse:
    """Someone leaves before the end."""
    row, form = queries.place(request.actor, pk), DropOutForm(request.POST)

    def drop(**signed: Any) -> None:
        place_actions.drop_out(place_id=pk, **form.cleaned_data, **signed)

    said = _("Noted. Ring and hear how it goes, when it is safe.")
    if carried_out(request, drop, form=form, said=said):
        return redirect("course_place", pk)
    return _place_page(request, row, status=422, drop=form)


@door(Act.KEEP_PLACES, "POST")
def course_gave(request: DoorRequest, pk: int) -> HttpResponse:
    """What the course gave."""
    row, form = queries.place(request.actor, pk), GaveForm(request.POST)

    def note(**signed: Any) -> None:
        place_actions.note_gave(place_id=pk, gave=form.cleaned_data["gave"], **signed)

    if carried_out(request, note, form=form, said=_("Noted.")):
        return redirect("course_place", pk)
    return _place_page(request, row, status=422, gave=form)


@door(Act.PLAN_COURSES)
def course_design(request: DoorRequest) -> HttpResponse:
    """How the zone runs its courses."""
    zone_id = zone_of(request)
    stood = queries.design_of(zone_id)
    names = ("sessions", "minutes", "weeks_between", "fewest", "most", "closes_after", "answer_days")
    initial = {name: getattr(stood, name) for name in names} | {"breaks": "\n".join(stood.breaks)}
    form = DesignForm(typed.posted(request), initial=initial)

    def decide(**signed: Any) -> None:
        course_actions.decide_design(zone_id=zone_id, told=form.cleaned_data, **signed)

    shown = {
        "heading": _("How we run a course"), "button": _("Save"), "back": _back("courses", _("Back to the courses")),
        "lead": _("For the courses that are planned from now on."),
    }  # fmt: skip
    return one_form(request, form, decide, shown=shown, to=reverse("courses"), said=_("Saved."))
