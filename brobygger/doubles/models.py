"""Who was merged with whom, and of whom someone has said that they are two."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField


class NotSame(models.Model):
    """Someone has looked, and they are two: the pair is never offered again."""

    classed = classed(Keep.UNTIL_ERASED, working="id zone said_at said_by", identity="first second")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    first = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    second = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    said_at = models.DateTimeField()
    said_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="two_are_said_to_be_two_once"),
            models.CheckConstraint(
                condition=Q(first__lt=models.F("second")), name="of_two_the_first_known_comes_first"
            ),
        ]


class Merge(models.Model):
    """Two were found to be one, and may have been split again.

    `moved` says which rows were whose: by table and column, the rows of the one who goes on and those of the other.
    """

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone merged_at merged_by split_at split_by moved",
        identity="kept other",
        sensitive="told",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    kept = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    other = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    merged_at = models.DateTimeField()
    merged_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    moved = models.JSONField(default=dict)
    told = SealedTextField()  # how both stood, as JSON; gone when they are split
    split_at = models.DateTimeField(null=True)
    split_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["other"], condition=Q(split_at__isnull=True), name="a_person_is_merged_into_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(split_at__isnull=True, split_by__isnull=True)
                | Q(split_at__isnull=False, split_by__isnull=False),
                name="a_split_has_its_time_and_its_worker",
            ),
            models.CheckConstraint(condition=~Q(kept=models.F("other")), name="two_are_merged"),
        ]
