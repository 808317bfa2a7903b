"""A session on the phone of whoever leads it: who came, in under a minute; and its day and theme."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from brobygger.access import typed
from brobygger.access.deeds import carried_out, moved_on, one_form
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.decision import YES, Refused, no
from brobygger.base.workdays import COPENHAGEN, day_of
from brobygger.courses import apart_actions, course_actions, queries, words
from brobygger.courses.forms import ApartForm, SessionForm, SheetForm
from brobygger.courses.models import Session
from brobygger.courses.states import COMING, CourseState
from brobygger.reception.listing import called
from brobygger.screening import queries as screenings
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail


@door(Act.LEAD_COURSE)
def course_session(request: DoorRequest, pk: int) -> HttpResponse:
    """Who came."""
    sheet = queries.sheet(request.actor, pk)
    begins = sheet.course.state == CourseState.PLANNED
    unasked = queries.unasked(sheet.course) if begins else []
    too_few = begins and queries.begins_with_too_few(sheet.course)
    form = SheetForm(typed.posted(request), lines=sheet.lines, wants_why=bool(too_few or unasked))

    def note(**signed: Any) -> None:
        why = form.cleaned_data.get("all_the_same", "")
        course_actions.note_attendance(session_id=pk, told=form.noted(), all_the_same=why, **signed)

    beside = {"begins_all_the_same": "all_the_same"} if "all_the_same" in form.fields else {}
    if carried_out(request, note, form=form, said=_("Noted. It can be corrected here."), beside=beside):
        if blank := len(queries.sheet(request.actor, pk).blank):
            words = ngettext("%(n)s is not noted yet.", "%(n)s are not noted yet.", blank)
            messages.warning(request, words % {"n": blank})
        return redirect("course", sheet.course.pk)
    as_opened = {place.pk: typed.text(request.POST, f"stood-{place.pk}") for place, _noted in sheet.lines}
    if form.errors:  # what stands now is what is saved over, knowingly
        marks = {f"stood-{place.pk}": queries.mark(noted) for place, noted in sheet.lines}
        form.data = typed.again(request.POST, **marks)
    trail.write("courses.sheet_seen", by=request.actor, at=timezone.now(), about=sheet.row)
    lines = [
        (
            called(request.actor, place.screening),
            [form[f"{name}-{place.pk}"] for name in ("stood", "came", "worries")],
            noted if form.errors and queries.mark(noted) != as_opened[place.pk] else None,
        )
        for place, noted in sheet.lines
    ]
    names = {place.pk: line[0] for (place, _noted), line in zip(sheet.lines, lines, strict=True)}
    shown = {
        "now": timezone.now(), "sheet": sheet, "row": sheet.row, "form": form, "lines": lines, "too_few": too_few,
        "unasked": [names[one.pk] for one in unasked],
        "why": form["all_the_same"] if "all_the_same" in form.fields else None,
        "not_asked": [names[one.place_id] for one in queries.not_asked(sheet.course) if one.session_id == pk],
    }  # fmt: skip
    return render(request, "courses/session.html", shown, status=422 if form.errors else 200)


@door(Act.LEAD_COURSE, "POST")
def course_caught_up(request: DoorRequest, pk: int, place: int) -> HttpResponse:
    """What someone missed has been gone through with her."""

    def catch_up(**signed: Any) -> None:
        course_actions.catch_up(session_id=pk, place_id=place, **signed)

    carried_out(request, catch_up, said=_("Noted."))
    return redirect("course_place", place)


@door(Act.LEAD_COURSE)
def course_session_change(request: DoorRequest, pk: int) -> HttpResponse:
    """Another day, or what it is about."""
    row = queries.session(request.actor, pk)
    step = YES if row.held_at is None and row.course.state in COMING else no("course_is_over")
    if gone := moved_on(request, step, "course", row.course_id):
        return gone
    here = timezone.localtime(row.starts_at)
    stood = {"on": day_of(row.starts_at), "starts": here.time(), "element": row.element, "theme": row.theme}
    stood |= {"material": row.material}
    form = SessionForm(typed.posted(request), initial=stood)

    def move(**signed: Any) -> None:
        told = form.cleaned_data
        starts_at = datetime.combine(told["on"], told["starts"], tzinfo=COPENHAGEN)
        course_actions.move_session(
            session_id=pk,
            starts_at=starts_at,
            theme=told["theme"],
            element=told["element"],
            material=told["material"],
            anyway=told["anyway"],
            **signed,
        )
        if starts_at != row.starts_at:
            for words in _beside(row, starts_at):
                messages.warning(request, words)

    shown = {
        "heading": _("Session %(number)s") % {"number": row.number}, "button": _("Save"), "lead": "",
        "back": (reverse("course", args=[row.course_id]), row.course.name),
    }  # fmt: skip
    to = reverse("course", args=[row.course_id])
    beside = words.BESIDE | {
        "session_day_has_passed": "on",
        "a_day_off": "on",
        "leads_another_course_then": "on",
        "room_is_not_had_that_weekday": "on",
    }
    return one_form(request, form, move, shown=shown, to=to, said=_("Saved. Tell those who come."), beside=beside)


def _beside(row: Session, starts_at: datetime) -> list[str]:
    """What is hardly meant of a session's new day."""
    same = [
        one.number
        for one in queries.sessions(row.course)
        if one.pk != row.pk and day_of(one.starts_at) == day_of(starts_at)
    ]
    said = [_("Session %(number)s is on the same day.") % {"number": number} for number in same]
    return said + ([_("The session lies before now.")] if starts_at < timezone.now() else [])


@door(Act.KEEP_APART)
def course_apart(request: DoorRequest, pk: int) -> HttpResponse:
    """Whom someone must not meet in a course, and why: for the programme's leader alone."""
    row, today = screenings.for_team(request.actor, pk, act=Act.KEEP_APART), timezone.localdate()
    others = screenings.team_list(request.actor, zone_id=row.zone_id).exclude(pk=pk)[:200]
    people = [(one.pk, called(request.actor, one)) for one in others]
    who = (pk, called(request.actor, row))
    form = ApartForm(typed.posted(request), people=people, team=staff.team(row.zone_id, today), who=who)
    meets: list[int | None] = []

    def keep(**signed: Any) -> None:
        told: dict[str, Any] = {name: value or None for name, value in form.cleaned_data.items()}
        try:
            apart_actions.keep_apart(screening_id=pk, **told, **signed)
        except Refused as refused:
            meets.extend([pk, told["second"]] if refused.reason == "choose_who_waits" else [])
            raise

    if carried_out(request, keep, form=form, said=_("Kept. Nobody who leads a course sees why.")):
        return redirect("course_apart", pk)
    form.ask_who_waits(meets)
    trail.write("courses.apart_seen", by=request.actor, at=timezone.now(), about=row)
    kept = [(one, _who(request, pk, one), queries.course_of_both(one)) for one in queries.kept_apart(request.actor, pk)]
    shown = {"row": row, "name": who[1], "form": form, "kept": kept}
    return render(request, "courses/apart.html", shown, status=422 if form.errors else 200)


def _who(request: DoorRequest, pk: int, one: Any) -> str:
    if one.worker is not None:
        return str(one.worker.name)
    return called(request.actor, one.second if one.first_id == pk else one.first)


@door(Act.KEEP_APART, "POST")
def course_apart_end(request: DoorRequest, pk: int, apart: int) -> HttpResponse:
    """They may meet after all."""

    def end(**signed: Any) -> None:
        apart_actions.end_apart(screening_id=pk, apart_id=apart, **signed)

    carried_out(request, end, said=_("They may meet."))
    return redirect("course_apart", pk)
