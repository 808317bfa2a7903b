"""Imports that somebody looks at."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope
from brobygger.base.menu import address
from brobygger.intake.models import ImportRun
from brobygger.intake.states import RunState
from brobygger.staff.waiting import Waits

SHOWN_FOR = timedelta(days=14)
STATES = (
    (RunState.UNDERSTOOD, _("Imports that wait for a yes")),
    (RunState.INTERRUPTED, _("Imports that were interrupted")),
    (RunState.FAILED, _("Imports of the last fortnight that could not be read")),
)


def imports(by: Actor, zone_id: int, at: datetime) -> Iterable[Waits]:
    """What did not end; a file that could not be read is told of for a fortnight."""
    rows = scope(by, Act.SEE_IMPORTS, ImportRun.objects.filter(zone_id=zone_id))
    for state, label in STATES:
        found = rows.filter(state=state)
        if state == RunState.FAILED:
            found = found.filter(begun_at__gte=at - SHOWN_FOR)
        pks = list(found.order_by("pk").values_list("pk", flat=True))
        if pks:
            yield Waits(label, len(pks), address("import_run", pks[0]) if len(pks) == 1 else address("imports"))
