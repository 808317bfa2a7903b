"""A course is planned, its sessions are held, it is called off or ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import COPENHAGEN, day_of
from brobygger.courses import place_actions, queries, rules
from brobygger.courses.codes import Apart, Came, Element
from brobygger.courses.counting import count
from brobygger.courses.models import Attendance, Course, Design, KeptApart, Place, Session
from brobygger.courses.states import COURSE, SEATED, CourseState, PlaceState
from brobygger.risk import case_actions as risk_actions
from brobygger.risk import queries as risk
from brobygger.screening import queries as screenings
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail

C = CourseState
ELEMENTS = (Element.RECOGNITION, Element.MIRRORING, Element.NETWORK, Element.COPING)


@transaction.atomic
def decide_design(*, zone_id: int, told: Mapping[str, Any], by: Actor, at: datetime) -> Design:
    """How the zone runs its courses from the next one on; those that are planned keep what they were planned by."""
    if zone_id not in zones_for(by, Act.PLAN_COURSES):
        raise NotFound("not_found")
    made, _new = Design.objects.update_or_create(
        zone_id=zone_id, defaults={**told, "changed_at": at, "changed_by_id": by.worker_id}
    )
    trail.write("courses.design_decided", by=by, at=at, about=made)
    return made


@dataclass(frozen=True, slots=True)
class Planned:
    """A course as it is planned."""

    programme_id: int
    name: str
    room: str
    first_on: date
    starts: time
    leader: int
    second_leader: int


@transaction.atomic
def plan(*, zone_id: int, told: Planned, by: Actor, at: datetime) -> Course:
    """The course stands with all its days, by the zone's design, without holidays and school breaks. Refused without
    two who lead, one of them certified to the last day, and where the days do not fit in."""
    if zone_id not in zones_for(by, Act.PLAN_COURSES):
        raise NotFound("not_found")
    design = queries.design_of(zone_id)
    if told.first_on <= day_of(at):
        raise Refused("first_session_is_ahead")
    days = rules.session_days(
        told.first_on, sessions=design.sessions, weeks_between=design.weeks_between, breaks=queries.breaks_of(design)
    )
    if len(days) < design.sessions:
        raise Refused("no_such_days")
    moments = [datetime.combine(day, told.starts, tzinfo=COPENHAGEN) for day in days]
    _may_lead(zone_id, told.leader, told.second_leader, moments)
    made = Course.objects.create(
        zone_id=zone_id, programme_id=told.programme_id, name=told.name.strip(), room=told.room.strip(), state_at=at,
        leader_id=told.leader, second_leader_id=told.second_leader, fewest=design.fewest, most=design.most,
        closes_after=design.closes_after, planned_at=at, planned_by_id=by.worker_id,
    )  # fmt: skip
    Session.objects.bulk_create(
        Session(
            zone_id=zone_id, course=made, number=number, starts_at=moment, minutes=design.minutes,
            element=ELEMENTS[(number - 1) * len(ELEMENTS) // design.sessions],
        )
        for number, moment in enumerate(moments, start=1)
    )  # fmt: skip
    trail.write("courses.planned", by=by, at=at, about=made)
    return made


def _may_lead(zone_id: int, leader: int, second: int, moments: list[datetime]) -> None:
    here = {one.worker_id for one in staff.team(zone_id, day_of(moments[0]))}
    if not {leader, second} <= here or leader == second:
        raise Refused("two_lead")
    rules.may_lead(is_certified=queries.who_know_violence(zone_id, [leader, second], moments)).require()


@transaction.atomic
def change_leaders(*, course_id: int, leader: int, second_leader: int, by: Actor, at: datetime) -> Course:
    """Others lead from now on: an illness, say, or a certificate that runs out."""
    row = queries.course(by, course_id, act=Act.PLAN_COURSES, for_update=True)
    _may_lead(row.zone_id, leader, second_leader, [one.starts_at for one in queries.sessions(row)])
    row.leader_id, row.second_leader_id = leader, second_leader
    row.save(update_fields=["leader", "second_leader"])
    trail.write("courses.leaders_changed", by=by, at=at, about=row, worker=leader, to=second_leader)
    return row


@transaction.atomic
def move_session(
    *, session_id: int, starts_at: datetime, theme: str, element: str, by: Actor, at: datetime
) -> Session:  # fmt: skip
    """A session that has not been held has another day or theme. Refused where it would change their order."""
    row = queries.session(by, session_id)
    if row.held_at is not None:
        raise Refused("session_is_held")
    beside = row.course.sessions.exclude(pk=row.pk)
    before = beside.filter(number__lt=row.number, starts_at__gte=starts_at).exists()
    if before or beside.filter(number__gt=row.number, starts_at__lte=starts_at).exists():
        raise Refused("sessions_keep_their_order")
    row.starts_at, row.theme, row.element = starts_at, theme.strip(), Element(element)
    row.save(update_fields=["starts_at", "theme", "element"])
    trail.write("courses.session_moved", by=by, at=at, about=row)
    return row


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted of one at a session; whether an answer about safety worries, where it was asked."""

    came: str
    worries: bool | None = None


