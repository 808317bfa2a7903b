"""The job of this room; its arguments are numbers."""

from django.utils import timezone
from procrastinate.contrib.django import app

from brobygger.report import making


@app.task(queue="imports")
def make(report_id: int, zone_id: int) -> None:
    """A report that was asked for is made."""
    making.make(report_id=report_id, zone_id=zone_id, at=timezone.now())
