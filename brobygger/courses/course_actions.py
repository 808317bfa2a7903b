"""A course is planned, its sessions are held, it is called off or ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import connection, transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import COPENHAGEN, SATURDAY, day_of
from brobygger.courses import place_actions, queries, rules, vacant
from brobygger.courses.codes import HERE, Came, Dropped, Element
from brobygger.courses.counting import count
from brobygger.courses.models import Attendance, Course, Design, Place, Session
from brobygger.courses.states import COMING, COURSE, SEATED, CourseState, PlaceState
from brobygger.risk import case_actions as risk_actions
from brobygger.staff import queries as staff
from brobygger.trail import actions as trail

LOCK = 7208  # the family of advisory locks; the key is the zone
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
    venue_id: int
    first_on: date
    starts: time
    leader: int
    second_leader: int


@transaction.atomic
def plan(*, zone_id: int, told: Planned, by: Actor, at: datetime) -> Course:
    """The course stands with all its days, by the zone's design, without holidays and school breaks. Refused without
    two who lead, one of them certified to the last day; where the days do not fit in; and where the room is taken."""
    if zone_id not in zones_for(by, Act.PLAN_COURSES):
        raise NotFound("not_found")
    _one_at_a_time(zone_id)
    design = queries.design_of(zone_id)
    if told.first_on <= day_of(at):
        raise Refused("first_session_is_ahead")
    if told.first_on.weekday() >= SATURDAY:
        raise Refused("first_day_is_a_saturday" if told.first_on.weekday() == SATURDAY else "first_day_is_a_sunday")
    days = rules.session_days(
        told.first_on, sessions=design.sessions, weeks_between=design.weeks_between, breaks=queries.breaks_of(design)
    )
    if len(days) < design.sessions:
        raise Refused("no_such_days")
    moments = [datetime.combine(day, told.starts, tzinfo=COPENHAGEN) for day in days]
    _may_lead(zone_id, told.leader, told.second_leader, moments)
    (venue,) = vacant.hold(zone_id, told.venue_id)
    hours = [(moment, design.minutes) for moment in moments]
    vacant.may_use(venue, hours)
    _are_free(zone_id, {told.leader, told.second_leader}, hours)
    made = Course.objects.create(
        zone_id=zone_id, programme_id=told.programme_id, name=told.name.strip(), venue=venue, state_at=at,
        leader_id=told.leader, second_leader_id=told.second_leader, fewest=design.fewest, most=design.most,
        closes_after=design.closes_after, planned_at=at, planned_by_id=by.worker_id,
    )  # fmt: skip
    before = queries.last_told(zone_id, design.sessions)
    rows = [
        Session(
            zone_id=zone_id, course=made, venue=venue, number=number, starts_at=moment, minutes=design.minutes,
            element=ELEMENTS[(number - 1) * len(ELEMENTS) // design.sessions],
        )
        for number, moment in enumerate(moments, start=1)
    ]  # fmt: skip
    for row in rows:
        if told_before := before.get(row.number):
            row.element, row.theme, row.material = told_before.element, told_before.theme, told_before.material
    Session.objects.bulk_create(rows)
    trail.write("courses.planned", by=by, at=at, about=made)
    return made


def _one_at_a_time(zone_id: int) -> None:
    """Nobody else settles who leads when in the zone until this transaction is over. Taken before any row is held, so
    that no two wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [LOCK, zone_id])


def _may_lead(zone_id: int, leader: int, second: int, moments: list[datetime]) -> None:
    here = {one.worker_id for one in staff.team(zone_id, day_of(moments[0]))}
    if not {leader, second} <= here or leader == second:
        raise Refused("two_lead")
    rules.may_lead(is_certified=queries.who_know_violence(zone_id, [leader, second], moments)).require()


def _are_free(zone_id: int, who: set[int], hours: list[tuple[datetime, int]], *, but: int = 0) -> None:
    if (elsewhere := queries.leads_elsewhere(zone_id, who, hours, but=but)) is not None:
        name, there = elsewhere
        raise Refused("leads_another_course_then", name=name, when=there.starts_at, course=there.course.name)


