"""The reading door: courses and who waits, for the team; one's own courses for whoever leads them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.alphabet import alphabetical
from brobygger.base.decision import NotFound
from brobygger.base.menu import address
from brobygger.base.underway import UnderWay
from brobygger.base.workdays import day_of
from brobygger.courses import rules
from brobygger.courses.codes import HERE
from brobygger.courses.models import Attendance, Course, Design, KeptApart, Place, Session, Venue
from brobygger.courses.states import COMING, CURRENT, SEATED, PlaceState
from brobygger.reach.codes import Gives
from brobygger.reach.training_queries import certificates, certified
from brobygger.staff import queries as staff
from brobygger.trail.queries import times

P = PlaceState
TWO_LEAD = 2
PLACES = Place.objects.select_related(
    "screening__person__contact_plan", "screening__mailbox", "course", "called_off", "count"
)


def design_of(zone_id: int) -> Design:
    """How the zone runs a course; as the seed has it where nothing was decided. The caller has asked `may`."""
    return Design.objects.filter(zone_id=zone_id).first() or Design(zone_id=zone_id)


def breaks_of(design: Design) -> list[rules.Break]:
    return [rules.a_break(one) for one in design.breaks]


def courses(by: Actor, *, zone_id: int) -> list[Course]:
    """The zone's courses, those to come and running first."""
    if zone_id not in zones_for(by, Act.SEE_COURSES):
        raise NotFound("not_found")
    rows = Course.objects.filter(zone_id=zone_id).select_related("leader", "second_leader", "stand_in", "venue")
    came = Count("places", filter=Q(places__state__in=(P.CONFIRMED, P.COMPLETED)))
    rows = rows.annotate(confirmed=came, offered=Count("places", filter=Q(places__state=P.OFFERED)))
    rows = rows.order_by("-planned_at", "-pk")
    return sorted(rows[:60], key=lambda one: one.state not in COMING)


def course(by: Actor, course_id: int, *, act: Act = Act.SEE_COURSES, for_update: bool = False) -> Course:
    """One course, where the act reaches it. NotFound otherwise."""
    rows = scope(by, act, Course.objects.select_related("leader", "second_leader", "stand_in", "venue"))
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
    """Where someone who was received stands with a course: what is, before the last of what was."""
    rows = list(scope(by, Act.KEEP_PLACES, PLACES).filter(screening_id=screening_id).order_by("-pk"))
    return next((one for one in rows if one.state in CURRENT), rows[0] if rows else None)


def before(by: Actor, row: Place) -> list[Place]:
    """Where the same one stood with courses before, the last first."""
    rows = scope(by, Act.KEEP_PLACES, PLACES).filter(screening_id=row.screening_id, pk__lt=row.pk)
    return list(rows.order_by("-pk"))


def is_to_be_rung(by: Actor, row: Place) -> bool:
    """Whether she has left a course, or one was taken from her, and nobody has rung yet."""
    left = (one.state == P.DROPPED_OUT and one.rung_at is None for one in (row, *before(by, row)))
    return row.called_off_id is not None or any(left)


def waiting(by: Actor, *, zone_id: int) -> QuerySet[Place]:
    """Who waits, the longest first."""
    rows = scope(by, Act.KEEP_PLACES, PLACES).filter(zone_id=zone_id, state=P.WAITING)
    return rows.order_by("waits_since", "id")


def seated(row: Course) -> list[Place]:
    """Who has a place or has been offered one, by seat; and who left, after them. The caller may read the course."""
    rows = PLACES.filter(course=row).exclude(state=P.WAITING)
    return sorted(rows, key=lambda one: (one.state not in SEATED, one.seat or 0, one.pk))


def last_told(zone_id: int, sessions: int) -> dict[int, Session]:
    """What each session was about in the zone's last course of as many, to begin the next one from."""
    rows = Session.objects.filter(zone_id=zone_id).order_by("-course__planned_at", "-course_id", "number")
    last = [one for one in rows[:sessions] if one.course_id == rows[0].course_id]
    return {one.number: one for one in last} if len(last) == sessions else {}


