"""An extract and its lines; when it is made, nothing of it changes any more."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.extracts.codes import MayMeet, Part, Receiver, Why
from brobygger.extracts.states import EXTRACT, ExtractState


class Extract(models.Model):
    """What one receiver is to read of someone's assessment, and of the safety plan where that is asked for."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone case assessment receiver may_meet with_plan state state_at edition begun_at begun_by"
        " approved_at approved_by made_at made_by",
        sensitive="who purpose sent_back",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    case = models.ForeignKey("risk.RiskCase", models.CASCADE, related_name="extracts")
    assessment = models.ForeignKey("risk.Assessment", models.CASCADE, related_name="+")
    receiver = models.CharField(max_length=20, choices=Receiver.choices)
    may_meet = models.CharField(max_length=10, choices=MayMeet.choices)
    with_plan = models.BooleanField(default=False)
    who = SealedTextField()  # by name or office
    purpose = SealedTextField()
    state = models.CharField(max_length=10, choices=ExtractState.choices, default=ExtractState.DRAFT)
    state_at = models.DateTimeField()
    edition = models.PositiveIntegerField(default=0)  # how many times it has been finished
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    sent_back = SealedTextField()  # what the second person wants looked at again
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            EXTRACT.constraint("state", "an_extract_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(state="made", made_at__isnull=False, made_by__isnull=False)
                | ~Q(state="made") & Q(made_at__isnull=True, made_by__isnull=True),
                name="an_extract_is_made_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="made")
                | Q(may_meet="no") & ~Q(receiver="other_party")
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="what_the_violent_may_read_is_approved_by_a_second",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=models.F("begun_by")),
                name="a_second_person_approves_an_extract",
            ),
            models.CheckConstraint(
                condition=~Q(receiver="other_party") | Q(may_meet="yes", with_plan=False),
                name="no_plan_goes_to_the_violent",
            ),
        ]


class ExtractLine(models.Model):
    """One line as it stood when the extract was begun; what is hidden in it, or why it is out."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone extract place part evidence assessors_alone out why locked",
        sensitive="words hidden",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    extract = models.ForeignKey(Extract, models.CASCADE, related_name="lines")
    place = models.PositiveIntegerField()
    part = models.CharField(max_length=10, choices=Part.choices)
    evidence = models.ForeignKey("risk.Evidence", models.SET_NULL, null=True, related_name="+")
    words = SealedTextField()
    hidden = SealedTextField()  # JSON: where what is hidden begins and ends in the words, which never change
    assessors_alone = models.BooleanField(default=False)
    out = models.BooleanField(default=False)
    why = models.CharField(max_length=20, choices=Why.choices, blank=True)
    locked = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["extract", "place"], name="each_line_of_an_extract_has_its_place"),
            models.CheckConstraint(
                condition=Q(locked=False) | Q(out=True) & ~Q(why=""), name="what_is_locked_is_out_for_a_reason"
            ),
            models.CheckConstraint(condition=Q(out=True) | Q(why=""), name="what_is_told_has_no_reason_to_be_out"),
        ]
