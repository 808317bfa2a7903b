"""Handing out the figures of the way in; the trail knows who read them, in which form."""

from datetime import datetime

from django.db import transaction

from brobygger.access.actor import Actor
from brobygger.base.workdays import day_of
from brobygger.evaluation import department, detect_queries
from brobygger.evaluation.detect_counts import Asked
from brobygger.evaluation.figures import Figure
from brobygger.trail import actions as trail


@transaction.atomic
def read_detection_figures(asked: Asked, *, by: Actor, at: datetime, form: str) -> list[Figure]:
    """The figures that were asked for. NotFound outside her zones."""
    figures = detect_queries.detection_figures(by, asked)
    period = {"from": asked.period.first, "to": asked.period.last}
    trail.write(
        "evaluation.detections_counted",
        by=by,
        at=at,
        zone_id=asked.zone_id,
        programme=asked.programme_id,
        department=asked.department_id or 0,
        way_in=asked.way_in,
        form=form,
        **{name: day.isoformat() if day else "" for name, day in period.items()},
    )
    return figures


@transaction.atomic
def read_own_counts(*, zone_id: int, key: str, by: Actor, at: datetime) -> department.OwnCounts:
    """A department's counts. NotFound where it is not hers to see."""
    told = department.own_counts(by, zone_id=zone_id, key=key, on=day_of(at))
    if told.department is not None:
        trail.write("evaluation.department_counts_read", by=by, at=at, zone_id=zone_id, department=told.department.pk)
    return told
