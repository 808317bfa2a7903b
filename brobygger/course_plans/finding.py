"""The job that finds a plan, as long as it may take."""

from datetime import datetime

from brobygger.access.actor import machine
from brobygger.access.who import actor_for
from brobygger.access.zones import in_zones
from brobygger.base.decision import NotFound
from brobygger.course_plans import queries, told
from brobygger.course_plans.asked import Found
from brobygger.course_plans.models import CoursePlan
from brobygger.course_plans.states import PlanState
from brobygger.trail import actions as trail

S = PlanState
SECONDS = 10.0


def find(*, plan_id: int, zone_id: int, turn: int, at: datetime) -> None:
    """The plan of this turn is found, on behalf of whoever asked. Safe to do twice, or at once."""
    from brobygger.course_plans import puzzle

    with in_zones(machine(zone_id)):
        row = CoursePlan.objects.filter(pk=plan_id, state=S.ASKED, turn=turn).first()
    if row is None:
        return
    by = actor_for(row.asked_by_id)
    try:
        with in_zones(by):
            asked = queries.asked(by, row)
        likely = told.found_of(told.read(row.asked), row.before).lines
        found = puzzle.plan(asked, seconds=SECONDS, likely=likely)
    except NotFound:  # whoever asked does not plan here any more, or what was asked cannot be read
        found = Found()
    with in_zones(machine(zone_id)):
        row = CoursePlan.objects.select_for_update().filter(pk=plan_id, state=S.ASKED, turn=turn).first()
        if row is not None:
            row.found, row.state, row.state_at = told.kept_found(found), S.FOUND if found.lines else S.NONE, at
            row.save(update_fields=["found", "state", "state_at"])
            trail.write("course_plans.found", by=machine(zone_id), at=at, about=row, courses=len(found.lines))