def to_ring(row: Course) -> list[Place]:
    """Who had a place in the course, or an offer, and is to be rung. The caller may read it."""
    lost = Q(called_off=row, state__in=(P.WAITING, P.OFFERED))
    rows = PLACES.filter(lost | Q(course=row, state=P.DROPPED_OUT, rung_at=None))
    return list(rows.order_by("waits_since", "pk"))


def first_session(row: Course) -> datetime:
    """When the course begins."""
    return row.sessions.order_by("number").values_list("starts_at", flat=True)[0]


def unasked(row: Course) -> list[Place]:
    """Who has said yes and has not been asked again near the first session. The caller may read the course."""
    first, rows = first_session(row), PLACES.filter(course=row, state=P.CONFIRMED).order_by("seat", "pk")
    return [one for one in rows if not rules.counts_as_asked(one.asked_again_at, first=first)]


def begins_with_too_few(row: Course) -> bool:
    """Whether too few have said yes, and nobody has said why it begins all the same. The caller may read the course."""
    confirmed = row.places.filter(state=P.CONFIRMED).count()
    return row.begins_with_few_at is None and not rules.has_quorum(confirmed=confirmed, fewest=row.fewest)


def not_asked(row: Course) -> list[Attendance]:
    """Who came and was not asked about safety, by session. The caller may read the course."""
    rows = Attendance.objects.filter(session__course=row, came__in=HERE, worries=None, not_possible=False)
    told = rows.select_related("session", "place__screening__person__contact_plan", "place__screening__mailbox")
    return list(told.order_by("session__number", "place__seat", "pk"))


def held(row: Course) -> int:
    """How many sessions have been held."""
    return row.sessions.exclude(held_at=None).count()


def sessions(row: Course) -> list[Session]:
    return list(row.sessions.select_related("venue").order_by("number"))


def hours_to_come(row: Course) -> list[tuple[datetime, int]]:
    """When the sessions that are not held begin, and for how many minutes."""
    return [(one.starts_at, one.minutes) for one in sessions(row) if one.held_at is None]


def to_come(rows: QuerySet[Session], at: datetime) -> list[Session]:
    """Those of the sessions that have not been held and lie ahead, in their order."""
    return list(rows.filter(held_at=None, starts_at__gt=at).order_by("starts_at"))


def to_be_given(row: Course, at: datetime) -> list[Session]:
    """Which of its sessions to come another room is for: those without one, and all where each has one."""
    ahead = to_come(row.sessions.all(), at)
    return [one for one in ahead if one.venue_id is None] or ahead


def rooms_of(row: Course, at: datetime) -> list[str]:
    """The names of the rooms in which it meets from now on; of a course that is over those in which it met."""
    ahead = row.state in COMING
    there = [one for one in sessions(row) if not ahead or (one.held_at is None and one.starts_at > at)]
    return list(dict.fromkeys(one.venue.name for one in there if one.venue is not None))


def venues(by: Actor, *, zone_id: int) -> list[Venue]:
    """The zone's rooms by name, those that are not in use any more last."""
    rows = scope(by, Act.PLAN_COURSES, Venue.objects.filter(zone_id=zone_id))
    return sorted(rows, key=lambda one: (one.in_use_until is not None, alphabetical(one.name), one.pk))


def venue(by: Actor, venue_id: int) -> Venue:
    """One room, for whoever plans. NotFound otherwise."""
    found = scope(by, Act.PLAN_COURSES, Venue.objects.filter(pk=venue_id)).first()
    if found is None:
        raise NotFound("not_found")
    return found


def booked(by: Actor, *, zone_id: int, first: datetime, last: datetime) -> list[Session]:
    """The sessions between the two moments of courses that are to come or run: their rooms and who lead are taken."""
    rows = Session.objects.filter(course__in=scope(by, Act.PLAN_COURSES, Course.objects.filter(zone_id=zone_id)))
    rows = rows.filter(course__state__in=COMING, starts_at__gte=first - timedelta(days=1), starts_at__lte=last)
    return list(rows.select_related("course").order_by("starts_at", "pk"))


