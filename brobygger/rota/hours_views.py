"""Which shifts are needed; and one's hours, exams and wishes, also for whoever plans."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out, one_form
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.rota import actions, queries, words
from brobygger.rota.forms import ExamForm, HoursForm, NeedForm, WishForm


@door(Act.PLAN_ROTA)
def rota_needs(request: DoorRequest) -> HttpResponse:
    """Which shifts there are in a week, and one more."""
    zone_id, today = zone_of(request), timezone.localdate()
    form = NeedForm(typed.posted(request), initial={"needed": 1, "from_on": today})

    stood, made = {one.pk for one in queries.needs(request.actor, zone_id=zone_id, on=today)}, []

    def need(**signed: Any) -> None:
        made.append(actions.need_shift(zone_id=zone_id, told=form.cleaned_data, **signed))

    if carried_out(request, need, form=form):
        again = _("That shift stood here already. It stands once, as you wrote it now.")
        messages.success(request, again if made[0].pk in stood else _("Saved. It is in every plan from that day on."))
        return redirect("rota_needs")
    rows = [(words.day_of_week(one.weekday), one) for one in queries.needs(request.actor, zone_id=zone_id, on=today)]
    return render(request, "rota/needs.html", {"rows": rows, "form": form}, status=422 if form.errors else 200)


@door(Act.PLAN_ROTA, "POST")
def rota_need_end(request: DoorRequest, pk: int) -> HttpResponse:
    """The shift is needed today for the last time."""

    def end(**signed: Any) -> None:
        actions.need_no_more(need_id=pk, last_day=timezone.localdate(), **signed)

    carried_out(request, end, said=_("It is in no new plan. Plans that are made stand."))
    return redirect("rota_needs")


@door(Act.KEEP_HOURS)
def rota_hours(request: DoorRequest, worker: int) -> HttpResponse:
    """One's hours, exams and wishes; the form here is for the hours."""
    zone_id, today = zone_of(request), timezone.localdate()
    own = queries.own(request.actor, worker, zone_id=zone_id, on=today)
    form = HoursForm(typed.posted(request), initial={"from_on": today})

    def say(**signed: Any) -> None:
        told = {"weekly": form.minutes(), "from_on": form.cleaned_data["from_on"]}
        actions.say_hours(zone_id=zone_id, worker_id=worker, **told, **signed)

    if carried_out(request, say, form=form, said=_("Saved.")):
        return redirect("rota_hours", worker)
    shown = {
        "own": own, "form": form, "worker": worker, "is_me": worker == request.actor.user_id,
        "who": queries.names([worker]).get(worker, ""),
        "hours": [(one, one.weekly / 60) for one in own.hours],
        "wishes": [(words.day_of_week(one.weekday) if one.weekday is not None else "", one) for one in own.wishes],
    }  # fmt: skip
    return render(request, "rota/hours.html", shown, status=422 if form.errors else 200)


@door(Act.KEEP_HOURS)
def rota_exam(request: DoorRequest, worker: int) -> HttpResponse:
    """An exam period."""
    form = ExamForm(typed.posted(request), initial={"most": 0})
    return _one_more(request, worker, form, actions.say_exam, _("An exam period"))


@door(Act.KEEP_HOURS)
def rota_wish(request: DoorRequest, worker: int) -> HttpResponse:
    """A wish."""
    form = WishForm(typed.posted(request), initial={"part": "all"})
    return _one_more(request, worker, form, actions.wish, _("A wish"))


def _one_more(request: DoorRequest, worker: int, form: Any, deed: Any, heading: str) -> HttpResponse:
    zone_id = zone_of(request)
    queries.may_keep(request.actor, worker, zone_id)

    def say(**signed: Any) -> None:
        deed(zone_id=zone_id, worker_id=worker, **form.cleaned_data, **signed)

    to = reverse("rota_hours", args=[worker])
    shown = {"heading": heading, "button": _("Save"), "back": (to, _("Back to the hours")), "lead": ""}
    beside = {"wished_day_is_past": "on", "exams_are_past": "last_day"}
    return one_form(request, form, say, shown=shown, to=to, said=_("Saved."), beside=beside)


@door(Act.KEEP_HOURS, "POST")
def rota_take_back(request: DoorRequest, kind: str, pk: int) -> HttpResponse:
    """Hours, exams or a wish hold no more."""
    if kind not in actions.KINDS:
        raise Http404
    worker = queries.whose(request.actor, actions.KINDS[kind], pk)
    carried_out(request, lambda **signed: actions.take_back(kind=kind, row_id=pk, **signed), said=_("Taken back."))
    return redirect("rota_hours", worker)
