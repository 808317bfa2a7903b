"""The mailbox of someone who need not say who she is, and the lines in it."""

from django.db import models

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField


class Mailbox(models.Model):
    """A code name, by which she is known to the team, and a code word, by which she proves that it is she.

    The code name can be read by the team; of the code word there is only a slow hash.
    """

    classed = classed(
        Keep.UNTIL_ERASED,
        working="id zone made_at made_by_kind made_by last_opened_at tried_at closed_at",
        identity="code_name name_mark word_hash",
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    code_name = SealedTextField()
    name_mark = models.BinaryField()  # keyed fingerprint of the zone and the code name, by which it is found
    word_hash = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    made_by_kind = models.CharField(max_length=10)
    made_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    last_opened_at = models.DateTimeField(null=True)  # by herself
    tried_at = models.DateTimeField(null=True)  # when wrong words were last tried so often that the next one waits
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["zone", "name_mark"], name="a_code_name_is_one_mailbox")]


class Line(models.Model):
    """What she wrote to the team, or a worker of the team to her; it is read here and sent nowhere."""

    classed = classed(
        Keep.UNTIL_ERASED, working="id zone mailbox from_her written_at written_by read_at read_by", sensitive="text"
    )

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    mailbox = models.ForeignKey(Mailbox, models.CASCADE, related_name="lines")
    from_her = models.BooleanField()
    text = SealedTextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey("staff.Worker", models.PROTECT, null=True, related_name="+")  # empty: by herself

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(from_her=True, written_by__isnull=True)
                | models.Q(from_her=False, written_by__isnull=False),
                name="a_line_is_hers_or_a_workers",
            )
        ]
