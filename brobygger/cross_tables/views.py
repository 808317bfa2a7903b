"""A table of one's own, on the screen and as files; of outreach, and of the municipal way in."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access import typed
from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of
from brobygger.cross_tables import actions, files
from brobygger.cross_tables.dimensions import OF_OUTREACH, Asks, of_the_way_in
from brobygger.cross_tables.forms import AskedTable
from brobygger.cross_tables.queries import Table
from brobygger.evaluation import detect_queries, detect_views
from brobygger.evaluation.counting import SPLITS
from brobygger.evaluation.figures import Question
from brobygger.evaluation.rules import Period
from brobygger.evaluation.views import XLSX, as_known_on, period_in_words, running_programmes
from brobygger.municipality import queries as municipality

KINDS = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX, "svg": "image/svg+xml"}
FIRST = {"outreach": {"rows": "incident_type", "columns": "answer"}, "way_in": {"rows": "way_in", "columns": "route"}}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a request asks of which register; `page` is the address of the page."""

    page: str
    act: Act
    zone_id: int
    asks: Asks
    programmes: Sequence[Any]
    form: AskedTable

    @classmethod
    def of_outreach(cls, request: DoorRequest) -> "_Asked":
        zone_id = zone_of(request, Act.SEE_FIGURES)
        here = [one for one in running_programmes(request, zone_id) if one.kind == "outreach"]
        return cls._of(request, "cross_table", Act.SEE_FIGURES, zone_id, OF_OUTREACH, here, FIRST["outreach"])

    @classmethod
    def of_the_way_in(cls, request: DoorRequest) -> "_Asked":
        zone_id = zone_of(request, Act.SEE_DETECTIONS)
        programme = municipality.programme_of(request.actor, zone_id=zone_id)
        departments = detect_queries.departments_of(request.actor, zone_id=zone_id, on=day_of(timezone.now()))
        asks, here = of_the_way_in(departments), [programme] if programme else []
        return cls._of(request, "detection_table", Act.SEE_DETECTIONS, zone_id, asks, here, FIRST["way_in"])

    @classmethod
    def _of(
        cls, request: DoorRequest, page: str, act: Act, zone_id: int, asks: Asks, programmes: Sequence[Any],
        first: dict[str, str],
    ) -> "_Asked":  # fmt: skip
        data = typed.again(request.GET, **({} if request.GET.urlencode() else first))
        form = AskedTable(data, asks=asks, programmes=[(one.pk, str(one)) for one in programmes])
        return cls(page, act, zone_id, asks, programmes, form)

    @property
    def can_be_told(self) -> bool:
        return bool(self.programmes) and self.form.is_valid()

    @property
    def question(self) -> Question:
        told = self.form.cleaned_data
        programme = int(told["programme"]) if told["programme"] else self.programmes[0].pk
        return Question(self.zone_id, programme, Period(told["from"], told["to"]), as_of=told["as_of"])

    def table(self, request: DoorRequest, form: str) -> Table:
        told = self.form.cleaned_data
        return actions.read_table(
            self.asks, self.question, act=self.act, rows=told["rows"], columns=told["columns"], only=self.form.only,
            form=form, by=request.actor, at=timezone.now(),
        )  # fmt: skip

    def about(self, table: Table) -> list[str]:
        """What the table is, in words: who is counted, of when, and which of them alone."""
        question = self.question
        told = [str(self.asks.counted), *(str(d.only) for d in (table.rows, table.columns) if d and d.only)]
        when = period_in_words if self.page == "cross_table" else detect_views.period_in_words
        told.append(f"{when(question.period)}.")
        for key, groups in self.form.only.items():
            one = self.asks.dimension(key)
            alone = ", ".join(one.told(group) for group in groups)
            told.append(_("Only %(what)s: %(groups)s.") % {"what": str(one.label).lower(), "groups": alone})
        return [*told, *as_known_on(question)]


@door(Act.SEE_FIGURES, "GET")
def cross_table(request: DoorRequest) -> HttpResponse:
    """A table of outreach by what is chosen."""
    return _page(request, _Asked.of_outreach(request))


