"""A plan: asked for, made, changed by hand, published; and cover for whoever is away."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.access import typed
from brobygger.access.deeds import carried_out, one_form
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.workdays import DAY
from brobygger.rota import faults as breaks
from brobygger.rota import plan_actions, queries, rules, showing, words
from brobygger.rota.codes import What
from brobygger.rota.forms import AskForm, GiveForm
from brobygger.rota.models import Change, Rota, Shift
from brobygger.rota.states import RotaState
from brobygger.trail import actions as trail

WORKING = (RotaState.ASKED, RotaState.COVERING)


@door(Act.PLAN_ROTA)
def rota_new(request: DoorRequest) -> HttpResponse:
    """A plan of some weeks is asked for."""
    zone_id, today = zone_of(request), timezone.localdate()
    first = rules.monday(today) + showing.WEEK
    stood = {"first_day": first, "last_day": first + 4 * showing.WEEK - DAY, "most_a_week": 3}
    form = AskForm(typed.posted(request), initial=stood)

    def ask(**signed: Any) -> None:
        plan_actions.ask(zone_id=zone_id, **form.cleaned_data, **signed)

    shown = {
        "heading": _("A new plan"), "button": _("Make the plan"), "back": (reverse("rota"), _("Back to the rota")),
        "lead": _("It takes some seconds. Only leaders see it before it is published."),
    }  # fmt: skip
    return one_form(request, form, ask, shown=shown, to=reverse("rota"), said=_("The plan is being made."))


@door(Act.PLAN_ROTA, "GET")
def rota_plan(request: DoorRequest, pk: int) -> HttpResponse:
    """How the plan stands, what it could not give, and its weeks."""
    row = queries.rota(request.actor, pk)
    trail.write("rota.plan_seen", by=request.actor, at=timezone.now(), about=row)
    shifts = list(row.shifts.select_related("worker").order_by("starts_at", "ends_at", "seat"))
    asked, plan = queries.facts(row), queries.plan_of(shifts)
    found = breaks.faults(asked, plan) if shifts else []
    changes = list(
        Change.objects.filter(shift__rota=row).select_related("shift", "was", "to").order_by("shift__starts_at")
    )
    told = {one.id for one in asked.people} | {one.worker for one in found} | _in(row.conflict)
    names = queries.names(told)
    monday = showing.week_asked(request, max(row.first_day, min(timezone.localdate(), row.last_day)))
    given = showing.given(asked, plan, names) if shifts else []
    shown = {
        "row": row, "working": row.state in WORKING, "week": showing.week(shifts, monday), "changes": changes,
        "hard": words.lines([one for one in found if one.is_must], names), "gap": _gap(row),
        "soft": words.lines([one for one in found if not one.is_must], names),
        "given": given, "beyond": [one for one in given if one.beyond], "needed": asked.needed / 60,
        "agreed": sum(asked.agreed.values()) / 60, "lacks_hours": asked.needed > sum(asked.agreed.values()),
        "conflict": _conflict(row, names), "without_hours": _without_hours(row, asked),
        "looked": row.published_at is not None and row.state_at > row.published_at,
    }  # fmt: skip
    return render(request, "rota/plan.html", shown)


def _gap(row: Rota) -> int | None:
    """By how many in a hundred a plan could be better at most; None where it is not known."""
    if row.cost is None or row.bound is None:
        return None
    return round(100 * (row.cost - row.bound) / row.cost) if row.cost else 0


def _in(conflict: list[Mapping[str, Any]]) -> set[int]:
    return {one["worker"] for one in conflict if one["worker"]}


def _conflict(row: Rota, names: Mapping[int, str]) -> list[tuple[str, str, str]]:
    told = [breaks.Fault.from_codes(one) for one in row.conflict]
    return [(words.when(one), names.get(one.worker, ""), words.condition(one)) for one in told]


def _without_hours(row: Rota, asked: rules.Asked) -> list[tuple[int, str]]:
    there = queries.planned_workers(row.zone_id, row.first_day, row.last_day).keys() - {one.id for one in asked.people}
    return list(queries.names(there).items())


DEEDS: dict[str, tuple[Callable[..., object], Any]] = {
    "again": (partial(plan_actions.ask_again, with_gaps=False), gettext_lazy("The plan is being made.")),
    "gaps": (partial(plan_actions.ask_again, with_gaps=True), gettext_lazy("The plan is being made.")),
    "drop": (plan_actions.drop, gettext_lazy("Dropped. The days are free for another plan.")),
    "publish": (plan_actions.publish, gettext_lazy("Published. Everyone sees her or his shifts.")),
    "cover": (plan_actions.find_cover, gettext_lazy("Cover is being looked for. Nothing is changed yet.")),
    "change": (plan_actions.make_changes, gettext_lazy("The shifts have changed hands.")),
    "leave": (plan_actions.leave_changes, gettext_lazy("Nothing was changed.")),
}


@door(Act.PLAN_ROTA, "POST")
def rota_do(request: DoorRequest, pk: int) -> HttpResponse:
    """One of the short deeds on a plan."""
    queries.rota(request.actor, pk)
    name = typed.code(request.POST, "do", DEEDS)
    if not name:
        raise Http404
    deed, said = DEEDS[name]
    carried_out(request, lambda **signed: deed(rota_id=pk, **signed), said=str(said))
    return redirect("rota" if name == "drop" else "rota_plan", *([] if name == "drop" else [pk]))


@door(Act.PLAN_ROTA)
def rota_shift(request: DoorRequest, pk: int) -> HttpResponse:
    """Who takes a shift instead; what each would break stands beside the name before it is chosen."""
    row = queries.shift(request.actor, pk)
    people = _candidates(row)
    form = GiveForm(typed.posted(request), people=people, initial={"worker": row.worker_id or ""})

    def give(**signed: Any) -> None:
        plan_actions.give_shift(shift_id=pk, worker_id=form.cleaned_data["worker"], **signed)

    back = f"{reverse('rota_plan', args=[row.rota_id])}?week={rules.monday(row.on).isoformat()}"
    here = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    at = breaks.Fault(row.on, What.AWAY, 0, rules.Slot(row.on, here[0].time(), here[1].time()))
    shown = {
        "heading": words.when(at), "button": _("Save"), "back": (back, _("Back to the plan")),
        "lead": _("What each would break stands beside the name."),
    }  # fmt: skip
    return one_form(request, form, give, shown=shown, to=back, said=_("Saved."))


def _candidates(row: Shift) -> list[tuple[int, str]]:
    """Everyone who is planned then, by name, and what her taking the shift would break that is not broken now."""
    asked, shifts = queries.facts(row.rota), list(row.rota.shifts.order_by("starts_at", "ends_at", "seat"))
    plan, slots = queries.plan_of(shifts), queries.slots_by(shifts)
    slot = next(one for one, seats in slots.items() if row in seats)
    without = plan - {(row.worker_id or 0, slot)}
    there = queries.names(queries.planned_workers(row.zone_id, row.on, row.on))
    told = []
    for pk, name in there.items():
        if (pk, slot) in without:
            continue
        before = {(one.what, one.on, one.slot) for one in breaks.faults_of(asked, pk, without)}
        after = breaks.faults_of(asked, pk, without | {(pk, slot)})
        new = [words.broken(one) for one in after if (one.what, one.on, one.slot) not in before]
        told.append((pk, f"{name} – {', '.join(new).lower()}" if new else name))
    return told
