"""The trail's two tables: what happened, and the seals that make a later change visible."""

from django.db import models

from brobygger.base.classed import Keep, classed


class Entry(models.Model):
    """One thing that someone did or saw: codes and numbers, never anyone's words."""

    classed = classed(Keep.TRAIL_5_YEARS, working="id at what by by_kind zone about_kind about_id facts transaction")

    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    by_kind = models.CharField(max_length=10)
    by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, db_constraint=False, related_name="+")
    zone = models.ForeignKey("staff.Zone", models.PROTECT, null=True, db_constraint=False, related_name="+")
    about_kind = models.CharField(max_length=30, blank=True)
    about_id = models.BigIntegerField(null=True)
    facts = models.JSONField(default=dict)
    transaction = models.BigIntegerField(db_default=models.Func(function="brobygger_transaction_id"))

    class Meta:
        indexes = [
            models.Index(fields=["zone", "-id"], name="trail_of_a_zone_newest_first"),
            models.Index(fields=["about_kind", "about_id", "-id"], name="trail_of_a_thing"),
            models.Index(fields=["transaction", "id"], name="trail_in_sealing_order"),
        ]


class Seal(models.Model):
    """A chained hash over the entries of a span of transactions; each seal includes the one before."""

    classed = classed(Keep.TRAIL_5_YEARS, working="id at from_transaction to_transaction entries digest")

    at = models.DateTimeField()
    from_transaction = models.BigIntegerField(unique=True)
    to_transaction = models.BigIntegerField(unique=True)
    entries = models.IntegerField()
    digest = models.BinaryField()


class SealCheck(models.Model):
    """The whole chain was read through: where it first did not hold, or that it held."""

    classed = classed(Keep.TRAIL_5_YEARS, working="id at seals entries broken")

    at = models.DateTimeField()
    seals = models.IntegerField()
    entries = models.BigIntegerField()
    broken = models.ForeignKey(Seal, models.PROTECT, null=True, related_name="+")
