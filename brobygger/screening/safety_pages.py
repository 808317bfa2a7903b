"""The page of safety, where a yes leads at once, and the advice before anyone in danger goes no way now."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from brobygger.access.doors import DoorRequest
from brobygger.base.decision import Refused
from brobygger.base.workdays import day_of
from brobygger.routes import queries as routes
from brobygger.routes.codes import Route
from brobygger.screening import actions, safety, steps
from brobygger.screening.codes import Danger
from brobygger.screening.danger_said import IN_DANGER, said_of, unknown_of
from brobygger.screening.duties_shown import danger_shown
from brobygger.screening.models import Screening
from brobygger.screening.pages import Page, fresh, go_on, sparring
from brobygger.screening.safety_forms import AdviceForm, SafetyForm
from brobygger.screening.states import ScreeningState


def leads_somewhere(row: Screening) -> bool:
    """Whether something was answered that has its door, its duty or its advice at once."""
    return bool(said_of(row) | unknown_of(row))


def doors_of(request: DoorRequest, row: Screening, route: Route, now: datetime) -> list[routes.DoorShown]:
    """The offers behind a door, to be rung at once."""
    return routes.doors(request.actor, zone_id=row.zone_id, route=route, at=now)


def shown_at_once(request: DoorRequest, row: Screening, now: datetime) -> dict[str, Any]:
    """What the answers lead to: doors to ring, duties, and whom to ask where something is not known."""
    said, unknown = said_of(row), unknown_of(row)
    return {
        **danger_shown(request, row),
        "shelters": doors_of(request, row, Route.SHELTER, now) if Danger.PROTECTION in said | unknown else [],
        "unknown_life": Danger.LIFE in unknown,
        "unknown_protection": Danger.PROTECTION in unknown,
        "unknown_child": Danger.CHILD in unknown,
        "unknown_age": Danger.MINOR in unknown,
        "advisers": doors_of(request, row, Route.NONE_FOR_NOW, now) if unknown else [],
        "sparring": sparring(request, row, now) if unknown else [],
    }


class Safety(Page):
    name, template = "safety", "screening/safety.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> SafetyForm:
        criteria = routes.criteria_of(steps.criteria_of(request.actor, row, at=now))
        begun: dict[str, str] = {f"a-{key}": answer for key, answer in steps.answers_of(row).items()}
        begun |= {"danger": row.detection.danger, "child_worry": row.detection.child_worry}
        return SafetyForm(data, criteria=routes.safety_questions(criteria), initial=begun)

    def keep(self, request: DoorRequest, row: Screening, form: Any, now: datetime, *, passing: bool = False) -> None:
        """A whole page is answered at once; half of it is kept, and takes nothing back."""
        if passing or not form.is_valid():
            told: dict[str, Any] = {"screening_id": row.pk, "passing": True, "by": request.actor, "at": now}
            actions.keep_step(told=form.told(), step=2, **told)
            actions.keep_answers(answers=form.answers(), reasons={}, **told)
            if (
                not passing
                and not form.cleaned_data.get("why")
                and self.still_said(request, fresh(request, row), form, now)
            ):
                raise Refused("say_why_danger_is_taken_back")
            return
        actions.answer_safety(
            screening_id=row.pk, told=form.told(), answers=form.answers(), why=form.cleaned_data["why"],
            by=request.actor, at=now,
        )  # fmt: skip

    def after(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> HttpResponse:
        return redirect("screening_duties", row.pk) if leads_somewhere(row) else go_on(row)

    def more(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> dict[str, Any]:
        return {"said": said_of(row), "earlier_said": said_of(row.earlier) if row.earlier else ()}


class AdvicePage(Page):
    name, template = "advice", "screening/advice.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> AdviceForm:
        begun = {"given_by": getattr(request.user, "name", ""), "given_on": day_of(now)}
        return AdviceForm(data, began=day_of(row.started_at), today=day_of(now), initial=begun)

    def keep(self, request: DoorRequest, row: Screening, form: Any, now: datetime, *, passing: bool = False) -> None:
        """Advice is noted whole, when it was given."""

    def after(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> HttpResponse:
        actions.give_advice(screening_id=row.pk, advice=form.advice(), by=request.actor, at=now)
        return redirect("screening", row.pk) if row.state != ScreeningState.STARTED else go_on(fresh(request, row))

    def more(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> dict[str, Any]:
        return {
            "in_danger": bool(said_of(row) & IN_DANGER),
            "shelters": doors_of(request, row, Route.SHELTER, now),
            "sparring": sparring(request, row, now),
            "notes": safety.notes_of(row, seen_by=request.actor),
        }
