"""One's shifts in one's own calendar."""

from collections.abc import Iterator
from datetime import datetime

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.calendars.codes import Word
from brobygger.calendars.entries import Entry
from brobygger.rota.models import Shift
from brobygger.rota.states import STANDS


def shifts(by: Actor, since: datetime, until: datetime) -> Iterator[Entry]:
    rows = scope(by, Act.SEE_ROTA, Shift.objects.filter(worker_id=by.worker_id, rota__state__in=STANDS))
    for one in rows.filter(starts_at__range=(since, until)):
        yield Entry(f"shift-{one.pk}", Word.SHIFT, one.starts_at, one.ends_at, one.changed_at, one.sequence)
