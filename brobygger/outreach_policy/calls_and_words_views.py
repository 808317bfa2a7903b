"""How people are rung and what is said to them, on the screen: what holds, and what a leader decides from a day on."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door
from brobygger.access.policy import Act
from brobygger.base.codes import Weekday
from brobygger.base.decision import NotFound, Refused
from brobygger.outreach_policy.calls_and_words_forms import AttemptsForm, ScriptForm, WordingForm, language_name
from brobygger.programmes import queries, speaking_actions, speaking_queries
from brobygger.programmes.models import AttemptPolicy, Programme
from brobygger.programmes.words import REASONS
from brobygger.staff.queries import second_of_two


@door(Act.SEE_CRITERIA, "GET")
def speaking(request: DoorRequest) -> HttpResponse:
    """Attempts, scripts and consents of each programme: what holds today, what is to come, and what was."""
    shown = [_programme(programme) for programme in queries.programmes_for(request.actor, Act.SEE_CRITERIA)]
    shown = [one for one in shown if one["programme"].kind == Programme.Kind.OUTREACH]
    return render(request, "outreach_policy/calls_and_words/speaking.html", {"programmes": shown})


def _programme(programme: Programme) -> dict[str, Any]:
    today = timezone.localdate()
    policies, scripts, wordings = (
        speaking_queries.policies(programme.pk),
        speaking_queries.scripts(programme.pk),
        speaking_queries.wordings(programme.pk),
    )
    return {
        "programme": programme,
        "policies": [(_policy_words(row), stands) for row, stands in speaking_queries.standing(policies, today)],
        "scripts": _by_language(scripts, today),
        "wordings": _by_language(wordings, today),
    }


def _by_language(rows: QuerySet[Any], today: date) -> list[tuple[Any, str, str]]:
    standing = speaking_queries.standing_by_language(rows, today)
    return [(row, language_name(row.language), stands) for row, stands in standing]


def _policy_words(policy: AttemptPolicy) -> dict[str, Any]:
    return {
        "policy": policy,
        "hours": ", ".join(f"{first}–{last}" for first, last in policy.hour_bands),
        "weekdays": ", ".join(str(Weekday(day).label) for day in policy.weekdays),
    }


def _changed(request: DoorRequest, key: str) -> Programme:
    found = queries.programmes_for(request.actor, Act.CHANGE_CRITERIA).filter(key=key).first()
    if found is None:
        raise NotFound("not_found")
    return found


@door(Act.CHANGE_CRITERIA)
def attempts(request: DoorRequest, programme: str) -> HttpResponse:
    """How often and when people are rung, from a day on."""
    changed, today = _changed(request, programme), timezone.localdate()
    newest = speaking_queries.policies(changed.pk).first()
    form = AttemptsForm(request.POST or None, today=today, initial=AttemptsForm.told_by(newest) | {"valid_from": today})
    if form.is_valid():
        speaking_actions.decide_attempts(
            programme_id=changed.pk, told=form.attempts(), valid_from=form.cleaned_data["valid_from"],
            by=request.actor, at=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("It is decided how often and when people are rung."))
        return redirect("speaking")
    status = 422 if form.is_bound else 200
    return render(
        request, "outreach_policy/calls_and_words/attempts.html", {"form": form, "programme": changed}, status=status
    )


@door(Act.CHANGE_CRITERIA)
def script(request: DoorRequest, programme: str) -> HttpResponse:
    """What is said in a language, from a day on; it can be looked at as steps before it is kept."""
    changed, today = _changed(request, programme), timezone.localdate()
    asked = typed.text(request.GET, "language", 10) or "da"
    to_guardian = typed.code(request.GET, "to", {"guardian"}) == "guardian"
    newest = speaking_queries.scripts(changed.pk).filter(language=asked, for_guardian=to_guardian).first()
    first = {"language": asked, "for_guardian": to_guardian, "valid_from": today}
    first["steps"] = ScriptForm.written(newest.steps) if newest else ""
    form = ScriptForm(request.POST or None, today=today, initial=first)
    steps = None
    if form.is_valid():
        told = form.cleaned_data
        if not typed.pressed(request.POST, "look"):
            speaking_actions.write_script(
                programme_id=changed.pk, language=told["language"], steps=told["steps"], valid_from=told["valid_from"],
                for_guardian=told["for_guardian"], by=request.actor, at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("The script is kept."))
            return redirect("speaking")
        steps = told["steps"]
    status = 422 if form.errors else 200
    context = {"form": form, "programme": changed, "steps": steps}
    return render(request, "outreach_policy/calls_and_words/script.html", context, status=status)


@door(Act.CHANGE_CRITERIA)
def wording(request: DoorRequest, programme: str) -> HttpResponse:
    """The words of a consent, which another leader approves before they are read to anyone."""
    changed, today = _changed(request, programme), timezone.localdate()
    asked = typed.text(request.GET, "language", 10) or "da"
    to_guardian = typed.code(request.GET, "to", {"guardian"}) == "guardian"
    newest = speaking_queries.wordings(changed.pk).filter(language=asked, for_guardian=to_guardian).first()
    first = {"language": asked, "for_guardian": to_guardian, "valid_from": today + timedelta(days=7)}
    first["text"] = newest.text if newest else ""
    form = WordingForm(request.POST or None, today=today, initial=first)
    if form.is_valid():
        try:
            speaking_actions.propose_wording(
                programme_id=changed.pk, **form.cleaned_data, by=request.actor, at=timezone.now()
            )
            messages.success(request, _("The words wait for another leader."))
            return redirect("speaking")
        except Refused as refused:
            form.add_error("language", REASONS.get(refused.reason, refused.reason))
    status = 422 if form.is_bound else 200
    return render(
        request, "outreach_policy/calls_and_words/wording.html", {"form": form, "programme": changed}, status=status
    )


@door(Act.CHANGE_CRITERIA)
def decide_wording(request: DoorRequest, pk: int) -> HttpResponse:
    """The second leader reads the words beside those that hold now, and approves or withdraws them."""
    proposed = speaking_queries.wording_for(request.actor, Act.CHANGE_CRITERIA, pk)
    approve = typed.pressed(request.POST, "approve")
    if request.method == "POST" and (approve or typed.pressed(request.POST, "withdraw")):
        act = speaking_actions.approve_wording if approve else speaking_actions.withdraw_wording
        act(wording_id=pk, by=request.actor, at=timezone.now())
        messages.success(request, _("The words are approved.") if approve else _("The words are withdrawn."))
        return redirect("speaking")
    context = {
        "proposed": proposed,
        "language": language_name(proposed.language),
        "before": speaking_queries.wording_before(proposed),
        "decision": second_of_two(request.actor, proposed.drafted_by_id, proposed_at=proposed.drafted_at),
    }
    return render(request, "outreach_policy/calls_and_words/decide.html", context)
