"""A deed that a page asks for: done and said, or refused in words where the reader looks."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from brobygger.access.doors import DoorRequest
from brobygger.base.decision import Decision, NotFound, Refused
from brobygger.base.templatetags.brobygger import reason


def carried_out(
    request: DoorRequest, deed: Callable[..., object], *, form: BaseForm | None = None, field: str | None = None,
    beside: Mapping[str, str] | None = None, said: str = "",
) -> bool:  # fmt: skip
    """Whether the form, where there is one, was sent and is right, and the deed is done and said.

    The deed is signed: it is told who does it (`by`) and when (`at`).

    A refusal stands in the form, at its field where one is named, or one for its reason (`beside`); without a form
    above the next page, since a colleague who was quicker is no error page. NotFound passes on.
    """
    if form is not None and not form.is_valid():
        return False
    try:
        deed(by=request.actor, at=timezone.now())
    except NotFound:
        raise
    except Refused as refused:
        if form is None:
            messages.warning(request, reason(refused.reason, **refused.facts))
        else:
            form.add_error((beside or {}).get(refused.reason, field), reason(refused.reason, **refused.facts))
        return False
    if said:
        messages.success(request, said)
    return True


def one_form(
    request: DoorRequest, form: BaseForm, deed: Callable[..., object], *, shown: Mapping[str, Any], to: str, said: str,
    template: str = "one_form.html", beside: Mapping[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """A page with one form: shown, filled in, carried out, and on to the next page; what was written stays."""
    if carried_out(request, deed, form=form, said=said, beside=beside):
        return redirect(to)
    return render(request, template, {**shown, "form": form}, status=422 if form.errors else 200)


def moved_on(request: DoorRequest, decision: Decision, page: str, *args: int) -> HttpResponse | None:
    """Where the step is not to be taken now, whoever only looks is led to the page that says how things stand; Refused
    where something was sent."""
    if decision:
        return None
    if request.method == "POST":
        decision.require()
    return redirect(page, *args)
