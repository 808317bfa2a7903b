"""Two are kept apart: they never have a place in one course at once; nor someone and a colleague who leads it."""

from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.access.policy import Act
from brobygger.base.decision import NotFound, Refused
from brobygger.courses import place_actions, queries
from brobygger.courses.codes import Apart, Dropped
from brobygger.courses.models import Course, KeptApart, Place
from brobygger.courses.states import COMING, SEATED
from brobygger.screening import queries as screenings
from brobygger.trail import actions as trail


@transaction.atomic
def keep_apart(
    *, screening_id: int, second: int | None, worker: int | None, why: str, waits_on: int | None = None, by: Actor,
    at: datetime,
) -> KeptApart:  # fmt: skip
    """The two do not meet in a course from now on. Where they would, as the courses stand, one of them waits for
    another course: refused until it is said who (`waits_on`, the number of the one's registration)."""
    row = screenings.for_team(by, screening_id, act=Act.KEEP_APART)
    if second is not None and worker is not None:
        raise Refused("apart_from_one_alone")
    if (second is None and worker is None) or second == screening_id:
        raise Refused("apart_from_one")
    if second is not None:
        screenings.for_team(by, second, act=Act.KEEP_APART)
    # Whoever offers a place holds its course: no offer is made between this and what is kept.
    list(Course.objects.select_for_update().filter(zone_id=row.zone_id, state__in=COMING).order_by("pk"))
    made = KeptApart.objects.create(
        zone_id=row.zone_id, first=row, second_id=second, worker_id=worker, why=Apart(why), noted_at=at,
        noted_by_id=by.worker_id,
    )  # fmt: skip
    trail.write("courses.kept_apart", by=by, at=at, about=row)
    if queries.course_of_both(made) is not None:
        if waits_on is None or waits_on not in (screening_id, second):
            raise Refused("choose_who_waits")
        place = Place.objects.select_for_update(of=("self",)).get(screening_id=waits_on, state__in=SEATED)
        place_actions.wait_on(place, why=Dropped.ANOTHER_COURSE, by=by, at=at)
    return made


@transaction.atomic
def end_apart(*, screening_id: int, apart_id: int, by: Actor, at: datetime) -> None:
    """They may meet after all; courses that were refused to them are open again."""
    row = next((one for one in queries.kept_apart(by, screening_id) if one.pk == apart_id), None)
    if row is None:
        raise NotFound("not_found")
    row.ended_at, row.ended_by_id = at, by.worker_id
    row.save(update_fields=["ended_at", "ended_by"])
    Place.objects.filter(screening__in=[row.first_id, row.second_id or row.first_id]).update(not_these=[])
    trail.write("courses.apart_ended", by=by, at=at, about=row.first)
