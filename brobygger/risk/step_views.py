"""The six steps of an assessment, a page each, in any order, kept as they are written."""

from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.packs.forms import PackForm
from brobygger.risk import assessing, begun_lines, second_reading, written_actions
from brobygger.risk.codes import ANSWERED, Step
from brobygger.risk.ending_views import hand_in, rate
from brobygger.risk.forms import ConclusionForm, ScenarioForm
from brobygger.risk.models import Rating, Scenario
from brobygger.risk.step_pages import (
    Here,
    apart,
    conclusion_form,
    here_at,
    not_kept,
    pack_form,
    step_form_of,
    step_page,
)


@door(Act.ASSESS)
def risk_assess(request: DoorRequest, pk: int, step: str) -> HttpResponse:
    """One step: shown, written, and on to the next."""
    here = here_at(request, pk, step)
    if second_reading.would_see_the_first(here.row, request.actor) and not typed.pressed(request.GET, "look"):
        return redirect("risk_case", here.row.case_id)
    if request.method != "POST" or here.step not in ANSWERED:
        return step_page(request, here)
    form, conclusion = pack_form(here, request.POST), conclusion_form(here, request.POST)
    kept = carried_out(request, lambda **signed: _keep(here, form, conclusion, request.POST, **signed))
    refused = not_kept(form, conclusion)
    if kept and not refused:
        # The same press keeps what is written and hands it in: nothing else is ever handed in than what stands there.
        then = typed.text(request.POST, "then") if here.step == Step.OPINIONS else ""
        go_on = {"hand_in": hand_in, "rate": rate}.get(then)
        return go_on(request, pk) if go_on else redirect("risk_assess", pk, _next(here))
    here = here_at(request, pk, step)  # what has been written, here or in another window, is the edition from now on
    others = [] if kept else apart(here, form, conclusion)
    told: dict[str, Any] = {"form": form, "conclusion": conclusion, "stale": not kept, "others": others}
    return step_page(request, here, **told, status=422 if kept else 409)


def _keep(here: Here, form: PackForm, conclusion: ConclusionForm | None, posted: Any, **signed: Any) -> Rating:
    """Everything that can be kept stands as written, field by field; the rest is kept as half a line is."""
    if here.rating is None:
        raise Refused("rating_is_anothers")
    form.full_clean()
    told = None
    if conclusion is not None:
        conclusion.full_clean()
        told = conclusion.conclusion(assessing.conclusion_of(here.row))
    edition = typed.number(posted, "stood")
    rating = assessing.keep_answers(
        rating_id=here.rating.pk, answers=form.answers(), edition=edition, conclusion=told, **signed
    )
    refused = {one.name: one.written for one in not_kept(form, conclusion)}
    begun_lines.keep_refused(case_id=here.row.case_id, step=here.step, told=refused, **signed)
    return rating


def _next(here: Here) -> str:
    place = here.steps.index(here.step)
    return here.steps[min(place + 1, len(here.steps) - 1)]


@door(Act.ASSESS, "POST")
def risk_keep(request: DoorRequest, pk: int, step: str) -> HttpResponse:
    """What has been written so far is kept; asked for by the page itself."""
    here = here_at(request, pk, step)
    form, conclusion = pack_form(here, request.POST), conclusion_form(here, request.POST)
    now = timezone.now()
    try:
        kept = _keep(here, form, conclusion, request.POST, by=request.actor, at=now)
    except NotFound:
        raise
    except Refused as refused:
        # Save then shows what differs: what another window has written is not written over unseen.
        elsewhere = refused.reason == "written_in_another_window"
        words = _WRITTEN_ELSEWHERE if elsewhere else reason(refused.reason)
        return JsonResponse({"words": str(words), "save": elsewhere}, status=409)
    told, left = {"time": f"{timezone.localtime(now):%H:%M}"}, not_kept(form, conclusion)
    said = _("Saved at %(time)s") % told
    if left:
        told["what"] = "; ".join(f"{one.label} ({one.why})" for one in left)
        said = _("Saved at %(time)s, but not: %(what)s") % told
    return JsonResponse({"words": said, "stood": str(kept.edition), "trouble": bool(left)})


_WRITTEN_ELSEWHERE = gettext_lazy(
    "It has been written in another window meanwhile. What you have written stands here. Press Save: it shows what"
    " differs."
)


