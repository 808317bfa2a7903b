"""Resource persons, the training of staff, and campaigns with how often their link was opened."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from brobygger.base.classed import Keep, classed
from brobygger.reach.codes import CampaignChannel


class ResourcePerson(models.Model):
    """Whom the colleagues of a department can ask about violence, from a day and until a day."""

    classed = classed(
        Keep.EMPLOYMENT, working="id zone department worker reach since until named_at named_by ended_at ended_by"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    department = models.ForeignKey("municipality.Department", models.PROTECT, related_name="+")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    reach = models.CharField(max_length=200, blank=True)  # how a colleague gets hold of her: hours, room, number
    since = models.DateField()
    until = models.DateField(null=True)
    named_at = models.DateTimeField()
    named_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "department", "worker"],
                condition=Q(until__isnull=True),
                name="a_resource_person_is_named_once_in_a_department",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="a_resource_person_does_not_end_before_she_begins",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(until__isnull=False),
                name="a_last_day_is_there_where_one_was_set",
            ),
        ]


class TrainingKind(models.Model):
    """A training that a zone gives its staff: what it gives, and how long it lasts before it is to be renewed."""

    classed = classed(Keep.PROGRAMME, public="id zone name gives renewal_months", working="changed_at changed_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    gives = ArrayField(models.CharField(max_length=20), default=list)  # codes of Gives
    renewal_months = models.PositiveSmallIntegerField(null=True)  # none: it does not lapse
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "name"], name="a_kind_of_training_has_its_own_name")]


class Training(models.Model):
    """One training that was held."""

    classed = classed(Keep.EMPLOYMENT, working="id zone kind gives provider held_on hours noted_at noted_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    kind = models.ForeignKey(TrainingKind, models.PROTECT, related_name="trainings")
    gives = ArrayField(models.CharField(max_length=20), default=list)  # as its kind said when it was noted
    provider = models.CharField(max_length=120, blank=True)
    held_on = models.DateField()
    hours = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")


class TrainingDone(models.Model):
    """Someone who took part; or how many of a department, for those who do not sign in here."""

    classed = classed(Keep.EMPLOYMENT, working="id zone training worker department heads valid_until noted_at noted_by")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    training = models.ForeignKey(Training, models.CASCADE, related_name="done")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    department = models.ForeignKey("municipality.Department", models.PROTECT, null=True, related_name="+")
    heads = models.PositiveSmallIntegerField(default=1)
    valid_until = models.DateField(null=True)  # as its kind said on the day it was noted; none: it does not lapse
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["training", "worker"],
                condition=Q(worker__isnull=False),
                name="someone_takes_part_once_in_a_training",
            ),
            models.UniqueConstraint(
                fields=["training", "department"],
                condition=Q(worker__isnull=True),
                name="a_department_is_counted_once_in_a_training",
            ),
            models.CheckConstraint(
                condition=Q(worker__isnull=False, heads=1)
                | Q(worker__isnull=True, department__isnull=False, heads__gte=1),
                name="a_training_is_done_by_one_or_by_so_many_of_a_department",
            ),
        ]


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
