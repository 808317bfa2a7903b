"""Who is away, until when, and who stands in: one's own for everyone, the others' for those who keep them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest, signed_in, zone_looked_at
from brobygger.access.policy import Act, may
from brobygger.alarms.forms import AbsenceForm, LastDayForm
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import day_of
from brobygger.staff import actions, queries
from brobygger.staff.models import Absence
from brobygger.staff.words import REASONS


@signed_in
def absences(request: DoorRequest) -> HttpResponse:
    """The absences that are not over, and a new one."""
    now, zone_id = timezone.now(), zone_looked_at(request)
    if zone_id is None:
        return render(request, "alarms/absences.html", {"absences": (), "form": None})
    today = day_of(now)
    keeps = bool(may(request.actor, Act.KEEP_ABSENCES, Absence(zone_id=zone_id)))
    colleagues = [(one.worker_id, one.name) for one in queries.team(zone_id, today)]
    form = AbsenceForm(
        request.POST or None,
        colleagues=colleagues,
        own=None if keeps else request.actor.user_id,
        initial={"worker": request.actor.user_id, "first_day": today},
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.note_absence(
                worker_id=told["worker"],
                zone_id=zone_id,
                first_day=told["first_day"],
                last_day=told["last_day"],
                substitute_id=told["substitute"],
                by=request.actor,
                at=now,
            )
        except Refused as refusal:
            form.add_error("substitute" if refusal.reason.startswith("substitute") else None, _words(refusal))
        else:
            messages.success(request, _("The absence is noted."))
            return redirect("absences")
    rows = queries.absences(request.actor, zone_id=zone_id, on=today)
    return render(request, "alarms/absences.html", {"absences": rows, "form": form, "keeps": keeps, "today": today})


@signed_in
def absence_end(request: DoorRequest, pk: int) -> HttpResponse:
    """Give an absence its last day, or take it back."""
    row = queries.absence(request.actor, pk)
    form = LastDayForm(request.POST or None, initial={"last_day": row.last_day or timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            left = actions.end_absence(
                absence_id=pk, last_day=form.cleaned_data["last_day"], by=request.actor, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error("last_day", _words(refusal))
        else:
            messages.success(
                request, _("The absence is taken back.") if left is None else _("The last day is changed.")
            )
            return redirect("absences")
    return render(request, "alarms/absence_end.html", {"row": row, "form": form})


def _words(refusal: Refused) -> str:
    if isinstance(refusal, NotFound) or refusal.reason not in REASONS:
        raise refusal
    return str(REASONS[refusal.reason])
