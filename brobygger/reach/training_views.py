"""The training of staff: the departments' shares, who is to renew, and what was held."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.reach import actions, departments_taking_part, queries
from brobygger.reach.codes import Gives
from brobygger.reach.forms import KindForm, TrainingForm
from brobygger.reach.models import TrainingKind
from brobygger.reach.pages import form_page, page, then
from brobygger.staff import queries as staff


def _gives(row: TrainingKind) -> list[str]:
    return [str(Gives(code).label) for code in Gives.values if code in row.gives]


@door(Act.SEE_REACH, "GET")
def trainings(request: DoorRequest) -> HttpResponse:
    """Each department's share, who is to renew, and what was held."""
    zone_id = zone_of(request)
    told = queries.training_page(request.actor, zone_id=zone_id, on=timezone.localdate())
    shown = {
        "told": told,
        "training_kinds": [(one, _gives(one)) for one in told.kinds],
        "keeps": zone_id in zones_for(request.actor, Act.KEEP_REACH),
    }
    return page(request, "reach/trainings.html", "trainings", shown)


@door(Act.KEEP_REACH)
def new(request: DoorRequest) -> HttpResponse:
    """A training was held."""
    zone_id, today = zone_of(request), timezone.localdate()
    departments = departments_taking_part.departments(request.actor, zone_id, today)
    form = TrainingForm(
        request.POST or None,
        kinds=[(one.pk, one.name) for one in queries.kinds(request.actor, zone_id=zone_id)],
        workers=_by_department(request, zone_id, departments),
        departments=[(one.pk, str(one)) for one in departments],
        initial={"held_on": today},
    )

    def do(told: Any) -> HttpResponse:
        held = actions.Held(
            kind_id=told["kind"], held_on=told["held_on"], provider=told["provider"], hours=told["hours"],
            workers=told["workers"], heads=form.heads(),
        )  # fmt: skip
        made = actions.note_training(zone_id=zone_id, held=held, by=request.actor, at=timezone.now())
        return then(request, _("The training is noted."), "training", made.pk)

    shown = {"back": reverse("trainings"), "has_kinds": bool(queries.kinds(request.actor, zone_id=zone_id))}
    return form_page(request, form, do, shown, part="trainings", template="reach/training_new.html")


def _by_department(request: DoorRequest, zone_id: int, departments: list[Any]) -> list[tuple[Any, Any]]:
    """Everyone in the zone, department by department; last those who belong to none."""
    today = timezone.localdate()
    placed = departments_taking_part.placed(request.actor, zone_id, today)
    groups = [(str(one), [(p.worker_id, p.name) for p in placed if p.department_id == one.pk]) for one in departments]
    seen = {worker_id for _name, people in groups for worker_id, _who in people}
    others = [(one.worker_id, one.name) for one in staff.team(zone_id, today) if one.worker_id not in seen]
    return [
        (worker_id, f"{who} ({name})") for name, people in groups for worker_id, who in people
    ] + others  # fmt: skip


@door(Act.KEEP_REACH, "GET")
def one(request: DoorRequest, pk: int) -> HttpResponse:
    """One training and who took part."""
    row = queries.training(request.actor, pk)
    shown = {"training": row, "gives": _gives(row.kind), "done": queries.done(row)}
    return page(request, "reach/training.html", "trainings", shown)


@door(Act.KEEP_REACH, "POST")
def strike(request: DoorRequest, pk: int) -> HttpResponse:
    """It was noted by mistake."""
    actions.strike_training(pk=pk, by=request.actor, at=timezone.now())
    return then(request, _("The training is struck out."), "trainings")


@door(Act.KEEP_REACH, "POST")
def strike_done(request: DoorRequest, pk: int) -> HttpResponse:
    """Someone did not take part after all."""
    training_id = actions.strike_done(pk=pk, by=request.actor, at=timezone.now())
    return then(request, _("It is struck out."), "training", training_id)


def _kind_page(request: DoorRequest, zone_id: int, row: TrainingKind | None) -> HttpResponse:
    known = {"name": row.name, "gives": row.gives, "renewal_months": row.renewal_months} if row else None
    form = KindForm(request.POST or None, initial=known or {"renewal_months": 24})

    def do(told: Any) -> HttpResponse:
        actions.keep_kind(zone_id=zone_id, **told, by=request.actor, at=timezone.now(), kind_id=row.pk if row else None)
        return then(request, _("Saved."), "trainings")

    title = _("Change a kind of training") if row else _("A new kind of training")
    shown = {"title": title, "back": reverse("trainings"), "save": _("Save")}
    return form_page(request, form, do, shown, part="trainings")


@door(Act.KEEP_REACH)
def new_kind(request: DoorRequest) -> HttpResponse:
    """A kind of training that the zone gives."""
    return _kind_page(request, zone_of(request), None)


@door(Act.KEEP_REACH)
def kind(request: DoorRequest, pk: int) -> HttpResponse:
    """One kind, to be changed."""
    row = queries.kind(request.actor, pk)
    return _kind_page(request, row.zone_id, row)
