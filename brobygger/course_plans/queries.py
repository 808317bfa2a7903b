"""The reading door: the plan in the making, for whoever plans courses; and everything that it is made of."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.workdays import day_of, end_of, noon_of
from brobygger.course_plans import told as words
from brobygger.course_plans.asked import Asked, Leader, Room
from brobygger.course_plans.models import CoursePlan
from brobygger.course_plans.states import OPEN
from brobygger.courses import queries as courses
from brobygger.courses.models import Session, Venue
from brobygger.courses.rules import Certificate
from brobygger.reach.codes import Gives
from brobygger.reach.training_queries import certificates
from brobygger.staff import queries as staff
from brobygger.staff.queries import Colleague

WHO_LEAD = {"assessor", "project_leader"}


def in_the_making(by: Actor, *, zone_id: int) -> CoursePlan | None:
    """The zone's plan that is neither made nor dropped."""
    if zone_id not in zones_for(by, Act.PLAN_COURSES):
        raise NotFound("not_found")
    return CoursePlan.objects.filter(zone_id=zone_id, state__in=OPEN).first()


def plan(by: Actor, plan_id: int, *, for_update: bool = False) -> CoursePlan:
    """One plan. NotFound where it is not hers to see."""
    rows = scope(by, Act.PLAN_COURSES, CoursePlan.objects.filter(pk=plan_id))
    found = (rows.select_for_update() if for_update else rows).first()
    if found is None:
        raise NotFound("not_found")
    return found


@dataclass(frozen=True, slots=True)
class Means:
    """What a plan can be made with: the rooms in use, and those who may lead."""

    venues: list[Venue]
    team: list[Colleague]


def means(by: Actor, *, zone_id: int, row: CoursePlan | None = None) -> Means:
    """For the form all that there are, for a plan those that were chosen for it."""
    on = day_of(row.asked_at) if row else None
    team = [one for one in staff.team(zone_id, on or timezone.localdate()) if one.roles & WHO_LEAD]
    venues = [one for one in courses.venues(by, zone_id=zone_id) if one.is_ours_on(on or timezone.localdate())]
    if row is None or not row.asked:
        return Means(venues, team)
    told = words.read(row.asked)
    return Means([v for v in venues if v.pk in told.venues], [one for one in team if one.worker_id in told.leaders])


def asked(by: Actor, row: CoursePlan) -> Asked:
    """Everything that the plan is made of, as it stands now."""
    told, design, taken = words.read(row.asked), courses.design_of(row.zone_id), booked(by, row)
    here = means(by, zone_id=row.zone_id, row=row)
    waiting, apart, apart_from = courses.apart_in_waiting(by, zone_id=row.zone_id)
    return Asked(
        courses=tuple(one.wanted for one in told.courses), first=told.first, last=told.last, hours=told.hours,
        rooms=tuple(
            Room(
                one.pk, courses.hours_of(one), one.seats,
                tuple((at.starts_at, at.minutes) for at in taken if at.venue_id == one.pk),
            )
            for one in here.venues
        ),
        leaders=leaders(by, zone_id=row.zone_id, means=here, booked=taken),
        sessions=design.sessions, minutes=design.minutes, weeks_between=design.weeks_between, most=design.most,
        most_a_week=told.most_a_week, breaks=tuple(courses.breaks_of(design)), waiting=waiting, apart=apart,
        apart_from=apart_from,
    )  # fmt: skip


def booked(by: Actor, row: CoursePlan) -> list[Session]:
    """The sessions of courses that are planned already or run, in the time of the plan."""
    told = words.read(row.asked)
    return courses.booked(by, zone_id=row.zone_id, first=noon_of(told.first), last=end_of(told.last))


def leaders(by: Actor, *, zone_id: int, means: Means, booked: Iterable[Session] = ()) -> tuple[Leader, ...]:
    """Those who may lead: their certificates, absences to come, and what they lead already."""
    away = staff.absences(by, zone_id=zone_id, on=timezone.localdate())
    held = certificates(zone_id, Gives.KNOWLEDGE, Gives.RISK)
    return tuple(
        Leader(
            who, tuple(Certificate(first, last) for whose, first, last in held if whose == who),
            tuple((one.first_day, one.last_day) for one in away if one.worker_id == who),
            tuple(
                (one.starts_at, one.minutes) for one in booked
                if who in (one.course.leader_id, one.course.second_leader_id)
            ),
        )
        for who in (one.worker_id for one in means.team)
    )  # fmt: skip
