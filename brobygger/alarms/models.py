"""What a zone has decided about deadlines, the alarms, who was told of them, and what each search for leaks found."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from brobygger.alarms.states import ALARM, AlarmState, Because, Level, Reason
from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField


class DeadlinePolicy(models.Model):
    """How long things may stand still in a zone, from a day; a version stays as it was decided."""

    classed = classed(
        Keep.PROGRAMME,
        working="id zone valid_from limits closed_days most_days most_postponements decided_at decided_by",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    valid_from = models.DateField()
    limits = models.JSONField()  # {"referral.sent": [2, 1], …}: working days to the coordinator, and on to the leader
    closed_days = ArrayField(models.CharField(max_length=10))
    most_days = models.PositiveSmallIntegerField()
    most_postponements = models.PositiveSmallIntegerField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["zone", "valid_from", "id"], name="deadlines_of_a_zone")]


class Alarm(models.Model):
    """Something has stood still past its time; codes and numbers, no one's name."""

    classed = classed(
        Keep.PROGRAMME,
        working="id zone programme kind thing_id thing_state since round worker token href due_on leader_on level"
        " raised_at escalated_at nobody_at_work state settled_at settled_by reason again_on",
        sensitive="note",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, null=True, related_name="+", db_index=False)
    # What stands still, as base.underway tells it.
    kind = models.CharField(max_length=30)
    thing_id = models.BigIntegerField()
    thing_state = models.CharField(max_length=30)
    since = models.DateTimeField()
    round = models.PositiveSmallIntegerField(default=0)  # how many times it has been put off before
    worker = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    token = models.CharField(max_length=40, blank=True)
    href = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    leader_on = models.DateField()
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    raised_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    nobody_at_work = models.BooleanField(default=False)
    state = models.CharField(max_length=20, choices=AlarmState.choices, default=AlarmState.LIVE)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    note = SealedTextField(default="")
    again_on = models.DateField(null=True)  # the day that was given instead

    class Meta:
        constraints = [
            ALARM.constraint("state", "an_alarm_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["zone", "kind", "thing_id", "thing_state", "since", "round"],
                name="a_deadline_raises_one_alarm",
            ),
            models.UniqueConstraint(
                fields=["zone", "kind", "thing_id", "thing_state"],
                condition=Q(state="live"),
                name="a_thing_has_one_live_alarm_in_a_state",
            ),
            models.CheckConstraint(
                condition=Q(state="live", settled_at__isnull=True) | ~Q(state="live") & Q(settled_at__isnull=False),
                name="a_settled_alarm_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="postponed") | ~Q(reason="") & Q(again_on__isnull=False, settled_by__isnull=False),
                name="who_puts_an_alarm_off_says_why_and_until_when",
            ),
            models.CheckConstraint(condition=Q(leader_on__gte=F("due_on")), name="the_leader_is_told_last"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="an_alarm_is_someones_to_hear"),
        ]
        indexes = [
            models.Index(fields=["zone", "due_on", "id"], condition=Q(state="live"), name="alarms_that_are_live"),
            models.Index(fields=["zone", "-settled_at"], condition=~Q(state="live"), name="alarms_that_were_settled"),
        ]


class Telling(models.Model):
    """Someone was told of an alarm, once at each level."""

    classed = classed(Keep.PROGRAMME, working="id zone alarm worker level at because")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    alarm = models.ForeignKey(Alarm, models.CASCADE, related_name="tellings")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+", db_index=False)
    level = models.PositiveSmallIntegerField(choices=Level.choices)
    at = models.DateTimeField()
    because = models.CharField(max_length=20, choices=Because.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alarm", "level", "worker"], name="a_worker_is_told_once_at_a_level")
        ]


class LeakCheck(models.Model):
    """One search for leaks: what stood where, and what leaked, in numbers."""

    classed = classed(Keep.PROGRAMME, working="id zone at by night counts explained total")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    night = models.DateField(null=True)  # the day of the nightly one
    counts = models.JSONField()  # {reason: how many leak}
    explained = models.JSONField()  # {explanation: how many}
    total = models.PositiveIntegerField()  # how many leak

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "night"], name="leaks_are_searched_for_once_a_night")]
        indexes = [models.Index(fields=["zone", "-at"], name="leak_checks_of_a_zone")]
