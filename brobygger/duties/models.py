"""A duty to notify: whose it is, how it stands, what was seen, what was sent and what came back."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.duties.states import (
    DUTY,
    About,
    Done,
    DutyKind,
    DutyState,
    HowKnown,
    MayKnow,
    ParentsTold,
    Reply,
    SentHow,
)


class Duty(models.Model):
    """A personal duty: nobody but its holder decides, and nobody deletes it.

    It stays when the person is erased: what a municipality was told about a child is kept until an archive has said
    otherwise.
    """

    classed = classed(
        Keep.CHILD_ARCHIVE,
        working="id zone kind state since due_at holder raised_at raised_by about about_id basis asked asked_at"
        " write_address",
        identity="person",
        sensitive="kind_reason parents parents_reason rang_112_at",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=30, choices=DutyKind.choices)
    kind_reason = SealedTextField(blank=True)  # why another paragraph than the one that follows from her role
    state = models.CharField(max_length=30, choices=DutyState.choices, default=DutyState.RAISED)
    since = models.DateTimeField()  # when it came into the state
    due_at = models.DateTimeField(null=True)  # when the next step should have been taken, as decided on the day
    holder = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+", db_index=False)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+", db_index=False)
    about = models.CharField(max_length=20, choices=About.choices, blank=True)
    about_id = models.BigIntegerField(null=True)
    person = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    basis = models.ForeignKey("programmes.LegalBasis", models.PROTECT, related_name="+")  # the law of the day
    asked = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    asked_at = models.DateTimeField(null=True)  # when the holder asked a colleague to take over
    rang_112_at = models.DateTimeField(null=True)
    parents = models.CharField(max_length=10, choices=ParentsTold.choices, blank=True)
    parents_reason = SealedTextField(blank=True)
    write_address = models.BooleanField(default=False)  # ticked by the holder: her address goes into the text

    class Meta:
        constraints = [
            DUTY.constraint("state", "a_duty_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(about="", about_id__isnull=True) | ~Q(about="") & Q(about_id__isnull=False),
                name="a_duty_names_what_it_was_raised_on",
            ),
            models.CheckConstraint(
                condition=Q(asked__isnull=True, asked_at__isnull=True)
                | Q(asked__isnull=False, asked_at__isnull=False) & ~Q(asked=models.F("holder")),
                name="another_than_the_holder_is_asked_to_take_over",
            ),
        ]
        indexes = [
            models.Index(fields=["zone", "state", "due_at"], name="duties_of_a_zone_by_state"),
            models.Index(fields=["holder", "state"], name="duties_of_a_holder"),
            models.Index(fields=["zone", "about", "about_id"], name="duties_raised_on"),
        ]


class Happening(models.Model):
    """One thing that was done with a duty, and why; nothing is taken away from the history."""

    classed = classed(Keep.CHILD_ARCHIVE, working="id zone duty done at by", sensitive="words")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="happenings")
    done = models.CharField(max_length=20, choices=Done.choices)
    at = models.DateTimeField()
    by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+", db_index=False)
    words = SealedTextField(blank=True)


class Fact(models.Model):
    """Something that was seen or heard, in plain words, and whether its source must be protected."""

    classed = classed(
        Keep.CHILD_ARCHIVE,
        working="id zone duty written_at written_by struck_at struck_by",
        sensitive="when words how who may_know",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="facts")
    when = SealedTextField(blank=True)  # as she says it: 'last Friday evening'
    words = SealedTextField()
    how = models.CharField(max_length=20, choices=HowKnown.choices)
    who = SealedTextField(blank=True)
    may_know = models.CharField(max_length=3, choices=MayKnow.choices, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+", db_index=False)
    struck_at = models.DateTimeField(null=True)  # taken out before anything was sent
    struck_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by__isnull=True)
                | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="a_fact_is_struck_by_someone",
            )
        ]


class Child(models.Model):
    """A child that the duty is about, as far as is known."""

    classed = classed(
        Keep.CHILD_ARCHIVE,
        working="id zone duty written_at written_by struck_at struck_by",
        identity="name birth_year unborn",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="children")
    name = SealedTextField(blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    unborn = models.BooleanField(default=False)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+", db_index=False)
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True, struck_by__isnull=True)
                | Q(struck_at__isnull=False, struck_by__isnull=False),
                name="a_child_is_struck_by_someone",
            ),
        ]


class Notice(models.Model):
    """The very text that was sent, or is about to be; once sent the database lets nobody change or delete it.

    Number 1 is the notification; a correction or something new is an addition with the next number.
    """

    classed = classed(
        Keep.CHILD_ARCHIVE,
        working="id zone duty number language how kept_at kept_by sent_at sent_by noted_at",
        sensitive="text to where",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=5, default="da")
    text = SealedTextField()
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+", db_index=False)
    to = SealedTextField(blank=True)  # the municipality's door, or the police
    where = SealedTextField(blank=True)  # number or address that it was sent to
    how = models.CharField(max_length=20, choices=SentHow.choices, blank=True)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)
    noted_at = models.DateTimeField(null=True)  # when the sending was written down here

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty", "number"], name="a_notice_has_its_own_number"),
            models.UniqueConstraint(
                fields=["duty"], condition=Q(sent_at__isnull=True), name="one_text_is_being_written_for_a_duty"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True, sent_by__isnull=True, noted_at__isnull=True, how="")
                | Q(sent_at__isnull=False, sent_by__isnull=False, noted_at__isnull=False) & ~Q(how=""),
                name="what_was_sent_says_by_whom_when_and_how",
            ),
        ]


class Return(models.Model):
    """What came back: a receipt with its number, or an answer."""

    classed = classed(Keep.CHILD_ARCHIVE, working="id zone duty kind on noted_at noted_by", sensitive="reference words")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="returns")
    kind = models.CharField(max_length=10, choices=Reply.choices)
    on = models.DateField()
    reference = SealedTextField(blank=True)
    words = SealedTextField(blank=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+", db_index=False)
