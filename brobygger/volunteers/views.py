"""The coordinator's pages about volunteers, and a volunteer's own days."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import ZONE_KEY, DoorRequest, door
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.staff import actions as staff
from brobygger.staff import queries as team
from brobygger.volunteers import actions, queries
from brobygger.volunteers.forms import (
    AbsenceForm,
    CertificateForm,
    ConflictForm,
    DaysForm,
    KindForm,
    VolunteerForm,
)
from brobygger.volunteers.in_words import line, papers
from brobygger.volunteers.models import Volunteer


def _zone(request: DoorRequest) -> int:
    allowed = zones_for(request.actor, Act.MANAGE_VOLUNTEERS)
    chosen = request.session.get(ZONE_KEY)
    return chosen if chosen in allowed else min(allowed)


@door(Act.MANAGE_VOLUNTEERS, "GET")
def volunteers(request: DoorRequest) -> HttpResponse:
    """Everyone who counsels here, what each can, and what is missing or about to expire."""
    zone_id, today = _zone(request), timezone.localdate()
    rows = list(queries.volunteers(request.actor, zone_id=zone_id).prefetch_related("certificates__kind"))
    away = {one.worker_id: one for one in team.absences(request.actor, zone_id=zone_id, on=today)}
    kinds = list(queries.kinds(request.actor, zone_id=zone_id))
    shown: dict[str, Any] = {
        "lines": [line(row, away.get(row.worker_id), kinds, today) for row in rows],
        "waiting": queries.not_yet_volunteers(request.actor, zone_id=zone_id, on=today),
        "kinds": kinds,
        "kind_form": KindForm(initial={"needed_for": "nobody"}),
    }
    return render(request, "volunteers/volunteers.html", shown)


@door(Act.MANAGE_VOLUNTEERS)
def add(request: DoorRequest, worker_id: int) -> HttpResponse:
    """A counsellor about whom nothing is noted yet becomes a volunteer."""
    zone_id = _zone(request)
    waiting = dict(queries.not_yet_volunteers(request.actor, zone_id=zone_id, on=timezone.localdate()))
    if worker_id not in waiting:
        raise NotFound("not_found")
    fresh = Volunteer(zone_id=zone_id, worker_id=worker_id)
    form = VolunteerForm(request.POST or None, initial=VolunteerForm.known(fresh))
    if request.method == "POST" and form.is_valid():
        made = actions.add_volunteer(
            zone_id=zone_id, worker_id=worker_id, ability=form.ability(), by=request.actor, at=timezone.now()
        )
        messages.success(request, _("Noted. She or he can be asked to take someone now."))
        return redirect("volunteer", made.pk)
    return render(request, "volunteers/add.html", {"form": form, "name": waiting[worker_id]})


@door(Act.MANAGE_VOLUNTEERS)
def volunteer(request: DoorRequest, volunteer_id: int) -> HttpResponse:
    """One volunteer: what she can, certificates, days away, conflicts of interest."""
    row = queries.volunteer(request.actor, volunteer_id)
    if request.method != "POST":
        return _page(request, row)
    form = VolunteerForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form, status=422)
    actions.change_volunteer(volunteer_id=row.pk, ability=form.ability(), by=request.actor, at=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("volunteer", row.pk)


def _page(request: DoorRequest, row: Volunteer, *, status: int = 200, **more: Any) -> HttpResponse:
    today = timezone.localdate()
    kinds = list(queries.kinds(request.actor, zone_id=row.zone_id))
    absences = team.absences(request.actor, zone_id=row.zone_id, on=today)
    shown: dict[str, Any] = {
        "row": row,
        "form": VolunteerForm(initial=VolunteerForm.known(row)),
        "papers": papers(row, kinds, today),
        "certificate_form": CertificateForm(kinds=[(one.pk, one.name) for one in kinds], initial={"got_on": today}),
        "has_kinds": bool(kinds),
        "conflicts": queries.conflicts(request.actor, row),
        "conflict_form": ConflictForm(),
        "absences": [one for one in absences if one.worker_id == row.worker_id],
        "absence_form": AbsenceForm(),
    }
    return render(request, "volunteers/volunteer.html", shown | more, status=status)


def _or_say_why(request: DoorRequest, row: Volunteer, name: str, form: Any, act: Any) -> HttpResponse:
    """The act where the form is right; otherwise the page again with what is wrong."""
    if carried_out(request, lambda **_signed: act(form.cleaned_data), form=form, said=_("Saved.")):
        return redirect("volunteer", row.pk)
    return _page(request, row, status=422, **{name: form})


@door(Act.MANAGE_VOLUNTEERS, "POST")
def certificate(request: DoorRequest, volunteer_id: int) -> HttpResponse:
    """A certificate is noted."""
    row, now = queries.volunteer(request.actor, volunteer_id), timezone.now()
    kinds = [(one.pk, one.name) for one in queries.kinds(request.actor, zone_id=row.zone_id)]

    def note(told: dict[str, Any]) -> None:
        actions.note_certificate(
            volunteer_id=row.pk,
            kind_id=int(told["kind"]),
            got_on=told["got_on"],
            expires_on=told["expires_on"],
            by=request.actor,
            at=now,
        )

    return _or_say_why(request, row, "certificate_form", CertificateForm(request.POST, kinds=kinds), note)


@door(Act.MANAGE_VOLUNTEERS, "POST")
def drop_certificate(request: DoorRequest, certificate_id: int) -> HttpResponse:
    """A certificate noted by mistake goes."""
    owner = actions.remove_certificate(certificate_id=certificate_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Removed."))
    return redirect("volunteer", owner)


@door(Act.MANAGE_VOLUNTEERS, "POST")
def kind(request: DoorRequest) -> HttpResponse:
    """A certificate that the organisation knows of, and for whom it is required."""
    form = KindForm(request.POST)
    if form.is_valid():
        actions.add_certificate_kind(zone_id=_zone(request), **form.cleaned_data, by=request.actor, at=timezone.now())
        messages.success(request, _("Saved."))
    else:
        messages.warning(request, _("Write the name of the certificate."))
    return redirect("volunteers")


@door(Act.MANAGE_VOLUNTEERS, "POST")
def conflict(request: DoorRequest, volunteer_id: int) -> HttpResponse:
    """A conflict of interest is noted; the volunteer does not see it."""
    row, now = queries.volunteer(request.actor, volunteer_id), timezone.now()

    def declare(told: dict[str, Any]) -> None:
        actions.declare_conflict(volunteer_id=row.pk, **told, by=request.actor, at=now)

    return _or_say_why(request, row, "conflict_form", ConflictForm(request.POST), declare)


@door(Act.MANAGE_VOLUNTEERS, "POST")
def lift_conflict(request: DoorRequest, conflict_id: int) -> HttpResponse:
    """A conflict does not hold any more."""
    row = actions.lift_conflict(conflict_id=conflict_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The conflict no longer holds."))
    return redirect("volunteer", row.volunteer_id)


@door(Act.MANAGE_VOLUNTEERS, "POST")
def absence(request: DoorRequest, volunteer_id: int) -> HttpResponse:
    """The volunteer is away."""
    row, now = queries.volunteer(request.actor, volunteer_id), timezone.now()

    def note(told: dict[str, Any]) -> None:
        staff.note_absence(
            worker_id=row.worker_id, zone_id=row.zone_id, substitute_id=None, **told, by=request.actor, at=now
        )

    return _or_say_why(request, row, "absence_form", AbsenceForm(request.POST), note)


@door(Act.SEE_OWN_PEOPLE)
def my_days(request: DoorRequest) -> HttpResponse:
    """When I can, when I am away, and whom I should not be asked about."""
    row = queries.myself(request.actor)
    if row is None:
        return render(request, "volunteers/my_days.html", {"row": None})
    if request.method != "POST":
        return _mine(request, row)
    forms: dict[str, Any] = {"days": DaysForm, "absence": AbsenceForm, "conflict": ConflictForm}
    what = typed.text(request.POST, "what")
    if what not in forms:
        raise NotFound("not_found")
    form = forms[what](request.POST)
    if carried_out(request, lambda **_signed: _keep_mine(request, row, what, form), form=form, said=_("Saved.")):
        return redirect("my_days")
    return _mine(request, row, status=422, **{f"{what}_form": form})


def _keep_mine(request: DoorRequest, row: Volunteer, what: str, form: Any) -> None:
    told, by, at = form.cleaned_data, request.actor, timezone.now()
    if what == "days":
        actions.keep_my_days(**form.told(), by=by, at=at)
    elif what == "absence":
        staff.note_absence(worker_id=row.worker_id, zone_id=row.zone_id, substitute_id=None, **told, by=by, at=at)
    else:
        actions.declare_conflict(volunteer_id=None, **told, by=by, at=at)


def _mine(request: DoorRequest, row: Volunteer, *, status: int = 200, **more: Any) -> HttpResponse:
    absences = team.absences(request.actor, zone_id=row.zone_id, on=timezone.localdate())
    shown: dict[str, Any] = {
        "row": row,
        "days_form": DaysForm(initial=DaysForm.known(row)),
        "absence_form": AbsenceForm(),
        "absences": [one for one in absences if one.worker_id == row.worker_id],
        "conflict_form": ConflictForm(),
        "conflicts": queries.conflicts(request.actor, row),
    }
    return render(request, "volunteers/my_days.html", shown | more, status=status)


@door(Act.SEE_OWN_PEOPLE, "POST")
def lift_my_conflict(request: DoorRequest, conflict_id: int) -> HttpResponse:
    """What I declared about myself no longer holds."""
    actions.lift_conflict(conflict_id=conflict_id, by=request.actor, at=timezone.now())
    messages.success(request, _("The conflict no longer holds."))
    return redirect("my_days")


@door(Act.SEE_OWN_PEOPLE, "POST")
def end_my_absence(request: DoorRequest, absence_id: int) -> HttpResponse:
    """I am back from today, or the days away are taken back."""
    yesterday = timezone.localdate() - timedelta(days=1)
    staff.end_absence(absence_id=absence_id, last_day=yesterday, by=request.actor, at=timezone.now())
    messages.success(request, _("Welcome back."))
    return redirect("my_days")