@door(Act.ASSESS, "POST")
def risk_begun(request: DoorRequest, pk: int, step: str) -> HttpResponse:
    """A line that is being written is kept; asked for by the page itself."""
    here, now = here_at(request, pk, step), timezone.now()
    if here.step in ANSWERED:
        raise Http404
    told: dict[str, list[str]] = {}
    for name, value in typed.fields(request):
        if name != "csrfmiddlewaretoken":
            told.setdefault(name, []).append(value)
    try:
        begun_lines.keep_line(case_id=here.row.case_id, step=here.step, told=told, by=request.actor, at=now)
    except NotFound:
        raise
    except Refused as refused:
        return JsonResponse({"words": str(reason(refused.reason)), "trouble": True, "lost": True})
    return JsonResponse({"words": _("Saved at %(time)s") % {"time": f"{timezone.localtime(now):%H:%M}"}})


@door(Act.ASSESS)
def risk_scenario(request: DoorRequest, pk: int, scenario: int = 0) -> HttpResponse:
    """A scenario is written, or written anew; or struck, or reckoned with again."""
    here = here_at(request, pk, Step.SCENARIOS)
    if request.method != "POST" and second_reading.would_see_the_first(here.row, request.actor):
        return redirect("risk_case", here.row.case_id)
    found = Scenario.objects.filter(assessment=here.row, pk=scenario).first() if scenario else None
    if scenario and found is None:
        raise Http404
    if found is not None and (typed.pressed(request.POST, "strike") or typed.pressed(request.POST, "back")):
        return _strike(request, here, found)
    form = ScenarioForm(typed.posted(request), initial=_as_written(found))

    def write(**signed: Any) -> None:
        edition = typed.number(request.POST, "stood")
        told: dict[str, Any] = {"scenario_id": scenario or None, "edition": edition}
        written_actions.write_scenario(assessment_id=pk, told=form.may_happen(), **told, **signed)
        begun_lines.keep_line(case_id=here.row.case_id, step=here.step, told={}, **signed)

    if carried_out(request, write, form=form, said=_("It is kept.")):
        return redirect("risk_assess", pk, Step.SCENARIOS)
    if form.errors and found is not None:  # what stands now is over the form, what was written here stays in it
        form.data = typed.again(request.POST, stood=str(found.edition))
    return step_page(
        request, here, scenario_form=form, writing=found, status=422 if form.errors else 200
    )  # fmt: skip


def _as_written(found: Scenario | None) -> dict[str, Any]:
    if found is None:
        return {}
    names = ("nature", "severity", "near", "frequency", "likelihood")
    return {name: getattr(found, name) for name in names} | {"stood": found.edition}


def _strike(request: DoorRequest, here: Here, found: Scenario) -> HttpResponse:
    back = typed.pressed(request.POST, "back")
    told: dict[str, Any] = {"assessment_id": here.row.pk, "scenario_id": found.pk, "back": back}
    carried_out(request, lambda **signed: written_actions.strike_scenario(**told, **signed), said=_("Saved."))
    return redirect("risk_assess", here.row.pk, Step.SCENARIOS)


@door(Act.ASSESS)
def risk_agree_step(request: DoorRequest, pk: int) -> HttpResponse:
    """Something is to be done, by someone and by a time."""
    here = here_at(request, pk, Step.MANAGEMENT)
    if request.method != "POST":
        return redirect("risk_assess", pk, Step.MANAGEMENT)
    form = step_form_of(here, request.POST)

    def agree(**signed: Any) -> None:
        written_actions.agree_step(assessment_id=pk, told=form.to_do(), **signed)
        begun_lines.keep_line(case_id=here.row.case_id, step=here.step, told={}, **signed)

    if carried_out(request, agree, form=form, said=_("It is kept.")):
        return redirect("risk_assess", pk, Step.MANAGEMENT)
    return step_page(request, here, step_form=form, status=422)


@door(Act.ASSESS, "POST")
def risk_drop_step(request: DoorRequest, pk: int, number: int) -> HttpResponse:
    """It is not to be done after all."""

    def drop(**signed: Any) -> None:
        written_actions.drop_step(assessment_id=pk, step_id=number, **signed)

    carried_out(request, drop, said=_("Taken away."))
    return redirect("risk_assess", pk, Step.MANAGEMENT)
