"""A plan, its lines, and each time it was given in a form that the person chose."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.safety.codes import GivenAs, LineStatus, Section


class Plan(models.Model):
    """The plan of someone whom the team has: when it was last gone through, and when it is to be so again."""

    classed = classed(
        Keep.UNTIL_ERASED, working="id zone screening made_at made_by looked_at looked_by look_again_on"
    )  # fmt: skip

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    screening = models.OneToOneField("screening.Screening", models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    looked_at = models.DateTimeField()
    looked_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    look_again_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["zone", "look_again_on"], name="plans_by_day_to_look")]


class Line(models.Model):
    """One thing in a plan, in the person's own words.

    A page that writes has a mark of its own: what it began and what it kept last stand by that mark, so that what two
    write at once is told from what one writes twice.
    """

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone plan section status colleague by_day suggestion version begun_on kept_on written_at written_by"
        " kept_at kept_by removed_at removed_by",
        sensitive="words with_whom",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="lines")
    section = models.CharField(max_length=20, choices=Section.choices)
    words = SealedTextField()
    status = models.CharField(max_length=20, choices=LineStatus.choices, default=LineStatus.AGREED)
    with_whom = SealedTextField(db_default=b"")
    colleague = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    by_day = models.DateField(null=True)
    suggestion = models.CharField(max_length=30, blank=True)  # the one of ours that it grew from
    version = models.PositiveIntegerField(default=1)
    begun_on = models.CharField(max_length=64, blank=True)  # the mark of the page
    kept_on = models.CharField(max_length=64, blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "begun_on"], condition=~Q(begun_on=""), name="a_page_begins_a_line_once"
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="a_line_is_removed_by_someone",
            ),
        ]


class Given(models.Model):
    """The person was asked in which form the plan is wanted this time, and chose."""

    classed = classed(
        Keep.UNTIL_ERASED, working="id zone plan form chosen_at chosen_by printed_at printed_by", sensitive="who"
    )  # fmt: skip

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="given")
    form = models.CharField(max_length=20, choices=GivenAs.choices)
    who = SealedTextField(db_default=b"")  # keeps it for the person
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    printed_at = models.DateTimeField(null=True)
    printed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(printed_at__isnull=True, printed_by__isnull=True)
                | Q(printed_at__isnull=False, printed_by__isnull=False, form="print"),
                name="only_what_was_chosen_on_paper_is_printed",
            )
        ]
