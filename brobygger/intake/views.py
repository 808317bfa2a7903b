"""Imports on the screen: hand in a file, look at what was understood, say go, see how it goes and what came of it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import ZONE_KEY, DoorRequest, door
from brobygger.access.policy import Act, zones_for
from brobygger.intake import browser, queries, result, uploads
from brobygger.intake.forms import UploadForm
from brobygger.intake.models import ImportRun
from brobygger.intake.preview import first_rows
from brobygger.intake.reading import FileUnreadable
from brobygger.intake.runs import understand
from brobygger.intake.states import KnownRows, RunState, is_cut_off
from brobygger.intake.words import REASONS
from brobygger.intake.would_change import would_change
from brobygger.programmes.queries import programmes_for, zone_running
from brobygger.trail import actions as trail

GOING = (RunState.WAITING, RunState.RUNNING)


@door(Act.SEE_IMPORTS, takes=uploads.LARGEST)
def imports(request: DoorRequest) -> HttpResponse:
    """The imports so far, and the way to hand in a file."""
    programmes = programmes_for(request.actor, Act.IMPORT_FILE)
    form = UploadForm(request.POST or None, request.FILES or None, programmes=programmes)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                return redirect("import_run", _hand_in(request, form.cleaned_data).pk)
            except FileUnreadable as problem:
                columns = result.titles(form.cleaned_data["kind"], problem.columns)
                form.add_error("file", ": ".join(filter(None, [str(REASONS[problem.code]), ", ".join(columns)])))
        status = 422
    zones = zones_for(request.actor, Act.SEE_IMPORTS)
    zone_id = request.session.get(ZONE_KEY)
    zone_id = zone_id if zone_id in zones else min(zones)
    at = timezone.now()
    rows = [{"run": run, "shown": _state(run, at)} for run in queries.runs(request.actor, zone_id=zone_id)]
    return render(request, "intake/imports.html", {"form": form, "rows": rows}, status=status)


def _hand_in(request: DoorRequest, told: dict[str, Any]) -> ImportRun:
    programme = told["programme"]
    zone_id = zone_running(request.actor, Act.IMPORT_FILE, programme.pk, prefer=request.session.get(ZONE_KEY))
    return browser.hand_in(
        uploaded=told["file"],
        kind=told["kind"],
        programme_id=programme.pk,
        zone_id=zone_id,
        by=request.actor,
        at=timezone.now(),
    )


def _state(run: ImportRun, at: Any) -> RunState:
    return RunState.INTERRUPTED if is_cut_off(run.state, run.alive_at, at) else RunState(run.state)


@door(Act.SEE_IMPORTS, "GET")
def import_run(request: DoorRequest, pk: int) -> HttpResponse:
    """One import, at the step where it stands."""
    run = queries.run_for(request.actor, Act.SEE_IMPORTS, pk)
    at = timezone.now()
    state = _state(run, at)
    shown: dict[str, Any] = {"run": run, "state": state, "file": result.file_words(run)}
    if state == RunState.UNDERSTOOD:
        return _preview(request, run, shown)
    if state in GOING:
        return render(request, "intake/going.html", shown | {"pace": result.pace(run, at), "going": True})
    if state == RunState.INTERRUPTED:
        return render(request, "intake/interrupted.html", shown | {"can_go_on": uploads.is_there(run.upload)})
    if state == RunState.FAILED:
        shown |= {
            "problem": REASONS.get(run.error.get("code", ""), ""),
            "columns": result.titles(run.kind, run.error.get("columns", [])),
        }
    lines = result.first_lines(request.actor, run)
    if lines:
        trail.write("intake.rejected_rows_seen", by=request.actor, at=at, about=run, rows=len(lines))
    shown |= {"counts": result.count_rows(run.kind, run.counts), "notes": result.notes(run.counts), "lines": lines}
    shown |= {"codes": list(run.counts.get("unknown_offence_codes", {}).items())}
    shown |= {"values": result.unknown_values(run)}
    return render(request, "intake/ended.html", shown)


def _preview(request: DoorRequest, run: ImportRun, shown: dict[str, Any]) -> HttpResponse:
    if not uploads.is_there(run.upload):
        return render(request, "intake/interrupted.html", shown | {"can_go_on": False})
    at = timezone.now()
    try:
        file = understand(uploads.place_of(run.upload), run.kind)
        rows = first_rows(file, run, today=timezone.localdate(at))
        changes = would_change(file, run, by=request.actor, at=at)
        shown |= {"changes": changes, "said": [(way, result.notes(way.counts)) for way in changes.ways]}
        shown["counts"] = result.would_count(run.kind, changes.ways[0].counts, changes.differing)
        if changes.count:
            trail.write("intake.corrections_seen", by=request.actor, at=at, about=run, rows=changes.count)
        if changes.lines:
            trail.write("intake.rejected_rows_seen", by=request.actor, at=at, about=run, rows=len(changes.lines))
    except FileUnreadable as problem:  # further down than what was looked at when it was handed in
        shown |= {"state": RunState.FAILED, "problem": REASONS[problem.code]}
        shown |= {"columns": result.titles(run.kind, problem.columns)}
        return render(request, "intake/ended.html", shown)
    trail.write("intake.first_rows_seen", by=request.actor, at=at, about=run, rows=len(rows))
    headings = next((row.cells for row in rows if row.cells), ())
    shown |= {"rows": rows, "headings": [name for name, _value in headings], "header": file.header, "size": file.size}
    shown["sheets"] = [f"{file.sheet}", *(one.name for one in file.more)] if file.more else []
    return render(request, "intake/understood.html", shown)


@door(Act.IMPORT_FILE, "POST")
def import_start(request: DoorRequest, pk: int) -> HttpResponse:
    """Go."""
    told = typed.pressed(request.POST, "known")
    known = typed.code(request.POST, "known", KnownRows.values, KnownRows.ONLY_NEW) if told else KnownRows.UPDATE
    browser.start(run_id=pk, known=known, by=request.actor, at=timezone.now())
    return redirect("import_run", pk)


@door(Act.IMPORT_FILE, "POST")
def import_drop(request: DoorRequest, pk: int) -> HttpResponse:
    """Not this file."""
    browser.drop(run_id=pk, by=request.actor, at=timezone.now())
    return redirect("imports")


@door(Act.SEE_IMPORTS, "GET")
def import_progress(request: DoorRequest, pk: int) -> HttpResponse:
    """How far it has come, for the page that watches; when it has ended the page comes anew."""
    run = queries.run_for(request.actor, Act.SEE_IMPORTS, pk)
    at = timezone.now()
    state = _state(run, at)
    response = render(
        request, "intake/_progress.html", {"run": run, "pace": result.pace(run, at), "going": state in GOING}
    )
    if state not in GOING:
        response["HX-Refresh"] = "true"
    return response


@door(Act.SEE_IMPORTS, "GET")
def import_rejected(request: DoorRequest, pk: int) -> HttpResponse:
    """The rejected rows as a file of the same shape, each with its reason."""
    run = queries.run_for(request.actor, Act.SEE_IMPORTS, pk)
    count = run.counts.get("rejected", 0)
    trail.write("intake.rejected_rows_downloaded", by=request.actor, at=timezone.now(), about=run, rows=count)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_("rejected-rows")}-{run.pk}.csv"'
    result.write_rejected(request.actor, run, response)
    return response
