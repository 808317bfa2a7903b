"""Step 4, the way: the programme's questions, the way that they lead to and why, and a door outside the programme."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest
from brobygger.base.workdays import day_of
from brobygger.routes import in_words as route_words
from brobygger.routes import queries as routes
from brobygger.routes.codes import Route
from brobygger.screening import actions, queries, rules, steps
from brobygger.screening.criteria_forms import CriteriaForm, begun
from brobygger.screening.duties_shown import danger_shown
from brobygger.screening.forms import DoorForm, RouteForm, standing
from brobygger.screening.models import Screening
from brobygger.screening.pages import Page, go_on
from brobygger.staff import queries as staff


class Criteria(Page):
    name, template = "criteria", "screening/criteria.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> CriteriaForm:
        asked = routes.criteria_of(steps.criteria_of(request.actor, row, at=now))
        told = {one.criterion.key: (one.answer, one.reason) for one in queries.answers(row)}
        first = {one.key for one in routes.safety_questions(asked) if one.key in told}  # answered on the page of safety
        before, asked = ([one for one in asked if (one.key in first) is there] for there in (True, False))
        answers = {key: answer for key, (answer, _reason) in told.items()}
        return CriteriaForm(data, criteria=asked, asked_before=before, told=answers, initial=begun(asked, told))

    def keep(self, request: DoorRequest, row: Screening, form: Any, now: datetime, *, passing: bool = False) -> None:
        told = {"answers": form.answers(), "reasons": form.reasons()}
        halfway = passing or not form.is_valid()
        actions.keep_answers(screening_id=row.pk, passing=halfway, **told, by=request.actor, at=now)

    def after(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> HttpResponse:
        return redirect("screening_step", row.pk, "route")

    def more(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> dict[str, Any]:
        criteria = steps.criteria_of(request.actor, row, at=now)
        return {"criteria": criteria, "also_welcome": criteria.also_welcome}


class ChooseRoute(Page):
    name, template = "route", "screening/route.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> RouteForm:
        told = row.detection
        if data is not None and "follow" in data:  # the suggested way, in one press
            data = None
        other = told.route if told.route != told.suggested else ""
        begun = {"route": other, "reason": told.override_reason, "words": row.override_words}
        return RouteForm(data, suggested=told.suggested, initial=begun)

    def after(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> HttpResponse:
        told = form.cleaned_data
        row = actions.choose_route(
            screening_id=row.pk, route=told["route"], reason=told["reason"], words=told["words"], by=request.actor,
            at=now,
        )  # fmt: skip
        return go_on(row)

    def more(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> dict[str, Any]:
        criteria = steps.criteria_of(request.actor, row, at=now)
        found = steps.found_for(row, criteria)
        why = route_words.why(criteria, found)
        if not found.because and any(danger_shown(request, row).values()):
            why = [
                _("None of the programme’s questions leads to another door."),
                _("What is said about danger stands above, and comes first."),
            ]
        return {
            "suggested": Route(row.detection.suggested).label,
            "why": why,
            "open_questions": routes.open_questions(criteria, found),
            "chosen_other": bool(row.detection.override_reason),
        }


class Door(Page):
    name, template = "door", "screening/door.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> DoorForm:
        today, begun = day_of(now), standing(row)
        begun["follow_up_on"] = begun["follow_up_on"] or rules.follow_up_day(row.detection.route, today)
        shown = [(one.offer_id, one.name) for one in self.doors(request, row, now)]
        if len(shown) == 1:
            begun["offer_id"] = shown[0][0]
        return DoorForm(data, today=today, route=row.detection.route, doors=shown, initial=begun)

    def doors(self, request: DoorRequest, row: Screening, now: datetime) -> list[routes.DoorShown]:
        return routes.doors(request.actor, zone_id=row.zone_id, route=row.detection.route, at=now)

    def after(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> HttpResponse:
        told = form.cleaned_data
        actions.point_on(
            screening_id=row.pk, led_there=told["led_there"], offer_id=told["offer_id"],
            follow_up_on=told["follow_up_on"], by=request.actor, at=now,
        )  # fmt: skip
        return redirect("screening", row.pk)

    def more(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> dict[str, Any]:
        shown = self.doors(request, row, now)
        ask = [] if shown else staff.leaders_by_name(row.zone_id, day_of(now))
        return {"doors": shown, "route": row.detection.get_route_display(), "ask": ask}
