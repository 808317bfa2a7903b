"""Who the resource persons are, department by department, and how a colleague gets hold of them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from brobygger.access.actor import LEADERS, Actor, Role
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.alphabet import ByName
from brobygger.base.decision import NotFound
from brobygger.reach import departments_taking_part, rules
from brobygger.reach.models import ResourcePerson
from brobygger.staff import queries as staff
from brobygger.staff.queries import Colleague

COMES = LEADERS | {Role.RESOURCE_PERSON, Role.ASSESSOR}


@dataclass(frozen=True, slots=True)
class Sparring:
    """A resource person as a colleague who looks for advice sees her."""

    worker_id: int
    name: str
    reach: str
    email: str


@dataclass(frozen=True, slots=True)
class Staffed:
    """A department with its resource persons, and whether there are one to three of them."""

    department: Any
    persons: list[ResourcePerson]
    staffing: rules.Staffing
    colleagues: int = 0  # how many work there and sign in


@dataclass(frozen=True, slots=True)
class Overview:
    """The departments with their resource persons, and what does not fit together."""

    departments: list[Staffed] = field(default_factory=list)
    ended: list[ResourcePerson] = field(default_factory=list)
    without_department: list[str] = field(default_factory=list)  # have the role and are named nowhere
    without_role: list[str] = field(default_factory=list)  # are named and no longer have the role
    moved: list[str] = field(default_factory=list)  # are named and work in another department now


def resource_persons_on(zone_id: int, on: date) -> QuerySet[ResourcePerson]:
    """The resource persons of the zone on the day, by name."""
    rows = ResourcePerson.objects.filter(Q(until__isnull=True) | Q(until__gte=on), zone_id=zone_id, since__lte=on)
    return (
        rows.filter(worker__is_active=True)
        .select_related("worker", "department")
        .order_by(ByName("worker__name"), "pk")
    )


def may_come(zone_id: int, on: date) -> list[Colleague]:
    """Who comes to the meetings: resource persons, the programme's team and its leader."""
    named = {one.worker_id for one in resource_persons_on(zone_id, on)}
    return [one for one in staff.team(zone_id, on) if one.roles & COMES or one.worker_id in named]


def overview(by: Actor, *, zone_id: int, on: date) -> Overview:
    """Every department that takes part, with its resource persons. NotFound where the zone is not hers to see."""
    if zone_id not in zones_for(by, Act.SEE_REACH):
        raise NotFound("not_found")
    rows = list(_named(zone_id, on))
    placed, roles = (
        departments_taking_part.placed(by, zone_id, on),
        {one.worker_id: one.roles for one in staff.team(zone_id, on)},
    )
    by_department: dict[int, list[ResourcePerson]] = {}
    for row in rows:
        by_department.setdefault(row.department_id, []).append(row)
    works_in = {one.worker_id: one.department_id for one in placed}
    named = {row.worker_id for row in rows}
    return Overview(
        [
            Staffed(
                one,
                by_department.get(one.pk, []),
                rules.staffing(len(by_department.get(one.pk, []))),
                sum(place.department_id == one.pk for place in placed),
            )
            for one in departments_taking_part.departments(by, zone_id, on)
        ],
        _ended(by, zone_id, on),
        [
            one.name
            for one in staff.team(zone_id, on)
            if Role.RESOURCE_PERSON in one.roles and one.worker_id not in named
        ],
        [row.worker.name for row in rows if Role.RESOURCE_PERSON not in roles.get(row.worker_id, ())],
        [row.worker.name for row in rows if works_in.get(row.worker_id, row.department_id) != row.department_id],
    )


def _named(zone_id: int, on: date) -> QuerySet[ResourcePerson]:
    """Those who are or will be resource persons."""
    rows = ResourcePerson.objects.filter(Q(until__isnull=True) | Q(until__gte=on), zone_id=zone_id)
    return rows.filter(worker__is_active=True).select_related("worker").order_by(ByName("worker__name"), "pk")


def _ended(by: Actor, zone_id: int, on: date) -> list[ResourcePerson]:
    rows = scope(by, Act.SEE_REACH, ResourcePerson.objects.filter(zone_id=zone_id, until__lt=on))
    return list(rows.select_related("worker", "department").order_by("-until", "-pk")[:20])


def resource_person(by: Actor, pk: int) -> ResourcePerson:
    """One of them, for whoever keeps them. NotFound otherwise."""
    rows = ResourcePerson.objects.select_related("worker", "department").filter(pk=pk)
    found = scope(by, Act.KEEP_REACH, rows).first()
    if found is None:
        raise NotFound("not_found")
    return found


def resource_persons_of(by: Actor, department_id: int, *, on: date) -> list[Sparring]:
    """Whom the colleagues of the department can ask, for whoever registers or sees reach there; empty for others."""
    zones = zones_for(by, Act.SEE_REACH) | zones_for(by, Act.SCREEN)
    rows = [
        row for zone_id in sorted(zones) for row in resource_persons_on(zone_id, on).filter(department_id=department_id)
    ]
    return [Sparring(row.worker_id, row.worker.name, row.reach, row.worker.email) for row in rows]
