"""The imports, the rows that did not go in, and what the police's report says beyond what a worker needs."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q, Value

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField
from brobygger.intake.states import RUN, FileKind, KnownRows, RunState


class ImportRun(models.Model):
    """One file read once. The file's name is not kept, for it may carry a person's words."""

    classed = classed(
        Keep.PROGRAMME,
        working="id zone programme kind file state upload begun_at begun_by started_at alive_at ended_at"
        " rows_total rows_done newest_report understood counts error seconds known brought",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=FileKind.choices)
    file = models.BinaryField()  # a keyed fingerprint of the whole file: the same one is known again
    upload = models.CharField(
        max_length=40, blank=True
    )  # random; where in the data folder the file lies until it is read
    state = models.CharField(max_length=20, choices=RunState.choices, default=RunState.RUNNING)
    # What becomes of rows that are known and differ.
    known = models.CharField(max_length=10, choices=KnownRows.choices, default=KnownRows.UPDATE)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    alive_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    rows_total = models.PositiveIntegerField(default=0)
    rows_done = models.PositiveIntegerField(default=0)
    newest_report = models.DateTimeField(null=True)  # in the file: its age, as far as anyone can tell
    seconds = models.FloatField(default=0)
    understood = models.JSONField(default=dict)  # encoding, separator, and the header as far as it is known
    counts = models.JSONField(default=dict)
    brought = models.JSONField(default=dict)  # what its parts have brought so far, for a run that is cut off
    error = models.JSONField(default=dict)  # a code and column names; no words of a person

    class Meta:
        constraints = [
            RUN.constraint("state", "an_import_is_in_a_known_state"),
            models.CheckConstraint(
                condition=Q(rows_done__lte=models.F("rows_total")), name="no_more_rows_are_done_than_there_are"
            ),
        ]
        indexes = [models.Index(fields=["zone", "-id"], name="imports_of_a_zone_newest_first")]


class RejectedRow(models.Model):
    """A row that did not go in, sealed, so that it can be downloaded, corrected and sent in again."""

    classed = classed(Keep.IMPORT_30_DAYS, working="id zone run row column reason other", sensitive="raw")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rejected_rows")
    row = models.PositiveIntegerField()  # as a spreadsheet numbers them: the header is row 1
    column = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=40)
    other = models.PositiveIntegerField(null=True)  # the other row, where two contradict each other
    raw = SealedTextField()  # the row's fields as JSON; empty where the row may be about an accused

    class Meta:
        indexes = [models.Index(fields=["run", "row"], name="rejected_rows_in_the_files_order")]


class Incident(models.Model):
    """What the police's report says beyond what a worker needs in a call; goes with the person."""

    classed = classed(
        Keep.UNTIL_ERASED,
        working="registration zone district occurred_at reported_at corrections",
        identity="report_number report guardian_of told replaced",
        contact="phones",
        sensitive="place",
    )

    registration = models.OneToOneField("cases.Registration", models.CASCADE, primary_key=True, related_name="incident")
    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+", db_index=False)
    report = models.BinaryField()  # a keyed fingerprint of the report's number, by which a later row finds it
    report_number = models.CharField(max_length=60)
    place = models.CharField(max_length=300, blank=True)
    district = models.CharField(max_length=120)
    occurred_at = models.DateTimeField()
    reported_at = models.DateTimeField()
    # The source_ref of the minor whose guardian this person is: the minor's row may come in a later file.
    guardian_of = models.CharField(max_length=64, blank=True)
    # What the police last said of the person: a fingerprint of each field (see corrections.py), and the numbers.
    told = models.CharField(max_length=80, blank=True)
    phones = ArrayField(models.CharField(max_length=210), default=list)  # base.phones.as_told
    # What they said before: field, fingerprint, and the newest report of the file that replaced it.
    replaced = models.JSONField(default=list, db_default=Value([], output_field=models.JSONField()))
    corrections = models.JSONField(default=list, db_default=Value([], output_field=models.JSONField()))  # when, which

    class Meta:
        indexes = [
            models.Index(fields=["zone", "report"], name="incidents_of_a_report"),
            models.Index(fields=["zone", "guardian_of"], condition=~Q(guardian_of=""), name="guardians_of_a_minor"),
        ]