@transaction.atomic
def change_leaders(
    *, course_id: int, leader: int, second_leader: int, stand_in: int | None = None, by: Actor, at: datetime
) -> Course:  # fmt: skip
    """Others lead from now on, or stand in: an illness, say, or a certificate that runs out. Refused where one of the
    two leads another course at the same time, and where no session is left."""
    _one_at_a_time(queries.course(by, course_id, act=Act.PLAN_COURSES).zone_id)
    row = queries.course(by, course_id, act=Act.PLAN_COURSES, for_update=True)
    hours = queries.hours_to_come(row)
    if row.state not in COMING or not hours:
        raise Refused("course_is_over")
    _may_lead(row.zone_id, leader, second_leader, [starts for starts, _minutes in hours])
    _are_free(row.zone_id, {leader, second_leader}, hours, but=row.pk)
    here = {one.worker_id for one in staff.team(row.zone_id, day_of(at))}
    if stand_in is not None and (stand_in in (leader, second_leader) or stand_in not in here):
        raise Refused("a_third_stands_in")
    row.leader_id, row.second_leader_id, row.stand_in_id = leader, second_leader, stand_in
    if queries.know_one_another(row, *row.leading):
        raise Refused("someone_must_not_meet_who_leads")
    row.save(update_fields=["leader", "second_leader", "stand_in"])
    trail.write("courses.leaders_changed", by=by, at=at, about=row, worker=leader, to=second_leader)
    return row