def hours_of(row: Venue) -> rules.Hours:
    return rules.Hours(frozenset(row.weekdays), row.opens, row.closes, row.in_use_from, row.in_use_until)


def noted(row: Session) -> dict[int, Attendance]:
    """What was noted of each place at the session."""
    return {one.place_id: one for one in row.attendances.all()}


def first_to_come(row: Course, at: datetime) -> datetime | None:
    """When the next session begins."""
    return row.sessions.filter(starts_at__gt=at).order_by("starts_at").values_list("starts_at", flat=True).first()


def mark(noted: Attendance | None) -> str:
    """What stands noted of one at a session, in one word, to tell whether it has changed."""
    return f"{noted.came} {'not_possible' if noted.not_possible else noted.worries}" if noted else ""


def know_one_another(row: Course, *leaders: int) -> bool:
    """Whether someone in the course must not meet one of these."""
    there = Place.objects.filter(course=row, state__in=SEATED).values("screening_id")
    return KeptApart.objects.filter(first_id__in=there, worker_id__in=leaders, ended_at=None).exists()


def is_kept_apart(screening_id: int, row: Course) -> bool:
    """Whether someone in the course, or who leads it, is one whom she must not meet; asked by the rules alone."""
    there = Place.objects.filter(course=row, state__in=SEATED).values_list("screening_id", flat=True)
    leading = row.leading
    mine = Q(first_id=screening_id) & (Q(second_id__in=there) | Q(worker_id__in=leading))
    return KeptApart.objects.filter(mine | Q(second_id=screening_id, first_id__in=there), ended_at=None).exists()


def apart_in_waiting(by: Actor, *, zone_id: int) -> tuple[int, frozenset[tuple[int, int]], frozenset[tuple[int, int]]]:
    """How many wait; of them by their places two who must not meet, and one with a colleague. Asked by a plan alone,
    which places them apart and tells nobody."""
    places = dict(waiting(by, zone_id=zone_id).values_list("screening_id", "pk"))
    rows = KeptApart.objects.filter(zone_id=zone_id, ended_at=None, first_id__in=places)
    two: set[tuple[int, int]] = set()
    one: set[tuple[int, int]] = set()
    for first, second, worker in rows.values_list("first_id", "second_id", "worker_id"):
        if second in places:
            two.add((places[first], places[second]))
        elif worker:
            one.add((places[first], worker))
    return len(places), frozenset(two), frozenset(one)


def course_of_both(row: KeptApart) -> Course | None:
    """The course in which the two would meet as it stands now, for those who keep them apart."""
    at = Q(state__in=SEATED, course__state__in=COMING)
    first = Place.objects.filter(at, screening_id=row.first_id).select_related("course").first()
    if first is None or first.course is None:
        return None
    if row.worker_id is not None:
        return first.course if row.worker_id in first.course.leading else None
    there = Place.objects.filter(at, screening=row.second, course=first.course)
    return first.course if there.exists() else None


def would_meet(by: Actor, *, zone_id: int) -> list[tuple[KeptApart, Course]]:
    """Those who must not meet and would, as the courses stand now: for those alone who keep them apart."""
    rows = scope(by, Act.KEEP_APART, KeptApart.objects.filter(zone_id=zone_id, ended_at=None))
    found = ((one, course_of_both(one)) for one in rows.select_related("first__person", "first__mailbox"))
    return [(one, there) for one, there in found if there is not None]


def untold(row: Place) -> bool:
    """Whether a session has another day or room since she was told of them."""
    return row.pk in untold_in(row.course) if row.course is not None else False


def untold_in(row: Course) -> set[int]:
    """The places whose days or rooms have changed since they were told."""
    moved = [one for one in row.sessions.filter(held_at=None).values_list("moved_at", flat=True) if one]
    if not moved:
        return set()
    late = Q(told_at=None) | Q(told_at__lt=max(moved))
    return set(Place.objects.filter(late, course=row, state=P.CONFIRMED).values_list("pk", flat=True))


