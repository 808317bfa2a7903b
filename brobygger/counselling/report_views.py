"""The register as a file, and the counselling's own numbers."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.counselling import figures, register

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class PeriodForm(forms.Form):
    """From a day to a day, both with it; the last year where nothing is said."""

    first = forms.DateField(label=_("From"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    last = forms.DateField(label=_("To"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


def _period(request: DoorRequest) -> tuple[PeriodForm, date, date]:
    today = timezone.localdate()
    usual = {"first": today - timedelta(days=365), "last": today}
    form = PeriodForm(request.GET if typed.pressed(request.GET, "first") else usual)
    if not form.is_valid():
        return form, usual["first"], usual["last"]
    return form, form.cleaned_data["first"], form.cleaned_data["last"]


@door(Act.SEE_REPORTS, "GET")
def reports(request: DoorRequest) -> HttpResponse:
    """The register of conversations that were held: no names; on the screen, or as a file."""
    form, first, last = _period(request)
    zone_id = zone_of(request)
    rows = register.reports(request.actor, zone_id=zone_id, first=first, last=last)
    shape = typed.text(request.GET, "file")
    if shape in ("csv", "xlsx"):
        make = register.as_csv if shape == "csv" else register.as_xlsx
        body = make(request.actor, rows, zone_id=zone_id, at=timezone.now())
        response = HttpResponse(body, content_type="text/csv; charset=utf-8" if shape == "csv" else XLSX)
        response["Content-Disposition"] = f'attachment; filename="raadgivningsrapporter-{first}-{last}.{shape}"'
        return response
    shown: dict[str, Any] = {"form": form, "rows": rows[-200:][::-1], "total": len(rows), "first": first, "last": last}
    return render(request, "counselling/reports.html", shown)


@door(Act.SEE_BOARD, "GET")
def numbers(request: DoorRequest) -> HttpResponse:
    """How long people wait, what came of what was agreed, and who called it off."""
    form, first, last = _period(request)
    found = figures.numbers(request.actor, zone_id=zone_of(request), first=first, last=last, at=timezone.now())
    return render(request, "counselling/numbers.html", {"form": form, "found": found, "first": first, "last": last})
