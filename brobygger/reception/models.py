"""What the team notes of getting in touch, and, apart from it, what is known of the one who uses violence."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.reception.codes import Answered, Form, Ground, Known, Noted, Relation


class TeamNote(models.Model):
    """Something that the team did or noted about someone: a try to ring, the first conversation, a remark."""

    classed = classed(
        Keep.UNTIL_ERASED, working="id zone screening what form on noted_at noted_by struck_at struck_by",
        sensitive="words",
    )  # fmt: skip

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    screening = models.ForeignKey("screening.Screening", models.CASCADE, related_name="team_notes")
    what = models.CharField(max_length=30, choices=Noted.choices)
    form = models.CharField(max_length=20, choices=Form.choices, blank=True)
    on = models.DateField()
    words = SealedTextField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)  # noted by mistake
    struck_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(what="talked") | ~Q(form=""), name="a_first_conversation_has_its_form"),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by__isnull=True)
                | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="a_note_is_struck_by_someone",
            ),
        ]


class OtherParty(models.Model):
    """The one who uses violence, as far as the team must know; a data subject too, and held apart from her.

    He has a number of his own. From here a protected relation leads to her case, which nothing shown about him
    follows: not the trail, not an extract, no list, search, print, file or calendar.
    """

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone screening added_at added_by changed_at changed_by",
        identity="name",
        sensitive="relation lives_together shares_phone shares_address knows ground note",  # art. 10: an offence
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    screening = models.OneToOneField("screening.Screening", models.CASCADE, related_name="+")
    name = SealedTextField()
    relation = models.CharField(max_length=20, choices=Relation.choices, default=Relation.NOT_KNOWN)
    lives_together = models.CharField(max_length=10, choices=Known.choices, default=Known.UNKNOWN)
    shares_phone = models.CharField(max_length=10, choices=Known.choices, default=Known.UNKNOWN)
    shares_address = models.CharField(max_length=10, choices=Known.choices, default=Known.UNKNOWN)
    knows = models.CharField(max_length=10, choices=Known.choices, default=Known.UNKNOWN)  # that she has sought help
    ground = models.CharField(max_length=20, choices=Ground.choices)
    note = SealedTextField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")


class AccessAnswer(models.Model):
    """How a request from the one who uses violence, to see what is kept about him, was answered, and why."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone other_party asked_on answer decided_at decided_by",
        sensitive="reason",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    other_party = models.ForeignKey(OtherParty, models.CASCADE, related_name="answers")
    asked_on = models.DateField()
    answer = models.CharField(max_length=20, choices=Answered.choices, default=Answered.WITHHELD)
    reason = SealedTextField()
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
