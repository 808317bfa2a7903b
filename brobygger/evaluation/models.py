"""The kept counts: how many registrations there are of each kind, month by month."""

from django.db import models

from brobygger.base.classed import Keep, classed


class Tally(models.Model):
    """A change to the sums, or the sum of many: what is in force is always the sum over a key.

    Rows are only added while work goes on, so no worker waits for another; folding merges them now and then.
    Written by the database's own triggers on the register (see `counting`), never by a view.
    """

    classed = classed(
        Keep.REGISTER,
        working="id zone programme month incident_type split grp"
        " identified no_contact_details reached accepted declined will_call_self",
    )

    class Split(models.TextChoices):
        ALL = "all", "all"
        GENDER = "gender", "gender"
        ROLE = "role", "role"
        AGE_GROUP = "age_group", "age_group"
        DECLINE_REASON = "decline_reason", "decline_reason"

    zone = models.ForeignKey("staff.Zone", models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    programme = models.ForeignKey(
        "programmes.Programme", models.PROTECT, db_constraint=False, db_index=False, related_name="+"
    )
    month = models.DateField()  # the first day of the month in which they were identified
    incident_type = models.CharField(max_length=40, blank=True)
    split = models.CharField(max_length=20, choices=Split.choices)
    grp = models.CharField(max_length=40, blank=True)  # the group within the split; empty where not registered
    identified = models.IntegerField()
    no_contact_details = models.IntegerField()
    reached = models.IntegerField()
    accepted = models.IntegerField()
    declined = models.IntegerField()
    will_call_self = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["zone", "programme", "month"], name="kept_counts_of_a_month")]
        constraints = [
            models.CheckConstraint(condition=models.Q(month__day=1), name="a_kept_count_belongs_to_a_month"),
        ]
