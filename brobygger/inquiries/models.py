"""What someone has begun on the open pages, and how many have begun."""

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField


class Inquiry(models.Model):
    """What she has answered so far. When she sends it, the answers go on to the team and are removed here; what is
    never sent goes by itself after some days (`rules.KEPT`)."""

    classed = classed(
        Keep.SESSION,
        working="id zone mailbox campaign language started_at touched_at sent_at screening",
        sensitive="answers",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    mailbox = models.ForeignKey("mailbox.Mailbox", models.CASCADE, related_name="+")
    campaign = models.ForeignKey("reach.Campaign", models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=5)  # of the page
    answers = SealedTextField()  # JSON
    started_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    screening = models.ForeignKey("screening.Screening", models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mailbox"], condition=Q(sent_at__isnull=True), name="a_code_has_one_unfinished_inquiry"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False) | Q(screening__isnull=True),
                name="only_what_is_sent_is_with_the_team",
            ),
        ]
        indexes = [models.Index(fields=["zone", "touched_at"], name="inquiries_by_last_touch")]


class Begun(models.Model):
    """How many inquiries were begun on a day. A number, and nothing of who began."""

    classed = classed(Keep.REGISTER, working="id zone day times")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "day"], name="a_zone_counts_what_is_begun_once_a_day")]
