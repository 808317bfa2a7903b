"""The questions, one page each, and sending what was answered."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from brobygger.access import typed
from brobygger.base.workdays import day_after
from brobygger.inquiries import actions, guard, once_more, queries
from brobygger.inquiries.answers_in_words import lines_of
from brobygger.inquiries.forms import CHOICES, QUESTIONS, WhoGaveTheCode, form_for
from brobygger.inquiries.help import ALWAYS, CHILDREN, numbers
from brobygger.inquiries.models import Inquiry
from brobygger.inquiries.opening import OpenRequest, forget, go_on, turn_to
from brobygger.inquiries.question_words import text_of
from brobygger.inquiries.sending import SaysYes, is_reached, may_be_danger, who_gave_it
from brobygger.inquiries.steps import Step, before, ending, ends_after, first_open, following, is_other, may_open
from brobygger.mailbox import queries as mailbox
from brobygger.municipality import queries as municipality
from brobygger.programmes import policy_queries

NUMBERS = frozenset(str(step.value) for step in Step)


def question(request: OpenRequest, row: Inquiry) -> HttpResponse:
    """Where she stands in her own inquiry; a form says itself which question it answers, also an old one."""
    answers = queries.answers_of(row)
    step = _pressed(request) if request.method == "POST" else _standing(request, answers)
    if step is not None and request.method != "POST" and ending(answers) and step > ends_after(answers):
        return _ended(request, row, answers)
    if step is None or not may_open(answers, step):
        return go_on(request)
    if back := typed.code(request.POST, "back", NUMBERS):
        put_aside(request, row)
        turn_to(request, Step(int(back)))
        return go_on(request)
    if typed.text(request.POST, "do") == "turn":
        turn_to(request, step, back_to_check=typed.pressed(request.POST, "check"))
        return go_on(request)
    if step is Step.CODE:
        return _code(request, row, answers)
    if step is Step.CHECK:
        return _check(request, row, answers)
    return _question(request, row, answers, step)


def put_aside(request: OpenRequest, row: Inquiry) -> None:
    """What stands on the page that she leaves is there again when she comes back to it, which is the same page where
    she only chose another language."""
    answers, step = queries.answers_of(row), _pressed(request)
    if step is None or step not in QUESTIONS or not may_open(answers, step):
        return
    form = form_for(step, answers, request.POST, other=is_other(answers))
    if form.has_changed():
        written = form.written()
        actions.put_aside(inquiry_id=row.pk, step=step, written=written, by=request.actor, at=request.now)
    turn_to(request, step, back_to_check=typed.pressed(request.POST, "check"))


def _pressed(request: OpenRequest) -> Step | None:
    told = typed.code(request.POST, "step", NUMBERS)
    return Step(int(told)) if told else None


def _standing(request: OpenRequest, answers: dict[str, Any]) -> Step:
    """The question that she turned to last; else the first that she has not seen."""
    at = request.opened.at if request.opened else None
    if at is not None and (may_open(answers, Step(at)) or (ending(answers) and at > ends_after(answers))):
        return Step(at)
    return first_open(answers)


def _question(request: OpenRequest, row: Inquiry, answers: dict[str, Any], step: Step) -> HttpResponse:
    other = is_other(answers)
    again = once_more.found(request, f"question-{step}") if request.method != "POST" else None
    form = form_for(step, answers, request.POST or (again.typed if again else None), other=other)
    wording = _wording(request, row) if step is Step.CONSENT else None
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        if step is Step.CONSENT:
            told |= {"wording": wording.id, "wording_language": wording.language} if wording else {"consent": "no"}
        kept = actions.answer(
            inquiry_id=row.pk, step=step, told=told, language=get_language() or "da", by=request.actor, at=request.now
        )
        after = queries.answers_of(kept)
        back_to_check = typed.pressed(request.POST, "check") and first_open(after) is Step.CHECK
        turn_to(request, Step.CHECK if back_to_check else following(after, step))
        return go_on(request)
    if request.method == "POST":
        put_aside(request, row)
        turn_to(request, step, back_to_check=typed.pressed(request.POST, "check"))
        return once_more.ask_again(request, f"question-{step}", form)
    told = {
        "form": form, "keeps": "question", "step": step, "text": text_of(step, other=other),
        "is_choice": step in CHOICES, "other": other, "wording": wording, **_around(request, row, answers, step),
    }  # fmt: skip
    return render(request, "inquiries/question.html", told)


def _around(request: OpenRequest, row: Inquiry, answers: dict[str, Any], step: Step) -> dict[str, Any]:
    earlier = before(answers, step)
    return {
        "at": step.value,
        "back": earlier.value if earlier is not None else None,
        "to_check": bool(request.opened and request.opened.to_check),
        "danger": may_be_danger(request.actor, row.mailbox_id, answers) and step is not Step.DANGER,
        "changing": bool(answers.get("change")),
        "answered": mailbox.answered(request.actor, request.opened.mailbox_id) if request.opened else 0,
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
        "way": municipality.way_back(request.actor, zone_id=row.zone_id),
        "at": Step.CODE.value,
        "next": first_open(answers).value,
    }
    return render(request, "inquiries/your_code.html", told)


def _check(request: OpenRequest, row: Inquiry, answers: dict[str, Any]) -> HttpResponse:
    asks = not answers.get("change") and who_gave_it(row, answers, request.actor)
    if request.method == "POST":
        form = WhoGaveTheCode(request.POST)
        held = guard.hold(request, "send")
        if held is not None:
            turn_to(request, Step.CHECK)
            return once_more.ask_again(request, "send", form, held=held)
        return _send(request, row, answers, form.says() if asks and form.is_valid() else None)
    other, again = is_other(answers), once_more.found(request, "send", keep=True)
    told = {
        "lines": lines_of(answers), "text": text_of(Step.CHECK, other=other), "other": other,
        "gave": WhoGaveTheCode(again.typed if again else None) if asks else None,
        **_around(request, row, answers, Step.CHECK), **guard.stamp(request, "send", again.held if again else None),
    }  # fmt: skip
    return render(request, "inquiries/check.html", told)


def _send(request: OpenRequest, row: Inquiry, answers: dict[str, Any], says: SaysYes | None) -> HttpResponse:
    name = mailbox.code_name(request.actor, row.mailbox_id)
    actions.send(
        inquiry_id=row.pk, programme_id=request.setup.programme_id, says=says, by=request.actor, at=request.now
    )
    if answers.get("change"):
        return go_on(request)
    told = {
        "code_name": name, "code_word": answers.get("word", ""), "other": is_other(answers),
        "by_contact": is_reached(answers), "danger": may_be_danger(request.actor, row.mailbox_id, answers),
    }  # fmt: skip
    return once_more.ask_again(request, "sent", **told)


def sent(request: OpenRequest, told: dict[str, Any]) -> HttpResponse:
    """What happens now, and her code a last time; whoever wrote about another has nothing open any more."""
    shown = told | {
        "day": day_after(request.setup.answer_days, request.now),
        "way": municipality.way_back(request.actor, zone_id=request.setup.zone_id),
    }
    response = render(request, "inquiries/sent.html", shown)
    if told["other"]:
        forget(request)
    return response


def _ended(request: OpenRequest, row: Inquiry, answers: dict[str, Any]) -> HttpResponse:
    """Nothing is sent: a child has another way, and someone who has not been asked gets the numbers to pass on."""
    told = {
        "why": ending(answers), "other": is_other(answers), "change": ends_after(answers).value,
        "numbers": numbers(request.actor, *ALWAYS), "children": numbers(request.actor, *CHILDREN),
        "address": request.build_absolute_uri("/h/" + request.place + "/"),
        "danger": may_be_danger(request.actor, row.mailbox_id, answers),
    }  # fmt: skip
    return render(request, "inquiries/ended.html", told)
