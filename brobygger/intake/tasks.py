"""The jobs of this room; their arguments are ids and nothing else, since a queue can be read by whoever runs it."""

from django.utils import timezone
from procrastinate.contrib.django import app

from brobygger.intake import browser


@app.task(queue="imports")
def read_file(run_id: int, zone_id: int) -> None:
    """The file of a run goes in."""
    browser.read_in(run_id=run_id, zone_id=zone_id, at=timezone.now())
