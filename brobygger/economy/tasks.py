"""The job of this room; its arguments are numbers."""

from django.utils import timezone
from procrastinate.contrib.django import app

from brobygger.economy import reckoning


@app.task(queue="plans")
def reckon(trial_id: int, zone_id: int) -> None:
    """A trial is reckoned."""
    reckoning.reckon(trial_id=trial_id, zone_id=zone_id, at=timezone.now())
