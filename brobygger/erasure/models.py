"""Who is to be erased, who must not be, and what proves that it was done."""

from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Q

from brobygger.base.classed import Keep, classed
from brobygger.erasure.codes import HoldWhy, Kind, Why


def _of_one(kind: Kind) -> Q:
    return Q(**{f"{other.value}__isnull": other is not kind for other in Kind})


class OfSomeone(models.Model):
    """Something about someone, by whatever she is known here; it goes with her."""

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    person = models.ForeignKey("people.Person", models.CASCADE, null=True, related_name="+")
    screening = models.ForeignKey("screening.Screening", models.CASCADE, null=True, related_name="+")
    counselling = models.ForeignKey("counselling.Counselling", models.CASCADE, null=True, related_name="+")
    mailbox = models.ForeignKey("mailbox.Mailbox", models.CASCADE, null=True, related_name="+")

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(condition=reduce(or_, map(_of_one, Kind)), name="%(class)s_is_about_one")]

    @property
    def kind(self) -> Kind:
        return next(one for one in Kind if getattr(self, f"{one.value}_id") is not None)

    @property
    def whose(self) -> Any:
        """Who it is about."""
        return getattr(self, self.kind.value)


class Asked(OfSomeone):
    """Someone is to be erased, and a second person has not confirmed it yet."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone screening counselling mailbox why asked_at asked_by",
        identity="person",
    )

    why = models.CharField(max_length=30, choices=Why.choices)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta(OfSomeone.Meta):
        constraints = [
            *OfSomeone.Meta.constraints,
            models.UniqueConstraint(
                fields=[one.value for one in Kind], nulls_distinct=False, name="someone_is_to_be_erased_once"
            ),
        ]


class Hold(OfSomeone):
    """Nothing of someone is erased until this is lifted."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone screening counselling mailbox why set_at set_by lifted_at lifted_by",
        identity="person",
    )

    why = models.CharField(max_length=30, choices=HoldWhy.choices)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")


class Proof(models.Model):
    """What was erased, where and when, and who stood behind it. It names nobody."""

    classed = classed(
        Keep.REGISTER, working="id zone number why asked_at asked_by erased_at erased_by gone left gone_from_backups_on"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=30, choices=Why.choices)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    erased_at = models.DateTimeField()
    erased_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    gone = models.JSONField()  # by table: how many rows
    left = models.JSONField()  # by table: how many rows stay without anyone in them, or until an archive has spoken
    gone_from_backups_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "number"], name="a_certificate_has_its_own_number"),
            models.CheckConstraint(
                condition=~Q(asked_by=models.F("erased_by")), name="a_second_person_confirms_an_erasure"
            ),
        ]


class ArchiveDecision(models.Model):
    """What the archive authority has decided about a zone, which until then erases nobody by period or on request."""

    classed = classed(Keep.REGISTER, working="id zone reference decided_on noted_at noted_by")

    zone = models.OneToOneField("staff.Zone", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60)
    decided_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
