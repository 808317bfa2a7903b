"""The jobs of this room; their arguments are ids and nothing else, since a queue can be read by whoever runs it."""

from django.utils import timezone
from procrastinate.contrib.django import app

from brobygger.contact import sending


@app.task(queue="messages")
def deliver_message(message_id: int, zone_id: int) -> None:
    """The message goes out, or says why not."""
    sending.deliver(message_id=message_id, zone_id=zone_id, at=timezone.now())
