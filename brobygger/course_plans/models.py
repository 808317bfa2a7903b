"""A plan as it is asked for and found: courses, rooms and who lead, and nobody who waits."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.course_plans.states import OPEN, PLAN, PlanState


class CoursePlan(models.Model):
    """A zone has one plan in the making at a time. What it holds goes when it is made or dropped."""

    classed = classed(
        Keep.PROGRAMME, working="id zone programme state state_at turn asked found before asked_at asked_by"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=20, choices=PlanState.choices, default=PlanState.ASKED)
    state_at = models.DateTimeField()
    turn = models.PositiveSmallIntegerField(default=1)  # each change is one
    asked = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    before = models.JSONField(default=dict)  # what was found before the last change; nothing where it was asked anew
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            PLAN.constraint("state", "a_plan_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["zone"], condition=Q(state__in=OPEN), name="a_zone_has_one_plan_in_the_making"
            ),
        ]