@door(Act.SEE_FIGURES, "GET")
def cross_table_file(request: DoorRequest, kind: str) -> HttpResponse:
    """The same as a file: CSV, a workbook or a drawing."""
    return _file(request, _Asked.of_outreach(request), kind)


@door(Act.SEE_DETECTIONS, "GET")
def detection_table(request: DoorRequest) -> HttpResponse:
    """A table of the municipal way in by what is chosen."""
    return _page(request, _Asked.of_the_way_in(request))


@door(Act.SEE_DETECTIONS, "GET")
def detection_table_file(request: DoorRequest, kind: str) -> HttpResponse:
    """The same as a file: CSV, a workbook or a drawing."""
    return _file(request, _Asked.of_the_way_in(request), kind)


def _page(request: DoorRequest, asked: _Asked) -> HttpResponse:
    shown: dict[str, Any] = {
        "form": asked.form, "programmes": asked.programmes, "page": reverse(asked.page),
        "publish": _publishing(request, asked),
        "figures": "figures" if asked.page == "cross_table" else "detection_figures",
    }  # fmt: skip
    if asked.can_be_told:
        table, percent = asked.table(request, "page"), asked.form.cleaned_data["percent"]
        head, *lines, total = files.lines(table, "")
        shown |= {
            "table": table,
            "about": asked.about(table),
            "head": head,
            "lines": [_cells(table, row, line, percent) for row, line in zip(table.row_groups, lines, strict=True)],
            "total": _cells(table, None, total, percent),
            "downloads": [(kind.upper(), _to_file(asked.page, kind, asked.form)) for kind in KINDS],
        }
    return render(request, "cross_tables/table.html", shown, status=422 if asked.form.errors else 200)


def _publishing(request: DoorRequest, asked: _Asked) -> str:
    """Where the same splits can be published with small numbers protected; nothing where they cannot, or not by her."""
    told = asked.form.cleaned_data if asked.can_be_told else {}
    pair = {"one": told.get("rows"), "other": told.get("columns")}
    if asked.page != "cross_table" or not set(pair.values()) <= SPLITS.keys():
        return ""
    if asked.zone_id not in zones_for(request.actor, Act.RELEASE_FIGURES):
        return ""
    days = {name: told[name].isoformat() for name in ("from", "to") if told[name]}
    return f"{reverse('public_releases')}?{urlencode({**pair, **days})}"


def _cells(table: Table, row: str | None, line: list[files.Cell], percent: str) -> tuple[files.Cell, list[Any]]:
    """The row's name, and each of its numbers with its percent."""
    columns = (*table.column_groups, None)
    return line[0], [
        (n, table.percent(row, column, percent) if percent else None)
        for column, n in zip(columns, line[1:], strict=True)
    ]


def _to_file(page: str, kind: str, form: AskedTable) -> str:
    data = form.data
    return f"{reverse(f'{page}_file', args=[kind])}?{data.urlencode()}"  # type: ignore[attr-defined]


def _file(request: DoorRequest, asked: _Asked, kind: str) -> HttpResponse:
    if kind not in KINDS:
        raise NotFound("not_found")
    if not asked.can_be_told:
        # The page says what is wrong with the question.
        return redirect(f"{reverse(asked.page)}?{request.GET.urlencode()}")
    table, percent = asked.table(request, kind), asked.form.cleaned_data["percent"]
    if kind == "csv":
        content = files.as_csv(table, percent)
    elif kind == "xlsx":
        content = files.as_xlsx(table, percent, about=asked.about(table))
    else:
        content = files.as_svg(table, about=" ".join(asked.about(table)))
    response = HttpResponse(content, content_type=KINDS[kind])
    days = (day.isoformat() for day in (asked.question.period.first, asked.question.period.last) if day)
    name = "-".join(
        (_("table"), *(str(one.key) for one in (table.rows, table.columns) if one), *asked.form.only, *days)
    )
    response["Content-Disposition"] = f'attachment; filename="brobygger-{name}.{kind}"'
    return response