def kept_apart(by: Actor, screening_id: int) -> list[KeptApart]:
    """From whom someone is kept apart and why, for those alone who keep it. NotFound otherwise."""
    rows = scope(by, Act.KEEP_APART, KeptApart.objects.select_related("first__person", "second__person", "worker"))
    return list(rows.filter(Q(first_id=screening_id) | Q(second_id=screening_id), ended_at=None).order_by("pk"))


def kept_apart_people(zone_id: int) -> set[frozenset[int]]:
    """The pairs of people who are or were kept apart: they are two, whoever asks. The caller has asked the policy."""
    rows = KeptApart.objects.filter(zone_id=zone_id, first__person__isnull=False, second__person__isnull=False)
    return {frozenset(two) for two in rows.values_list("first__person_id", "second__person_id")}


def leads_elsewhere(
    zone_id: int, workers: Collection[int], hours: Sequence[tuple[datetime, int]], *, but: int = 0
) -> tuple[str, Session] | None:
    """The name of the first of these who leads another course at one of the hours, and its session there."""
    if not hours:
        return None
    first, last = min(hours)[0], max(hours)[0]
    near = Session.objects.filter(zone_id=zone_id, held_at=None, course__state__in=COMING).exclude(course_id=but)
    near = near.filter(starts_at__gt=first - timedelta(days=1), starts_at__lt=last + timedelta(days=1))
    for other in near.select_related("course__leader", "course__second_leader").order_by("starts_at", "pk"):
        if rules.meet((other.starts_at, other.minutes), hours):
            for worker in (other.course.leader, other.course.second_leader):
                if worker is not None and worker.pk in workers:
                    return worker.name, other
    return None


def who_know_violence(zone_id: int, workers: Collection[int | None], row_days: Collection[datetime]) -> list[bool]:
    """Of each of these who lead, whether a certificate holds on the last day."""
    last = day_of(max(row_days)) if row_days else None
    if last is None:
        return [False for _one in workers]
    held = certified(zone_id, last, Gives.KNOWLEDGE, Gives.RISK)
    return [one in held for one in workers if one is not None]


def under_way(by: Actor, *, zone_id: int) -> list[UnderWay]:
    """Offers that are not answered, who left and has not been rung, and what a course lacks: codes and days."""
    rows = scope(by, Act.SEE_COURSES, Place.objects.filter(zone_id=zone_id))
    waits = rows.filter(Q(state__in=(P.WAITING, P.OFFERED)) | Q(state=P.DROPPED_OUT, rung_at=None))
    to_be_rung = rows.filter(state__in=(P.WAITING, P.OFFERED), called_off__isnull=False)
    of_places = [
        UnderWay(
            "place", one.pk, "not_rung" if one.state == P.DROPPED_OUT else one.state, one.state_at,
            programme_id=one.programme_id, href=address("course_place", one.pk),
        )
        for one in waits.only("id", "state", "state_at", "programme_id").order_by("state_at", "id")
    ]  # fmt: skip
    of_places += [
        UnderWay("place", one.pk, "not_rung", _lost_at(one, one.called_off), programme_id=one.programme_id,
                 href=address("course_place", one.pk))
        for one in to_be_rung.select_related("called_off").order_by("pk") if one.called_off is not None
    ]  # fmt: skip
    coming = list(scope(by, Act.SEE_COURSES, Course.objects.filter(zone_id=zone_id, state__in=COMING)).order_by("pk"))
    led_since = _led_since(coming, zone_id)
    return of_places + [
        one for course in coming for one in lacks(course, timezone.now()).under_way(course, led_since[course.pk])
    ]


def _led_since(rows: Iterable[Course], zone_id: int) -> dict[int, datetime]:
    """Since when those lead who lead each of the courses now: it stands in the trail, and nowhere else."""
    found = {one.pk: one.planned_at for one in rows}
    for what in ("courses.leaders_changed", "staff.passed_on", "staff.given_back"):
        for pk, (_count, last) in times(what, "course", list(found), zones=[zone_id]).items():
            found[pk] = max(found[pk], last)
    return found