@transaction.atomic
def move_session(
    *, session_id: int, starts_at: datetime, theme: str, element: str, material: str = "", anyway: bool = False,
    by: Actor, at: datetime,
) -> Session:  # fmt: skip
    """A session that has not been held has another day or theme. Refused where it would change their order, where its
    room is taken or who leads is elsewhere, and on a day off where it is not said that it is held `anyway`."""
    _one_at_a_time(queries.session(by, session_id).zone_id)
    row = queries.session(by, session_id)
    if row.held_at is not None:
        raise Refused("session_is_held")
    if row.course.state not in COMING:
        raise Refused("course_is_over")
    if starts_at != row.starts_at:
        if day_of(starts_at) < day_of(at):
            raise Refused("session_day_has_passed")
        row.moved_at = at
        if not anyway and rules.is_off(day_of(starts_at), queries.breaks_of(queries.design_of(row.zone_id))):
            raise Refused("a_day_off")
        two = set(filter(None, (row.course.leader_id, row.course.second_leader_id)))
        _are_free(row.zone_id, two, [(starts_at, row.minutes)], but=row.course_id)
    beside = row.course.sessions.exclude(pk=row.pk)
    before = beside.filter(number__lt=row.number, starts_at__gte=starts_at).exists()
    if before or beside.filter(number__gt=row.number, starts_at__lte=starts_at).exists():
        raise Refused("sessions_keep_their_order")
    if row.venue_id is not None:
        (venue,) = vacant.hold(row.zone_id, row.venue_id)
        vacant.may_use(venue, [(starts_at, row.minutes)], but=[row.pk])
    row.starts_at, row.theme, row.element, row.material = starts_at, theme.strip(), Element(element), material.strip()
    row.save(update_fields=["starts_at", "theme", "element", "material", "moved_at"])
    trail.write("courses.session_moved", by=by, at=at, about=row)
    return row


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted of one at a session; whether an answer about safety worries, where it was asked."""

    came: str
    worries: bool | None = None
    stood: str | None = None  # what stood noted when the sheet was opened, as `queries.mark` says it; None: not asked
    not_possible: bool = False  # to ask


@transaction.atomic
def note_attendance(
    *, session_id: int, told: Mapping[int, Noted], all_the_same: str = "", by: Actor, at: datetime
) -> Session:
    """Who came stands noted, and the session is held; noted again it is corrected. An answer that worries makes a new
    look due at once. The first session begins the course: refused with too few, or before everyone was asked again,
    until it is said why it begins all the same. Refused where a colleague has noted one of them otherwise since the
    sheet was opened."""
    row = queries.session(by, session_id)
    course = Course.objects.select_for_update(of=("self",)).get(pk=row.course_id)
    if row.held_at is None and course.state not in COMING:
        raise Refused("course_is_over")
    before = course.sessions.filter(number__lt=row.number, held_at=None).exists()
    rules.may_hold(on=day_of(row.starts_at), today=day_of(at), before_held=not before).require()
    if course.state == C.PLANNED:
        _begin(course, all_the_same.strip(), by, at)
    for place in queries.expected(row).filter(pk__in=told):
        one = told[place.pk]
        _note(row, place, one, by, at)
        count(place, at)
    if row.held_at is None:
        row.held_at, row.held_by_id = at, by.worker_id
        row.save(update_fields=["held_at", "held_by"])
    trail.write("courses.session_held", by=by, at=at, about=row)
    return row


def _begin(course: Course, why: str, by: Actor, at: datetime) -> None:
    too_few, unasked = queries.begins_with_too_few(course), len(queries.unasked(course))
    rules.may_begin(too_few=too_few, unasked=unasked, why=why).require()
    if too_few:
        course.begins_with_few_at, course.begins_with_few_by_id, course.few_words = at, by.worker_id, why
        trail.write("courses.begins_with_few", by=by, at=at, about=course)
    if unasked:
        course.unasked_words = why
    course.save(update_fields=["begins_with_few_at", "begins_with_few_by", "few_words", "unasked_words"])
    _move(course, C.RUNNING, by, at)


@transaction.atomic
def catch_up(*, session_id: int, place_id: int, by: Actor, at: datetime) -> Attendance:
    """What someone missed has been gone through with her; she was away all the same, and is counted so."""
    row = queries.session(by, session_id)
    noted = Attendance.objects.select_for_update().filter(session=row, place_id=place_id).first()
    if noted is None or noted.came in HERE:
        raise Refused("was_not_away")
    noted.caught_up_on = day_of(at)
    noted.save(update_fields=["caught_up_on"])
    trail.write("courses.caught_up", by=by, at=at, about=noted)
    return noted


def _note(row: Session, place: Place, told: Noted, by: Actor, at: datetime) -> None:
    earlier = Attendance.objects.filter(session=row, place=place).first()
    if told.stood is not None and told.stood != queries.mark(earlier):
        raise Refused("noted_meanwhile")
    # Whoever does not answer about safety, or could not ask, takes back nobody's worry.
    worries, not_possible = told.worries, told.not_possible
    if earlier is not None and worries is None and (earlier.worries or not not_possible):
        worries, not_possible = earlier.worries, earlier.not_possible
    Attendance.objects.update_or_create(
        session=row, place=place,
        defaults={"came": Came(told.came), "worries": worries, "not_possible": not_possible,
                  "noted_at": at, "noted_by_id": by.worker_id, "zone_id": row.zone_id},
    )  # fmt: skip
    if told.worries and not (earlier and earlier.worries):
        risk_actions.answer_worries(screening_id=place.screening_id, by=by, at=at)


@transaction.atomic
def call_off(*, course_id: int, by: Actor, at: datetime) -> Course:
    """The course does not take place, or stops after what was held, and its rooms are free; everyone in it waits on
    from the same day as before, and is to be rung."""
    row = queries.course(by, course_id, act=Act.PLAN_COURSES, for_update=True)
    _move(row, C.CALLED_OFF, by, at)
    row.sessions.filter(held_at=None).update(venue=None, room_lost_at=None)
    for place in Place.objects.select_for_update(of=("self",)).filter(course=row, state__in=SEATED):
        place_actions.wait_on(place, why=Dropped.STOPPED, by=by, at=at)
    return row


@transaction.atomic
def begin_with_few(*, course_id: int, words: str, by: Actor, at: datetime) -> Course:
    """The course begins all the same with fewer than it needs, and why stands noted."""
    row = queries.course(by, course_id, act=Act.PLAN_COURSES, for_update=True)
    if row.state != C.PLANNED:
        raise Refused("course_cannot_move")
    row.begins_with_few_at, row.begins_with_few_by_id, row.few_words = at, by.worker_id, words.strip()
    row.save(update_fields=["begins_with_few_at", "begins_with_few_by", "few_words"])
    trail.write("courses.begins_with_few", by=by, at=at, about=row)
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
            place_actions.wait_on(place, why=Dropped.STOPPED, by=by, at=at)
    return row


def _move(row: Course, to: CourseState, by: Actor, at: datetime) -> None:
    COURSE.may_move(row.state, to).require()
    before, row.state, row.state_at = row.state, to, at
    row.save(update_fields=["state", "state_at"])
    trail.write("courses.course_moved", by=by, at=at, about=row, before=before, to=to)
