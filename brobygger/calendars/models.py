"""The secret address of someone's calendar."""

from django.db import models

from brobygger.base.classed import Keep, classed
from brobygger.base.sealed import SealedTextField


class Feed(models.Model):
    """One for each worker, whatever her zones. It is found by its mark; the address itself is sealed."""

    classed = classed(Keep.EMPLOYMENT, working="id worker mark secret made_at")

    worker = models.OneToOneField("staff.Worker", models.CASCADE, related_name="+")
    mark = models.BinaryField(max_length=16, unique=True)
    secret = SealedTextField()
    made_at = models.DateTimeField()
