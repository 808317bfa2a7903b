"""What belongs to a participant; it goes with the person. What is counted of it stays, beside the course's register."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.participants.codes import Goes, When
from brobygger.participants.states import FOLLOW_UP, FollowUpState


class Measure(models.Model):
    """An outcome form as it was filled in with someone."""

    classed = classed(
        Keep.UNTIL_ERASED, working="id zone place moment pack edition kept_at kept_by", sensitive="answers"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    place = models.ForeignKey("courses.Place", models.CASCADE, related_name="+")
    moment = models.CharField(max_length=10, choices=When.choices)
    pack = models.ForeignKey("packs.Pack", models.PROTECT, related_name="+", db_index=False)
    answers = SealedTextField()  # JSON by linkId
    edition = models.PositiveIntegerField(default=0)  # how many times it has been written
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "moment", "pack"], name="a_form_is_filled_in_once_at_a_time")
        ]


class MeasureCount(models.Model):
    """What was chosen in an outcome form, in codes, without identity: it outlives the person."""

    classed = classed(Keep.REGISTER, working="id zone of moment pack answered_on chosen")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    of = models.ForeignKey("courses.PlaceCount", models.PROTECT, related_name="+")
    moment = models.CharField(max_length=10, choices=When.choices)
    pack = models.ForeignKey("packs.Pack", models.PROTECT, related_name="+", db_index=False)
    answered_on = models.DateField()
    chosen = models.JSONField()  # codes and numbers by linkId; nothing that someone wrote

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "moment", "pack"], name="a_form_is_counted_once_at_a_time")
        ]


class NetworkMap(models.Model):
    """Who stands round someone, as drawn up with whoever leads the course."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone place edition kept_at kept_by", sensitive="lines")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    place = models.OneToOneField("courses.Place", models.CASCADE, related_name="+")
    lines = SealedTextField()  # JSON: who, how near, and for what
    edition = models.PositiveIntegerField(default=0)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")


class Sharing(models.Model):
    """What someone gives the others of the course, and to whom."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone place asked_at asked_by gives_to", contact="words")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    place = models.OneToOneField("courses.Place", models.CASCADE, related_name="+")
    words = SealedTextField()
    gives_to = ArrayField(models.BigIntegerField(), default=list)  # the others' places
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")


class FollowUp(models.Model):
    """How it went three to six months later."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone place state state_at noted_by tries goes worries offers",
        sensitive="words",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    place = models.OneToOneField("courses.Place", models.CASCADE, related_name="follow_up")
    state = models.CharField(max_length=20, choices=FollowUpState.choices)
    state_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    tries = models.PositiveSmallIntegerField(default=0)
    goes = models.CharField(max_length=20, choices=Goes.choices, blank=True)
    worries = models.BooleanField(null=True)  # nothing: not asked
    words = SealedTextField()
    offers = ArrayField(models.CharField(max_length=80), default=list)  # ids of the directory that someone was told of

    class Meta:
        constraints = [
            FOLLOW_UP.constraint("state", "a_follow_up_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state="held") | Q(goes="", worries__isnull=True),
                name="only_a_follow_up_that_was_held_says_how_it_goes",
            ),
        ]


class FollowUpCount(models.Model):
    """What is counted of a follow-up, without identity."""

    classed = classed(Keep.REGISTER, working="id zone of state state_on goes")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    of = models.OneToOneField("courses.PlaceCount", models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=FollowUpState.choices)
    state_on = models.DateField()
    goes = models.CharField(max_length=20, choices=Goes.choices, blank=True)
