"""What a room above says of someone on the team's page; it does so when it is set up: this room does not look ahead."""

from collections.abc import Callable
from datetime import datetime

from django.utils.functional import Promise

from brobygger.access.actor import Actor
from brobygger.base.menu import address
from brobygger.screening.models import Screening

# By the name of its page: what the page is called, and how it stands; nothing for whoever does not see it.
BESIDE: dict[str, tuple[str | Promise, Callable[[Actor, Screening, datetime], str]]] = {}


def told_beside(by: Actor, row: Screening, *, at: datetime) -> list[tuple[str, str | Promise, str]]:
    """Each page that there is beside someone, what it is called, and how it stands."""
    told = [(address(page, row.pk), label, say(by, row, at)) for page, (label, say) in BESIDE.items()]
    return [one for one in told if one[0] and one[2]]
