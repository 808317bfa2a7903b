"""What a worker has set up at her own desk: the filters that she has given a name."""

from django.db import models

from brobygger.base.classed import Keep, classed


class SavedFilter(models.Model):
    """A worker's own way of looking at the list: a name of her choosing, and the codes that it stands for."""

    classed = classed(Keep.EMPLOYMENT, working="id zone worker name codes made_at")

    zone = models.ForeignKey("staff.Zone", models.PROTECT, related_name="+")
    worker = models.ForeignKey("staff.Worker", models.PROTECT, related_name="saved_filters")
    name = models.CharField(max_length=40)
    codes = models.JSONField(default=dict)  # {"incident_type": "violence", "language": "pl"}
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["zone", "worker", "name"], name="a_worker_gives_a_filter_name_once")
        ]
