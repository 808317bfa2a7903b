"""The reading door: courses and who waits, for the team; one's own courses for whoever leads them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.base.menu import address
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import day_of
from brobygger.courses import rules
from brobygger.courses.models import Attendance, Course, Design, KeptApart, Place, Session
from brobygger.courses.states import COMING, SEATED, PlaceState
from brobygger.reach.codes import Gives
from brobygger.reach.training_queries import certified

P = PlaceState
PLACES = Place.objects.select_related("screening__person__contact_plan", "screening__mailbox", "course", "count")


def design_of(zone_id: int) -> Design:
    """How the zone runs a course; as the seed has it where nothing was decided. The caller has asked `may`."""
    return Design.objects.filter(zone_id=zone_id).first() or Design(zone_id=zone_id)


def breaks_of(design: Design) -> list[rules.Break]:
    return [rules.Break(*one.split("–")) for one in design.breaks]


def courses(by: Actor, *, zone_id: int) -> list[Course]:
    """The zone's courses, those to come and running first."""
    if zone_id not in zones_for(by, Act.SEE_COURSES):
        raise NotFound("not_found")
    rows = Course.objects.filter(zone_id=zone_id).select_related("leader", "second_leader")
    yes, asked = (Count("places", filter=Q(places__state=state)) for state in (P.CONFIRMED, P.OFFERED))
    rows = rows.annotate(confirmed=yes, offered=asked).order_by("-planned_at", "-pk")
    return sorted(rows[:60], key=lambda one: one.state not in COMING)


def course(by: Actor, course_id: int, *, act: Act = Act.SEE_COURSES, for_update: bool = False) -> Course:
    """One course, where the act reaches it. NotFound otherwise."""
    rows = scope(by, act, Course.objects.select_related("leader", "second_leader"))
    found = (rows.select_for_update(of=("self",)) if for_update else rows).filter(pk=course_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def leads(by: Actor, row: Course) -> bool:
    """Whether the actor leads the course."""
    return scope(by, Act.LEAD_COURSE, Course.objects.filter(pk=row.pk)).exists()


def session(by: Actor, session_id: int) -> Session:
    """One session of a course that the actor leads. NotFound otherwise."""
    rows = Session.objects.filter(course__in=scope(by, Act.LEAD_COURSE, Course.objects.all()))
    found = rows.select_related("course").filter(pk=session_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def place(by: Actor, place_id: int, *, for_update: bool = False) -> Place:
    """Someone's place or wait, for those who keep them. NotFound otherwise."""
    rows = scope(by, Act.KEEP_PLACES, PLACES)
    found = (rows.select_for_update(of=("self",)) if for_update else rows).filter(pk=place_id).first()
    if found is None:
        raise NotFound("not_found")
    return found


def place_of(by: Actor, screening_id: int) -> Place | None:
    """Where someone who was received stands with a course."""
    return scope(by, Act.KEEP_PLACES, PLACES).filter(screening_id=screening_id).first()


def waiting(by: Actor, *, zone_id: int) -> QuerySet[Place]:
    """Who waits, the longest first."""
    rows = scope(by, Act.KEEP_PLACES, PLACES).filter(zone_id=zone_id, state=P.WAITING)
    return rows.order_by("waits_since", "id")


def seated(row: Course) -> list[Place]:
    """Who has a place or has been offered one, by seat; and who left, after them. The caller may read the course."""
    rows = PLACES.filter(course=row).exclude(state=P.WAITING)
    return sorted(rows, key=lambda one: (one.state not in SEATED, one.seat or 0, one.pk))


def held(row: Course) -> int:
    """How many sessions have been held."""
    return row.sessions.exclude(held_at=None).count()


def sessions(row: Course) -> list[Session]:
    return list(row.sessions.order_by("number"))


def noted(row: Session) -> dict[int, Attendance]:
    """What was noted of each place at the session."""
    return {one.place_id: one for one in row.attendances.all()}


def is_kept_apart(screening_id: int, row: Course) -> bool:
    """Whether someone in the course, or who leads it, is one whom she must not meet; asked by the rules alone."""
    there = Place.objects.filter(course=row, state__in=SEATED).values_list("screening_id", flat=True)
    leading = [one for one in (row.leader_id, row.second_leader_id) if one]
    mine = Q(first_id=screening_id) & (Q(second_id__in=there) | Q(worker_id__in=leading))
    return KeptApart.objects.filter(mine | Q(second_id=screening_id, first_id__in=there), ended_at=None).exists()


def course_of_both(row: KeptApart) -> Course | None:
    """The course in which the two would meet as it stands now, for those who keep them apart."""
    at = Q(state__in=SEATED, course__state__in=COMING)
    first = Place.objects.filter(at, screening_id=row.first_id).select_related("course").first()
    if first is None or first.course is None:
        return None
    if row.worker_id is not None:
        return first.course if row.worker_id in (first.course.leader_id, first.course.second_leader_id) else None
    there = Place.objects.filter(at, screening=row.second, course=first.course)
    return first.course if there.exists() else None


def kept_apart(by: Actor, screening_id: int) -> list[KeptApart]:
    """From whom someone is kept apart and why, for those alone who keep it. NotFound otherwise."""
    rows = scope(by, Act.KEEP_APART, KeptApart.objects.select_related("first__person", "second__person", "worker"))
    return list(rows.filter(Q(first_id=screening_id) | Q(second_id=screening_id), ended_at=None).order_by("pk"))


def who_know_violence(zone_id: int, workers: Collection[int | None], row_days: Collection[datetime]) -> list[bool]:
    """Of each of these who lead, whether a certificate holds on the last day."""
    last = day_of(max(row_days)) if row_days else None
    if last is None:
        return [False for _one in workers]
    held = certified(zone_id, last, Gives.KNOWLEDGE, Gives.RISK)
    return [one in held for one in workers if one is not None]


def under_way(by: Actor, *, zone_id: int) -> list[UnderWay]:
    """Offers that are not answered, and who left and has not been rung: codes and days."""
    rows = scope(by, Act.SEE_COURSES, Place.objects.filter(zone_id=zone_id))
    waits = rows.filter(Q(state__in=(P.WAITING, P.OFFERED)) | Q(state=P.DROPPED_OUT, rung_at=None))
    return [
        UnderWay(
            "place", one.pk, "not_rung" if one.state == P.DROPPED_OUT else one.state, one.state_at,
            programme_id=one.programme_id, href=address("course_place", one.pk),
        )
        for one in waits.only("id", "state", "state_at", "programme_id").order_by("state_at", "id")
    ]  # fmt: skip


def own_times(by: Actor, *, zone_id: int) -> dict[tuple[str, int], datetime]:
    """When each offer is to be answered."""
    rows = scope(by, Act.SEE_COURSES, Place.objects.filter(zone_id=zone_id, state=P.OFFERED))
    return {("place", pk): by_then for pk, by_then in rows.values_list("pk", "answer_by") if by_then is not None}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A session's page: who is expected, and what was noted of each."""

    row: Session
    course: Course
    lines: list[tuple[Place, Attendance | None]]


def sheet(by: Actor, session_id: int) -> Sheet:
    """The sheet of a session, for whoever leads the course."""
    row = session(by, session_id)
    told = noted(row)
    here = [one for one in seated(row.course) if one.state == P.CONFIRMED or one.pk in told]
    return Sheet(row, row.course, [(one, told.get(one.pk)) for one in here])
