"""Talks, their themes and quotations."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from brobygger.base.classed import Keep, classed
from brobygger.base.codes import IncidentType
from brobygger.base.sealed import SealedTextField
from brobygger.interviews.codes import Kind, Spoke


class Talk(models.Model):
    """An interview or a workshop as a document: role and incident type, and what was said."""

    classed = classed(
        Keep.PROGRAMME,
        working="id zone programme kind spoke incident_type people held_on number changed_at changed_by",
        sensitive="text",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    spoke = models.CharField(max_length=20, choices=Spoke.choices)
    incident_type = models.CharField(max_length=40, choices=IncidentType.choices, blank=True)
    people = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    text = SealedTextField()
    number = models.PositiveIntegerField(default=1)  # of the version that stands
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="someone_spoke_in_a_talk")]
        indexes = [models.Index(fields=["zone", "programme", "held_on"], name="talks_of_a_programme")]


class Theme(models.Model):
    """What several speak of."""

    classed = classed(Keep.PROGRAMME, public="id zone programme name")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint("zone", "programme", Lower("name"), name="a_theme_has_its_own_name")]


class Quotation(models.Model):
    """What someone said, word by word; in the report where somebody has chosen it."""

    classed = classed(
        Keep.PROGRAMME, working="id zone talk theme taken_at taken_by chosen_at chosen_by", sensitive="text"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    talk = models.ForeignKey(Talk, models.CASCADE, related_name="quotations")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="quotations")
    text = SealedTextField()
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField(null=True)
    chosen_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
