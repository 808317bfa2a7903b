"""One step at a time: shown, kept as it is written, and on to the next."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.duties import actions as duty_actions
from brobygger.duties.states import DutyKind
from brobygger.screening import actions, ending, older_window, queries, rules, safety
from brobygger.screening.card_pages import Check, Consent, Contact, Who
from brobygger.screening.codes import Danger
from brobygger.screening.danger_said import said_of
from brobygger.screening.duties_shown import danger_shown, duties_of
from brobygger.screening.forms import WhyNotForm
from brobygger.screening.models import Screening
from brobygger.screening.pages import MotivatedPage, Page, Question, Seed, Signs, fresh
from brobygger.screening.route_pages import ChooseRoute, Criteria, Door
from brobygger.screening.safety_pages import AdvicePage, Safety, shown_at_once
from brobygger.screening.states import ScreeningState

PAGES: dict[str, Page] = {
    page.name: page
    for page in (
        *(Signs(), Question(), Safety(), MotivatedPage(), AdvicePage(), Seed()),
        *(Criteria(), ChooseRoute(), Door(), Who(), Contact(), Consent(), Check()),
    )
}


def _page(name: str) -> Page:
    if name not in PAGES:
        raise Http404
    return PAGES[name]


@door(Act.SCREEN)
def step(request: DoorRequest, pk: int, page: str) -> HttpResponse:
    """One page of a step. What is written is kept, also where something is missing; errors stand at their fields."""
    spec, row, now = _page(page), queries.own(request.actor, pk), timezone.now()
    ended, posted, way = row.state != ScreeningState.STARTED, request.method == "POST", rules.path(ending.told_of(row))
    # Danger may be said at any time, and advice given also afterwards.
    open_now = page in (("advice", "safety") if ended else (*way, "safety"))
    if posted and not (open_now and (page == "advice" or not ended)):
        return older_window.answer(request, spec, row, now)
    if not open_now:
        return redirect("screening", pk) if ended else redirect("screening_step", pk, way[-1])
    if posted and page == "route" and typed.pressed(request.POST, "follow"):
        return _follow(request, row, now)
    form = spec.form(request, row, request.POST if posted else None, now)
    if posted:
        done = _save(request, spec, row, form, now)
        if done is not None:
            return done
        row = fresh(request, row)
        if row.state != ScreeningState.STARTED and not ended:  # moved on in another window this very moment
            return older_window.answer(request, spec, row, now)
    shown = {
        "row": row,
        "late": ended,
        "form": form,
        "page": page,
        "step": rules.step_of(page, way),
        "back": _before(way, page),
        "now": now,
        **danger_shown(request, row),
    }
    more = spec.more(request, row, form, now)
    return render(request, spec.template, shown | more, status=422 if form.errors else 200)


def _save(request: DoorRequest, spec: Page, row: Screening, form: Any, now: datetime) -> HttpResponse | None:
    """What can be kept is kept; the next page, or nothing where this one must be looked at again."""
    valid = form.is_valid()
    try:
        spec.keep(request, row, form, now)
        if valid:
            return spec.after(request, fresh(request, row), form, now)
    except NotFound:
        raise
    except Refused as refused:
        form.add_error(None, reason(refused.reason))
    return None


def _follow(request: DoorRequest, row: Screening, now: datetime) -> HttpResponse:
    """The suggested way, in one press."""
    kept = actions.choose_route(screening_id=row.pk, route=row.detection.suggested, by=request.actor, at=now)
    return redirect("screening_step", kept.pk, rules.page_to_go_on_with(ending.told_of(kept)))


def _before(way: tuple[str, ...], page: str) -> str:
    """The page that she came from; nothing before the first."""
    at = way.index(page) if page in way else len(way)
    return way[at - 1] if at else ""


@door(Act.SCREEN, "POST")
def keep(request: DoorRequest, pk: int, page: str) -> HttpResponse:
    """The page saves by itself while one writes."""
    spec, row, now = _page(page), queries.own(request.actor, pk), timezone.now()
    form = spec.form(request, row, request.POST, now)
    form.is_valid()
    before, late = said_of(row), False
    try:
        spec.keep(request, row, form, now, passing=True)
    except Refused:
        late = True
        older_window.say_danger(request, spec, row, now)
        if page != "safety":  # what else stands on that page is not kept
            return render(request, "refused.html", {"reason": "not_being_filled_in"}, status=409)
    row = fresh(request, row)
    said = said_of(row) - before
    shown = {
        "row": row,
        "now": now,
        "late": late,
        "said": said,
        "duty": bool(said - {Danger.PROTECTION}),
        "still": not late and spec.still_said(request, row, form, now),
        **danger_shown(request, row),
    }
    answer = render(request, "screening/kept.html", shown)
    answer["X-Kept"] = "yes"
    return answer


@door(Act.SCREEN)
def duties(request: DoorRequest, pk: int) -> HttpResponse:
    """What the safety questions lead to: 112 first, doors to ring, a duty of her own or why not; and on."""
    row, now, form = queries.own(request.actor, pk), timezone.now(), WhyNotForm()
    if request.method == "POST":
        one = next((one for one in duties_of(request, row) if one.kind == typed.text(request.POST, "kind")), None)
        if one is None:
            raise Http404
        form = WhyNotForm(request.POST if typed.pressed(request.POST, "why_not") else None)
        if form.is_valid() and one.held is not None:
            duty_actions.decide_not_to_notify(
                duty_id=one.held.id, reason=form.cleaned_data["reason"], by=request.actor, at=now
            )
        elif not form.is_bound:
            actions.raise_duty(
                screening_id=pk,
                kind=DutyKind(one.kind),
                rang_112=typed.pressed(request.POST, "rang_112"),
                by=request.actor,
                at=now,
            )
        if not form.errors:
            return redirect("screening_duties", pk)
    more = {"row": row, "step": 2, "back": "safety", "why_not": form, "why_not_of": typed.text(request.POST, "kind")}
    if row.state == ScreeningState.STARTED:
        more["next"] = rules.page_to_go_on_with(ending.told_of(row))
    elif safety.needs_advice(row):
        more["next"] = "advice"
    shown = shown_at_once(request, row, now)
    return render(request, "screening/duties.html", shown | more, status=422 if form.errors else 200)
