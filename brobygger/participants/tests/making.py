"""What the tests of this room begin with: three in a course of one session that has ended half a year ago."""

from datetime import timedelta

from brobygger.courses import course_actions
from brobygger.courses.models import Course, Design, Place
from brobygger.courses.tests.making import FIRST, confirmed, held, planned

LATER = timedelta(days=120)


def together(cast, now, n=3):
    """So many in one course that has not begun; each course on a day of its own."""
    Design.objects.get_or_create(zone=cast.koege, defaults={"sessions": 1, "fewest": 2})
    course = planned(cast, now, first_on=FIRST + timedelta(weeks=Course.objects.count()))
    return course, [confirmed(cast, now, course) for _one in range(n)]


def ended(cast, now, n=3):
    """The same, when it is over; and the moment of its end."""
    course, places = together(cast, now, n)
    held(cast, course, **{f"p{one.pk}": "present" for one in places})
    over = course.sessions.get().starts_at + timedelta(hours=3)
    course_actions.end(course_id=course.pk, by=cast.actor("assessor"), at=over)
    return course, list(Place.objects.filter(course=course).order_by("pk")), over
