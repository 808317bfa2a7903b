"""Files of offers on the screen: hand one in, see what it would do, say go; and take ours out."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.directory import importing, reading
from brobygger.directory.content import as_stored
from brobygger.directory.forms import FileForm
from brobygger.directory.history_in_words import field_name, value_words
from brobygger.directory.importing import Change, Plan
from brobygger.directory.words import NOTES, REASONS

SHOWN = 100


@door(Act.KEEP_DIRECTORY, takes=reading.LARGEST)
def hand_in(request: DoorRequest) -> HttpResponse:
    """The way to hand in a file."""
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            text = reading.text_of(form.cleaned_data["file"].read(reading.LARGEST + 1))
            file = importing.hand_in(text, zone_id=zone_of(request), by=request.actor, at=timezone.now())
            return redirect("offers_file", file.pk)
        except reading.FileUnreadable as problem:
            form.add_error("file", REASONS[problem.reason])
    return render(request, "directory/hand_in.html", {"form": form}, status=422 if form.is_bound else 200)


@door(Act.KEEP_DIRECTORY, "GET")
def file(request: DoorRequest, pk: int) -> HttpResponse:
    """What the file would do to the directory, before anything happens."""
    plan = importing.plan_of(importing.file_for(request.actor, pk).text, by=request.actor)
    return render(request, "directory/file.html", {"pk": pk, "plan": plan} | shown_plan(plan))


def shown_plan(plan: Plan) -> dict[str, Any]:
    """The plan in words, at most a hundred of each."""
    rejected = [
        (number, read.uid, problem.field, problem.value, REASONS.get(problem.reason, problem.reason))
        for number, read in plan.rejected
        for problem in read.problems
    ]
    return {
        "counts": plan.counts(),
        "new": [
            (read.values.get("name_da") or read.values.get("name_en"), read.uid, plan.perhaps_same.get(read.uid, ""))
            for read in plan.new[:SHOWN]
        ],
        "changed": [(one, _differences(one, one.merged.changes)) for one in plan.changed[:SHOWN]],
        "kept": [(one, _differences(one, one.merged.kept)) for one in [*plan.kept, *plan.changed][:SHOWN]
                 if one.merged.kept or one.closing_kept],
        "rejected": rejected[:SHOWN],
        "notes": [(NOTES.get(code, code), n, about[:8]) for code, n, about in plan.note_counts()],
    }  # fmt: skip


def _differences(change: Change, values: dict[str, Any]) -> list[tuple[str, str, str]]:
    stands = change.offer.values()
    told = as_stored({name: stands[name] for name in values})
    return [
        (field_name(name), value_words(name, told[name]), value_words(name, value)) for name, value in values.items()
    ]


@door(Act.KEEP_DIRECTORY, "POST")
def go(request: DoorRequest, pk: int) -> HttpResponse:
    """Go."""
    plan = importing.take_in_file(file_id=pk, zone_id=zone_of(request), by=request.actor, at=timezone.now())
    messages.success(request, _("%(new)s new, %(changed)s changed, %(already_known)s known already.") % plan.counts())
    return redirect("offers_to_check")


@door(Act.KEEP_DIRECTORY, "POST")
def drop(request: DoorRequest, pk: int) -> HttpResponse:
    """Not this file."""
    importing.drop_file(file_id=pk, zone_id=zone_of(request), by=request.actor, at=timezone.now())
    return redirect("offers_import")


@door(Act.SEE_DIRECTORY, "GET")
def take_out(request: DoorRequest) -> HttpResponse:
    """Every offer as a file of the standard's shape."""
    body = json.dumps(importing.export(request.actor), ensure_ascii=False, indent=1)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_("offers-of-help")}.json"'
    return response
