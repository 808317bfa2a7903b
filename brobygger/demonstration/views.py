"""The report, recomputed: what was printed beside what the register gives."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.demonstration.recomputed import sections
from brobygger.demonstration.register import with_tokens
from brobygger.evaluation.actions import read_figures
from brobygger.evaluation.figures import Figure, Question
from brobygger.evaluation.rules import Period
from brobygger.programmes.queries import programmes_for

# The months that the report covers.
PERIOD = Period(date(2018, 6, 1), date(2019, 11, 30))
# And those of its figures 4a and 4b, whose conversations were held later than the calls.
HELD = Period(date(2018, 9, 1), date(2019, 12, 31))


def of_the_report(figures: list[Figure], held: list[Figure]) -> list[Figure]:
    """The figures of those identified in the period, and the conversations by when they were held."""
    sources = figure_of("counselling_by_source", held)
    return [sources if figure.key == sources.key else figure for figure in figures]


def figure_of(key: str, figures: list[Figure]) -> Figure:
    """The figure of a key."""
    return next(figure for figure in figures if figure.key == key)


@door(Act.SEE_FIGURES, "GET")
def report_recomputed(request: DoorRequest) -> HttpResponse:
    """Each printed figure of the evaluation report beside the same figure from the register as it is now."""
    zone_id = zone_of(request)
    programme = programmes_for(request.actor, Act.SEE_FIGURES).filter(zones=zone_id, kind="outreach").first()
    shown: dict[str, object] = {}
    if programme:

        def read(period: Period, *without: str) -> list[Figure]:
            asked = Question(zone_id, programme.pk, period, without)
            return read_figures(asked, by=request.actor, at=timezone.now(), form="report")

        figures = read(PERIOD)
        if figures[0].n:
            told = sections(of_the_report(figures, read(HELD)), read(PERIOD, "burglary_and_theft"))
            lines = [line for section in told for line in section.lines]
            shown = {"sections": told, "all": len(lines), "agree": sum(line.agrees for line in lines)}
            shown |= {"followed": figure_of("referral_follow_through", figures), "tokens": with_tokens()}
    return render(request, "demonstration/report.html", shown)
