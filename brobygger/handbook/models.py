"""Documents of a zone, their versions with the day from which each holds, and who has read which."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from brobygger.access.actor import Role
from brobygger.base.classed import Keep, classed
from brobygger.handbook.codes import DocumentKind


class Document(models.Model):
    """A handbook or a routine; nothing in it is about a person."""

    classed = classed(
        Keep.PROGRAMME, public="id zone kind title readers", working="made_at made_by closed_at closed_by"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DocumentKind.choices)
    title = models.CharField(max_length=80)
    readers = ArrayField(models.CharField(max_length=30, choices=Role.choices), default=list)  # who is to read it
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)  # no longer in use; what was read stays known
    closed_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "title"], condition=models.Q(closed_at=None), name="a_document_in_use_has_its_own_title"
            )
        ]


class DocumentVersion(models.Model):
    """The document from a day; never changed, only followed by the next."""

    classed = classed(
        Keep.PROGRAMME, public="id zone document number text news valid_from", working="written_at written_by"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    news = models.CharField(max_length=300, blank=True)  # what is new, in a sentence
    valid_from = models.DateField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="each_version_of_a_document_has_its_number")
        ]


class Reading(models.Model):
    """That someone has said she has read a version."""

    classed = classed(Keep.EMPLOYMENT, working="id zone version worker read_at")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    version = models.ForeignKey(DocumentVersion, models.PROTECT, related_name="readings")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "worker"], name="a_version_is_read_once_by_each")]
