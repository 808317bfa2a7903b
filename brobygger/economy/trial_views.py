"""Capacity: what is tried, how far it has come, and what came out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.economy import actions, costing, queries, trial_words, what_if
from brobygger.economy.forms import CoursesForm, PeriodForm, TeamForm
from brobygger.economy.made_from import Source, course_facts, team_facts
from brobygger.economy.models import Trial
from brobygger.economy.pages import around, here
from brobygger.economy.states import TrialState
from brobygger.evaluation.rules import Period
from brobygger.programmes.models import Programme
from brobygger.trail import actions as trail


@door(Act.KEEP_ECONOMY)
def economy_capacity(request: DoorRequest) -> HttpResponse:
    """What the model is made from, what is to be tried, and what was tried before."""
    zone_id, programme = here(request)
    asked = PeriodForm(request.GET)
    period = asked.period if asked.is_valid() else Period()
    shown = around(request, zone_id, programme, "economy_capacity")
    form, question, sources = (_team if programme.kind == "outreach" else _courses)(
        request, zone_id, programme, period
    )  # fmt: skip
    made: list[Trial] = []

    def ask(**signed: Any) -> None:
        told = question(form.cleaned_data)
        made.append(actions.ask_trial(zone_id=zone_id, programme_id=programme.pk, asked=told, **signed))

    if carried_out(request, ask, form=form):
        return redirect(reverse("economy_trial", args=[made[0].pk]))
    now, trials = timezone.now(), queries.trials(request.actor, zone_id=zone_id, programme_id=programme.pk)
    trail.write("economy.capacity_seen", by=request.actor, at=now, zone_id=zone_id, programme=programme.pk)
    shown |= {
        "asked": asked, "form": form, "sources": [trial_words.source_row(one) for one in sources],
        "not_known": trial_words.not_known(programme.kind),
        "trials": [(one, trial_words.changed(one.asked)) for one in trials],
        "address": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "economy/capacity.html", shown, status=422 if form.errors else 200)


def _team(request: DoorRequest, zone_id: int, programme: Programme, period: Period) -> Any:
    today = timezone.localdate()
    first, last = costing.whole_period(period, today)
    of: dict[str, Any] = {"zone_id": zone_id, "programme_id": programme.pk}
    facts = team_facts(request.actor, **of, first=first, last=last, on=today)
    cost = _of_a_year(request, zone_id, programme)
    stood = {
        "more_hours": facts.workers, "window_days": round(facts.way.window / (24 * 60)),
        "most_attempts": facts.way.most_attempts, "talk": facts.way.talk, "no_answer": facts.way.no_answer,
        "burglary": facts.is_in,
    }  # fmt: skip
    form = TeamForm(typed.posted(request), initial=stood)
    if facts.apart is None:
        del form.fields["burglary"]

    def question(told: dict[str, Any]) -> dict[str, Any]:
        return what_if.of_team(facts, cost, {"burglary": False, **told})

    return form, question, facts.sources


def _courses(request: DoorRequest, zone_id: int, programme: Programme, period: Period) -> Any:
    first, last = costing.whole_period(period, timezone.localdate())
    of: dict[str, Any] = {"zone_id": zone_id, "programme_id": programme.pk}
    plan, sources = course_facts(request.actor, **of, first=first, last=last)
    cost = _of_a_year(request, zone_id, programme)
    form = CoursesForm(typed.posted(request), initial={"courses": plan.courses + 1, "seats": plan.seats})

    def question(told: dict[str, Any]) -> dict[str, Any]:
        return what_if.of_courses(plan, sources, cost, told)

    return form, question, sources


def _of_a_year(request: DoorRequest, zone_id: int, programme: Programme) -> Any:
    """What a year costs as the table stands, without what is paid once."""
    lines = queries.table(request.actor, zone_id=zone_id, programme_id=programme.pk)
    return what_if.yearly(lines, timezone.localdate())


@door(Act.SEE_ECONOMY, "GET")
def economy_trial(request: DoorRequest, pk: int) -> HttpResponse:
    """A trial: how far it is, or what came out."""
    row = queries.trial(request.actor, pk)
    back = f"{reverse('economy_capacity')}?programme={row.programme_id}"
    if row.state == TrialState.DROPPED:
        return redirect(back)
    trail.write("economy.trial_seen", by=request.actor, at=timezone.now(), about=row)
    shown: dict[str, Any] = {"row": row, "runs": row.asked["runs"], "back": back}
    if row.state == TrialState.DONE:
        shown |= {
            "changed": trial_words.changed(row.asked), "lines": trial_words.lines(row.found),
            "lead": trial_words.lead(row.asked, row.found),
            "sources": [trial_words.source_row(Source(**one)) for one in row.asked["sources"]],
            "not_known": trial_words.not_known("outreach" if row.asked["kind"] == "team" else "outpatient"),
        }  # fmt: skip
    return render(request, "economy/trial.html", shown)


@door(Act.SEE_ECONOMY, "GET")
def economy_trial_progress(request: DoorRequest, pk: int) -> HttpResponse:
    """How far it has come, for the page that watches; when it is done the page comes anew."""
    row = queries.trial(request.actor, pk)
    response = render(request, "economy/_progress.html", {"row": row, "runs": row.asked.get("runs", 0)})
    if row.state != TrialState.ASKED:
        response["HX-Refresh"] = "true"
    return response


@door(Act.KEEP_ECONOMY, "POST")
def economy_trial_drop(request: DoorRequest, pk: int) -> HttpResponse:
    """The trial is looked at no more."""
    row = queries.trial(request.actor, pk)
    carried_out(request, lambda **signed: actions.drop_trial(trial_id=pk, **signed), said=_("The trial is dropped."))
    return redirect(f"{reverse('economy_capacity')}?programme={row.programme_id}")
