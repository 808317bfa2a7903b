"""What the pages of this room have in common: the four parts, and a page with one form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from brobygger.access.doors import DoorRequest
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason

type Words = str | Promise

PARTS = (
    ("reach", _("Resource persons")),
    ("meetings", _("Meetings")),
    ("trainings", _("Training of staff")),
    ("campaigns", _("Campaigns")),
)

# What a page with a form may say besides, and most do not.
NOTHING_MORE = {"lead": "", "hint": "", "nobody": False}


def page(request: DoorRequest, template: str, part: str, shown: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page in one of the four parts."""
    parts = [(reverse(name), words) for name, words in PARTS]
    return render(request, template, {"parts": parts, "here": reverse(part), **shown}, status=status)


def form_page(
    request: DoorRequest, form: Form, do: Callable[[Any], HttpResponse], shown: dict[str, Any], *, part: str,
    template: str = "reach/form.html",
) -> HttpResponse:  # fmt: skip
    """A page with one form. Whatever is wrong with it is said above it, and everything that was written stays."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return do(form.cleaned_data)
            except NotFound:
                raise
            except Refused as refused:
                form.add_error(None, reason(refused.reason))
                status = 409
    return page(request, template, part, {**NOTHING_MORE, "form": form, **shown}, status=status)


def then(request: DoorRequest, said: Words, name: str, *args: Any) -> HttpResponse:
    """On to the next page, with a sentence about what has happened."""
    messages.success(request, str(said))
    return redirect(name, *args)
