"""The job of this room; its arguments are numbers."""

from django.utils import timezone
from procrastinate.contrib.django import app

from brobygger.rota import making


@app.task(queue="imports")
def make(rota_id: int, zone_id: int) -> None:
    """A plan is made, or cover is found."""
    making.make(rota_id=rota_id, zone_id=zone_id, at=timezone.now())
