"""The lines of table 2 with their prices, the programme's goal, and the trials of another staffing."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.economy.codes import Follows, How, Paid
from brobygger.economy.states import TRIAL, TrialState


class CostLine(models.Model):
    """A line of the table: what is paid for, when, and whether it follows the team's hours."""

    classed = classed(Keep.PROGRAMME, working="id zone programme name paid follows written_at written_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120)
    paid = models.CharField(max_length=20, choices=Paid.choices)
    follows = models.CharField(max_length=20, choices=Follows.choices)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["zone", "programme"], name="lines_of_a_table")]
        constraints = [
            models.CheckConstraint(condition=Q(paid__in=Paid.values), name="a_line_is_paid_once_or_each_year"),
            models.CheckConstraint(condition=Q(follows__in=Follows.values), name="a_line_is_fixed_or_varies"),
        ]


class CostPrice(models.Model):
    """What a line costs from a day on; what was written before stays, so that a past period keeps its prices."""

    classed = classed(
        Keep.PROGRAMME, working="id zone line from_on how amount hours weeks hourly note written_at written_by"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    line = models.ForeignKey(CostLine, models.CASCADE, related_name="prices")
    from_on = models.DateField()
    how = models.CharField(max_length=20, choices=How.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)  # kroner
    hours = models.DecimalField(max_digits=6, decimal_places=2, null=True)  # a week
    weeks = models.DecimalField(max_digits=4, decimal_places=1, null=True)  # a year
    hourly = models.DecimalField(max_digits=9, decimal_places=4, null=True)  # kroner
    note = models.CharField(max_length=300, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(how=How.AMOUNT, amount__gte=0, hours=None, weeks=None, hourly=None)
                | Q(how=How.HOURS, amount=None, hours__gt=0, weeks__gt=0, weeks__lte=53, hourly__gte=0)
                | Q(how=How.NOTHING, amount=None, hours=None, weeks=None, hourly=None),
                name="a_price_is_a_sum_or_hours_or_nothing",
            ),
        ]


class Frame(models.Model):
    """What a programme aims at, and over how many years its start-up is spread."""

    classed = classed(Keep.PROGRAMME, working="id zone programme goal years written_at written_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    goal = models.DecimalField(max_digits=4, decimal_places=1)  # percent of those reached who accept
    years = models.PositiveSmallIntegerField()
    written_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "programme"], name="a_programme_has_one_goal_in_a_zone"),
            models.CheckConstraint(
                condition=Q(goal__gt=0, goal__lte=100, years__gte=1, years__lte=10), name="a_goal_is_a_share"
            ),
        ]


class Trial(models.Model):
    """Another staffing that is tried in the model: what it is reckoned from, and what came out. Numbers alone."""

    classed = classed(
        Keep.PROGRAMME, working="id zone programme state state_at asked found runs_done asked_at asked_by"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=20, choices=TrialState.choices, default=TrialState.ASKED)
    state_at = models.DateTimeField()
    asked = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    runs_done = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            TRIAL.constraint("state", "a_trial_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["zone"], condition=Q(state=TrialState.ASKED), name="a_zone_reckons_one_trial_at_a_time"
            ),
        ]
