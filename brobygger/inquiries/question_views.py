"""The questions, one page each, and sending what was answered."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from brobygger.access import typed
from brobygger.base.workdays import day_after
from brobygger.inquiries import actions, guard, queries
from brobygger.inquiries.asked import text_of
from brobygger.inquiries.forms import CHOICES, form_for
from brobygger.inquiries.help import ALWAYS, CHILDREN, numbers
from brobygger.inquiries.models import Inquiry
from brobygger.inquiries.opening import OpenRequest, forget, open_page
from brobygger.inquiries.shown import lines_of
from brobygger.inquiries.steps import Step, before, ending, ends_after, first_open, following, is_other, may_open
from brobygger.inquiries.views import HELD_BACK, go_on
from brobygger.mailbox import queries as mailbox
from brobygger.programmes import policy_queries


@require_http_methods(["GET", "HEAD", "POST"])
@open_page
def question(request: OpenRequest, number: int) -> HttpResponse:
    """One question of her own inquiry."""
    if request.opened is None:
        return redirect("open_closed", request.place)
    row = queries.unfinished(request.actor, request.opened.mailbox_id)
    if row is None:
        return redirect("open_mine", request.place)
    answers = queries.answers_of(row)
    if number not in Step.__members__.values():
        raise Http404
    step = Step(number)
    if ending(answers) and request.method != "POST" and step > ends_after(answers):
        return _ended(request, row, answers)
    if not may_open(answers, step):
        return go_on(request)
    if step is Step.CODE:
        return _code(request, row, answers)
    if step is Step.CHECK:
        return _check(request, row, answers)
    return _question(request, row, answers, step)


def _question(request: OpenRequest, row: Inquiry, answers: dict[str, Any], step: Step) -> HttpResponse:
    other = is_other(answers)
    form = form_for(step, answers, request.POST or None, other=other)
    wording = _wording(request, row) if step is Step.CONSENT else None
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        if step is Step.CONSENT:
            told |= {"wording": wording.id, "wording_language": wording.language} if wording else {"consent": "no"}
        kept = actions.answer(
            inquiry_id=row.pk, step=step, told=told, language=get_language() or "da", by=request.actor, at=request.now
        )
        after = queries.answers_of(kept)
        if typed.pressed(request.POST, "back"):
            step = before(after, step) or step
        else:
            back_to_check = typed.pressed(request.GET, "check") and first_open(after) is Step.CHECK
            step = Step.CHECK if back_to_check else following(after, step)
        return redirect("open_question", request.place, step.value)
    told = {
        "form": form, "step": step, "text": text_of(step, other=other), "is_choice": step in CHOICES, "other": other,
        "wording": wording, **_around(request, answers, step),
    }  # fmt: skip
    return render(request, "inquiries/question.html", told, status=HELD_BACK if form.errors else 200)


def _around(request: OpenRequest, answers: dict[str, Any], step: Step) -> dict[str, Any]:
    earlier = before(answers, step)
    return {
        "back": earlier.value if earlier is not None else None,
        "danger": answers.get("danger") == "yes" and step is not Step.DANGER,
        "changing": bool(answers.get("change")),
    }


def _wording(request: OpenRequest, row: Inquiry) -> Any:
    """The words of the consent that hold today, in the language of the page where they exist in it."""
    return policy_queries.consent_wording(
        request.setup.programme_id, language=get_language() or "da", on=timezone.localdate(request.now)
    )


def _code(request: OpenRequest, row: Inquiry, answers: dict[str, Any]) -> HttpResponse:
    told = {
        "code_name": mailbox.code_name(request.actor, row.mailbox_id),
        "code_word": answers["word"],
        "next": first_open(answers).value,
    }
    return render(request, "inquiries/your_code.html", told)


def _check(request: OpenRequest, row: Inquiry, answers: dict[str, Any]) -> HttpResponse:
    held = guard.hold(request, "send") if request.method == "POST" else None
    if request.method == "POST" and held is None:
        return _sent(request, row, answers)
    other = is_other(answers)
    told = {
        "lines": lines_of(answers), "text": text_of(Step.CHECK, other=other), "other": other,
        **_around(request, answers, Step.CHECK), **guard.stamp(request, "send", held),
    }  # fmt: skip
    return render(request, "inquiries/check.html", told, status=HELD_BACK if held else 200)


def _sent(request: OpenRequest, row: Inquiry, answers: dict[str, Any]) -> HttpResponse:
    name = mailbox.code_name(request.actor, row.mailbox_id)
    actions.send(inquiry_id=row.pk, programme_id=request.setup.programme_id, by=request.actor, at=request.now)
    if answers.get("change"):
        return redirect("open_mine", request.place)
    other = is_other(answers)
    told = {
        "code_name": name, "code_word": answers.get("word", ""), "other": other,
        "day": day_after(request.setup.answer_days, request.now), "danger": answers.get("danger") == "yes",
        "by_contact": answers.get("consent") == "yes",
    }  # fmt: skip
    response = render(request, "inquiries/sent.html", told)
    if other:
        forget(request)
    return response


def _ended(request: OpenRequest, row: Inquiry, answers: dict[str, Any]) -> HttpResponse:
    """Nothing is sent: a child has another way, and someone who has not been asked gets the numbers to pass on."""
    told = {
        "why": ending(answers), "other": is_other(answers), "change": ends_after(answers).value,
        "numbers": numbers(request.actor, *ALWAYS), "children": numbers(request.actor, *CHILDREN),
        "address": request.build_absolute_uri("/h/" + request.place + "/"), "danger": answers.get("danger") == "yes",
    }  # fmt: skip
    return render(request, "inquiries/ended.html", told)
