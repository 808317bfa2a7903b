"""A plan that departments share, who takes part with which right, its aims and tasks, and its meetings."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.coordination.codes import Basis, Phase, PlanEnd, Who
from brobygger.coordination.states import PLAN, TASK, PlanState, TaskState


class Plan(models.Model):
    """What is agreed across departments about someone who was received, and who leads it: one, or nobody yet."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone screening state state_at phase lead lead_at touched_at begun_at begun_by ended",
        sensitive="ended_words",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    screening = models.OneToOneField("screening.Screening", models.CASCADE, related_name="coordination")
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.OPEN)
    state_at = models.DateTimeField()
    phase = models.CharField(max_length=10, choices=Phase.choices, default=Phase.DURING)
    lead = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    lead_at = models.DateTimeField()  # since when it is so, also where nobody leads
    touched_at = models.DateTimeField()  # when anyone last wrote in it
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    ended = models.CharField(max_length=20, choices=PlanEnd.choices, blank=True)
    ended_words = SealedTextField()

    class Meta:
        constraints = [
            PLAN.constraint("state", "a_plan_across_departments_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state="ended") & ~Q(ended="") | Q(state="open", ended=""),
                name="a_plan_across_departments_ends_for_a_reason",
            ),
        ]


class Participant(models.Model):
    """Who takes part, and by which right, from which day."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone plan kind worker department basis law basis_on added_at added_by ended_at ended_by",
        contact="name",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="participants")
    kind = models.CharField(max_length=10, choices=Who.choices)
    worker = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey("municipality.Department", models.PROTECT, null=True, related_name="+")
    name = SealedTextField()  # of someone from outside: who, from where
    basis = models.CharField(max_length=10, choices=Basis.choices)
    law = models.CharField(max_length=40, blank=True)  # the key of a legal basis
    basis_on = models.DateField()  # when she said yes, or when the legal basis was judged to hold
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="worker", worker__isnull=False, department__isnull=True)
                | Q(kind="department", worker__isnull=True, department__isnull=False)
                | Q(kind="outside", worker__isnull=True, department__isnull=True),
                name="whoever_takes_part_is_one_of_three_kinds",
            ),
            models.CheckConstraint(
                condition=Q(basis="consent", law="") | Q(basis="law") & ~Q(law=""),
                name="whoever_takes_part_has_a_right_to",
            ),
            models.UniqueConstraint(
                fields=["plan", "worker"], condition=Q(ended_at=None), name="a_colleague_takes_part_once_in_a_plan"
            ),
            models.UniqueConstraint(
                fields=["plan", "department"], condition=Q(ended_at=None), name="a_department_takes_part_once_in_a_plan"
            ),
        ]


class Goal(models.Model):
    """What the person wishes to come to, in words that everyone who takes part may read."""

    classed = classed(
        Keep.UNTIL_ERASED, working="id zone plan made_at made_by reached_at reached_by", sensitive="words"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    words = SealedTextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    reached_at = models.DateTimeField(null=True)
    reached_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")


class Task(models.Model):
    """What someone who takes part does, and by when."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone plan worker due_on state state_at made_at made_by",
        sensitive="words why_not",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="tasks")
    words = SealedTextField()
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=TaskState.choices, default=TaskState.AGREED)
    state_at = models.DateTimeField()
    why_not = SealedTextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [TASK.constraint("state", "a_task_of_a_plan_is_in_a_known_state")]


class PlanMeeting(models.Model):
    """Which plan a meeting is about."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone plan meeting")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="meetings")
    meeting = models.OneToOneField("meetings.Meeting", models.CASCADE, related_name="about_plan")
