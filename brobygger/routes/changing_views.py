"""A leader changes a draft of the questions; every step but the last ones can be undone on the page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused, no
from brobygger.programmes import queries as programmes
from brobygger.programmes.words import REASONS as PROGRAMME_REASONS
from brobygger.routes import actions, in_words, queries, tryout
from brobygger.routes.forms import FrameForm, QuestionForm
from brobygger.routes.models import CourseCriteria, CourseCriteriaState, Criterion
from brobygger.routes.rules import moved
from brobygger.routes.views import question_lines
from brobygger.routes.words import REASONS


def about(request: DoorRequest, version: CourseCriteria) -> dict[str, Any]:
    """What every page of a version shows: what it asks, what it changes, and what that would do."""
    today, rows = timezone.localdate(), queries.criteria_of(version)
    holding = queries.holding(version.programme_id, today)
    earlier = queries.version_before(version)
    shows: dict[str, Any] = {
        "version": version,
        "standing": in_words.where_it_stands(version, holding=holding, today=today),
        "earlier": earlier,
        "lines": question_lines(rows),
        "struck": queries.struck_of(version),
        "changes": in_words.all_changes(version),
        "seen": queries.stamp_of_all(version),
        "municipalities": programmes.places_of(version.programme_id),
        "is_draft": version.state == CourseCriteriaState.DRAFT,
        "is_proposed": version.state == CourseCriteriaState.PROPOSED,
    }
    if earlier and queries.criteria_of(earlier):
        shows |= _tried(request, earlier, version)
    return shows


def _tried(request: DoorRequest, earlier: CourseCriteria, version: CourseCriteria) -> dict[str, Any]:
    before, after = queries.criteria_of(earlier), queries.criteria_of(version)
    old, new = queries.as_questions(before), queries.as_questions(after)
    preferred = zone_of(request, Act.SEE_ROUTES)
    zone_id = programmes.zone_running(request.actor, Act.SEE_ROUTES, version.programme_id, prefer=preferred)
    counted = None
    if zone_id in zones_for(request.actor, Act.SEE_DETECTIONS):  # few people may be told by their numbers
        today = timezone.localdate()
        counted = tryout.count(old, new, zone_id=zone_id, programme_id=version.programme_id, today=today)
    by_door = counted.by_door if counted else ()
    return {
        "moved": in_words.moved_lines(moved(old, new), before, after),
        "counted": counted,
        "counted_by_door": [(in_words.door_name(was), in_words.door_name(now), n) for was, now, n in by_door],
    }


@door(Act.SEE_ROUTES, "GET")
def version(request: DoorRequest, pk: int) -> HttpResponse:
    """One version, and the draft that a leader changes."""
    found = queries.criteria_by_id(request.actor, pk)
    told = about(request, found)
    told["may_change"] = told["is_draft"] and may_change(request, found)
    return render(request, "routes/version.html", told)


def may_change(request: DoorRequest, found: CourseCriteria) -> bool:
    """Whether she leads a zone that runs the programme."""
    try:
        programmes.zone_running(request.actor, Act.CHANGE_ROUTES, found.programme_id)
    except NotFound:
        return False
    return True


@door(Act.CHANGE_ROUTES, "POST")
def draft(request: DoorRequest) -> HttpResponse:
    """A draft begins as a copy of the version that holds."""
    programme = queries.programme_of(request.actor, zone_id=zone_of(request))
    if programme is None:
        raise NotFound("not_found")
    made = actions.draft_criteria(programme_id=programme.pk, by=request.actor, at=timezone.now())
    return redirect("routes_version", made.pk)


def _draft_to_change(request: DoorRequest, pk: int) -> CourseCriteria:
    found = queries.criteria_by_id(request.actor, pk, Act.CHANGE_ROUTES)
    if found.state != CourseCriteriaState.DRAFT:
        no("course_criteria_are_not_a_draft").require()
    return found


def _asked(version: CourseCriteria, key: str) -> Criterion:
    found = version.criteria.filter(key=key, struck=False).first()
    if found is None:
        raise NotFound("not_found")
    return found


@door(Act.CHANGE_ROUTES)
def question(request: DoorRequest, pk: int, key: str) -> HttpResponse:
    """One question of the draft: its words, the answer that fits, and the door otherwise."""
    found = _draft_to_change(request, pk)
    asked = _asked(found, key)
    form = QuestionForm(request.POST or None, initial=QuestionForm.of(asked, queries.stamp_of_question(asked)))
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_question(
                criteria_id=pk, key=key, told=form.told(), seen=form.cleaned_data["seen"],
                by=request.actor, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            conflict = refusal.reason == "changed_by_another"
            if not conflict:
                raise
            form = QuestionForm(typed.again(request.POST, seen=queries.stamp_of_question(asked)))
        else:
            messages.success(request, _("The question is changed in the draft."))
            return redirect(f"{reverse('routes_version', args=[pk])}#q-{key}")
    told = {"version": found, "form": form, "asked": asked, "conflict": conflict}
    return render(request, "routes/question.html", told, status=_status(form, conflict=conflict))


def _status(form: Any, *, conflict: bool) -> int:
    return 409 if conflict else 422 if form.is_bound else 200


@door(Act.CHANGE_ROUTES)
def new_question(request: DoorRequest, pk: int) -> HttpResponse:
    """One question more, last of all."""
    found = _draft_to_change(request, pk)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.add_question(criteria_id=pk, told=form.told(), by=request.actor, at=timezone.now())
        messages.success(request, _("The question is added, last of all. Move it to where it is to be asked."))
        return redirect(f"{reverse('routes_version', args=[pk])}#q-{made.key}")
    told = {"version": found, "form": form, "asked": None, "conflict": False}
    return render(request, "routes/question.html", told, status=_status(form, conflict=False))


def _one_step(act: Callable[..., object], said: Any = "", **fixed: bool) -> Any:
    """A button beside a question."""

    @door(Act.CHANGE_ROUTES, "POST")
    def view(request: DoorRequest, pk: int, key: str) -> HttpResponse:
        act(criteria_id=pk, key=key, by=request.actor, at=timezone.now(), **fixed)
        if said:
            messages.success(request, said())
        return redirect(f"{reverse('routes_version', args=[pk])}#q-{key}")

    return view


strike = _one_step(actions.strike_question, lambda: _("Struck. You can put it back below the questions."))
put_back = _one_step(actions.put_back_question, lambda: _("The question is back in its old place."))
ask_earlier = _one_step(actions.move_question, earlier=True)
ask_later = _one_step(actions.move_question, earlier=False)


@door(Act.CHANGE_ROUTES)
def frame(request: DoorRequest, pk: int) -> HttpResponse:
    """From which day it holds, why, and whom nothing keeps out."""
    found = _draft_to_change(request, pk)
    form = FrameForm(request.POST or None, initial=FrameForm.of(found, queries.stamp_of_frame(found)))
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_frame(criteria_id=pk, **form.cleaned_data, by=request.actor, at=timezone.now())
        except Refused as refusal:
            conflict = refusal.reason == "changed_by_another"
            if conflict:
                found.refresh_from_db()
                form = FrameForm(typed.again(request.POST, seen=queries.stamp_of_frame(found)))
            else:
                form.add_error("valid_from", str((REASONS | PROGRAMME_REASONS)[refusal.reason]))
        else:
            messages.success(request, _("The draft is changed."))
            return redirect("routes_version", pk)
    told = {"version": found, "form": form, "conflict": conflict}
    return render(request, "routes/frame.html", told, status=_status(form, conflict=conflict))
