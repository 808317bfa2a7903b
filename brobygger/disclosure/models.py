"""What has been given out: it is remembered for ever, since what others have read cannot be taken back."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from brobygger.base.classed import Keep, classed


class FrozenMonth(models.Model):
    """The counts of a month as they stood when it was first given out; a later correction changes none of them.

    Otherwise the difference of two releases would be the one person who was corrected between them.
    """

    classed = classed(Keep.REGISTER, working="id zone programme month counts frozen_at")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    month = models.DateField()  # its first day
    counts = models.JSONField()  # codes and numbers, as whoever counts has put them
    frozen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="a_frozen_month_begins_on_its_first_day"),
            models.UniqueConstraint(fields=["zone", "programme", "month"], name="a_month_is_frozen_once"),
        ]


class Release(models.Model):
    """A public release: which months, what was left out, and which of its cells were hidden."""

    classed = classed(
        Keep.REGISTER,
        working="id zone programme first_month last_month without base least hidden rounded apart crossed"
        " released_at released_by",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+", db_index=False)
    first_month = models.DateField()
    last_month = models.DateField()
    without = ArrayField(models.CharField(max_length=40), default=list, blank=True)  # incident types, in order
    base = models.PositiveSmallIntegerField(default=0)  # what is rounded to; nought where small numbers are hidden
    least = models.PositiveSmallIntegerField()  # fewer than this many were hidden
    hidden = models.JSONField(default=list)  # the keys of the hidden cells
    rounded = models.JSONField(default=dict)  # what stands in each cell, where it is rounded
    apart = models.JSONField(default=dict)  # figures that are no sums of months, as they stood
    crossed = models.CharField(max_length=60, blank=True, default="")  # two splits by each other; empty: all figures
    released_at = models.DateTimeField()
    released_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(first_month__day=1, last_month__day=1, first_month__lte=F("last_month")),
                name="a_release_is_of_whole_months",
            ),
            models.UniqueConstraint(
                fields=["zone", "programme", "first_month", "last_month", "without", "crossed"],
                name="a_release_is_made_once",
            ),
        ]


class ShownRow(models.Model):
    """A row of counts that someone outside the team has seen: it stays as it was first shown."""

    classed = classed(Keep.REGISTER, working="id zone row counts hidden shown_at shown_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    row = models.CharField(max_length=80)  # whose it is and of when, as whoever shows it has put it
    counts = models.JSONField()
    hidden = models.JSONField(default=list)
    shown_at = models.DateTimeField()
    shown_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "row"], name="a_row_is_first_shown_once")]
