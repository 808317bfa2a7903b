"""What the pages of meetings have in common: the kinds across the top, the way back, and who wrote meanwhile."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from brobygger.access import typed
from brobygger.access.deeds import one_form
from brobygger.access.doors import DoorRequest
from brobygger.base.templatetags.brobygger import reason
from brobygger.meetings import queries
from brobygger.meetings.kinds import KINDS, Kind, Words
from brobygger.meetings.models import Meeting


def around(request: DoorRequest, kind: Kind, zone_id: int) -> dict[str, Any]:
    """The heading, and the parts across the top: those that the kind's own room has, else the kinds she sees here."""
    parts: list[tuple[str, Words]] = [(reverse(name), words) for name, words in kind.parts]
    own = reverse("meetings_of", args=[kind.key])
    if not parts:
        seen = queries.seen_in(request.actor, zone_id)
        parts = [(reverse("meetings_of", args=[one.key]), one.key.label) for one in seen if not one.parts]
    return {"kind": kind, "parts": parts, "here": reverse("meetings") if kind.parts else own}


def back_to(row: Meeting) -> tuple[str, Words]:
    """Where a meeting is found: on its kind's list, or beside what it is about."""
    kind = KINDS[row.kind]
    return kind.back(row) if kind.back is not None else (reverse("meetings_of", args=[kind.key]), kind.key.label)


def written(
    request: DoorRequest, form: BaseForm, deed: Callable[..., object], *, row: Meeting, shown: dict[str, Any],
    said: str, beside: Mapping[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """A form about one meeting. Where someone else has written meanwhile what stands there is shown beside what she has
    written, which stays and is saved the next time."""
    page = reverse("meeting", args=[row.pk])
    shown = {"back": (page, row.get_kind_display()), "warning": "", "conflict": False, "stands": ""} | shown
    posted = typed.posted(request)
    if posted is not None and "seen" in form.fields and typed.number(posted, "seen") != row.number and form.is_valid():
        form.add_error(None, reason("changed_by_another"))
        form.data = typed.again(posted, seen=row.number)
        return render(request, "meetings/form.html", {**shown, "form": form, "conflict": True}, status=409)
    template = "meetings/form.html"
    return one_form(request, form, deed, shown=shown, to=page, said=said, template=template, beside=beside)
