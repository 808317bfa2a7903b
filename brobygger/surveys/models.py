"""Answers that carry no person; the sealed ones that wait; and, apart from them, who would like to be interviewed.

No table here has a time beside an answer, nor anything that leads from an answer to a code or from a code to a person.
"""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.codes import IncidentType, Outcome, PersonRole
from brobygger.base.sealed import SealedTextField
from brobygger.surveys.rules import FEWEST, LEAST_OF_A_BATCH, MOST
from brobygger.surveys.states import BATCH, INTERVIEW, BatchState, InterviewState


class Setup(models.Model):
    """How a programme asks in a zone. Without one it does not ask."""

    classed = classed(Keep.PROGRAMME, working="id zone programme is_open least reminders changed_at changed_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    is_open = models.BooleanField(default=False)
    least = models.PositiveSmallIntegerField(default=LEAST_OF_A_BATCH)  # answers that a batch has at least
    reminders = models.BooleanField(default=False)  # whether someone may be invited once more
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "programme"], name="a_programme_asks_in_one_way_in_a_zone"),
            models.CheckConstraint(condition=Q(least__gte=FEWEST, least__lte=MOST), name="a_batch_is_not_too_small"),
        ]


class Answer(models.Model):
    """One answer sheet, without a person and without a day."""

    classed = classed(
        Keep.REGISTER,
        working="id zone programme source answer_ref answered_in role incident_type outcome chosen",
    )

    class Source(models.TextChoices):
        IMPORT = "import", "import"
        OWN = "own", "own"

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    source = models.CharField(max_length=10, choices=Source.choices)
    answer_ref = models.CharField(max_length=64)  # random
    answered_in = models.DateField()  # the first day of the month; of our own, the month in which the batch ended
    role = models.CharField(max_length=20, choices=PersonRole.choices, blank=True)
    incident_type = models.CharField(max_length=40, choices=IncidentType.choices, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    chosen = models.JSONField()  # a code for each statement that was answered

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "programme", "source", "answer_ref"], name="an_answer_is_here_once"
            ),
            models.CheckConstraint(condition=Q(answered_in__day=1), name="of_an_answer_the_month_alone_is_known"),
        ]
        indexes = [models.Index(fields=["zone", "programme", "answered_in"], name="answers_of_a_month")]


class Batch(models.Model):
    """Sealed answers that are opened together. The key that opens them lies outside the database, until it is used."""

    classed = classed(Keep.PROGRAMME, working="id zone programme name public_key state begun_in opened_in answers")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=48, unique=True)  # random; what the file with the key is called
    public_key = models.BinaryField()
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.TAKING)
    begun_in = models.DateField()  # first days of months
    opened_in = models.DateField(null=True)
    answers = models.PositiveIntegerField(default=0)  # how many there were, when it was opened

    class Meta:
        constraints = [
            BATCH.constraint("state", "a_batch_is_in_a_known_state"),
            models.UniqueConstraint(
                fields=["zone", "programme"], condition=Q(state="taking"), name="one_batch_takes_answers"
            ),
            models.CheckConstraint(
                condition=Q(begun_in__day=1) & (Q(opened_in__isnull=True) | Q(opened_in__day=1)),
                name="of_a_batch_the_months_alone_are_known",
            ),
        ]


class Sealed(models.Model):
    """An answer, or a wish to be interviewed: which of them, nobody can tell from outside. All are of one size."""

    classed = classed(Keep.REGISTER, working="id zone batch", sensitive="box")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    batch = models.ForeignKey(Batch, models.CASCADE, related_name="boxes")
    box = models.BinaryField()


class Spent(models.Model):
    """The mark of a code that has been used; the code itself is kept nowhere, and leads from here to nobody."""

    classed = classed(Keep.REGISTER, working="id zone mark used_in")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    mark = models.BinaryField()
    used_in = models.DateField()  # the first day of a month; gone when no code of that time is taken any more

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "mark"], name="a_code_answers_once"),
            models.CheckConstraint(condition=Q(used_in__day=1), name="of_a_used_code_the_month_alone_is_known"),
        ]


class Interview(models.Model):
    """Someone would like to be interviewed. It leads to no answer, and what she wrote goes when it is dealt with."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone programme wished_in state state_in state_by", contact="words")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    wished_in = models.DateField()  # first days of months
    state = models.CharField(max_length=20, choices=InterviewState.choices, default=InterviewState.TO_RING)
    state_in = models.DateField()
    state_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    words = SealedTextField()  # JSON: what she wants to be called, number, when; empty when it is over

    class Meta:
        constraints = [
            INTERVIEW.constraint("state", "an_interview_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(wished_in__day=1, state_in__day=1), name="of_an_interview_the_months_alone_are_known"
            ),
        ]
        indexes = [models.Index(fields=["zone", "state"], name="interviews_to_be_held")]
