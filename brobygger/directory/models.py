"""Offers of help: public knowledge, shared by all zones or a zone's own, with who changed what and who last checked."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from brobygger.base.classed import Keep, classed
from brobygger.base.codes import Gender
from brobygger.directory.codes import Address
from brobygger.directory.content import CONTENT
from brobygger.directory.states import OFFER, ClosedReason, OfferState


def _codes(length: int = 30) -> ArrayField[Any, Any]:
    return ArrayField(models.CharField(max_length=length), default=list, blank=True)


def _text(length: int = 0) -> models.Field[Any, Any]:
    return models.CharField(max_length=length, blank=True) if length else models.TextField(blank=True)


class Offer(models.Model):
    """A place where help can be had. Nothing about a person stands here.

    One without a zone is shared: it came with the program or before zones had their own, and nobody here changes it.
    What a zone changes, checks or closes is its own row, in place of the shared one with the same `uid`.
    """

    classed = classed(
        Keep.PROGRAMME,
        public="id zone uid kept_by state closed_on closed_reason closed_note same_as words sort_name "
        + " ".join(CONTENT),
        working="number checked_at checked_by changed_at changed_by given",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, null=True, related_name="+", db_index=False)
    uid = models.CharField(max_length=80)  # the id that goes along in a file; ours are UUIDs
    number = models.PositiveIntegerField(default=1)  # of the newest version
    kept_by = models.ForeignKey("staff.Organisation", models.PROTECT, null=True, blank=True, related_name="+")

    name_da = _text(200)
    name_en = _text(200)
    organisation = _text(200)
    description_da = _text()
    description_en = _text()
    needs = _codes()
    other_terms = _codes(200)  # another register's words for what it does, where we have no code for them
    who_da = _text()
    who_en = _text()
    gender = models.CharField(max_length=10, choices=Gender.choices, blank=True)  # empty: anyone
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    relations = _codes()
    languages = _codes(5)
    language_note = _text(300)
    places = _codes(4)
    place_note = _text(300)
    hours = models.JSONField(default=list, blank=True)
    hours_note_da = _text(300)
    hours_note_en = _text(300)
    phones = models.JSONField(default=list, blank=True)  # [{"number": "116006", "note": ""}]
    email = _text(254)
    web = _text(500)
    address_is = models.CharField(max_length=10, choices=Address.choices, blank=True)
    address = _text(200)
    postal_code = _text(10)
    city = _text(100)
    is_free = models.BooleanField(null=True, blank=True)
    price_note_da = _text(300)
    price_note_en = _text(300)
    anonymous = models.BooleanField(null=True, blank=True)
    waiting_from = models.PositiveSmallIntegerField(null=True, blank=True)
    waiting_to = models.PositiveSmallIntegerField(null=True, blank=True)
    waiting_on = models.DateField(null=True, blank=True)
    ways_in = _codes()
    how_da = _text()
    how_en = _text()
    capacity_da = _text(300)
    capacity_en = _text(300)
    source = _text(300)
    source_url = _text(500)
    to_be_confirmed = models.BooleanField(default=False)
    noted_on = models.DateField(null=True, blank=True)  # the day on which it was first written down
    assured_on = models.DateField(null=True, blank=True)  # the day on which the file's own keeper had checked it
    check_again_days = models.PositiveSmallIntegerField(default=180)

    state = models.CharField(max_length=10, choices=OfferState.choices, default=OfferState.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    closed_reason = models.CharField(max_length=10, choices=ClosedReason.choices, blank=True)
    closed_note = _text(300)
    same_as = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    given = models.JSONField(default=dict)  # what a file last said of each field
    words = models.TextField(blank=True)
    sort_name = models.CharField(max_length=210, blank=True, db_collation="C")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "uid"], nulls_distinct=False, name="an_offer_stands_once_in_a_zone_and_once_for_all"
            ),
            OFFER.constraint("state", "an_offer_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(address_is=Address.PUBLIC) | Q(address="", postal_code="", city=""),
                name="only_a_public_address_is_written_down",
            ),
            models.CheckConstraint(condition=~Q(name_da="") | ~Q(name_en=""), name="an_offer_has_a_name"),
            models.CheckConstraint(
                condition=Q(state=OfferState.OPEN, closed_on__isnull=True, closed_reason="", same_as__isnull=True)
                | Q(state=OfferState.CLOSED, closed_on__isnull=False) & ~Q(closed_reason=""),
                name="a_closed_offer_says_since_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(waiting_from__isnull=True, waiting_to__isnull=True) | Q(waiting_on__isnull=False),
                name="a_waiting_time_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(waiting_from__isnull=True)
                | Q(waiting_to__isnull=True)
                | Q(waiting_from__lte=models.F("waiting_to")),
                name="the_longest_wait_is_not_below_the_shortest",
            ),
            models.CheckConstraint(
                condition=Q(age_from__isnull=True) | Q(age_to__isnull=True) | Q(age_from__lte=models.F("age_to")),
                name="the_oldest_is_not_younger_than_the_youngest",
            ),
            models.CheckConstraint(
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
                name="whoever_checked_an_offer_has_signed",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "sort_name", "id"], name="offers_by_name"),
            GinIndex(fields=["needs"], name="offers_by_need"),
            GinIndex(fields=["places"], name="offers_by_place"),
        ]

    def __str__(self) -> str:
        return self.text("name")

    def text(self, name: str) -> str:
        """A text in the reader's language where it is written in it, else in the other."""
        languages = ("en", "da") if get_language() == "en" else ("da", "en")
        return next(filter(None, (getattr(self, f"{name}_{language}") for language in languages)), "")

    def is_closed_on(self, day: date) -> bool:
        """Whether it has closed down by the day; one that closes later is open until then."""
        return self.closed_on is not None and self.closed_on <= day

    def values(self) -> dict[str, Any]:
        """Everything that the offer says."""
        return {name: getattr(self, name) for name in CONTENT}


class OfferVersion(models.Model):
    """An offer as it stood after someone changed, checked, closed or opened it."""

    classed = classed(Keep.PROGRAMME, public="id zone offer number deed values fields", working="at by")

    class Deed(models.TextChoices):
        SHIPPED = "shipped", _("came with the program")
        IMPORTED = "imported", _("came with a file")
        ADDED = "added", _("wrote it")
        CHANGED = "changed", _("changed it")
        CHECKED = "checked", _("checked it")
        CLOSED = "closed", _("noted that it is closed")
        REOPENED = "reopened", _("noted that it is open again")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, null=True, related_name="+", db_index=False)
    offer = models.ForeignKey(Offer, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    deed = models.CharField(max_length=10, choices=Deed.choices)
    values = models.JSONField()
    fields = _codes(40)  # those that differ from the version before

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["offer", "number"], name="a_version_of_an_offer_has_its_own_number")
        ]


class OfferFile(models.Model):
    """A file that someone has handed in and not yet said go to. Its own name is kept nowhere."""

    classed = classed(Keep.SESSION, public="id text", working="handed_in_at handed_in_by")

    text = models.TextField()
    handed_in_at = models.DateTimeField()
    handed_in_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
