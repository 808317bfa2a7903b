"""What leaders have written for the chapters by version, what they are writing, and the reports that are made."""

from django.db import models

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.report.codes import Chapter, Form, Language


class ChapterText(models.Model):
    """What stands in a chapter, in a language; never changed, only followed by the next. Empty: nothing stands."""

    classed = classed(
        Keep.PROGRAMME, public="id zone programme chapter language number text", working="written_at written_by"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    chapter = models.CharField(max_length=20, choices=Chapter.choices)
    language = models.CharField(max_length=2, choices=Language.choices)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "programme", "chapter", "language", "number"],
                name="each_version_of_a_chapter_has_its_number",
            )
        ]


class BegunText(models.Model):
    """What someone has begun to write, as it stood when it was last kept. Not looked through yet, so it is sealed; gone
    when it is saved, and after thirty days."""

    classed = classed(
        Keep.EMPLOYMENT, working="id zone programme chapter language worker seen kept_at", sensitive="text"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    chapter = models.CharField(max_length=20, choices=Chapter.choices)
    language = models.CharField(max_length=2, choices=Language.choices)
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    text = SealedTextField()
    seen = models.PositiveIntegerField()  # the version that it goes on from
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["zone", "programme", "chapter", "language", "worker"],
                name="one_text_is_begun_for_a_chapter_by_each",
            )
        ]


class MadeReport(models.Model):
    """A report that was asked for: how far it has come, and the file when it is there. Gone after thirty days."""

    classed = classed(
        Keep.PROGRAMME,
        working="id zone programme first last language form asked_at asked_by stage made_at refused file",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    language = models.CharField(max_length=2, choices=Language.choices)
    form = models.CharField(max_length=4, choices=Form.choices)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("staff.Worker", models.PROTECT, related_name="+")
    stage = models.PositiveSmallIntegerField(default=0)  # how many of the stages are behind it
    made_at = models.DateTimeField(null=True)
    refused = models.CharField(max_length=40, blank=True)  # why it could not be made
    file = models.BinaryField(null=True)
