"""The figures on the screen, and as files."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.evaluation import actions, sheets
from brobygger.evaluation.cards import card
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.forms import Asked
from brobygger.evaluation.rules import WINDOW_DAYS, Period
from brobygger.programmes.queries import programmes_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def running_programmes(request: DoorRequest, zone_id: int) -> list[Any]:
    """The zone's programmes. Outreach first: it is the programme that has figures."""
    running = programmes_for(request.actor, Act.SEE_FIGURES).filter(zones=zone_id)
    return sorted(running, key=lambda programme: programme.kind != "outreach")


def _asked(request: DoorRequest) -> tuple[Asked, list[Any], int]:
    zone_id = zone_of(request, Act.SEE_FIGURES)
    programmes = running_programmes(request, zone_id)
    return Asked(request.GET, programmes=[(p.pk, str(p)) for p in programmes]), programmes, zone_id


def question_of(form: Asked, programmes: list[Any], zone_id: int) -> Question:
    """What a valid form asks."""
    told = form.cleaned_data
    programme = int(told["programme"]) if told["programme"] else programmes[0].pk
    days = int(told.get("days") or WINDOW_DAYS)
    without, as_of = tuple(told["without"]), told.get("as_of")
    return Question(zone_id, programme, form.period, without, window_days=days, as_of=as_of)


@door(Act.SEE_FIGURES, "GET")
def figures(request: DoorRequest) -> HttpResponse:
    """Every figure of the period as a card."""
    form, programmes, zone_id = _asked(request)
    shown = {"form": form, "periods": _periods(timezone.localdate()), "programmes": programmes}
    shown["may_release"] = zone_id in zones_for(request.actor, Act.RELEASE_FIGURES)
    if programmes and form.is_valid():
        question = question_of(form, programmes, zone_id)
        told = actions.read_figures(question, by=request.actor, at=timezone.now(), form="page")
        shown |= {
            "cards": [card(figure) for figure in told] if any(figure.n for figure in told) else [],
            "counted": True,
            "period": " · ".join([period_in_words(question.period), *as_known_on(question)]),
            "left_out": [label for code, label in form.fields["without"].choices if code in question.without_types],  # type: ignore[attr-defined]
            "address": request.GET.urlencode(),
        }
    return render(request, "evaluation/figures.html", shown)


@door(Act.SEE_FIGURES, "GET")
def figures_csv(request: DoorRequest) -> HttpResponse:
    """The figures of the page as a file with semicolons."""
    return _file(request, "csv")


@door(Act.SEE_FIGURES, "GET")
def figures_xlsx(request: DoorRequest) -> HttpResponse:
    """The figures of the page as a workbook."""
    return _file(request, "xlsx")


def _file(request: DoorRequest, form_of_file: str) -> HttpResponse:
    form, programmes, zone_id = _asked(request)
    if not programmes or not form.is_valid():
        # The page says what is wrong with the question.
        return redirect(f"{reverse('figures')}?{request.GET.urlencode()}")
    question = question_of(form, programmes, zone_id)
    told = actions.read_figures(question, by=request.actor, at=timezone.now(), form=form_of_file)
    programme = next(p for p in programmes if p.pk == question.programme_id)
    left_out = [str(label) for code, label in form.fields["without"].choices if code in question.without_types]  # type: ignore[attr-defined]
    about = [_("Figures"), str(programme), period_in_words(question.period), *as_known_on(question)]
    about += [_("Left out: %(types)s") % {"types": ", ".join(left_out)}] if left_out else []
    days = [day.isoformat() for day in (question.period.first, question.period.last) if day]
    return as_file(told, form_of_file, about=about, name="-".join((_("figures"), *days)))


def as_file(told: list[Figure], form_of_file: str, *, about: list[str], name: str) -> HttpResponse:
    """The figures as CSV, or as a workbook that says what it is about."""
    if form_of_file == "csv":
        response = HttpResponse(sheets.as_csv(told), content_type="text/csv; charset=utf-8")
    else:
        response = HttpResponse(sheets.as_xlsx(told, about=about), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="brobygger-{name}.{form_of_file}"'
    return response


def as_known_on(question: Question) -> list[str]:
    """On which day it was known so, where an earlier one was asked for."""
    as_of = question.as_of
    return [_("As it was known on %(day)s") % {"day": date_format(as_of, "DATE_FORMAT")}] if as_of else []


def period_in_words(period: Period) -> str:
    """From when to when people were identified, in words."""
    first = date_format(period.first, "DATE_FORMAT") if period.first else ""
    last = date_format(period.last, "DATE_FORMAT") if period.last else ""
    if first and last:
        return _("Identified from %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("Identified from %(first)s") % {"first": first}
    return _("Identified until %(last)s") % {"last": last} if last else _("Everyone identified so far")


def _periods(today: date) -> list[tuple[str, str]]:
    """Periods that are often asked for: what they are called, and their addresses."""
    this_month = today.replace(day=1)
    year_before, month_end = this_month.replace(year=today.year - 1), this_month - timedelta(days=1)
    spans: list[tuple[str, dict[str, date]]] = [
        (_("Everything"), {}),
        (_("The last 12 whole months"), {"from": year_before, "to": month_end}),
        (_("This year"), {"from": date(today.year, 1, 1), "to": date(today.year, 12, 31)}),
        (_("Last year"), {"from": date(today.year - 1, 1, 1), "to": date(today.year - 1, 12, 31)}),
    ]
    return [(name, f"{reverse('figures')}{'?' if span else ''}{urlencode(span)}") for name, span in spans]
