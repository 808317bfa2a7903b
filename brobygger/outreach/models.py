"""The calls: one row for each time a worker opened a person to ring, the half-written ones included."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.codes import DeclineReason
from brobygger.base.sealed import SealedTextField
from brobygger.outreach.states import CALL, CallState, Result


class Call(models.Model):
    """A call by one worker about one case; its form is kept as it is written, so that nothing is lost."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone case by written_by state opened_at card_seen_at kept_at saved_at undone_at result"
        " decline_reason language interpreter again_at follow_until band script before",
        contact="number",
        sensitive="note form before_words",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    case = models.ForeignKey("cases.Case", models.CASCADE, related_name="calls")
    by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    # Of what stands in the form, where that is another, whose role is over.
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    number = models.ForeignKey("people.PhoneNumber", models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=CallState.choices, default=CallState.OPEN)
    opened_at = models.DateTimeField()
    card_seen_at = models.DateTimeField(null=True)  # only then is the number shown
    kept_at = models.DateTimeField(null=True)  # the last autosave
    form = SealedTextField()  # the half-written form as JSON, gone when the call is saved
    saved_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=30, choices=Result.choices, blank=True)
    decline_reason = models.CharField(max_length=30, choices=DeclineReason.choices, blank=True)
    language = models.CharField(max_length=5, blank=True)
    interpreter = models.BooleanField(default=False)
    note = SealedTextField()
    again_at = models.DateTimeField(null=True)
    follow_until = models.DateField(null=True)
    band = models.PositiveSmallIntegerField(null=True)  # which hour band of the attempt policy
    script = models.ForeignKey("programmes.Script", models.PROTECT, null=True, related_name="+")
    before = models.JSONField(default=dict)  # codes and times that undo puts back; no words
    before_words = SealedTextField(default="")  # and the words that undo puts back, as JSON

    class Meta:
        constraints = [
            CALL.constraint("state", "a_call_is_in_a_known_state"),
            models.CheckConstraint(condition=~Q(state="saved") | ~Q(result=""), name="a_saved_call_has_a_result"),
            models.CheckConstraint(
                condition=Q(decline_reason="") | Q(result="declined"), name="only_a_declined_call_has_a_reason"
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(state="open"), name="a_case_has_one_open_call"),
        ]
        indexes = [
            models.Index(fields=["case", "-opened_at"], name="calls_of_a_case"),
            models.Index(fields=["zone", "saved_at"], name="calls_of_a_day"),
        ]


class CallCount(models.Model):
    """How many calls there were on a day, and how long they lasted, of those that have been erased with a person."""

    classed = classed(Keep.REGISTER, working="id zone day until_hour reached calls timed lasted")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    until_hour = models.PositiveSmallIntegerField()  # the part of the day: until noon, five, midnight
    reached = models.BooleanField()
    calls = models.PositiveIntegerField()
    timed = models.PositiveIntegerField()
    lasted = models.DurationField()  # the timed ones together

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "day", "until_hour", "reached"], name="calls_of_a_day_counted_once")
        ]
