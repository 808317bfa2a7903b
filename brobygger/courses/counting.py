"""The register of courses, beside each place: what is counted, without who she is."""

from datetime import datetime

from brobygger.base.workdays import day_of
from brobygger.courses.codes import HERE
from brobygger.courses.models import Attendance, Place
from brobygger.courses.states import PlaceState


def count(row: Place, at: datetime) -> None:
    """The register says the same as the place."""
    told, today = row.count, day_of(at)
    told.course_id = row.course_id or told.course_id
    if row.state == PlaceState.OFFERED:
        told.offered_on = today
    if row.state == PlaceState.CONFIRMED and told.confirmed_on is None:
        told.confirmed_on = today
    told.state, told.state_on, told.dropped, told.gave = row.state, today, row.dropped, row.gave
    if row.course_id is not None:  # of whoever waits on, what was noted in the course before stays counted
        noted = Attendance.objects.filter(place=row, session__course_id=row.course_id)
        told.of, told.came = noted.count(), noted.filter(came__in=HERE).count()
    told.save()
