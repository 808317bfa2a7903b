"""The pages of the four steps: what each asks, what it keeps, and where it leads."""

from datetime import datetime
from typing import Any

from django.db.models import Model
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from brobygger.access.doors import DoorRequest
from brobygger.base.workdays import day_of
from brobygger.reach import queries as reach
from brobygger.screening import actions, code_shown, ending, queries, rules
from brobygger.screening.danger_said import way_back_of
from brobygger.screening.forms import MotivatedForm, QuestionForm, SeedForm, SignsForm, standing
from brobygger.screening.models import Screening

SAYS = ("danger", "child_worry", "age_group")  # and the programme's questions


class Page:
    """One page with one form. What can be kept is kept, also where something is still missing."""

    name: str
    template: str

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> Form:
        raise NotImplementedError

    def keep(self, request: DoorRequest, row: Screening, form: Any, now: datetime, *, passing: bool = False) -> None:
        """What is understood of the form stands."""
        told = form.told()
        if told or not passing:
            step = rules.step_of(self.name, rules.path(ending.told_of(row)))
            why = form.cleaned_data.get("why", "")
            actions.keep_step(
                screening_id=row.pk, told=told, step=step, passing=passing, why=why, by=request.actor, at=now
            )  # fmt: skip

    def still_said(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> bool:
        """Whether a yes about danger stands that the page, saving by itself, would have taken back."""
        stands = self.form(request, row, None, now).initial
        asked = [name for name in stands if name in SAYS or name.startswith("a-")]
        return any(name in form.cleaned_data and form.cleaned_data[name] != stands[name] for name in asked)

    def after(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> HttpResponse:
        """All is well: on to the next page."""
        return go_on(row)

    def more(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> dict[str, Any]:
        """What else the page shows."""
        return {}


def go_on(row: Screening) -> HttpResponse:
    """To the first thing that is still to be told."""
    return redirect("screening_step", row.pk, rules.page_to_go_on_with(ending.told_of(row)))


class Signs(Page):
    name, template = "signs", "screening/signs.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> SignsForm:
        begun = standing(row)
        if not row.detection.signs and not row.signs_note:
            begun["heard"] = ""  # what follows from who registers is nobody's answer yet
        if row.step == 1 and row.detection.seen_on == row.detection.registered_on:
            begun["seen_on"] = None  # so it is with the day on which it was begun
        return SignsForm(data, today=day_of(now), initial=begun)


class Question(Page):
    name, template = "question", "screening/question.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> QuestionForm:
        return QuestionForm(data, initial=standing(row))

    def more(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> dict[str, Any]:
        return {"earlier": row.earlier, "sparring": sparring(request, row, now)}


def sparring(request: DoorRequest, row: Screening, now: datetime) -> list[reach.Sparring]:
    """Whom she can ask for advice: the resource persons of her department, but herself."""
    if row.department_id is None:
        return []
    named = reach.resource_persons_of(request.actor, row.department_id, on=day_of(now))
    return [one for one in named if one.worker_id != request.actor.user_id]


class MotivatedPage(Page):
    name, template = "motivated", "screening/motivated.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> MotivatedForm:
        return MotivatedForm(data, initial=standing(row))


class Seed(Page):
    name, template = "seed", "screening/seed.html"

    def form(self, request: DoorRequest, row: Screening, data: Any, now: datetime) -> SeedForm:
        today = day_of(now)
        begun = standing(row)
        begun["ask_again_on"] = begun["ask_again_on"] or today + rules.ASK_AGAIN
        return SeedForm(data, asked=row.detection.asked, today=today, initial=begun)

    def after(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> HttpResponse:
        told = form.cleaned_data
        planted = actions.plant_seed(
            screening_id=row.pk, words=told["given_words"], given=told["given"], ask_again_on=told["ask_again_on"],
            by=request.actor, at=now,
        )  # fmt: skip
        if planted.opened is not None:
            return code_shown.show(request, planted.row, planted.opened, "seed")
        return redirect("screening", row.pk)

    def more(self, request: DoorRequest, row: Screening, form: Any, now: datetime) -> dict[str, Any]:
        consent_no = "consent" in rules.path(ending.told_of(row))
        return {
            "why": row.detection.asked,
            "said_no": consent_no,
            "way": way_back_of(request.actor, row),
        }


def fresh(request: DoorRequest, row: Model) -> Screening:
    """The row as it stands after something was kept."""
    return queries.own(request.actor, int(row.pk))
