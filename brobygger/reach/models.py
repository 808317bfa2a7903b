"""A campaign and how often its link was opened."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from brobygger.base.classed import Keep, classed
from brobygger.reach.codes import CampaignChannel


class Campaign(models.Model):
    """A campaign with its period and channel; its link is the open page's address with this short key."""

    classed = classed(Keep.PROGRAMME, public="id zone key name channel first_day last_day", working="made_at made_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    key = models.SlugField(max_length=12)  # neutral: it stands in an address that others may see
    name = models.CharField(max_length=80)
    channel = models.CharField(max_length=20, choices=CampaignChannel.choices)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "key"], name="a_campaign_has_its_own_key_in_a_zone"),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=F("first_day")),
                name="a_campaign_does_not_end_before_it_begins",
            ),
        ]


class Opened(models.Model):
    """How many times a campaign's link was opened on a day. A number, and nothing of who opened it."""

    classed = classed(Keep.REGISTER, working="id zone campaign day times")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="opened")
    day = models.DateField()
    times = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "day"], name="a_campaign_counts_once_for_a_day")]
