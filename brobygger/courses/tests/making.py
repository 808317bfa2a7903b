"""What the tests of this room begin with: people who are assessed and wait, and a course that is planned."""

from datetime import date, time, timedelta

from brobygger.base.workdays import DANISH
from brobygger.courses import course_actions, place_actions, venue_actions
from brobygger.courses.course_actions import Noted, Planned
from brobygger.courses.models import Venue
from brobygger.risk.tests.making import begun, certify, handed_in, licensed, talked

FIRST = date(2027, 1, 6)  # a Wednesday


def ready(cast, now):
    """Certificates and a licence."""
    certify(cast, now, "assessor", "second_assessor", gives=("risk", "knowledge"))
    licensed(cast, now)


def assessed(cast, now):
    """Someone of whom an assessment holds."""
    case = talked(cast, now)
    handed_in(cast, now, begun(cast, now, case))
    return case.screening_id


def waits(cast, now, wishes="Onsdage efter 16"):
    by = cast.actor("assessor")
    number = assessed(cast, now)
    return place_actions.wait(screening_id=number, wishes=wishes, wishes_a_group=True, by=by, at=now)


def room(cast, now, name=None, **more):
    """A room of its own, where no name is told."""
    told = {
        "name": name or f"Lokale {Venue.objects.count() + 1}", "address": "Prøvevej 3", "seats": 10, "discretion": "",
        "weekdays": [1, 2, 3, 4, 5], "opens": time(8), "closes": time(21), "in_use_from": date(2026, 1, 1), **more,
    }  # fmt: skip
    by = cast.actor("project_leader")
    return venue_actions.keep_venue(zone_id=cast.koege.pk, told=told, by=by, at=now)


def a_day_since(day):
    """The first day from then on that a course can be held on."""
    return day if DANISH.is_working_day(day) else a_day_since(day + timedelta(days=1))


def planned(cast, now, first_on=FIRST, leader=None, second_leader=None, venue=None):
    told = Planned(
        programme_id=cast.outpatient.pk, name="Onsdagsholdet", venue_id=(venue or room(cast, now)).pk,
        first_on=first_on, starts=time(16, 30),
        leader=(leader or cast.assessor).pk, second_leader=(second_leader or cast.second_assessor).pk,
    )  # fmt: skip
    return course_actions.plan(zone_id=cast.koege.pk, told=told, by=cast.actor("project_leader"), at=now)


def offered(cast, now, place, course, who="assessor"):
    return place_actions.offer(place_id=place.pk, course_id=course.pk, by=cast.actor(who), at=now)


def confirmed(cast, now, course, place=None):
    place = offered(cast, now, place or waits(cast, now), course)
    return place_actions.answer(place_id=place.pk, yes=True, by=cast.actor("assessor"), at=now)


def held(cast, course, number=1, why="Prøve", **came):
    """The session is held; `came` by the place's number as `p7="present"`."""
    row = course.sessions.get(number=number)
    told = {int(name[1:]): (Noted(code) if isinstance(code, str) else code) for name, code in came.items()}
    by, at = cast.actor("assessor"), row.starts_at + timedelta(hours=2)
    return course_actions.note_attendance(session_id=row.pk, told=told, all_the_same=why, by=by, at=at)
