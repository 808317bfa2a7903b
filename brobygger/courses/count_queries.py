"""How many wait, begin and come to the end, from the register of courses: counts alone."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, zones_for
from brobygger.base.decision import NotFound
from brobygger.courses.models import Course, PlaceCount
from brobygger.courses.states import CourseState, PlaceState


@dataclass(frozen=True, slots=True)
class Participants:
    """Of a period, each by its own day: began to wait, said yes to a place and came, came to the end."""

    began_waiting: int
    started: int
    completed: int
    left_waiting: int  # stopped waiting without a place
    left_course: int
    courses: int  # that have begun

    @property
    def settled(self) -> int:
        """Those who began and are done."""
        return self.completed + self.left_course


def participants(by: Actor, *, zone_id: int, programme_id: int, first: date, last: date) -> Participants:
    """The counts of a period. NotFound outside the actor's zones."""
    if zone_id not in zones_for(by, Act.SEE_COURSES):
        raise NotFound("not_found")
    then, ended = (first, last), Q(state_on__range=(first, last))
    of = {
        "began_waiting": Q(waited_on__range=then),
        "started": Q(confirmed_on__range=then, came__gt=0),
        "completed": ended & Q(state=PlaceState.COMPLETED),
        "left_waiting": ended & Q(state=PlaceState.WITHDRAWN, confirmed_on=None),
        "left_course": ended & Q(state=PlaceState.DROPPED_OUT),
    }
    rows = PlaceCount.objects.filter(zone_id=zone_id, programme_id=programme_id)
    told = rows.aggregate(**{name: Count("pk", filter=which) for name, which in of.items()})
    begun = Course.objects.filter(
        zone_id=zone_id, programme_id=programme_id, state__in=(CourseState.RUNNING, CourseState.ENDED)
    ).annotate(held=Count("sessions", filter=Q(sessions__number=1, sessions__starts_at__date__range=then)))
    return Participants(**told, courses=begun.filter(held__gt=0).count())
