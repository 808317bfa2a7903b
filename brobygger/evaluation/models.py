"""The kept counts, month by month, and how rows of the registers stood before they changed."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed


class Kept(models.Model):
    """A change to the sums, or the sum of many: what is in force is always the sum over a key.

    Rows are only added while work goes on, so no worker waits for another; folding merges them now and then.
    Written by the database's own triggers on the register (see `kept`), never by a view.
    """

    zone = models.ForeignKey("staff.Zone", models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    programme = models.ForeignKey(
        "programmes.Programme", models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    month = models.DateField()  # the first day of the month that the row of the register counts in
    grp = models.CharField(max_length=40, blank=True)  # the group within the split; empty where not registered
    fresh = models.BooleanField(default=True, db_default=True)  # a change that has not been merged

    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["zone", "programme", "month"], name="%(class)s_of_a_month"),
            models.Index(fields=["zone"], condition=Q(fresh=True), name="%(class)s_not_merged"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="%(class)s_belongs_to_a_month"),
        ]


class Tally(Kept):
    """Sums of the register of outreach."""

    classed = classed(
        Keep.REGISTER,
        working="id zone programme month incident_type split grp fresh"
        " identified no_contact_details reached accepted declined will_call_self",
    )

    class Split(models.TextChoices):
        ALL = "all", "all"
        GENDER = "gender", "gender"
        ROLE = "role", "role"
        AGE_GROUP = "age_group", "age_group"
        DECLINE_REASON = "decline_reason", "decline_reason"

    incident_type = models.CharField(max_length=40, blank=True)
    split = models.CharField(max_length=20, choices=Split.choices)
    identified = models.IntegerField()
    no_contact_details = models.IntegerField()
    reached = models.IntegerField()
    accepted = models.IntegerField()
    declined = models.IntegerField()
    will_call_self = models.IntegerField()


class DetectionTally(Kept):
    """Sums of the municipal register."""

    classed = classed(Keep.REGISTER, working="id zone programme month department way_in split grp fresh n")

    department = models.ForeignKey(
        "municipality.Department", models.PROTECT, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    way_in = models.CharField(max_length=20)
    split = models.CharField(max_length=20)
    grp = models.CharField(max_length=100, blank=True)
    n = models.IntegerField()


class Earlier(models.Model):
    """How a row of a register stood until a day, so that figures are told as they were known; written by triggers."""

    classed = classed(Keep.REGISTER, working="id zone register row_id until was")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    register = models.CharField(max_length=30)
    row_id = models.BigIntegerField()
    until = models.DateField()  # the day of the change: on the days before, it stood so
    was = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "register", "row_id", "until"], name="a_row_has_one_standing_at_the_end_of_a_day"
            ),
        ]
        indexes = [models.Index(fields=["zone", "register", "until"], name="what_has_changed_since_a_day")]