def _lost_at(place: Place, was: Course) -> datetime:
    """Since when she is to be rung about the course that was hers."""
    return place.state_at if was.state in COMING else was.state_at


@dataclass(frozen=True, slots=True)
class Lacks:
    """What a course that is to come or runs lacks, and since when."""

    no_room: tuple[Session, ...] = ()
    uncertified: Session | None = None  # the first session on which nobody who leads is certified
    alone: tuple[Session, ...] = ()  # where fewer than two of those who lead, or stand in, are here
    too_few_since: datetime | None = None

    def under_way(self, row: Course, led_since: datetime) -> list[UnderWay]:
        since = {
            "no_room": min((one.room_lost_at or row.planned_at for one in self.no_room), default=None),
            "certificate": led_since if self.uncertified else None,
            "one_leads": led_since if self.alone else None,
            "too_few": self.too_few_since,
        }
        told = {"programme_id": row.programme_id, "href": address("course", row.pk)}
        return [UnderWay("course", row.pk, state, when, **told) for state, when in since.items() if when]  # type: ignore[arg-type]


def lacks(row: Course, now: datetime) -> Lacks:
    """What the course lacks, from now on. The caller may read it."""
    if row.state not in COMING:
        return Lacks()
    ahead = to_come(row.sessions.all(), now)
    held = certificates(row.zone_id, Gives.KNOWLEDGE, Gives.RISK)
    theirs = [
        rules.Certificate(first, last) for who, first, last in held if who in (row.leader_id, row.second_leader_id)
    ]
    without = rules.first_uncertified([day_of(one.starts_at) for one in ahead], theirs)
    first = ahead[0] if ahead and row.state == "planned" and ahead[0].number == 1 else None
    since = rules.quorum_is_due(day_of(first.starts_at)) if first and row.begins_with_few_at is None else None
    confirmed = row.places.filter(state=P.CONFIRMED).count() if since and since <= now else row.fewest
    return Lacks(
        tuple(one for one in ahead if one.venue_id is None), None if without is None else ahead[without],
        _with_too_few_who_lead(row, ahead),
        None if rules.has_quorum(confirmed=confirmed, fewest=row.fewest) else since,
    )  # fmt: skip


def _with_too_few_who_lead(row: Course, ahead: Sequence[Session]) -> tuple[Session, ...]:
    if not ahead:
        return ()
    last = day_of(ahead[-1].starts_at)
    gone = staff.away_between(row.zone_id, day_of(ahead[0].starts_at), last)
    here = staff.works_between(row.zone_id, None, day_of(ahead[0].starts_at), last)

    def are_here(day: date) -> int:
        def any_holds(spans: Iterable[tuple[date, date]]) -> bool:
            return any(begins <= day <= ends for begins, ends in spans)

        return sum(any_holds(here.get(one, ())) and not any_holds(gone.get(one, ())) for one in row.leading)

    return tuple(one for one in ahead if are_here(day_of(one.starts_at)) < TWO_LEAD)


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

    @property
    def blank(self) -> list[Place]:
        """Of whom nothing is noted."""
        return [place for place, noted in self.lines if noted is None]


def sheet(by: Actor, session_id: int) -> Sheet:
    """The sheet of a session, for whoever leads the course."""
    row = session(by, session_id)
    told = noted(row)
    here = sorted(expected(row), key=lambda one: (one.state not in SEATED, one.seat or 0, one.pk))
    return Sheet(row, row.course, [(one, told.get(one.pk)) for one in here])


def expected(row: Session) -> QuerySet[Place]:
    """Whose coming is noted at the session: who has a place to the end, and whoever was noted there, wherever she is
    since. The caller may read it."""
    there = Attendance.objects.filter(session=row).values("place_id")
    return PLACES.filter(Q(course=row.course_id, state__in=(P.CONFIRMED, P.COMPLETED)) | Q(pk__in=there))
