"""Publishing figures: what is to be published, what would be hidden, and what has been published."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.deeds import carried_out
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.base.codes import IncidentType
from brobygger.base.decision import NotFound, Refused
from brobygger.base.templatetags.brobygger import reason
from brobygger.disclosure import queries as disclosure
from brobygger.evaluation import public_actions, sheets
from brobygger.evaluation.figures import Figure
from brobygger.evaluation.public_figures import is_suppressed
from brobygger.evaluation.public_forms import AskedToPublish
from brobygger.evaluation.public_making import Prepared
from brobygger.evaluation.views import XLSX, period_in_words, question_of, running_programmes
from brobygger.evaluation.words import CROSSED


def _asked(request: DoorRequest) -> tuple[AskedToPublish, list[Any], int]:
    zone_id = zone_of(request)
    programmes = [one for one in running_programmes(request, zone_id) if one.kind == "outreach"]
    return AskedToPublish(request.GET, programmes=[(p.pk, str(p)) for p in programmes]), programmes, zone_id


@door(Act.SEE_FIGURES, "GET")
def releases(request: DoorRequest) -> HttpResponse:
    """What has been published, and a form for more, for whoever may publish."""
    zone_id = zone_of(request)
    shown: dict[str, Any] = {
        "lines": [
            (one, _months(one), _what(one.crossed)) for one in disclosure.releases(request.actor, zone_id=zone_id)
        ]
    }
    if zone_id in zones_for(request.actor, Act.RELEASE_FIGURES):
        programmes = [one for one in running_programmes(request, zone_id) if one.kind == "outreach"]
        data = typed.again(request.GET, **({} if request.GET.urlencode() else _last_year()))
        shown["form"] = AskedToPublish(data, programmes=[(p.pk, str(p)) for p in programmes]) if programmes else None
    return render(request, "evaluation/releases.html", shown)


def _last_year() -> dict[str, str]:
    """The last whole year."""
    year = timezone.localdate().year - 1
    return {"from": f"{year}-01-01", "to": f"{year}-12-31"}


@door(Act.RELEASE_FIGURES)
def check_release(request: DoorRequest) -> HttpResponse:
    """What would be hidden, before it is decided: it is remembered for ever."""
    if not request.GET.urlencode():
        return redirect("public_releases")
    form, programmes, zone_id = _asked(request)
    shown: dict[str, Any] = {"form": form}
    if not programmes or not form.is_valid():
        return render(request, "evaluation/releases.html", shown, status=422)
    question = replace(question_of(form, programmes, zone_id), crossed=form.crossed)
    if sent := typed.posted(request):
        made: list[Prepared] = []
        deed = partial(public_actions.release, question, base=form.base, seen=typed.text(sent, "seen"))
        if carried_out(request, lambda **who: made.append(deed(**who)), said=_("The figures are published.")):
            assert made[0].made is not None  # noqa: S101 - what was released has its row
            return redirect("public_release", made[0].made.pk)
    try:
        told = public_actions.look_ahead(question, base=form.base, by=request.actor, at=timezone.now())
    except NotFound:
        raise
    except Refused as refused:
        form.refuse(reason(refused.reason, **refused.facts))
        return render(request, "evaluation/releases.html", shown, status=422)
    if told.made is not None:
        return redirect("public_release", told.made.pk)
    return render(request, "evaluation/check_release.html", {**_shown(told), "address": request.GET.urlencode()})


@door(Act.SEE_FIGURES, "GET")
def release(request: DoorRequest, release_id: int) -> HttpResponse:
    """A release as it was published."""
    told = public_actions.read_release(release_id, by=request.actor, at=timezone.now())
    return render(request, "evaluation/release.html", {**_shown(told), "made": told.made})


@door(Act.SEE_FIGURES, "GET")
def release_csv(request: DoorRequest, release_id: int) -> HttpResponse:
    """The release as a file with semicolons."""
    told = public_actions.read_release(release_id, by=request.actor, at=timezone.now())
    return _file(sheets.as_csv(told.figures), "text/csv; charset=utf-8", told, "csv")


@door(Act.SEE_FIGURES, "GET")
def release_xlsx(request: DoorRequest, release_id: int) -> HttpResponse:
    """The release as a workbook."""
    told = public_actions.read_release(release_id, by=request.actor, at=timezone.now())
    shown = _shown(told)
    about = [_("Figures for publication"), shown["period"], *shown["left_out"]]
    return _file(sheets.as_xlsx(told.figures, about=about), XLSX, told, "xlsx")


def _file(content: bytes, kind: str, told: Prepared, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"brobygger-{_('published-figures')}-{told.period.first}-{told.period.last}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _shown(told: Prepared) -> dict[str, Any]:
    return {
        "told": told,
        "period": period_in_words(told.period),
        "what": _what(told.given.crossed),
        "left_out": [str(IncidentType(code).label) for code in told.given.without],
        "tables": [_table(figure) for figure in told.figures],
        "others": told.hidden - told.small,
        "told_cells": told.cells - told.hidden,
    }


def _table(figure: Figure) -> dict[str, Any]:
    """A figure as the file has it: each share of each group, with hidden where it is hidden."""
    rows = [[str(cell) if isinstance(cell, str) else cell for cell in row] for row in sheets.rows_of(figure)]
    return {
        "figure": figure, "n": sheets.count(figure.n), "missing": sheets.count(figure.missing), "rows": rows,
        "hides": is_suppressed(figure),
    }  # fmt: skip


def _what(crossed: str) -> str:
    return str(CROSSED[crossed]) if crossed else _("Every figure")


def _months(one: Any) -> str:
    return " – ".join(date_format(month, "YEAR_MONTH_FORMAT") for month in (one.first_month, one.last_month))
