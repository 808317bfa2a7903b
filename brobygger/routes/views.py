"""The right door, for everyone who stands beside someone: the questions, the doors, and the whole table."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from brobygger.access.doors import DoorRequest, door, zone_of
from brobygger.access.policy import Act
from brobygger.programmes.telling import decided_elsewhere
from brobygger.routes import doors, in_words, queries
from brobygger.routes.codes import Route
from brobygger.routes.models import CourseCriteria, CourseCriteriaState, Criterion
from brobygger.routes.rules import COURSE
from brobygger.staff import queries as staff


@door(Act.SEE_ROUTES, "GET")
def routes(request: DoorRequest) -> HttpResponse:
    """The questions that hold now with their doors, and what stands behind each door in the zone."""
    zone_id, today = zone_of(request), timezone.localdate()
    programme = queries.programme_of(request.actor, zone_id=zone_id)
    if programme is None:
        return render(request, "routes/routes.html", {"programme": None})
    holding = queries.holding(programme.pk, today)
    rows = queries.criteria_of(holding) if holding else []
    versions = queries.versions(request.actor, programme.pk)
    opened = queries.open_draft(programme.pk)
    told = {
        "programme": programme,
        "holding": holding,
        "lines": question_lines(rows),
        "doors": _doors(request, zone_id, rows),
        "open": opened,
        "is_draft": bool(opened and opened.state == CourseCriteriaState.DRAFT),
        "ask": staff.leaders_by_name(zone_id, today),
        "elsewhere": decided_elsewhere(versions, now=timezone.now()),
        "versions": [(one, in_words.where_it_stands(one, holding=holding, today=today)) for one in versions],
    }
    return render(request, "routes/routes.html", told)


def question_lines(rows: list[Criterion]) -> list[dict[str, Any]]:
    """Each question with the answer that leads to another door."""
    return [
        {
            "row": row,
            "number": number,
            "answer": in_words.leading_answer(row),
            "door": in_words.door_name(row.otherwise),
        }
        for number, row in enumerate(rows, start=1)
    ]


def _doors(request: DoorRequest, zone_id: int, rows: list[Criterion]) -> list[dict[str, Any]]:
    """Every route: when it is the right one, and the offers behind it."""
    offers = doors.all_doors(request.actor, zone_id=zone_id, at=timezone.now())
    return [
        {
            "route": route,
            "label": str(route.label),
            "when": [(row, in_words.leading_answer(row)) for row in rows if row.otherwise == route],
            "offers": offers[route],
            "is_course": route == COURSE,
            "is_none": route == Route.NONE_FOR_NOW,
        }
        for route in Route
    ]


def _version(request: DoorRequest, pk: int | None) -> CourseCriteria | None:
    """The version asked for, else the one that holds today; None where the zone has no such programme."""
    if pk is not None:
        return queries.criteria_by_id(request.actor, pk)
    programme = queries.programme_of(request.actor, zone_id=zone_of(request, Act.SEE_ROUTES))
    return queries.holding(programme.pk, timezone.localdate()) if programme else None


@door(Act.SEE_ROUTES, "GET")
def table(request: DoorRequest, pk: int | None = None) -> HttpResponse:
    """Every combination of answers in one row of a table."""
    version = _version(request, pk)
    if version is None:
        return render(request, "routes/routes.html", {"programme": None})
    rows = queries.criteria_of(version)
    today = timezone.localdate()
    standing = in_words.where_it_stands(version, holding=queries.holding(version.programme_id, today), today=today)
    told = {"version": version, "rows": rows, "lines": in_words.table_lines(rows), "standing": standing}
    return render(request, "routes/table.html", told)


@door(Act.SEE_ROUTES, "GET")
def table_csv(request: DoorRequest, pk: int | None = None) -> HttpResponse:
    """The table as a file with semicolons."""
    version = _version(request, pk)
    if version is None:
        return redirect("routes")
    body = in_words.as_csv(queries.criteria_of(version))
    response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    name = f"brobygger-{_('the-right-door')}-{version.number}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
