"""When a room is free: asked, and held while someone plans in it. Two sessions are never in one room at once."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from brobygger.base.decision import NotFound, Refused
from brobygger.base.workdays import COPENHAGEN
from brobygger.courses import queries, rules
from brobygger.courses.models import Course, Venue


def hold(zone_id: int, *venues: int) -> list[Venue]:
    """The zone's rooms, locked in one order, so that two who plan in them wait for one another."""
    found = list(Venue.objects.select_for_update().filter(pk__in=venues, zone_id=zone_id).order_by("pk"))
    if len(found) != len(set(venues)):
        raise NotFound("not_found")
    return found


def may_use(venue: Venue, hours: Sequence[tuple[datetime, int]], *, but: Collection[int] = ()) -> None:
    """Refused where the room is closed, or taken, at one of these; the caller holds the room."""
    is_open(venue, hours)
    if not hours:
        return
    first, last = min(hours)[0], max(hours)[0]
    near = venue.sessions.filter(starts_at__gt=first - timedelta(days=1), starts_at__lt=last + timedelta(days=1))
    for other in near.exclude(pk__in=but).select_related("course").order_by("starts_at"):
        if rules.meet((other.starts_at, other.minutes), hours):
            raise Refused("room_is_taken", room=venue.name, when=other.starts_at, course=other.course.name)


def free_for(row: Course, venues: Sequence[Venue], at: datetime) -> list[Venue]:
    """Which of the rooms are free for all sessions of the course that are to have one. The caller may plan it."""
    sessions = queries.to_be_given(row, at)
    hours, own = [(one.starts_at, one.minutes) for one in sessions], [one.pk for one in sessions]
    found = []
    for venue in venues:
        with suppress(Refused):
            may_use(venue, hours, but=own)
            found.append(venue)
    return found


def is_open(venue: Venue, hours: Sequence[tuple[datetime, int]]) -> None:
    open_at = queries.hours_of(venue)
    for starts, minutes in hours:
        if not (told := open_at.may_take(starts, minutes)):
            ends = starts.astimezone(COPENHAGEN) + timedelta(minutes=minutes)
            open_from = {
                "opens": f"{open_at.opens:%H:%M}",
                "closes": f"{open_at.closes:%H:%M}",
                "ends": f"{ends:%H:%M}",
            }
            raise Refused(told.reason, room=venue.name, when=starts, **open_from)
