"""The figures of the way in on the screen and as files, and a department's own counts."""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.base.workdays import day_of
from brobygger.evaluation import actions, detect_queries
from brobygger.evaluation.department import Stands
from brobygger.evaluation.detect_cards import card, notes
from brobygger.evaluation.detect_forms import AskedOfTheWayIn
from brobygger.evaluation.figures import Question
from brobygger.evaluation.rules import Period
from brobygger.evaluation.views import as_file, as_known_on
from brobygger.municipality import queries as municipality


def _asked(request: DoorRequest) -> tuple[AskedOfTheWayIn, Any, int]:
    zone_id = zone_of(request, Act.SEE_DETECTIONS)
    found = detect_queries.departments_of(request.actor, zone_id=zone_id, on=day_of(timezone.now()))
    programme = municipality.programme_of(request.actor, zone_id=zone_id)
    return AskedOfTheWayIn(request.GET, departments=found), programme, zone_id


@door(Act.SEE_DETECTIONS, "GET")
def detection_figures(request: DoorRequest) -> HttpResponse:
    """Every figure of the way in as a card."""
    form, programme, zone_id = _asked(request)
    now = timezone.now()
    shown: dict[str, Any] = {"form": form, "programme": programme, "periods": _periods(day_of(now))}
    if programme and form.is_valid():
        asked = form.asked(zone_id=zone_id, programme_id=programme.pk)
        told = actions.read_figures(asked, by=request.actor, at=now, form="page")
        shown |= {
            "cards": [card(figure) for figure in told] if told[0].n or _opened(told) else [],
            "counted": True,
            "about": about(form, asked),
            "address": request.GET.urlencode(),
        }
    return render(request, "evaluation/detection.html", shown)


def _opened(told: list[Any]) -> int:
    """How often links were opened and pages begun: there is something to show before the first detection."""
    return sum(figure.more.get("opened", 0) + figure.more.get("begun", 0) for figure in told)


@door(Act.SEE_DETECTIONS, "GET")
def detection_csv(request: DoorRequest) -> HttpResponse:
    """The figures of the page as a file with semicolons."""
    return _file(request, "csv")


@door(Act.SEE_DETECTIONS, "GET")
def detection_xlsx(request: DoorRequest) -> HttpResponse:
    """The figures of the page as a workbook."""
    return _file(request, "xlsx")


def _file(request: DoorRequest, form_of_file: str) -> HttpResponse:
    form, programme, zone_id = _asked(request)
    if not programme or not form.is_valid():
        # The page says what is wrong with the question.
        return redirect(f"{reverse('detection_figures')}?{request.GET.urlencode()}")
    now = timezone.now()
    asked = form.asked(zone_id=zone_id, programme_id=programme.pk)
    told = actions.read_figures(asked, by=request.actor, at=now, form=form_of_file)
    inside = _("For the municipality’s own use: small numbers are shown. Not for publication.")
    front = [_("Figures of the way in"), str(programme), *about(form, asked), inside]
    front += [note for figure in told for note in notes(figure)]
    # A file leaves the house more easily than a page: its name says what it must not be used for.
    name = f"{_('way-in')}-{_('not-for-publication')}-{day_of(now).isoformat()}"
    return as_file(told, form_of_file, about=front, name=name)


def about(form: AskedOfTheWayIn, asked: Question) -> list[str]:
    """What the figures are limited to, in words."""
    told = [period_in_words(asked.period), *as_known_on(asked)]
    for name, label in (("department", _("Department: %(name)s")), ("way", _("Way in: %(name)s"))):
        if chosen := form.cleaned_data[name]:
            told.append(label % {"name": dict(form.fields[name].choices)[chosen]})  # type: ignore[attr-defined]
    return told


def period_in_words(period: Period) -> str:
    """From when to when people were first seen, in words."""
    first = date_format(period.first, "DATE_FORMAT") if period.first else ""
    last = date_format(period.last, "DATE_FORMAT") if period.last else ""
    if first and last:
        return _("First seen from %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("First seen from %(first)s") % {"first": first}
    return _("First seen until %(last)s") % {"last": last} if last else _("Everyone seen so far")


def _periods(today: date) -> list[tuple[str, str]]:
    """Periods that are often asked for: what they are called, and their addresses."""
    this_month = today.replace(day=1)
    spans: list[tuple[str, dict[str, date]]] = [
        (_("Everything"), {}),
        (
            _("The last 12 whole months"),
            {"from": this_month.replace(year=today.year - 1), "to": this_month - timedelta(days=1)},
        ),
        (_("This year"), {"from": date(today.year, 1, 1), "to": date(today.year, 12, 31)}),
        (_("Last year"), {"from": date(today.year - 1, 1, 1), "to": date(today.year - 1, 12, 31)}),
    ]
    return [(name, f"{reverse('detection_figures')}{'?' if span else ''}{urlencode(span)}") for name, span in spans]


@door(Act.SEE_DEPARTMENT_COUNTS, "GET")
def my_department(request: DoorRequest) -> HttpResponse:
    """A department's own counts by quarter; a leader chooses which."""
    zone_id = zone_of(request)
    told = actions.read_own_counts(
        zone_id=zone_id, key=typed.text(request.GET, "department"), by=request.actor, at=timezone.now()
    )
    lines = [
        (
            str(one.span),
            [(label, in_words(one.shown.cells[key])) for key, label in Stands.choices],
            in_words(one.shown.total),
        )
        for one in told.quarters
    ]
    return render(request, "evaluation/my_department.html", {"told": told, "stands": Stands.labels, "lines": lines})


def in_words(cell: int | None) -> str:
    """A count, or that it is hidden."""
    return _("hidden") if cell is None else str(cell)
