"""The jobs of this room; their arguments are ids and nothing else, since a queue can be read by whoever runs it."""

from django.utils import timezone
from procrastinate.contrib.django import app

from brobygger.course_plans import finding


@app.task(queue="plans")
def find_plan(plan_id: int, zone_id: int, turn: int) -> None:
    """A plan is found."""
    finding.find(plan_id=plan_id, zone_id=zone_id, turn=turn, at=timezone.now())
