"""The page on which a report is asked for, seen on its way, and fetched."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.report import actions, queries
from brobygger.report.codes import Form, Language
from brobygger.report.forms import ReportForm
from brobygger.report.making import STAGES
from brobygger.report.models import MadeReport

MOST = 20  # reports on the page
TYPES = {Form.PDF: "application/pdf", Form.HTML: "text/html; charset=utf-8", Form.ZIP: "application/zip"}


@door(Act.MAKE_REPORT)
def report(request: DoorRequest) -> HttpResponse:
    """A report is asked for; those that are made, and the one that is on its way."""
    zone_id = zone_of(request)
    programmes = queries.programmes_of(request.actor, zone_id=zone_id)
    chosen = get_language() if get_language() in Language else Language.DA
    initial = {"language": chosen, "form": Form.PDF, "programme": programmes[0].key if programmes else ""}
    form = ReportForm(typed.posted(request), programmes=programmes, initial=initial)

    def ask(**signed: Any) -> None:
        actions.ask_report(zone_id=zone_id, **form.cleaned_data, **signed)

    if programmes and carried_out(request, ask, form=form):
        return redirect(f"{reverse('report')}#made")
    shown = {
        "form": form, "programmes": programmes, "languages": Language.choices, "stages": STAGES,
        "rows": queries.reports(request.actor, zone_id=zone_id)[:MOST],
    }  # fmt: skip
    return render(request, "report/report.html", shown, status=422 if form.errors else 200)


@door(Act.MAKE_REPORT, "GET")
def report_progress(request: DoorRequest, pk: int) -> HttpResponse:
    """How far it has come, for the page that watches."""
    row = queries.made(request.actor, pk)
    return render(request, "report/_made.html", {"row": row, "stages": STAGES})


@door(Act.MAKE_REPORT, "GET")
def report_file(request: DoorRequest, pk: int) -> HttpResponse:
    """The report itself."""
    row = actions.fetch_report(report_id=pk, by=request.actor, at=timezone.now())
    response = HttpResponse(bytes(row.file or b""), content_type=TYPES[Form(row.form)])
    response["Content-Disposition"] = f'attachment; filename="{file_name(row)}"'
    return response


def file_name(row: MadeReport) -> str:
    """Programme, period and language; what it must not be used for, where that is so."""
    days = [one.isoformat() for one in (row.first, row.last) if one]
    kept = [] if row.form == Form.ZIP else [_("not-for-publication")]
    return "-".join(["brobygger", _("report"), row.programme.key, *days, row.language, *kept]) + f".{row.form}"
