"""Whether someone's erasure waits for the actor's yes."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.erasure import queries
from brobygger.staff.queries import second_of_two
from brobygger.staff.waiting import Waits, for_a_second


def to_confirm(by: Actor, zone_id: int, at: datetime) -> Iterable[Waits]:
    """Those who are to be erased."""
    rows = queries.waiting(by, zone_id=zone_id)
    return for_a_second(_("Erasure"), [(queries.page_of(row), second_of_two(by, row.asked_by_id)) for row in rows])
