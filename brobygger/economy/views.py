"""What each one costs, and the comparison."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.economy import actions, comparing, in_words
from brobygger.economy.forms import PeriodForm
from brobygger.economy.pages import around, here
from brobygger.evaluation.figures import Question


@door(Act.SEE_ECONOMY, "GET")
def economy_each(request: DoorRequest) -> HttpResponse:
    """The cost for each who was identified, reached, helped."""
    zone_id, programme = here(request)
    form, shown = PeriodForm(request.GET), around(request, zone_id, programme, "economy_each")
    shown |= {"form": form, "notes": in_words.costing_notes(programme.kind), "not_in_it": in_words.not_in_it()}
    if form.is_valid():
        told = actions.read_costs(
            programme, form.period, zone_id=zone_id, by=request.actor, at=timezone.now(), form="page"
        )
        shown |= {
            "told": told, "lead": in_words.lead_of(told) if told.cost.total else "",
            "rows": [in_words.each_row(one) for one in told.each],
            "start_up": in_words.start_up(told),
        }  # fmt: skip
    return render(request, "economy/each.html", shown)


@door(Act.SEE_ECONOMY, "GET")
def economy_compare(request: DoorRequest) -> HttpResponse:
    """Acceptance over time and beside others, and who is never reached."""
    zone_id, programme = here(request)
    form, shown = PeriodForm(request.GET), around(request, zone_id, programme, "economy_compare")
    shown |= {"form": form, "published": comparing.published(programme.kind)}
    if programme.kind == "outreach" and form.is_valid():
        question = Question(zone_id, programme.pk, form.period)
        told = actions.read_comparison(question, by=request.actor, at=timezone.now(), form="page")
        shown |= {"told": told} | _drawn(told)
    return render(request, "economy/compare.html", shown)


def _drawn(told: comparing.Comparison) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "quarters": [in_words.quarter_row(one) for one in told.quarters],
        "quarters_told": in_words.quarters_told(told.quarters, told.goal),
        "quarter_chart": in_words.quarter_chart(told.quarters, told.goal),
        "reach": [
            (title, in_words.reach_chart(title, groups), [in_words.reach_row(one) for one in groups])
            for title, groups in told.reach if groups
        ],
    }  # fmt: skip
    if told.funnel:
        shown |= {
            "funnel_told": in_words.funnel_told(told.funnel), "funnel_chart": in_words.funnel_chart(told.funnel),
            "points": [in_words.where_row(one) for one in told.funnel.told],
        }  # fmt: skip
    return shown