@transaction.atomic
def note_attendance(*, session_id: int, told: Mapping[int, Noted], by: Actor, at: datetime) -> Session:
    """Who came stands noted, and the session is held; noted again it is corrected. An answer that worries makes a new
    look due at once. The first session begins the course."""
    row = queries.session(by, session_id)
    course = Course.objects.select_for_update(of=("self",)).get(pk=row.course_id)
    before = course.sessions.filter(number__lt=row.number, held_at=None).exists()
    rules.may_hold(on=day_of(row.starts_at), today=day_of(at), before_held=not before).require()
    for place in Place.objects.filter(pk__in=told, course=course).select_related("count"):
        one = told[place.pk]
        _note(row, place, one, by, at)
        count(place, at)
    if row.held_at is None:
        row.held_at, row.held_by_id = at, by.worker_id
        row.save(update_fields=["held_at", "held_by"])
    if course.state == C.PLANNED:
        _move(course, C.RUNNING, by, at)
    trail.write("courses.session_held", by=by, at=at, about=row)
    return row


def _note(row: Session, place: Place, told: Noted, by: Actor, at: datetime) -> None:
    earlier = Attendance.objects.filter(session=row, place=place).first()
    Attendance.objects.update_or_create(
        session=row, place=place,
        defaults={"came": Came(told.came), "worries": told.worries, "noted_at": at, "noted_by_id": by.worker_id,
                  "zone_id": row.zone_id},
    )  # fmt: skip
    if told.worries and not (earlier and earlier.worries):
        case = risk.case_of(by, place.screening_id)
        if case is not None and case.due_at is not None:
            risk_actions.note_event(case_id=case.pk, what="course", on=day_of(at), by=by, at=at)


@transaction.atomic
def call_off(*, course_id: int, by: Actor, at: datetime) -> Course:
    """The course does not take place; everyone in it waits on from the same day as before."""
    row = queries.course(by, course_id, act=Act.PLAN_COURSES, for_update=True)
    _move(row, C.CALLED_OFF, by, at)
    for place in Place.objects.select_for_update(of=("self",)).filter(course=row, state__in=SEATED):
        place_actions.wait_on(place, by=by, at=at)
    return row


@transaction.atomic
def end(*, course_id: int, by: Actor, at: datetime) -> Course:
    """The course is over, and who had a place to the end has completed it. Refused before the last session is held."""
    row = queries.course(by, course_id, act=Act.LEAD_COURSE, for_update=True)
    if row.sessions.filter(held_at=None).exists():
        raise Refused("sessions_are_left")
    _move(row, C.ENDED, by, at)
    for place in Place.objects.select_for_update(of=("self",)).filter(course=row, state__in=SEATED):
        if place.state == PlaceState.CONFIRMED:
            place_actions.complete(place, by=by, at=at)
        else:
            place_actions.wait_on(place, by=by, at=at)
    return row


def _move(row: Course, to: CourseState, by: Actor, at: datetime) -> None:
    COURSE.may_move(row.state, to).require()
    before, row.state, row.state_at = row.state, to, at
    row.save(update_fields=["state", "state_at"])
    trail.write("courses.course_moved", by=by, at=at, about=row, before=before, to=to)


@transaction.atomic
def keep_apart(
    *, screening_id: int, second: int | None, worker: int | None, why: str, by: Actor, at: datetime
) -> KeptApart:  # fmt: skip
    """The two do not meet in a course from now on; what is planned already is for a person to look at."""
    row = screenings.for_team(by, screening_id, act=Act.KEEP_APART)
    if (second is None) == (worker is None) or second == screening_id:
        raise Refused("apart_from_one")
    if second is not None:
        screenings.for_team(by, second, act=Act.KEEP_APART)
    made = KeptApart.objects.create(
        zone_id=row.zone_id, first=row, second_id=second, worker_id=worker, why=Apart(why), noted_at=at,
        noted_by_id=by.worker_id,
    )  # fmt: skip
    trail.write("courses.kept_apart", by=by, at=at, about=row)
    return made


@transaction.atomic
def end_apart(*, screening_id: int, apart_id: int, by: Actor, at: datetime) -> None:
    """They may meet after all."""
    row = next((one for one in queries.kept_apart(by, screening_id) if one.pk == apart_id), None)
    if row is None:
        raise NotFound("not_found")
    row.ended_at, row.ended_by_id = at, by.worker_id
    row.save(update_fields=["ended_at", "ended_by"])
    trail.write("courses.apart_ended", by=by, at=at, about=row.first)
