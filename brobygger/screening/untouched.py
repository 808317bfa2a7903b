"""A registration in which nothing has been written: begun by a press, gone on with at the next, and swept if left."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from brobygger.access.actor import Actor
from brobygger.access.policy import Act, scope, zones_for
from brobygger.base.decision import NotFound
from brobygger.duties import queries as duties
from brobygger.duties.states import About
from brobygger.screening.models import Detection, Screening
from brobygger.screening.states import ScreeningState
from brobygger.trail import actions as trail

LEFT = timedelta(days=1)
MOST = 1000
NOTHING = {
    "state": ScreeningState.STARTED, "step": 1, "earlier": None, "mailbox": None, "person": None, "criteria": None,
    "known_as": "", "signs_note": "", "said_words": "", "offered_contact": "", "safety_notes": None, "answers": None,
    "detection__signs": [], "detection__asked": "", "detection__danger": "", "detection__child_worry": "",
    "detection__motivated": "", "detection__seen_on": F("detection__registered_on"),
}  # fmt: skip


def _untouched(rows: QuerySet[Screening]) -> list[Screening]:
    """Those without a duty about them; each held, and what someone writes in at this moment is passed over."""
    empty = rows.filter(**NOTHING, registered_by__isnull=False).order_by("-id")
    held = empty.select_for_update(of=("self",), skip_locked=True)[:MOST]
    on = About.SCREENING
    return [row for row in held if not duties.kinds_raised(zone_id=row.zone_id, about=on, about_ids=[row.pk])]


def begun_and_empty(by: Actor, *, zone_id: int, programme_id: int) -> Screening | None:
    """Her own, begun and left as it was: she goes on in it, and no other row is made."""
    rows = scope(by, Act.SCREEN, Screening.objects.select_related("detection"))
    return next(iter(_untouched(rows.filter(zone_id=zone_id, programme_id=programme_id))), None)


@transaction.atomic
def sweep(*, zone_id: int, by: Actor, at: datetime) -> int:
    """The upkeep: what was begun a day ago, and has nothing written in it, is gone, from the register too."""
    if zone_id not in zones_for(by, Act.SEE_RECEPTION):
        raise NotFound("not_found")
    rows = _untouched(Screening.objects.filter(zone_id=zone_id, started_at__lt=at - LEFT))
    if rows:  # the upkeep asks each minute, and mostly there is nothing to do
        Screening.objects.filter(pk__in=[row.pk for row in rows]).delete()
        Detection.objects.filter(pk__in=[row.detection_id for row in rows]).delete()
        trail.write("screening.untouched_removed", by=by, at=at, zone_id=zone_id, rows=len(rows))
    return len(rows)
