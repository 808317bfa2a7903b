"""Which shifts are needed, each one's hours, exams and wishes, and the plans with their shifts."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from brobygger.base.classed import Keep, classed
from brobygger.rota.codes import Likes, Part
from brobygger.rota.states import ROTA, RotaState
from brobygger.staff.models import alone


class ShiftNeed(models.Model):
    """How many are needed on a weekday between two hours."""

    classed = classed(Keep.PROGRAMME, working="id zone weekday starts ends needed from_on until written_at written_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    starts = models.TimeField()
    ends = models.TimeField()
    needed = models.PositiveSmallIntegerField()
    from_on = models.DateField()
    until = models.DateField(null=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__gt=F("starts"), weekday__lte=6, needed__gte=1, needed__lte=50),
                name="a_shift_that_is_needed_ends_after_it_begins",
            ),
        ]


class Hours(models.Model):
    """How many hours a week she works, from a day."""

    classed = classed(Keep.EMPLOYMENT, working="id zone worker weekly from_on written_at written_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    weekly = models.PositiveSmallIntegerField()  # minutes
    from_on = models.DateField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "worker", "from_on"], name="hours_are_said_once_from_a_day"),
        ]


class Exam(models.Model):
    """Days on which she has exams, and how many shifts a week she can take all the same."""

    classed = classed(Keep.EMPLOYMENT, working="id zone worker first_day last_day most written_at written_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    first_day = models.DateField()
    last_day = models.DateField()
    most = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "worker", "first_day", "last_day"], name="an_exam_period_is_written_once"
            ),
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="an_exam_period_does_not_end_before_it_begins"
            ),
        ]


class Wish(models.Model):
    """What she prefers, would rather not, or cannot: a weekday or one day, and the part of it."""

    classed = classed(Keep.EMPLOYMENT, working="id zone worker likes weekday on part written_at written_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    likes = models.CharField(max_length=10, choices=Likes.choices)
    weekday = models.PositiveSmallIntegerField(null=True)
    on = models.DateField(null=True)
    part = models.CharField(max_length=10, choices=Part.choices)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "worker", "weekday", "on", "part"], nulls_distinct=False,
                name="a_time_is_wished_of_once",
            ),
            models.CheckConstraint(
                condition=Q(weekday__isnull=True, on__isnull=False) | Q(weekday__lte=6, on__isnull=True),
                name="a_wish_is_about_a_weekday_or_one_day",
            ),
        ]  # fmt: skip


class Rota(models.Model):
    """A plan of some weeks. `bound` is the least that any plan costs, as far as it is proved."""

    classed = classed(
        Keep.EMPLOYMENT,
        working="id zone first_day last_day most_a_week with_gaps state state_at asked_by cost bound conflict"
        " published_at published_by",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    first_day = models.DateField()
    last_day = models.DateField()
    most_a_week = models.PositiveSmallIntegerField()
    with_gaps = models.BooleanField(default=False)  # a shift may lack someone
    state = models.CharField(max_length=20, choices=RotaState.choices, default=RotaState.ASKED)
    state_at = models.DateTimeField()
    asked_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    cost = models.PositiveIntegerField(null=True)
    bound = models.PositiveIntegerField(null=True)
    conflict = models.JSONField(default=list)  # codes, numbers and days of what cannot hold together
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            ROTA.constraint("state", "a_plan_of_shifts_is_in_a_known_state"),
            ExclusionConstraint(
                name="a_day_has_one_plan_of_shifts",
                expressions=[
                    (alone("zone"), RangeOperators.OVERLAPS),
                    (
                        Func("first_day", "last_day", Value("[]"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=~Q(state=RotaState.DROPPED),
            ),
        ]


class Shift(models.Model):
    """One seat of a shift on a day, and who has it."""

    classed = classed(
        Keep.EMPLOYMENT, working="id zone rota on starts_at ends_at seat worker sequence changed_at changed_by"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    rota = models.ForeignKey(Rota, models.CASCADE, related_name="shifts")
    on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    seat = models.PositiveSmallIntegerField()
    worker = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    sequence = models.PositiveIntegerField(default=0)  # how often it has changed
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rota", "starts_at", "ends_at", "seat"], name="a_shift_has_its_seats"),
            ExclusionConstraint(
                name="nobody_has_two_shifts_at_once",
                expressions=[
                    (alone("worker"), RangeOperators.OVERLAPS),
                    (alone("zone"), RangeOperators.OVERLAPS),
                    (
                        Func("starts_at", "ends_at", function="tstzrange", output_field=DateTimeRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(worker__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["zone", "on"], name="shifts_of_a_zone")]


class Talk(models.Model):
    """A worker would like to talk about something hard. Nothing is said of it here, and of nobody."""

    classed = classed(Keep.EMPLOYMENT, working="id zone worker asked_at wished_on held_on noted_at noted_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    wished_on = models.DateField()  # by when she would like it
    held_on = models.DateField(null=True)
    noted_at = models.DateTimeField(null=True)
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "worker"], condition=Q(held_on__isnull=True), name="a_talk_is_asked_for_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True, noted_at__isnull=True)
                | Q(held_on__isnull=False, noted_at__isnull=False),
                name="a_talk_that_was_held_was_noted",
            ),
        ]


class Change(models.Model):
    """One change that is proposed: who has the shift now, and who would take it."""

    classed = classed(Keep.EMPLOYMENT, working="id zone shift was to proposed_at")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    shift = models.OneToOneField(Shift, models.CASCADE, related_name="change")
    was = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    to = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
